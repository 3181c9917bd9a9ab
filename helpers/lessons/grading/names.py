"""Whose a notebook is, from the names that learning platforms give to files and folders."""

import itertools
import re

LESSON = re.compile(
    r"(?:\d\d[-_ ]*)?(?:term.frequency|region.mentions|statement.timelines|read.a.chart|check.a.claim)(?:-[0-9a-f]{8}\b)?", re.IGNORECASE
)
AGAIN = re.compile(
    r"[-_ ]{0,9}(?:copy|kopie|copie)[-_ ]{0,9}(\d{0,9})|[-_ ]{0,9}\((\d{1,9})\)|(?<=\S)-(\d{1,2})$", re.IGNORECASE
)  # a second download, another attempt
ENDINGS = re.compile(r"(?:\.(?:ipynb|json|txt|zip)){1,5}$", re.IGNORECASE)
PLATFORMS = [  # of one part of a path: the student, and what is told of the attempt
    re.compile(r"(?P<student>.+?)_\d+_assignsubmission_"),  # Moodle, with and without folders
    re.compile(r"\d+-\d+ - (?P<student>.+?) - (?P<attempt>\w{3,9} \d{1,2}, \d{4}[^-]*)"),  # Brightspace
    re.compile(r".*?_(?P<student>[^_]+)_attempt_(?P<attempt>[\d-]+)"),  # Blackboard
    re.compile(r"(?P<student>[^_]+)(?:_LATE)?_\d+_\d+_"),  # Canvas
]
NO_NAMES = re.compile(
    r"(?:submi\w*|abgaben?|lessons?|notebooks?|exercises?|students?|home|downloads?|src|work|all|class|new folder|)", re.IGNORECASE
)


def whose(parts, *, outer=False):
    """Return the student and the attempt that the parts of a path tell, outermost first; empty text where they do not.

    Parameters
    ----------
    parts : list of str
        Folders, zip files and the file, from what was given on the command line.
    outer : bool
        Whether the first part may name the student too, as where several folders are given.

    Examples
    --------
    >>> whose(["class.zip", "Anna Muster_4711_assignsubmission_file", "01-term-frequency.ipynb"])
    ('Anna Muster', '')
    >>> whose(["musterben_LATE_12_345_01-term-frequency-2.ipynb"]), whose(["01-term-frequency - Chloé (1).ipynb"])
    (('musterben', '2'), ('Chloé', '1'))
    """
    inner = parts if outer or len(parts) == 1 else parts[1:]
    attempt = next((found for part in inner[::-1] if (found := _attempt(part))), "")
    for part in inner[::-1]:
        for pattern in PLATFORMS:
            if found := pattern.match(part):
                return _plain(found["student"]), (found.groupdict().get("attempt") or attempt).strip()
    for part in inner[::-1]:  # JupyterLite sets the folders before a download's name: notebooks_lessons_…
        name = _plain(AGAIN.sub("", LESSON.sub("", ENDINGS.sub("", part))))
        if name := " ".join(itertools.dropwhile(NO_NAMES.fullmatch, name.split())):
            return name, attempt
    return "", attempt


def _attempt(part):
    found = AGAIN.search(LESSON.sub("", ENDINGS.sub("", part)))
    return next((number for number in found.groups() if number), "1") if found else ""


def _plain(name):
    return re.sub(r"[\s_]+", " ", name).strip(" -._")
