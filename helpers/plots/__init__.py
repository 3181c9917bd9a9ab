"""Figures of finished tables: each function draws on one Axes and returns it."""

from helpers.plots.bars import keyness_bars, ranked_bars
from helpers.plots.dates import date_arcs, event_lanes
from helpers.plots.maps import dot_map, map_alt_text, tile_map
from helpers.plots.periods import period_bars, period_rates, period_tiles
from helpers.plots.positions import dispersion_strip

__all__ = [
    "date_arcs",
    "dispersion_strip",
    "dot_map",
    "event_lanes",
    "keyness_bars",
    "map_alt_text",
    "period_bars",
    "period_rates",
    "period_tiles",
    "ranked_bars",
    "tile_map",
]
