"""Set-up: find or make a Python that has the requirements. Standard library only.

This module must also parse on Pythons too old to run the kit, so that they get a sentence and not a traceback.
"""

import contextlib
import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

__all__ = ["ROOT"]

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = ROOT / "helpers" / "bundled"  # the corpus in an installed kit; in a clone it lies in corpus/
OLDEST = (3, 11)
ROOM = 1_500_000_000  # bytes that a fresh .venv and pip's temporary files take, rounded up
PAUSE = 0.5  # seconds between two looks at whether another set-up has ended
SITE = ("lib/python*/site-packages", "Lib/site-packages")
LISTED = "packages.installed"  # in .venv: what stands in the folder of its packages
TAKEN = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK}

# What pip prints, and the sentence a person can act on.
CAUSES = [
    (r"No space left|Errno 28", "The disk is full: free about 1.5 GB, then give the same command again."),
    (
        r"Failed to establish a new connection|Temporary failure|Name or service|getaddrinfo|Max retries"
        r"|ConnectTimeout|ReadTimeout|Network is unreachable|Connection (refused|reset|broken|aborted)|ProxyError",
        "The package index could not be reached: connect to the internet (or set your proxy), "
        "then give the same command again. After this one install the kit works offline.",
    ),
    (
        r"No matching distribution|from versions: none",
        "pip found no version that fits: check the connection and that Python is the newest you can have, "
        "then give the same command again.",
    ),
    (r"Permission denied|Errno 13|Read-only file system|Errno 30", "The folder cannot be written: move the clone to one of your own."),
]


def missing(requirements=ROOT / "requirements.txt"):
    """Return the lines of `requirements` that this interpreter does not satisfy; the kit itself is where it is."""
    return [line for line in packages(requirements) if not _satisfied(line)]


def packages(requirements):
    """Return the lines that name packages of the index: all but that of the kit, ``-e .``, and comments."""
    lines = (line.split("#")[0].strip() for line in Path(requirements).read_text(encoding="utf-8").split("\n"))
    return [line for line in lines if line and not line.startswith("-")]


def _satisfied(line):
    import importlib.metadata  # here, for Pythons that have none must get to their sentence

    name, bounds = name_and_bounds(line)
    try:
        return fits(importlib.metadata.version(name), bounds)
    except importlib.metadata.PackageNotFoundError:
        return False


def name_and_bounds(line):
    """Return the name and the bounds of a line of requirements."""
    return re.match(r"([\w.-]+)\s*([^;]*)", line).groups()


def fits(version, bounds):
    """Return whether a version lies within bounds like ``>=3.0,<4``."""
    have = _version(version)
    for operator, bound in re.findall(r"([<>=!~]=?)\s*([\w.]+)", bounds):
        want = _version(bound)
        if (operator == ">=" and have < want) or (operator == "<" and have >= want):
            return False
    return True


def _version(text):
    return tuple(int(part) for part in re.match(r"\d+(?:\.\d+)*", text).group().split("."))


def ensure(root=ROOT, locked=False):
    """Return a Python that has the requirements: this one, or that of `root`/.venv, made or mended first, where scripts find the kit.

    With `locked` it is that of `root`/.venv-locked, which has the versions of requirements.lock, each file checked by its hash.
    Exits with a sentence where that cannot be done. Nothing outside that folder is written. While another set-up is at work in
    `root`, it waits for that one.
    """
    if sys.version_info < OLDEST:
        _stop("These notebooks need Python 3.11 or newer; this is {}.{}. Install one from python.org.".format(*sys.version_info[:2]))
    if not locked and (BUNDLED.is_dir() or not missing(root / "requirements.txt")):  # whoever installs a kit installs what it needs
        return sys.executable
    venv, requirements = root / (".venv-locked" if locked else ".venv"), root / ("requirements.lock" if locked else "requirements.txt")
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = venv / "requirements.installed"  # written last, so its absence marks a half-made .venv
    if not requirements.exists():
        _stop("There is no {} in {}: write it with `python3 -m helpers lock`.".format(requirements.name, root))
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    inside = Path(sys.prefix).resolve() == venv.resolve()

    def ready():
        if _gone(venv):
            return False
        if inside and not locked:
            return not missing(requirements)
        return stamp.exists() and stamp.read_text() == wanted and (inside or _runs(python))

    if ready():
        return sys.executable if inside else str(python)
    with _alone(root) as lock:
        if ready():  # by the set-up that was waited for
            return str(python)
        print("Setting up {} in {} (once; needs the internet and about 1 GB) …".format(venv.name, root), flush=True)
        if not inside and not _runs(python):
            _make(venv)
        _forget_halves(venv)
        _install(python, requirements, lock)
        _offer(venv)
        (venv / LISTED).write_text("\n".join(sorted(_entries(venv))), encoding="utf-8")
        stamp.write_text(wanted)
    return str(python)


