"""Figures of finished tables: each function draws on one Axes and returns it."""

from helpers.plots.bars import keyness_bars, ranked_bars
from helpers.plots.choropleth import choropleth
from helpers.plots.crossings import cross_tiles
from helpers.plots.dates import date_arcs, event_lanes
from helpers.plots.described import describe
from helpers.plots.figure_texts import alt_text
from helpers.plots.funnels import rate_funnel
from helpers.plots.lines import rate_lines
from helpers.plots.map_texts import map_alt_text
from helpers.plots.maps import CELLS, dot_map, tile_map
from helpers.plots.networks import word_network
from helpers.plots.outlines import frame_of, map_area
from helpers.plots.periods import period_bars, period_rates, period_tiles
from helpers.plots.positions import dispersion_strip
from helpers.plots.trends import trend_band

__all__ = [
    "CELLS",
    "alt_text",
    "choropleth",
    "cross_tiles",
    "date_arcs",
    "describe",
    "dispersion_strip",
    "dot_map",
    "event_lanes",
    "frame_of",
    "keyness_bars",
    "map_alt_text",
    "map_area",
    "period_bars",
    "period_rates",
    "period_tiles",
    "ranked_bars",
    "rate_funnel",
    "rate_lines",
    "tile_map",
    "trend_band",
    "word_network",
]
