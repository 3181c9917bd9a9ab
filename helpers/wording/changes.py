"""Changes: what differs between two texts, word by word."""

import html
import re
from collections import Counter
from difflib import SequenceMatcher

import pandas as pd

from helpers.frames.columns import whole_text
from helpers.spans import normalize

PIECE = re.compile(r"\w++(?:[-'.,:/]\w++)*+|[^\w\s]")  # a word, or one mark of punctuation
SENTENCE = re.compile(r"[^.!?\n]++[.!?\n]*+|[.!?\n]++")
LIMIT = 5_000  # pieces compared at once; longer stretches are first compared sentence by sentence
PAIRS = 2_000_000  # pairs of equal pieces compared at once; beyond, the stretch is shown as replaced
COLUMNS = ["change", "a", "b", "start_a", "end_a", "start_b", "end_b"]
KINDS = {"equal": "same", "delete": "removed", "insert": "added", "replace": "replaced"}


def compare(a, b):
    """Compare two texts word by word.

    Kinds of quotation marks, apostrophes and spaces do not count; capitals, spelling and punctuation do. Texts of more than 5,000
    words are first compared sentence by sentence, and the sentences that changed word by word.

    Parameters
    ----------
    a, b : str
        The older text and the newer; a missing one is a text without words.

    Returns
    -------
    DataFrame
        One row per stretch, in the order of the texts: change (same, removed, added, replaced), a (its text in `a`), b (its text in
        `b`), start_a, end_a, start_b, end_b (offsets).

    Examples
    --------
    >>> compare("We support Ukraine.", "We fully support Ukraine.")[["change", "a", "b"]].values.tolist()
    [['same', 'We', 'We'], ['added', '', 'fully'], ['same', 'support Ukraine.', 'support Ukraine.']]

    References
    ----------
    Ratcliff, J. and Metzener, D. (1988). Pattern matching: the gestalt approach. Dr. Dobb's Journal. As in Python's difflib.
    """
    a, b = _text("a", a), _text("b", b)
    found = [_pieces(text, PIECE) for text in (a, b)]
    blocks = _blocks([key for key, *_ in found[0]], [key for key, *_ in found[1]], (a, b), found)
    rows, last_a, last_b = [], 0, 0
    for kind, i, j, k, m in _joined(blocks):
        start_a, end_a = (found[0][i][1], found[0][j - 1][2]) if j > i else (last_a, last_a)
        start_b, end_b = (found[1][k][1], found[1][m - 1][2]) if m > k else (last_b, last_b)
        rows.append((KINDS[kind], a[start_a:end_a], b[start_b:end_b], start_a, end_a, start_b, end_b))
        last_a, last_b = end_a, end_b
    return pd.DataFrame(rows, columns=COLUMNS)


def _text(name, text):
    """Return a text that can be compared; a missing one is one without words."""
    if isinstance(text, str):
        return whole_text(text)
    if text is None or (pd.api.types.is_scalar(text) and pd.isna(text)):
        return ""
    raise ValueError(f"{name} is {text!r:.60}, which is no text. Remedy: the text of one statement, as documents.text[0].")


def marked(changes):
    """Set changes as HTML: what was removed struck through in […], what was added underlined in {…}, so that no colour is needed.

    Parameters
    ----------
    changes : DataFrame
        From `compare`. Its texts are escaped, so that none of them can act as HTML.

    Returns
    -------
    str

    Examples
    --------
    >>> re.sub(" style='[^']*'", "", marked(compare("We support it.", "We back it.")))
    '<p>We <del>[support]</del> <ins>{back}</ins> it.</p>'
    """
    parts, last_a, last_b = [], 0, 0
    for row in changes.itertuples():
        gap = row.start_a > last_a if row.change != "added" else row.start_b > last_b
        gap |= row.change == "same" and row.start_b > last_b
        parts.append(" " if gap and parts else "")
        if row.change == "same":
            parts.append(html.escape(row.b))
        if row.change in ("removed", "replaced"):
            parts.append(f"<del style='text-decoration: line-through'>[{html.escape(row.a)}]</del>")
        if row.change in ("added", "replaced"):
            between = " " if row.change == "replaced" else ""
            parts.append(f"{between}<ins style='text-decoration: underline'>{{{html.escape(row.b)}}}</ins>")
        last_a, last_b = row.end_a, row.end_b
    return f"<p style='white-space: pre-wrap'>{''.join(parts)}</p>"


def _pieces(text, pattern):
    """Return the pieces of a text: the form they are compared in, start, end."""
    folded, origin = normalize(text)
    found = [(match[0], match.start(), match.end()) for match in pattern.finditer(folded)]
    return found if origin is None else [(key, int(origin[start]), int(origin[end])) for key, start, end in found]


def _blocks(keys_a, keys_b, texts, found):
    """Yield blocks (kind, first and last piece in a, in b) whose kinds are those of difflib."""
    if max(len(keys_a), len(keys_b)) <= LIMIT:
        yield from _match(keys_a, keys_b)
        return
    lines = [_lines(text, pieces) for text, pieces in zip(texts, found, strict=True)]
    for kind, i, j, k, m in _match([key for key, *_ in lines[0]], [key for key, *_ in lines[1]], limit=4 * LIMIT):
        a, b = lines[0][i][1] if i < len(lines[0]) else len(keys_a), lines[1][k][1] if k < len(lines[1]) else len(keys_b)
        c, d = lines[0][j - 1][2] if j > i else a, lines[1][m - 1][2] if m > k else b
        if kind != "replace" or max(c - a, d - b) > LIMIT:
            yield kind, a, c, b, d
        else:
            yield from ((tag, a + p, a + q, b + r, b + s) for tag, p, q, r, s in _match(keys_a[a:c], keys_b[b:d]))


def _lines(text, pieces):
    """Group pieces by sentence: the keys of a sentence's pieces, number of the first, number after the last."""
    lines, i = [], 0
    for match in SENTENCE.finditer(text):
        first = i
        while i < len(pieces) and pieces[i][1] < match.end():
            i += 1
        if i > first:
            lines.append((tuple(key for key, *_ in pieces[first:i]), first, i))
    return lines


def _match(a, b, limit=LIMIT):
    """Return difflib's blocks; what the two begin and end with is set apart first, and a stretch that would take long is not split."""
    i, most = 0, min(len(a), len(b))
    while i < most and a[i] == b[i]:
        i += 1
    tail = 0
    while tail < most - i and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    j, m = len(a) - tail, len(b) - tail
    counts = Counter(b[i:m])
    blocks = [("replace" if j > i and m > i else "delete" if j > i else "insert", i, j, i, m)]
    if j > i and m > i and max(j - i, m - i) <= limit and sum(counts[key] for key in a[i:j]) <= PAIRS:
        matcher = SequenceMatcher(None, a[i:j], b[i:m], autojunk=False)
        blocks = [(tag, i + p, i + q, i + r, i + s) for tag, p, q, r, s in matcher.get_opcodes()]
    return [("equal", 0, i, 0, i), *blocks, ("equal", j, len(a), m, len(b))]


def _joined(blocks):
    """Leave out empty blocks, and join neighbours of one kind."""
    last = None
    for kind, i, j, k, m in blocks:
        if i == j and k == m:
            continue
        if last and last[0] == kind:
            last = (kind, last[1], j, last[3], m)
            continue
        if last:
            yield last
        last = (kind, i, j, k, m)
    if last:
        yield last
