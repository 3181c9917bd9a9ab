"""``python3 -m helpers score``: how often each finder is right, on the hand-marked sample or on annotated texts."""

import argparse
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.evaluation.matching import load_annotated, load_gold, matched, score, score_overlap
from helpers.files.terminal import print_lines
from helpers.frames.doors import require_spans
from helpers.places import load_gazetteer, region_mentions
from helpers.places.rules import RULES
from helpers.reported import reported_statements
from helpers.timexes import find_timexes


def rule_worth(documents, gold, *, gazetteer=None, on=("start", "end"), unlisted=False):
    """Measure what each rule of the place finder adds: the scores with all rules, and with each of them left out.

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
        table = score(region_mentions(documents, gazetteer, without=without, unlisted=unlisted), gold, on=on).set_index("measure").value
        rows.append((*(without or ("(none)",)), table.precision, table.recall, table.f1))
    table = pd.DataFrame(rows, columns=["without", "precision", "recall", "f1"])
    return table.assign(change=table.f1 - table.f1[0])


def of_places(documents, gold, *, world=False):
    """Score the place finder: spans, then spans with place and role where they are marked.

    Returns
    -------
    DataFrame
        One row per demand and measure: demand, and the columns of `evaluation.score`.

    Examples
    --------
    >>> table = of_places(*load_gold("regions"))
    >>> table.demand.unique().tolist()
    ['span', 'span and place', 'span, place and role']
    """
    found = region_mentions(documents, load_gazetteer(world=world), unlisted=world)
    demands = {"span": (), "span and place": ("place_id",), "span, place and role": ("place_id", "role")}
    return _demands(demands, gold, lambda on: score(found, gold, on=("start", "end", *on)))


def of_timexes(documents, gold, *, vague=False):
    """Score the finder of temporal expressions: exact spans, spans that overlap, and both with the value.

    With ``vague=True`` words such as *now* and *recently* are looked for as well, as corpora of news mark them.

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
    found = find_timexes(documents, vague=vague)
    found, gold = (table.assign(timeml=table.value.map(_timeml)) for table in (found, gold))
    demands = {"span": [], "span and value": ["value"], "span and value, as TimeML writes it": ["timeml"]}
    exact = _demands(demands, gold, lambda on: score(found, gold, on=["start", "end", *on]))
    demands = {f"overlapping {demand}": on for demand, on in demands.items()}
    loose = _demands(demands, gold, lambda on: score_overlap(found, gold, least=0, on=on))
    return pd.concat([exact, loose], ignore_index=True)


def _timeml(value):
    """Return a value without what TimeML keeps elsewhere: START, MID and END, and the open side of a time."""
    return re.sub(r" (?:START|MID|END)$|^\.\./|/\.\.$", "", value) if isinstance(value, str) else value


def of_reported(documents, gold):
    """Score the finder of reported statements: contents that overlap by half, and how often the rest of those is right.

    Returns
    -------
    DataFrame
        As from `of_places`, with one row for each of speaker, cue, mode and negated that is marked: the share of the matched
        statements in which it is right.

    Examples
    --------
    >>> table = of_reported(*load_gold("reported"))
    >>> table.demand.iloc[0]
    'content, overlapping by half'
    """
    found = reported_statements(documents)
    content = score_overlap(found, gold).assign(demand="content, overlapping by half")
    pairs = matched(found, gold)
    rows = [content]
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
    parser.add_argument("--rules", action="store_true", help="the place finder also with each rule left out")
    chosen = parser.parse_args(options)
    try:
        sets = [load_annotated(chosen.data)] if chosen.data else [load_gold(name) for name in ("regions", "timexes", "reported")]
    except (OSError, ValueError) as error:
        print_lines(error, file=sys.stderr)
        return 1
    if chosen.data and sets[0][0].empty:
        print_lines(f"{chosen.data} holds no text: write one JSON object a line, with id, date, text and spans", file=sys.stderr)
        return 1
    for documents, gold in sets:
        name, table = _scores(documents, gold, world=chosen.data is not None)
        print(f"{name}: {len(documents)} texts, {len(gold)} marked; 95 % intervals with texts as units")
        print(table.round(3).to_string(index=False, na_rep="") + "\n")
        if chosen.rules and name == "places":
            on = ["start", "end", *(column for column in ("place_id", "role") if column in gold)]
            world = chosen.data is not None
            worth = rule_worth(documents, gold, gazetteer=load_gazetteer(world=world), on=on, unlisted=world)
            print(worth.round(3).to_string(index=False) + "\n")
    return 0


def _scores(documents, gold, world):
    """Return what was marked, by the columns, and its scores."""
    if "cue" in gold:
        return "reported statements", of_reported(documents, gold)
    if "value" in gold:
        return "temporal expressions", of_timexes(documents, gold, vague=world)
    return "places", of_places(documents, gold, world=world)
