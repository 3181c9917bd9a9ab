"""The blocks of a web page: where its main text stands, and which of it a finder of main texts left out."""

import re

from helpers.needed import needed

BLOCKS = {
    *("p", "li", "dt", "dd", "td", "th", "pre", "blockquote", "div", "section", "article", "main", "body", "center", "address"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "summary", "ul", "ol", "dl", "table", "tr", "tbody", "figure", "header"),
}
AROUND = {"nav", "aside", "footer", "form", "button", "script", "style", "noscript", "template", "select", "svg", "iframe", "head"}
MOST_LOOKED = 50_000_000  # characters
NAMED = re.compile(
    r"(?<![a-z])(?:nav|menu|share|sharing|social|related|sidebar|breadcrumbs?|cookies?|comments?|newsletter|promo|advert\w*|footer|banner|tags?|"
    r"pagination|pager|widget|toolbar|print|download|skip|login|search|byline|hidden|sr-only)(?![a-z])",
    re.IGNORECASE,
)


def main_stretch(tree, text):
    """Return the innermost element that holds all blocks of a page whose words stand in `text`, and the words of its blocks that do not.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
    text : str
        What a finder took for the page's main text.

    Returns
    -------
    element : lxml.html.HtmlElement or None
    left_out : list of str
        Blocks after the first that was found, without what stands around a text: menus, forms, lists of links.

    Examples
    --------
    >>> import lxml.html
    >>> page = lxml.html.fromstring("<body><nav>Home</nav><div><p>We met.</p><h2>Aid</h2><p>It goes on.</p></div></body>")
    >>> element, left_out = main_stretch(page, "We met. It goes on.")
    >>> element.tag, left_out
    ('div', ['Aid'])
    """
    blocks = list(_blocks_of(tree))
    there = list(_stand_in(text, [said for _, said, _ in blocks]))
    if True not in there:
        return None, []
    first = there.index(True)
    element = _around([block for (block, _, _), found in zip(blocks, there, strict=True) if found])
    below = set(element.iter())
    rest = [block for block, found in zip(blocks[first:], there[first:], strict=True) if not found and block[0] in below]
    return element, [said for block, said, linked in rest if linked * 2 <= len(said) and not _stands_around(block)]


def only(tree, element):
    """Return a page of that element alone, as an article, so that a finder of main texts looks nowhere else."""
    page = needed("lxml.html", "Web pages").fromstring("<html><body><article></article></body></html>")
    page.attrib.update(tree.attrib)
    article = page.find("body/article")
    article.text = element.text
    article.extend(element.iterchildren())
    return page


def _stand_in(text, blocks):
    """Yield for each block whether its words stand in the text; where there are too many to look for, that they do."""
    lines, whole, looked = {_plain(line) for line in text.split("\n")}, _plain(text), 0
    for said in map(_plain, blocks):
        if said in lines or looked > MOST_LOOKED:
            yield True
        else:
            looked += len(whole)
            yield said in whole


def _blocks_of(tree):
    """Yield each block, the words that stand in it and in no block inside of it, and how many characters of them are links."""
    for element in tree.iter():
        if element.tag in BLOCKS:
            parts = list(_own(element, False))
            if said := " ".join("".join(part for part, _ in parts).split()):
                yield element, said, sum(len(part) for part, link in parts if link)


def _own(element, link):
    yield element.text or "", link
    for child in element:
        if child.tag == "br":
            yield " ", link
        elif isinstance(child.tag, str) and child.tag not in BLOCKS | AROUND:
            yield from _own(child, link or child.tag == "a")
        yield child.tail or "", link


def _around(elements):
    """Return the innermost element that holds all of these."""
    first = [elements[0], *elements[0].iterancestors()]
    shared = set(first)
    for element in elements[1:]:
        shared &= {element, *element.iterancestors()}
    return next(element for element in first if element in shared)


def _stands_around(block):
    """Return whether a block stands in a menu, a form or something else around a text, or is not shown."""
    for element in [block, *block.iterancestors()]:
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
        named = element.tag not in ("body", "html") and NAMED.search(names)
        unseen = element.get("aria-hidden") == "true" or "display:none" in element.get("style", "").replace(" ", "")
        if element.tag in AROUND or named or unseen or element.get("hidden") is not None:
            return True
    return False


def _plain(text):
    return "".join(re.findall(r"\w+", text))
