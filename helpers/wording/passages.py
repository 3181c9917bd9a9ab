"""Recurring passages: wording that stands in two statements or more, and every place where it stands."""

from collections import Counter

import numpy as np
import pandas as pd

from helpers.frames.doors import require_documents
from helpers.frames.nothing import because
from helpers.labels import known_dates
from helpers.wording.repeats import components, maximal_repeats, near_pairs
from helpers.wording.templates import describe
from helpers.wording.words import passage_words

PLACES = ["passage_id", "document_id", "start", "end", "surface", "exact", "differs"]
BEFORE = 4  # a denial this many words before a passage belongs to it: "do not recognise | the annexation of"


def passage_places(documents, *, least=2, words=6, near=0.6, once=False):
    """Find every place where a passage stands that recurs.

    Sentences are one passage where their sequences of three words are nearly the same, or where they are alike but for dates, names
    (capitals inside a sentence) and numbers. Of other sentences, the longest sequences of words that they share are passages.
    British and American spelling, kinds of quotation marks and spaces do not count. Sentences that differ in what they deny,
    refuse or reject are never one passage, however alike.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    least : int
        The smallest number of statements.
    words : int
        The smallest length; 3 or more.
    near : float
        The smallest similarity of sentences (Jaccard's coefficient of their sequences of three words); 1 for the same ones only.
    once : bool
        Count statements with the same text once, as the earliest of them.

    Returns
    -------
    DataFrame
        One row per place: passage_id (the most widely used passage is 0), document_id, start, end, surface, exact (whether its
        words are those of the passage's most frequent wording), differs (where they are not: [left out] {put in}).

    Raises
    ------
    ValueError
        If `words` is less than 3, or `near` is not from above 0 to 1.

    Examples
    --------
    >>> texts = ["We reject the sham votes with unwavering unity today.", "Again: we reject the sham votes with full unity today."]
    >>> passage_places(pd.DataFrame({"document_id": ["a", "b"], "text": texts}))[["document_id", "surface"]].values.tolist()
    [['a', 'We reject the sham votes with'], ['b', 'we reject the sham votes with']]
    """
    return _found(documents, least, words, near, once)[0]


def recurring_passages(documents, *, least=2, words=6, near=0.6, once=False):
    """Find passages that recur in two statements or more.

    Parameters are those of `passage_places`, which gives the places behind each row.

    Returns
    -------
    DataFrame
        One row per passage, from the most widely used: passage_id, passage (its most frequent wording), template (the same with
        {date}, {name} and {number} for those that differ, and {…} for other words that do), n (places), documents (statements),
        first, first_id, last, last_id (dates and statements of the first and the last use; text with as much as is known where not
        all dates are known to the day), variants (different wordings; spelling does not count), differs (what stands in each slot
        of the template).

    Examples
    --------
    >>> dates = pd.to_datetime(["2023-10-02", "2022-10-03"])
    >>> texts = [f"We condemn the sham votes of 30 September {year} in full." for year in (2023, 2022)]
    >>> documents = pd.DataFrame({"document_id": ["b", "a"], "date": dates, "text": texts})
    >>> recurring_passages(documents)[["template", "first_id", "differs"]].values.tolist()
    [['We condemn the sham votes of {date} in full', 'a', '30 September 2022 / 30 September 2023']]
    """
    documents = require_documents(documents, "text")
    places, shown = _found(documents, least, words, near, once)
    shown = pd.DataFrame(shown, columns=["passage", "template", "variants", "differs"])
    issued = documents.set_index("document_id").get("date", pd.Series(dtype="datetime64[s]"))
    used = places.assign(date=pd.to_datetime(places.document_id.map(issued.to_dict())))
    used = used.sort_values(["date", "document_id"], kind="stable").groupby("passage_id")
    table = used.agg(
        n=("start", "size"),
        documents=("document_id", "nunique"),
        first=("date", lambda dates: dates.iloc[0]),
        first_id=("document_id", lambda ids: ids.iloc[0]),
        last=("date", lambda dates: dates.iloc[-1]),
        last_id=("document_id", lambda ids: ids.iloc[-1]),
    )
    if "date" in documents:
        known = known_dates(documents).set_axis(documents.document_id)
        table = table.assign(first=known.reindex(table.first_id).array, last=known.reindex(table.last_id).array)
    table = pd.concat([shown[["passage", "template"]], table, shown[["variants", "differs"]]], axis=1)
    return because(table.rename_axis("passage_id").reset_index(), _none(len(documents), least, words))


