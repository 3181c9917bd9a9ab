"use strict";
// Everything here adds to pages that can be read without it: searching, sorting and filtering, code, marks of figures, slides.
const say = (text) => { document.getElementById("said").textContent = text; };
const make = (name, values = {}, ...parts) => {
  const element = Object.assign(document.createElement(name), values);
  element.append(...parts);
  return element;
};
const keep = (name, value) => {
  try { // some browsers keep nothing for pages opened from a disk
    if (value !== undefined) localStorage.setItem(`statements-${name}`, value);
    return localStorage.getItem(`statements-${name}`);
  } catch { return null; }
};

// --- Search: a box in the head of each page
function searchBox() {
  const page = document.querySelector("header a[href$='search.html']");
  if (!page || page.hasAttribute("aria-current")) return;
  const box = make("input", { type: "search", autocomplete: "off", placeholder: "Search" });
  box.setAttribute("aria-label", "Search the site");
  const form = make("form", { className: "find" }, box);
  form.setAttribute("role", "search");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (box.value.trim()) location.href = `${page.href}#${new URLSearchParams({ q: box.value.trim() })}`;
  });
  page.parentElement.append(form);
}

// --- Contents: open where they stand beside the text, and showing where one is
function contents() {
  const details = document.querySelector(".contents details");
  if (!details) return;
  const beside = matchMedia("(min-width: 1100px)");
  const fit = () => { details.open = beside.matches; };
  fit();
  beside.addEventListener("change", fit);
  const links = new Map(Array.from(details.querySelectorAll("a"), (link) => [document.getElementById(link.hash.slice(1)), link]));
  let at;
  const follow = () => {
    const passed = Array.from(links.keys()).filter((heading) => heading && heading.getBoundingClientRect().top < innerHeight / 3);
    const now = links.get(passed[passed.length - 1]);
    if (now === at) return;
    if (at) at.removeAttribute("aria-current");
    at = now;
    if (!now) return;
    now.setAttribute("aria-current", "location");
    const nav = details.parentElement; // scrolled by itself: scrollIntoView would move the page too
    const [low, high] = [now.offsetTop - nav.offsetTop - nav.clientHeight + 60, now.offsetTop - nav.offsetTop - 40];
    if (nav.scrollTop < low) nav.scrollTop = low;
    else if (nav.scrollTop > high) nav.scrollTop = Math.max(high, 0);
  };
  let waits = false;
  addEventListener("scroll", () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; follow(); });
  }, { passive: true });
  follow();
}

// --- Filters of statements: by issuer, date, place and the names that choices are kept under
const firstDay = (date) => date + "-01-01".slice(date.length - 4); // dates are known to the day, the month or the year
const lastDay = (date) => date.length === 7 ? `${date}-${new Date(Date.UTC(date.slice(0, 4), date.slice(5), 0)).getUTCDate()}` : date + "-12-31".slice(date.length - 4);

// Fill the form's menus with values and how many there are of each, and tell what is chosen.
function filterForm(form, menus, changed) {
  for (const [name, values] of Object.entries(menus)) {
    const menu = form.elements[name];
    values.sort((a, b) => collator.compare(a[0], b[0]));
    menu.append(...values.map(([value, n]) => make("option", { value }, `${value.length > 60 ? `${value.slice(0, 59)}…` : value} (${n.toLocaleString("en")})`)));
    menu.closest("label").hidden = values.length < (name === "subcorpus" ? 1 : 2);
  }
  const tell = () => changed(Object.fromEntries(Array.from(form.elements).filter((field) => field.name).map((field) => [field.name, field.value])));
  form.addEventListener("change", tell);
  form.addEventListener("reset", () => setTimeout(tell));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
}

