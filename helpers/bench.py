"""The command ``bench``: how fast the kit is, beside what one would otherwise take, each row in a process of its own."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib import util
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.environment import ROOT

__all__ = ["main"]

FOLDER = ROOT / "tests" / "benchmarks"
PAGE = FOLDER / "README.md"
MARKS = "<!-- speed: begin -->", "<!-- speed: end -->"
SIZES = [1_000, 10_000, 100_000]
ON_OWN = [
    *("load a table of statements", "tokens with offsets", "counts from documents", "sentences", "pairs of words, from documents"),
    *("rates of all terms by month, tokens known", "places named", "dates spoken of", "reported statements"),
]
OWN = "own texts"  # the size that their rows stand under
CORPUS = "measure on your own texts: a folder or table that `check` reads; with --sizes, on made-up ones too, in one table"
PEERS = "the Python that has the packages of tests/benchmarks/requirements.txt; without it, their rows say so"


def main(options):
    """Measure, print the tables, and write them into the benchmarks' README where asked."""
    chosen = _parser().parse_args(options)
    if chosen.corpus is not None and chosen.sizes is None:
        return _on_own_texts(chosen)
    sizes, effort = chosen.sizes or ([1_000] if chosen.quick else SIZES), _effort(chosen)
    rows = {name: row for name, row in _module("rows").ROWS.items() if chosen.only in name}
    with tempfile.TemporaryDirectory() as folder:
        results, end = [], time.monotonic() + chosen.minutes * 60
        own = None if chosen.corpus is None else _own_texts(chosen, folder)
        if chosen.corpus is not None and own is None:
            return 1
        if own is not None:  # first: what is left of the time is for the larger sizes
            results += _measured(own, OWN, _own_rows(chosen), peers=chosen.peers or sys.executable, effort=effort, end=end)
        for size in sizes:
            path = Path(folder) / f"{size}.parquet"
            _module("generate").statements(size).to_parquet(path)
            results += _measured(path, size, rows, peers=chosen.peers, effort=effort, end=end)
    page = f"{machine()}\n\n{table(results)}\n\n{growth([r for r in results if r['size'] != OWN])}\n"
    print(page)
    if chosen.write:
        before, after = PAGE.read_text(encoding="utf-8").split(MARKS[0])[0], PAGE.read_text(encoding="utf-8").split(MARKS[1])[1]
        PAGE.write_text(f"{before}{MARKS[0]}\n{page}{MARKS[1]}{after}", encoding="utf-8")
    return 0


def _effort(chosen):
    """Return how often a row is timed, and after how many seconds no more."""
    return (1, 30) if chosen.quick else (5, 60) if chosen.minutes == np.inf else (3, 20)


def _parser():
    parser = argparse.ArgumentParser(prog="python3 -m helpers bench", description="Measure the speed of the kit, beside other tools.")
    parser.add_argument("--quick", action="store_true", help="1,000 statements, once, in a minute or so")
    parser.add_argument("--sizes", type=_sizes, metavar="N,N", help="how many statements (default: 1000,10000,100000)")
    parser.add_argument("--corpus", type=Path, metavar="PATH", help=CORPUS)
    parser.add_argument("--minutes", type=float, default=np.inf, metavar="N", help="stop after so many; rows that are left say so")
    parser.add_argument("--only", default="", metavar="WORDS", help="the rows whose names have these words")
    parser.add_argument("--peers", metavar="PYTHON", help=PEERS)
    parser.add_argument("--write", action="store_true", help="put the tables into tests/benchmarks/README.md")
    parser.epilog = "The peers: python3 -m venv peers && peers/bin/pip install -r tests/benchmarks/requirements.txt"
    return parser


def _sizes(text):
    sizes = [int(size) if size.isdecimal() else 0 for size in text.split(",")]
    if min(sizes) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no list of sizes; write numbers with commas between them, such as 1000,10000")
    return sizes


