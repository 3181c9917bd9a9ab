"""A table of statements from elsewhere: CSV, TSV, JSON, JSONL, Parquet or Excel, one row a statement."""

import collections
import functools
import math
import re
from datetime import timedelta

import numpy as np
import pandas as pd

from helpers.corpus.apart import HEAVY, read_apart
from helpers.corpus.mail_file import read_mails
from helpers.corpus.marked_cells import Marks, read_marked_cells
from helpers.corpus.safe_files import NotSound
from helpers.files.decoding import how_decoded
from helpers.files.records import records as records_of
from helpers.needed import NotHere
from helpers.partial_dates import date_in_cell, date_in_name, day_first

# The columns of documents, and the names under which tables from elsewhere have them.
ALIASES = {
    "document_id": ["document_id", "doc_id", "id", "identifier", "filename", "file_name"],
    "date": [
        *("date", "published", "publication_date", "date_published", "datetime", "day", "created_at", "issued", "published_at"),
        *("publishedat", "pubdate", "createdat", "created_utc", "webpublicationdate", "published_date", "release_date", "post_date"),
        *("timestamp", "created", "datum", "fecha", "data", "tarih", "дата", "日付", "日期", "날짜", "التاريخ", "تاریخ", "year"),
    ],
    "text": [
        *("text", "body", "content", "full_text", "fulltext", "statement", "speech", "transcript", "article"),
        *(
            "bodytext",
            "selftext",
            "post_content",
            "paragraphs",
            "texte",
            "texto",
            "testo",
            "tekst",
            "treść",
            "metin",
            "текст",
            "本文",
            "内容",
            "正文",
        ),
        *("본문", "النص", "متن"),
    ],
    "title": ["title", "headline", "subject"],
    "issuer": ["issuer", "author", "speaker", "organisation", "organization", "publisher"],
    "source": ["source", "courtesy", "outlet"],
    "place": ["place", "location"],
    "reference": ["reference", "symbol"],
    "url": ["url", "link", "href", "source_url"],
    "kind": ["kind"],
    "language": ["language", "lang"],
    "confidence": ["confidence"],
}
WITH_DATA = {"texto", "testo", "tekst", "treść"}  # the text in languages that call the date data
PARTS = {  # of a date that stands in several columns
    "year": ["year", "jahr", "année", "annee", "año", "ano", "год", "рік"],
    "month": ["month", "monat", "mois", "mes", "месяц", "місяць"],
    "day": ["day", "tag", "jour", "día", "dia", "день"],
}
LOOKED_AT = {*ALIASES["date"], *ALIASES["source"]}  # columns that are looked at as a whole before their rows are read
OURS = {*ALIASES, "date_precision", "date_origin", "file", "encoding"}  # what documents says of each statement itself
WHICH_DATE = (
    "Write it like this: 2022-09-23, or say which comes first (--day-first, --month-first, or dayfirst=True or False) or the whole form "
    "(--date-format, or date_format=, with %d for the day, %m for the month and %Y for the year), or --calendar (calendar=)."
)
BETWEEN = {"text": "\n\n", "url": " ", "source": "; ", "issuer": "; "}  # the parts of a list in a cell
WIDEST = 16_384  # columns, as many as a sheet of Excel has
SPARSE = 5_000_000  # cells, filled or not, that any table may have
POSTS = {"tweet_id", "retweet_count", "favorite_count", "retweets", "favorites", "in_reply_to_status_id", "is_retweet", "tweet"}
CLIENT = re.compile(r"<a href=|\b(Twitter|Tweetbot|TweetDeck|Hootsuite|Sprinklr|SocialFlow|IFTTT|Buffer)\b|\bfor (iPhone|iPad|Android)\b")
MISSING = {"NA", "N/A", "#N/A", "NaN", "nan", "NULL", "<NA>", "NaT", "None", "null", r"\N"}  # how R, pandas and databases write none
UNREADABLE = re.compile(r"[\x00\ud800-\udfff]")
SUFFIXES = {".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx", ".sql", ".mbox"}


