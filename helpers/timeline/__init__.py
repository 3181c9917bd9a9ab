"""Timelines: dated events, counts per period, bursts, and who said what about which region when."""

from helpers.timeline.changes_of_rate import bursts, change_points
from helpers.timeline.dated import between, count_by_period, events, reported_dates
from helpers.timeline.joins import said_about, speaker_regions
from helpers.timeline.smooth import rate_trend
from helpers.timeline.who_said import said_by

__all__ = [
    "between",
    "bursts",
    "change_points",
    "count_by_period",
    "events",
    "rate_trend",
    "reported_dates",
    "said_about",
    "said_by",
    "speaker_regions",
]
