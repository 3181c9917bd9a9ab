"""Panels that answer at once and lead back to the text; each is a thin shell around public helpers."""

from helpers.explore.collocates import collocates
from helpers.explore.compare import compare
from helpers.explore.regions import regions
from helpers.explore.search import search
from helpers.explore.speakers import speakers
from helpers.explore.terms import terms
from helpers.explore.timeline import timeline
from helpers.explore.wordlist import words

__all__ = ["collocates", "compare", "regions", "search", "speakers", "terms", "timeline", "words"]