def rows_of(file, raw, **reading):
    """Return what `read_table` yields, by a process with limits where the format is one that can exhaust its reader.

    Examples
    --------
    >>> from pathlib import Path
    >>> [faults[0][1] for _, _, faults in rows_of(Path("a.xlsx"), b"no sheet")]
    ['The file is not a sound .xlsx file (BadZipFile: File is not a zip file).']
    """
    suffix = file.suffix.lower()
    if suffix == ".xlsx" and raw.startswith(b"\xd0\xcf\x11\xe0"):
        return [(1, None, [(1, "The file is an old one of Excel (.xls), or locked with a password.", "Save it anew as .xlsx, unlocked.")])]
    if suffix not in (*HEAVY, ".mbox"):
        return read_table(file, raw, **reading)
    read = functools.partial(read_mails, name=file.stem, date=reading.get("date")) if suffix == ".mbox" else None
    read = read or functools.partial(read_table, file, **reading)
    try:
        return read_apart(functools.partial(_listed, read), raw, ".eml" if suffix == ".mbox" else suffix)
    except NotSound as error:
        return [(1, None, [error.fault])]


def _listed(read, raw):
    return list(read(raw=raw))


def read_table(file, raw, *, columns=None, encoding=None, dayfirst=None, date_format=None, calendar=None, sheet=None, date=None):
    """Read the statements in a table, one after the other.

    Parameters
    ----------
    file : Path
        Its ending tells the format, its name the document_ids where no column does.
    raw : bytes
        Its content.
    columns : dict, optional
        Which column of the table is which of documents, where the names do not tell: ``{"date": "when", "text": "said"}``.
    encoding : str, optional
        Of a CSV, TSV or JSONL file that is not UTF-8.
    dayfirst : bool, optional
        How dates such as 03/04/2022 are meant. Without it another row of the column may tell, else they are faults.
    date_format : str, optional
        The form of its dates, in the codes of `datetime.strptime`, where it is none of those that `dates.date_in_cell` knows.
    calendar : str, optional
        That of its dates, one of `calendars.CALENDARS`, where their years can be of it.
    sheet : str or list of str, optional
        The worksheets of an Excel file that are meant. Without it all are read, and one without statements is a fault.
    date : tuple of (date, str), optional
        The date and its precision of rows that have none.

    Yields
    ------
    tuple
        (line, row, faults), where row is a dict, or None where there are faults, and each fault is (line, problem, remedy). Columns that
        documents does not know are kept under their own names; one that would take the name of one of its own, such as file or
        encoding, is kept as file_of_table or encoding_of_table. A row is made when it is asked for, so that not all need be held.

    Examples
    --------
    >>> from pathlib import Path
    >>> next(read_table(Path("a.csv"), b"when,speech\\n2022-09-23,We met.\\n", columns={"date": "when"}))[1]["text"]
    'We met.'
    """
    columns, any_row, any_fault = columns or {}, False, False
    texts = {*ALIASES["text"], str(columns.get("text", "text")).rsplit(".", 1)[-1].lower()}
    try:
        tables, faults, used = records_of(file.suffix.lower(), raw, encoding, sheet=sheet, texts=texts)
        decoded = [how_decoded(raw, used)] if encoding is None and used and not used.startswith("utf") else []
        del raw
        tables, idle = _of_statements(tables, columns)
        yield from ((fault[0], None, [fault]) for fault in faults)
        for name, records, epoch in tables:
            stem = file.stem if not any_row or name is None else f"{file.stem}-{name}"
            dates = {"dayfirst": dayfirst, "date_format": date_format, "calendar": calendar, "epoch": epoch, "given": date}
            for line, row, wrong in _rows(records, stem, columns, dates):
                any_row, any_fault = any_row or not wrong, any_fault or bool(wrong)
                if (idle or decoded) and not wrong:
                    row["findings"] = [*row.get("findings", []), *map(_left_aside, idle), *decoded]
                    idle = decoded = []
                wrong = [_of_sheet(name, fault) for fault in wrong] if len(tables) > 1 else wrong
                yield line, None if wrong else {"encoding": used} | row, wrong
    except NotHere as error:
        yield 1, None, [error.fault]
    except MemoryError:
        yield 1, None, [(1, "The file is larger than the memory that is free.", "Save the statements in several smaller files.")]
    except Exception as error:  # as of other files: what a parser trips over is a fault of that file
        said = f"{type(error).__name__}: {error}"[:200]
        fault = f"The file is not a sound {file.suffix.lower()} file ({said})."
        yield 1, None, [(1, fault, "Open it in its own program and save it again.")]
    else:
        if not any_row and not any_fault and not faults:
            yield 1, None, [(1, "The table has no rows.", "Add statements below the header.")]


