"""Coverage-guided fuzzing of what reads texts, with atheris: python3 tests/tools/fuzz.py --seconds 3600

    pip install atheris        (a tool for this run alone; it needs Linux and a Python that it has a wheel for)

What a target raises is kept once for each place in the code, and printed at the end with the input that raised it; the run goes on.
"""

import argparse
import contextlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
with atheris.instrument_imports(include=["helpers"]):
    from helpers import concordance, partial_dates, places, reported, spans, timexes, tokens
    from helpers.corpus import statement_file, table_file
    from helpers.files import decoding
    from helpers.site import reader

import mutants
import pandas as pd

from helpers.timexes.reading import first_words
from helpers.timexes.words import UNITS

SEEN, RUNS, TOLD = {}, {}, [time.time()]


def documents_of(text):
    return pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-23"]), "source": ["NATO"], "text": [text]})


def _spans(find):
    """Return a target: what `find` finds must lie in the text and give back its surface."""

    def target(text):
        documents = documents_of(text)
        wrong = mutants.spans_wrong(find(documents), documents)
        assert not wrong, wrong

    return target


def _statement(text):
    row, faults = statement_file.parse_statement(text)
    if not faults:
        again, more = statement_file.parse_statement(statement_file.format_statement(row))
        assert not more, more
        assert again["text"] == row["text"], again


def _date(text):
    with contextlib.suppress(ValueError):
        partial_dates.date_in_cell(text)
    partial_dates.date_in_name(text)


def _table(suffix):
    def target(text):
        rows, faults = table_file.read_table(Path(f"a{suffix}"), text.encode())
        assert rows or faults
        assert all(problem and remedy for _, problem, remedy in faults)

    return target


def _words(text):
    documents = documents_of(text)
    table, cut = tokens.tokenize(documents), spans.sentences(documents)
    assert not mutants.uncovered(table, cut)
    assert not mutants.spans_wrong(table, documents)


def _pattern(text):
    if spans.normalize(text)[0].strip().strip('"').split():
        concordance.kwic(documents_of("We said “no” to the sham votes."), text)


def _marks(text):
    documents = documents_of(text)
    spans.evidence(reported.reported_statements(documents), documents)
    with tempfile.TemporaryDirectory() as folder:
        reader.write(documents, folder, found=reader.find_all(documents))


TARGETS = {
    "statement": _statement,
    "date": _date,
    "words": _words,
    "place": _spans(places.region_mentions),
    "timex": _spans(lambda documents: timexes.find_timexes(documents, vague=True)),
    "reported": _spans(reported.reported_statements),
    "pattern": _pattern,
    "csv": _table(".csv"),
    "jsonl": _table(".jsonl"),
    "pages": _marks,
    "bytes": None,
}


def one(data):
    """Run the target that the first byte names on the text in the rest."""
    if not data:
        return
    name = [*TARGETS][data[0] % len(TARGETS)]
    RUNS[name] = RUNS.get(name, 0) + 1
    if time.time() > TOLD[0] + 60:
        TOLD[0] = time.time()
        _report()
    try:
        if name == "bytes":
            decoding.as_text(data[1:], guess=True)
        else:
            TARGETS[name](data[1:].decode("utf-8", errors="replace"))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        key = (name, type(error).__name__, place.filename.rsplit("/", 1)[-1], place.lineno)
        if key not in SEEN:
            SEEN[key] = data
            print(f"\n{key}: {error!s:.300}\n  input: {data[1:]!r:.600}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--corpus", default=tempfile.mkdtemp(), help="a folder that keeps what was found to reach new code")
    chosen = parser.parse_args()
    Path(chosen.corpus).mkdir(exist_ok=True)
    for number in range(len(TARGETS)):
        for seed, text in enumerate([*mutants.SEEDS, " ".join(mutants.PIECES)]):
            Path(chosen.corpus, f"seed-{number}-{seed}").write_bytes(bytes([number]) + text.encode())
    words = Path(chosen.corpus).with_suffix(".words")
    pieces = [piece.encode() for piece in (*mutants.PIECES, *mutants.ODD, *sorted(first_words()), *(f"{unit}s" for unit in UNITS))]
    words.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"\n' for piece in pieces))
    options = [f"-max_total_time={chosen.seconds}", "-max_len=600", f"-dict={words}", "-timeout=10", "-rss_limit_mb=4096", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, chosen.corpus], one)
    atheris.Fuzz()


def _report():
    print(f"\n{sum(RUNS.values()):,} inputs: {RUNS}; {len(SEEN)} kinds of crash", flush=True)


if __name__ == "__main__":
    main()
