"use strict";
// What the page Explore knows and how it counts, without a line about how it is shown. The rules of words, the rates and the intervals
// are those of helpers/tokens/rule.py, helpers/counting and helpers/intervals.py; tests/test_live_browser.py compares them.
window.EXPLORE = (() => {
  const folder = "explore/";
  const waiting = new Map(); // scripts that are being loaded: what to do with their content
  const loaded = new Map();

  // --- Tables: each a script that hands over its bytes, so that a page opened from a disk may load it
  function take(name, packed) {
    const ready = waiting.get(name);
    if (!ready) return;
    const stream = new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    ready(new Response(stream).arrayBuffer().then((buffer) => sections(new Uint8Array(buffer))));
  }

  function bytesOf(packed) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(packed);
    const string = atob(packed), bytes = new Uint8Array(string.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = string.charCodeAt(i);
    return bytes;
  }

  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = `${folder}${name}.js`;
        script.onload = () => script.remove();
        script.onerror = () => {
          loaded.delete(name); // a line that was down may be up again
          script.remove();
          reject(new Error(`The file ${folder}${name}.js, which belongs to this page, cannot be read.`));
        };
        document.head.append(script);
      }).finally(() => waiting.delete(name)));
    }
    return loaded.get(name);
  }

  function sections(bytes) {
    let at = 0;
    const number = () => {
      let value = 0, factor = 1;
      for (;;) {
        const byte = bytes[at++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
        factor *= 128;
      }
    };
    const sizes = Array.from({ length: number() }, number);
    return sizes.map((size) => bytes.subarray(at, (at += size)));
  }

  function numbers(bytes) { // in one pass, into an array that is as long as there are numbers
    let count = 0;
    for (let i = 0; i < bytes.length; i++) count += bytes[i] < 128;
    const made = new Int32Array(count);
    for (let i = 0, k = 0, value = 0, shift = 0; i < bytes.length; i++) {
      value |= (bytes[i] & 127) << shift;
      if (bytes[i] < 128) { made[k++] = value; value = shift = 0; } else shift += 7;
    }
    return made;
  }

  function sums(steps) { // where each of some runs begins, and after these where the last ends
    const made = new Int32Array(steps.length + 1);
    for (let i = 0; i < steps.length; i++) made[i + 1] = made[i] + steps[i];
    return made;
  }

  // The last place in an ascending row whose value is not above the one looked for.
  function below(row, value, low = 0, high = row.length - 1) {
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (row[middle] <= value) low = middle; else high = middle - 1;
    }
    return low;
  }

  // --- The corpus
  let base = null;
  const text = new TextDecoder();

  async function open() {
    if (base) return base;
    const made = JSON.parse(text.decode((await load("base"))[0]));
    const [counts, same, spelled] = await load(made.vocabulary);
    made.spelled = made.types ? text.decode(spelled).split("\n") : [];
    made.counts = numbers(counts);
    made.same = sums(numbers(same)).subarray(1); // types that are sorted as the one before
    made.starts = sums(made.statements.words); // the first token of each statement, in the row of all
    made.size = made.statements.id.length;
    made.number = new Map(made.spelled.map((type, i) => [type, i]));
    made.atPlace = new Map(made.places.map(([id], i) => [id, i]));
    made.atSpeaker = new Map(made.speakers.map((name, i) => [name, i]));
    made.rule.marks = new RegExp(`[${made.rule.combining.map(([a, b]) => `\\u{${a.toString(16)}}-\\u{${b.toString(16)}}`).join("")}]`, "u");
    base = made;
    return base;
  }

  // --- Words of a pattern, as helpers/counting/patterns.py has them
  const ALNUM = "[\\p{L}\\p{N}]", LETTER = "[\\p{L}\\p{Nl}\\p{No}]", SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
  const SPACES = new RegExp(`${SPACE}+`, "gu");
  let groups = 0;
  const whole = (pattern) => `(?=(?<a${++groups}>${pattern}))\\k<a${groups}>`; // never stepped back into: what a possessive quantifier does
  const rest = () => whole(`(?:${ALNUM}|[\\u0300-\\u036f]|_+(?=${ALNUM}))*`);
  const word = () => `(?:${whole(`(?:${LETTER}\\.){2,}`)}|${whole("\\p{Nd}+")}${whole("(?:[.,:]\\p{Nd}+)+")}${rest()}|${ALNUM}${rest()})`;
  const chain = () => { const first = word(), others = word(); return `${first}${whole(`(?:[-']${others})*`)}`; };
  const dotted = () => { const first = chain(), other = chain(); return `${first}${whole(`(?:\\.${other})?`)}`; };
  const TOKEN = (() => {
    const first = dotted(), others = dotted();
    return new RegExp(`${first}${whole(`(?:/${others}){1,5}`)}(?<=\\p{Nd})|${chain()}`, "gu");
  })();

  function normalize(pattern) { // helpers.spans.normalize
    const { folded, unseen, marks } = base.rule;
    const seen = Array.from(pattern).filter((character) => !unseen.includes(character));
    const pieces = [];
    for (const character of seen) {
      if (pieces.length && marks.test(character)) pieces[pieces.length - 1] += character;
      else pieces.push(character);
    }
    const plain = seen.join("");
    const composed = plain === plain.normalize("NFC") ? plain : pieces.map((piece) => piece.normalize("NFC")).join("");
    return Array.from(composed, (character) => (Object.hasOwn(folded, character) ? folded[character] : character)).join("");
  }

  const casefold = (string) => Array.from(string, (character) => (Object.hasOwn(base.rule.casefold, character) ? base.rule.casefold[character] : character.toLowerCase())).join("");

  function typeOf(surface) { // helpers.tokens.rule.type_of
    const acronym = surface.split(/[-'/]/).some((part) => (part.match(/\p{Uppercase}/gu) || []).length > 1);
    return acronym ? surface : casefold(surface);
  }

  function wordsIn(piece) {
    if (!/[*?]/.test(piece)) {
      const plain = /^[\x00-\x7f]*$/.test(piece) ? piece : piece.replace(/\p{M}|[\u200c\u200d]/gu, (mark) => "\u0300".repeat(mark.length));
      return Array.from(plain.matchAll(TOKEN), (match) => {
        const surface = piece.slice(match.index, match.index + match[0].length);
        const possessive = /'[sS]$/.test(surface) && !base.rule.contracted.includes(casefold(surface.slice(0, -2)));
        return possessive ? surface.slice(0, -2) : surface;
      });
    }
    const split = /\p{Nd}/u.test(piece) ? /[^\p{L}\p{N}_*?./'&-]+/u : /[^\p{L}\p{N}_*?.'-]+/u; // A/78/*
    return piece.split(split).map((part) => part.replace(/^['-]+|['-]+$/g, ""))
      .map((part) => (part.split(".").length === 2 ? part.replace(/\.$/, "") : part))
      .filter((part) => /[*?\p{L}\p{N}]/u.test(part));
  }

  function words(pattern) {
    if (/\p{Cs}/u.test(pattern)) return [];
    return normalize(pattern).split(SPACES).filter(Boolean).flatMap(wordsIn);
  }

  // The types that a word of a pattern stands for; null where it stands for any.
  function typesOf(wanted) {
    const type = typeOf(wanted);
    if (/^\*+$/.test(type)) return null;
    if (!/[*?]/.test(type)) return base.number.has(type) ? [base.number.get(type)] : [];
    const pattern = type.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".");
    const fits = new RegExp(`^${pattern}$`, "u");
    const found = [];
    base.spelled.forEach((spelled, i) => { if (fits.test(spelled)) found.push(i); });
    return found;
  }

  // --- Where words stand, in the row of all tokens
  const decoded = new Map(); // shards of postings: where the bytes of each type begin

  async function postingsOf(types) {
    const firsts = base.postings.map(([first]) => first);
    const wanted = Array.from(new Set(types.map((type) => below(firsts, type))));
    await Promise.all(wanted.map(async (shard) => {
      if (decoded.has(shard)) return;
      const [sizes, bytes] = await load(base.postings[shard][1]);
      decoded.set(shard, [sums(numbers(sizes)), bytes]);
    }));
    const parts = types.map((type) => {
      const shard = below(firsts, type), [starts, bytes] = decoded.get(shard), at = type - firsts[shard];
      const places = numbers(bytes.subarray(starts[at], starts[at + 1]));
      for (let i = 1; i < places.length; i++) places[i] += places[i - 1];
      return places;
    });
    if (parts.length === 1) return parts[0];
    const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
    return all.sort();
  }

  let sentenceStarts = null; // the first token of each sentence, in the row of all tokens

  async function sentencesOf() {
    if (!sentenceStarts) {
      const [perStatement, perSentence] = await load(base.sentences);
      sentenceStarts = { first: sums(numbers(perStatement)), token: sums(numbers(perSentence)) };
    }
    return sentenceStarts;
  }

  const kept = new Map(); // the latest patterns: a change of filters or of the order looks nothing up again

  async function positions(pattern) {
    const asked = words(pattern);
    const key = asked.join(" ");
    if (!kept.has(key)) {
      if (kept.size > 7) kept.delete(kept.keys().next().value);
      kept.set(key, { words: asked, places: await places(asked) });
    }
    return kept.get(key);
  }

  async function places(asked) {
    if (!asked.length) return new Int32Array(0);
    const meant = asked.map(typesOf);
    if (meant.some((types) => types && !types.length)) return new Int32Array(0);
    const number = (types) => (types ? types.reduce((sum, type) => sum + base.counts[type], 0) : Infinity);
    const order = asked.map((_, i) => i).sort((a, b) => number(meant[a]) - number(meant[b])); // from the rarest word
    let found = null;
    for (const i of order) {
      if (!meant[i]) break; // any word, and so do those that follow
      const places = await postingsOf(meant[i]);
      found = found ? both(found, places, i) : places.map((place) => place - i);
    }
    if (!found) found = inOrder(base.tokens);
    if (asked.length === 1) return found;
    const { token } = await sentencesOf();
    const last = asked.length - 1;
    return found.filter((place) => place >= 0 && place + last < base.tokens && place + last < token[below(token, place) + 1]);
  }

  function inOrder(number) { // 0, 1, 2, …
    const made = new Int32Array(number);
    for (let i = 0; i < number; i++) made[i] = i;
    return made;
  }

  function both(firsts, places, step) { // those firsts that have a place at this step; both are in ascending order
    let k = 0;
    return firsts.filter((first) => {
      while (k < places.length && places[k] < first + step) k++;
      return k < places.length && places[k] === first + step;
    });
  }

  // --- Statements, groups and periods
  const SIZES = { year: 12, quarter: 3, month: 1 };
  const NO_MONTH = -1000000;

  // The number of the period of a statement's date; null where that is not known so closely.
  function periodOf(statement, by) {
    const month = base.statements.month[statement];
    return month === NO_MONTH || (by !== "year" && base.statements.known[statement] < 1) ? null : Math.floor(month / SIZES[by]);
  }

  function periodName(number, by) {
    const year = Math.floor(number * SIZES[by] / 12), within = number - year * 12 / SIZES[by] + 1;
    const four = year < 0 ? `-${String(-year).padStart(3, "0")}` : String(year).padStart(4, "0");
    return by === "year" ? four : by === "quarter" ? `${four}Q${within}` : `${four}-${String(within).padStart(2, "0")}`;
  }

  function periodNamed(name) { // { by, number }, or null where the name is none
    const [, year, quarter, month] = /^(-?\d{3,})(?:Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(name) || [];
    if (!year) return null;
    if (quarter) return { by: "quarter", number: year * 4 + Number(quarter) - 1 };
    return month ? { by: "month", number: year * 12 + Number(month) - 1 } : { by: "year", number: Number(year) };
  }

  // --- Spans: what was found in the texts
  const spans = new Map();

  async function spansOf(kind) {
    if (!spans.has(kind)) {
      const [counts, starts, lengths, ...columns] = (await load(base[kind])).map(numbers);
      const first = sums(counts), statement = new Int32Array(starts.length);
      for (let d = 0; d < counts.length; d++) {
        for (let i = first[d], start = 0; i < first[d + 1]; i++) { starts[i] = start += starts[i]; statement[i] = d; }
      }
      spans.set(kind, { first, statement, start: starts, length: lengths, columns });
    }
    return spans.get(kind);
  }

  // What a span stands for: a place, a speaker, a period of a time that is spoken of (the months from and to are both in it), or nothing.
  const KINDS = { place: "mentions", speaker: "said", time: "times" };

  function entryOf(kind, table, by) {
    if (kind !== "time") return (i) => table.columns[0][i];
    return (i) => {
      const from = base.first_month + table.columns[0][i], period = Math.floor(from / SIZES[by]);
      return Math.floor((from + table.columns[1][i]) / SIZES[by]) === period ? period : null;
    };
  }

  // Which spans are meant by a choice of a place, a speaker or a time.
  async function meant(kind, value) {
    const table = await spansOf(KINDS[kind]);
    const period = kind === "time" ? periodNamed(value) : null;
    const code = kind === "place" ? base.atPlace.get(value) : kind === "speaker" ? base.atSpeaker.get(value) : period && period.number;
    const entry = entryOf(kind, table, period && period.by);
    const found = [];
    if (code !== undefined && code !== null) for (let i = 0; i < table.statement.length; i++) if (entry(i) === code) found.push(i);
    return { table, found };
  }

  // The statements that are asked about, as 1 and 0; `without` leaves one of the choices out.
  async function chosen(asked, without) {
    const among = new Uint8Array(base.size).fill(1);
    const only = (wanted) => { for (let d = 0; d < base.size; d++) if (!wanted(d)) among[d] = 0; };
    if (asked.issuer && without !== "issuer") { const code = base.statements.issuers.indexOf(asked.issuer); only((d) => base.statements.issuer[d] === code); }
    if (asked.subcorpus) {
      const kept = new Set((base.kept.find(([name]) => name === asked.subcorpus) || [])[1]);
      only((d) => kept.has(d));
    }
    if (asked.period && without !== "period") {
      const period = periodNamed(asked.period);
      only((d) => period && periodOf(d, period.by) === period.number);
    }
    for (const kind of Object.keys(KINDS)) {
      if (!asked[kind] || kind === without) continue;
      const { table, found } = await meant(kind, asked[kind]);
      const named = new Uint8Array(base.size);
      for (const i of found) named[table.statement[i]] = 1;
      only((d) => named[d]);
    }
    return among;
  }

  // Groups of the statements that are chosen: the group of each, -1 for none, and their names, in order.
  function grouped(among, by) {
    const group = new Int32Array(base.size).fill(-1);
    if (by === null) return { group: group.map((_, d) => (among[d] ? 0 : -1)), names: [""] };
    if (by === "issuer") {
      const used = new Set();
      for (let d = 0; d < base.size; d++) if (among[d]) used.add(base.statements.issuer[d]);
      const codes = Array.from(used).sort((a, b) => a - b), place = new Map(codes.map((code, i) => [code, i]));
      return { group: group.map((_, d) => (among[d] ? place.get(base.statements.issuer[d]) : -1)), names: codes.map((code) => base.statements.issuers[code]) };
    }
    let low = Infinity, high = -Infinity;
    for (let d = 0; d < base.size; d++) {
      const period = among[d] ? periodOf(d, by) : null;
      if (period !== null) { low = Math.min(low, period); high = Math.max(high, period); }
    }
    const names = low <= high ? Array.from({ length: high - low + 1 }, (_, i) => periodName(low + i, by)) : [];
    return { group: group.map((_, d) => { const period = among[d] ? periodOf(d, by) : null; return period === null ? -1 : period - low; }), names };
  }

  // --- Intervals: helpers/intervals.py
  const Z = 1.959963984540054;
  const STUDENT = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
  ];
  const AGAIN = 2, THIN = 5;
  const more = (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b)); // as numpy's fmax and fmin: what is missing does not count
  const less = (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b));

  function wilson(p, size, z = Z) {
    const centre = (p + z ** 2 / (2 * size)) / (1 + z ** 2 / size);
    const half = z / (1 + z ** 2 / size) * Math.sqrt(p * (1 - p) / size + z ** 2 / (4 * size ** 2));
    return [Math.max(centre - half, 0), Math.min(centre + half, 1)];
  }

  function shareInterval(hits, trials) {
    if (!(trials > 1)) return [NaN, NaN];
    const corrected = (x) => {
      const p = x / trials;
      const root = Math.sqrt(Math.max(Z ** 2 - 2 - 1 / trials + 4 * p * (trials * (1 - p) + 1), 0));
      return Math.min(Math.max((2 * x + Z ** 2 - 1 - Z * root) / (2 * (trials + Z ** 2)), 0), 1);
    };
    return [hits === 0 ? 0 : corrected(hits), hits === trials ? 1 : 1 - corrected(trials - hits)];
  }

  function student(units, hit) {
    if (!(units > 1)) return NaN;
    const df = more(Math.floor(less(units, more(hit, 3)) - 1 + 1e-9), 1);
    if (df > 30) return Z + (Z ** 3 + Z) / (4 * df) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * df ** 2);
    return STUDENT[Math.trunc(df) - 1];
  }

  const atMost = (statements, mentions) => (statements > 1 ? (1 - 0.025 ** (1 / statements)) * mentions : NaN);

  function designEffect(n, size, clusters, { squares, products, sizeSquares }) {
    if (!(clusters > 1)) return NaN;
    const p = n / size;
    const between = (squares - 2 * p * products + p ** 2 * sizeSquares) * clusters / (clusters - 1) / size ** 2;
    return more(n > 0 ? between / (p * (1 - p) / size) : 1, 1);
  }

  // Rates per 10,000 words of groups, as helpers/counting/rates.py has them, with statements as what was drawn.
  function rates(perStatement, { group, names }) {
    const rows = names.map((name) => ({ name, n: 0, documents: 0, total: 0, statements: 0, squares: 0, products: 0, sizeSquares: 0 }));
    for (let d = 0; d < base.size; d++) {
      if (group[d] < 0) continue;
      const row = rows[group[d]], size = base.statements.words[d], n = perStatement[d];
      row.total += size;
      row.sizeSquares += size ** 2;
      row.statements += size > 0;
      if (n) { row.n += n; row.documents += 1; row.squares += n ** 2; row.products += n * size; }
    }
    const n = rows.reduce((sum, row) => sum + row.n, 0), again = rows.reduce((sum, row) => sum + row.squares, 0);
    const mentions = n > 0 ? more(again / n, AGAIN) : Infinity;
    for (const row of rows) {
      const size = row.total, longest = size / row.statements;
      const z = student(size ** 2 / row.sizeSquares, row.n ** 2 / row.squares);
      const effect = designEffect(row.n, size, row.statements, row);
      const [low, high] = wilson(row.n / size, size / effect, z);
      const none = row.statements > 0 ? atMost(row.statements, Math.min(mentions, longest)) / longest : NaN;
      row.rate = size > 0 ? 10000 * row.n / size : NaN;
      row.low = low * 10000;
      row.high = (row.n > 0 ? high : none) * 10000;
      row.thin = row.statements < THIN;
    }
    return rows;
  }

  // Shares of statements of groups in which something is named, as helpers/places/counts.py has them.
  function shares(perStatement, { group, names }) {
    const rows = names.map((name) => ({ name, n: 0, documents: 0, total: 0 }));
    for (let d = 0; d < base.size; d++) {
      if (group[d] < 0) continue;
      const row = rows[group[d]];
      row.total += 1;
      row.n += perStatement[d];
      row.documents += perStatement[d] > 0;
    }
    for (const row of rows) {
      [row.low, row.high] = shareInterval(row.documents, row.total);
      row.rate = row.documents / row.total;
      row.statements = row.total;
      row.thin = row.total < THIN;
    }
    return rows;
  }

  // --- Answers
  // `asked` has q (a pattern), issuer, subcorpus, period, place, speaker and time. The answer: of which kind it is (words, place, speaker, time, or
  // statements), the hits in the statements that are chosen, and rates or shares of all of them, by period and by issuer.
  async function answer(asked, by) {
    await open();
    const kind = asked.q ? "words" : Object.keys(KINDS).find((name) => asked[name]) || "statements";
    const perStatement = new Int32Array(base.size);
    const made = { kind, among: await chosen(asked), asked };
    if (kind === "words") {
      const found = await positions(asked.q);
      const hits = new Int32Array(found.places.length), statement = new Int32Array(found.places.length);
      let number = 0;
      for (let i = 0, d = 0; i < found.places.length; i++) {
        while (base.starts[d + 1] <= found.places[i]) d++;
        if (made.among[d]) { hits[number] = found.places[i]; statement[number++] = d; }
      }
      Object.assign(made, { words: found.words, hits: hits.subarray(0, number), statement: statement.subarray(0, number) });
    } else if (kind !== "statements") {
      const { table, found } = await meant(kind, asked[kind]);
      made.spans = table;
      made.hits = Int32Array.from(found.filter((i) => made.among[table.statement[i]]));
      made.statement = made.hits.map((i) => table.statement[i]);
    } else {
      made.statement = Int32Array.from(Array.from(made.among.keys()).filter((d) => made.among[d]));
      made.hits = made.statement;
    }
    for (const d of made.statement) perStatement[d] += 1;
    made.total = made.among.reduce((sum, one) => sum + one, 0);
    // A share of the statements that name a place is taken of all statements, with and without it; so the choice of it is left out there.
    const wider = kind === "words" || kind === "statements" ? made.among : await chosen(asked, kind);
    const counts = (by) => (kind === "words" ? rates : shares)(perStatement, grouped(wider, by));
    made.of = wider.reduce((sum, one) => sum + one, 0);
    made.all = counts(null)[0];
    made.byPeriod = by ? counts(by) : [];
    made.byIssuer = base.statements.issuers.length ? counts("issuer") : [];
    return made;
  }

  // What is named in the statements that are asked about, from the most widely: entry, mentions, statements.
  async function named(kind, asked, by) {
    const table = await spansOf(KINDS[kind]), among = await chosen(asked, kind), entry = entryOf(kind, table, by);
    const found = new Map();
    for (let i = 0; i < table.statement.length; i++) {
      const d = table.statement[i], key = among[d] ? entry(i) : null;
      if (key === null) continue;
      const row = found.get(key);
      if (!row) found.set(key, { key, n: 1, documents: 1, last: d });
      else { row.n += 1; if (row.last !== d) { row.documents += 1; row.last = d; } }
    }
    const rows = Array.from(found.values());
    return rows.sort(kind === "time" ? (a, b) => a.key - b.key : (a, b) => b.documents - a.documents || b.n - a.n || a.key - b.key);
  }

  // --- Texts and tokens, some statements at a time
  const shardFirsts = () => base.shards.map(([first]) => first);

  async function typesAt(shard) {
    const held = await load(base.shards[shard][1]);
    if (!held.types) {
      if (!base.byRank) { // types by how often they occur, those that occur as often by the alphabet
        const most = base.counts.reduce((a, b) => Math.max(a, b), 0);
        const keys = Float64Array.from(base.counts, (count, type) => (most - count) * base.types + type).sort();
        base.byRank = Int32Array.from(keys, (key) => key % base.types);
      }
      held.types = numbers(held[0]);
      for (let i = 0; i < held.types.length; i++) held.types[i] = base.byRank[held.types[i]];
    }
    return held.types;
  }

  async function placesAt(shard) { // where tokens begin and end, in characters of their statement
    const held = await load(base.shards[shard][2]);
    if (!held.starts) {
      const starts = numbers(held[3]), lengths = numbers(held[4]), ends = new Int32Array(starts.length);
      const first = base.shards[shard][0], last = shard + 1 < base.shards.length ? base.shards[shard + 1][0] : base.size;
      for (let d = first; d < last; d++) {
        let end = 0;
        for (let i = base.starts[d] - base.starts[first]; i < base.starts[d + 1] - base.starts[first]; i++) {
          starts[i] += end;
          ends[i] = end = starts[i] + lengths[i];
        }
      }
      Object.assign(held, { starts, ends });
    }
    return held;
  }

  const shown = new Map(); // statements whose texts were read

  async function textOf(statement) {
    if (!shown.has(statement)) {
      const shard = below(shardFirsts(), statement), first = base.shards[shard][0];
      const held = await load(base.shards[shard][2]);
      held.sizes ||= sums(numbers(held[0]));
      held.gaps ||= numbers(held[1]);
      held.lengths ||= numbers(held[2]);
      const { first: sentences } = await sentencesOf();
      const string = text.decode(held[5].subarray(held.sizes[statement - first], held.sizes[statement - first + 1]));
      const bounds = [];
      for (let i = sentences[statement] - sentences[first], end = 0; i < sentences[statement + 1] - sentences[first]; i++) {
        const start = end + held.gaps[i];
        end = start + held.lengths[i];
        bounds.push([start, end]);
      }
      // Offsets count characters, JavaScript's strings count halves of some of them.
      let at = (offset) => offset, length = string.length;
      if (/[\u{10000}-\u{10ffff}]/u.test(string)) {
        const units = [0];
        for (const character of string) units.push(units[units.length - 1] + character.length);
        at = (offset) => units[Math.min(Math.max(offset, 0), units.length - 1)];
        length = units.length - 1;
      }
      shown.set(statement, { string, bounds, length, slice: (a, b) => string.slice(at(a), at(Math.max(a, b))) });
    }
    return shown.get(statement);
  }

  // The place of a sentence in which an offset lies.
  const sentenceAt = (bounds, offset) => {
    let found = 0;
    for (let i = 0; i < bounds.length && bounds[i][0] <= offset; i++) found = i;
    return found;
  };

  // Where a hit stands: statement, and the offsets of its first and its last character.
  async function spanOf(made, i) {
    const statement = made.statement[i];
    if (made.kind !== "words") return { statement, start: made.spans.start[made.hits[i]], end: made.spans.start[made.hits[i]] + made.spans.length[made.hits[i]] };
    const shard = below(shardFirsts(), statement), held = await placesAt(shard);
    const at = made.hits[i] - base.starts[base.shards[shard][0]];
    return { statement, start: held.starts[at], end: held.ends[at + made.words.length - 1] };
  }

  // --- Lines in context: helpers/concordance.py
  const LONG = 30;
  const isSpace = new RegExp(`^${SPACE}$`, "u");
  const line = (string) => string.split(SPACES).filter(Boolean).join(" ");

  function edge(read, at, way) {
    const given = (at = Math.min(Math.max(at, 0), read.length));
    while (at > 0 && at < read.length && !isSpace.test(read.slice(at - 1, at)) && !isSpace.test(read.slice(at, at + 1))) {
      at += way;
      if (Math.abs(at - given) > LONG) return given;
    }
    return at;
  }

  async function lineOf(made, i, width) {
    const span = await spanOf(made, i), read = await textOf(span.statement);
    const low = Math.min(edge(read, span.start - width, 1), span.start), high = Math.max(edge(read, span.end + width, -1), span.end);
    return {
      ...span, sentence: sentenceAt(read.bounds, span.start),
      left: line(read.slice(low, span.start)), node: line(read.slice(span.start, span.end)), right: line(read.slice(span.end, high)),
    };
  }

  // The order of the hits of words by the words beside them: up to three places such as R1 and L2, the one that counts most first.
  async function order(made, sort) {
    const number = made.hits.length;
    let all = inOrder(number);
    if (!sort.length || made.kind !== "words" || !number) return all;
    if (!base.rank) {
      base.rank = new Int32Array(base.types + 1);
      for (let type = 0, k = 0, rank = 0; type < base.types; type++) {
        if (type === base.same[k]) k++; else rank++;
        base.rank[type] = rank;
      }
    }
    const firsts = shardFirsts(), last = made.words.length - 1;
    const needed = Array.from(new Set(Array.from(new Set(made.statement), (d) => below(firsts, d))));
    const held = new Map(await Promise.all(needed.map(async (shard) => [shard, await typesAt(shard)])));
    const steps = sort.map((place) => (place[0] === "R" ? last + Number(place[1]) : -Number(place[1])));
    const keys = steps.map(() => new Int32Array(number));
    for (let i = 0, shard = 0; i < number; i++) {
      const d = made.statement[i];
      while (shard + 1 < firsts.length && firsts[shard + 1] <= d) shard++;
      const types = held.get(shard), before = base.starts[firsts[shard]];
      steps.forEach((step, k) => {
        const at = made.hits[i] + step;
        keys[k][i] = at >= base.starts[d] && at < base.starts[d + 1] ? base.rank[types[at - before]] : 0;
      });
    }
    for (const key of keys.reverse()) all = sorted(all, key, base.types + 1); // what is alike by one key stays in the order of the others
    return all;
  }

  function sorted(all, key, size) { // counted into place, as there are at most as many keys as types
    const place = new Int32Array(size + 1), made = new Int32Array(all.length);
    for (const i of all) place[key[i] + 1] += 1;
    for (let k = 0; k < size; k++) place[k + 1] += place[k];
    for (const i of all) made[place[key[i]]++] = i;
    return made;
  }

  return {
    take, open, words, typeOf, typesOf, positions, answer, named, order, lineOf, textOf, spanOf, sentenceAt, spansOf, chosen,
    periodName, periodNamed, periodOf, shareInterval, wilson, student,
    get base() { return base; },
  };
})();
