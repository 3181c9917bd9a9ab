"""How often a finder is right: what it found against what was marked by hand."""

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.corpus import load_corpus
from helpers.files.lines import lines_of
from helpers.frames.doors import require_spans
from helpers.intervals import pooled_share
from helpers.paths import GOLD, STATEMENTS, places_beside


def load_gold(name="regions", *, sample="digests"):
    """Read texts that were marked by hand: a sample of the bundled corpus, or a blind one.

    Parameters
    ----------
    name : str
        regions, timexes or reported; ``corpus/gold/README.md`` has the conventions of each.
    sample : str
        digests: the 40 that rules were written with; blind: 20 others, and 20 invented texts of other subjects, that none was;
        cyrillic: 20 short digests in Ukrainian and 20 in Russian, in which regions and timexes are marked.

    Returns
    -------
    documents, gold : DataFrame
        The statements that were marked, and one row per marked span: document_id, start, end and what was marked of it.

    Examples
    --------
    >>> documents, gold = load_gold("regions")
    >>> len(documents), len(gold)
    (40, 383)
    >>> load_gold("regions", sample="blind")[0].kind.value_counts().to_dict()
    {'digest': 20, 'invented': 20}
    """
    if sample not in ("digests", "blind", "cyrillic"):
        raise ValueError(f"sample={sample!r} is none of digests, blind and cyrillic")
    if sample == "cyrillic":
        texts = pd.read_csv(GOLD / sample / "texts.csv", keep_default_na=False)
        texts = texts.assign(date=pd.to_datetime(texts.date))
        texts.attrs["gazetteer"] = places_beside(STATEMENTS)  # they are of the bundled corpus's subject
        return texts, pd.read_csv(GOLD / sample / f"{name}.csv", keep_default_na=False)
    documents = load_corpus(STATEMENTS)
    if sample == "blind":
        texts = pd.read_csv(GOLD / "blind" / "texts.csv", keep_default_na=False)
        own, others = documents[documents.document_id.isin(texts.document_id)], texts[texts.kind == "invented"]
        others = others.assign(date=pd.to_datetime(others.date).astype(own.date.dtype))
        both = pd.concat([own, others], ignore_index=True)
        both.attrs |= own.attrs
        return both, pd.read_csv(GOLD / "blind" / f"{name}.csv", keep_default_na=False)
    gold = pd.read_csv(GOLD / f"{name}.csv", keep_default_na=False)
    marked = pd.read_csv(GOLD / "regions.csv").document_id.unique()  # every statement of the sample names a place
    return documents[documents.document_id.isin(marked)].reset_index(drop=True), gold


def load_annotated(path):
    """Read annotated texts: a JSON object a line with id, date, text, and spans with start, end and what else was marked.

    Lines end at line feeds, and nowhere else: texts may hold every other character that some programs take for the end of a line.

    Returns
    -------
    documents, gold : DataFrame
        As from `load_gold`, with the further fields of the spans; a span that was marked twice stands once.

    Raises
    ------
    ValueError
        If a line has another form, or the id of an earlier one. Of a span that reaches beyond its text, a warning tells.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.jsonl").write_text('{"id": "a", "text": "In Kyiv", "spans": [{"start": 3, "end": 7}]}')
    ...     load_annotated(Path(folder, "a.jsonl"))[1].values.tolist()
    [['a', 3, 7]]
    """
    texts, spans = {}, []
    for line, content in enumerate(lines_of(Path(path).read_bytes().decode("utf-8-sig")), start=1):
        try:
            record = json.loads(content)
            document_id = str(record["id"])
            if document_id in texts:
                raise ValueError(f"{document_id!r} stands in an earlier line as well")
            texts[document_id] = document_id, record.get("date"), record["text"]
            spans += [_span(span, document_id, record["text"]) for span in record["spans"]]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(
                f"{path}, line {line}: no annotated text ({error!r}). Remedy: id, text, and spans with start and end."
            ) from error
    documents = pd.DataFrame(list(texts.values()), columns=["document_id", "date", "text"])
    gold = pd.DataFrame(spans)
    gold = gold.reindex(
        columns=["document_id", "start", "end", *(column for column in gold if column not in ("document_id", "start", "end"))]
    )
    return documents, gold.drop_duplicates(["document_id", "start", "end"], ignore_index=True)


