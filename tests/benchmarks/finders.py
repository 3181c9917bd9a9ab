"""How fast dates and reported statements are found, beside dateparser: python3 tests/benchmarks/finders.py

dateparser comes with the kit (trafilatura's htmldate needs it). The texts are the bundled digests, many times over.
"""

import platform
import statistics
import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from helpers.corpus import load_corpus
from helpers.reported import reported_statements
from helpers.timexes import find_timexes


def repeated(documents, megabytes):
    """Return the statements as often as it takes to fill so many megabytes."""
    size = documents.text.str.len().sum() / 1e6
    times = max(round(megabytes / size), 1)
    return pd.concat([documents.assign(document_id=documents.document_id + f"-{i}") for i in range(times)], ignore_index=True)


def with_dateparser(documents):
    """Return the dates that dateparser's search finds."""
    from dateparser.search import search_dates

    found = [search_dates(text, languages=["en"]) or [] for text in documents.text]
    return [date for dates in found for date in dates]


def main():
    documents = load_corpus(Path(__file__).resolve().parents[2] / "corpus" / "statements")
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}\n")
    print("| finder | MB | MB/s | spread | found |\n|---|---|---|---|---|")
    for name, find, megabytes in (
        ("timexes.find_timexes", find_timexes, 2.5),
        ("timexes.find_timexes", find_timexes, 5),
        ("reported.reported_statements", reported_statements, 2.5),
        ("reported.reported_statements", reported_statements, 5),
        ("dateparser.search.search_dates", with_dateparser, 0.05),
    ):
        texts = repeated(documents, megabytes) if megabytes > 0.2 else documents.head(50)
        size = texts.text.str.len().sum() / 1e6
        find(texts.head(3))
        times = []
        for _ in range(3):
            begun = time.perf_counter()
            found = len(find(texts))
            times.append(time.perf_counter() - begun)
        spread = f"{size / max(times):.2f} to {size / min(times):.2f}"
        print(
            f"| {name} | {size:.2f} | {size / statistics.median(times):.2f} | {spread} | {found:,} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
