"""Figures of dates: events in lanes, and arcs from the day of a statement to the day it speaks of."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.patches import Arc

from helpers.plots.base import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    axes_of,
    behind,
    boxes_of,
    clean,
    date_axis,
    days_of,
    describe,
    plain,
)
from helpers.plots.date_texts import arcs_words, lanes_words

KIND_STYLE = {"issued": (BLUE, "o"), "reported": (GREEN, "s"), "refers to": (ORANGE, "D")}
# Lines that are all drawn; the parts of a lane's length and height that are told apart; see-through lines that hide what is below them.
MANY, ACROSS, HIGH, OPAQUE = 1_000, 2_000, 250, 3
SHORT = 1 / 150  # of the time that is drawn: a line that would be no more than a dot of its own height
ARC_STYLE = [(BLUE, "-"), (ORANGE, "--"), (GREEN, "-."), (GREY, ":")]


def event_lanes(events, *, ax=None):
    """Draw each event at its date, in a lane for its kind; events of one day stand on top of one another.

    Days are marks, longer times lines; open ones end in an arrow, vague ones are hollow or dashed.

    Parameters
    ----------
    events : DataFrame
        From `timeline.events`. What has no date, or is of a kind other than issued, reported and refers to, is not drawn; the text
        counts it.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.to_datetime(["2022-09-22"])
    >>> event_lanes(pd.DataFrame({"date_from": day, "date_to": day, "kind": ["issued"]})).get_yticklabels()[0].get_text()
    'issued (1)'
    """
    dated, known = events.date_from.notna() | events.date_to.notna(), events.kind.isin(KIND_STYLE)
    left_out = {"without a date": (~dated).sum(), "of other kinds": (dated & ~known).sum()}
    events = events[dated & known]
    kinds = [kind for kind in KIND_STYLE if (events.kind == kind).any()]
    ax = axes_of(ax, height=1.2 + 1.1 * len(kinds))
    ax.xaxis_date()  # so that days can be given as numbers, which takes a tenth of the time
    events = events.assign(vague=events["vague"].astype(bool) if "vague" in events else False)
    first = min(events.date_from.min(), events.date_to.min())
    last = max(events.date_from.max(), events.date_to.max())
    drawn = []
    for lane, kind in enumerate(kinds):
        rows = events[events.kind == kind].sort_values("date_from", kind="stable")
        of_day = rows.groupby(["date_from", "date_to"], dropna=False)
        rows = rows.assign(at=lane + of_day.cumcount() / max(of_day.size().max(), 4) * 0.8)
        _lane(ax, rows, first, last, style=KIND_STYLE[kind])
        drawn.append(rows)
    ax.set_yticks(range(len(kinds)), [f"{plain(kind)} ({(events.kind == kind).sum():,})" for kind in kinds])
    ax.set_ylim(-0.2, len(kinds) - 0.1)
    drawn = pd.concat(drawn, ignore_index=True) if drawn else events.head(0).assign(at=0.0)
    boxes = boxes_of(days_of(drawn.date_from.fillna(first)), drawn["at"], days_of(drawn.date_to.fillna(last)), drawn["at"])
    shown = behind(drawn, "kind", "date_from", "date_to", "label", "vague", "document_id", "start", "end")
    describe(ax, lanes_words(drawn, left_out), shown, boxes=boxes)
    return clean(date_axis(ax), grid="x")


def _lane(ax, rows, first, last, *, style):
    """Draw the events of one kind: a dot for a day, a line for a time, an arrow where it has no end."""
    colour, marker = style
    day = rows.date_from == rows.date_to
    long = rows[~day].assign(a=lambda t: t.date_from.fillna(first), b=lambda t: t.date_to.fillna(last))
    long = long.assign(a=days_of(long.a), b=days_of(long.b))
    for vague, dashes in ((False, "solid"), (True, "dashed")):
        some = _seen(long[long.vague == vague])
        short = (some.b - some.a).to_numpy() < SHORT * (last - first).days
        for of, width, line in ((~short, 1, dashes), (short, 4, "solid")):
            ax.hlines(some["at"][of], some.a[of], some.b[of], color=colour, linewidth=width, linestyle=line, alpha=0.45, zorder=1)
    for ends, arrow in ((long[long.date_to.isna()], ">"), (long[long.date_from.isna()], "<")):
        if len(ends):
            ax.scatter(ends.a if arrow == ">" else ends.b, ends["at"], color=colour, marker="|", s=20, alpha=0.6)
            ax.scatter(ends.b if arrow == ">" else ends.a, ends["at"], color=colour, marker=arrow, s=12, alpha=0.6)
    days = rows[day & ~rows.vague]
    unsure = rows[day & rows.vague]
    if len(unsure):
        ax.scatter(days_of(unsure.date_from), unsure["at"], facecolor="none", edgecolor=colour, marker=marker, s=14)
    if len(days):
        ax.scatter(days_of(days.date_from), days["at"], facecolor=colour, edgecolor="black", marker=marker, s=14, linewidth=0.4)


def _seen(long):
    """Leave out lines that lie on so many others, closer than the eye or a printer parts them, that they add nothing to be seen."""
    if len(long) <= MANY:
        return long
    spot = pd.Series(0, index=long.index)
    for name, parts in (("a", ACROSS), ("b", ACROSS), ("at", HIGH)):
        spot = spot * (parts + 1) + ((long[name] - long[name].min()) / max(np.ptp(long[name]), 1e-9) * parts).round().astype(int)
    return long[(spot.groupby(spot).cumcount() < OPAQUE).to_numpy()]


def date_arcs(pairs, *, most=4, ax=None):
    """Draw an arc from the day of each statement to a day it speaks of, for the days that most statements speak of.

    Arcs above the line look back, arcs below it ahead.

    Parameters
    ----------
    pairs : DataFrame
        One row per statement and day: issued, spoken_of (datetime64). Without its day, a statement has no arc.
    most : int
        Days spoken of that are drawn, 4 at the most; each has a colour and a line of its own.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> pairs = pd.DataFrame({"issued": pd.to_datetime(["2022-03-24"]), "spoken_of": pd.to_datetime(["2022-02-24"])})
    >>> date_arcs(pairs).get_legend().get_texts()[0].get_text()
    '24 Feb 2022 (1)'
    """
    ax = axes_of(ax, height=3.4)
    pairs = pairs.dropna(subset=["issued", "spoken_of"]).reset_index(drop=True)
    counts = pairs[pairs.issued != pairs.spoken_of].spoken_of.value_counts()
    days, others = counts.iloc[: min(most, len(ARC_STYLE))], counts.iloc[min(most, len(ARC_STYLE)) :]
    tallest, arcs = 1.0, [pairs.head(0)]
    for (day, n), (colour, line) in zip(days.items(), ARC_STYLE, strict=False):
        issued = pairs.issued[(pairs.spoken_of == day) & (pairs.issued != day)]
        arcs.append(pairs.loc[issued.index])
        for other in issued:
            a, b = mdates.date2num([day, other])
            tallest = max(tallest, abs(b - a) / 2)
            half = {"theta1": 0, "theta2": 180} if b > a else {"theta1": 180, "theta2": 360}
            ax.add_patch(Arc(((a + b) / 2, 0), abs(b - a), abs(b - a), **half, color=colour, linestyle=line, alpha=0.7))
        ax.plot([day], [0], marker="o", color=colour, linestyle=line, label=f"{day:%d %b %Y} ({n:,})")
    ax.plot(pairs.issued, np.zeros(len(pairs)), marker="|", color="black", linestyle="none", markersize=4, zorder=0)
    ax.axhline(0, color="black", linewidth=0.8)
    below = max([(day - other).days / 2 for day in days.index for other in pairs.issued[pairs.spoken_of == day]], default=0)
    ax.set_ylim(-1.1 * max(below, 0.03 * tallest), 1.1 * tallest)
    ax.set_yticks([])
    ax.spines[["left", "top", "right"]].set_visible(False)
    ax.xaxis_date()
    if len(days):
        ax.legend(frameon=False, fontsize=8, title="day spoken of (statements)", title_fontsize=8, loc="upper right")
    arcs = pd.concat(arcs, ignore_index=True)
    shown = behind(arcs, "spoken_of", "issued", "value", "surface", "document_id", "start", "end")
    day = days_of(arcs.spoken_of)
    describe(ax, arcs_words(arcs, days, others), shown, boxes=boxes_of(day, 0, day, 0))
    return date_axis(ax)