def _module(name):
    """Return a module of tests/benchmarks, which is no package."""
    spec = util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _measured(path, size, rows, *, peers, effort, end=np.inf, environment=None):
    """Yield what each row takes with the statements of a file, until time is at its end; `effort` is what `_effort` returns."""
    for name, row in rows.items():
        result = {"name": row.name, "question": row.question, "size": size, "kit": row.kit}
        python = sys.executable if row.kit else peers
        if not python:
            yield result | {"missing": "not measured: no --peers"}
            continue
        command = [python, str(FOLDER / "rows.py"), name, str(path), *map(str, effort)]
        left = None if end == np.inf else max(end - time.monotonic(), 0.01)
        try:
            run = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=left)
            measured = json.loads(run.stdout.strip().split("\n")[-1]) if run.returncode == 0 else {"missing": _why(run.stderr)}
        except subprocess.TimeoutExpired:
            measured = {"missing": "not measured: the minutes were over"}
        print(f"{_number(size):>9}  {name}: {measured.get('median', measured.get('missing'))}", file=sys.stderr, flush=True)
        yield result | measured


def _on_own_texts(chosen):
    """Measure the same rows on the texts of a corpus, on one core, beside regular expressions and, where it is installed, polars."""
    with tempfile.TemporaryDirectory() as folder:
        path = _own_texts(chosen, folder)
        if path is None:
            return 1
        texts, environment = pd.read_parquet(path, columns=["text"]).text, os.environ | {"STATEMENTS_CORES": "1"}
        rows, end = _own_rows(chosen), time.monotonic() + chosen.minutes * 60
        how = {"peers": chosen.peers or sys.executable, "effort": (1, 30) if chosen.quick else (3, 60), "end": end}
        results = list(_measured(path, len(texts), rows, environment=environment, **how))
    chunks = {chunk for text in texts for chunk in text.split()}
    size = f"{len(texts):,} texts, {texts.str.len().sum() / 1e6:,.1f} million characters, {len(chunks):,} distinct chunks"
    print(f"{machine()}\n{size}; the kit on one core\n\n{own_table(results)}")
    return 0


def _own_texts(chosen, folder):
    """Put the texts of a corpus into a file that rows read, and return its path; None where they cannot be loaded, which is told."""
    from helpers.corpus import CorpusError, load_corpus

    try:
        documents = load_corpus(chosen.corpus, strict=False)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return None
    path = Path(folder) / "own.parquet"
    documents[["document_id", "date", "issuer", "text"]].to_parquet(path)
    return path


def _own_rows(chosen):
    """Return the rows that are measured on own texts: the kit's, those of regular expressions and, where it is installed, of polars."""
    beside = ("this kit", "re.", "polars")
    rows = {name: row for name, row in _module("rows").ROWS.items() if row.question in ON_OWN and row.name.startswith(beside)}
    return {name: row for name, row in rows.items() if "file beside" not in row.name and chosen.only in name}


