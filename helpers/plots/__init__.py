"""Figures of finished tables: each function draws on one Axes and returns it."""

from helpers.plots.bars import keyness_bars, ranked_bars
from helpers.plots.periods import event_lanes, period_bars, period_rates, period_tiles
from helpers.plots.positions import dispersion_strip

__all__ = ["dispersion_strip", "event_lanes", "keyness_bars", "period_bars", "period_rates", "period_tiles", "ranked_bars"]
