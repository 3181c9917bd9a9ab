"""What the figures share: colours, axes, the words for units, and the pieces of their texts."""

from calendar import month_name

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import ticker
from matplotlib.transforms import Bbox, TransformedBbox

from helpers.labels import year_text
from helpers.plots.described import Words, describe  # noqa: F401 (passed on to the plots)

# Okabe and Ito's colours, told apart by the colour-blind and by their grey: Okabe, M. and Ito, K. (2008), Color universal design.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#E69F00", "#009E73", "#767676"
UNITS = {"per_10k": "per 10,000 words", "per_document": "per statement", "share": "share of statements"}
EXPOSURES = {"total": "words", "documents": "statements"}
# Columns that say what a row is about; they stay in the table behind a figure wherever they are.
SUBJECTS = ["term", "name", "place", "region", "place_id", "actor", "speaker", "source", "issuer", "period"]
NOUNS = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}
FIRST_DAY, LAST_DAY, DAYS = -719_162, 2_932_896, 365.2425  # of the years 1 and 9999 as date numbers; of a year
NEVER = "the table has no rows"
NARROW, WIDE = 4, 12  # inches; axes that share a figure, and those that are scrolled along
EDGE = 0.03  # of the axes' length, by which a mark may reach beyond them
LABEL = "label"  # the gid of what `relabelled` writes
LISTED = 4  # names that tie are all named; of more, one fewer


def axes_of(ax, height):
    """Return the axes given, or new ones of this height in inches."""
    return plt.subplots(figsize=(8, height), layout="constrained")[1] if ax is None else ax


def date_axis(ax):
    """Write the dates of the x axis short, few of them where the axes are narrow, and one in sight wherever they are scrolled along."""
    inches = ax.get_position().width * ax.figure.get_figwidth()
    first, last = ax.get_xlim()
    if first < FIRST_DAY or last > LAST_DAY:  # Matplotlib's dates know no years but 1 to 9999
        ax.xaxis.set_major_locator(FarYears(5 if inches < NARROW else 9))
        ax.xaxis.set_major_formatter(lambda day, _: year_text(round(1970 + day / DAYS)))
        return ax
    ticks = {}
    if inches < NARROW or inches > WIDE:
        ticks = {"minticks": 2, "maxticks": 5} if inches < NARROW else {"minticks": int(inches / 2), "maxticks": int(1.5 * inches)}
    ax.xaxis.set_major_locator(Days(**ticks))
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(ax.xaxis.get_major_locator()))
    return ax


class Figures(ticker.ScalarFormatter):
    """Numbers at an axis as texts write them: 1,500 and not 1500."""

    def __call__(self, x, pos=None):
        text = super().__call__(x, pos)
        return f"{x:,.0f}" if abs(x) >= 1000 and x == round(x) and not self.get_offset() else text


class Days(mdates.AutoDateLocator):
    """Matplotlib's ticks of dates, which it asks for a dozen times while it draws, and which take their time: the last ones are kept."""

    def tick_values(self, vmin, vmax):
        if getattr(self, "_kept", ((), None))[0] != (vmin, vmax):
            self._kept = (vmin, vmax), super().tick_values(vmin, vmax)
        return self._kept[1]


class FarYears(ticker.MaxNLocator):
    """Ticks at whole years of an axis of Matplotlib's date numbers, before the year 1 and after 9999 too."""

    def __init__(self, most):
        super().__init__(nbins=most, integer=True)

    def tick_values(self, vmin, vmax):
        years = super().tick_values(1970 + vmin / DAYS, 1970 + vmax / DAYS)
        return (np.asarray(years) - 1970) * DAYS


def period_axis(ax, periods):
    """Write the dates of the x axis below their periods: a year stands below its point, which is in its middle."""
    if not len(periods) or noun_of(periods) != "year":
        return date_axis(ax)
    years = pd.period_range(periods.min(), periods.max(), freq="Y")
    step = -(-len(years) // max(int(1.9 * ax.get_position().width * ax.figure.get_figwidth()), 1))
    step = next((nice for nice in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500) if nice >= step), step)
    round_years = years[years.year % step == 0]
    years = round_years if len(round_years) > 1 else years[::step]
    ax.set_xticks((days_of(years.start_time) + days_of(years.end_time)) / 2, [year_text(year) for year in years.year])
    return ax


def has_room(label, taken, frame=None):
    """Return whether a label overlaps none of the boxes that are taken, and lies within a frame; if so, its box is taken too."""
    box = label.get_window_extent().padded(1)
    within = frame is None or (frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1)
    free = within and not any(box.overlaps(other) for other in taken)
    if free:
        taken.append(box)
    return free


