"""Figures of a page: a picture for each width, marks that lead to sentences, the text that stands for it, and the tables behind it."""

import html
import re

INCH = 86  # pixels of a page for an inch of a figure
NARROW = "(max-width: 30rem)"


class Drawn:
    """The figures that a page has so far: a panel's that repeats one of them is not drawn again."""

    def __init__(self):
        self.known = []  # of each figure: what it was drawn from, and what its rows are about

    def html(self, png, alt, described, *, caption="", pictures=None, panel=False):
        """Return the next figure, or for a panel what the page has already, a sentence that leads there."""
        data = [entry["sha256"] for entry in described]
        about = {query for entry in described for query in re.findall(r'data-(?:ask|spot)="([^"]*)"', entry["table"])}
        if panel:
            for number, (others, subjects) in enumerate(self.known, start=1):
                if data == others or (about and about <= subjects):
                    link = f'<a href="#figure-{number}">figure {number}</a>'
                    return f'<p class="note">The panel opens with what {link} shows; in the notebook it answers other questions.</p>'
        self.known.append((data, about))
        return figure(png, alt, described, len(self.known), caption=caption, pictures=pictures)


def figure(png, alt, described, number, *, caption="", pictures=None):
    """Return a figure with the text that stands for it, its caption, and the tables it was drawn from.

    Without a caption of its own the text stands there: a part of it would tell a part of the figure. `pictures` are those of
    `pictures.pictures_of`, and stand in place of the PNG.
    """
    caption = (caption.strip() or alt).rstrip(".:; ")
    tables = ""
    for part, entry in enumerate(described, start=1):
        which = f"part {part} of figure {number}" if len(described) > 1 else f"figure {number}"
        tables += f"<details><summary>The table behind {which}</summary>{entry['table']}</details>"
    wide = pictures["wide"]["png"] if pictures else "".join(png.split())
    size = f' style="width:{pictures["wide"]["inches"] * INCH:.0f}px"' if pictures else ""
    image = f'<img alt="{html.escape(f"Figure {number}. {alt}")}" src="data:image/png;base64,{wide}"{size}>'
    if pictures:
        image = f'<picture><source media="{NARROW}" srcset="data:image/png;base64,{pictures["narrow"]["png"]}">{image}</picture>'
        image += "".join(_marks(width, pictures[width]["marks"], number) for width in ("wide", "narrow"))
    caption = f"<figcaption>Figure {number}. {html.escape(caption)}.</figcaption>"
    return f'<figure id="figure-{number}"><div class="drawing">{image}</div>{caption}{tables}</figure>'


def _marks(width, marks, number):
    """Return the marks of a picture as links without text: the first is a stop for the Tab key, a script goes on from there."""
    links = []
    for left, top, across, down, label, query, spot in marks:
        asked = "".join(f' {name}="{html.escape(value)}"' for name, value in (("data-ask", query), ("data-spot", spot)) if value)
        side = ' class="late"' if left + across / 2 > 50 else ""
        stop = ' tabindex="-1"' if links else ""
        style = f"left:{left:g}%;top:{top:g}%;width:{across:g}%;height:{down:g}%"
        links.append(f'<a{side}{asked}{stop} style="{style}" aria-label="{html.escape(label or "sentences")}"></a>')
    about = f"Marks of figure {number}: each leads to its sentences"
    return f'<div class="marks {width}" role="group" aria-label="{about}">{"".join(links)}</div>' if links else ""
