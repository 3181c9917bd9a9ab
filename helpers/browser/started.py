"""The Python side of started.mjs, which reads this file into a page's Python."""

import py_compile
import sys
import tempfile
import traceback
import zipfile
from pathlib import Path


def started(cells, to):
    """Run cells in the page's kernel, write the modules that are there then as bytecode into a zip file, and return what went wrong."""
    import micropip  # noqa: F401  the page imports these before the kernel
    import piplite.piplite  # noqa: F401
    import pyodide_kernel

    interpreter = pyodide_kernel.kernel_instance.interpreter
    interpreter.send_comm = lambda *_: None  # widgets have no page to go to
    results = [interpreter.run_cell(cell) for cell in cells]
    with zipfile.ZipFile(to, "w") as made:
        for module in list(sys.modules.values()):
            spec = getattr(module, "__spec__", None)
            path = spec and spec.has_location and spec.origin
            if path and path.endswith(".py") and hasattr(spec.loader, "get_data"):
                made.writestr(path.lstrip("/"), bytecode(spec.loader.get_data(path), path))
        for fonts in [path for folder in sys.path for path in Path(folder).glob("matplotlib/fontlist.json")]:
            made.write(fonts, str(fonts).lstrip("/"))  # the package's own is of another version, which import tells in red
    errors = [result.error_before_exec or result.error_in_exec for result in results if not result.success]
    return "\n".join("".join(traceback.format_exception(error)) for error in errors)


def bytecode(source, path):
    """Return what Python keeps of a source as compiled, to be run whatever lies beside it.

    >>> bytecode(b"VALUE = 1", "a.py")[4:8]
    b'\\x01\\x00\\x00\\x00'
    """
    with tempfile.TemporaryDirectory() as folder:
        read, made = Path(folder, "read.py"), Path(folder, "made.pyc")
        read.write_bytes(source)
        py_compile.compile(read, made, dfile=path, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        return made.read_bytes()
