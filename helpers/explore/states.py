"""The state of a panel as a short text: what its controls hold, what was asked for beside them, and what is selected."""

import datetime
from urllib.parse import parse_qsl

from ipywidgets import DatePicker

from helpers.explore.several import ALL, Several

SELECTED = "selected"  # the name under which a state holds what is selected
ESCAPED = {"%": "%25", "&": "%26", "+": "%2B", "=": "%3D"}  # all else stands as it is, so that a state can be read


def told(control):
    """Return what a control holds as texts, one for each value; none where it leaves all.

    >>> told(Several("Group", [("the year 2022", ("year", 2022)), ("NATO", ("issuer", "NATO"))], value=[("year", 2022)]))
    ['year:2022']
    """
    values = control.value if isinstance(control, Several) else (control.value,)
    return [_text(value) for value in values if value is not None and value != ALL]


def taken(control, texts):
    """Return the value of a control that texts stand for; what it does not offer is returned as it is, for the control to refuse."""
    if isinstance(control, DatePicker):
        return datetime.date.fromisoformat(texts[0]) if texts[0] else None
    offered = getattr(control, "options", None)
    if not offered or getattr(control, "ensure_option", None) is False:
        return texts[0]
    known = {_text(value): value for value in [option[1] if isinstance(option, tuple) else option for option in offered]}
    values = [known.get(text, text) for text in texts if text]
    return values if isinstance(control, Several) else values[0] if values else known.get("", ALL)


def _text(value):
    return ":".join(map(str, value)) if isinstance(value, tuple) else str(value)


def joined(pairs):
    """Return names and texts as a state.

    >>> joined([("pattern", "sham votes"), ("issuer", "R&D"), ("issuer", "UN")])
    'pattern=sham votes&issuer=R%26D&issuer=UN'
    """
    return "&".join(f"{name}={text.translate(str.maketrans(ESCAPED))}" for name, text in pairs)


def parted(state):
    """Return the texts of each name in a state.

    >>> parted("pattern=sham votes&issuer=R%26D&issuer=UN")
    {'pattern': ['sham votes'], 'issuer': ['R&D', 'UN']}
    """
    found = {}
    for name, text in parse_qsl(state.strip(), keep_blank_values=True):
        found.setdefault(name, []).append(text)
    return found
