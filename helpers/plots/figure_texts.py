"""What a whole figure shows, in words: all its axes, and all that was drawn on each."""

import itertools

import numpy as np

from helpers.plots.base import counted, joined, number, short

FULL = 4  # panels of a kind that are described with all that is known of them
MOST, LONGEST = 8, 1500  # panels of a kind that each have their whole finding, and the letters that findings may take
TOP, NAMED = 3, 24  # of more panels: those described, the highest first, and those named with their highest value


def alt_text(figure):
    """Return what the figure shows in words: all its axes, each after its title where there are several.

    What panels of one kind share is said once. Many have their range in place of all that stands out, and where even that is too
    long, the three that reach highest and the lowest are described, and the others named with their highest value. A last
    sentence counts the marks outside the limits of the axes.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If something is drawn on axes that nothing was said about.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> alt_text(plt.figure())
    Traceback (most recent call last):
    ValueError: nothing is drawn on this figure, so it has no text. Remedy: draw with a function of plots first.
    """
    return _said(figure, brief=False)


def caption(figure):
    """Return the caption of a figure: as `alt_text`, of each drawing what it is and what stands out.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    str

    Raises
    ------
    ValueError
        As `alt_text`.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.plots import period_bars
    >>> caption(period_bars(pd.DataFrame({"period": pd.period_range("2022-01", periods=3, freq="M"), "n": [3, 5, 5]})).figure)
    'Bars over time of statements in 3 months, January 2022 to March 2022: most in February 2022 and March 2022, which tie at 5, 13 in all.'
    """
    return _said(figure, brief=True)


def _said(figure, *, brief):
    drawn = []
    for place, ax in enumerate(figure.axes, start=1):
        if not hasattr(ax, "described") and ax.has_data() and ax.get_label() != "<colorbar>":
            name = repr(_title(ax)) if _title(ax) else f"number {place}"
            raise ValueError(
                f"axes {name} of the figure has no text for those who do not see it. "
                "Remedy: plots.describe(ax, text, table), with the text in one to three sentences and the table it was drawn from."
            )
        drawn += [(ax, drawing) for drawing in getattr(ax, "described", []) if ax.get_visible()]
    if not drawn:
        raise ValueError("nothing is drawn on this figure, so it has no text. Remedy: draw with a function of plots first.")
    several = len({id(ax) for ax, _ in drawn}) > 1
    texts = [" ".join((figure.get_suptitle() if several else "").split())]
    texts = [f"{texts[0].rstrip('.')}."] if texts[0] else []
    for _, group in itertools.groupby(drawn, key=_kind):
        group = [(_title(ax) if several else "", drawing) for ax, drawing in group]
        texts.append(_together(group, "panel" if several else "drawing", brief) if len(group) > 1 else _alone(*group[0], brief))
    return " ".join([*texts, *_outside(drawn)])


def _title(ax):
    return " ".join(ax.get_title().replace(r"\$", "$").split())


def _kind(part):
    """Return what drawings must share to be described together; a text written by hand stands alone."""
    words = part[1].get("words")
    return (words.head[0], words.unit) if words else id(part[1])


def _alone(title, drawing, brief):
    words = drawing.get("words")
    text = str(words._replace(more="")) if words and brief else drawing["text"]
    return f"{title}: {text}" if title else text


def _together(group, noun, brief):
    """Describe drawings of one kind: what they share once, then each by its title, or by what sets it apart."""
    titled = [(title, drawing["words"]) for title, drawing in group]
    words = [said for _, said in titled]
    shared = [piece for piece in words[0].head if all(piece in other.head for other in words)]
    names = [_label(title, said.head, shared) or f"{noun.capitalize()} {n}" for n, (title, said) in enumerate(titled, start=1)]
    kind = "".join(shared)
    head = f"{counted(len(group), noun)}, in each: {kind[:1].lower()}{kind[1:]}."
    if len(group) > MOST or sum(len(said.finding) for said in words) > LONGEST:
        words = [said._replace(finding=said.span or said.finding, more="") for said in words]
    if sum(len(said.finding) for said in words) > LONGEST:
        return f"{head} {_many(names, words)}"
    parts = [f"{name}: {said.finding}." for name, said in zip(names, words, strict=True)]
    if not brief and len(group) <= FULL:
        parts = [f"{part} {said.more}".rstrip() for part, said in zip(parts, words, strict=True)]
    return " ".join([head, *parts])


def _label(title, head, shared):
    """Return what a panel is called: its title, and what sets it apart as far as the title does not say so."""
    own = [piece for piece in head if piece not in shared]
    own = "".join(piece for piece in own if piece.strip(" ,").removeprefix("of ").removeprefix("in ") not in title or not title)
    return ", ".join(filter(None, [title, own.strip(" ,").removeprefix("of ").removeprefix("in ")]))


def _many(names, words):
    """Describe the panels that reach highest and the lowest, and name the others with their highest value."""
    peaks = np.array([said.peak for said in words], dtype=float)
    order = [at for at in np.argsort(-peaks, kind="stable") if np.isfinite(peaks[at])]
    top, low = order[:TOP], order[TOP:][-1:]
    others, empty = order[len(top) : len(order) - len(low)], len(peaks) - len(order)
    parts = [f"{names[at]}: {words[at].finding}." for at in top]
    text = f"The {len(top):,} that reach highest: {' '.join(parts)}" if top else ""
    text += "".join(f" Lowest, {names[at]}: {words[at].finding}." for at in low)
    if others:
        told = [f"{short(names[at])} {number(peaks[at])}" for at in others[:NAMED]]
        told += [f"{len(others) - NAMED:,} more down to {number(peaks[others[-1]])}"] * (len(others) > NAMED)
        text += f" Highest values of the other {len(others):,}: {joined(told)}."
    return f"{text} {counted(empty, 'panel')} without a value.".strip() if empty else text


def _outside(drawn):
    """Return a sentence on the marks that the limits of the axes cut off, if there are any."""
    n, of = 0, 0
    for ax, drawing in drawn:
        words = drawing.get("words")
        if drawing["boxes"] is None or not len(drawing["boxes"]) or (words and np.isnan(words.peak)):
            continue
        boxes = np.asarray(drawing["boxes"], dtype=float)
        x0, y0, x1, y1 = boxes[np.isfinite(boxes).all(axis=1)].T  # without a value there is no mark
        (left, right), (low, high) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
        n, of = n + int(((x1 < left) | (x0 > right) | (y1 < low) | (y0 > high)).sum()), of + len(x0)
    return [f"{n:,} of {counted(of, 'mark')} {'lies' if n == 1 else 'lie'} outside the limits of the axes."] if n else []
