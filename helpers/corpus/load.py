"""A corpus: load a folder of statements as a documents table, or list what is wrong with it."""

import os
import sys
import warnings
from pathlib import Path

import pandas as pd

from helpers.bulk.progress import progress
from helpers.corpus.options import REPEATS, check_parser, reading
from helpers.corpus.sources import WHICH_CALENDAR, entries, is_table
from helpers.corpus.text_column import giving_back, pack, texts_in_order
from helpers.files.terminal import one_line
from helpers.labels import first_to_last
from helpers.paths import CORPUS, places_beside

COLUMNS = [
    *("document_id", "date", "issuer", "title", "source", "kind", "url", "language", "place", "reference", "confidence"),
    *("date_precision", "date_origin", "file", "encoding", "text"),
]
PROBLEMS = ["file", "line", "problem", "remedy"]
FINDINGS = ["file", "line", "finding", "remedy"]
REPEATED = "None is needed; repeats='once' (--repeats once) keeps the first alone."


class CorpusError(ValueError):
    """Raised for a corpus with faults; `problems` is the table that `check_corpus` returns."""

    def __init__(self, problems, path):
        self.problems = problems
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        lines = (f"  {p.file}, line {p.line}: {p.problem} Remedy: {p.remedy}" for p in problems.itertuples())
        super().__init__("\n".join(map(one_line, [f"{count} in {path}", *lines])))


def load_corpus(
    path=CORPUS,
    *,
    strict=True,
    columns=None,
    encoding=None,
    dayfirst=None,
    date_format=None,
    calendar=None,
    sheet=None,
    notes=True,
    repeats="each",
    speeches=False,
    about=None,
):
    """Read statements into a documents table.

    Every file of the folder and its subfolders is read, whatever its name, except hidden ones: statement files, and
    texts from elsewhere (corpus/FORMATS.md lists the formats). Their date is taken from the header, else from the file's
    name (``2022-09-23-…``, ``2022-09-…``, ``1789-…``), else from the page's markup, else from a folder's; a text without is a fault.

    Parameters
    ----------
    path : path-like
        A folder of files and tables, one file, or one table (CSV, TSV, JSON, JSONL, Parquet, Excel) with a statement in each row.
        The default is the bundled corpus, or what the environment variable ``STATEMENTS_CORPUS`` names.
    strict : bool
        If false, leave faulty files or rows out and warn with their number.
    columns : dict, optional
        Which column of a table is which of documents, where its name does not tell: ``{"text": "said"}``.
    encoding : str, optional
        Of files that are not UTF-8. Without it, a text from elsewhere is read as it looks, with a warning; a statement
        file or a table that is not UTF-8 is a fault.
    dayfirst : bool, optional
        How dates such as 03/04/2022 are meant, in a table or in a file's name.
    date_format : str, optional
        The form of a table's dates, in the codes of `datetime.strptime` (``%d/%m/%y``), where the kit does not know it.
    calendar : {"gregorian", "persian", "islamic", "buddhist", "minguo"}, optional
        That of dates in numbers whose year can be of it, in tables, names and headers; Islamic as Saudi Arabia counts. Without it a date
        that looks like one of another calendar is a fault, and what says its calendar (``۱ مهر ۱۴۰۱``, ``令和4年``) is converted.
    sheet : str or list of str, optional
        Which worksheets of an Excel file are meant. Without it all are read, and one that holds no statements is a fault.
    notes : bool
        If false, footnotes and endnotes of Word documents are left out.
    repeats : {"each", "once"}
        What becomes of statements whose texts are the same but for spaces: each is a row, or the first that was read alone. They are
        no fault; `survey` counts them.
    speeches : bool
        If true, each speech of a debate in TEI (``u`` or ``sp`` with ``who``), and each voice of subtitles, is a statement.
    about : dict, optional
        What is said of all the texts where they do not say it themselves: date (``"2022-09"``), issuer, source, language, kind, licence,
        place, and issuer_from: "folder" (the subfolder's name) or "name" (the file's name without its date). A file ``corpus.toml``
        beside the texts says the same for good; `about` goes before it.

    Returns
    -------
    DataFrame
        One row per statement, by date: document_id (the file's name without its ending), date (datetime64), issuer,
        title, source (the Courtesy line), kind, url (several: separated by a space), language, place, reference,
        confidence, date_precision (day, month or year: how much of the date is known), date_origin (header, column, file
        name, page, folder name), file, encoding, text; note_count (of footnotes and endnotes, which stand after the text) where there are
        any; then any further columns of a table, of which one that has a name of these is called ``file_of_table`` or the
        like. What is not stated is missing (NaN). If a file ``gazetteer/NAME.csv`` lies beside the corpus NAME, ``attrs["gazetteer"]``
        says where: its places are found in these statements, besides those of the world.

    Raises
    ------
    CorpusError
        Listing every fault of every file with its line and remedy.

    Examples
    --------
    >>> documents = load_corpus()
    >>> documents.loc[documents.date == "2022-09-22", "source"].item()
    'NATO'
    """
    reading = {"columns": columns, "encoding": encoding, "dayfirst": dayfirst, "date_format": date_format}
    reading |= {"calendar": calendar, "sheet": sheet, "notes": notes}
    documents, problems, findings = read_with_findings(path, repeats=repeats, speeches=speeches, about=about, **reading)
    if len(problems) and (strict or documents.empty):
        raise CorpusError(problems, path)
    if len(problems):
        table = is_table(Path(path))
        left_out = len(problems[["file", "line"]].drop_duplicates()) if table else problems.file.nunique()
        of = left_out + len(documents) if table else len({*problems.file, *documents.file})
        what = "rows" if table else "files"
        _warn(f"{left_out} of {of} {what} left out of {path}; check_corpus lists why")
    for said in findings.finding[findings.remedy == WHICH_CALENDAR]:
        _warn(f"{said} {WHICH_CALENDAR}")
    guessed = documents[(documents.encoding != "utf-8") & documents.encoding.notna()] if encoding is None else documents.head(0)
    if len(guessed):
        names = ", ".join(f"{row.file} as {row.encoding}" for row in guessed.head(5).itertuples())
        _warn(f"{len(guessed)} files are not UTF-8 and were read as they look: {names}; check shows a line of each")
    return documents


