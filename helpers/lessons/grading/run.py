"""One student's cells in a process of their own: it has so much time and memory, and is believed in nothing."""

import json
import os
import queue
import shutil
import signal
import site
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import matplotlib

from helpers.environment import ROOT
from helpers.lessons.grading import inside
from helpers.paths import CORPUS, DATA, GAZETTEER, places_beside

SECONDS, IN_ALL, STARTING = 60, 5, 120  # for a cell; how many times that for a notebook; for the start of Python
MEMORY = 2 << 30  # bytes
SAID = 64 << 20  # bytes that a process may say
WRITTEN, FILES = 100 << 20, 1000  # bytes and files in its folder
AGAIN = 3  # times that a notebook is begun anew without the cell that ended it
FULL = ("MemoryError", "RuntimeError: can't start new thread")
TICK = 0.25
SYSTEM = [
    "/usr",
    "/lib",
    "/lib64",
    "/etc/fonts",
    "/etc/localtime",
    "/etc/ld.so.cache",
    "/dev/urandom",
    "/dev/zero",
    "/proc/cpuinfo",
    "/proc/meminfo",
]
START = "import sys; sys.path.insert(0, {!r}); from helpers.lessons.grading import inside; inside.main()"


class Ended(Exception):
    """Why a process was ended before its cells were."""


def run(steps, *, seconds=SECONDS, walls=True):
    """Run cells in a process with walls, and return what came out.

    A cell that ends the process, or has to be ended, is left out, and the others are run anew without it.

    Parameters
    ----------
    steps : list of dict
        ``{"source": code}`` is a cell; ``{"look": name}`` asks for what the name stands for at that point.

    Returns
    -------
    dict
        looks (packed answers by name; without one where there is none), failed (errors by the place of their cell), closed (whether the
        system itself kept the walls).
    """
    begun, failed, ended = time.monotonic(), {}, {}
    while True:
        left = [step if place not in ended else {"source": ""} for place, step in enumerate(steps)]
        made = _once(left, seconds=seconds, until=begun + STARTING + IN_ALL * seconds, walls=walls)
        failed = made["failed"] | ended
        if made["why"] is None:
            break
        failed[made["at"]] = ended[made["at"]] = made["why"]
        if len(ended) > AGAIN or time.monotonic() > begun + IN_ALL * seconds:
            for place in range(made["at"] + 1, len(steps)):
                failed.setdefault(place, "not run: cells before it ended the process, or took all the time")
            break
    return {"looks": made["looks"], "failed": failed, "closed": made["closed"]}


def _once(steps, *, seconds, until, walls):
    """Run cells until they end or must be ended."""
    made = {"looks": {}, "failed": {}, "closed": False, "at": 0, "why": None}
    with tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True) as folder:
        process = _started(folder)
        said = queue.Queue(maxsize=8)
        threading.Thread(target=_listen, args=(process.stdout, said), daemon=True).start()
        try:
            job = {"steps": steps, "folder": folder, "readable": _readable(), "memory": MEMORY, "walls": walls}
            job["seconds"] = int(STARTING + IN_ALL * seconds)
            threading.Thread(target=_tell, args=(process.stdin, json.dumps(job).encode()), daemon=True).start()
            _follow(process, said, made, Clock(seconds, until, folder))
        except Ended as error:
            made["why"] = str(error)
        finally:
            _end(process)
            while process.stdout and not process.stdout.closed:  # free the listener, whatever it holds
                if said.empty() and process.poll() is not None:
                    break
                _drop(said)
    return made