def relabelled(ax, write):
    """Write the labels of axes by `write`, a function of their size in points or None, and keep it as ``ax.relabel``.

    Where labels keep off one another, that rests on how large the axes are: who changes that calls ``ax.relabel(size)``. What `write`
    draws has the gid `LABEL`.
    """

    def relabel(size=None):
        for artist in [*ax.texts, *ax.lines]:
            if artist.get_gid() == LABEL:
                artist.remove()
        write(size=size)

    ax.relabel = relabel
    relabel()


def uncut(ax, *drawn):
    """Let marks at the edge of the axes be whole."""
    for artist in drawn:
        artist.set_clip_box(TransformedBbox(Bbox([[-EDGE, -EDGE], [1 + EDGE, 1 + EDGE]]), ax.transAxes))
        artist.set_clip_path(None)


def clean(ax, grid):
    """Take away the frame, and put a grid behind the marks."""
    ax.spines[["top", "right"]].set_visible(False)
    axis = ax.yaxis if grid == "y" else ax.xaxis
    if type(axis.get_major_formatter()) is ticker.ScalarFormatter:
        axis.set_major_formatter(Figures())
    ax.grid(axis=grid, color="#DDDDDD", linewidth=0.8)
    ax.set_axisbelow(True)
    return ax


def behind(table, *columns):
    """Return the table behind a figure: these columns, and those that say what a row is about, as far as there are any."""
    subjects = [column for column in SUBJECTS if column not in columns]
    return table[[column for column in dict.fromkeys([*columns[:1], *subjects, *columns[1:], "document_id", "start"]) if column in table]]


def one_row_each(table, *columns):
    """Refuse a table with several rows for what the figure has one mark for: it would show one of them as if it were all."""
    twice = table.duplicated(list(columns))
    if twice.any():
        row = table[twice].iloc[0]
        raise ValueError(
            f"the table has several rows for {' in '.join(called(row[column]) for column in columns)}. "
            f"Remedy: one row for each {' and '.join(columns)}, such as those of one source or one term; or a figure for each group."
        )


def boxes_of(x0, y0, x1, y1):
    """Return the boxes of marks, a row (x0, y0, x1, y1) each, the smaller number first."""
    x0, y0, x1, y1 = np.broadcast_arrays(*(np.asarray(side, dtype=float) for side in (x0, y0, x1, y1)))
    return np.column_stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)])


def days_of(dates):
    """Return dates as Matplotlib's date numbers; missing ones are NaN."""
    return mdates.date2num(pd.Series(dates).to_numpy(dtype="datetime64[us]"))


NOTHING = 1e-9  # what an interval without a lower limit ends in, but for rounding


def number(value):
    """Write a number as a text says it: whole ones whole, others with three digits."""
    if pd.isna(value):
        return "no value"
    if abs(value) < NOTHING:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.3g}"


