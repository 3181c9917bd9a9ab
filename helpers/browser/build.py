"""The folder for the browser: JupyterLite around the kit's notebooks, its settings, and a look at whether it keeps to itself."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

from helpers.browser import packages, parts
from helpers.environment import ROOT
from helpers.lessons.build import for_browsers
from helpers.paths import LESSONS

APPS = ("lab", "notebooks")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
START = "notebooks/00-start-here.ipynb"
MARK = ".statement-notebooks"  # a build of ours: the next may take its place
FRONT_ENDS = ("jupyterlab_widgets", "anywidget")


def write(to, *, pyodide, work):
    """Write the site into the folder `to`, which is new."""
    work.mkdir()
    tools, wheels = parts.tools(), sorted(parts.wheels().glob("*.whl"))
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(tools), str(ROOT)])}
    _stage(work, wheels)
    settings = {"extra_labextensions_path": [str(tools / "share/jupyter/labextensions"), str(work / "share/jupyter/labextensions")]}
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
        "FederatedExtensionAddon": settings,
    }
    (work / "jupyter_lite_config.json").write_text(json.dumps(chosen), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(work)]
    subprocess.run(command, cwd=work, env=environ, check=True, stdout=subprocess.DEVNULL)
    kit = _kit(work, environ)
    own = sorted((tools / "share/jupyter/labextensions").rglob("pypi/*.whl"))
    own = [wheel for wheel in own if not wheel.name.startswith("widgetsnbextension")]
    packages.write(to / "static" / "pyodide", distribution=pyodide, wheels=[*wheels, *own, kit])
    _configure(to)
    (to / MARK).write_text("")


def _stage(work, wheels):
    """Lay out what JupyterLite takes in: notebooks, and the front ends of widgets."""
    leave = shutil.ignore_patterns(".*", "__pycache__", LESSONS.name)  # the sources of the lessons have their solutions in them
    shutil.copytree(ROOT / "notebooks", work / "contents" / "notebooks", ignore=leave)
    (work / "contents" / "lessons").mkdir()
    for_browsers(work / "contents" / "lessons")
    for wheel in wheels:
        if wheel.name.startswith(FRONT_ENDS):
            with zipfile.ZipFile(wheel) as archive:
                for name in archive.namelist():
                    if "/share/jupyter/labextensions/" in name and not name.endswith("/"):
                        path = work / name[name.index("/share/") + 1 :]
                        path.parent.mkdir(parents=True, exist_ok=True)
                        path.write_bytes(archive.read(name))


def _kit(work, environ):
    """Return the wheel of the kit with its corpus."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(work / "kit")]
    subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return next((work / "kit").glob("*.whl"))


def _configure(to):
    """Write the settings: where Pyodide lies, what it loads, and that nothing else is asked."""
    path = to / "jupyter-lite.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    data = config["jupyter-config-data"]
    data["exposeAppInBrowser"] = True
    data["appName"] = "Statement notebooks"
    data.setdefault("litePluginSettings", {})[KERNEL] = {
        "pyodideUrl": "./static/pyodide/pyodide.js",
        "pipliteUrls": [],
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": "./static/pyodide/pyodide-lock.json",
            "packages": [*packages.AT_START, "pyodide_kernel", "ipykernel", "comm", *packages.EMPTY],
        },
    }
    path.write_text(json.dumps(config, indent=1, sort_keys=True), encoding="utf-8")
