"use strict";
// Everything here adds to pages that can be read without it: sorting and filtering tables, hiding code, slides.
const say = (text) => { document.getElementById("said").textContent = text; };
const make = (name, values = {}, ...parts) => {
  const element = Object.assign(document.createElement(name), values);
  element.append(...parts);
  return element;
};
const keep = (name, value) => {
  try { // some browsers keep nothing for pages opened from a disk
    if (value !== undefined) sessionStorage.setItem(name, value);
    return sessionStorage.getItem(name);
  } catch { return null; }
};

// --- Tables
const NUMBER = /^[-−+]?(\d[\d,]*)?\.?\d+(e[-+]?\d+)?/i;
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const cellText = (row, column) => (row.cells[column] ? row.cells[column].textContent.trim() : "");
const asNumber = (text) => { // what follows a number ("12 %", "3.1 (2.0 to 4.5)") does not count
  const found = NUMBER.exec(text);
  return found ? parseFloat(found[0].replace(/,/g, "").replace("−", "-")) : NaN;
};

function comparison(values) {
  const filled = values.filter((value) => value !== "");
  if (filled.length && filled.every((value) => /^\d{4}-\d/.test(value))) return (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  if (filled.length && filled.every((value) => NUMBER.test(value))) return (a, b) => asNumber(a) - asNumber(b);
  return collator.compare;
}

function sort(table, column, name) {
  const header = table.tHead.rows[0].cells[column];
  const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", direction);
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row, position) => ({ row, position, value: cellText(row, column) }));
  const compare = comparison(rows.map((row) => row.value));
  rows.sort((a, b) => {
    if ((a.value === "") !== (b.value === "")) return a.value === "" ? 1 : -1; // what is missing stays last
    return (direction === "ascending" ? 1 : -1) * compare(a.value, b.value) || a.position - b.position;
  });
  body.append(...rows.map((row) => row.row));
  say(`Sorted by ${name}, ${direction}.`);
}

function filter(table, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  say(`${shown} of ${table.tBodies[0].rows.length} rows.`);
}

function prepare(table) {
  const head = table.tHead && table.tHead.rows.length === 1 ? table.tHead.rows[0] : null;
  if (!head || !table.tBodies.length || table.querySelector("[rowspan], [colspan]")) return;
  const rows = table.tBodies[0].rows.length;
  if (rows > 1) {
    Array.from(head.cells).forEach((cell, column) => {
      const name = cell.textContent.trim();
      if (!name) return;
      const button = make("button", { type: "button", onclick: () => sort(table, column, name) });
      button.append(...cell.childNodes);
      cell.append(button);
    });
  }
  if (rows > 15) {
    const box = make("input", { type: "search", autocomplete: "off", oninput: () => filter(table, box.value) });
    const caption = table.caption ? table.caption.textContent : "this table";
    box.setAttribute("aria-label", `Show rows of ${caption} with`);
    table.closest(".scroll").before(make("label", { className: "filter" }, "Show rows with ", box));
  }
}

// --- What does not overflow needs no stop for the keyboard
function stops() {
  for (const region of document.querySelectorAll(".scroll")) {
    const over = region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight;
    if (over) { region.setAttribute("tabindex", "0"); region.setAttribute("role", "region"); }
    else { region.removeAttribute("tabindex"); region.setAttribute("role", "group"); }
  }
}

// --- Code
function codeButton() {
  if (!document.querySelector(".code")) return;
  const button = make("button", { type: "button" });
  const show = (hidden) => {
    document.body.classList.toggle("code-hidden", hidden);
    button.textContent = hidden ? "Show code" : "Hide code";
    keep("code-hidden", hidden ? "yes" : "no");
    stops();
  };
  button.addEventListener("click", () => show(!document.body.classList.contains("code-hidden")));
  document.getElementById("main").prepend(make("p", { className: "tools" }, button));
  show(keep("code-hidden") === "yes");
}

// --- Marks of the reader: the style sheet reads the boxes, this only remembers them
function marks() {
  for (const box of document.querySelectorAll("input[id^='show-']")) {
    const kept = keep(box.id);
    if (kept !== null) box.checked = kept === "yes";
    box.addEventListener("change", () => keep(box.id, box.checked ? "yes" : "no"));
  }
}

// --- Slides
function slides() {
  const deck = document.querySelector(".deck");
  if (!deck) return;
  const all = Array.from(deck.children);
  const place = make("span");
  const at = () => Math.max(0, all.findIndex((slide) => !slide.hidden));
  const go = (number, focus = true) => {
    const next = Math.min(Math.max(number, 0), all.length - 1);
    all.forEach((slide, i) => { slide.hidden = i !== next; });
    place.textContent = `Slide ${next + 1} of ${all.length}`;
    if (focus) {
      history.replaceState(null, "", `#${all[next].id}`);
      all[next].focus({ preventScroll: true });
      say(place.textContent);
      scrollTo(0, 0);
    }
    stops();
  };
  const fromAddress = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    return Math.max(0, all.findIndex((slide) => target && slide.contains(target)));
  };
  document.body.classList.add("deck-runs");
  deck.after(make("p", { className: "deck-keys" },
    make("button", { type: "button", onclick: () => go(at() - 1) }, "Previous"),
    make("button", { type: "button", onclick: () => go(at() + 1) }, "Next"), place));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, .scroll[tabindex]")) return;
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1, Home: -all.length, End: all.length }[event.key];
    if (step) { event.preventDefault(); go(at() + step); }
  });
  addEventListener("hashchange", () => go(fromAddress()));
  go(fromAddress(), false);
}

document.querySelectorAll("main table").forEach(prepare);
codeButton();
marks();
slides();
stops();
addEventListener("resize", stops);
document.addEventListener("toggle", stops, true); // a table that was folded away has no width until it is opened
