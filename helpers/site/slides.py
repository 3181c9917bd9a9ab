"""Slides: the body of a notebook cut at its H2s."""

import lxml.html


def cut(root):
    """Put each H1 or H2 of an element, with what follows it, into a section of its own, and return the element.

    Examples
    --------
    >>> root = cut(lxml.html.fragment_fromstring("<div><h1>A</h1><p>a</p><h2>B</h2></div>"))
    >>> [section.text_content() for section in root.iter("section")]
    ['Aa', 'B']
    """
    deck = lxml.html.Element("div", {"class": "deck"})
    for child in list(root):
        if child.tag in ("h1", "h2") or not len(deck):
            number = len(deck) + 1
            deck.append(lxml.html.Element("section", {"class": "slide", "id": f"slide-{number}", "tabindex": "-1"}))
            deck[-1].set("aria-label", f"Slide {number}")
        deck[-1].append(child)
    root.append(deck)
    return root
