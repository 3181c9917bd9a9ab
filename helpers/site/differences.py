"""What differs between the results in a committed notebook and those of a new run."""

import difflib
import importlib.metadata
import re
from itertools import zip_longest

from helpers.environment import ROOT
from helpers.site.cells import without_widgets

LOCK = ROOT / "requirements.lock"
WITH_LOCK = "`render --verify --locked` tells whether the results differ with its packages too."
MOST = 12  # lines of a difference that are shown


def differences(committed, executed):
    """List the cells whose results differ: texts exactly, figures by the data and the words they were drawn with, not by pixels.

    Returns
    -------
    list of tuple
        The cell's number, as in its ``[n]``, and a short difference.
    """
    pairs = [[cell for cell in notebook.cells if cell.cell_type == "code"] for notebook in (committed, executed)]
    rows = []
    for position, (before, after) in enumerate(zip_longest(*pairs), start=1):
        old, new = [_results(cell) if cell else ["no such cell"] for cell in (before, after)]
        if old != new:
            rows.append((position, _difference(old, new)))
    return rows


def _results(cell):
    """Return the lines that stand for a cell's results."""
    lines = []
    for output in without_widgets(cell.outputs):
        data = output.get("data", {})
        if "image/png" in data:
            figures = output.metadata.get("statements", {}).get("figures", [])
            for entry in figures:
                lines += [f"figure: {entry['text']}", f"figure's table: {entry['rows']} rows, SHA-256 {entry['sha256']}"]
            lines += [] if figures else ["a figure without its data"]
        elif output.output_type == "error":
            lines += [f"{output.ename}: {output.evalue}"]
        else:
            text = output.get("text") or data.get("text/html") or data.get("text/plain", "")
            lines += re.sub(r"(?=<(?:tr|td|th|p|article|caption)\b)", "\n", text).split("\n")  # a line a cell: a difference is short
    return lines


def _difference(old, new):
    lines = [line for line in difflib.unified_diff(old, new, "committed", "now", lineterm="", n=0) if not line.startswith("@@")]
    more = [f"… {len(lines) - MOST} more lines"] if len(lines) > MOST else []
    return "\n".join(line[:200] for line in lines[:MOST] + more)


def other_packages(lock=LOCK):
    """Return the packages that run here in another version than the lock has, as ``name have, lock``.

    >>> other_packages(LOCK.with_name("no-lock"))
    []
    """
    locked = re.findall(r"^([\w.-]+)==([\w.+!-]+)", lock.read_text(encoding="utf-8"), re.MULTILINE) if lock.exists() else []
    have = {re.sub(r"[-_.]+", "-", each.name).lower(): each.version for each in importlib.metadata.distributions()}
    return [f"{name} {have[name]}, not {version}" for name, version in locked if have.get(name, version) != version]
