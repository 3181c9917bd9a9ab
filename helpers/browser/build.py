"""The folder for the browser: JupyterLite around the kit's notebooks, its settings, and a look at whether it keeps to itself."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat

from helpers.browser import bytecode, offline, packages, parts, uploads
from helpers.environment import ROOT
from helpers.lessons import build as lessons
from helpers.paths import STATEMENTS

APPS = ("lab", "notebooks")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
START = "lab/index.html?path=notebooks/00-start-here.ipynb"
NARROW = "notebooks/index.html?path=notebooks/00-start-here.ipynb"  # one notebook without what stands around it
MARK = ".statement-notebooks"  # a build of ours: the next may take its place
NO_NOTEBOOKS = shutil.ignore_patterns(".*", "__pycache__", "exercises", "central-banks")  # the lessons come without their answers
FRONT_ENDS = ("jupyterlab_widgets", "anywidget")
LABEXTENSIONS = "share/jupyter/labextensions"
INDEX = Path(__file__).with_name("index.html")


def write(to, *, pyodide, work, corpus=None):
    """Write the site into a folder.

    Parameters
    ----------
    to : Path
        The folder, which is new.
    pyodide : Path
        Pyodide's distribution, unpacked.
    work : Path
        A new folder for what lies between.
    corpus : Path, optional
        Statements that the notebooks read in place of the bundled ones.
    """
    work.mkdir()
    tools, wheels = parts.tools(), sorted(parts.wheels().glob("*.whl"))
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(tools), str(ROOT)])}
    _stage(work, wheels)
    _jupyterlite(to, work, tools, environ)
    uploads.keep_bytes(to)
    own = [path for path in sorted((tools / LABEXTENSIONS).rglob("pypi/*.whl")) if not path.name.startswith("widgetsnbextension")]
    made = [_kit(work, environ), *([packages.of_corpus(corpus, work)] if corpus else [])]
    listed = packages.write(to / "static" / "new", distribution=pyodide, wheels=[*wheels, *own, *made])
    asked, notebook = packages.asked_for(corpus), to / "files" / START.partition("path=")[2]
    listed = bytecode.add(to / "static" / "new", listed, asked=asked, notebook=notebook, work=work)
    digest = hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()[:12]
    home = (to / "static" / "new").rename(to / "static" / f"pyodide-{digest}")  # another content, another address: no cache is asked twice
    _configure(to, home.relative_to(to).as_posix(), corpus)
    _index(to)
    (to / MARK).write_text("", encoding="utf-8")
    shutil.copy(to / "notebooks" / "favicon.ico", to / "lab" / "favicon.ico")  # 1 KB in place of 320
    refuse_hosts(to)
    offline.write(to, at_start=_kept(to, home, listed))


def _stage(work, wheels):
    """Lay out what JupyterLite takes in: notebooks and lessons for students, and the front ends of widgets."""
    contents = work / "contents"
    shutil.copytree(ROOT / "notebooks", contents / "notebooks", ignore=NO_NOTEBOOKS)
    shutil.copytree(STATEMENTS, contents / STATEMENTS.relative_to(STATEMENTS.parents[1]))  # notebook 04 reads files of it
    for path in (contents / "notebooks").glob("*.ipynb"):
        if path.name not in START:  # the first shows its results at once; the others make them, and are small
            notebook = nbformat.read(path, 4)
            for cell in notebook.cells:
                cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
            nbformat.write(notebook, path)
    (contents / "lessons").mkdir()
    lessons.for_browsers(contents / "lessons")
    for wheel in wheels:
        if wheel.name.startswith(FRONT_ENDS):
            with zipfile.ZipFile(wheel) as archive:
                for name in archive.namelist():
                    if f"/{LABEXTENSIONS}/" in name and not name.endswith("/"):
                        path = work / name[name.index(LABEXTENSIONS) :]
                        path.parent.mkdir(parents=True, exist_ok=True)
                        path.write_bytes(archive.read(name))


def _jupyterlite(to, work, tools, environ):
    """Let JupyterLite write its part of the site."""
    chosen = {
        "LiteBuildConfig": {
            "apps": APPS,
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "ignore_sys_prefix": ["federated_extensions"],
            "contents": ["contents"],
            "output_dir": str(to),
            "cache_dir": str(work / "cache"),
        },
        "FederatedExtensionAddon": {"extra_labextensions_path": [str(tools / LABEXTENSIONS), str(work / LABEXTENSIONS)]},
    }
    (work / "jupyter_lite_config.json").write_text(json.dumps(chosen), encoding="utf-8")
    _run([sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(work)], work, environ)


def _kit(work, environ):
    """Return the wheel of the kit with its corpus."""
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(work / "kit")], ROOT, environ)
    return next((work / "kit").glob("*.whl"))


def _run(command, folder, environ):
    """Run a command of the tools; what it said is told where it fails."""
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:4])} failed:\n{(done.stdout + done.stderr).strip()[-2000:]}")


def _configure(to, home, corpus):
    """Write the settings: where Pyodide lies, what it loads, and that nothing else is asked."""
    path = to / "jupyter-lite.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    data = config["jupyter-config-data"]
    data |= {"exposeAppInBrowser": True, "appName": "Statement notebooks"}
    loaded = {"lockFileURL": f"./{home}/{packages.PYODIDE_LOCK}", "packages": packages.asked_for(corpus)}
    if corpus:
        loaded["env"] = {"HOME": "/home/pyodide", "STATEMENTS_CORPUS": packages.corpus_in_browser(corpus)}
    data.setdefault("litePluginSettings", {})[KERNEL] = {
        "pyodideUrl": f"./{home}/pyodide.js",
        "pipliteUrls": [],
        "disablePyPIFallback": True,
        "loadPyodideOptions": loaded,
    }
    path.write_text(json.dumps(config, indent=1, sort_keys=True), encoding="utf-8")


def _index(to):
    """Write the page that opens the notebooks."""
    config = json.loads((to / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    page = INDEX.read_text(encoding="utf-8")
    for name, value in (("START", START), ("NARROW", NARROW), ("VERSION", config["appVersion"])):
        page = page.replace(name, json.dumps(value))
    (to / "index.html").write_text(page, encoding="utf-8")


def refuse_hosts(to):
    """Raise an error where the settings of a site lead to another host, or leave out what JupyterLite would then ask another for.

    Raises
    ------
    RuntimeError
        If an address is not one within the site.
    """
    found = json.loads((to / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    kernel = found["litePluginSettings"][KERNEL]
    addresses = [kernel.get("pyodideUrl", ""), kernel.get("loadPyodideOptions", {}).get("lockFileURL", "")]
    wrong = [address for address in addresses if not address.startswith("./static/") or not (to / address).exists()]
    wrong += [address for address in kernel["pipliteUrls"] if not address.startswith("./")]
    wrong += [text for text in _texts(found) if text.startswith(("http:", "https:", "//"))]
    if wrong or not kernel.get("disablePyPIFallback"):
        raise RuntimeError(f"The site would ask another host, or does not have what it names: {wrong}")


def _texts(value):
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else [value] if isinstance(value, str) else []


def _kept(to, home, listed):
    """Return what a first visit keeps for the next: Python with what it starts with, all notebooks, and what draws panels, of which none
    may have been shown yet; not what is loaded later."""
    later = {entry["file_name"] for name, entry in listed.items() if name in packages.later(listed)}
    pyodide = [path for path in home.iterdir() if path.name not in later]
    contents = [path for folder in ("files", "api") for path in (to / folder).rglob("*") if path.is_file()]
    panels = [path for path in (to / "extensions").rglob("*.js") if path.relative_to(to).as_posix().startswith(offline.PANELS)]
    return [path.relative_to(to).as_posix() for path in sorted([*pyodide, *contents, *panels])]
