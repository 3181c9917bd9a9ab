"""The Python packages of the browser: which of them, made small, with a list from which Pyodide loads them without asking anybody."""

import email
import hashlib
import json
import re
import shutil
import zipfile
from fnmatch import fnmatch

from helpers.paths import GAZETTEER, places_beside

PYODIDE_LOCK = "pyodide-lock.json"
RUNTIME = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
KIT = "statement-notebooks"
CORPUS = "statement-corpus"  # the package of another corpus than the bundled one

# What a notebook needs to start, and what JupyterLite asks for by name; its kernel goes without what is empty here.
AT_START = (
    "ipython",
    "pandas",
    "pyarrow",
    "matplotlib",
    "ipywidgets",
    "anywidget",
    "tqdm",
    KIT,
    "micropip",
    "piplite",
    "pyodide-kernel",
    "sqlite3",
)
EMPTY = ("ssl", "jedi")
# What is loaded when something asks for it.
LATER = ("joblib", "charset-normalizer", "nltk", "regex", "simplemma", "py3langid", "openpyxl", "pypdf", "lzma", "lxml", "fonttools")
DEPENDS = {
    "pandas": ["numpy", "python-dateutil"],
    "matplotlib": ["contourpy", "cycler", "kiwisolver", "numpy", "packaging", "pillow", "pyparsing", "python-dateutil"],
    "ipywidgets": ["comm", "traitlets", "ipython"],
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "pyodide-kernel": ["ipython", "ipykernel", "comm"],
    "openpyxl": ["et-xmlfile"],
    "micropip": ["packaging"],
}
# Of pyarrow; each of them would be made ready as Python starts.
NOT_READ = ("_acero", "_dataset", "_feather", "_flight", "_json", "_orc", "_pyarrow_cpp_tests", "_substrait")
# What no notebook reads, by package; `*` stands for all.
LEFT_OUT = {
    "*": [
        "*/tests/*",
        "*/testing/data/*",
        *(f"*.{end}" for end in ("pyi", "pyx", "pxi", "pxd", "h", "hpp", "c", "cc", "cpp", "js.map", "a", "orig")),
        "*/RECORD",
    ],
    "numpy": ["numpy/f2py/*"],
    "pillow": ["PIL/_webp*", "PIL/_imagingcms*", "PIL/_imagingft.*", "PIL/_imagingtk*"],
    "pyarrow": [f"pyarrow/{name}*" for name in ("include/", "src/", *NOT_READ)],
    "matplotlib": [
        "*/mpl-data/sample_data/*",
        "*/mpl-data/fonts/afm/*",
        "*/mpl-data/fonts/pdfcorefonts/*",
        "*/mpl-data/images/*",
        "matplotlib/_qhull*",
        "*/ttf/STIX*",
        "*/ttf/DejaVuSerif*",
        "*/ttf/DejaVuSansMono*",
        "*/ttf/DejaVuSans-*Oblique*",
    ],
    "pygments": ["pygments/lexers/[!_p]*", "pygments/lexers/p[!y]*", "pygments/lexers/_[!_m]*"],
    "jupyterlab-widgets": ["*"],
}


def write(folder, *, distribution, wheels):
    """Write Pyodide and the packages into a folder, with the list of them, and return this list.

    Parameters
    ----------
    folder : Path
        A new folder.
    distribution : Path
        Pyodide's own distribution.
    wheels : list of Path
        Wheels that are no part of it; they go before those of the same name that are.
    """
    folder.mkdir(parents=True)
    for name in RUNTIME:
        shutil.copy(distribution / name, folder)
    lock = json.loads((distribution / PYODIDE_LOCK).read_text(encoding="utf-8"))
    known = {name: entry for name, entry in lock["packages"].items() if (distribution / entry["file_name"]).exists()}
    ours = {canonical(path.name.split("-")[0]): path for path in wheels}
    depends = {name: entry["depends"] for name, entry in known.items()} | {name: [] for name in ours} | DEPENDS
    depends = {name: [canonical(other) for other in others if canonical(other) not in EMPTY] for name, others in depends.items()}
    packages = {}
    for name in closure([*AT_START, CORPUS, *LATER], {name: others for name, others in depends.items() if name in known or name in ours}):
        wheel = ours.get(name) or distribution / known[name]["file_name"]
        packages[name] = _entry(slim(name, wheel, folder), name, depends[name])
    for name in EMPTY:
        packages[name] = _entry(_empty(name, folder), name, [])
    (folder / PYODIDE_LOCK).write_text(json.dumps(lock | {"packages": packages}, sort_keys=True), encoding="utf-8")
    return packages


