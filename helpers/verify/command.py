"""``python3 -m helpers verify``: says of each claim and each quotation of a report whether the corpus bears it out."""

import argparse
import html
import re
import sys
from pathlib import Path

import pandas as pd

from helpers.corpus import load_corpus
from helpers.corpus.load import CorpusError
from helpers.files.terminal import print_lines
from helpers.files.whole_files import write_whole
from helpers.paths import CORPUS
from helpers.tables import to_csv, to_html
from helpers.verify.checks import YES, Checker
from helpers.verify.quoted import LEAST
from helpers.verify.reports import read_report

ABOUT = """Read reports in Markdown, HTML, Word, plain text, PDF, RTF, OpenDocument or EPUB, and say of each line of a claim, each quotation
and each link to a statement whether the corpus bears it out, with the nearest that it does bear out. Returns 1 if one is not borne out,
or cannot be told."""
SHOWN = ["report", "kind", "verdict", "said", "why", "nearest", "document_id", "sentence"]
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>{title}</title>
<style>body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color-scheme: light dark }}
table {{ border-collapse: collapse }} th, td {{ border-bottom: 1px solid #8888; padding: .4rem .6rem; overflow-wrap: anywhere }}</style>
</head><body><main><h1>{title}</h1><p>{summary}</p>{table}</main></body></html>
"""


def checked(paths, documents, *, least=LEAST):
    """Check reports against a corpus.

    Parameters
    ----------
    paths : list of path-like
        Reports in Markdown, HTML, Word or plain text, PDF, RTF, OpenDocument or EPUB.
    documents : DataFrame
        All statements.
    least : int
        Words of a quotation that is judged; what is shorter may be a term, or an irony.

    Returns
    -------
    DataFrame
        One row per claim, quotation and link to a statement: report, kind (claim, quotation, address), verdict (borne out, not borne out,
        cannot be told), said, why, nearest (the right claim, or the sentence of the corpus with its issuer and date), document_id and
        sentence of that. ``attrs["short"]`` is the number of quotations that were too short.

    Raises
    ------
    ValueError
        If a file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "issuer": ["NATO"]})
    >>> documents["text"] = ["The sham votes have no legitimacy. They will not be recognised."]
    >>> report = Path(tempfile.mkdtemp(), "report.md")
    >>> _ = report.write_text("NATO said that “the sham votes have little legitimacy”.", encoding="utf-8")
    >>> checked([report], documents)[["kind", "verdict", "why"]].values.tolist()
    [['quotation', 'not borne out', 'other words: “little” for “no”']]
    """
    checker, tables, short = Checker(documents), [], 0
    for path in paths:
        table = checker.check(read_report(path), least=least)
        short += table.attrs["short"]
        tables.append(table.assign(report=Path(path).name))
    table = pd.concat(tables, ignore_index=True)[SHOWN].astype({"sentence": "Int64"})
    table.attrs["short"] = short
    return table


def summary(table):
    """Say how many claims and quotations are borne out.

    >>> table = pd.DataFrame({"verdict": ["borne out", "not borne out", "borne out"]})
    >>> summary(table)
    '3 checked: 2 borne out, 1 not borne out.'
    """
    counts = table.verdict.value_counts()
    told = f"{len(table):,} checked: " + ", ".join(f"{n:,} {verdict}" for verdict, n in counts.items()) if len(table) else ""
    short = table.attrs.get("short", 0)
    left = f" {short:,} quotation{'s' * (short != 1)} of fewer words {'were' if short != 1 else 'was'} not judged." if short else ""
    return f"{told or 'There is no claim and no quotation to check'}.{left}"


def _printed(table):
    """Print a table as lines that can be read."""
    for row in table.itertuples():
        at = "" if pd.isna(row.sentence) else f" [{row.document_id}, sentence {row.sentence}]"
        said = f"{row.verdict.upper()}: {row.kind} in {row.report}\n    {row.said}"
        why = f"\n    why: {row.why}" if isinstance(row.why, str) and row.why else ""
        near = f"\n    nearest: {row.nearest}{at}" if isinstance(row.nearest, str) and row.nearest and row.verdict != YES else ""
        print_lines(said + why + near)


def _written(table, path):
    """Write a table as HTML, CSV or Markdown."""
    if path.suffix.lower() == ".csv":
        made = to_csv(table)
    elif path.suffix.lower() in (".md", ".markdown"):
        columns = [column for column in SHOWN if column != "report"] if table.report.nunique() < 2 else SHOWN
        rows = [" | ".join(_cell(value) for value in row) for row in table[columns].itertuples(index=False)]
        lines = [" | ".join(columns), " | ".join("---" for _ in columns), *rows]
        made = "".join(f"{line}\n" for line in [summary(table), "", *(f"| {line} |" for line in lines)]).encode("utf-8", "replace")
    else:
        titled = html.escape(", ".join(table.report.unique()[:3]) or "Nothing to check")
        body = to_html(table, caption="Claims and quotations, and what the corpus has")
        made = PAGE.format(title=f"Checked: {titled}", summary=html.escape(summary(table)), table=body).encode("utf-8", "replace")
    write_whole(path, made)


def _cell(value):
    """Return a value as a cell of a Markdown table in which none of it acts as Markdown or HTML."""
    plain = "" if pd.isna(value) else " ".join(str(value).split())
    return re.sub(r"([\\`*_{}\[\]()#+!|~$@:])", r"\\\1", html.escape(plain, quote=False))


def main(options):
    """Check reports, print what is found, and return 1 if anything is not borne out."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers verify", description=ABOUT)
    parser.add_argument("reports", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="PATH", help="the statements (default: the notebooks' corpus)")
    parser.add_argument("--to", type=Path, metavar="FILE", help="also write a table: .html, .csv or .md")
    parser.add_argument("--least", type=int, default=LEAST, metavar="N", help="words of a quotation that is judged (default: %(default)s)")
    chosen = parser.parse_args(options)
    if chosen.to and chosen.to.suffix.lower() not in (".html", ".htm", ".csv", ".md", ".markdown"):
        parser.error(f"--to {chosen.to}: write a name that ends in .html, .csv or .md")
    try:
        table = checked(chosen.reports, load_corpus(chosen.corpus), least=chosen.least)
    except (CorpusError, ValueError, OSError) as error:
        print_lines(str(error), file=sys.stderr)
        return 1
    _printed(table)
    print_lines(summary(table))
    if chosen.to:
        _written(table, chosen.to)
    return int(not table.verdict.eq(YES).all())
