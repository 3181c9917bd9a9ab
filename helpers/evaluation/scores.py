"""``python3 -m helpers score``: how often each finder is right, on the hand-marked sample or on annotated texts."""

import argparse
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.evaluation.longer_names import by_places
from helpers.evaluation.marks import displaced, realigned
from helpers.evaluation.matching import load_annotated, load_gold, matched, score, score_overlap
from helpers.files.terminal import print_lines
from helpers.frames.doors import require_spans
from helpers.languages import named
from helpers.places import load_gazetteer, region_mentions
from helpers.places.rules import RULES
from helpers.reported import reported_statements
from helpers.timexes import find_timexes

QUOTES = frozenset("\"“”„«»'‘’")
ENDS = " \n\t\"“”„«»'‘’`.,:;!?…–—-"
OUTER = re.compile(rf"(?:[{re.escape(ENDS)}]|that\b)*+")  # what may stand before a content

UNMARKED = ("body", "continent", "world region")  # kinds of places that the sample of the bundled corpus does not mark
NEAR = 161  # km, a hundred miles: how far from the marked point a place is still the right one, as studies of toponyms have it
EARTH = 6371.0  # km, its mean radius


def rule_worth(documents, gold, *, gazetteer=None, on=("start", "end"), kinds=UNMARKED):
    """Measure what each rule of the place finder adds: the scores with all rules, and with each of them left out.

    `kinds` are left out always: by default those that the sample of the bundled corpus does not mark.

    Returns
    -------
    DataFrame
        One row per rule left out, the first with none: without, precision, recall, f1, change (of f1, by leaving it out).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Votes in Kherson"]})
    >>> gold = pd.DataFrame({"document_id": ["a"], "start": [9], "end": [16], "place_id": ["kherson"]})
    >>> table = rule_worth(documents, gold, on=("start", "end", "place_id")).set_index("without")
    >>> float(table.f1["(none)"]), float(table.f1["head"])
    (1.0, 0.0)
    """
    rows = []
    for without in [(), *((name,) for name in RULES)]:
        table = score(region_mentions(documents, gazetteer, without=(*without, *kinds)), gold, on=on).set_index("measure").value
        rows.append((*(without or ("(none)",)), table.precision, table.recall, table.f1))
    table = pd.DataFrame(rows, columns=["without", "precision", "recall", "f1"])
    return table.assign(change=table.f1 - table.f1[0])


def of_places(documents, gold, *, without=()):
    """Score the place finder as users call it: spans, and of these the place, its role, its point and who acts, where they are marked.

    Parameters
    ----------
    documents, gold : DataFrame
        From `load_gold` or `load_annotated`. Marked may be place_id and role, latitude and longitude, and `kind`, of which Metonymic says
        that a name stands for who acts.
    without : collection of str
        Kinds that are not marked in these texts.

    Returns
    -------
    DataFrame
        One row per demand and measure: demand, and the columns of `evaluation.score`. Where ids of places are not marked, the texts are
        another's, and names inside longer names are scored by two conventions: `span` is as marked, where *Jamaica Cancer Society* may
        be one span; the other is the kit's, by which the place in it is named (`longer_names.by_places`). The share of the rows that are
        sure is that of what `places.region_mentions` marks so. The share within 161 km is of the spans that were found and have a point
        in `gold`; a place without a point is not right.

    Examples
    --------
    >>> table = of_places(*load_gold("regions"), without=UNMARKED)
    >>> table.demand.unique().tolist()
    ['span', 'span and place', 'span, place and role', 'span, of the rows that are sure']
    """
    found = region_mentions(documents[[name for name in ("document_id", "language", "text") if name in documents]], without=without)
    demands = {"span": (), "span and place": ("place_id",), "span, place and role": ("place_id", "role")}
    table = _demands(demands, gold, lambda on: score(found, gold, on=("start", "end", *on)))
    if "place_id" not in gold:
        ours = score(*by_places(documents, found, gold)).assign(demand="span, of a longer name the place in it")
        table = pd.concat([table, ours], ignore_index=True)
    found = found.astype({"document_id": "str"}).rename(columns={"kind": "place_kind"})
    gold, keys, places = gold.astype({"document_id": "str"}), ["document_id", "start", "end"], pd.MultiIndex.from_frame
    both = found.merge(gold, on=keys, suffixes=("", "_gold"))
    shares = {"span, of the rows that are sure": places(found.loc[found.sure, keys]).isin(places(gold[keys]))}
    if {"latitude", "longitude"} <= set(gold):
        shares["place within 161 km, of those found"] = _is_near(both[both.latitude.notna()])
    if "kind" in gold and (gold.kind == "Metonymic").any():
        shares["who acts, of those found"] = both.acts == (both.kind == "Metonymic")
    rows = [(demand, "share right", right.mean(), int(right.sum()), len(right)) for demand, right in shares.items() if len(right)]
    shares = pd.DataFrame(rows, columns=["demand", "measure", "value", "correct", "of"])
    return pd.concat([table, shares], ignore_index=True) if rows else table