def relisted(folder):
    """Write the list of a folder's packages anew, whose files have become others, and return their entries."""
    lock = json.loads((folder / PYODIDE_LOCK).read_text(encoding="utf-8"))
    for entry in lock["packages"].values():
        entry["sha256"] = hashlib.sha256((folder / entry["file_name"]).read_bytes()).hexdigest()
    (folder / PYODIDE_LOCK).write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
    return lock["packages"]


def closure(names, depends):
    """Return packages with all that they need; those that `depends` does not have are left out.

    >>> closure(["a", "z"], {"a": ["b"], "b": [], "c": []})
    ['a', 'b']
    """
    found, to_do = set(), list(names)
    while to_do:
        name = to_do.pop()
        if name in depends and name not in found:
            found.add(name)
            to_do += depends[name]
    return sorted(found)


def later(packages):
    """Return the packages that are loaded when something asks for them."""
    depends = {name: entry["depends"] for name, entry in packages.items()}
    return set(packages) - set(closure([*AT_START, *EMPTY, CORPUS], depends))


def asked_for(corpus=None):
    """Return what Pyodide loads as it starts, in the names by which JupyterLite looks whether it is there."""
    return [*AT_START, *([CORPUS] if corpus else []), "pyodide_kernel", "ipykernel", "comm", *EMPTY]


def corpus_in_browser(corpus):
    """Return where the statements of a corpus lie in the browser."""
    return f"/lib/python3.12/site-packages/{CORPUS.replace('-', '_')}/{corpus.name}"


def of_corpus(corpus, work):
    """Write a wheel with the files of a corpus, and of the gazetteer beside it, and return its path."""
    beside = places_beside(corpus)
    files = [path for path in sorted(corpus.rglob("*")) if path.is_file()] if corpus.is_dir() else [corpus]
    within = {path: path.relative_to(corpus.parent).as_posix() for path in files}
    if beside:
        within[GAZETTEER / beside] = f"gazetteer/{(GAZETTEER / beside).name}"
    path = _empty(CORPUS, work)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as made:
        for file, name in within.items():
            made.writestr(zipfile.ZipInfo(f"{CORPUS.replace('-', '_')}/{name}", (1980, 1, 1, 0, 0, 0)), file.read_bytes())
    return path


def canonical(name):
    """Return a package's name as indexes write it.

    >>> canonical("Jupyterlab_Widgets")
    'jupyterlab-widgets'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def slim(name, wheel, folder):
    """Write a wheel without what no notebook reads, and return its path."""
    globs = LEFT_OUT["*"] + LEFT_OUT.get(name, [])
    path = folder / wheel.name
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for item in sorted(whole.infolist(), key=lambda item: item.filename):
            about = ".dist-info/" in item.filename and not item.filename.endswith("/RECORD")  # what lies there is known without
            if not item.is_dir() and (about or not any(fnmatch(item.filename, glob) for glob in globs)):
                made.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), whole.read(item), zipfile.ZIP_DEFLATED)
    return path


def _empty(name, folder):
    """Write a wheel in which there is nothing, in the name of a package that can be gone without."""
    stem = f"{name.replace('-', '_')}-0"
    path, info = folder / f"{stem}-py3-none-any.whl", f"{stem}.dist-info"
    with zipfile.ZipFile(path, "w") as made:
        for file, text in (("METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n"), ("WHEEL", "Wheel-Version: 1.0\n")):
            made.writestr(zipfile.ZipInfo(f"{info}/{file}", (1980, 1, 1, 0, 0, 0)), text)
    return path


def _entry(path, name, depends):
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        about = next(file for file in names if file.endswith(".dist-info/METADATA"))
        version = email.message_from_bytes(wheel.read(about))["Version"]
    tops = {file.split("/")[0].split(".")[0] for file in names if ".dist-info/" not in file and ".data/" not in file}
    return {
        "name": name,
        "version": version,
        "file_name": path.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": depends,
        "unvendored_tests": False,
    }
