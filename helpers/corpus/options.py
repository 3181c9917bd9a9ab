"""The options of ``add`` and ``check`` on how texts are read, and what is said of them."""

import argparse
from pathlib import Path

from helpers.calendars import CALENDARS
from helpers.corpus.about import ISSUER_FROM, checked
from helpers.corpus.table_file import ALIASES

SAID = ["date", "issuer", "issuer_from", "source", "language", "kind", "licence"]
WHAT = "a folder, a file, a zip file or a table (CSV, TSV, JSON, JSONL, Parquet, Excel); corpus/FORMATS.md lists the formats"

REPEATS = ["each", "once"]


def add_options(parser):
    """Add to a parser the options that tell how to read."""
    parser.add_argument("--encoding", help="of files that are not UTF-8; without it they are read as they look")
    parser.add_argument("--day-first", dest="dayfirst", action="store_true", default=None, help="03/04/2022 is the 3rd of April")
    parser.add_argument("--month-first", dest="dayfirst", action="store_false", help="03/04/2022 is the 4th of March")
    parser.add_argument("--date-format", metavar="FORM", help="of a table's dates, such as %%d/%%m/%%y, where it is none of the usual")
    parser.add_argument("--calendar", choices=CALENDARS, help="of dates in numbers, where their year can be of it")
    parser.add_argument("--sheet", action="append", metavar="NAME", help="a worksheet of an Excel file (may repeat; else all)")
    parser.add_argument("--no-notes", dest="notes", action="store_false", help="leave footnotes and endnotes out")
    parser.add_argument("--repeats", choices=REPEATS, default="each", help="whether statements with the same text are each read, or once")
    parser.add_argument("--speeches", action="store_true", help="each speech in TEI, and each voice of subtitles, is a statement")
    about = parser.add_argument_group("what is said of all the texts, where they do not say it themselves")
    about.add_argument("--date", help="2022-09-23, 2022-09 or 2022")
    about.add_argument(
        "--issuer-from", choices=ISSUER_FROM, help="take the issuer from the subfolder, or from the file's name without its date"
    )
    for key in ("issuer", "source", "language", "kind", "licence"):
        about.add_argument(f"--{key}")
    for key in ALIASES:
        parser.add_argument(f"--{key.replace('_', '-')}-column", dest=f"column_{key}", metavar="NAME", help=argparse.SUPPRESS)
    parser.epilog = f"Columns of a table are found by their names, or named by --KEY-column NAME, with KEY one of {', '.join(ALIASES)}."


def reading(parser, chosen):
    """Return the keyword arguments of `corpus.load_corpus` that the options stand for; a wrong one ends the command.

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> add_options(parser)
    >>> reading(parser, parser.parse_args(["--issuer", "NATO", "--text-column", "said"]))["about"]
    {'issuer': 'NATO'}
    """
    about = {key: value for key in SAID if (value := getattr(chosen, key)) is not None}
    if wrong := checked(about)[1]:
        parser.error(" ".join(wrong[0][1:]))
    columns = {key: value for key in ALIASES if (value := getattr(chosen, f"column_{key}"))}
    same = {name: getattr(chosen, name) for name in ("encoding", "dayfirst", "date_format", "calendar", "sheet", "notes")}
    return {"columns": columns, "about": about, "repeats": chosen.repeats, "speeches": chosen.speeches} | same


def check_parser(default):
    """Return the parser of ``check``."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers check", description="Check a corpus.")
    parser.add_argument("path", nargs="?", type=Path, default=default, metavar="PATH", help=WHAT)
    add_options(parser)
    return parser
