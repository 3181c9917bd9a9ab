"""Places: the gazetteer, the mentions of its places in statements, and tables of these mentions."""

from helpers.places.bodies import with_bodies
from helpers.places.counts import cooccurrence, count_places, first_and_last, macro_regions, spelling_ledger
from helpers.places.mentions import left_out, load_gazetteer, region_mentions
from helpers.places.outside import outside, with_world

__all__ = [
    "cooccurrence",
    "count_places",
    "first_and_last",
    "left_out",
    "load_gazetteer",
    "macro_regions",
    "outside",
    "region_mentions",
    "spelling_ledger",
    "with_bodies",
    "with_world",
]
