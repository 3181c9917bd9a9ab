"""The command ``python3 -m helpers browser``."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from helpers.browser import build
from helpers.environment import ROOT


def main(options):
    """Read the options, build the folder, and print where it is."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers browser", description="Write the notebooks as a site that runs them.")
    parser.add_argument("--to", type=Path, default=ROOT / "lite", help="the folder to write (default: lite/ in the clone)")
    parser.add_argument("--pyodide", type=Path, required=True, help="Pyodide's distribution: an unpacked folder")
    chosen = parser.parse_args(options)
    to = chosen.to.resolve()
    if to.exists() and any(to.iterdir()) and not (to / build.MARK).exists():
        print(f"{to} has files that no earlier build wrote: name a new folder, or an empty one.", file=sys.stderr)
        return 1
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".writing-") as work:
        made = Path(work) / "made"
        build.write(made, pyodide=chosen.pyodide.resolve(), work=Path(work) / "work")
        if to.exists():
            os.rename(to, Path(work) / "old")
        shutil.move(made, to)
    print(f"Written to {to}")
    return 0
