"use strict";
// The page Explore: what is asked stands in the address, and every choice is a link to another address.
(() => {
  const LINES = 50, FIRST = 30, NAMES = 15, ROWS = 12, PAUSE = 300; // shown at first; milliseconds without a key, after which what was typed is answered
  const ASKED = ["q", "by", "period", "issuer", "subcorpus", "place", "speaker", "time", "sort", "view", "read", "s"];
  const WORDS = { period: "period", issuer: "issuer", subcorpus: "subcorpus", place: "place", speaker: "speaker", time: "time spoken of" };
  const EVERY = { month: "month", quarter: "quarter", year: "year" };
  const PLACES = ["R1", "R2", "R3", "L1", "L2", "L3"];
  const SVG = "http://www.w3.org/2000/svg";
  const part = (id) => document.getElementById(id);
  const form = part("ask"), result = part("result");
  let base, turn = 0, latest = null, typed = 0;

  function make(name, values = {}, ...parts) {
    const element = document.createElement(name);
    set(element, values);
    element.append(...parts);
    return element;
  }
  function draw(name, values = {}, ...parts) {
    const element = document.createElementNS(SVG, name);
    set(element, values);
    element.append(...parts);
    return element;
  }
  const set = (element, values) => Object.entries(values).forEach(([name, value]) => { if (value !== null && value !== undefined) element.setAttribute(name, value); });
  const button = (text, act) => { const made = make("button", { type: "button" }, text); made.addEventListener("click", act); return made; };

  // --- Numbers as the kit writes them
  const count = (n) => n.toLocaleString("en-US");
  const cell = (n) => (n >= 10000 ? count(n) : String(n));
  const several = (n, word) => `${count(n)} ${word}${n === 1 ? "" : "s"}`;
  function figures(numbers) { // three digits of the median, as in helpers/tables/cells.py
    const sizes = numbers.filter((x) => Number.isFinite(x) && x > 0).sort((a, b) => a - b);
    if (!sizes.length) return (x) => (Number.isNaN(x) ? "" : String(x));
    const middle = (sizes[(sizes.length - 1) >> 1] + sizes[sizes.length >> 1]) / 2;
    const places = Math.min(Math.max(2 - Math.floor(Math.log10(middle)), 0), 4);
    return (x) => (Number.isNaN(x) ? "" : x >= 10000 ? x.toLocaleString("en-US", { minimumFractionDigits: places, maximumFractionDigits: places }) : x.toFixed(places));
  }

  // --- The address
  const state = () => {
    const query = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(ASKED.filter((name) => query.get(name)).map((name) => [name, query.get(name)]));
  };
  const address = (changes) => {
    const next = { ...state(), read: null, s: null, ...changes };
    return `#${new URLSearchParams(ASKED.filter((name) => next[name]).map((name) => [name, next[name]]))}`;
  };
  const go = (changes, replace) => {
    const next = address(changes);
    if (next === location.hash || (next === "#" && !location.hash)) return;
    if (replace) { history.replaceState(null, "", next); show(); } else location.hash = next;
  };
  const periods = () => Object.keys(EVERY).filter((by) => by === "year" || base.statements.known.some((known, d) => known > 0 && EXPLORE.periodOf(d, by) !== null));
  const byOf = (asked) => (asked.by in EVERY ? asked.by : base.period);

  // --- What an answer says
  const percent = (x) => (Number.isNaN(x) ? "" : `${(100 * x).toFixed(1)} %`);
  function measure(made) {
    if (made.kind === "statements") {
      return { name: "statements", value: (row) => row.total, low: () => NaN, high: () => NaN, write: (x) => count(x), columns: [["statements", (row) => cell(row.total)]] };
    }
    const words = made.kind === "words", rows = [...made.byPeriod, ...made.byIssuer, made.all].filter(Boolean);
    const rates = rows.map((row) => row.rate), rate = figures(rates.some((x) => x > 0) ? rates : rows.map((row) => row.high)), write = words ? rate : percent;
    const within = (row) => (Number.isNaN(row.low) || Number.isNaN(row.high) ? "" : `${write(row.low)} to ${write(row.high)}`);
    return {
      name: words ? "per 10,000 words" : "share of statements", value: (row) => row.rate, low: (row) => row.low, high: (row) => row.high, write, within,
      columns: [
        [words ? "per 10,000" : "share", (row) => write(row.rate)],
        ["95 % interval", within],
        [words ? "hits" : made.kind === "place" ? "mentions" : made.kind === "speaker" ? "reported" : "times", (row) => cell(row.n)],
        [words ? "in statements" : "statements", (row) => cell(row.documents)],
        ["of", (row) => cell(words ? row.statements : row.total)],
        ...(words ? [["words", (row) => cell(row.total)]] : []),
      ],
    };
  }

  const nameOf = (kind, value) => {
    const at = kind === "place" ? base.atPlace.get(value) : undefined;
    return at === undefined ? value : base.places[at][1];
  };

  function sentence(made, said) {
    const all = made.all, asked = made.asked;
    if (!made.of) return "No statement is of this choice.";
    if (made.kind === "statements") {
      const dates = Array.from(made.hits, (d) => base.statements.date[d]).filter(Boolean).sort();
      const when = dates.length ? `, ${dates[0]}${dates[0] === dates[dates.length - 1] ? "" : ` to ${dates[dates.length - 1]}`}` : "";
      const words = Array.from(made.hits).reduce((sum, d) => sum + base.statements.words[d], 0);
      return `${several(made.total, "statement")}${when}, ${several(words, "word")}. Type a word, or choose a place, a speaker or a period.`;
    }
    const within = said.within(all), interval = within ? ` (95 % interval ${within}, statements as the unit)` : " (one statement has no interval)";
    if (made.kind !== "words") {
      const what = { place: `is named ${several(all.n, "time")}`, speaker: `is reported ${several(all.n, "time")}`, time: `is spoken of ${several(all.n, "time")}` }[made.kind];
      return `${nameOf(made.kind, asked[made.kind])} ${what}, in ${count(all.documents)} of ${several(all.total, "statement")}: ${percent(all.rate)}${interval}.`;
    }
    if (!made.words.length) return `“${asked.q}” holds no word.`;
    const meant = made.words.length === 1 && /[*?]/.test(made.words[0]) ? EXPLORE.typesOf(made.words[0]) || [] : [];
    const forms = Array.from(meant).sort((a, b) => base.counts[b] - base.counts[a]).slice(0, 8).map((type) => `${base.spelled[type]} ${count(base.counts[type])}`);
    const stands = forms.length ? ` In the whole corpus it stands for ${forms.join(", ")}${meant.length > 8 ? ` and ${count(meant.length - 8)} more words` : ""}.` : "";
    if (!all.n) return `“${asked.q}”: no hit in ${several(all.statements, "statement")}${Number.isNaN(all.high) ? "" : `; at most ${said.write(all.high)} per 10,000 words`}.${stands}`;
    return `“${asked.q}”: ${several(all.n, "hit")} in ${count(all.documents)} of ${several(all.statements, "statement")}; ${said.write(all.rate)} per 10,000 words${interval}.${stands}`;
  }

  // --- Tables and charts of groups
  function table(made, rows, said, what, choose) {
    const head = [what, ...said.columns.map(([name]) => name)];
    const body = rows.map((row) => make("tr", {},
      make("th", { scope: "row" }, make("a", { href: choose(row) }, row.name)), ...said.columns.map(([, write]) => make("td", { class: "number" }, write(row)))));
    const made_ = make("table", {},
      make("caption", {}, made.kind === "statements" ? `Statements by ${what}` : made.kind === "words" ? "The interval takes statements as the unit" : "Share of the statements that hold it"),
      make("thead", {}, make("tr", {}, ...head.map((name, i) => make("th", { scope: "col", class: i ? "number" : "" }, name)))), make("tbody", {}, ...body));
    return make("div", { class: "scroll", role: "group", "aria-label": `Table by ${what}`, tabindex: "0" }, made_);
  }

  // One stop for the Tab key in a chart; the arrow keys, Home and End go from mark to mark.
  function roving(group, links) {
    const open = (to) => links.forEach((link, i) => link.setAttribute("tabindex", i === to ? 0 : -1));
    open(0);
    links.forEach((link, i) => link.addEventListener("focus", () => open(i)));
    group.addEventListener("keydown", (event) => {
      const at = links.indexOf(event.target.closest("a"));
      const steps = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: links.length - 1 };
      if (at < 0 || !(event.key in steps)) return;
      event.preventDefault();
      links[Math.min(Math.max(steps[event.key], 0), links.length - 1)].focus();
    });
  }

  const tip = (row, said) => `${row.name}: ${said.columns.map(([name, write]) => `${name} ${write(row) || "none"}`).join(", ")}${row.thin ? " (few statements)" : ""}`;

  function top(rows, said) { // of the scale: intervals may go beyond it where they are wide
    const most = Math.max(0, ...rows.map(said.value).filter((x) => x === x)), wide = Math.max(0, ...rows.map(said.high).filter((x) => x === x));
    return Math.min(Math.max(most * 1.1, wide), most * 3) || wide || 1;
  }
  function ticks(most) {
    const raw = most / 4, size = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 5, 10].map((x) => x * size).find((x) => x >= raw);
    return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => i * step);
  }
  const short = (x, said) => (said.write === percent ? `${Math.round(1000 * x) / 10} %` : String(Number(x.toPrecision(6))));

  function mark(group, row, said, { x, y, at, area, upright }) {
    const link = draw("a", { href: row.href, "aria-label": tip(row, said), class: row.thin ? "thin" : null }, draw("title", {}, tip(row, said)), draw("rect", { class: "area", ...area }));
    const value = said.value(row), low = said.low(row), high = said.high(row);
    if (low === low && high === high) {
      const [from, to] = [at(low), at(high)];
      link.append(draw("line", { class: "span", ...(upright ? { x1: x, x2: x, y1: from, y2: to } : { y1: y, y2: y, x1: from, x2: to }) }));
    }
    if (value === value) link.append(draw("circle", { class: "mark", r: 4, cx: upright ? x : at(value), cy: upright ? at(value) : y }));
    group.append(link);
    return link;
  }

  function periodChart(box, rows, said, by) {
    const width = Math.max(box.clientWidth, 240), height = 230, left = 52, bottom = height - 28, above = 22, most = top(rows, said);
    const at = (value) => bottom - (bottom - above) * Math.min(value, most) / most, step = (width - left - 8) / rows.length;
    const svg = draw("svg", { width, height, role: "group", "aria-label": `Chart by ${by}: ${said.name}; arrow keys go from mark to mark` });
    for (const tick of ticks(most)) svg.append(draw("line", { class: "axis", x1: left, x2: width, y1: at(tick), y2: at(tick) }), draw("text", { x: left - 6, y: at(tick) + 4, "text-anchor": "end" }, short(tick, said)));
    svg.append(draw("text", { x: 0, y: 11 }, said.name));
    const every = Math.ceil(62 / step);
    const links = rows.map((row, i) => {
      const x = left + step * (i + 0.5);
      if (i % every === 0 && (x + 28 < width || rows.length === 1)) svg.append(draw("text", { x, y: height - 8, "text-anchor": "middle" }, row.name));
      return mark(svg, row, said, { x, at, upright: true, area: { x: x - step / 2, y: above, width: step, height: bottom - above } });
    });
    roving(svg, links);
    box.replaceChildren(svg);
  }

  function issuerChart(box, rows, said) {
    const width = Math.max(box.clientWidth, 240), beside = width >= 460, left = beside ? Math.min(200, width * 0.4) : 4, line = beside ? 28 : 44, below = rows.length * line + 4;
    const most = top(rows, said), at = (value) => left + (width - left - 14) * Math.min(value, most) / most;
    const svg = draw("svg", { width, height: below + 40, role: "group", "aria-label": `Chart by issuer: ${said.name}; arrow keys go from mark to mark` });
    const scale = ticks(most).filter((_, i, all) => width > 460 || i % 2 === 0 || all.length < 4);
    for (const tick of scale) svg.append(draw("line", { class: "axis", x1: at(tick), x2: at(tick), y1: 0, y2: below }), draw("text", { x: at(tick), y: below + 16, "text-anchor": at(tick) > width - 30 ? "end" : tick || beside ? "middle" : "start" }, short(tick, said)));
    svg.append(draw("text", { x: width, y: below + 34, "text-anchor": "end" }, said.name));
    const room = Math.floor((beside ? left - 12 : width) / 6.6);
    const links = rows.map((row, i) => {
      const letters = Array.from(row.name), name = letters.length > room ? `${letters.slice(0, room - 1).join("")}…` : row.name, y = i * line + (beside ? line / 2 : 30);
      const link = mark(svg, row, said, { y, at, upright: false, area: { x: 0, y: i * line, width, height: line } });
      link.append(draw("text", { x: beside ? left - 10 : 0, y: beside ? y + 4 : i * line + 15, "text-anchor": beside ? "end" : "start" }, name));
      return link;
    });
    roving(svg, links);
    box.replaceChildren(svg);
  }

  const charts = []; // how each is drawn again when the window changes
  function charted(section, id, title, made, rows, said, { what, choose, chart, shown = rows, note }) {
    section.hidden = !rows.length;
    section.replaceChildren();
    if (!rows.length) return;
    const box = make("div", { class: "chart" });
    rows.forEach((row) => { row.href = choose(row); });
    section.append(make("h2", { id: `${id}-head` }, title), make("div", { class: "charted" }, make("div", {}, box, ...(note ? [make("p", { class: "note" }, note)] : [])), table(made, rows, said, what, choose)));
    charts.push(() => chart(box, shown, said, what));
    charts[charts.length - 1]();
  }

  function groups(made, by) {
    const said = measure(made), thin = (rows) => rows.some((row) => row.thin && made.kind !== "statements");
    const note = (rows) => [made.kind === "statements" ? "" : "The lines are 95 % intervals; those that go beyond the scale are cut off there, and stand in the table.", thin(rows) ? "Hollow: fewer than five statements." : ""].filter(Boolean).join(" ");
    charts.length = 0;
    charted(part("periods"), "periods", `By ${EVERY[by]}`, made, made.byPeriod, said, { what: EVERY[by], choose: (row) => address({ period: row.name }), chart: periodChart, note: note(made.byPeriod) });
    const several_ = made.byIssuer.length > 1 || made.asked.issuer;
    const issuers = several_ ? [...made.byIssuer].sort((a, b) => b.n - a.n || b.total - a.total) : [];
    const more = issuers.length > ROWS ? ` The first ${ROWS} of ${issuers.length}; the table has all.` : "";
    charted(part("issuers"), "issuers", "By issuer", made, issuers, said, { what: "issuer", choose: (row) => address({ issuer: row.name }), chart: issuerChart, shown: issuers.slice(0, ROWS), note: note(issuers) + more });
    return said;
  }

  // --- Lines and sentences
  const spot = (d, number) => {
    const page = base.statements.page[d];
    return page ? `reader/${encodeURIComponent(page)}#s${number}` : address({ read: base.statements.id[d], s: String(number) });
  };
  const heading = (d) => [base.statements.date[d] || "no date", base.statements.name[d]].join(", ");

  function marked(read, [start, end], stretches) { // a sentence with marks, which may overlap, or reach beyond it
    const parts = [];
    let last = start;
    for (const [a, b] of stretches.sort((x, y) => x[0] - y[0] || y[1] - x[1])) {
      const from = Math.max(a, last), to = Math.min(b, end);
      if (from >= to) continue;
      parts.push(read.slice(last, from), make("mark", {}, read.slice(from, to)));
      last = to;
    }
    return [...parts, read.slice(last, end)];
  }

  async function lines(made, order, from, list) {
    for (const i of order.slice(from, from + LINES)) {
      const found = await EXPLORE.lineOf(made, i, 60), d = found.statement;
      const link = make("a", { href: spot(d, found.sentence), "aria-label": `${found.node}: sentence ${found.sentence} of ${heading(d)}` }, make("bdi", {}, found.node));
      const side = (name, text) => make("span", { class: `side ${name}` }, make("bdi", {}, text));
      list.append(make("li", {}, side("left", found.left), link, side("right", found.right), make("cite", { title: heading(d) }, make("bdi", {}, heading(d)))));
    }
  }

  async function sentences(made, from, list) { // each once, with all its hits
    for (let i = from; i < made.hits.length && i < from + LINES; i++) {
      const span = await EXPLORE.spanOf(made, i), d = span.statement, read = await EXPLORE.textOf(d);
      const first = EXPLORE.sentenceAt(read.bounds, span.start);
      let group = list.lastElementChild;
      if (!group || group.dataset.statement !== String(d)) {
        group = make("div", { "data-statement": d }, make("h3", {}, make("a", { href: spot(d, first) }, make("bdi", {}, heading(d))), base.statements.issuers.length ? `, ${base.statements.issuers[base.statements.issuer[d]]}` : ""), make("ol"));
        list.append(group);
      }
      const rows = group.lastElementChild;
      for (let s = first; s < read.bounds.length && (s === first || read.bounds[s][0] < span.end); s++) {
        let row = rows.querySelector(`[data-sentence="${s}"]`);
        if (!row) rows.append((row = make("li", { "data-sentence": s }, make("a", { class: "number", href: spot(d, s), "aria-label": `Sentence ${s} of ${heading(d)}` }, String(s)), " ", make("bdi"))));
        row.stretches = [...(row.stretches || []), [span.start, span.end]];
        row.lastElementChild.replaceChildren(...marked(read, read.bounds[s], row.stretches));
      }
    }
  }

  function statements(made, from, list) {
    for (const d of made.hits.slice(from, from + (from ? LINES : FIRST))) list.append(make("li", {}, make("a", { href: spot(d, 0) }, make("bdi", {}, heading(d))), base.statements.issuers.length ? `, ${base.statements.issuers[base.statements.issuer[d]]}` : ""));
  }

  function orderChoice(asked) {
    const chosen = (asked.sort || "").split(",").filter((place) => PLACES.includes(place));
    const names = { R: "right", L: "left" }, ordinal = ["", "1st", "2nd", "3rd"];
    const select = (k, label) => {
      const made = make("select", { id: `sort-${k}` }, make("option", { value: "" }, k ? "(nothing more)" : "the statements"), ...PLACES.map((place) => make("option", { value: place }, `${ordinal[place[1]]} word to the ${names[place[0]]}`)));
      made.value = chosen[k] || "";
      made.addEventListener("change", () => {
        const next = [0, 1, 2].map((i) => (part(`sort-${i}`) || { value: "" }).value).filter((value, i, all) => value && all.indexOf(value) === i);
        go({ sort: next.join(",") });
        part(`sort-${k}`).focus();
      });
      return make("span", {}, make("label", { for: `sort-${k}` }, label), " ", made);
    };
    return [select(0, "Lines by"), ...(chosen.length ? [select(1, "then by")] : []), ...(chosen.length > 1 ? [select(2, "and by")] : [])];
  }

  async function listed(made, mine) {
    const asked = made.asked, section = part("hits"), words = made.kind === "words", inLines = words && asked.view !== "sentences";
    const sort = inLines ? (asked.sort || "").split(",").filter((place) => PLACES.includes(place)).slice(0, 3) : [];
    const order = inLines ? await EXPLORE.order(made, sort) : null;
    const list = make(inLines || made.kind === "statements" ? "ol" : "div", { class: inLines ? "kwic" : made.kind === "statements" ? "plain names" : "said" });
    const add = async (from) => (inLines ? lines(made, order, from, list) : made.kind === "statements" ? statements(made, from, list) : sentences(made, from, list));
    if (made.hits.length) await add(0);
    if (mine !== turn) return;
    const name = made.kind === "statements" ? "Statements" : inLines ? "Lines in context" : "Sentences";
    const how = make("p", { class: "how" });
    if (words && made.hits.length) {
      how.append(make("a", { href: address({ view: inLines ? "sentences" : null }) }, inLines ? "Show the sentences" : "Show lines in context"), ...(inLines ? orderChoice(asked) : []));
    }
    const more = make("p"), rest = (from) => {
      more.replaceChildren();
      if (from >= made.hits.length) return;
      more.append(button(`Show more: ${count(Math.min(LINES, made.hits.length - from))} of ${count(made.hits.length - from)}`, async () => {
        const before = list.querySelectorAll("a").length;
        more.replaceChildren("…");
        await add(from);
        rest(from + LINES);
        const links = list.querySelectorAll("a");
        if (links[before]) links[before].focus();
      }));
    };
    rest(made.kind === "statements" ? FIRST : LINES);
    section.hidden = !made.hits.length;
    section.replaceChildren(make("h2", { id: "hits-head" }, name), how, list, more);
  }

  // --- What can be chosen: places, speakers, times
  function names(section, id, title, kind, rows, asked, before = []) {
    section.hidden = !rows.length && !asked[kind];
    const list = make("ul", { class: "names" }), more = make("p"), box = make("input", { type: "search", id: `${id}-box`, autocomplete: "off" });
    let all = false;
    const fill = () => {
      const wanted = box.value.trim().toLowerCase();
      const fits = rows.filter((row) => row.name.toLowerCase().includes(wanted)), some = all ? fits : fits.slice(0, NAMES);
      list.replaceChildren(...some.map((row) => make("li", {},
        make("a", { href: address({ [kind]: asked[kind] === row.value ? null : row.value }), "aria-current": asked[kind] === row.value ? "true" : null }, make("bdi", {}, row.name)),
        make("span", { title: `${several(row.n, "time")}` }, several(row.documents, "statement")))));
      more.replaceChildren(...(some.length < fits.length ? [button(`Show all ${count(fits.length)}`, () => { all = true; fill(); })] : fits.length ? [] : ["None has this name."]));
    };
    box.addEventListener("input", fill);
    fill();
    const find = rows.length > NAMES ? [make("p", {}, make("label", { for: `${id}-box` }, "Those with "), box)] : [];
    section.replaceChildren(make("h2", { id: `${id}-head` }, title), ...before, ...find, list, more);
  }

  function mapChart(box, rows, asked) {
    const { width, height, outlines, points } = base.map, across = Math.max(box.clientWidth, 240), unit = width / across;
    const seen = rows.filter((row) => points[row.key]), most = Math.max(1, ...seen.map((row) => row.documents));
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width: across, height: Math.round(height / unit), role: "group", "aria-label": "Map of the places that are named; arrow keys go from place to place" });
    svg.append(draw("path", { class: "land", d: outlines }));
    const size = (row) => unit * Math.max(3, 16 * Math.sqrt(row.documents / most)), taken = [];
    const links = seen.map((row) => {
      const [x, y] = points[row.key], told = `${row.name}: ${several(row.documents, "statement")}, ${several(row.n, "mention")}`;
      const link = draw("a", { href: address({ place: row.value }), "aria-label": told, class: asked.place === row.value ? "chosen" : null }, draw("title", {}, told), draw("circle", { class: "dot", cx: x, cy: y, r: size(row) }));
      svg.append(link);
      return link;
    });
    for (const row of seen.slice(0, 40)) { // names of the largest, where there is room
      const [x, y] = points[row.key], wide = row.name.length * 6.6 * unit, tall = 14 * unit, off = size(row) + 3 * unit;
      const place = [[x + off, y + 4 * unit], [x - off - wide, y + 4 * unit]].map(([a, b]) => [a, b - tall, a + wide, b])
        .find(([a, b, c, e]) => a > 0 && c < width && taken.every((t) => c < t[0] || a > t[2] || e < t[1] || b > t[3]));
      if (!place || taken.length > 14) continue;
      taken.push(place);
      svg.append(draw("text", { class: "label", x: place[0], y: place[3], style: `font-size:${12 * unit}px;stroke-width:${3 * unit}px` }, row.name));
    }
    if (links.length) roving(svg, links);
    box.replaceChildren(svg);
  }

  async function choices(made, asked, by, mine) {
    const found = await Promise.all(["place", "speaker", "time"].map((kind) => EXPLORE.named(kind, asked, by)));
    if (mine !== turn) return;
    const [places, speakers, times] = found;
    const twice = new Map();
    places.forEach((row) => { const [, name] = base.places[row.key]; twice.set(name, (twice.get(name) || 0) + 1); });
    places.forEach((row) => { const [id, name] = base.places[row.key]; Object.assign(row, { value: id, name: twice.get(name) > 1 ? `${name} (${id})` : name }); });
    speakers.forEach((row) => { row.value = row.name = base.speakers[row.key]; });
    speakers.sort((a, b) => (a.value === base.unnamed) - (b.value === base.unnamed)); // and all else stays
    times.forEach((row) => { row.value = row.name = EXPLORE.periodName(row.key, by); });
    times.sort((a, b) => b.documents - a.documents || a.key - b.key);
    const box = make("div", { class: "chart" }), away = places.filter((row) => !base.map.points[row.key]).length;
    const note = `${away ? `${several(away, "place")} of the list ${away === 1 ? "lies" : "lie"} outside the map or ${away === 1 ? "has" : "have"} no point. ` : ""}Outlines: ${base.map.source}.`;
    names(part("places"), "places", "Places named", "place", places, asked, places.some((row) => base.map.points[row.key]) ? [box, make("p", { class: "note" }, note)] : []);
    if (box.isConnected) { charts.push(() => mapChart(box, places, asked)); mapChart(box, places, asked); }
    names(part("speakers"), "speakers", "Who is reported", "speaker", speakers, asked);
    names(part("times"), "times", `Times spoken of, by ${EVERY[by]}`, "time", times, asked);
  }

  // --- A statement that has no page of its own
  async function reading(asked) {
    const section = part("read"), d = asked.read ? base.statements.id.indexOf(asked.read) : -1;
    section.hidden = d < 0;
    section.replaceChildren();
    if (d < 0) return;
    const read = await EXPLORE.textOf(d), here = Number(asked.s || 0);
    const article = make("div", { class: "text", tabindex: "0", role: "group", "aria-label": "The text" });
    let last = 0, paragraph = make("p");
    read.bounds.forEach(([start, end], number) => {
      if (number && /\n\s*\n/.test(read.slice(last, start))) { article.append(paragraph); paragraph = make("p"); } else paragraph.append(read.slice(last, start));
      paragraph.append(make("span", { "data-s": number, class: number === here ? "here" : null, tabindex: number === here ? "-1" : null }, read.slice(start, end)));
      last = end;
    });
    article.append(paragraph);
    const issuer = base.statements.issuers.length ? `, ${base.statements.issuers[base.statements.issuer[d]]}` : "";
    section.append(make("h2", { id: "read-head" }, make("bdi", {}, base.statements.name[d])), make("p", { class: "note" }, `${base.statements.date[d] || "no date"}${issuer}. Id: ${base.statements.id[d]}. `, make("a", { href: address({}) }, "Close")), article);
    const target = article.querySelector(".here") || article;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  // --- All of it
  function controls(asked, by) {
    const options = (select, values, chosen, none) => {
      const known = values.includes(chosen) || !chosen ? values : [chosen, ...values];
      select.replaceChildren(...(none ? [make("option", { value: "" }, none)] : []), ...known.map((value) => make("option", { value }, value)));
      select.value = chosen || "";
    };
    if (document.activeElement !== form.elements.q) form.elements.q.value = asked.q || "";
    options(form.elements.by, periods(), by);
    const among = new Set();
    for (let d = 0; d < base.size; d++) { const period = EXPLORE.periodOf(d, by); if (period !== null) among.add(period); }
    options(form.elements.period, Array.from(among).sort((a, b) => a - b).map((period) => EXPLORE.periodName(period, by)), asked.period, "all");
    options(form.elements.issuer, base.statements.issuers, asked.issuer, "all");
    form.elements.issuer.parentElement.hidden = base.statements.issuers.length < 2;
    options(form.elements.subcorpus, base.kept.map(([name]) => name), asked.subcorpus, "all");
    form.elements.subcorpus.parentElement.hidden = !base.kept.length && !asked.subcorpus;
    form.elements.period.parentElement.hidden = form.elements.by.parentElement.hidden = !among.size && !asked.period;
    const chips = Object.keys(WORDS).filter((kind) => asked[kind]).map((kind) => {
      const name = `${WORDS[kind]} ${nameOf(kind, asked[kind])}`;
      return make("a", { href: address({ [kind]: null }), "aria-label": `Leave out: ${name}` }, make("bdi", {}, name));
    });
    part("choices").hidden = !chips.length;
    part("choices").replaceChildren(...chips);
  }

  async function show() {
    const asked = state(), mine = ++turn;
    part("answer").classList.add("waiting");
    try {
      const by = byOf(asked) || "year";
      controls(asked, by);
      const key = JSON.stringify({ ...asked, read: 0, s: 0 });
      if (latest !== key) {
        const began = performance.now(), made = await EXPLORE.answer(asked, base.period && by);
        if (mine !== turn) return;
        part("answer").hidden = false; // before charts ask how wide they may be
        const said = groups(made, by), told = sentence(made, said);
        result.textContent = told;
        document.title = asked.q ? `${asked.q}: Explore` : "Explore";
        await listed(made, mine);
        if (mine !== turn) return;
        document.documentElement.dataset.answered = String(Math.round(performance.now() - began));
        await choices(made, asked, by, mine);
        if (mine !== turn) return;
        if (typeof window.stops === "function") window.stops();
        latest = key;
      }
      await reading(asked);
    } catch (error) {
      if (mine === turn) { result.textContent = error.message; latest = null; }
    } finally {
      if (mine === turn) { part("answer").classList.remove("waiting"); document.documentElement.dataset.turn = String(mine); }
    }
  }

  const fields = () => Object.fromEntries(["q", "period", "issuer", "subcorpus"].map((name) => [name, form.elements[name].value.trim() || null]));

  async function start() {
    if (!("DecompressionStream" in window)) {
      result.textContent = "This browser is too old for this page; one of 2023 or later can show it.";
      return;
    }
    try { base = await EXPLORE.open(); } catch (error) { result.textContent = error.message; return; }
    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(typed); go(fields()); });
    form.elements.q.addEventListener("input", () => { clearTimeout(typed); typed = setTimeout(() => go(fields(), true), PAUSE); });
    for (const name of ["period", "issuer", "subcorpus"]) form.elements[name].addEventListener("change", () => go(fields()));
    form.elements.by.addEventListener("change", () => go({ by: form.elements.by.value, period: null, time: null }));
    addEventListener("hashchange", show);
    let across = innerWidth;
    addEventListener("resize", () => { if (innerWidth !== across) { across = innerWidth; charts.forEach((again) => again()); } });
    await show();
  }

  addEventListener("DOMContentLoaded", start);
})();
