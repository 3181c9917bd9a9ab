"""A corpus: load a folder of statement files as a documents table, or list what is wrong with it."""

import os
import sys
import warnings
from pathlib import Path

import pandas as pd

from helpers.statement_file import decode, parse_statement

CORPUS = Path(os.environ.get("STATEMENTS_CORPUS") or Path(__file__).resolve().parent.parent / "corpus" / "statements")
COLUMNS = [
    *("document_id", "date", "issuer", "title", "source", "kind", "url", "language"),
    *("place", "reference", "confidence", "text"),
]
PROBLEMS = ["file", "line", "problem", "remedy"]
LITTER = {"thumbs.db", "desktop.ini"}  # what file managers leave behind


class CorpusError(ValueError):
    """Raised for a corpus with faults; `problems` is the table that `check_corpus` returns."""

    def __init__(self, problems, path):
        self.problems = problems
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        lines = (f"  {p.file}, line {p.line}: {p.problem} Remedy: {p.remedy}" for p in problems.itertuples())
        super().__init__("\n".join([f"{count} in {path}", *lines]))


def load_corpus(path=CORPUS, *, strict=True):
    """Read a folder of statement files into a documents table.

    Every file of the folder and its subfolders is read, whatever its name, except hidden ones.

    Parameters
    ----------
    path : path-like
        A folder, or one statement file. The default is the bundled corpus, or the folder that the
        environment variable ``STATEMENTS_CORPUS`` names.
    strict : bool
        If false, leave faulty files out and warn with their number.

    Returns
    -------
    DataFrame
        One row per statement, by date: document_id (the file's name without its ending), date (datetime64),
        issuer, title, source (the Courtesy line), kind, url (several: separated by a space), language, place,
        reference, confidence, text. What a file does not state is missing (NaN).

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
    documents, problems = _read(Path(path))
    if len(problems) and (strict or documents.empty):
        raise CorpusError(problems, path)
    if len(problems):
        left_out = problems.file.nunique()
        warnings.warn(f"{left_out} of {left_out + len(documents)} files left out of {path}; check_corpus lists why", stacklevel=2)
    return documents


def check_corpus(path=CORPUS):
    """List the faults of a corpus.

    Returns
    -------
    DataFrame
        One row per fault: file (relative to `path`), line (1 for the first), problem, remedy. Empty when all is well.

    Examples
    --------
    >>> check_corpus().empty
    True
    """
    return _read(Path(path))[1]


def main(options):
    """Print what `check_corpus` finds; return 1 if it finds anything."""
    path = Path(options[0]) if options else CORPUS
    documents, problems = _read(path)
    if len(problems):
        print(CorpusError(problems, path), file=sys.stderr)
        return 1
    print(f"{len(documents)} statements from {documents.date.min():%Y-%m-%d} to {documents.date.max():%Y-%m-%d}, no problem.")
    return 0


def _read(path):
    rows, problems, ids, texts = [], [], {}, {}
    for file in _files(path):
        name = file.relative_to(path).as_posix() if file != path else file.name
        row, faults = _read_file(file)
        if not faults:
            same_text = " ".join(row["text"].split())
            if row["document_id"] in ids:
                taken = f"The document_id {row['document_id']!r} is already that of {ids[row['document_id']]}."
                faults = [(1, taken, "Rename one of the two files.")]
            elif same_text in texts:
                faults = [(1, f"The text is the same as that of {texts[same_text]}.", "Remove one of the two files.")]
            else:
                ids[row["document_id"]], texts[same_text] = name, name
                rows.append(row)
        problems += [(name, *fault) for fault in faults]
    if not rows and not problems:
        problems.append((str(path), 1, *_nothing(path)))
    documents = pd.DataFrame(rows, columns=COLUMNS)
    documents["date"] = pd.to_datetime(documents["date"])
    text_columns = [column for column in COLUMNS if column != "date"]
    documents = documents.astype(dict.fromkeys(text_columns, "str")).sort_values(["date", "document_id"], ignore_index=True)
    return documents, pd.DataFrame(problems, columns=PROBLEMS)


def _nothing(path):
    if not path.exists():
        return "There is no such folder or file.", "Check the path, or clone the kit again to get its corpus back."
    return "The folder holds no statement.", "Put a text file in it whose first line begins with: date 2022-09-23"


def _files(path):
    if not path.is_dir():
        return [path] if path.exists() else []
    found = (p for p in path.rglob("*") if not p.is_dir() and p.name.lower() not in LITTER)
    return sorted(p for p in found if not any(part.startswith((".", "~$")) for part in p.relative_to(path).parts))


def _read_file(file):
    if not file.is_file():
        return None, [(1, "This is not a file that can be read (a broken link, a pipe or a device).", "Remove it.")]
    try:
        raw = file.read_bytes()
    except OSError as error:
        remedy = "Give yourself the right to read it, or move it out of the folder."
        return None, [(1, f"The file cannot be read ({error.strerror}).", remedy)]
    text, faults = decode(raw)
    if faults:
        return None, faults
    row, faults = parse_statement(text)
    row["document_id"] = file.stem if file.suffix.lower() in (".txt", ".text", ".md") else file.name
    return row, faults
