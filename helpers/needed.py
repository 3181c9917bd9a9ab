"""Packages that some work needs: imported where they are used, fetched from the page's own site in the browser, missed in plain words."""

import hashlib
import importlib
import io
import sys
import sysconfig
import zipfile

NOT_ON_THE_SITE = "This site does not have it; the kit on your own machine has all it needs."
NOT_REACHED = "It could not be fetched: there is no network, or the site is away. Do this once with a network; the browser then keeps it."
CHANGED = "What the site sent is not what its list says: reload the page, and tell whoever keeps the site if it comes again."


class NotHere(ModuleNotFoundError):
    """Raised where a package is missing; `fault` is (line, problem, remedy), as of a file that cannot be read without it."""

    def __init__(self, module, work, remedy=None):
        package = module.split(".")[0]
        problem = f"{work} need the package {package}, which is not here."
        remedy = remedy or f"Install it: python3 -m pip install {package}"
        super().__init__(f"{problem} {remedy}", name=package)
        self.fault = (1, problem, remedy)


def needed(module, work):
    """Return a module of a package that not all work needs.

    In the browser, what it takes is fetched, once, from where the site's other packages lie, and a line says so.

    Parameters
    ----------
    module : str
        The module's whole name.
    work : str
        What needs it, in the plural: *Lemmas*, *PDF files*.

    Returns
    -------
    module

    Raises
    ------
    NotHere
        If it is missing, and the site does not have it.

    Examples
    --------
    >>> needed("json", "Lists").dumps([1])
    '[1]'
    >>> needed("no_such_package", "Lists")
    Traceback (most recent call last):
    helpers.needed.NotHere: Lists need the package no_such_package, which is not here. Install it: python3 -m pip install no_such_package
    """
    tried = set()
    while True:
        try:
            return importlib.import_module(module)
        except ImportError as error:
            missing = _missing(error) or module
            lacking = sys.platform == "emscripten" and (NOT_ON_THE_SITE if missing in tried else _fetched(missing, work))
            if lacking or sys.platform != "emscripten":
                raise NotHere(missing, work, lacking or None) from error
            tried.add(missing)
            for half in [name for name in sys.modules if name.split(".")[0] == module.split(".")[0]]:
                del sys.modules[half]  # what was imported by half would be taken for whole


def _missing(error):
    """Return the package whose absence an import failed for, also where what needs it says so in words of its own."""
    while error is not None and not (isinstance(error, ModuleNotFoundError) and error.name):
        error = error.__cause__ or error.__context__
    return error and error.name.split(".")[0]


def _fetched(module, work):
    """Put the package that has a module beside the others, where the site's list of packages names it; return why not, or nothing."""
    import pyodide_js

    lock, settings = pyodide_js._api.lockfile_packages.to_py(), pyodide_js._api.config
    package = next((one for one in lock.values() if module in one["imports"]), None)
    if package is None:
        return NOT_ON_THE_SITE
    print(f"{work} need the package {package['name']}: it is fetched from this site, once.")
    try:
        raw = _bytes_of(package["file_name"], settings.indexURL)
    except Exception:  # a JsException, whose kind depends on the browser: there is no network
        return NOT_REACHED
    if package["sha256"] and hashlib.sha256(raw).hexdigest() != package["sha256"]:
        return CHANGED if raw else NOT_REACHED
    zipfile.ZipFile(io.BytesIO(raw)).extractall(sysconfig.get_path("purelib"))
    importlib.invalidate_caches()
    return None


def _bytes_of(file, folder):
    """Return what lies at an address; only a request that is waited for can be made in the middle of Python's work."""
    from js import URL, XMLHttpRequest, location

    request = XMLHttpRequest.new()
    request.open("GET", URL.new(file, URL.new(folder, location.href)).href, False)
    request.responseType = "arraybuffer"
    request.send()
    return request.response.to_bytes() if request.status == 200 else b""
