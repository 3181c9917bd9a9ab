"""What the figures share: colours, axes, and the words for units."""

import matplotlib.dates as mdates
import matplotlib.pyplot as plt

# Okabe and Ito's colours, told apart by the colour-blind and by their grey: Okabe, M. and Ito, K. (2008), Color universal design.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#E69F00", "#009E73", "#767676"
UNITS = {"per_10k": "per 10,000 words", "per_document": "per statement", "share": "share of statements"}


def axes_of(ax, height):
    """Return the axes given, or new ones of this height in inches."""
    return plt.subplots(figsize=(8, height), layout="constrained")[1] if ax is None else ax


def date_axis(ax):
    """Write the dates of the x axis short."""
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(ax.xaxis.get_major_locator()))
    return ax


def clean(ax, grid):
    """Take away the frame, and put a grid behind the marks."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(axis=grid, color="#DDDDDD", linewidth=0.8)
    ax.set_axisbelow(True)
    return ax