def _warn(message):
    """Warn under the name of the function: that of the caller's file is, in a notebook, the path of a temporary one."""
    warnings.warn_explicit(message, UserWarning, "load_corpus", 1)


def check_corpus(
    path=CORPUS,
    *,
    columns=None,
    encoding=None,
    dayfirst=None,
    date_format=None,
    calendar=None,
    sheet=None,
    notes=True,
    repeats="each",
    speeches=False,
    about=None,
):
    """List the faults of a corpus; the parameters are those of `load_corpus`.

    Returns
    -------
    DataFrame
        One row per fault: file (relative to `path`), line (1 for the first), problem, remedy. Empty when all is well.

    Examples
    --------
    >>> check_corpus().empty
    True
    """
    reading = {"columns": columns, "encoding": encoding, "dayfirst": dayfirst, "date_format": date_format}
    reading |= {"calendar": calendar, "sheet": sheet, "notes": notes}
    return read_corpus(path, repeats=repeats, speeches=speeches, about=about, **reading)[1]


def read_corpus(
    path,
    *,
    columns=None,
    encoding=None,
    dayfirst=None,
    date_format=None,
    calendar=None,
    sheet=None,
    notes=True,
    repeats="each",
    speeches=False,
    about=None,
):
    """Return what `load_corpus` can read of a corpus, and the faults of the rest; the parameters are the same.

    Examples
    --------
    >>> documents, problems = read_corpus(CORPUS)
    >>> len(documents) > 0, len(problems)
    (True, 0)
    """
    reading = {"columns": columns, "encoding": encoding, "dayfirst": dayfirst, "date_format": date_format}
    reading |= {"calendar": calendar, "sheet": sheet, "notes": notes}
    return read_with_findings(path, repeats=repeats, speeches=speeches, about=about, **reading)[:2]