class Clock:
    """When a cell, and all of them, must be done; and what the process may hold until then."""

    def __init__(self, seconds, until, folder):
        self.seconds, self.until, self.folder = seconds, until, folder
        self.due = time.monotonic() + STARTING

    def next_cell(self):
        """A cell begins."""
        self.due = min(time.monotonic() + self.seconds, self.until)

    def look(self, process):
        """Raise `Ended` where the process has had its share."""
        if time.monotonic() > self.due:
            raise Ended(f"takes more than {self.seconds:.0f} s")
        if _memory(process.pid) > MEMORY:
            raise Ended("takes too much memory")
        sizes = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                sizes.append(entry.stat(follow_symlinks=False).st_size if entry.is_file(follow_symlinks=False) else 0)
                if len(sizes) > FILES or sum(sizes[-1:]) > WRITTEN:
                    break
        if len(sizes) > FILES or sum(sizes) > WRITTEN:
            raise Ended("writes more than it may")


def _follow(process, said, made, clock):
    """Take down what a process says until it has done, and raise `Ended` where it must be ended."""
    looked = time.monotonic()
    while True:
        if time.monotonic() > looked + TICK:
            clock.look(process)
            looked = time.monotonic()
        try:
            line = said.get(timeout=TICK)
        except queue.Empty:
            continue
        if isinstance(line, str):
            raise Ended(line)
        try:
            told = json.loads(line)
            if told.get("end"):
                return
            _noted(told, made, clock)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise Ended("says what no cell says") from None


def _noted(told, made, clock):
    """Take down one thing that a process says."""
    if "closed" in told:
        made["closed"] = told["closed"] is True
    elif "at" in told:
        made["at"] = int(told["at"])
        clock.next_cell()
    elif "look" in told:
        made["looks"][str(told["look"])] = {key: told[key] for key in ("value",) if key in told}
    elif "failed" in told:
        if str(told["error"]).startswith(FULL):  # what it holds would fail all cells after it
            raise Ended("takes too much memory")
        made["failed"][int(told["failed"])] = str(told["error"])[: inside.CLUE + 60]


def _listen(pipe, said):
    """Put the lines of a process into a queue, and a sentence for why there are no more."""
    heard = 0
    while True:
        try:
            line = pipe.readline(inside.LONGEST + 2)
        except (OSError, ValueError):
            line = b""
        heard += len(line)
        if not line.endswith(b"\n") or heard > SAID:
            said.put("ends the process" if not line else "says more than it may")
            return
        said.put(line)


def _drop(said):
    try:
        said.get_nowait()
    except queue.Empty:
        time.sleep(TICK / 5)


def _tell(pipe, job):
    try:
        with pipe:
            pipe.write(job)
    except OSError:
        return  # it has ended: the listener says so


def _started(folder):
    """Start Python with nothing of this process's environment but where the corpus is."""
    fonts = Path(folder, "matplotlib")
    fonts.mkdir()
    for path in Path(matplotlib.get_cachedir()).glob("fontlist-*.json"):  # or each process would search the fonts anew
        shutil.copy(path, fonts)
    Path(folder, "ipython").mkdir()
    home = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "LOCALAPPDATA"), folder)
    environment = home | {"PATH": os.defpath, "LANG": "C.UTF-8", "STATEMENTS_CORPUS": os.path.abspath(CORPUS), "STATEMENTS_CORES": "1"}
    environment |= {"MPLBACKEND": "agg", "MPLCONFIGDIR": str(fonts), "IPYTHONDIR": str(Path(folder, "ipython")), "OMP_NUM_THREADS": "1"}
    environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", START.format(str(ROOT))]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, **pipes, cwd=folder, env=environment, start_new_session=True)


def _readable():
    """Return what a process may read: Python, the kit and the corpus; not the lessons with their solutions, and nobody's files."""
    pythons = [sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages(), site.getusersitepackages()]
    beside = GAZETTEER / (places_beside(CORPUS) or "")
    paths = [*pythons, ROOT / "helpers", DATA, os.path.abspath(CORPUS), beside, *SYSTEM]
    return sorted({str(path) for path in paths if os.path.exists(path)})


def _memory(pid):
    """Return the bytes that a process holds, where the system says it."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def _end(process):
    """End a process with all that it has started."""
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except OSError:
        pass  # it has ended
    process.wait()