def _of_statements(tables, columns):
    """Return those of several tables that are of statements, by their first rows, and the names of the others; all, if none is."""
    firsts = [list(next(iter(rows([])), (0, {}))[1]) if len(tables) > 1 else [] for _, rows, _ in tables]
    of = [any(key in choose(names, columns)[0] for key in ("text", "date")) for names in firsts]
    if not any(of):
        return tables, []
    return [table for table, some in zip(tables, of, strict=True) if some], [
        table[0] for table, some in zip(tables, of, strict=True) if not some
    ]


def _left_aside(name):
    return 1, f"{name!r:.60} has no column for a text and none for a date, and was not read.", "If it holds statements, name their columns."


def _of_sheet(name, fault):
    line, problem, remedy = fault
    return line, f"Worksheet {name!r}: {problem}", f"{remedy} Or name the worksheets that are meant: sheet=, --sheet."


def _rows(records, stem, columns, dates):
    """Yield (line, row, faults) of the rows of one table, which are gone through twice."""
    found = []
    names, count, filled, values, marks = _glance(records(found), columns)
    yield from ((fault[0], None, [fault]) for fault in found)
    if too_many := _too_many(names, count, filled):
        yield 1, None, [too_many]
    if too_many or not count:
        return
    stated = _of_all(stem, dates)
    chosen, missing = choose(names, columns, dated=stated is not None)
    if "source" not in columns and _is_client(values.get(chosen.get("source"), []), names):
        chosen.pop("source", None)
    if missing:
        yield from ((fault[0], None, [fault]) for fault in missing)
        return
    if dates["dayfirst"] is None and "date" in chosen:
        dates |= {"dayfirst": day_first(values.get(chosen["date"], []))}
    parts = {} if "date" in columns else _parts_of_date(names, chosen.get("date"))
    told = _guessed(chosen, columns, parts)
    kept, marked, top = kept_as(names, chosen | parts), False, True
    reading = dates | {"stated": stated, "parts": list(parts.values())}
    kinds = {key: marks[chosen[key]].kind() for key in ("text", "title") if key in chosen}
    for line, record in records([]):
        row, wrong = row_of(record, chosen, kept, reading)
        if top and wrong and _is_label(record, chosen):
            told.append((line, "This row says what the columns are, and was read as no statement.", "None is needed."))
            continue
        row, top = {"document_id": f"{stem}-{line}"} | row, False
        if read_marked_cells(row, kinds) and not wrong and not marked:
            told.append((line, "This row holds HTML; it and others like it were read as pages are: marks are no words.", "None is needed."))
            marked = True
        if told and not wrong:
            row["findings"], told = told, []
        yield line, row, [(line, *fault) for fault in wrong]


def _too_many(names, count, filled):
    """Return the fault of a table with more columns than any has, or with other ones in each row."""
    if len(names) * count > max(SPARSE, 20 * filled):
        return 1, f"The rows have {len(names):,} different names of columns.", "Give all rows the same few names."
    if len(names) > WIDEST:
        return 1, f"The table has {len(names):,} columns.", f"Keep those that are needed, {WIDEST:,} at most."
    return None


def _guessed(chosen, columns, parts):
    """Return what is told of columns that were chosen by names which documents does not have."""
    guessed = {key: name for key, name in chosen.items() if key not in columns and str(name).lower() != key and key != "document_id"}
    guessed |= {"date": ", ".join(parts.values())} if parts else {}
    said = ", ".join(f"{name!r} as {key}" for key, name in guessed.items())[:300]
    wrong = "If one is wrong, name another: --KEY-column NAME."
    return [(1, f"By their names, these columns were read: {said}.", wrong)] if said else []