def _is_near(both):
    """Return whether the place of each mention, or the region of one without a point, is near the marked point, along a great circle."""
    points = load_gazetteer().drop_duplicates("place_id").set_index("place_id")[["latitude", "longitude"]]
    place, region = (points.reindex(both[column]).to_numpy() for column in ("place_id", "region"))
    here = np.radians(np.where(np.isnan(place), region, place))
    there = np.radians(both[["latitude", "longitude"]].to_numpy(dtype="float64"))
    half = np.sin((here - there) / 2) ** 2
    angle = 2 * np.arcsin(np.sqrt(half[:, 0] + np.cos(here[:, 0]) * np.cos(there[:, 0]) * half[:, 1]))
    return pd.Series(angle * EARTH <= NEAR, index=both.index)


def of_timexes(documents, gold, *, vague=False):
    """Score the finder of temporal expressions: exact spans, spans that overlap, and both with the value.

    With ``vague=True`` words such as *now* and *recently* and times of day are looked for as well, as corpora of news mark them.

    Returns
    -------
    DataFrame
        As from `of_places`.

    Examples
    --------
    >>> table = of_timexes(*load_gold("timexes"))
    >>> table.demand.nunique()
    6
    """
    gold = require_spans(gold, "start", "end", "value", name="gold")
    found = find_timexes(documents, vague=vague, times=vague)
    found = found.assign(timeml=_without_end(found).map(_timeml))
    gold = gold.assign(timeml=gold.value.map(_timeml))
    demands = {"span": [], "span and value": ["value"], "span and value, as TimeML writes it": ["timeml"]}
    exact = _demands(demands, gold, lambda on: score(found, gold, on=["start", "end", *on]))
    demands = {f"overlapping {demand}": on for demand, on in demands.items()}
    loose = _demands(demands, gold, lambda on: score_overlap(found, gold, least=0, on=on))
    return pd.concat([exact, loose], ignore_index=True)


def _without_end(found):
    """Return values with the period in place of the day that ends it: *by the end of 1990* is ../1990-12-31 here, 1990 in TimeML."""
    ends = found.value.where(found.surface.str.contains(r"\bend\b", case=False), "")
    ends = ends.str.extract(r"^\.\./(\d{4}(?=-12-31)|\d{4}-\d\d(?=-\d\d))", expand=False)
    return ends.fillna(found.value)


def _timeml(value):
    """Return a value without what TimeML keeps elsewhere: START, MID and END, and the open side of a time."""
    return re.sub(r" (?:START|MID|END)$|^\.\./|/\.\.$", "", value) if isinstance(value, str) else value