@giving_back()
def read_with_findings(path, *, repeats="each", **reading):
    """Return documents and problems as `read_corpus` does, and what a user should know of the files that were read.

    Returns
    -------
    documents, problems : DataFrame
    findings : DataFrame
        One row per finding that is no fault: file, line, finding, remedy.

    Examples
    --------
    >>> read_with_findings(CORPUS)[2].empty
    True
    """
    if repeats not in REPEATS:
        raise ValueError(f"repeats is {repeats!r}; it can be {' or '.join(map(repr, REPEATS))}")
    path = Path(path)
    rows, problems, findings, ids, texts, packed, waiting, shapes = [], [], [], {}, {}, [], [], {}
    found = entries(path, **reading)
    total = (lambda: sum(1 for _ in path.rglob("*.*"))) if os.path.isdir(path) else None  # a path that cannot be is no folder
    for name, line, row, faults in progress(found, total):
        findings += [(name, *finding) for finding in (row or {}).pop("findings", [])]
        if not faults:
            same_text = _text_key(row["text"])
            here = f"{name}, line {line}" if line > 1 or is_table(Path(name)) else name
            if row["document_id"] in ids:
                taken = f"The document_id {row['document_id']!r} is already that of {ids[row['document_id']]}."
                faults = [(line, taken, "Give one of the two another name.")]
            else:
                ids[row["document_id"]] = here
                if same_text in texts:
                    findings.append((name, line, f"The text is the same as that of {texts[same_text]}.", REPEATED))
                if same_text not in texts or repeats == "each":
                    waiting.append(row.pop("text"))
                    pack(waiting, packed)
                    names = tuple(row)
                    rows.append((shapes.setdefault(names, names), tuple(row.values())))  # a dict takes five times as much
                texts.setdefault(same_text, here)
        problems += [(name, *fault) for fault in faults]
    if not rows and not problems:
        problems.append((str(path), 1, *_nothing(path)))
    pack(waiting, packed, least=1)
    documents = _table(rows, packed)
    if beside := places_beside(path):
        documents.attrs["gazetteer"] = beside
    return documents, pd.DataFrame(problems, columns=PROBLEMS), pd.DataFrame(findings, columns=FINDINGS)


def _text_key(text):
    """Return a number that texts share if they are the same but for spaces."""
    return hash(" ".join(text.split()) if len(text) < 10_000_000 else text)  # the words of a text without end would fill the memory


def _table(rows, packs):
    """Make the documents table of rows, each with its columns and its values, and of their packed texts."""
    documents = pd.DataFrame([dict(zip(*row, strict=True)) for row in rows]).assign(text=None)
    rows.clear()
    documents = documents.reindex(columns=[*COLUMNS, *(column for column in documents if column not in COLUMNS)])
    documents["date"] = pd.to_datetime(documents["date"])
    text_columns = [column for column in COLUMNS if column not in ("date", "text")]
    documents = documents.astype(dict.fromkeys(text_columns, "str")).sort_values(["date", "document_id"])
    order = documents.index.to_numpy()
    return documents.reset_index(drop=True).assign(text=texts_in_order(packs, order))


def main(options):
    """Print what `check_corpus` finds; return 1 if it finds anything."""

    parser = check_parser(CORPUS)
    chosen = parser.parse_args(options)
    path = chosen.path
    documents, problems, findings = read_with_findings(path, **reading(parser, chosen))
    print_findings(findings)
    if len(problems):
        print(CorpusError(problems, path), file=sys.stderr)
        return 1
    print(f"{len(documents)} statements from {first_to_last(documents)}, no problem.")
    return 0


def print_findings(findings, most=20):
    """Print what a user should know of files that were read, each with its line, and how many more there are."""
    for row in findings.head(most).itertuples():
        print(one_line(f"  {row.file}, line {row.line}: {row.finding} {row.remedy}"))
    if len(findings) > most:
        print(f"  and {len(findings) - most:,} more like these")


def _nothing(path):
    if not os.path.exists(path):
        return "There is no such folder or file.", "Check the path, or clone the kit again to get its corpus back."
    return "The folder holds no statement.", "Put a text file in it whose first line begins with: date 2022-09-23"