def _glance(records, columns):
    """Return the names of columns, how many rows and filled cells there are, what may be dates or sources, and which cells hold HTML."""
    names, count, filled, values, marks = {}, 0, 0, {}, collections.defaultdict(Marks)
    asked = {columns.get("date"), columns.get("source")}
    for _, record in records:
        count, filled = count + 1, filled + len(record)
        for name, value in record.items():
            if name not in names:
                names[name] = name in asked or _plain(name).rsplit(".", 1)[-1] in LOOKED_AT
            if names[name]:
                values.setdefault(name, []).append(value)
            elif isinstance(value, str):
                marks[name].look(value)
    return list(names), count, filled, values, marks


def _plain(name):
    return str(name).strip().lower().replace(" ", "_").replace("-", "_")


def _of_all(stem, dates):
    """Return the date of rows that state none, its precision and where it is from: the table's name, or as given; else None."""
    try:
        stated = date_in_name(stem, dayfirst=dates["dayfirst"], calendar=dates["calendar"])
    except ValueError:  # a day that can be read either way
        stated = None, None
    if stated[0] is not None:
        return *stated, "file name"
    return (*dates["given"], "given") if dates["given"] else None


def _is_client(values, names):
    """Return whether the column `source` names the program that a post was written with, as those of tweets do."""
    said = [str(value) for value in values if not _absent(value)][:200]
    clients = sum(CLIENT.search(value) is not None for value in said)
    return bool(said) and (clients * 2 >= len(said) or bool(POSTS & {str(name).lower() for name in names}))


def choose(names, columns, *, dated=False):
    """Return which column of the table serves for which of documents, and a fault for each that is needed and absent."""
    plain = {name: _plain(name) for name in reversed(names)}
    by_plain = {part.rsplit(".", 1)[-1]: name for name, part in plain.items()} | {part: name for name, part in plain.items()}
    chosen = {key: next((by_plain[alias] for alias in aliases if alias in by_plain), None) for key, aliases in ALIASES.items()}
    if chosen["date"] and plain[chosen["date"]].rsplit(".", 1)[-1] == "data" and not WITH_DATA & {*by_plain}:
        chosen["date"] = None
    chosen |= columns
    chosen["date"] = chosen["date"] or _parts_of_date(names, None).get("year")
    faults = []
    for key in sorted({"text", *columns, *([] if dated else ["date"])}):
        if chosen.get(key) not in names:
            asked = f"named {columns[key]!r}" if key in columns else f"for the {key}"
            remedy = (
                f"Say which it is: --{key}-column NAME, or columns={{{key!r}: NAME}}. The table has: {', '.join(map(str, names))[:300]}."
            )
            faults.append((1, f"There is no column {asked}.", remedy))
    return {key: name for key, name in chosen.items() if name in names}, faults


def kept_as(names, chosen):
    """Return the name under which each column is kept that serves for none of documents."""
    ours, kept = OURS | set(chosen), {}
    taken = {*ours, *names}
    for name in names:
        if name not in chosen.values():
            own = plain = UNREADABLE.sub("\ufffd", str(name))
            number = 1
            while own in ours or (own in taken and own != name):
                own, number = f"{plain}_of_table" if number == 1 else f"{plain}_of_table_{number}", number + 1
            kept[name] = own
            taken.add(own)
    return kept


def row_of(record, chosen, kept, reading):
    """Return the row of the documents table that a record of a table stands for, and its faults: (problem, remedy)."""
    record = {name: None if _absent(value) else value for name, value in record.items()}
    record |= {name: None for name in chosen.values() if isinstance(record.get(name), str) and record[name].strip() in MISSING}
    row = {kept[name]: _shown(value) for name, value in record.items() if name in kept}
    faults = []
    for key, name in chosen.items():
        if key != "date" and record.get(name) is not None:
            row[key] = _written(record[name], BETWEEN.get(key, ", "))
            if row[key] is None:
                nested = "bytes that are no UTF-8" if isinstance(record[name], bytes) else "a nested object"
                what = f"The cell {name!r:.60} holds {nested}, not a text."
                faults.append((what, "Write its text into a column of its own, or each of its texts into a row of its own."))
    if "date" not in chosen:
        row["date"], row["date_precision"], row["date_origin"] = reading["stated"]
    else:
        said = _joined(map(record.get, reading["parts"])) if reading["parts"] else record.get(chosen["date"])
        faults += _dated(row, said or None, chosen["date"], reading)
    if "text" in chosen and not row.get("text"):
        faults.append((f"The cell {chosen['text']!r} is empty.", "Write the statement into it, or remove the row."))
    for key, value in row.items():
        if isinstance(value, str) and (odd := UNREADABLE.search(value)):
            what = "a null character" if odd[0] == "\0" else "half a character (a lone surrogate)"
            named = next((name for name, own in kept.items() if own == key), chosen.get(key, key))
            faults.append((f"The cell {named!r} holds {what}.", "Remove it, or export the table again."))
    return row, faults


