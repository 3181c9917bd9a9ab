"""Versions of a lesson in the browser: what is stored goes before what the site has, so each version is a file that says which it is."""

import html
import json
import re
import sys
from pathlib import Path

IN_A_BROWSER = sys.platform == "emscripten"
NAMES = "versions.json"  # beside the lessons: the file of each lesson's newest version, by its name
BUTTON = '<button data-commandlinker-command="docmanager:download" data-commandlinker-args="{}">Download my work</button>'


def told(lesson, version, folder="."):
    """Return what a student should know who opens a version of a lesson, as HTML; None where there is no other.

    Examples
    --------
    >>> told("read-a-chart", "0123abcd", "no-such-folder") is None
    True
    """
    folder = Path(folder)
    try:
        newest = str(json.loads((folder / NAMES).read_text(encoding="utf-8"))[lesson])
        others = sorted(path.name for path in folder.glob(f"*{lesson}-*.ipynb") if re.search(r"-[0-9a-f]{8}\b[^/]*$", path.name))
    except (OSError, ValueError, LookupError, TypeError):
        return None
    if f"-{version}." not in newest:
        return (
            f"This is an earlier version of the lesson, with your work in it. The newer one is {_link(newest)}. Nothing is lost: both stay."
        )
    earlier = [name for name in others if f"-{version}" not in name]
    if not earlier:
        return None
    return f"This is the newest version of the lesson. Your work on an earlier one is kept: {', '.join(map(_link, earlier))}."


def _link(name):
    return f'<a href="{html.escape(name)}">{html.escape(name)}</a>'
