"""What a folder of texts is: date, issuer, language, kind and licence in one small file beside them, ``corpus.toml``."""

import difflib
import fnmatch
import json
import os
import re
import reprlib
import tomllib
from datetime import date
from pathlib import Path

from helpers.calendars import CALENDARS
from helpers.corpus.apart import read_apart
from helpers.corpus.safe_files import NotSound
from helpers.files.terminal import ACTING
from helpers.files.whole_files import write_whole
from helpers.partial_dates import IN_NAME, iso_date

FILE = "corpus.toml"
FILLS = ["issuer", "source", "language", "kind", "licence", "place"]  # columns of documents that it fills in where they are not stated
READING = ["encoding", "dayfirst", "date_format", "calendar", "sheet", "notes", "speeches", "columns"]  # parameters of `load_corpus`
KEYS = ["date", *FILLS, "issuer_from", *READING]
KINDS = {"dayfirst": bool, "notes": bool, "speeches": bool, "columns": dict, "sheet": (str, list)}  # all others are str
ISSUER_FROM = ["folder", "name"]
ONE_OF = {"issuer_from": ISSUER_FROM, "calendar": CALENDARS}
LEADS_OUT = (1, "This is a link to a file outside the folder, which is not read.", "Copy the file here, or load it by itself.")
EXAMPLE = 'Write it like this: issuer = "NATO"'


def checked(settings):
    """Return settings with the date read, and what is wrong with them: (key, problem, remedy).

    Examples
    --------
    >>> checked({"date": "2022-09", "issuer": "NATO"})
    ({'date': (datetime.date(2022, 9, 1), 'month'), 'issuer': 'NATO'}, [])
    >>> checked({"isuer": "NATO"})[1]
    [('isuer', "The key 'isuer' is unknown.", "Did you mean 'issuer'?")]
    """
    made, wrong = {}, []
    for key, value in settings.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1, 0.7)
            wrong.append((key, f"The key {key!r} is unknown.", f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(KEYS)}."))
        elif key == "date":
            made[key] = _date(value)
            if made[key][0] is None:
                wrong.append(
                    (key, f"The date {reprlib.repr(value)[:40]} is not written as year-month-day.", "Write 2022-09-23, 2022-09 or 2022.")
                )
        elif key in ONE_OF and value not in ONE_OF[key]:
            wrong.append((key, f"{key} is {value!r}.", f"It can be {' or '.join(map(repr, ONE_OF[key]))}."))
        elif not isinstance(value, KINDS.get(key, str)):
            wrong.append((key, f"{key} is {reprlib.repr(value)[:40]}, which is of the wrong kind.", EXAMPLE))
        elif isinstance(value, str) and ACTING.search(value):
            wrong.append((key, f"{key} is {value[:40]!r}: there is a character in it that is not shown.", EXAMPLE))
        else:
            made[key] = value
    return made, wrong


def _date(value):
    if isinstance(value, date):
        return value if type(value) is date else value.date(), "day"
    try:
        return iso_date(str(value).strip())
    except (ValueError, RecursionError):
        return None, None


def leads_out(file, root):
    """Return whether a file is a link to one elsewhere: who made the corpus may not say what of this machine is read and published."""
    return os.path.islink(file) and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root))


