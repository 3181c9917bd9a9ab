"""Rendered pages: notebooks, a reader of all statements, and the sentences behind numbers."""

from helpers.site.pages import render, single, verify

__all__ = ["render", "single", "verify"]
