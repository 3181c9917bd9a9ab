"""The controls that panels have in common: which statements, and by what period."""

import functools
import weakref

import ipywidgets
import pandas as pd

from helpers import corpus, places
from helpers.corpus.subcorpora import by_place
from helpers.explore.several import ALL, Several
from helpers.frames.doors import TableError, require_documents
from helpers.groups import PERIODS, fitting_period
from helpers.labels import known_to_the_day
from helpers.reported.genre import GENRES

kept = functools.lru_cache(maxsize=8)  # a part of an answer, which most changes of controls leave as it is
MOST = 300  # issuers in a list; a longer one is no help
WIDE = {"description_width": "initial"}
COLUMNS = (("issuer", "Issuer"), ("source", "Source"), ("kind", "Kind"), ("language", "Language"))
FILTERS = ("subcorpus", "since", "until", *(column for column, _ in COLUMNS), "genre", "place", "text")  # all that `filters` may hold
MENUS = weakref.WeakKeyDictionary()  # controls that offer subcorpora, and what gives their options: they know at once of one that is kept
OF_STATEMENTS = ("issuer", "source", "kind", "language")  # columns that panels file statements under


def dated_statements(documents):
    """Return the statements that a panel can show, or say what they lack.

    Columns with the name of a period are left away: the periods of a panel are those of the date, whatever stands in them.
    """
    table = require_documents(documents, "date", "text").drop(columns=[*PERIODS], errors="ignore")
    if table["date"].isna().all():
        raise TableError("documents: no statement has a date, and panels show time. Remedy: fill the column date, or load_corpus")
    for column in (name for name in OF_STATEMENTS if name in table and table[name].dtype == object):
        if lists := [type(value).__name__ for value in table[column] if pd.api.types.is_list_like(value)]:
            raise TableError(
                f"documents: {column} holds {lists[0]}s, and a statement is filed under one name. "
                f'Remedy: documents.assign({column}=documents.{column}.str.join(", "))'
            )
    return table


class Field(ipywidgets.Text):
    """A text field that says whether its value is being typed in the browser: then more may follow at once."""

    typed = False

    def set_state(self, sync_data):
        """Take what the browser sends."""
        self.typed = True
        try:
            super().set_state(sync_data)
        finally:
            self.typed = False


def text(label, value, hint="", *, width="280px"):
    """Return a field whose typing is answered when it pauses."""
    box = {"width": "auto", "min_width": width, "flex": f"1 1 {width}"}
    return Field(value=value, description=label, placeholder=hint, style=WIDE, layout=box)


def menu(label, options, value=None):
    """Return a list to choose one from; `options` are values, or pairs of a name and a value."""
    options = list(options)
    box = {"width": "auto", "max_width": "100%"}
    value = value if value is not None else options[0][1] if isinstance(options[0], tuple) else options[0]
    return ipywidgets.Dropdown(options=options, value=value, description=label, style=WIDE, layout=box)


def period_menu(documents, **options):
    """Return the list of periods, set to one that fits the time of the statements."""
    return menu("Period", PERIODS, fitting_period(documents, **options))


def several(label, options, value=(), **look):
    """Return a control to choose any number of options; `options` are values, or pairs of a name and a value."""
    return Several(label, list(options), value=value, **look)