def own_table(results):
    """Return the speeds of rows on a user's own texts as Markdown, by wall clock and by processor time.

    The next columns say how many times as fast as a regular expression each is: the one of the same question, else the one for tokens; the
    last, what was taken of memory, as a multiple of the text.

    Examples
    --------
    >>> one = {"question": "tokens with offsets", "name": "this kit", "statements": 5, "characters": 6e6, "found": 7}
    >>> one |= {"peak": 9e6, "before": 3e6}
    >>> one, other = one | {"median": 2.0, "cpu": 3.0}, one | {"name": "re.finditer", "median": 1.0, "cpu": 1.0}
    >>> print(own_table([one, other]).splitlines()[2])
    | tokens with offsets | this kit | 5 | 7 | 3.0 | 2.0 | 0.50 | 0.33 | 1.0 |
    """
    lines = [
        "| question | asked | statements | found | MB/s | MB/s of processor time | beside re | by processor time | taken, times the text |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    known = {r["question"]: r for r in results if r["name"].startswith("re.") and "median" in r}
    for r in results:
        if "missing" in r:
            lines.append(f"| {r['question']} | {r['name']} | {r['missing']} | | | | | | |")
            continue
        base = known.get(r["question"], known.get("tokens with offsets"))
        speeds = [_speed(r), _speed(r | {"median": r["cpu"]})]
        ratios = [speeds[0] / _speed(base), speeds[1] / _speed(base | {"median": base["cpu"]})] if base else [np.nan, np.nan]
        numbers = f"{speeds[0]:.1f} | {speeds[1]:.1f} | {ratios[0]:.2f} | {ratios[1]:.2f} | {_taken(r):.1f}"
        lines.append(f"| {r['question']} | {r['name']} | {r['statements']:,} | {r['found']:,} | {numbers} |")
    return "\n".join(lines)


def _why(errors):
    last = errors.strip().split("\n")[-1] or "stopped"
    return f"not measured: {last[:80]}"


def machine():
    """Return a line that says where, when and with what was measured.

    Examples
    --------
    >>> machine().startswith("Measured on ")
    True
    """
    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        names = [line for line in Path("/proc/cpuinfo").read_text().split("\n") if line.startswith("model name")]
        name = names[0].split(":")[1].strip() if names else name
    versions = f"Python {platform.python_version()}, pandas {pd.__version__}, NumPy {np.__version__}"
    return f"Measured on {date.today().isoformat()}: {name}, {os.cpu_count()} cores, {platform.system()}; {versions}."


def table(results):
    """Return the times as Markdown: one row per question, who was asked, and number of statements.

    MB/s are of the text that was given to the row; the ratio is the kit's speed over the row's. The last columns are the most memory of the
    whole process, and what of it was taken after the texts and tokens were there, as a multiple of the text.

    Examples
    --------
    >>> result = {"question": "q", "name": "this kit", "size": 10, "statements": 10, "kit": True, "characters": 2**21, "peak": 2**30}
    >>> print(table([result | {"before": 2**29, "median": 2.0, "cpu": 4.0, "times": [1.0, 2.0, 4.0], "found": 7}]).splitlines()[-1])
    | q | this kit | 10 | 2.00 | 1.00 to 4.00 | 1.0 | 1.0 | 0.5 | 7 | 1.00 | 256.0 |
    """
    lines = [
        "| question | asked | statements | s | spread | MB/s | the kit is … times as fast | MB/s of processor time | found | peak GiB "
        "| taken, times the text |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    own = {(r["question"], r["size"]): _speed(r) for r in reversed(results) if r["kit"] and "median" in r}
    for r in results:
        if "missing" in r:
            lines.append(f"| {r['question']} | {r['name']} | {_number(r['size'])} | {r['missing']} | | | | | | | |")
            continue
        ratio = own.get((r["question"], r["size"]), np.nan) / _speed(r)
        spread = f"{min(r['times']):.2f} to {max(r['times']):.2f}" if len(r["times"]) > 1 else "once"
        cells = (
            f"{r['median']:.2f}",
            spread,
            f"{_speed(r):.1f}",
            f"{ratio:.1f}",
            f"{_speed(r | {'median': r['cpu']}):.1f}",
            f"{r['found']:,}",
            f"{(r['peak'] or np.nan) / 2**30:.2f}",
            f"{_taken(r):.1f}",
        )
        of = f"{r['statements']:,}{f', {OWN}' if r['size'] == OWN else ''}"
        lines.append(f"| {r['question']} | {r['name']} | {of} | {' | '.join(cells)} |")
    return "\n".join(lines)


def growth(results):
    """Return how the kit's times grow with the number of statements, as Markdown: 1 is in proportion.

    Examples
    --------
    >>> rows = [{"question": "q", "name": "this kit", "kit": True, "statements": n, "median": n / 100} for n in (10, 100, 1000)]
    >>> print(growth(rows).splitlines()[-1])
    | q | 1.00 |
    """
    lines = ["| question | exponent of the growth of the time with the number of statements |", "|---|---|"]
    questions = dict.fromkeys(r["question"] for r in results if r["kit"] and r["name"] == "this kit" and "median" in r)
    for question in questions:
        points = {r["statements"]: r["median"] for r in results if r["question"] == question and r["name"] == "this kit" and "median" in r}
        if len(points) > 1:
            slope = np.polyfit(np.log(list(points)), np.log(np.maximum(list(points.values()), 1e-9)), 1)[0]
            lines.append(f"| {question} | {slope:.2f} |")
    return "\n".join(lines)


def _number(size):
    return size if size == OWN else f"{size:,}"


def _taken(result):
    return ((result["peak"] or np.nan) - (result["before"] or np.nan)) / result["characters"]


def _speed(result):
    return result["characters"] / 1e6 / max(result["median"], 1e-9)