def _none(size, least, words):
    if size < least:
        there = "There is one statement" if size == 1 else f"There are {size:,} statements"
        return f"{there}; a passage comes back where {least:,} share it."
    return f"No passage of {words} words or more stands in {least:,} statements."


def _found(documents, least, words, near, once):
    """Return the table of places, and what `describe` tells of each passage."""
    if words < 3 or not 0 < near <= 1:
        raise ValueError(f"words={words}, near={near}: words is 3 or more, near is above 0 and at most 1")
    documents = require_documents(documents, "text")
    documents = _different(documents) if once else documents
    table = passage_words(documents)
    found = _sentence_passages(table, least, words, near)
    wording, bounds = found["wording"].tolist(), found["bounds"]
    rows = [[(*bounds[s], wording[s]) for s in sentences] for sentences in found["places"]]
    rows += [[(a, b, 0) for a, b in part] for part in _shared_parts(table, found, least, words)]
    return _places(rows, table, documents)


def _different(documents):
    """Keep the earliest of statements with the same text."""
    folded = documents.text.map(lambda text: " ".join(text.split()))
    order = documents.sort_values("date", kind="stable").index if "date" in documents else documents.index
    return documents[~documents.index.isin(order[folded[order].duplicated()])]


def _places(passages, table, documents):
    """Make the table of places, from passages as lists of (first word, word after the last, wording)."""
    document, start, end = (memoryview(np.ascontiguousarray(table[name])) for name in ("document", "start", "end"))  # no list of all words
    texts, ids = documents.text.tolist(), documents.document_id.tolist()
    day = documents["date"].rank(method="first", na_option="bottom").tolist() if "date" in documents else range(len(ids))
    widely = [(-len({document[a] for a, *_ in rows}), -len(rows), rows[0][0] - rows[0][1], rows[0][0]) for rows in passages]
    lines, shown, arrays = [], [], {name: table[name].to_numpy() for name in ("code", "slot", "unit")}
    for number, i in enumerate(sorted(range(len(passages)), key=widely.__getitem__)):
        rows = sorted(passages[i], key=lambda row: (day[document[row[0]]], row[0]))
        samples = {}
        for a, b, w in rows:
            samples.setdefault(w, [0, (a, b)])[0] += 1
        samples = dict(sorted(samples.items(), key=lambda item: -item[1][0]))  # stable: of equals, the earliest
        surfaces = [(texts[document[a]], a, b) for _, (a, b) in samples.values()]
        template, differs, changes = describe(surfaces, start, end, arrays)
        changed = dict(zip(samples, changes, strict=True))
        text, a, b = surfaces[0]
        shown.append((text[start[a] : end[b - 1]], template, len(samples), differs))
        for a, b, w in sorted(rows):
            d = document[a]
            lines.append((number, ids[d], start[a], end[b - 1], texts[d][start[a] : end[b - 1]], changed[w] == "", changed[w]))
    return pd.DataFrame(lines, columns=PLACES).astype({"document_id": documents["document_id"].dtype}), shown


def _sentence_passages(table, least, words, near):
    """Group the sentences that are alike; a wording is a sentence's sequence of words."""
    code, sentence, document = (table[name].to_numpy() for name in ("code", "sentence", "document"))
    starts = np.flatnonzero(np.diff(sentence, prepend=-1))
    ends = np.append(starts[1:], len(sentence))
    long = ends - starts >= words
    starts, ends = starts[long], ends[long]
    known, wording = {}, []
    for a, b in zip(starts.tolist(), ends.tolist(), strict=True):
        wording.append(known.setdefault(code[a:b].tobytes(), len(known)))
    wording = np.array(wording, dtype=np.int64)
    sample = np.unique(wording, return_index=True)[1]
    samples = [(int(starts[s]), int(ends[s])) for s in sample]
    at = np.concatenate([np.arange(a, b) for a, b in samples]) if samples else np.zeros(0, dtype=np.int64)
    of = np.repeat(np.arange(len(samples)), [b - a for a, b in samples])
    kinds = _senses(table, samples)
    pairs = [near_pairs(code[at], of, near=near, kinds=kinds), _same_template(table, samples, kinds, words)]
    cluster = components(np.concatenate(pairs), len(samples))
    low, high = (np.full(len(samples), value) for value in (len(table), -1))
    np.minimum.at(low, wording, document[starts])
    np.maximum.at(high, wording, document[starts])
    places = {}
    for s, number in enumerate(cluster[wording].tolist()):
        places.setdefault(number, []).append(s)
    places = [group for group in places.values() if len({document[starts[s]] for s in group}) >= least]
    bounds = list(zip(starts.tolist(), ends.tolist(), strict=True))
    return {
        "places": places,
        "wording": wording,
        "bounds": bounds,
        "samples": samples,
        "at": at,
        "of": of,
        "cluster": cluster,
        "low": low,
        "high": high,
    }


