"""What the folder for the browser is built with and from: tools and wheels of the package index, by version and hash."""

import hashlib
import subprocess
import sys
from pathlib import Path

from helpers.environment import ROOT
from helpers.files.whole_files import folder_in_one_step

BUILDER = Path(__file__).with_name("builder.txt")
WHEELS = Path(__file__).with_name("wheels.txt")
PARTS = ROOT / ".browser"  # kept, so that the next build needs no network
PLATFORM = "pyemscripten_2024_0_wasm32"  # Pyodide 0.27
PYTHON = "312"


def tools():
    """Return the folder of the packages that build; installed there at first, apart from those that notebooks import."""
    folder = _of(BUILDER)
    return folder if folder.is_dir() else _filled(folder, ["install", "--target"], BUILDER)


def wheels():
    """Return the folder of the wheels that go into the browser; fetched at first."""
    folder = _of(WHEELS)
    given = [
        "--only-binary=:all:",
        f"--platform={PLATFORM}",
        f"--python-version={PYTHON}",
        "--implementation=cp",
        "--abi=cp312",
        "--abi=none",
    ]
    return folder if folder.is_dir() else _filled(folder, ["download", *given, "--dest"], WHEELS)


def _of(listed):
    """Return the folder for what a list names: another one when the list changes."""
    return PARTS / f"{listed.stem}-{hashlib.sha256(listed.read_bytes()).hexdigest()[:12]}"


def _filled(folder, command, listed):
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", command[0], "--no-deps"]
    with folder_in_one_step(folder, ".making-") as work:
        subprocess.run([*pip, "--requirement", str(listed), *command[1:], str(work / "made")], check=True)
    return folder
