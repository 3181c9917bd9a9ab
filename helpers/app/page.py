"""The page of the command ``app``: all panels of some statements, each made when it is first looked at."""

import functools
import inspect

import ipywidgets

from helpers import explore
from helpers.corpus import load_corpus
from helpers.labels import first_to_last
from helpers.places import region_mentions
from helpers.timexes import find_timexes
from helpers.tokens import tokenize

ORDER = ["search", "terms", "words", "collocates", "regions", "timeline", "speakers", "compare"]
FOUND = {"tokens": tokenize, "mentions": region_mentions, "timexes": find_timexes}  # what several panels take, made once for all


def page(documents=None):
    """Return the panels of statements as one widget with a tab for each.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2022-09-22", "2022-10-12"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": ["No votes.", "Sham votes!"]})
    >>> shown = page(documents)
    >>> shown.children[0].value, shown.children[1].titles[0]
    ('2 statements, 2022-09-22 to 2022-10-12', 'Search')
    """
    documents = load_corpus() if documents is None else documents
    found = {name: functools.cache(functools.partial(find, documents)) for name, find in FOUND.items()}
    names = _names()
    tabs = ipywidgets.Tab([ipywidgets.VBox() for _ in names], titles=[name.capitalize() for name in names], selected_index=0)

    def fill(_=None):
        at = tabs.selected_index
        if at is not None and not tabs.children[at].children:
            tabs.children[at].children = [_panel(getattr(explore, names[at]), documents, found)]

    tabs.observe(fill, "selected_index")
    fill()
    return ipywidgets.VBox([ipywidgets.Label(f"{len(documents):,} statements, {first_to_last(documents)}"), tabs])


def _names():
    """Return the panels in the order in which one meets their questions; one that is not listed comes last."""
    return sorted(explore.__all__, key=lambda name: [*ORDER, name].index(name))


def _panel(make, documents, found):
    """Return the widget of a panel, or the sentence that says why there is none."""
    wanted = [name for name in inspect.signature(make).parameters if name in found]
    try:
        return make(documents, **{name: found[name]() for name in wanted}).widget
    except ValueError as error:
        return ipywidgets.Label(str(error))
