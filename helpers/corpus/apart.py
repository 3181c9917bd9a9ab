"""A process of its own for files that can exhaust who reads them: it may take so much time and memory, and then the others go on."""

import atexit
import contextlib
import io
import multiprocessing
import os
import signal
import time
import zipfile

from helpers.corpus.safe_files import NotSound

SECONDS, SECONDS_OF_A_MEGABYTE = 30, 20  # which a file may take; a sound one takes a fifth of the latter, on a slow machine
MEMORY, MEMORY_OF_A_BYTE = 2 << 30, 8  # bytes beside those that a process without work holds
STARTING = 120  # seconds until the process must be there, or files are read here
IDLE = 60  # seconds without a file after which the process ends
PACKED, WRITTEN = 1_000_000, 50_000  # bytes, unpacked: what holds less is read here, in less time than a process takes to start
HEAVY = {
    ".pdf": 0,  # a small one can draw without end
    ".toml": 10_000,  # keys of many parts take memory with their square
    **dict.fromkeys([".docx", ".xlsx", ".epub", ".odt"], PACKED),
    **dict.fromkeys([".html", ".htm", ".xhtml", ".xml", ".tei", ".fodt", ".rtf"], WRITTEN),
    ".eml": 10_000,  # Python reads its addresses in time with their square
}
REMEDY = "Save its text as a .txt file, divide it, or remove it."
OWN = {}  # in the process that reads: the limits that it began with
KEPT = {}  # from the number of this process to those that read for it: one that is forked off has none


def read_apart(read, raw, suffix):
    """Return `read(raw)`, worked out by a process with limits where the file is one that can exhaust; one process serves many files.

    Raises
    ------
    NotSound
        If the file takes more than it may, or ends the process that reads it.

    Examples
    --------
    >>> read_apart(len, b"We met.", ".html")
    7
    """
    if suffix not in HEAVY or multiprocessing.parent_process() or _weight(raw, suffix) < HEAVY[suffix]:
        return read(raw)
    seconds, memory = SECONDS + SECONDS_OF_A_MEGABYTE * len(raw) / 1e6, MEMORY + MEMORY_OF_A_BYTE * len(raw)
    try:
        future = _readers().submit(_limited, read, raw, seconds, memory)
    except (OSError, RuntimeError, ImportError):  # a system without processes, or without room for one more
        end()
        return read(raw)
    done = False
    try:
        made = future.result(seconds)
        done = True
        return made
    except TimeoutError:
        raise NotSound(f"Reading the file takes more than {seconds:.0f} s, as no sound file of its size does.", REMEDY) from None
    except (MemoryError, _ended()) as error:
        what = "takes more memory than a file of its size may" if isinstance(error, MemoryError) else "ends the program that reads it"
        raise NotSound(f"Reading the file {what}.", REMEDY) from None
    finally:
        if not done:
            end()


def end():
    """End the process that reads for this one, whatever it is at."""
    if readers := KEPT.pop(os.getpid(), None):
        readers.shutdown(wait=True, kill_workers=True)


def _weight(raw, suffix):
    if HEAVY[suffix] != PACKED:
        return len(raw)
    try:
        return sum(one.file_size for one in zipfile.ZipFile(io.BytesIO(raw)).infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return 0  # which is soon told


def _readers():
    from joblib.externals.loky import ProcessPoolExecutor  # here: a corpus of statement files need not wait for it

    here = os.getpid()
    if here not in KEPT:
        atexit.register(end)
        KEPT[here] = ProcessPoolExecutor(1, timeout=IDLE, initializer=_quiet)
        KEPT[here].submit(int).result(STARTING)  # what a slow start takes is not the file's
    return KEPT[here]


def _ended():
    from joblib.externals.loky.process_executor import BrokenProcessPool

    return BrokenProcessPool


def _quiet():
    import warnings

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who waits, who then ends this process
    warnings.simplefilter("ignore")  # what is wrong with a file is told as its fault


def _limited(read, raw, seconds, memory):
    """Read a file in the process for it; its limits stand even when nobody waits for it any more."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # a system without them
        import resource

        _limit(resource.RLIMIT_DATA, memory)
        _limit(resource.RLIMIT_CPU, int(time.process_time() + 2 * seconds) + 1)
    return read(raw)


def _limit(kind, most):
    import resource

    soft, hard = resource.getrlimit(kind)
    own = OWN.setdefault(kind, soft)  # a narrower one that the user has set stays
    resource.setrlimit(kind, (min([most, *(each for each in (own, hard) if each != resource.RLIM_INFINITY)]), hard))
