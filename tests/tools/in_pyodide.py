"""Run `COMMAND`, a script or `-m MODULE` with its arguments, as `python3` would: the Python side of in_pyodide.mjs."""

import os
import runpy
import sys

os.chdir("/kit")
sys.path.insert(0, "/kit")
command = list(COMMAND)  # noqa: F821  set by in_pyodide.mjs
module = command[0] == "-m"
sys.argv = command[1:] if module else command
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True) if module else runpy.run_path(sys.argv[0], run_name="__main__")
    status = 0
except SystemExit as left:
    status = left.code if isinstance(left.code, int) else int(left.code is not None)
    if isinstance(left.code, str):
        print(left.code, file=sys.stderr)
status  # noqa: B018  the value that runPythonAsync returns
