// The view of a panel: figure, rows, sentences, one statement. All text of statements is set as text, never as HTML.
const make = (tag, name, text) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
};

// Text of statements stands apart from its surroundings, whichever way it is written.
const quoted = (text, tag = "bdi") => make(tag, tag === "mark" ? "" : "statements-text", text);

function button(text, act, label) {
  const made = make("button", "statements-button", text);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

// One stop for the Tab key in a group of buttons; the arrow keys, Home and End go from one to the next.
function roving(group, buttons) {
  const open = (to) => buttons.forEach((b, i) => (b.tabIndex = i === to ? 0 : -1));
  open(0);
  group.onkeydown = (event) => {
    const at = buttons.indexOf(event.target.closest("button"));
    const steps = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    if (at < 0 || !(event.key in steps)) return;
    event.preventDefault();
    event.stopPropagation();
    const to = Math.min(Math.max(steps[event.key], 0), buttons.length - 1);
    open(to);
    buttons[to].focus();
  };
  buttons.forEach((b, i) => b.addEventListener("focus", () => open(i)));
}

function render({ model, el }) {
  el.classList.add("statements-view");
  // JupyterLab's own keys (arrows, Enter, letters) would take those pressed in a list or on a button.
  const keep = (tries) => {
    const panel = el.closest(".widget-vbox");
    if (panel) panel.addEventListener("focusin", ({ target }) => (target.dataset.lmSuppressShortcuts = "true"));
    else if (tries) setTimeout(() => keep(tries - 1), 50);
  };
  keep(100);
  const part = (tag, name, label, into = el) => {
    const made = make(tag, name);
    if (label) made.setAttribute("aria-label", label);
    into.append(made);
    return made;
  };
  const busy = part("p", "statements-busy");
  const error = part("p", "statements-error");
  error.setAttribute("role", "alert");
  const note = part("p", "statements-note");
  note.setAttribute("role", "status");
  const beside = part("section", "statements-beside", "Two statements side by side"); // beside nothing else: they were asked for by name
  // The sentences stand beside the figure, or below it where the panel is narrow: where one looks when a mark was chosen.
  const main = part("div", "statements-main");
  const figure = part("div", "statements-figure", "", main);
  const side = part("div", "statements-side", "", main);
  const selection = part("p", "statements-selection", "", side);
  selection.setAttribute("role", "status");
  const sentences = part("section", "statements-sentences", "Sentences", side);
  const reading = part("section", "statements-reading", "Statement", side);
  const save = part("div", "statements-save");
  save.setAttribute("role", "group");
  save.setAttribute("aria-label", "Save");
  const code = part("div", "statements-code");
  const claimed = part("p", "statements-claim", "Claim");
  claimed.setAttribute("role", "status");
  claimed.tabIndex = 0;
  const rows = part("div", "statements-rows");
  const ask = (what, more) => model.send({ do: what, turn: model.get("turn"), ...more });
  const release = () => {
    el.querySelectorAll("[aria-pressed=true]").forEach((b) => b.setAttribute("aria-pressed", "false"));
    grid.release();
  };
  const choose = (kind, chosen, row) => {
    release();
    chosen.setAttribute("aria-pressed", "true");
    ask("choose", { kind, row });
  };
  // The mark that is selected is pressed, also in a figure that is drawn anew, and where a click came too late for its figure.
  const press = () => {
    const text = model.get("selection"), marks = [...figure.querySelectorAll(".statements-mark")];
    const same = marks.filter(({ ariaLabel }) => text && (text === ariaLabel || text.startsWith(`${ariaLabel}, in `)));
    const chosen = same.find((mark) => mark.ariaPressed === "true") || same[0];
    marks.forEach((mark) => mark.setAttribute("aria-pressed", String(mark === chosen)));
    return chosen;
  };
  const grid = gridOf({ turn: (how) => ask("rows", { how }), pick: (opener, row) => choose("row", opener, row) });
  rows.append(...grid.parts);
  const tip = tipOf(el);
  let address, due; // sentences are to be seen, also after the figure above them has another height
  const shown = ({ left, top, bottom }) => [top, bottom].every((y) => side.contains(document.elementFromPoint(left + 8, y < bottom ? y + 4 : y - 4)));
  // Nothing moves under the mouse where the first sentence is to be read already.
  const seen = () => shown(selection.getBoundingClientRect()) && shown((sentences.querySelector("li") || selection).getBoundingClientRect());
  // The upper edge of what is seen of the page, or of what scrolls in it.
  const edge = (up = el.parentElement) => {
    if (!up) return 0;
    const scrolls = up.scrollHeight > up.clientHeight && /auto|scroll/.test(getComputedStyle(up).overflowY);
    return scrolls ? Math.max(up.getBoundingClientRect().top, 0) : edge(up.parentElement);
  };
  // Beside the figure they come to where one looks, and the page stays where it is; below it, the page goes to them.
  const come = () => {
    const below = side.getBoundingClientRect().left < figure.getBoundingClientRect().right;
    const most = figure.offsetHeight - Math.min(side.offsetHeight, figure.offsetHeight / 2);
    side.style.marginTop = below ? "" : `${Math.min(Math.max(edge() + 8 - main.getBoundingClientRect().top, 0), most)}px`;
    if (!seen() && below) side.scrollIntoView({ block: "nearest" });
  };
  const reveal = () => due && requestAnimationFrame(() => seen() || come());

  const draw = {
    busy: (on) => (busy.textContent = on ? "Working …" : "", el.setAttribute("aria-busy", String(on))),
    // What is wrong stands in place of the figure and the rows, which are not what was asked for.
    error: (text) => (error.textContent = text, el.classList.toggle("statements-failed", Boolean(text))),
    note: (text) => (note.textContent = text),
    selection(text) {
      const back = button("Back to all", () => ask("back"));
      selection.replaceChildren(...(text ? ["Selected: ", quoted(text), " ", back] : ["Nothing is selected."]));
      if (!text) release();
      press();
    },
    figure(png) {
      const focused = figure.contains(document.activeElement), told = tip.isOpen(), along = figure.scrollLeft;
      tip.hide();
      figure.style.minHeight = `${figure.offsetHeight}px`; // nothing moves until the new picture is there
      if (address) URL.revokeObjectURL(address);
      figure.replaceChildren();
      if (!png || !png.byteLength) return;
      address = URL.createObjectURL(new Blob([png], { type: "image/png" }));
      const image = make("img");
      image.onload = () => {
        figure.style.minHeight = "";
        figure.scrollLeft = along;
        const again = press();
        if (again && focused) again.focus({ preventScroll: true });
        reveal();
        if (again && told) tip.show(again, model.get("tips")[buttons.indexOf(again)]);
      };
      image.src = address;
      image.alt = model.get("alt");
      const marks = make("div", "statements-marks");
      marks.setAttribute("role", "group");
      marks.setAttribute("aria-label", "Marks of the figure: choose one to open its sentences");
      const buttons = model.get("marks").map(([x, y, w, h, frame, label], i) => {
        const mark = button("", () => choose("mark", mark, i), label);
        mark.className = "statements-mark";
        mark.dataset.kind = "mark";
        mark.setAttribute("aria-pressed", "false");
        Object.assign(mark.style, { left: `${x}%`, top: `${y}%`, width: `${w}%`, height: `${h}%` });
        mark.style.setProperty("--frame", frame);
        return mark;
      });
      marks.append(...buttons);
      roving(marks, buttons);
      tip.follow(marks, model.get("tips"));
      const drawing = make("div", "statements-drawing");
      drawing.style.setProperty("--inches", model.get("inches"));
      drawing.classList.toggle("statements-wide", model.get("inches") > model.get("column")); // it is scrolled to
      drawing.append(image, marks);
      figure.append(drawing);
      press();
    },
    rows(found) {
      rows.hidden = !found.columns?.length;
      if (!rows.hidden) grid.show(found);
    },
    sentences({ caption, items = [], more }) {
      const list = make("ol");
      for (const [i, item] of items.entries()) {
        const line = make("li"), head = make("p", "statements-head"), text = make("p");
        head.append(quoted(item.head), " · ", item.place, " ", button("Open statement", () => ask("open", { row: i }), `Open statement: ${item.head}`));
        text.append(...item.parts.map(([piece, marked]) => quoted(piece, marked ? "mark" : "bdi")));
        line.append(head, text);
        list.append(line);
      }
      const parts = caption ? [make("h4", "", caption), list] : [];
      if (more) parts.push(button(more, () => ask("more")));
      sentences.replaceChildren(...parts);
      due = Boolean(caption);
      side.scrollTop = 0;
      reveal();
    },
    reading({ head, parts = [] }) {
      if (!head) return reading.replaceChildren();
      const title = make("h4");
      title.append(quoted(head));
      title.tabIndex = -1;
      const text = make("div", "statements-statement");
      text.append(...parts.map(([piece, marked]) => quoted(piece, marked ? "mark" : "bdi")));
      reading.replaceChildren(title, text, button("Close statement", () => ask("close")));
      title.focus();
      (text.querySelector("mark") || title).scrollIntoView({ block: "nearest" });
    },
    beside({ sides = [] }) {
      beside.replaceChildren(
        ...sides.map(({ head, parts }) => {
          const side = make("div"), title = make("h4"), text = make("div", "statements-statement");
          title.append(quoted(head));
          text.append(...parts.map(([piece, change]) => quoted(change === "del" ? `[${piece}]` : change ? `{${piece}}` : piece, change || "bdi")));
          text.tabIndex = 0;
          side.append(title, text);
          return side;
        }),
      );
    },
    code(text) {
      const lines = make("pre", "", text);
      lines.tabIndex = 0;
      lines.setAttribute("aria-label", "Code that gives this result");
      code.replaceChildren(...(text ? [lines] : []));
    },
    claimable: (can) => (claim.hidden = !can),
    claim(text) {
      claimed.textContent = text;
      claimed.hidden = !text;
      if (text && navigator.clipboard) navigator.clipboard.writeText(text).catch(() => {}); // where it may not, the line can be marked
    },
  };
  const names = { table: "Table (CSV)", excel: "Table and sentences (Excel)", sentences: "Sentences (CSV)", png: "Figure (PNG)", svg: "Figure (SVG)" };
  save.append("Save: ", ...Object.entries(names).map(([what, text]) => button(text, () => ask("save", { what }))));
  save.append(button("Show code", () => ask("code")));
  const claim = button("Copy as claim", () => ask("claim"));
  save.append(claim);
  for (const [name, act] of Object.entries(draw)) {
    model.on(`change:${name}`, () => act(model.get(name)));
    act(model.get(name));
  }
  model.on("msg:custom", (message, [bytes]) => {
    if (message.do !== "file") return;
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: message.type }));
    link.download = message.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  // The panel draws its figure as wide as its column; one that was drawn for another is shown smaller until then.
  let fitted = model.get("column") * 75, waiting;
  const fit = () => {
    const pixels = Math.min(figure.clientWidth, 600);
    if (!pixels || Math.abs(pixels - fitted) < 20) return; // hidden, or as it was but for a scroll bar
    fitted = pixels;
    ask("fit", { pixels });
  };
  const watch = new ResizeObserver(() => (clearTimeout(waiting), (waiting = setTimeout(fit, 150))));
  watch.observe(figure);
  return () => (tip.end(), watch.disconnect(), clearTimeout(waiting));
}

export default { render };