function filterRows(table) {
  const form = document.querySelector(".filters");
  const listed = (names) => (names ? names.split("|") : []);
  const rows = Array.from(table.tBodies[0].rows, (row) => ({
    row, date: cellText(row, 1), issuer: cellText(row, 2) || "not stated", places: listed(row.dataset.places), kept: listed(row.dataset.kept),
  }));
  const counted = (values) => Array.from(values.reduce((n, value) => n.set(value, (n.get(value) || 0) + 1), new Map()));
  const fits = ({ date, issuer, places, kept }, { issuer: by, from, to, place, subcorpus }) =>
    (!by || issuer === by) && (!place || places.includes(place)) && (!subcorpus || kept.includes(subcorpus)) &&
    (!(from || to) || (/^\d{4}/.test(date) && firstDay(date) >= (from || "0001") && lastDay(date) <= (to || "9999-12-31")));
  const menus = { issuer: rows.map((each) => each.issuer), place: rows.flatMap((each) => each.places), subcorpus: rows.flatMap((each) => each.kept) };
  filterForm(form, Object.fromEntries(Object.entries(menus).map(([name, values]) => [name, counted(values)])), (values) => {
    for (const each of rows) each.row.classList.toggle("other", !fits(each, values));
    say(`${table.tBodies[0].querySelectorAll("tr:not(.other, [hidden])").length} of ${rows.length} rows.`);
  });
}

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

// --- A table that a telephone turns out to have no room for: its rows become cards
function cards(table) {
  const names = table && table.tHead && table.tHead.rows.length === 1 ? Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent.trim()) : [];
  if (!names.length) return;
  table.classList.add("cards");
  for (const row of table.tBodies[0].rows) if (row.cells.length === names.length) names.forEach((name, i) => { row.cells[i].dataset.label = name; });
}

// --- What does not overflow needs no stop for the keyboard
function stops() {
  for (const region of document.querySelectorAll(".scroll")) {
    if (region.closest("details:not([open])")) continue; // measured when it is opened
    if (innerWidth < 640 && region.scrollWidth > region.clientWidth) cards(region.querySelector("table:not(.cards, .lines)"));
    const over = region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight;
    if (over) { region.setAttribute("tabindex", "0"); region.setAttribute("role", "region"); }
    else { region.removeAttribute("tabindex"); region.setAttribute("role", "group"); }
  }
}

// --- Code: folded, each cell by itself or all by one switch, and copied
async function copy(text) {
  try { await navigator.clipboard.writeText(text); } catch { // not every browser lets a page opened from a disk do so
    const area = make("textarea", { value: text, className: "unseen" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say("Copied.");
}

function code() {
  const cells = document.querySelectorAll("details.code");
  if (!cells.length) return;
  cells.forEach((cell) => {
    const button = make("button", { type: "button", className: "copy", onclick: () => copy(cell.querySelector("pre").textContent.trimEnd()) }, "Copy");
    button.setAttribute("aria-label", "Copy this code");
    cell.append(button);
  });
  const button = make("button", { type: "button" });
  const show = (open, kept = true) => {
    cells.forEach((cell) => { cell.open = open; });
    button.textContent = open ? "Hide code" : "Show code";
    button.dataset.open = open ? "yes" : "";
    if (kept) keep("code", open ? "shown" : "folded");
    stops();
  };
  button.addEventListener("click", () => show(!button.dataset.open));
  document.getElementById("main").prepend(make("p", { className: "tools" }, button));
  show(keep("code") === "shown", false);
}

// --- Marks of figures: one stop for the Tab key in each figure, the arrow keys go on from there
function figureMarks() {
  for (const group of document.querySelectorAll(".marks")) {
    const marks = Array.from(group.children);
    const go = (to) => {
      marks.forEach((mark) => { mark.tabIndex = -1; });
      marks[to].tabIndex = 0;
    };
    group.addEventListener("focusin", ({ target }) => go(marks.indexOf(target)));
    group.addEventListener("keydown", (event) => {
      const at = marks.indexOf(document.activeElement);
      const step = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 }[event.key];
      if (event.key === "Escape") document.activeElement.blur();
      if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      marks[Math.min(Math.max(step, 0), marks.length - 1)].focus();
    });
  }
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

searchBox();
contents();
document.querySelectorAll("main table").forEach(prepare);
document.querySelectorAll("table.filtered").forEach(filterRows);
figureMarks();
code();
marks();
slides();
stops();
addEventListener("resize", stops);
document.addEventListener("toggle", stops, true); // a table that was folded away has no width until it is opened
