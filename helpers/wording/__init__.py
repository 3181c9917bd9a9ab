"""Wording: statements that are nearly the same, passages that recur, and what changed between two texts."""

from helpers.wording.changes import compare, marked
from helpers.wording.duplicates import near_duplicates
from helpers.wording.passages import passage_places, recurring_passages

__all__ = ["compare", "marked", "near_duplicates", "passage_places", "recurring_passages"]
