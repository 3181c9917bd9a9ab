"""The process that runs what a student wrote: it gets the cells, and says in lines of JSON what came out. Nothing it says is trusted."""

import contextlib
import importlib
import json
import os
import sys

LONGEST = 20 << 20  # bytes of a line: one answer
CLUE = 200  # characters of an error


def main():
    """Run the cells that come in on standard input, within walls; write a line for each answer."""
    job = json.loads(sys.stdin.buffer.read())
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # what cells print is nobody's business, and could be without end
        os.dup2(nothing, stream)
    from helpers.lessons.grading import walls  # here, with as little as can be

    walls.limit(memory=job["memory"], seconds=job["seconds"])
    shell = _shell()
    closed = job["walls"] and walls.close(job["folder"], job["readable"])
    if not closed:
        _all_imported()
        walls.refuse(job["folder"])
    _say(out, {"closed": bool(closed)})
    for place, step in enumerate(job["steps"]):
        if "look" in step:
            _say(out, {"look": step["look"], **_answer(shell, step["look"])})
        else:
            _say(out, {"at": place})
            if (error := _run(shell, step["source"])) is not None:
                _say(out, {"failed": place, "error": error})
    _say(out, {"end": True})
    os._exit(0)  # what the student's code would do at the end is not waited for


def _say(out, what):
    line = json.dumps(what)
    out.write((line if len(line) < LONGEST else json.dumps({**what, "value": {"is": "object", "of": "too_large"}})) + "\n")
    out.flush()


def _shell():
    """Return IPython as a notebook has it, without its history and with figures that nobody sees."""
    from IPython.core.history import HistoryManager
    from IPython.core.interactiveshell import InteractiveShell

    HistoryManager.enabled = False
    shell = InteractiveShell.instance()
    shell.enable_gui = lambda gui=None: None
    shell.colors = "nocolor"
    shell.display_pub.publish = lambda *_, **__: None
    return shell


def _all_imported():
    """Import what the given cells import: with the hook in place, some of it could not be."""
    for name in ("matplotlib.pyplot", "pyarrow.compute", "numpy.ctypeslib", "helpers.lessons.checks", "helpers.outputs", "helpers.plots"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _run(shell, source):
    """Run a cell, and return what stopped it as a short text, or None."""
    try:
        result = shell.run_cell(source, silent=True, store_history=False)
        error = result.error_before_exec or result.error_in_exec
    except BaseException as raised:  # what not even IPython takes
        error = raised
    if "matplotlib.pyplot" in sys.modules:
        with contextlib.suppress(Exception):
            sys.modules["matplotlib.pyplot"].close("all")
    if error is None:
        return None
    try:
        return f"{type(error).__name__}: {str(error)[:CLUE]}"
    except BaseException:
        return "an error"


def _answer(shell, name):
    """Return the answer of that name, packed; nothing where there is none."""
    from helpers.lessons.grading.values import packed

    if name not in shell.user_ns:
        return {}
    try:
        made = packed(shell.user_ns[name])
        json.dumps(made)
    except BaseException:  # its code may do anything
        return {"value": {"is": "object", "of": "unreadable"}}
    return {"value": made}
