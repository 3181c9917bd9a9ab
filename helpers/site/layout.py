"""The frame of every page: templates, style, script, and a policy that lets nothing else in."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

TEMPLATES = Path(__file__).resolve().with_name("templates")
# Nothing in a page may run or be fetched but the two files beside it; `file:` is what 'self' means when a page is opened from a disk.
POLICY = (
    "default-src 'none'; img-src 'self' file: data:; style-src 'self' file: 'unsafe-inline'; "
    "script-src {}; base-uri 'none'; form-action 'none'"
)
# What every page leads to, in this order: the address from the site's root, and its name. A new kind of page adds a row here.
NAVIGATION = [
    ("index.html", "Statement notebooks"),
    ("reader/index.html", "All statements"),
    ("evidence.html", "Sentences"),
    ("explore.html", "Explore"),
    ("search.html", "Search"),
]


@cache
def _templates():
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, keep_trailing_newline=True)


def fill(template, **values):
    """Return a template with its values filled in; every value is escaped, except where the template marks it as HTML."""
    return _templates().get_template(template).render(**values)


def page(*, title, body, receipt, up="", here="", scripts=("site.js",), **values):
    """Return a page of the site; what else its template asks for (contents, kind, series, run, record) may be given.

    `up` leads from it to the site's root: ``""`` or ``"../"``; `here` is its address from there.
    """
    links = [(up + address, name, address == here) for address, name in NAVIGATION]
    values |= {"title": title, "body": body, "receipt": receipt, "links": links}
    return fill("page.html.j2", up=up, scripts=scripts, policy=POLICY.format("'self' file:"), **values)


def single_page(*, title, body, receipt, contents=(), record=""):
    """Return a page that has its style and script within it, and links to no other page."""
    script = "\n" + (TEMPLATES / "site.js").read_text(encoding="utf-8")
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    values = {"title": title, "body": body, "receipt": receipt, "contents": contents, "record": record}
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    return fill("page.html.j2", style=style, script=script, policy=POLICY.format(f"'sha256-{known}'"), **values)
