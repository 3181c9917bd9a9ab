"""What differs between the results in a committed notebook and those of a new run."""

import difflib
import re
from itertools import zip_longest

from helpers.site.cells import without_widgets

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
