"""Runs the code cells of notebooks one after the other, in this Python, and tells what each shows: here and in the browser's Python alike.

    python3 tests/tools/notebook_cells.py notebooks/00-start-here.ipynb … [--to CELLS.json] [--against CELLS.json]

Of each cell: the error it stops with, and the checksum of the table it shows, if it is one, with numbers to nine figures. It
returns 1 if a cell fails, or one differs from what `--to` wrote elsewhere.
"""

import argparse
import contextlib
import hashlib
import io
import json
import os
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def sum_of(shown):
    """Return the checksum of a table, or of what else a cell ends with as far as it tells; None for what has none."""
    import pandas as pd

    shown = getattr(shown, "data", shown)  # a styled table
    if isinstance(shown, pd.Series):
        shown = shown.to_frame()
    if not isinstance(shown, pd.DataFrame):
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16] if isinstance(shown, int | float | str | list | dict) else None
    cells = [[_told(value) for value in shown.iloc[:, place].tolist()] for place in range(shown.shape[1])]
    return hashlib.sha256(repr(([str(c) for c in shown.columns], cells)).encode("utf-8", "replace")).hexdigest()[:16]


def _told(value):
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def cells_of(notebook):
    """Yield (number, what went wrong or None, checksum or None, seconds of the processor) of each code cell."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.displayhook.write_output_prompt = shell.displayhook.write_format_data = lambda *given: None
    shown = []
    shell.displayhook.update_user_ns = shown.append
    cells = json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]
    for number, cell in enumerate(cell for cell in cells if cell["cell_type"] == "code"):
        shown.clear()
        begun = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            result = _run(shell, "".join(cell["source"]))
        error = result.error_before_exec or result.error_in_exec
        yield number, error and f"{type(error).__name__}: {error}", sum_of(shown[-1]) if shown else None, time.process_time() - begun


def _run(shell, source):
    coroutine = shell.run_cell_async(source, store_history=False, transformed_cell=shell.transform_cell(source))
    try:
        coroutine.send(None)  # no cell waits for anything
    except StopIteration as done:
        return done.value
    raise RuntimeError("a cell waits for something")


def main():
    """Run the notebooks named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--to", type=Path)
    parser.add_argument("--against", type=Path)
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    before = json.loads(chosen.against.read_text(encoding="utf-8")) if chosen.against else {}
    found, wrong, home = {}, 0, Path.cwd()
    for notebook in chosen.notebooks:
        os.chdir(home / notebook.parent)
        for number, error, made, seconds in cells_of(notebook.name):
            known = found[f"{notebook.name} {number}"] = {"error": error, "sum": made}
            differs = bool(before) and before.get(f"{notebook.name} {number}") != known
            wrong += bool(error) or differs
            if error or differs or seconds > 1:
                print(f"{notebook.name}, code cell {number}: {seconds:.1f} s {error or ''}{' differs' * differs}", flush=True)
        os.chdir(home)
        print(f"{notebook.name}: {sum(name.startswith(notebook.name) for name in found)} code cells", flush=True)
    if chosen.to:
        chosen.to.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(f"{len(found)} code cells, {wrong} failed or differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
