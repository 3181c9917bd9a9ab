"""What students handed in: files, folders and zip files, down to each notebook, or what is wrong with it."""

import io
import os
import zipfile
from pathlib import Path
from typing import NamedTuple

from helpers.corpus.safe_files import NotSound, member, open_zip
from helpers.lessons.grading.names import whose

LARGEST, LARGEST_ZIP = 50 << 20, 2 << 30  # bytes
NESTED = 3  # zip files inside each other
OF_SYSTEMS = {"__MACOSX", ".ipynb_checkpoints", "__pycache__"}


class Handed(NamedTuple):
    """A file that was handed in: where it lies, whose it is, its bytes, or what is wrong with it."""

    file: str
    student: str
    attempt: str
    raw: bytes | None = None
    fault: str = ""


def handed_in(paths):
    """Yield each notebook below the paths, in the order of their names, and each file that is none but all that its student has.

    Examples
    --------
    >>> list(handed_in(["no-such-file.ipynb"]))[0].fault
    'There is no such file.'
    """
    paths = [Path(path) for path in paths]
    found = [one for path in paths for one in _below(path, outer=len(paths) > 1)]
    with_notebook = {one.student for one in found if one.fault != NO_NOTEBOOK}
    return [one for one in found if one.fault != NO_NOTEBOOK or not one.student or one.student not in with_notebook]


NO_NOTEBOOK = "This is no notebook (.ipynb)."


def _below(path, *, outer):
    if not path.exists():
        yield _fault([path.name or str(path)], "There is no such file.", outer)
    elif path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not _of_system(name))
            for name in sorted(name for name in names if not _of_system(name)):
                file = Path(folder, name)
                parts = [path.resolve().name, *file.relative_to(path).parts]
                yield from _fault_of_link(file, parts, outer) or _file(file, parts, outer)
    else:
        yield from _file(path, [path.name], outer)


def _fault_of_link(file, parts, outer):
    """Return a fault for what is no file of its own: a link would lead to any file of this machine, a pipe has no end."""
    return (
        [] if file.is_file() and not file.is_symlink() else [_fault(parts, "This is a link or no plain file: it is not followed.", outer)]
    )


def _file(path, parts, outer):
    if not path.is_file():
        return [_fault(parts, "This is no plain file.", outer)]
    largest = LARGEST_ZIP if path.suffix.lower() == ".zip" else LARGEST
    try:
        if (size := path.stat().st_size) > largest:
            return [_fault(parts, f"The file has {size / 1e6:,.0f} MB, more than any notebook: clear its outputs.", outer)]
        return _opened(path.read_bytes(), parts, outer)
    except OSError as error:
        return [_fault(parts, f"The file cannot be read ({error.strerror}).", outer)]


def _opened(raw, parts, outer):
    name = parts[-1].lower()
    if name.endswith(".zip") or (".ipynb" in name and zipfile.is_zipfile(io.BytesIO(raw))):
        return _unzipped(raw, parts, outer)
    if ".ipynb" in name or (name.endswith((".json", ".txt")) and raw.lstrip()[:1] == b"{" and b'"nbformat"' in raw):
        return [Handed("/".join(parts), *whose(parts, outer=outer), raw)]
    return [_fault(parts, NO_NOTEBOOK, outer)]


def _unzipped(raw, parts, outer):
    """Return what a zip file holds; the limits of `safe_files` apply to it."""
    if sum(".zip" in part.lower() for part in parts) > NESTED:
        return [_fault(parts, f"Zip files lie inside each other, more than {NESTED} deep.", outer)]
    made = []
    try:
        packed = open_zip(raw)
        for info in sorted(packed.infolist(), key=lambda info: info.filename):
            inner = info.filename.replace("\\", "/").split("/")
            if info.is_dir() or any(_of_system(part) for part in inner):
                continue
            if info.file_size > LARGEST:
                made.append(_fault([*parts, *inner], "The file is larger than any notebook: clear its outputs.", outer))
                continue
            try:
                made += _opened(member(packed, info.filename), [*parts, *inner], outer)
            except NotSound as error:
                made.append(_fault([*parts, *inner], str(error), outer))
    except NotSound as error:
        made.append(_fault(parts, str(error), outer))
    return made


def _fault(parts, sentence, outer):
    return Handed("/".join(parts), *whose(parts, outer=outer), fault=sentence)


def _of_system(name):
    return name in OF_SYSTEMS or name.startswith(".") or name.lower() in ("thumbs.db", "desktop.ini")
