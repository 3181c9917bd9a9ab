"""What a notebook imports as it starts, compiled before: read as it is, Python would spend more time on it than on all else."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

from helpers.browser import packages

HERE = Path(__file__).parent
STDLIB = "python_stdlib.zip"


def add(folder, listed, *, asked, notebook, work):
    """Put bytecode in the place of what a notebook imports, in Pyodide's library and the packages of a folder; return their list.

    Without node there is none, and a line says what that costs.

    Parameters
    ----------
    folder : Path
        Pyodide and its packages.
    listed : dict
        The list of these.
    asked : list of str
        The packages that a page starts with.
    notebook : Path
        What runs, so that it is known what it imports.
    work : Path
        A folder for what lies between.
    """
    node = shutil.which("node")
    if node is None:
        print("There is no node here, which compiles what Python starts with: it will take about twice as long to start.", file=sys.stderr)
        return listed
    made = work / "compiled.zip"
    command = [node, str(HERE / "started.mjs"), str(folder), json.dumps(asked), str(notebook), str(made)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"Python did not start in node:\n{(done.stdout + done.stderr).strip()[-2000:]}")
    with zipfile.ZipFile(made) as archive:
        code = {_within(name): archive.read(name) for name in archive.namelist()}
    compiled(folder / STDLIB, code)
    for name, entry in listed.items():
        compiled(folder / entry["file_name"], code, sources=name == packages.KIT)  # whose code is to be read where it stops
    return packages.relisted(folder)


def compiled(path, code, *, sources=False):
    """Write an archive anew, with the bytecode of those of its modules of which `code` has it, and what Python wrote anew."""
    new = path.with_name(f"made-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for item in old.infolist():
            name = item.filename
            if name in code and not name.endswith(".py"):
                made.writestr(_named(name), code[name], zipfile.ZIP_DEFLATED)
                continue
            if name not in code or sources:
                made.writestr(_named(name), old.read(item), zipfile.ZIP_DEFLATED)
            if name in code:
                made.writestr(_named(_beside(name) if sources else f"{name}c"), code[name], zipfile.ZIP_DEFLATED)
    new.replace(path)


def _named(name):
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))


def _beside(name):
    """Return where Python looks for the bytecode of a source that is there.

    >>> _beside("helpers/spans.py")
    'helpers/__pycache__/spans.cpython-312.pyc'
    """
    path = PurePosixPath(name)
    return str(path.parent / "__pycache__" / f"{path.stem}.cpython-312.pyc")


def _within(path):
    """Return where in its archive a module lies that lay there after Python had started.

    >>> _within("lib/python3.12/site-packages/helpers/spans.py"), _within("lib/python312.zip/typing.py")
    ('helpers/spans.py', 'typing.py')
    """
    return path.partition("/site-packages/")[2] or path.partition(".zip/")[2]
