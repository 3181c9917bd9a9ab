"""The file of a gazetteer: read as a table of places, or refused with all its faults at once."""

import re
import unicodedata

import pandas as pd

from helpers.files.lists import read_rows
from helpers.spans import normalize

LISTS = ["variants", "demonyms", "weak_variants"]
NEEDED = ["place_id", "name", "kind", "region", "latitude", "longitude", *LISTS]
DEGREES = {"latitude": 90, "longitude": 180}
DEGREE = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")
LONGEST = 200  # characters of a name, so that no text is compared with a page at each of its words
JOINERS = "\u200c\u200d"  # without them, names in Persian and Hindi are written otherwise


def read_places(path, *, sought=True):
    r"""Return the places in a CSV file; commas, semicolons or tabs separate its cells, as the first line shows.

    If `sought` is true, a place none of whose names would be looked for is a fault.

    Returns
    -------
    DataFrame
        One row per place, under the columns of the file: latitude and longitude as numbers, all others as text.

    Raises
    ------
    ValueError
        Naming the file, with its first 200 faults: line, problem and remedy.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "mine.csv")
    ...     length = path.write_text(f"{','.join(NEEDED)}\nhanse,Hanse Town,town,DEU,53.5,10,Hansa,,\n")
    ...     read_places(path).to_dict("records")[0]["latitude"]
    53.5
    """
    header, rows = read_rows(path, NEEDED, of="A gazetteer", faults_in=lambda *table: _row_faults(*table, sought))
    table = pd.DataFrame(rows, columns=header, dtype="str")
    return table.assign(**{name: pd.to_numeric(table[name]).astype("float64") for name in DEGREES})


def _row_faults(header, rows, lines, sought):
    """Take spaces away around cells, and return what is wrong with them."""
    faults, seen = [], {}
    at = {name: header.index(name) for name in NEEDED}
    for line, row in zip(lines, rows, strict=True):
        odd = []
        for name, place in at.items():
            if row[place]:
                if not (row[place].isascii() and row[place].isprintable()):
                    odd += [(line, *fault) for fault in _odd(name, row[place])]
                row[place] = " ".join(row[place].split())
        cell = {name: row[place] for name, place in at.items()}
        if not cell["place_id"] or not cell["name"]:
            faults.append((line, "There is no place_id or no name.", "Fill in both."))
            continue
        first = seen.setdefault(cell["place_id"], line)
        if first != line:
            faults.append((line, f"This place_id stands in line {first} already.", "Give the place another one."))
        faults += odd or [(line, *fault) for fault in (*_names(cell, sought), *_degrees(cell))]
    return faults


def _odd(name, cell):
    """Say what in a cell cannot be seen and would keep its names from being found."""
    if "\n" in cell.strip():
        yield f"The cell {name!r} holds a line break.", "Write it in one line, several names separated by semicolons."
    hidden = {c for c in cell if unicodedata.category(c) in ("Cc", "Cf") and not c.isspace() and c not in JOINERS}
    if hidden:
        codes = ", ".join(f"U+{ord(c):04X}" for c in sorted(hidden)[:5])
        yield f"The cell {name!r} holds characters that cannot be seen ({codes}).", "Remove them, or write the cell anew."


def _names(cell, sought):
    names = [cell["name"], *(name for column in LISTS[:2] for name in cell[column].split(";") if name.strip())]
    if ";" in cell["name"]:
        yield f"The name {cell['name'][:40]!r} holds a semicolon.", "Write one name there, and the others into variants."
    elif long := next((name for name in names if len(name) > LONGEST), None):
        yield f"The name {long[:40]!r} … has {len(long):,} characters.", f"Write a name of {LONGEST} or fewer."
    elif sought and not any(map(_is_sought, names)):
        yield (
            f"No name of {cell['name'][:40]!r} would be found: names are looked for that begin with a capital letter or a digit.",
            "Add such a spelling to variants.",
        )


def _is_sought(name):
    core = normalize(name.strip())[0].removeprefix("the ")
    return core[:1].isalnum() and not core[0].islower()


def _degrees(cell):
    given = [cell[name] for name in DEGREES]
    if all(given) != any(given):
        yield "Latitude or longitude is missing.", "Fill in both, or leave both empty."
    for (name, most), value in zip(DEGREES.items(), given, strict=True):
        if value and not DEGREE.fullmatch(value):
            yield f"The {name} {value[:40]!r} is no number of degrees.", "Write it like this: 46.71, or leave it empty."
        elif value and abs(float(value)) > most:
            yield f"The {name} {value[:40]!r} is not on Earth.", f"It lies between -{most} and {most}; are the two the wrong way round?"
