"""Checksums of the tables that the kit makes, column by column, so that two versions of it can be compared.

    python3 tests/tools/checksums.py CORPUS [FILE.jsonl …] --to BEFORE.json
    python3 tests/tools/checksums.py CORPUS [FILE.jsonl …] --against BEFORE.json

Each path is a folder of statements, or JSON Lines with a `text` and perhaps a `date` in each line. The tables are compared with
those that the first call wrote, with another version of the kit; it returns 1 if a column that both have differs. A column that
only one of the two has is told, and is no difference.
"""

import argparse
import hashlib
import importlib
import json
import sys
import warnings
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

DAY = "2020-06-15"  # of texts without a date
# Each table: the places where its function may stand (in earlier versions too), and what it is called with.
TABLES = {
    "sentences": (["spans.sentences"], lambda f, t: f(t["documents"])),
    "tokens": (["tokens.tokenize"], lambda f, t: f(t["documents"])),
    "terms": (["frequency.term_frequency"], lambda f, t: f(t["tokens"])),
    "terms by year": (["frequency.term_frequency"], lambda f, t: f(t["tokens"], by="year")),
    "pairs": (["frequency.term_frequency"], lambda f, t: f(t["tokens"], n=2)),
    "tf-idf": (["frequency.tf_idf"], lambda f, t: f(t["tokens"])),
    "dispersion": (["frequency.dispersion"], lambda f, t: f(t["tokens"])),
    "share": (["frequency.statement_share"], lambda f, t: f(t["terms"])),
    "collocations": (["keyness.collocations"], lambda f, t: f(t["tokens"], "people")),
    "kwic": (["concordance.kwic"], lambda f, t: f(t["documents"], "of the")),
    "mentions": (["places.region_mentions"], lambda f, t: f(t["documents"])),
    "left out": (["places.left_out"], lambda f, t: f(t["documents"])),
    "places": (["places.count_places", "regions.count_places"], lambda f, t: f(t["mentions"], t["documents"])),
    "first and last": (["places.first_and_last", "regions.first_and_last"], lambda f, t: f(t["mentions"], t["documents"])),
    "timexes": (["timexes.find_timexes"], lambda f, t: f(t["documents"])),
    "reported": (["reported.reported_statements"], lambda f, t: f(t["documents"])),
    "reported dates": (["timeline.reported_dates"], lambda f, t: f(t["reported"], t["timexes"], t["documents"])),
    "events": (["timeline.events"], lambda f, t: f(t["documents"], timexes=t["timexes"], reported=t["reported dates"])),
    "by year": (["timeline.count_by_period"], lambda f, t: f(t["mentions"], t["documents"], period="year")),
    "bursts": (["timeline.bursts"], lambda f, t: f(t["by year"])),
    "said about": (["timeline.said_about", "joins.said_about"], lambda f, t: f(t["reported"], t["mentions"])),
    "passages": (["wording.recurring_passages"], lambda f, t: f(t["documents"])),
    "near duplicates": (["wording.duplicates.near_duplicates", "wording.near_duplicates"], lambda f, t: f(t["documents"])),
}


def documents_of(path):
    """Return the statements of a folder, or the annotated texts of a JSON Lines file."""
    from helpers import corpus

    if Path(path).suffix != ".jsonl":
        return corpus.load_corpus(path, strict=False)
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").split("\n") if line.strip()]
    dates = pd.to_datetime([row.get("date") or DAY for row in rows], errors="coerce").fillna(pd.Timestamp(DAY))
    documents = pd.DataFrame({"document_id": [str(i) for i in range(len(rows))], "date": dates, "text": [row["text"] for row in rows]})
    return documents.assign(issuer="x", source="x", title="")


def sums(path):
    """Return the checksum of each column of each table made from the statements in `path`."""
    made, found = {"documents": documents_of(path)}, {}
    for name, (places, call) in TABLES.items():
        function = _function(places)
        try:
            made[name] = call(function, made)
        except Exception as error:  # what fails in both versions is the same
            found[name] = {"error": type(error).__name__}
            continue
        found[name] = {"rows": len(made[name])} | {str(c): _sum(made[name][c]) for c in made[name].columns}
    return found


def _function(places):
    for place in places:
        module, _, name = place.rpartition(".")
        try:
            return getattr(importlib.import_module(f"helpers.{module}"), name)
        except (ImportError, AttributeError):
            continue
    raise SystemExit(f"none of {places} is there")


def _sum(column):
    texts = column.map(lambda value: f"{value:.10g}" if isinstance(value, float) else str(value)).tolist()
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:16]


def main():
    """Write the checksums, or say what differs from those written before."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--to")
    parser.add_argument("--against")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    found = {Path(path).name: sums(path) for path in chosen.paths}
    if chosen.to:
        Path(chosen.to).write_text(json.dumps(found, indent=1), encoding="utf-8")
    if chosen.against:
        sys.exit(_compared(json.loads(Path(chosen.against).read_text(encoding="utf-8")), found))


def _compared(before, after):
    differ = same = 0
    for path, tables in after.items():
        for table, columns in tables.items():
            old = before.get(path, {}).get(table, {})
            for column in {**old, **columns}:
                if column not in old or column not in columns:
                    print(f"{path}, {table}: column {column} only {'before' if column in old else 'after'}")
                elif old[column] != columns[column]:
                    print(f"{path}, {table}: {column} differs ({old[column]}, {columns[column]})")
                    differ += 1
                else:
                    same += 1
    print(f"{same} columns are the same, {differ} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    main()
