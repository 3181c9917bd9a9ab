"""Wording: statements that are nearly the same, passages that recur, and what changed between two texts."""

from helpers.wording.changes import compare, marked
from helpers.wording.passages import recurring_passages

__all__ = ["compare", "marked", "recurring_passages"]