def _senses(table, samples):
    """Number what wordings deny, refuse or reject: the words, and which occurrence of each in the sentence it is."""
    marked, code, known = table.marked.to_numpy(), table.code.to_numpy(), {}
    total = np.append(0, np.cumsum(marked))
    senses = []
    for a, b in samples:
        sense = ()
        if total[b] > total[a]:
            seen, found = Counter(), []
            for word, is_marked in zip((code[a:b] >> 1).tolist(), marked[a:b].tolist(), strict=True):
                found += [(word, seen[word])] if is_marked else []
                seen[word] += 1
            sense = tuple(sorted(found))
        senses.append(known.setdefault(sense, len(known)))
    return np.array(senses, dtype=np.int64)


def _same_template(table, samples, kinds, words):
    """Pair each wording with the first that is alike but for slots, where enough other words are left to tell."""
    slot, unit, code, known, pairs = table.slot.to_numpy(), table.unit.to_numpy(), table.code.to_numpy(), {}, []
    head = np.diff(unit, prepend=-1) != 0
    form = np.where(slot > 0, -slot, code)
    for i, (a, b) in enumerate(samples):
        line = form[a:b][head[a:b]]
        fixed = int((line >= 0).sum())
        if 2 * fixed >= words and fixed > len(line) - fixed:
            pairs.append((known.setdefault((line.tobytes(), kinds[i]), i), i))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _shared_parts(table, found, least, words):
    """Find shared sequences of words inside sentences that are not alike; return the places of each."""
    code, document, turns = (table[name].to_numpy() for name in ("code", "document", "turns"))
    at, of, samples = found["at"], found["of"], found["samples"]
    repeats = maximal_repeats(code[at], of, words=words, groups=found["cluster"], low=found["low"], high=found["high"])
    uses = [[] for _ in samples]
    for s, number in enumerate(found["wording"].tolist()):
        uses[number].append(found["bounds"][s][0])
    total = np.append(0, np.cumsum(turns))
    begin = np.array([a for a, _ in samples], dtype=np.int64)
    end = np.array([b for _, b in samples], dtype=np.int64)
    parts = []
    for length, positions in repeats:
        if 2 * len(set(code[at[positions[0]] : at[positions[0]] + length].tolist())) < words:
            continue  # the same few words over and over
        denied = total[at[positions]] > total[np.maximum(at[positions] - BEFORE, begin[of[positions]])]
        for group in (positions[denied], positions[~denied]):
            lists = of[group]
            if not len(group) or len(np.unique(found["cluster"][lists])) == 1:
                continue
            first, last = at[group], at[group] + length
            if len(group) < len(positions) and (
                _all_same(code[first - 1], first > begin[lists]) or _all_same(code[np.minimum(last, len(code) - 1)], last < end[lists])
            ):
                continue  # after the split, a longer passage has the same places
            places = [
                (use + p, use + p + length) for w, p in zip(lists.tolist(), (first - begin[lists]).tolist(), strict=True) for use in uses[w]
            ]
            if len({document[a] for a, _ in places}) >= least:
                parts.append(_apart(sorted(places)))
    return parts


def _apart(places):
    """Return the places that overlap none before: "so that so that so that" has a passage twice, not at every other word."""
    kept = places[:1]
    for place in places:
        if place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def _all_same(code, inside):
    return bool(inside.all() and (code == code[0]).all())