def of_reported(documents, gold, *, bounds="marked"):
    """Score the finder of reported statements: contents that overlap by half, the same contents, and how often the rest is right.

    Parameters
    ----------
    documents, gold : DataFrame
        As from `load_gold`.
    bounds : {"marked", "inner"}
        What the same content is: as marked, or without what corpora differ in: an outer *that*, quotation marks, and marks at its ends.

    Returns
    -------
    DataFrame
        As from `of_places`; contents in quotation marks also by themselves, and one row for each of speaker, cue, mode and negated that
        is marked: the share of the matched statements in which it is right.

    Examples
    --------
    >>> table = of_reported(*load_gold("reported"))
    >>> table.demand.iloc[0]
    'content, overlapping by half'
    """
    if bounds not in ("marked", "inner"):
        raise ValueError(f"bounds is {bounds!r}. Allowed: 'marked', 'inner'. Remedy: one of them.")
    found, texts = reported_statements(documents), documents.set_index("document_id")["text"]
    content = score_overlap(found, gold).assign(demand="content, overlapping by half")
    pairs = matched(found, gold)
    quoted = gold[[texts[d][a:b].lstrip()[:1] in QUOTES and texts[d][a:b].rstrip(" .,")[-1:] in QUOTES for d, a, b in _places(gold)]]
    direct = score_overlap(found[found["mode"] == "direct"], quoted).assign(demand="quotation, overlapping by half")
    same = score(*(_inner(table, texts) if bounds == "inner" else table for table in (found, gold)))
    rows = [content, same.assign(demand=f"content, the same ({bounds} bounds)"), *([direct] if len(quoted) else [])]
    for column in (column for column in ("speaker", "cue", "mode", "negated") if column in gold):
        right = [
            _right(found.iloc[a], gold.iloc[b], column)
            for a, b in zip(pairs.found, pairs.gold, strict=True)
            if _is_marked(gold[column].iloc[b])
        ]
        row = ("share right", sum(right) / len(right) if right else np.nan, sum(right), len(right))
        share = pd.DataFrame([row], columns=["measure", "value", "correct", "of"])
        rows.append(share.assign(demand=f"{column}, of those"))
    table = pd.concat(rows, ignore_index=True)
    return table[["demand", *(column for column in table if column != "demand")]]


def _places(table):
    return zip(table.document_id, table.start, table.end, strict=True)


def _inner(table, texts):
    """Return spans without an outer *that* and without the marks at their ends."""
    places = []
    for document_id, start, end in _places(table):
        start = OUTER.match(texts[document_id], start, end).end()
        places.append((start, max(start + len(texts[document_id][start:end].rstrip(ENDS)), start)))
    return table.assign(start=[start for start, _ in places], end=[end for _, end in places])


def _is_marked(value):
    """Return whether anything was marked: neither an empty text nor a gap, which is NaN where other rows have the field."""
    return not (value == "" or (pd.api.types.is_scalar(value) and pd.isna(value)))


def _right(found, gold, column):
    """Return whether one answer is right: where the words are marked by their span, if it is in the same place."""
    span = gold.get(f"{column}_span")
    placed = isinstance(span, list) and pd.notna(found[f"{column}_start"])
    if placed and found[f"{column}_start"] < span[1] and span[0] < found[f"{column}_end"]:
        return True
    a, b = found[column], gold[column]
    if isinstance(b, str):  # of names and cues, one may be part of the other
        a, b = str(a).casefold().strip(), b.casefold().strip()
        return a == b or (bool(a) and (a in b or b in a))
    return bool(a) == bool(b)


def _demands(demands, gold, measure):
    tables = [measure(on).assign(demand=demand) for demand, on in demands.items() if set(on) <= set(gold)]
    table = pd.concat(tables, ignore_index=True)
    return table[["demand", *(column for column in table if column != "demand")]]


