"""How often a finder is right: what it found against what was marked by hand."""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.corpus import load_corpus
from helpers.place_rules import RULES
from helpers.places import load_gazetteer, region_mentions

GOLD = Path(__file__).resolve().parent.parent / "corpus" / "gold"
STATEMENTS = GOLD.parent / "statements"
DRAWS = 1000


def load_gold(name="regions"):
    """Read the hand-marked sample of the bundled corpus.

    Parameters
    ----------
    name : str
        regions, timexes or reported; ``corpus/gold/README.md`` has the conventions of each.

    Returns
    -------
    documents, gold : DataFrame
        The statements that were marked, and one row per marked span: document_id, start, end and what was marked of it.

    Examples
    --------
    >>> documents, gold = load_gold("regions")
    >>> len(documents), len(gold)
    (40, 383)
    """
    gold = pd.read_csv(GOLD / f"{name}.csv", keep_default_na=False)
    documents = load_corpus(STATEMENTS)
    marked = pd.read_csv(GOLD / "regions.csv").document_id.unique()  # every statement of the sample names a place
    return documents[documents.document_id.isin(marked)].reset_index(drop=True), gold


def load_annotated(path):
    """Read annotated texts: a JSON object a line with id, text, and spans with start and end.

    Returns
    -------
    documents, gold : DataFrame
        As from `load_gold`; a span that was marked twice stands once.

    Raises
    ------
    ValueError
        If a line has another form.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.jsonl").write_text('{"id": "a", "text": "In Kyiv", "spans": [{"start": 3, "end": 7}]}')
    ...     load_annotated(Path(folder, "a.jsonl"))[1].values.tolist()
    [['a', 3, 7]]
    """
    texts, spans = [], []
    for line, content in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        try:
            record = json.loads(content)
            texts.append((str(record["id"]), record.get("date"), record["text"]))
            spans += [(str(record["id"]), int(span["start"]), int(span["end"])) for span in record["spans"]]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(
                f"{path}, line {line}: no annotated text ({error!r}). Remedy: id, text, and spans with start and end."
            ) from error
    documents = pd.DataFrame(texts, columns=["document_id", "date", "text"])
    return documents, pd.DataFrame(spans, columns=["document_id", "start", "end"]).drop_duplicates(ignore_index=True)


def score(found, gold, *, on=("start", "end")):
    """Compare what was found with what was marked.

    Parameters
    ----------
    found, gold : DataFrame
        Tables of spans with document_id.
    on : sequence of str
        The columns in which the two must agree.

    Returns
    -------
    DataFrame
        One row per measure (precision, recall, f1): measure, value, low, high, correct, of (the number it is a share of; for f1
        the mean of both). Low and high bound a 95 % interval with texts as the unit (percentiles of 1,000 resamples).

    Examples
    --------
    >>> gold = pd.DataFrame({"document_id": ["a", "a"], "start": [0, 5], "end": [4, 9]})
    >>> score(gold.head(1), gold)[["measure", "value"]].round(3).values.tolist()
    [['precision', 1.0], ['recall', 0.5], ['f1', 0.667]]
    """
    keys = ["document_id", *on]
    marked, said = gold[keys].drop_duplicates(), found[keys].drop_duplicates()
    ids = pd.Index(marked.document_id.astype("str")).append(pd.Index(said.document_id.astype("str"))).unique()
    right = marked.astype({"document_id": "str"}).merge(said.astype({"document_id": "str"}), on=keys)
    per_text = np.array([np.bincount(ids.get_indexer(t.document_id.astype("str")), minlength=len(ids)) for t in (right, said, marked)])
    draws = (
        np.random.default_rng(0).multinomial(len(ids), np.full(len(ids), 1 / max(len(ids), 1)), size=DRAWS)
        if len(ids)
        else np.zeros((1, 0))
    )
    sums = np.column_stack([per_text.sum(axis=1), per_text @ draws.T])  # the texts as they are, then resampled
    with np.errstate(divide="ignore", invalid="ignore"):
        values = {"precision": sums[0] / sums[1], "recall": sums[0] / sums[2], "f1": 2 * sums[0] / (sums[1] + sums[2])}
    of = {"precision": sums[1, 0], "recall": sums[2, 0], "f1": (sums[1, 0] + sums[2, 0]) / 2}
    rows = [(name, v[0], *_limits(v[1:]), int(sums[0, 0]), float(of[name])) for name, v in values.items()]
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "correct", "of"])


def _limits(draws):
    draws = draws[np.isfinite(draws)]
    return np.percentile(draws, [2.5, 97.5]) if len(draws) else (np.nan, np.nan)


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


def main(options):
    """Read the options of ``python3 -m helpers score``, and print the scores of the place finder."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers score", description="Score the place finder on annotated texts.")
    parser.add_argument("--data", type=Path, help="JSON lines with id, text and spans; the default is the hand-marked sample of the corpus")
    parser.add_argument("--rules", action="store_true", help="also with each rule left out")
    chosen = parser.parse_args(options)
    try:
        documents, gold = load_annotated(chosen.data) if chosen.data else load_gold("regions")
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    gazetteer = load_gazetteer(world=chosen.data is not None)  # texts from anywhere name places from anywhere
    found = region_mentions(documents, gazetteer, unlisted=chosen.data is not None)
    print(f"{len(documents)} texts, {len(gold)} places marked, {len(found)} found; exact spans, 95 % intervals with texts as units\n")
    print(score(found, gold).round(3).to_string(index=False))
    if "place_id" in gold:
        print("\nSpan and place:\n" + score(found, gold, on=("start", "end", "place_id")).round(3).to_string(index=False))
        print("\nSpan, place and role:\n" + score(found, gold, on=("start", "end", "place_id", "role")).round(3).to_string(index=False))
    if chosen.rules:
        on = ("start", "end", "place_id", "role") if "place_id" in gold else ("start", "end")
        print("\n" + rule_worth(documents, gold, gazetteer=gazetteer, on=on, unlisted=bool(chosen.data)).round(3).to_string(index=False))
    return 0
