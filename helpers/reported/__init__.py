"""Reported statements: who is said to have said what, with which word."""

from helpers.reported.finder import reported_statements

__all__ = ["reported_statements"]
