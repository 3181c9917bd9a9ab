"""The lock: one set of packages that the tests have passed with, by version and hash, for the year after next."""

import argparse
import hashlib
import importlib.metadata
import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers import environment
from helpers.environment import ROOT
from helpers.files.whole_files import write_whole

__all__ = ["main"]
LOCK = ROOT / "requirements.lock"
TOOL = "uv>=0.9,<1"  # reads the index for all systems at once, which pip does not
ENTRY = re.compile(r"(?m)^(?P<name>[\w.-]+)==(?P<version>[\w.!+-]+)(?: ; [^\\\n]+?)?(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n")
HEADER = """\
# Packages that the kit's tests have passed with, and the hashes of all files of these releases. Written by `python3 -m helpers lock`.
# The set was run with Python {python} on {system}. Lines for other systems, and files for other Pythons, are as the index has them.
# Entries: {digest}
"""


def main(options):
    """Write the lock or check it, print what was found, and return 1 if there are problems."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers lock", description="Write requirements.lock from what is installed here.")
    parser.add_argument("--check", action="store_true", help="write nothing: tell whether the lock is whole and fits requirements.txt")
    chosen = parser.parse_args(options)
    if not chosen.check:
        try:
            write_whole(LOCK, made(ROOT / "requirements.txt").encode())
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{LOCK.name} is as it was: {getattr(error, 'stderr', None) or error}", file=sys.stderr)
            return 1
    text = LOCK.read_text(encoding="utf-8") if LOCK.exists() else ""
    found = problems(text, ROOT / "requirements.txt")
    print("\n".join(found) or f"{LOCK.name} fits requirements.txt: {summary(text)}")
    return 1 if found else 0


def made(requirements):
    """Return the text of a lock: the packages installed here, and those that other systems need besides, each with its hashes.

    Needs the package index. The Python that runs this must have passed the tests with the packages it has.

    Raises
    ------
    CalledProcessError
        If the index cannot be reached, or has no set that fits; its `stderr` says why.
    """
    with tempfile.TemporaryDirectory() as folder:
        wanted, have, tool = Path(folder) / "wanted.txt", Path(folder) / "have.txt", Path(folder) / "tool"
        wanted.write_text("\n".join(environment.packages(requirements)), encoding="utf-8")
        have.write_text("\n".join(f"{name}=={version}" for name, version in installed().items()), encoding="utf-8")
        _run([sys.executable, "-m", "venv", str(tool)])
        bin_folder = next(path for path in (tool / "bin", tool / "Scripts") if path.is_dir())
        _run([str(bin_folder / "python"), "-m", "pip", "install", "--quiet", TOOL])
        options = ["--quiet", "--no-config", "--no-header", "--no-annotate", "--universal", "--generate-hashes", "--constraints", str(have)]
        python = ["--python", sys.executable, "--python-version", platform.python_version()]
        body = _run([str(bin_folder / "uv"), "pip", "compile", *options, *python, str(wanted)])
    system = f"{platform.system()} {platform.machine()}"
    return HEADER.format(python=platform.python_version(), system=system, digest=digest(body)) + body


def installed():
    """Return the versions of the packages that this Python has, by their names as the index writes them; without the kit itself."""
    found = {_plain(package.name): package.version for package in importlib.metadata.distributions()}
    return {name: version for name, version in sorted(found.items()) if name != "statement-notebooks"}


def entries(text):
    """Return the packages of a lock: name, version and number of hashes of each.

    Examples
    --------
    >>> entries(f"tqdm==4.67 ; sys_platform == 'win32' \\\\\\n    --hash=sha256:{'0' * 64}\\n")
    [('tqdm', '4.67', 1)]
    """
    return [(_plain(found["name"]), found["version"], found["hashes"].count("--hash=")) for found in ENTRY.finditer(text)]


def problems(text, requirements):
    """Return a sentence for each thing that is wrong with a lock; none where it can be used for these requirements.

    Parameters
    ----------
    text : str
        The lock.
    requirements : path-like
        The file with the ranges that its versions have to lie in.
    """
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    others = [line for line in ENTRY.sub("", body).split("\n") if line.strip()]
    found = [f"{line[:80]!r} is no package with its version and hashes." for line in others]
    have = {}
    for name, version, _ in entries(body):
        have.setdefault(name, []).append(version)
    for line in environment.packages(requirements):
        name, bounds = environment.name_and_bounds(line)
        versions = have.get(_plain(name))
        if not versions:
            found.append(f"{name} is in requirements.txt and not in the lock.")
        else:
            found += [f"{name} {version} is not in {bounds.strip()}." for version in versions if not environment.fits(version, bounds)]
    if f"# Entries: {digest(body)}\n" not in text:
        found.append("The entries are not those that were written: the file was changed by hand.")
    return [*found, "Write the lock anew: python3 -m helpers lock"] if found else []


def digest(body):
    """Return the SHA-256 of a lock's entries."""
    return f"sha256 {hashlib.sha256(body.encode()).hexdigest()}"


def summary(text):
    """Return how many packages and hashes a lock has, and how many of them are here in other versions."""
    found, here = entries(text), installed()
    other = sum(here.get(name, version) != version for name, version, _ in found)
    return f"{len(found)} packages, {sum(hashes for *_, hashes in found):,} hashes; {other} packages are installed here in other versions."


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _run(command):
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