def read_about(folder, root):
    """Return what the ``corpus.toml`` of a folder below `root` says of it, of files in it (by names or patterns), and faults."""
    path = Path(folder, FILE)
    if leads_out(path, root):
        return {}, {}, [LEADS_OUT]
    if not path.is_file():
        return {}, {}, []
    try:
        raw = path.read_bytes()[:1_000_000].removeprefix(b"\xef\xbb\xbf")
        text = raw.decode()
        said = read_apart(_parsed, raw, ".toml")
    except (OSError, UnicodeError) as error:
        return {}, {}, [(1, f"{FILE} cannot be read ({str(error)[:100]}).", "Save it as UTF-8, or remove it.")]
    except NotSound as error:
        return {}, {}, [error.fault]
    except (ValueError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        return {}, {}, [(int(line[1]) if line else 1, f"{FILE} is no sound TOML ({error}).", EXAMPLE)]
    files = said.pop("files", {})
    if not isinstance(files, dict) or not all(isinstance(one, dict) for one in files.values()):
        return {}, {}, [(1, f"files in {FILE} is no table.", 'Write it like this: [files."speeches.csv"]')]
    settings, wrong = checked(said)
    of_files = {}
    for name, one in files.items():
        of_files[name], more = checked(one)
        wrong += more
    lines = text.split("\n")
    faults = [(_line(lines, key), problem, remedy) for key, problem, remedy in wrong]
    return settings, of_files, faults


def _parsed(raw):
    return tomllib.loads(raw.decode())


def _line(lines, key):
    return next((number for number, line in enumerate(lines, start=1) if re.match(rf"\s*[\"']?{re.escape(key)}\b", line)), 1)


def settings_of(file, root, told, given):
    """Return what is said of a file: by the folders from `root` down to its own, by its name in them, and as given.

    Parameters
    ----------
    file, root : Path
    told : dict
        From folders to what `read_about` returns of them; it is filled in.
    given : dict
        Settings, already `checked`, that go before those of any folder.
    """
    settings = {}
    folders = [root, *reversed([folder for folder in file.parents if root in folder.parents])]
    for folder in folders:
        if folder not in told:
            told[folder] = read_about(folder, root)
        settings |= told[folder][0]
    for folder in folders:
        within = file.relative_to(folder).as_posix()
        for name, one in told[folder][1].items():
            if fnmatch.fnmatchcase(within, name) or fnmatch.fnmatchcase(file.name, name):
                settings |= one
    return settings | given


def fill(row, settings, file, root):
    """Fill in what a statement does not state itself.

    Examples
    --------
    >>> fill({"issuer": None}, {"issuer_from": "folder", "language": "en"}, Path("in/NATO/2022/a.txt"), Path("in"))
    {'issuer': 'NATO', 'language': 'en'}
    """
    how = settings.get("issuer_from")
    if how and _missing(row.get("issuer")):
        row["issuer"] = (_folder_name(file, root) if how == "folder" else _plain_name(file.stem)) or None
    for key in FILLS:
        if key in settings and _missing(row.get(key)):
            row[key] = settings[key]
    return row


def _missing(value):
    return value is None or value != value or value == ""


def _folder_name(file, root):
    """Return the name of the first folder on the way to a file that is more than a number or a date, else that of the corpus."""
    names = [name for name in file.relative_to(root).parts[:-1] if re.search(r"[^\W\d_]", name)]
    return names[0] if names else Path(root).resolve().name


def _plain_name(stem):
    """Return a file's name without the date in it.

    >>> _plain_name("2022-09-23-north-atlantic-council"), _plain_name("1789-Washington"), _plain_name("NATO 23 September 2022")
    ('north atlantic council', 'Washington', 'NATO')
    """
    for form in IN_NAME:
        if found := form.search(stem.lower()):
            stem = f"{stem[: found.start()]} {stem[found.end() :]}"
            break
    return " ".join(re.sub(r"[-_.\s]+", " ", stem).split())


def write_about(path, settings):
    """Write what is given of a folder, or of one file, into the ``corpus.toml`` beside the texts; one that is there stays.

    Returns
    -------
    str
        What came of it, as a sentence.
    """
    path = Path(path)
    folder = path if path.is_dir() else path.parent
    lines = [] if path.is_dir() else [f"[files.{json.dumps(path.name)}]"]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items() if key in KEYS]
    text = "\n".join(lines) + "\n"
    target = folder / FILE
    if target.exists():
        if all(line in target.read_text(encoding="utf-8", errors="replace").split("\n") for line in lines):
            return f"{target} says so already."
        return f"{target} is there already and was not changed; to keep what was given, write into it: {'; '.join(lines)}"
    try:
        write_whole(target, text.encode())
    except OSError as error:
        return f"{target} cannot be written ({error.strerror}); give the options again next time."
    return f"What was given of these texts is in {target}."
