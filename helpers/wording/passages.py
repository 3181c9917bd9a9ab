"""Recurring passages: wording that stands in two statements or more, and every place where it stands."""

import pandas as pd

from helpers.frames.doors import require_documents
from helpers.frames.nothing import because
from helpers.labels import known_dates
from helpers.wording.groups import sentence_passages, shared_parts
from helpers.wording.templates import describe
from helpers.wording.words import passage_words

PLACES = ["passage_id", "document_id", "start", "end", "surface", "exact", "differs"]


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
    found = sentence_passages(table, least, words, near)
    wording, bounds = found["wording"].tolist(), found["bounds"]
    rows = [[(*bounds[s], wording[s]) for s in sentences] for sentences in found["places"]]
    rows += [[(a, b, 0) for a, b in part] for part in shared_parts(table, found, least, words)]
    return _places(rows, table, documents)


def _different(documents):
    """Keep the earliest of statements with the same text."""
    folded = documents.text.map(lambda text: " ".join(text.split()))
    order = documents.sort_values("date", kind="stable").index if "date" in documents else documents.index
    return documents[~documents.index.isin(order[folded[order].duplicated()])]


def _places(passages, table, documents):
    """Make the table of places, from passages as lists of (first word, word after the last, wording)."""
    document, start, end = (table[name].tolist() for name in ("document", "start", "end"))
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
