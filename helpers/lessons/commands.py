"""The command ``python3 -m helpers lesson``."""

import argparse
import sys
from pathlib import Path

from helpers.corpus.load import CorpusError, load_corpus
from helpers.files.terminal import one_line, print_lines
from helpers.files.whole_files import why_not_written, write_whole
from helpers.lessons.build import for_students, pages_for_instructors, solved, sources, write
from helpers.lessons.grading.grade import UNWALLED, grade, summary
from helpers.lessons.grading.run import SECONDS
from helpers.lessons.handouts import handouts
from helpers.paths import ROOT
from helpers.site.failures import NotebooksFailed, NotebookStopped
from helpers.tables.exports import to_csv, to_excel


def main(options):
    """Read the options; write the notebooks or pages and print where they are, or grade."""
    if options[:1] == ["grade"]:
        return _grade(options[1:])
    parser = argparse.ArgumentParser(prog="python3 -m helpers lesson")
    parser.add_argument("side", choices=["student", "solution", "instructor", "handout", "grade"])
    parser.add_argument("--to", type=Path, help="the folder to write to; the default is lessons/ and the side's name")
    parser.add_argument("--force", action="store_true", help="replace notebooks that have been worked on")
    chosen = parser.parse_args(options)
    to = (chosen.to or ROOT / "lessons" / chosen.side).resolve()
    try:
        if chosen.side in ("instructor", "handout"):
            pages = pages_for_instructors(to=to) if chosen.side == "instructor" else handouts(to=to)
            print(f"{len(pages)} pages; open {pages[0]}")
            return 0
        make = for_students if chosen.side == "student" else solved
        paths = write({path.name: make(path, to=to) for path in sources()}, to=to, force=chosen.force)
    except (OSError, NotebookStopped, NotebooksFailed) as error:
        print(why_not_written(error, to) if isinstance(error, OSError) else error, file=sys.stderr)
        return 1
    print(f"{len(paths)} notebooks in {to}")
    return 0


def _grade(options):
    """Grade what students handed in: print a line for each student, and write the tables; 1 if a file could not be graded."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers lesson grade")
    parser.add_argument("files", nargs="+", metavar="FILE", help="notebooks, folders or zip files, as a learning platform gives them")
    parser.add_argument("--to", type=Path, help="the table to write, .csv or .xlsx: a row for each task; sums go beside it")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"that a cell may take; the default is {SECONDS}")
    parser.add_argument("--jobs", type=int, help="notebooks at the same time; the default is half the processors")
    parser.add_argument("--force", action="store_true", help="replace tables that are there")
    chosen = parser.parse_args(options)
    outputs = _tables_at(chosen.to)
    if chosen.to and chosen.to.suffix.lower() not in (".csv", ".xlsx"):
        parser.error(f"--to {chosen.to}: the table ends in .csv or .xlsx")
    if (there := [str(path) for path in outputs if path.exists()]) and not chosen.force:
        print(f"{', '.join(there)}: there already. Name another file with --to, or add --force.", file=sys.stderr)
        return 1
    try:
        table = grade(
            chosen.files, load_corpus(), seconds=chosen.seconds, jobs=chosen.jobs, tell=lambda said: print(one_line(said), file=sys.stderr)
        )
        sums = summary(table)
        if chosen.to:
            tables = {"tasks": table, "students": sums}
            made = [to_excel(tables)] if len(outputs) == 1 else [to_csv(each) for each in tables.values()]
            for path, content in zip(outputs, made, strict=True):
                write_whole(path, content)
    except (CorpusError, OSError) as error:
        print(why_not_written(error, chosen.to) if isinstance(error, OSError) else error, file=sys.stderr)
        return 1
    print_lines(sums.to_string(index=False, max_colwidth=60))
    if not chosen.to:
        print_lines(table[["student", "lesson", "task", "state", "message"]].to_string(index=False, max_colwidth=100))
    print(f"written: {', '.join(map(str, outputs))}" if outputs else "Add --to results.csv for a file.")
    if not table.attrs["closed"]:
        print(UNWALLED, file=sys.stderr)
    return int(table.task.eq("").any() or table.empty)


def _tables_at(to):
    """Return the files that the tables go to: one workbook, or a file for the tasks and one for the students."""
    return [] if to is None else [to] if to.suffix.lower() == ".xlsx" else [to, to.with_name(f"{to.stem}-students{to.suffix}")]