@contextlib.contextmanager
def _alone(root):
    """Let one set-up at a time work in a clone; yield the open file that is the lock.

    It ends with the processes that hold it, however they end, and leaves nothing behind.
    """
    with open(str(root / "requirements.txt"), "rb") as file:
        if not _locked(file):
            print("Another set-up is at work in {}: waiting for it (Ctrl-C stops the waiting) …".format(root), flush=True)
            while not _locked(file):
                time.sleep(PAUSE)
        yield file


def _locked(file):
    """Take the lock, or tell that another process has it; where the file system has no locks, go on without."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(2**30)  # far beyond the file's end: Windows lets nobody read what is locked
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError) as error:
        return getattr(error, "errno", None) not in TAKEN
    return True


def _runs(python):
    """Return whether the interpreter of a .venv starts and is new enough: clones get moved, Pythons removed."""
    if not python.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < {})".format(OLDEST)
    return subprocess.run([str(python), "-c", check], capture_output=True).returncode == 0


def _make(venv):
    if shutil.disk_usage(venv.parent).free < ROOM:
        _stop(CAUSES[0][1])
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], capture_output=True, text=True)
    if made.returncode == 0:
        return
    said = made.stdout + made.stderr
    if "ensurepip" in said or "No module named venv" in said:
        _stop(
            "This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv; "
            "elsewhere install Python from python.org. Then give the same command again."
        )
    _stop(_cause(said))


def _forget_halves(venv):
    """Let pip install again what it was killed over, or what lost its files: it takes a package for a whole one by its dist-info alone.

    It writes INSTALLER last.
    """
    gone = _gone(venv)
    for pattern in SITE:
        for folder in venv.glob(pattern + "/*.dist-info"):
            record = folder / "RECORD"
            files = record.read_text(encoding="utf-8", errors="replace").split("\n") if gone and record.exists() else []
            if not (folder / "INSTALLER").exists() or any(re.split("[/,]", file)[0] in gone for file in files):
                shutil.rmtree(str(folder), ignore_errors=True)


def _entries(venv):
    """Return what stands in the folder of the packages of a .venv, whatever the version."""
    names = {path.name for pattern in SITE for path in venv.glob(pattern + "/*")}
    return {re.sub(r"-[^-]*\.dist-info$", ".dist-info", name) for name in names if name != "__pycache__"}


def _gone(venv):
    """Return what somebody has deleted from a .venv since its packages were installed; how they depend on each other is for pip."""
    listed = venv / LISTED
    return set(listed.read_text(encoding="utf-8").split("\n")) - _entries(venv) - {""} if listed.exists() else set()


def _install(python, requirements, lock):
    # No PIP_USER or PIP_TARGET of the user may lead the packages elsewhere than into .venv.
    settings = {key: value for key, value in os.environ.items() if key not in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX")}
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--require-hashes", "-r", str(requirements)] if requirements.suffix == ".lock" else packages(requirements)
    held = {"pass_fds": [lock.fileno()]} if os.name == "posix" else {}  # pip goes on where the set-up is killed
    pip = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace", env=settings, **held)
    said = []
    for line in pip.stderr:  # pip's progress goes straight to the screen; its complaints are kept to name the cause
        sys.stderr.write(line)
        said.append(line)
    if pip.wait():
        _stop(_cause("".join(said)))


def _offer(venv):
    """Let every script of `venv` import the kit, as ``pip install -e .`` would: no network, nothing built, and clones may be moved."""
    for pattern, way in zip(SITE, ("../../../..", "../../..")):  # noqa: B905 (strict is unknown to Pythons too old for the kit)
        for folder in venv.glob(pattern):
            (folder / "statement-notebooks.pth").write_text(way + "\n")


def with_kit(settings, root=ROOT):
    """Return environment variables with the clone first in PYTHONPATH, so that the kernels of notebooks have the kit they lie beside."""
    return dict(settings, PYTHONPATH=os.pathsep.join(filter(None, [str(root), settings.get("PYTHONPATH")])))


def _cause(said):
    for pattern, sentence in CAUSES:
        if re.search(pattern, said):
            return sentence
    return "The set-up did not finish; the last words were:\n{}\nGive the same command again to mend it.".format(said.strip()[-600:])


def _stop(sentence):
    sys.exit("\n" + sentence)
