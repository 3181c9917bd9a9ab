"""Files that are written whole or not at all, and a sentence for why one could not be written."""

import errno
import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".writing-"  # hidden: no corpus and no page reads it
STALE = 24 * 3600  # seconds, after which what a killed run left is nobody's any more

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
NO_FOLDER = {errno.EEXIST, errno.ENOTDIR}
BARRED = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_whole(path, content):
    """Write bytes to a file that is there with all of them, or as it was before.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "a.txt"), b"No.")
    ...     [path.name for path in Path(folder).iterdir()]
    ['a.txt']
    """
    name = _beside(path, content)
    try:
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def write_new(paths, content):
    """Write bytes to the first of some paths of one folder that is free, all of them at once, and return it. What is there stays,
    also what another program puts there in the meantime.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = [Path(folder, "a.txt"), Path(folder, "b.txt")]
    ...     [write_new(paths, b"No.").name for _ in paths]
    ['a.txt', 'b.txt']
    """
    name = None
    try:
        for path in paths:
            name = name or _beside(path, content)
            if _taken(path, name):
                return path
    finally:
        if name is not None:
            with suppress(OSError):
                os.unlink(name)
    raise FileExistsError(errno.EEXIST, "all the names are taken", str(path))


def _beside(path, content):
    """Write bytes to a hidden file beside a path, and return its name."""
    handle, name = tempfile.mkstemp(dir=Path(path).parent, prefix=PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    return name


def _taken(path, name):
    """Give a file a second name if it is free, and tell whether it was. Where the disk knows no second names, hold the place first."""
    try:
        os.link(name, path)
    except FileExistsError:
        return False
    except (OSError, AttributeError):  # a browser has no os.link
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        os.replace(name, path)
    return True


@contextmanager
def folder_in_one_step(to, prefix=PREFIX):
    """Give a folder in which to make what then takes the place of the folder `to`: all of it, or where an error comes nothing.

    There is no moment at which `to` has half. What was made is the folder `made` in the given one; all else in it is thrown away.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with folder_in_one_step(Path(folder, "site")) as work:
    ...         (work / "made").mkdir()
    ...         _ = (work / "made" / "a.html").write_text("No.")
    ...     [path.name for path in Path(folder).rglob("*")]
    ['site', 'a.html']
    """
    to = Path(to)
    to.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(to.parent, prefix)
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=prefix) as folder:
        yield Path(folder)
        before = to.rename(Path(folder) / "before") if to.exists() else None
        try:
            (Path(folder) / "made").rename(to)
        except OSError:
            if before:
                before.rename(to)
            raise


def clear_leftovers(folder, prefix=PREFIX):
    """Remove what runs that were killed have left in a folder; the work of one that goes on at the same time is younger."""
    for path in Path(folder).glob(f"{prefix}*"):
        with suppress(OSError):
            if abs(time.time() - path.stat().st_mtime) > STALE:  # also where the clock was set back
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def why_not_written(error, folder):
    """Say in a sentence why a folder could not be written, and what to do.

    >>> why_not_written(OSError(errno.ENOSPC, "No space left on device"), "corpus/own")
    'The disk is full: make room, then give the same command again. What is in corpus/own is whole.'
    """
    if error.errno is None:  # one of ours, which says it already
        return str(error)
    if error.errno in FULL:
        return f"The disk is full: make room, then give the same command again. What is in {folder} is whole."
    if error.errno in BARRED:
        return f"{folder} cannot be written ({error.strerror}): name another place with --to."
    if error.errno in NO_FOLDER:
        return f"{folder} is no folder: name another place with --to."
    return f"{error}. What is in {folder} is whole; give the same command again."