def filters(documents):
    """Return the controls that choose statements, by the names of what `corpus.select` takes; what is left as it is leaves all.

    Those for the dates are empty where not all dates are known to the day: a year begins on no day that anybody stated; and at an
    end before the year 1 or after 9999, since a browser's calendar has no such day.
    """
    dates = pd.to_datetime(documents.date)
    low, high = map(_day, (dates.min(), dates.max())) if known_to_the_day(documents).all() else (None, None)
    box = {"width": "auto"}
    controls = {
        "since": ipywidgets.DatePicker(description="From", value=low, style=WIDE, layout=box),
        "until": ipywidgets.DatePicker(description="To", value=high, style=WIDE, layout=box),
    }
    for column, label in COLUMNS:
        if column in documents and documents[column].nunique() > 1:
            names = documents[column].value_counts().head(MOST)
            controls[column] = several(label, [(f"{name} ({n:,})", name) for name, n in names.items()])
    controls["subcorpus"] = several("Subcorpus", corpus.subcorpora())
    MENUS[controls["subcorpus"]] = corpus.subcorpora
    controls["genre"] = several("Genre", GENRES)
    controls["place"] = text("Naming the place", "", "as Odesa, or UA-51; several with commas", width="240px")
    controls["text"] = text("With the words", "", "as votes, or referend*", width="240px")
    return controls


def _day(moment):
    """Return the day of a moment, or None where Python's calendar has none."""
    return moment.date() if 1 <= moment.year <= 9999 else None


class Same:
    """A table as a key of what was made of it: the same one, whatever it holds."""

    def __init__(self, table):
        self.table = table

    def __hash__(self):
        return id(self.table)

    def __eq__(self, other):
        return self.table is other.table


@kept
def _mentions(same):
    return places.region_mentions(same.table)


@kept
def _selected(same, choice, given):
    choice = dict(choice)
    mentions = given.table if given.table is not None or not by_place(choice) else _mentions(same)
    return corpus.select(same.table, **choice, mentions=mentions)


def selected(documents, choice, *, mentions=None):
    """Return what `corpus.select` gives; a few answers are remembered, and mentions are found where a place is asked for."""
    return _selected(Same(documents), tuple(choice.items()), Same(mentions)) if choice else documents


def choice_of(documents, *, since=None, until=None, **choice):
    """Return what values of `filters` choose by, as `corpus.select` takes it: without those that leave all.

    >>> documents = pd.DataFrame({"date": pd.to_datetime(["2022-09-22"])})
    >>> choice_of(documents, since="2022-01-01", issuer=("NATO", "UN"), genre=(), text="")
    {'issuer': ('NATO', 'UN')}
    """
    dates = pd.to_datetime(documents.date)
    low, high = _day(dates.min()), _day(dates.max())
    early, late = since and (not low or f"{since}" > f"{low}"), until and (not high or f"{until}" < f"{high}")
    days = {"since": f"{since}" if early else None, "until": f"{until}" if late else None}
    named = {name: _names(value) if name == "place" else value for name, value in choice.items()}
    return {name: value for name, value in (days | named).items() if value not in (None, "", (), ALL)}


def _names(places):
    """Return the names that stand in a field, with commas between them."""
    return tuple(filter(None, map(str.strip, places.split(",")))) if isinstance(places, str) else tuple(places)


def written(choice, *, of="documents", mentions="places.region_mentions(documents)"):
    """Return the code that gives those of the statements `of`; `mentions` is the code that gives the mentions, where they are needed.

    >>> written({"issuer": ("NATO", "UN"), "since": "2022-09-01"})
    "corpus.select(documents, issuer=['NATO', 'UN'], since='2022-09-01')"
    """
    if not choice:
        return of
    told = [f"{name}={_plain(value)!r}" for name, value in choice.items()]
    return f"corpus.select({', '.join([of, *told, *[f'mentions={mentions}'] * by_place(choice)])})"


def _plain(value):
    return value if not isinstance(value, tuple) else value[0] if len(value) == 1 else list(value)


def chosen(documents, *, mentions=None, **values):
    """Return the statements that values of `filters` leave, by `corpus.select`, and the line of code that gives them.

    `mentions` saves finding them where statements are chosen by a place.

    Raises
    ------
    ValueError
        If none is left.
    """
    choice = choice_of(documents, **values)
    among = selected(documents, choice, mentions=mentions)
    if among.empty:
        raise ValueError("No statement fits this choice.")
    return among, f"chosen = {written(choice) if mentions is None else written(choice, mentions='mentions')}"
