"use strict";
// The sentences that a query selects, from window.EVIDENCE. A query names words (term, text), places, dates, speakers, and
// statements (source, issuer, period, document); a sentence must have each of the kinds that are named.
(() => {
  const data = window.EVIDENCE;
  const MOST = 300; // sentences shown at first: a page of thousands is slow to draw
  const types = new Map(data.types.map((type, i) => [type, i]));
  const found = document.getElementById("found");
  const asked = document.getElementById("asked");
  const form = document.getElementById("ask");
  const order = document.getElementById("order");
  let newest = true;

  // In a timeline, what is longer than a day stands where it begins.
  function begins(date, range) {
    const [from, to] = range.split("/");
    return date !== "" && firstDay(date) >= firstDay(from) && firstDay(date) <= lastDay(to);
  }

  // A month or a year is in a period that holds all of it.
  function inPeriod(date, period) {
    const [from, to] = period.split("/");
    if (to) return date !== "" && firstDay(date) >= firstDay(from) && lastDay(date) <= lastDay(to);
    const quarter = /^(\d{4})-?Q([1-4])$/.exec(period);
    if (quarter) return date.length >= 7 && date.startsWith(quarter[1]) && Math.ceil(Number(date.slice(5, 7)) / 3) === Number(quarter[2]);
    return date === period || date.startsWith(period + "-");
  }

  // The types that a word stands for: capitals count in acronyms alone, * and ? stand for letters.
  function typesOf(word) {
    const folded = types.has(word) || (word.match(/\p{Lu}/gu) || []).length > 1 ? word : word.toLowerCase();
    if (!/[*?]/.test(folded)) return new Set(types.has(folded) ? [types.get(folded)] : []);
    const pattern = folded.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".");
    const fits = new RegExp(`^${pattern}$`, "su");
    return new Set(data.types.flatMap((type, i) => (fits.test(type) ? [i] : [])));
  }

  // Each criterion gives a map from sentence to the stretches that it marks, and a count of what it found.
  function termHits(term) {
    const parts = term.replace(/^"+|"+$/g, "").trim().split(/\s+/).map(typesOf);
    const hits = new Map();
    let count = 0;
    if (parts.some((part) => !part.size)) return { hits, count };
    data.words.forEach((words, sentence) => {
      let position = 0;
      const places = [];
      for (let i = 0; i < words.length; i += 3) {
        const start = position + words[i + 1];
        position = start + words[i + 2];
        places.push([words[i], start, position]);
      }
      for (let i = 0; i + parts.length <= places.length; i++) {
        if (parts.every((part, k) => part.has(places[i + k][0]))) {
          hits.set(sentence, [...(hits.get(sentence) || []), [places[i][1], places[i + parts.length - 1][2]]]);
          count += 1;
        }
      }
    });
    return { hits, count };
  }

  // A text as it is written, but for capitals and spaces; the marks it gives are those of the string.
  function textHits(text) {
    const escaped = text.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "giu");
    const hits = new Map();
    let count = 0;
    data.sentences.forEach(([, , sentence], number) => {
      const places = Array.from(sentence.matchAll(pattern), (hit) => [hit.index, hit.index + hit[0].length].map((at) => Array.from(sentence.slice(0, at)).length));
      if (places.length) hits.set(number, places);
      count += places.length;
    });
    return { hits, count };
  }

  function spanHits(rows, wanted) {
    const hits = new Map();
    let count = 0;
    for (const row of rows) {
      if (!wanted(row)) continue;
      count += 1;
      for (const [sentence, start, end] of row[0]) hits.set(sentence, [...(hits.get(sentence) || []), [start, end]]);
    }
    return { hits, count };
  }

  // With `within`, a place stands for all that lies in it: a figure by regions counts Brussels in Belgium.
  function criteria(query, within) {
    const all = (name) => query.getAll(name);
    const made = [...all("term").map(termHits), ...all("text").map(textHits)];
    const [named, ids, spellings] = ["place", "place_id", "spelling"].map(all);
    const places = within ? [] : named;
    const regions = [...(within ? named.flatMap((name) => data.regions[name] || ["none"]) : []), ...all("region"), ...all("macro_region").flatMap((name) => data.larger[name] || [name])];
    if (places.length + regions.length + ids.length + spellings.length) {
      made.push(spanHits(data.places, ([, name, id, region, surface]) =>
        (!places.length || places.includes(name) || places.includes(id)) && (!ids.length || ids.includes(id)) &&
        (!regions.length || regions.includes(region) || regions.includes(id)) && (!spellings.length || spellings.includes(surface))));
    }
    if (all("date").length) made.push(spanHits(data.dates, ([, value]) => all("date").includes(value)));
    for (const range of all("date_spoken_of")) made.push(spanHits(data.dates, ([, , from, to]) => begins(from || to || "", range)));
    for (const range of all("reported_in")) made.push(spanHits(data.said, ([, , , day]) => begins(day || "", range)));
    if (all("speaker").length + all("actor").length) {
      made.push(spanHits(data.said, ([, speaker, actor]) =>
        (!all("speaker").length || all("speaker").includes(speaker)) && (!all("actor").length || all("actor").includes(actor))));
    }
    return made;
  }

  function statements(query) {
    const same = (name, value) => !query.has(name) || query.getAll(name).includes(value === null ? data.unstated : value);
    const kept = query.getAll("subcorpus").map((name) => new Set(data.kept[name]));
    return data.documents.map(([id, , date, issuer, source], number) =>
      kept.every((of) => of.has(number)) && same("document", id) && same("issuer", issuer) && same("source", source) && query.getAll("period").every((period) => inPeriod(date || "", period)) &&
      query.getAll("issued_in").every((range) => begins(date || "", range)));
  }

  function marked(text, stretches) {
    const parts = [];
    let last = 0;
    for (const [start, end] of stretches.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (start < last) continue; // inside the one before
      parts.push(text.slice(last, start), make("mark", {}, text.slice(start, end)));
      last = end;
    }
    return [...parts, text.slice(last)];
  }

  // Offsets count characters, JavaScript's strings count halves of some of them.
  const fits = (text, stretches) => {
    if (!/[\u{10000}-\u{10ffff}]/u.test(text)) return stretches;
    const at = [0];
    for (const character of text) at.push(at[at.length - 1] + character.length);
    return stretches.map(([start, end]) => [at[start], at[end]]);
  };

  function select(query, within = false) {
    const wanted = statements(query);
    const made = criteria(query, within);
    const named = new Set(query.getAll("place"));
    let chosen = made.length ? Array.from(made[0].hits.keys()).filter((s) => made.every(({ hits }) => hits.has(s))) : [];
    chosen = chosen.filter((sentence) => wanted[data.sentences[sentence][0]]);
    if (named.size > 1 && !within) { // places named together stand in one statement, not in one sentence
      const has = new Map();
      for (const [pieces, name, id] of data.places) {
        const document = pieces.length ? data.sentences[pieces[0][0]][0] : -1;
        for (const value of [name, id]) if (named.has(value)) has.set(document, (has.get(document) || new Set()).add(value));
      }
      chosen = chosen.filter((sentence) => (has.get(data.sentences[sentence][0]) || new Set()).size === named.size);
    }
    const groups = new Map();
    for (const sentence of chosen) {
      const document = data.sentences[sentence][0];
      groups.set(document, [...(groups.get(document) || []), [sentence, made.flatMap(({ hits }) => hits.get(sentence))]]);
    }
    if (!made.length) wanted.forEach((yes, document) => { if (yes) groups.set(document, []); });
    return groups;
  }

  const count = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;

  function show(most = MOST) {
    const query = new URLSearchParams(location.hash.slice(1));
    found.replaceChildren();
    order.hidden = true;
    if (![...query.keys()].length) return;
    const within = query.getAll("place").length === 1 && !select(query).size;
    const groups = Array.from(select(query, within)).sort((a, b) => {
      const [x, y] = [data.documents[a[0]][2], data.documents[b[0]][2]];
      return (newest ? -1 : 1) * (x < y ? -1 : x > y ? 1 : a[0] - b[0]);
    });
    const sentences = groups.reduce((sum, [, rows]) => sum + rows.length, 0);
    const hits = groups.reduce((sum, [, rows]) => sum + rows.reduce((n, row) => n + row[1].length, 0), 0);
    const told = (value) => value.replace(`${FIRST}/`, "until ").replace(new RegExp(`^([\\d-]+)/${LAST}$`), "from $1 on").replace("/", " to ");
    const what = Array.from(query, ([name, value]) => `${name.replace("_id", "").replaceAll("_", " ")} ${RANGE.test(value) ? told(value) : value}`).join(", ");
    asked.textContent = `${what}${within && groups.length ? " (what lies in it)" : ""}: ` + (sentences ? `${count(hits, "hit")} in ${count(sentences, "sentence")} of ` : "") + `${count(groups.length, "statement")}.`;
    document.title = `${what}: sentences`;
    order.hidden = groups.length < 2;
    let left = most;
    for (const [document, rows] of groups) {
      if (left <= 0) break;
      const [id, page, date, issuer, , title] = data.documents[document];
      const head = make("a", { href: `reader/${encodeURIComponent(page)}` }, title || id);
      const list = make("ol");
      for (const [sentence, stretches] of rows) {
        const [, number, text] = data.sentences[sentence];
        const link = make("a", { href: `reader/${encodeURIComponent(page)}#s${number}`, className: "number" }, String(number));
        link.setAttribute("aria-label", `Sentence ${number} of ${title || id}`);
        list.append(make("li", {}, link, " ", ...marked(text, fits(text, stretches))));
      }
      found.append(make("h2", {}, `${date || "no date"}, ${issuer || "issuer not stated"}: `, head), ...(rows.length ? [list] : []));
      left -= Math.max(rows.length, 1);
    }
    if (left <= 0 && Math.max(sentences, groups.length) > most) {
      found.append(make("p", {}, make("button", { type: "button", onclick: () => show(Infinity) }, "Show the rest")));
    }
  }

  order.firstElementChild.addEventListener("click", (event) => {
    newest = !newest;
    event.target.textContent = newest ? "Oldest first" : "Newest first";
    show();
  });
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const term = form.elements.term.value.trim().replace(/\s+/g, " ");
    if (term) {
      const query = new URLSearchParams(location.hash.slice(1));
      const kept = Array.from(query).filter(([name]) => ["issuer", "place", "period", "subcorpus"].includes(name));
      location.hash = new URLSearchParams([["term", term], ...kept]).toString();
    }
  });

  // --- Filters: they are a part of the query, so that what is seen has an address
  const [FIRST, LAST] = ["0001-01-01", "9999-12-31"];
  const RANGE = /^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/;
  const filters = document.querySelector(".filters");
  const counted = (values) => Array.from(values.reduce((n, value) => n.set(value, (n.get(value) || 0) + 1), new Map()));

  let shown = {};
  function readFilters() {
    const query = new URLSearchParams(location.hash.slice(1));
    const [from, to] = (query.getAll("period").find((value) => RANGE.test(value)) || "/").split("/");
    const values = { issuer: query.get("issuer") || "", from: from === FIRST ? "" : from, to: to === LAST ? "" : to, place: query.get("place") || "", subcorpus: query.get("subcorpus") || "" };
    for (const [name, value] of Object.entries(values)) {
      const field = filters.elements[name];
      field.value = value;
      if (value && !field.value) { field.append(make("option", { value }, value)); field.value = value; } // a place by its id
    }
    shown = values;
  }

  function writeFilters(values) {
    const query = new URLSearchParams(location.hash.slice(1));
    const changed = ["issuer", "place", "subcorpus"].filter((name) => values[name] !== shown[name]); // two places that are asked for stay, unless another is
    const rest = Array.from(query).filter(([name, value]) => !changed.includes(name) && !(name === "period" && RANGE.test(value)));
    for (const name of changed) if (values[name]) rest.push([name, values[name]]);
    if (values.from || values.to) rest.push(["period", `${values.from || FIRST}/${values.to || LAST}`]);
    location.hash = new URLSearchParams(rest).toString();
  }

  function start() { // site.js, which comes after this, has `make` and `filterForm`
    const names = data.places.flatMap(([pieces, name]) => (pieces.length && name ? [name] : []));
    const issuers = data.documents.map(([, , , issuer]) => issuer || data.unstated);
    const kept = Object.entries(data.kept).map(([name, statements]) => [name, statements.length]);
    filterForm(filters, { issuer: counted(issuers), place: counted(names), subcorpus: kept }, writeFilters);
    readFilters();
    show();
  }
  addEventListener("hashchange", () => { readFilters(); show(); });
  addEventListener("DOMContentLoaded", start);
})();