def counted(n, noun):
    """Write a number with its noun.

    >>> counted(1, "month"), counted(1200, "country"), counted(0, "hit"), counted(2, "day"), counted(3, "party")
    ('1 month', '1,200 countries', '0 hits', '2 days', '3 parties')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"
    return f"{number(n)} {noun if n == 1 else plural}"


def short(name, most=36):
    """Write a name on one line, cut where it is long."""
    name = " ".join(str(name).split())
    return name if len(name) <= most else f"{name[: most - 1]}…"


def plain(name, most=60):
    """Write a name for a figure: as `short`, and no $ in it begins a formula.

    >>> plain("$40 billion")
    '\\\\$40 billion'
    """
    return short(name, most).replace("$", r"\$")


def joined(parts):
    """Write a list as a text says it.

    >>> joined(["a"]), joined(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    *before, last = parts or [""]
    return f"{', '.join(before)} and {last}" if before else last


def called(name):
    """Write what a row is about: a period or day in words, all else on one line."""
    return when(name) if isinstance(name, pd.Period | pd.Timestamp) and not pd.isna(name) else short(name)


def names_of(table, label):
    """Return the names in a column; where some stand twice, with the other subjects that tell their rows apart.

    >>> table = pd.DataFrame({"term": ["war", "war"], "source": ["EU", "UN"], "issuer": "all"})
    >>> names_of(table, "term")
    ['war in EU', 'war in UN']
    """
    others = [column for column in SUBJECTS if column in table and column != label and table[column].nunique(dropna=False) > 1]
    told = [label, *others] if table[label].duplicated().any() else [label]
    return [" in ".join(map(called, row)) for row in table[told].itertuples(index=False)]


def like(values, value):
    """Return where the values are the same as one of them, but for the last digits of a division."""
    return np.flatnonzero(np.isclose(values, value, rtol=1e-9, atol=0))


def tied(names, value, noun, *, more=""):
    """Write what has a value, with all that share it.

    >>> tied(["May"], 5, "month"), tied(["May", "June"], 5, "month")
    ('May (5)', 'May and June, which tie at 5')
    >>> tied(["May", "June", "July", "August", "October"], 0, "month", more=" hits")
    '5 months (May, June, July and 2 more), which tie at 0 hits'
    """
    if len(names) == 1:
        return f"{names[0]} ({number(value)}{more})"
    first = LISTED - 1
    few = (
        joined(names)
        if len(names) <= LISTED
        else f"{counted(len(names), noun)} ({joined([*names[:first], f'{len(names) - first:,} more'])})"
    )
    return f"{few}, which tie at {number(value)}{more}"


def in_unit(table, value, low="low", high="high"):
    """Return in two pieces the unit of rates, and that they have intervals: how many of them, where some have none.

    >>> in_unit(pd.DataFrame({"share": [0.5, 1, None], "low": [0.2, None, None], "high": [0.8, None, None]}), "share")
    (', share of statements', ' with 95 % intervals for 1 of 2 values')
    """
    known = table[value].notna()
    have = (known & table[low].notna() & table[high].notna()).sum()
    some = f" for {have:,} of {known.sum():,} values" * bool(have < known.sum())
    return f", {UNITS[value]}", f" with 95 % intervals{some}" if have or not known.any() else " without intervals"


def rate_axis(value, rates, lows, highs):
    r"""Return what an axis of rates is called, which speaks of intervals where one is drawn.

    >>> rate_axis("share", pd.Series([0.5, 1]), pd.Series([0.2, None]), pd.Series([0.8, None]))
    'share of statements,\nwith 95 % interval'
    >>> rate_axis("share", pd.Series([0.5, 1]), pd.Series([None, None]), pd.Series([None, None]))
    'share of statements'
    """
    drawn = (lows.notna() & highs.notna()).any() or not rates.notna().any()
    return UNITS[value] + ",\nwith 95 % interval" * bool(drawn)


def top_of(rates, highs):
    """Return the upper end of an axis of rates: above all intervals, but no more than four times the highest rate, if there is one.

    An interval of two or three statements is so wide that it would press all lines to the ground; it runs out of the frame instead.

    >>> round(top_of([10, 20], [15, 30]), 1), round(top_of([10, 20], [15, 6000]), 1), round(top_of([0, 0], [0, 30]), 1)
    (31.5, 84.0, 31.5)
    """
    highest = np.nanmax([*rates, 1e-9])
    ends = np.nanmax([*rates, *highs, 1e-9])
    return 1.05 * float(ends if highest <= 1e-9 else min(ends, 4 * highest))


def end_so_far(ax):
    """Return the upper end of an axis as the panels that share it have drawn it so far; 0 for the first of them.

    It is asked before anything is drawn: Matplotlib makes room for the widest interval at once.
    """
    others = [other for other in ax.get_shared_y_axes().get_siblings(ax) if other is not ax and hasattr(other, "described")]
    return ax.get_ylim()[1] if others else 0


def noun_of(periods):
    """Return what the periods are called: month, quarter …"""
    return NOUNS.get(periods.dtype.freq.freqstr[:1], "period")


def within(moment):
    """Write a period or a day with its preposition: in a month, on a day."""
    return f"{'on' if not isinstance(moment, pd.Period) or moment.freqstr == 'D' else 'in'} {when(moment)}"


def span_of(periods):
    """Return how many periods, and from when to when."""
    until = f" to {when(periods.max())}" * (len(periods) > 1)
    return f"{counted(len(periods), noun_of(periods))}, {when(periods.min())}{until}"


def when(moment):
    """Write a period or a day as a text says it.

    >>> [when(pd.Period(text)) for text in ("2022", "2022Q3", "2022-09")], when(pd.Timestamp("2022-09-02"))
    (['2022', 'quarter 3 of 2022', 'September 2022'], '2 September 2022')
    """
    kind = moment.freqstr[:1] if isinstance(moment, pd.Period) else "D"
    if kind == "Q":
        return f"quarter {moment.quarter} of {year_text(moment.year)}"
    day = moment.start_time if isinstance(moment, pd.Period) else moment
    month = month_name[day.month]
    start = {"Y": "", "M": f"{month} ", "W": f"week of {day.day} {month} "}.get(kind, f"{day.day} {month} ")
    return f"{start}{year_text(day.year)}"
