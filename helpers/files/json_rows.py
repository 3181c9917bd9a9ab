"""Rows of JSON: one object a line, or a file that holds an array of objects, by itself or inside others."""

import json
from collections import Counter

FORM = 'Write one JSON object a line: {"date": "2022-09-23", "text": "…"}'
DEEPEST = 20  # objects inside objects


def json_rows(text, *, whole, texts=("text",)):
    r"""Return (line, {column: value}) of each object, and the faults of what is none.

    Objects inside an object become columns (``meta.date``). One that holds a table by its columns, or by the ids of its rows, stands for
    the rows. An object without a text that holds an array of objects with one
    stands for those, each with what the outer object says of them all; any other object is a row itself.

    Parameters
    ----------
    text : str
    whole : bool
        If true, the text is one JSON value (a .json file); else, or where it is none, each line is one. A row's number is
        then its place in the array.
    texts : collection of str
        Names of the keys that hold a text.

    Examples
    --------
    >>> json_rows('{"year": 2022, "speeches": [{"by": "A", "text": "We met."}, {"by": "B", "text": "No."}]}', whole=True)[0][1]
    (2, {'year': 2022, 'by': 'B', 'text': 'No.'})
    """
    if whole:
        value, fault = _read(text)
        if not fault:
            objects = value if isinstance(value, list) else [value]
            parts = [(place, part) for place, part in enumerate(objects, start=1)]
        elif text.strip().count("\n") and not _read(text.strip().split("\n")[0])[1]:
            whole = False
        else:
            return [], [fault]
    faults = []
    if not whole:
        return list(json_lines(text.split("\n"), texts=texts, faults=faults)), faults
    made = []
    for place, value in parts:
        if isinstance(value, dict):
            made += [(place, row) for row in _rows_of(value, texts)]
        else:
            faults.append((place, f"Item {place:,} of the array is no JSON object.", FORM))
    if len({place for place, _ in made}) < len(made):  # the rows of arrays inside are numbered through
        made = [(place, row) for place, (_, row) in enumerate(made, start=1)]
    return made, faults


def json_lines(lines, *, texts=("text",), faults=None):
    r"""Yield what `json_rows` returns of lines with an object each, of which it needs one at a time; faults are appended.

    Examples
    --------
    >>> faults = []
    >>> [row for _, row in json_lines(['{"text": "We met."}', '7'], faults=faults)], faults[0][:2]
    ([{'text': 'We met.'}], (2, 'This line is no JSON object.'))
    """
    faults = [] if faults is None else faults
    for line, content in enumerate(lines, start=1):
        if content.strip():
            value, fault = _read(content.rstrip().removesuffix(","))  # as lines of an array, cut out of it
            if fault:
                faults.append((line, *fault[1:]))
            elif isinstance(value, dict):
                yield from ((line, row) for row in _rows_of(value, texts))
            else:
                faults.append((line, "This line is no JSON object.", FORM))


def _read(text):
    twice = []
    try:
        value = json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, twice))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        what = "This line" if "\n" not in text.strip() else "The file"
        return None, (line, f"{what} is no JSON ({error}).", "Write one JSON object a line, or one array of objects.")
    return value, (1, f"The key {twice[0]!r:.60} stands twice.", "Keep one of the two.") if twice else None


def _once(pairs, twice):
    made = dict(pairs)
    if len(made) < len(pairs):
        twice += [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    return made


def _rows_of(value, texts):
    """Return the rows that an object stands for."""
    if rows := _turned(value, texts):
        return rows
    if inside := _held_by_ids(value, texts):
        return inside
    flat = _flat(value)
    if _has_text(flat, texts):
        return [flat]
    for key, held in flat.items():
        if isinstance(held, list) and held and all(isinstance(part, dict) for part in held):
            inner = [row for part in held for row in _rows_of(part, texts)]
            if any(_has_text(row, texts) for row in inner):
                outer = {name: said for name, said in flat.items() if name != key}
                return [{f"outer.{name}" if name in row else name: said for name, said in outer.items()} | row for row in inner]
    return [flat]


def _held_by_ids(value, texts, *, depth=0):
    """Return the rows of a table that an object holds by the ids of its rows, or by columns, each with what else the object says."""
    for key, held in value.items():
        if not isinstance(held, dict) or depth > DEEPEST:
            continue
        if rows := _turned(held, texts) or _held_by_ids(held, texts, depth=depth + 1):
            outer = _flat({name: said for name, said in value.items() if name != key})
            return rows if _has_text(outer, texts) else [outer | row for row in rows]
    return []


def _turned(value, texts):
    """Return the rows of an object that holds a table by its columns, as pandas writes it, or by the ids of its rows; else none."""
    if isinstance(value.get("columns"), list) and isinstance(value.get("data"), list) and all(type(row) is list for row in value["data"]):
        return [dict(zip(map(str, value["columns"]), row, strict=False)) for row in value["data"]]
    if not value or not all(isinstance(held, dict) and held for held in value.values()):
        return []
    first, *others = value.values()
    if _has_text(value, texts) and all(other.keys() == first.keys() for other in others) and not first.keys() & {*texts, "rendered"}:
        return [{name: held[row] for name, held in value.items()} for row in first]
    if others and all(_has_text(_flat(held), texts) for held in value.values()):
        return [row if "id" in row else {"id": name} | row for name, held in value.items() for row in [_flat(held)]]
    return []


def _has_text(flat, texts):
    return any(key.rsplit(".", 1)[-1].lower() in texts for key in flat)


def _flat(value, *, before="", depth=0):
    made = {}
    for key, held in value.items():
        while isinstance(held, dict) and len(held) == 1 and (kind := next(iter(held))).startswith("$"):
            held = held[kind]  # MongoDB's dates and ids: {"$date": …}
        if isinstance(held, dict) and isinstance(held.get("rendered"), str):  # what WordPress shows of a field
            made[f"{before}{key}"] = held["rendered"]
        elif isinstance(held, dict) and held and depth < DEEPEST:
            made |= _flat(held, before=f"{before}{key}.", depth=depth + 1)
        else:
            made[f"{before}{key}"] = held
    return made
