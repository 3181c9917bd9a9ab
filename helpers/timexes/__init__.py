"""Temporal expressions: the dates, spans of time and repetitions that statements speak of."""

from helpers.timexes.finder import find_timexes

__all__ = ["find_timexes"]
