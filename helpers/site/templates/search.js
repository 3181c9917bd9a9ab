"use strict";
// Searches headings, statements and sentences as one types. The index of the sentences is made here, once, from the words that
// the lists of sentences hold anyway: no second copy of the corpus has to be fetched, and no library.
(() => {
  const { headings, statements } = window.SEARCH;
  const corpus = window.EVIDENCE;
  const MOST = { headings: 12, statements: 20, sentences: 50 };
  const results = document.getElementById("results");
  const searched = document.getElementById("searched");
  const form = document.getElementById("search");
  const fold = (text) => text.toLowerCase().replace(/[\u2018\u2019]/g, "'").normalize("NFD").replace(/\p{M}/gu, "");
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}][\p{L}\p{N}'\-./]*/gu) || [];
  const trim = (words) => words.map((word) => word.replace(/['\-./]+$/, ""));

  let index;
  function indexed() { // for each folded word the sentences that have it
    if (index || !corpus) return index;
    index = new Map();
    const names = corpus.types.map(fold);
    corpus.words.forEach((words, sentence) => {
      for (let i = 0; i < words.length; i += 3) {
        const list = index.get(names[words[i]]) || [];
        if (list[list.length - 1] !== sentence) list.push(sentence);
        index.set(names[words[i]], list);
      }
    });
    return index;
  }

  function sentencesWith(word, unfinished) { // the last word may still be being typed
    if (!unfinished || word.length < 2) return new Set(indexed().get(word) || []);
    const found = new Set();
    for (const [name, list] of indexed()) if (name.startsWith(word)) list.forEach((sentence) => found.add(sentence));
    return found;
  }

  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  function marked(text, words) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join("|").replace(/'/g, "['\u2019]")})[\\p{L}\\p{N}]*`, "giu");
    const parts = [];
    let last = 0;
    for (const hit of text.matchAll(pattern)) {
      parts.push(text.slice(last, hit.index), make("mark", {}, hit[0]));
      last = hit.index + hit[0].length;
    }
    return [...parts, text.slice(last)];
  }

  function read(query) {
    const rows = Array.from(query.matchAll(/["\u201c\u201d]([^"\u201c\u201d]+)["\u201c\u201d]/g), (found) => wordsOf(found[1]).join(" "));
    return { words: trim(wordsOf(query)), rows, unfinished: !/[\s"\u201d]$/.test(query) };
  }

  function sentences({ words, rows, unfinished }) {
    if (!corpus) return [];
    const lists = words.map((word, i) => sentencesWith(word, unfinished && i === words.length - 1)).sort((a, b) => a.size - b.size);
    const both = Array.from(lists[0]).filter((sentence) => lists.every((list) => list.has(sentence)));
    const phrase = words.join(" ");
    const found = both.map((sentence) => [sentence, wordsOf(corpus.sentences[sentence][2]).join(" ")]);
    const kept = found.filter(([, text]) => rows.every((row) => ` ${text} `.includes(` ${row} `)));
    const date = (sentence) => corpus.documents[corpus.sentences[sentence][0]][2] || "";
    return kept.map(([sentence, text]) => [sentence, text.includes(phrase)])
      .sort((a, b) => b[1] - a[1] || (date(a[0]) < date(b[0]) ? 1 : date(a[0]) > date(b[0]) ? -1 : a[0] - b[0])).map(([sentence]) => sentence);
  }

  const named = (rows, texts, words) => rows.filter((row) => {
    const have = texts(row).flatMap(wordsOf);
    return words.every((word) => have.some((other) => other.startsWith(word)));
  });

  function section(title, items, most, entry) {
    if (!items.length) return;
    const list = make("ol", {}, ...items.slice(0, most).map(entry));
    const more = items.length > most ? [make("p", { className: "note" }, `The first ${most} of ${items.length.toLocaleString("en")}.`)] : [];
    results.append(make("h2", {}, `${title} (${items.length.toLocaleString("en")})`), list, ...more);
  }

  function show(query) {
    const asked = read(query);
    const { words } = asked;
    results.replaceChildren();
    document.title = query ? `${query.trim()}: search` : "Search";
    if (!words.length) { searched.textContent = ""; return; }
    const found = [named(headings, ([, text, title]) => [text, title], words),
      named(statements, ([address, name, date, issuer]) => [name, date, issuer, address.slice(7, -5)], words), sentences(asked)];
    section("Headings of notebooks", found[0], MOST.headings, ([address, text, title]) => make("li", {}, make("a", { href: address }, text), ` (${title})`));
    section("Statements", found[1], MOST.statements, ([address, name, date, issuer]) =>
      make("li", {}, make("a", { href: address }, ...marked(name, words)), ` ${[date, issuer].filter(Boolean).join(", ")}`));
    section("Sentences", found[2], MOST.sentences, (sentence) => {
      const [document, number, text] = corpus.sentences[sentence];
      const [id, page, date, issuer, , title] = corpus.documents[document];
      const link = make("a", { href: `reader/${encodeURIComponent(page)}#s${number}` }, title || id);
      return make("li", {}, ...marked(text, words), make("span", { className: "note" }, " ", [date, issuer].filter(Boolean).join(", "), ": ", link));
    });
    searched.textContent = `${query.trim()}: ${["heading", "statement", "sentence"].map((what, i) => `${found[i].length.toLocaleString("en")} ${what}${found[i].length === 1 ? "" : "s"}`).join(", ")}.`;
  }

  const box = form.elements.q;
  const fromAddress = () => new URLSearchParams(location.hash.slice(1)).get("q") || "";
  let waiting;
  addEventListener("DOMContentLoaded", () => { // site.js, which comes after this, has `make`
    form.hidden = false;
    searched.setAttribute("role", "status");
    box.value = fromAddress();
    if (box.value) show(`${box.value.trim()} `.trimStart());
    box.focus();
    form.addEventListener("submit", (event) => { event.preventDefault(); show(box.value); });
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        history.replaceState(null, "", box.value ? `#${new URLSearchParams({ q: box.value })}` : location.pathname);
        show(box.value);
      }, 120);
    });
    addEventListener("hashchange", () => { if (fromAddress() !== box.value) { box.value = fromAddress(); show(box.value); } });
  });
})();
