"""Reported statements: who is said to have said what, with which word."""

from helpers.reported.finder import reported_statements
from helpers.reported.genre import genres

__all__ = ["genres", "reported_statements"]
