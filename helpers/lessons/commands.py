"""The command ``python3 -m helpers lesson``."""

import argparse
import sys
from pathlib import Path

from helpers.files.whole_files import why_not_written
from helpers.lessons.build import for_students, pages_for_instructors, solved, sources, write
from helpers.lessons.handouts import handouts
from helpers.paths import ROOT
from helpers.site.failures import NotebooksFailed, NotebookStopped


def main(options):
    """Read the options, write the notebooks or pages, and print where they are."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers lesson")
    parser.add_argument("side", choices=["student", "solution", "instructor", "handout"])
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
