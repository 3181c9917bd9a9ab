"""The controls that panels have in common: which statements, and by what period."""

import functools

import ipywidgets
import pandas as pd

from helpers.frames.doors import TableError, require_documents
from helpers.groups import PERIODS, fitting_period
from helpers.labels import known_to_the_day

kept = functools.lru_cache(maxsize=8)  # a part of an answer, which most changes of controls leave as it is
MOST = 300  # issuers in a list; a longer one is no help
WIDE = {"description_width": "initial"}
ALL = "(all)"
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


def text(label, value, hint=""):
    """Return a field whose typing is answered when it pauses."""
    box = {"width": "auto", "min_width": "280px", "flex": "1 1 280px"}
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


def filters(documents):
    """Return controls for the dates, and for issuer, source and kind as far as the statements have them.

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
    for column, label in (("issuer", "Issuer"), ("source", "Source"), ("kind", "Kind")):
        if column in documents and documents[column].nunique() > 1:
            names = documents[column].value_counts().head(MOST)
            options = [(ALL, ALL), *((f"{name} ({n:,})", name) for name, n in names.items())]
            controls[column] = menu(label, options)
            controls[column].layout.max_width = "300px"
    return controls


def _day(moment):
    """Return the day of a moment, or None where Python's calendar has none."""
    return moment.date() if 1 <= moment.year <= 9999 else None


def chosen(documents, *, since=None, until=None, **columns):
    """Return the statements that filters leave, and the line of code that gives them.

    Raises
    ------
    ValueError
        If none is left.
    """
    kept, code = pd.Series(True, index=documents.index), []
    dates = pd.to_datetime(documents.date)
    low, high = _day(dates.min()), _day(dates.max())
    early, late = since and (not low or since > low), until and (not high or until < high)
    if (early or late) and since and until:
        first, last = max(since, low or since), min(until, high or until)
        kept &= dates.between(f"{first}", f"{last}")
        code.append(f'documents.date.between("{first}", "{last}")')
    elif early:
        kept &= dates >= f"{since}"
        code.append(f'(documents.date >= "{since}")')
    elif late:
        kept &= dates <= f"{until}"
        code.append(f'(documents.date <= "{until}")')
    for column, value in columns.items():
        if value != ALL:
            kept &= documents[column] == value
            code.append(f"(documents.{column} == {value!r})")
    if not kept.any():
        raise ValueError("No statement fits this choice of dates and issuers.")
    return (documents[kept] if code else documents), f"chosen = documents[{' & '.join(code)}]" if code else "chosen = documents"
