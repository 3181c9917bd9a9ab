"""``python3 -m helpers add``: bring statements from elsewhere in as statement files, with a report."""

import argparse
import sys
from pathlib import Path

import pandas as pd

from helpers.bulk.progress import progress
from helpers.corpus.about import write_about
from helpers.corpus.load import COLUMNS, PROBLEMS, CorpusError, print_findings, read_with_findings
from helpers.corpus.options import WHAT, add_options, reading
from helpers.corpus.report import answers
from helpers.corpus.statement_file import file_name, format_statement, parse_statement, write_statement
from helpers.files.decoding import as_text
from helpers.files.terminal import one_line
from helpers.files.whole_files import clear_leftovers, why_not_written
from helpers.paths import OWN


def main(options):
    """Read the options, add the statements, print the report; return 1 if anything was left out."""
    parser = _parser()
    chosen = parser.parse_args(options)
    given, findings = reading(parser, chosen), []
    try:
        documents, problems = add(chosen.paths, to=chosen.to, replace=chosen.replace, findings=findings, **given)
    except OSError as error:
        print(why_not_written(error, chosen.to), file=sys.stderr)
        return 1
    for what, found in answers(documents, problems):
        print(one_line(f"{what:>20}: {found}"), flush=True)
    print_findings(pd.concat(findings, ignore_index=True))
    for path in chosen.paths if given["about"] else []:
        print(f"{'said of the texts':>20}: {write_about(path, given['about'])}")
    further = [column for column in documents if column and column not in (*COLUMNS, "licence", "note_count")]
    if further:
        print(one_line(f"{'not taken over':>20}: the columns {', '.join(further)}; load the table itself to keep them"))
    if len(problems):
        print(CorpusError(problems, ", ".join(map(str, chosen.paths))), file=sys.stderr)
    if len(documents):
        print(f"\nIn {chosen.to} now. To work on them:\n  STATEMENTS_CORPUS={chosen.to} python3 -m helpers lab")
    return int(len(problems) > 0)


def _parser():
    parser = argparse.ArgumentParser(prog="python3 -m helpers add", description="Bring texts in as statement files.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=WHAT)
    parser.add_argument("--to", type=Path, default=OWN, help="the folder to write into (default: corpus/own)")
    parser.add_argument("--replace", action="store_true", help="write over statements of the same name with another text")
    add_options(parser)
    return parser


def add(
    paths,
    *,
    to=OWN,
    replace=False,
    findings=None,
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
    """Write the statements of `paths` as statement files.

    Each file is written whole or not at all. What stands in `to` already with the same content stays as it is.

    Parameters
    ----------
    paths : list of path-like
        Folders, files and tables, as `corpus.load_corpus` reads them; it also explains the other parameters.
    to : path-like
        The folder to write into.
    replace : bool
        If false, a statement of the same name with another content is a fault.
    findings : list, optional
        A table of what a user should know of what was read is added to it for each path.

    Returns
    -------
    documents : DataFrame
        What was read, as from `corpus.load_corpus`; `file` is that of the origin.
    problems : DataFrame
        What was left out, as from `corpus.check_corpus`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "1789-Washington.txt").write_text("Fellow citizens …")
    ...     documents, problems = add([folder], to=Path(folder, "new"))
    ...     Path(folder, "new", "1789-Washington.txt").read_text().splitlines()[0]
    'date 1789'
    """
    to = Path(to)
    reading = {"columns": columns, "encoding": encoding, "dayfirst": dayfirst, "date_format": date_format}
    reading |= {"calendar": calendar, "sheet": sheet, "notes": notes, "repeats": repeats, "speeches": speeches, "about": about}
    parts = [read_with_findings(path, **reading) for path in paths]
    documents = pd.concat([documents for documents, _, _ in parts], ignore_index=True)
    if findings is not None:
        findings += [told for _, _, told in parts]
    to.mkdir(parents=True, exist_ok=True)
    clear_leftovers(to)
    faults, taken = {}, {}
    for row in progress(documents.to_dict("records"), len(documents)):
        name = file_name(row["document_id"])
        if name.casefold() in taken:
            fault = f"{name} is also the name for {taken[name.casefold()]}.", "Give one of the two another name."
        else:
            taken[name.casefold()] = row["file"]
            fault = _write(to / name, row, replace)
        if fault:
            faults[row["document_id"]] = (row["file"], 1, *fault)
    problems = pd.concat([*(problems for _, problems, _ in parts), pd.DataFrame(faults.values(), columns=PROBLEMS)], ignore_index=True)
    return documents[~documents.document_id.isin(faults)].reset_index(drop=True), problems


def _write(path, row, replace):
    """Write a statement; return (problem, remedy) if another stands there, or if it would not be read as what it is."""
    content = format_statement(row).encode(errors="surrogatepass")
    text, _, faults = as_text(content)
    back, faults = ({}, faults) if faults else parse_statement(text)
    if faults or back["text"] != row["text"].strip():
        why = faults[0][1] if faults else "Its text would be read as another."
        return f"No statement file can hold it. {why}", "Mend the text, or load it where it is."
    if path.exists() and not replace and (not path.is_file() or path.read_bytes() != content):  # a pipe would keep us waiting
        return f"{path} exists already, with another content.", "Give --replace to write over it, or --to another folder."
    write_statement(path, row)
    return None