def _dated(row, value, name, reading):
    """Fill in the date of a cell, or the one that is given for empty ones; return its fault."""
    if value is None and reading["given"]:
        row["date"], row["date_precision"], row["date_origin"] = *reading["given"], "given"
        return []
    try:
        form = {key: reading[key] for key in ("dayfirst", "date_format", "calendar")}
        value = value if form["date_format"] else _serial(value, reading["epoch"])
        row["date"], row["date_precision"] = (None, None) if value is None else date_in_cell(value, **form)
    except ValueError as error:
        return [(f"The date {str(value)[:40]!r} cannot be taken: {error}.", WHICH_DATE)]
    if row["date"] is not None:
        return []
    said = "is empty" if value is None else f"holds no date: {str(value)[:40]!r}"
    return [(f"The cell {name!r} {said}.", "Write it like this: 2022-09-23")]


def _serial(value, epoch):
    """Return the day of a cell of Excel that holds a bare number of days; from 1000 to 2999 it is a year."""
    number = pd.to_numeric(value, errors="coerce") if isinstance(value, (int, float, str)) and epoch is not None else math.nan
    if isinstance(value, bool) or not (number < 1000 or 2999 < number < 200_000) or number < 1:
        return value
    since_1900 = epoch.year == 1899 and number < 60  # Excel counts a 29 February 1900
    return (epoch + timedelta(days=float(number) + since_1900)).date()


def _parts_of_date(names, date):
    """Return the columns for year, month and day, {part: name}, where the date stands in several."""
    plain = {_plain(name): name for name in names}
    parts = {part: next((plain[name] for name in PARTS[part] if name in plain), None) for part in PARTS}
    if parts["year"] is None or parts["month"] is None or date not in (None, *parts.values()):
        return {}
    return {part: name for part, name in parts.items() if name is not None}


def _joined(cells):
    """Return year, month and day as one date; a month may be a word.

    >>> _joined(["2022", "9", 23.0]), _joined([2022, "September", ""]), _joined([2022, None])
    ('2022-09-23', 'September 2022', '2022')
    """
    year, month, *day = [None if _absent(cell) else re.sub(r"\.0$", "", str(cell).strip()) for cell in cells]
    day = day[0] if day else None
    if month and not month.isdecimal():
        return " ".join(filter(None, [day, month, year]))
    return "-".join([year or "", *(part.zfill(2) for part in (month, month and day) if part)])


def _is_label(record, chosen):
    """Return whether a row below the header says in words what its columns are, as programs for surveys write it."""
    said = [str(record.get(chosen[key], ""))[:200].lower() if key in chosen else "" for key in ("date", "text")]
    words = [{*re.findall(r"[^\W\d_]+", one)} for one in said]
    return all(one & {*"_".join(ALIASES[key]).split("_"), "importid"} for key, one in zip(("date", "text"), words, strict=True))


def _written(value, between):
    """Return a cell as text; the parts of a list are paragraphs, or what `between` says; None where it is nested deeper."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple, set)):  # of texts, or of blocks: {"type": "p", "text": "We met."}
        parts = [part.get("text", part) if isinstance(part, dict) else part for part in value]
        parts = [_written(part, between) for part in parts if not _absent(part)]
        return None if None in parts else between.join(filter(None, parts))
    return None if isinstance(value, dict | bytes) else str(value).strip()


def _shown(value):
    """Return bytes that are no text as one that shows them; what else there is as it is."""
    return value.decode(errors="backslashreplace") if isinstance(value, bytes) else value


def _absent(value):
    """Return whether a cell is empty; a cell of Parquet may hold a list, to which pandas has more than one answer."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))
