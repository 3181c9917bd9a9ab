// A tip beside the mark that is pointed at or has the focus: its value, interval and denominator, which a screen reader reads with it.
// The pointer may go onto a tip that has stood a while, and it stays; one that sweeps over the marks is not held up by their tips.
const REST = 300, GRACE = 200; // milliseconds: until a tip can be pointed at, and for the way onto it

function tipOf(view) {
  const tip = make("div", "statements-tip"), name = make("strong"), told = make("div");
  tip.setAttribute("role", "tooltip");
  told.id = `statements-tip-${crypto.getRandomValues(new Uint32Array(1))[0]}`; // each panel of a page has a module of its own: no counter is shared
  tip.hidden = true;
  tip.append(name, told);
  view.append(tip);
  let of, stood, leave; // the mark that it is for; what waits

  function hide() {
    of?.removeAttribute("aria-describedby");
    of = undefined;
    tip.hidden = true;
    clearTimeout(stood);
    clearTimeout(leave);
  }

  const later = (act) => (clearTimeout(leave), (leave = setTimeout(act, tip.classList.contains("rested") ? GRACE : 0)));

  function show(mark, text, hovered) {
    hide();
    if (!text) return;
    of = mark;
    const [first, ...rest] = text.split("\n");
    name.textContent = first;
    told.replaceChildren(...rest.map((line) => make("div", "", line)));
    mark.setAttribute("aria-describedby", told.id);
    tip.hidden = false;
    tip.classList.remove("rested");
    if (hovered) stood = setTimeout(() => tip.classList.add("rested"), REST); // one of the keys, or of a click, is in nobody's way
    const at = mark.getBoundingClientRect(), around = view.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = tip;
    const left = Math.max(around.left, Math.min((at.left + at.right - width) / 2, around.right - width));
    const above = at.top - height;
    tip.style.left = `${left - around.left}px`;
    tip.style.top = `${(above < Math.max(around.top, 0) ? at.bottom : above) - around.top}px`;
  }

  // A touch shows the tip as it chooses the mark, and the tip stays until something else is touched.
  function follow(marks, texts) {
    const over = ({ target, type }) => {
      const mark = target.closest(".statements-mark");
      if (mark) show(mark, texts[[...marks.children].indexOf(mark)], type === "pointerover");
    };
    const onto = ({ target, type }) => {
      if (tip.hidden) over({ target, type });
      else if (target.closest(".statements-mark") === of) clearTimeout(leave);
      else later(() => over({ target, type }));
    };
    const away = () => {
      const focused = document.activeElement;
      if (marks.contains(focused) && focused.matches(":focus-visible")) over({ target: focused });
      else hide();
    };
    for (const when of ["focusin", "click"]) marks.addEventListener(when, over);
    marks.addEventListener("pointerover", onto);
    marks.addEventListener("focusout", hide);
    const left = ({ pointerType }) => pointerType === "touch" || later(away);
    marks.addEventListener("pointerleave", left);
    tip.onpointerleave = left;
  }

  tip.addEventListener("pointerenter", () => clearTimeout(leave));
  view.addEventListener("pointerdown", ({ target }) => target.closest(".statements-mark") || hide());
  // Escape takes away a tip that only the pointer shows, too: the keys may belong to something else then.
  const away = (event) => {
    if (event.key !== "Escape" || tip.hidden) return;
    event.stopPropagation();
    hide();
  };
  document.addEventListener("keydown", away, true);
  return { follow, show, hide, isOpen: () => !tip.hidden, end: () => document.removeEventListener("keydown", away, true) };
}
