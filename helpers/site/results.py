"""The results that a page shows: its figures, tables and printed lines as texts, so that those of two pages can be compared."""

import difflib
import hashlib
import re

MOST = 8  # lines of a difference that are shown


def results_of(root):
    """Return each result of a page as its name and its lines: figures by what stands for them and the rows behind them, not by pixels.

    Links, sorting and what scripts add do not count: a page saved from a browser has the same results as the file it was.

    Examples
    --------
    >>> import lxml.html
    >>> cell = "<div class='output'><table><caption>Hits</caption><tr><th><a href='x'>Kyiv</a></th><td>3</td></tr></table></div>"
    >>> results_of(lxml.html.fragment_fromstring(f"<main>{cell}<div class='output'><pre>2 rows</pre></div></main>"))
    [('table 1, Hits', ['Kyiv | 3']), ('printed text 1', ['2 rows'])]
    """
    found, n = [], {"table": 0, "printed text": 0}
    for output in root.xpath("//div[@class='output']"):
        for element in output.iter("figure", "table", "pre", "p"):
            if element.tag == "figure":
                found.append((_name_of(element), _figure_lines(element)))
            elif not any(above.tag in ("figure", "table", "p") for above in element.iterancestors()):
                kind = "table" if element.tag == "table" else "printed text"
                n[kind] += 1
                caption = f", {_words(element.find('caption'))}" if element.find("caption") is not None else ""
                found.append((f"{kind} {n[kind]}{caption[:80]}", _rows(element) if kind == "table" else _lines(element.text_content())))
    return found


def _name_of(figure):
    return (figure.get("id") or "figure").replace("-", " ")


def _figure_lines(figure):
    alt = [" ".join(text.split()) for text in figure.xpath(".//img/@alt")]
    return alt + [row for table in figure.iter("table") for row in _rows(table)]


def _rows(table):
    rows = [" | ".join(_words(cell) for cell in row.iter("th", "td")) for row in table.iter("tr")]
    return rows[:1] + sorted(rows[1:])  # a reader may have sorted them before the page was saved


def _words(element):
    return " ".join(element.text_content().split())


def _lines(text):
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def digest(lines):
    """Return a short SHA-256 of a result's lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def digests(pages):
    """Return for the results of each page their names and digests, for a receipt."""
    return {page: [[name, digest(lines)] for name, lines in results] for page, results in pages.items()}


def compared(before, after):
    """Compare the results of two pages, each a list of name and lines (or of name and digest, where no more is known).

    Returns
    -------
    tuple
        How many are the same, and a list of name and difference of those that are not.

    Examples
    --------
    >>> compared([("table 1", ["Kyiv | 3"]), ("table 2", ["x"])], [("table 1", ["Kyiv | 4"]), ("table 2", ["x"])])
    (1, [('table 1', '- Kyiv | 3\\n+ Kyiv | 4')])
    >>> compared([("table 1", "00")], [])
    (0, [('table 1', 'is not in the new page')])
    """
    numbered, old = dict(_keyed(after)), dict(_keyed(before))
    differing = []
    for key, lines in old.items():
        now = numbered.get(key)
        if now is None:
            differing.append((key, "is not in the new page"))
        elif isinstance(lines, str):
            differing += [] if lines == digest(now) else [(key, "differs; the page itself would show where")]
        elif lines != now:
            differing.append((key, _difference(lines, now)))
    new = [(key, "is only in the new page") for key in numbered if key not in old]
    return len(old) - len(differing), differing + new


def _keyed(results):
    """Return results by their names without what a caption says: it may tell of numbers that differ."""
    for name, lines in results:
        yield re.match(r"\D*\d*", name)[0].strip(), lines


def _difference(old, new):
    lines = [
        line[:1] + " " + line[1:161] for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:2] not in ("--", "++", "@@")
    ]
    more = [f"… {len(lines) - MOST} more lines"] if len(lines) > MOST else []
    return "\n".join(lines[:MOST] + more)
