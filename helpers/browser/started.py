"""The Python side of started.mjs: run `CELLS` in the page's kernel, and write the modules that are there then as /tmp/compiled.zip."""

import importlib.util
import marshal
import sys
import zipfile

import micropip  # noqa: F401  the page imports these before the kernel
import piplite.piplite  # noqa: F401
import pyodide_kernel

interpreter = pyodide_kernel.kernel_instance.interpreter
interpreter.send_comm = lambda *_: None  # widgets have no page to go to
results = [interpreter.run_cell(cell) for cell in CELLS]  # noqa: F821  set by started.mjs
faults = [repr(result.error_before_exec or result.error_in_exec) for result in results if not result.success]

UNCHECKED = (1).to_bytes(4, "little")  # of PEP 552: with the hash of its source, which is not asked for
with zipfile.ZipFile("/tmp/compiled.zip", "w") as made:
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        path = spec and spec.has_location and spec.origin
        if path and path.endswith(".py") and hasattr(spec.loader, "get_data"):
            source = spec.loader.get_data(path)
            code = compile(source, path, "exec", dont_inherit=True)
            head = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source)
            made.writestr(path.lstrip("/"), head + marshal.dumps(code))
"; ".join(faults)  # the value that runPython returns: by now the kernel has what is printed