def _span(span, document_id, text):
    start, end = int(span["start"]), int(span["end"])
    if not 0 <= start <= end:
        raise ValueError(f"a span from {start:,} to {end:,}")
    if end > len(text):  # as in texts that lost their last blanks; where many do, offsets may be those of bytes
        warnings.warn(f"{document_id!r}: a span from {start:,} to {end:,} in a text of {len(text):,} characters", stacklevel=3)
    return {**span, "document_id": document_id, "start": start, "end": end}


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
        the mean of both). Low and high bound a 95 % interval with texts as the unit, `intervals.pooled_share`; one text has none.

    Examples
    --------
    >>> gold = pd.DataFrame({"document_id": ["a", "a"], "start": [0, 5], "end": [4, 9]})
    >>> score(gold.head(1), gold)[["measure", "value"]].round(3).values.tolist()
    [['precision', 1.0], ['recall', 0.5], ['f1', 0.667]]
    """
    keys = ["document_id", *on]
    found, gold = (require_spans(table, *on, name=name) for table, name in ((found, "found"), (gold, "gold")))
    marked, said = gold[keys].drop_duplicates(), found[keys].drop_duplicates()
    ids = pd.Index(marked.document_id.astype("str")).append(pd.Index(said.document_id.astype("str"))).unique()
    right = marked.astype({"document_id": "str"}).merge(said.astype({"document_id": "str"}), on=keys)
    per_text = np.array([np.bincount(ids.get_indexer(t.document_id.astype("str")), minlength=len(ids)) for t in (right, said, marked)])
    right, said, marked = per_text
    parts = {"precision": (right, said), "recall": (right, marked), "f1": (right, (said + marked) / 2)}
    with np.errstate(divide="ignore", invalid="ignore"):
        rows = [(name, a.sum() / b.sum(), *pooled_share(a, b), int(a.sum()), float(b.sum())) for name, (a, b) in parts.items()]
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "correct", "of"])


def matched(found, gold, *, least=0.5):
    """Pair what was found with what was marked where the two overlap enough; each stands in one pair at most.

    Parameters
    ----------
    found, gold : DataFrame
        Tables of spans with document_id.
    least : float
        The smallest overlap: characters in both, over characters in either.

    Returns
    -------
    DataFrame
        One row per pair: found (position in `found`), gold (position in `gold`), overlap. The closest pairs are made first.

    Examples
    --------
    >>> gold = pd.DataFrame({"document_id": ["a", "a"], "start": [0, 20], "end": [10, 30]})
    >>> matched(gold.assign(end=[8, 24]), gold)[["found", "gold"]].values.tolist()
    [[0, 0]]
    """
    found, gold = (require_spans(table, "start", "end", name=name) for table, name in ((found, "found"), (gold, "gold")))
    a = found[["document_id", "start", "end"]].astype({"document_id": "str"}).assign(found=range(len(found)))
    b = gold[["document_id", "start", "end"]].astype({"document_id": "str"}).assign(gold=range(len(gold)))
    pairs = a.merge(b, on="document_id", suffixes=("", "_gold"))
    both = (pairs[["end", "end_gold"]].min(axis=1) - pairs[["start", "start_gold"]].max(axis=1)).clip(lower=0)
    pairs["overlap"] = both / (pairs[["end", "end_gold"]].max(axis=1) - pairs[["start", "start_gold"]].min(axis=1)).clip(lower=1)
    pairs = pairs[pairs.overlap >= max(least, 1e-9)].sort_values(["overlap", "found", "gold"], ascending=[False, True, True])
    taken_a, taken_b, kept = set(), set(), []
    for row in pairs[["found", "gold", "overlap"]].itertuples(index=False):
        if row.found not in taken_a and row.gold not in taken_b:
            taken_a.add(row.found)
            taken_b.add(row.gold)
            kept.append(row)
    return pd.DataFrame(kept, columns=["found", "gold", "overlap"])


def score_overlap(found, gold, *, least=0.5, on=()):
    """Compare spans that need not be the same, only overlap enough, and agree in the columns `on`.

    Returns
    -------
    DataFrame
        As from `score`.

    Examples
    --------
    >>> gold = pd.DataFrame({"document_id": ["a", "a"], "start": [0, 20], "end": [10, 30], "value": ["x", "y"]})
    >>> score_overlap(gold.assign(end=[8, 24]), gold, on=["value"])[["measure", "value"]].values.tolist()
    [['precision', 0.5], ['recall', 0.5], ['f1', 0.5]]
    """
    found, gold = (require_spans(table, "start", "end", *on, name=name) for table, name in ((found, "found"), (gold, "gold")))
    pairs = matched(found, gold, least=least)
    for name in on:
        a, b = found[name].iloc[pairs.found].to_numpy(dtype=object), gold[name].iloc[pairs.gold].to_numpy(dtype=object)
        agree = [x == y or (_is_missing(x) and _is_missing(y)) for x, y in zip(a, b, strict=True)]  # as the join of `score` has it
        pairs = pairs[np.array(agree, dtype=bool)]
    of_found = np.array([f"found {i}" for i in range(len(found))], dtype=object)
    of_gold = np.array([f"gold {i}" for i in range(len(gold))], dtype=object)
    of_found[pairs.found.to_numpy(dtype=int)] = of_gold[pairs.gold.to_numpy(dtype=int)]
    return score(found[["document_id"]].assign(pair=of_found), gold[["document_id"]].assign(pair=of_gold), on=["pair"])


def _is_missing(value):
    return pd.api.types.is_scalar(value) and pd.isna(value)