def main(options):
    """Read the options, and print the scores."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers score", description="Score the finders on texts marked by hand.")
    parser.add_argument("--data", type=Path, help="JSON lines with id, date, text and spans; the default is the sample of the corpus")
    parser.add_argument(
        "--bounds", choices=["marked", "inner"], default="marked", help="of reported contents; inner: without that and marks"
    )
    parser.add_argument("--blind", action="store_true", help="the blind sample, which no rule was written with: digests, then others")
    parser.add_argument("--rules", action="store_true", help="the place finder also with each rule left out")
    parser.add_argument("--realign", action="store_true", help="move marks to where their name stands, if it is not where they say")
    chosen = parser.parse_args(options)
    try:
        sets = _annotated(chosen.data, chosen.realign) if chosen.data else list(samples(chosen.blind))
    except (OSError, ValueError) as error:
        print_lines(error, file=sys.stderr)
        return 1
    if chosen.data and sets[0][0].empty:
        print_lines(f"{chosen.data} holds no text: write one JSON object a line, with id, date, text and spans", file=sys.stderr)
        return 1
    for documents, gold, own, about in sets:
        name, table = _scores(documents, gold, own=own, bounds=chosen.bounds)
        print(f"{name}: {len(documents)} texts{about}, {len(gold)} marked; 95 % intervals with texts as units")
        print(table.round(3).to_string(index=False, na_rep="") + "\n")
        if chosen.rules and name == "places":
            on = ["start", "end", *(column for column in ("place_id", "role") if column in gold)]
            worth = rule_worth(documents[["document_id", "text"]], gold, on=on, kinds=() if chosen.data else UNMARKED)
            print(worth.round(3).to_string(index=False) + "\n")
    return 0


def _annotated(path, realign):
    """Return the texts of a file and what was marked in them; and once more those whose marks all stand where they say, if not all do."""
    documents, gold = load_annotated(path)
    astray = displaced(documents, gold)
    if not astray.any():
        return [(documents, gold, False, "")]
    texts = gold.document_id[astray].unique()
    shares = f"{astray.sum()} of {len(gold)} marks, in {len(texts)} of {len(documents)} texts"
    print(f"{path.name}: {shares}, do not stand where they say", end="")
    if realign:
        gold = realigned(documents, gold)
        left = displaced(documents, gold).sum()
        print(f"; they were moved to where their name stands nearest, but for {left}\n")
        return [(documents, gold, False, " with moved marks")]
    print(" (--realign moves them)\n")
    standing = documents[~documents.document_id.isin(texts)].reset_index(drop=True)
    rest = gold[~gold.document_id.isin(texts)].reset_index(drop=True)
    return [(documents, gold, False, ""), (standing, rest, False, " whose marks all stand where they say")]


def samples(blind, names=("regions", "timexes", "reported")):
    """Yield the documents and what was marked in them of each sample of the kit, whether it is of digests, and what to say of them.

    Digests have no place marked that is wide, such as Europe; in other texts the finder is asked for them too.
    """
    for name in names:
        documents, gold = load_gold(name, sample="blind" if blind else "digests")
        if not blind:
            yield documents, gold, True, ""
            yield from _other_languages(name)
            continue
        for kind, some in documents.groupby("kind"):
            own = kind == "digest" or name != "regions"
            rows = gold[gold.document_id.isin(some.document_id)]
            rows = rows[~rows.wide] if own and "wide" in rows else rows
            rows = (_of_issuers(rows, some) if "own" in rows else rows).drop(columns=["wide", "own"], errors="ignore")
            some = some.reset_index(drop=True)
            some.attrs = documents.attrs if kind == "digest" else {}  # the others are no part of the corpus, and have its places not
            yield some, rows.reset_index(drop=True), own, f" of the kind {kind}"


def _other_languages(name):
    """Yield the texts in Ukrainian and in Russian, and what was marked in them, as `_samples` does."""
    if name == "reported":  # not read there
        return
    documents, gold = load_gold(name, sample="cyrillic")
    for _, some in documents.groupby("language", sort=False):
        about = f" in {named(some.language.iloc[0])}"
        yield some.reset_index(drop=True), gold[gold.document_id.isin(some.document_id)].reset_index(drop=True), True, about


def _of_issuers(gold, documents):
    """Return what issuers say themselves as the finder has it: by the issuer, where the words are we or I, and of the mode own."""
    issuers = gold.document_id.map(documents.set_index("document_id").issuer)
    first = gold.own & gold.speaker.str.lower().isin(["we", "i"])
    return gold.assign(speaker=gold.speaker.mask(first, issuers), mode=gold["mode"].mask(gold.own, "own"))


def _scores(documents, gold, *, own, bounds):
    """Return what was marked, by the columns, and its scores."""
    if "cue" in gold:
        return "reported statements", of_reported(documents, gold, bounds=bounds)
    if "value" in gold:
        return "temporal expressions", of_timexes(documents, gold, vague=not own)
    return "places", of_places(documents, gold, without=UNMARKED if own else ())
