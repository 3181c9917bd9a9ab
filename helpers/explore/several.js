// A line that says what is chosen of a list, and opens into boxes to tick; a field narrows a long list. Names are set as text.
const make = (tag, name, text) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
};

function render({ model, el }) {
  el.classList.add("statements-several");
  const opener = make("button", "statements-opener"), list = make("div", "statements-options");
  const what = make("span", "", `${model.get("description")} `), chosen = make("bdi", "statements-chosen");
  opener.type = "button";
  opener.append(what, chosen);
  const open = (on) => (opener.setAttribute("aria-expanded", String(on)), (list.hidden = !on));
  open(false);
  opener.addEventListener("click", () => open(list.hidden));
  list.tabIndex = -1; // so that pressing on a name leaves the focus here, and the list open
  list.addEventListener("mousedown", (event) => event.stopPropagation()); // a notebook would take the focus
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", model.get("description"));
  el.append(opener, list);
  let lines = [];
  const line = (name, place) => {
    const made = make("label"), box = make("input");
    box.type = "checkbox";
    box.addEventListener("change", () => {
      const given = model.get("given"), untouched = box.checked && String(model.get("index")) === String(given);
      const others = untouched ? [] : model.get("index").filter((other) => other !== place);
      model.set("given", []);
      model.set("index", box.checked ? [...others, place].sort((a, b) => a - b) : others);
      model.save_changes();
    });
    made.append(box, make("bdi", "", name));
    return made;
  };
  const none = make("button", "statements-button", model.get("unchosen"));
  none.type = "button";
  none.addEventListener("click", () => (model.set("index", []), model.save_changes()));
  const seek = make("input");
  seek.type = "search";
  seek.placeholder = "narrow this list";
  seek.setAttribute("aria-label", `Narrow the list: ${model.get("description")}`);
  seek.addEventListener("input", () => {
    const wanted = seek.value.toLocaleLowerCase();
    lines.forEach((made) => (made.hidden = !made.textContent.toLocaleLowerCase().includes(wanted)));
  });
  const fill = () => {
    lines = model.get("names").map(line);
    list.replaceChildren(...(lines.length ? [none] : ["There is nothing to choose from yet."]), ...(lines.length > 12 ? [seek] : []), ...lines);
  };
  fill();
  const show = () => {
    const names = model.get("names"), index = model.get("index");
    lines.forEach((made, place) => (made.firstChild.checked = index.includes(place)));
    chosen.textContent = index.length ? index.map((place) => names[place]).join(", ") : model.get("unchosen");
    opener.title = chosen.textContent;
  };
  model.on("change:names", () => (fill(), show()));
  model.on("change:index", show);
  model.on("change:unchosen", show);
  show();
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.stopPropagation();
    open(false);
    opener.focus();
  });
  const outside = (event) => el.contains(event.target) || open(false);
  document.addEventListener("pointerdown", outside, true);
  el.addEventListener("focusout", () => setTimeout(() => document.hasFocus() && !el.contains(document.activeElement) && open(false)));
  return () => document.removeEventListener("pointerdown", outside, true);
}

export default { render };
