"""Templates: what the wordings of a recurring passage have in common, and what stands in the slots where they differ."""

from difflib import SequenceMatcher

from helpers.wording.words import SLOTS

SHOWN = 5  # wordings of a slot that are written out
MATCHED = 1_000_000  # units of one wording times units of the other: beyond, a stretch is not looked into


def describe(wordings, start, end, words):
    """Compare the wordings of a passage with the first of them.

    Parameters
    ----------
    wordings : list of (str, int, int)
        Text, number of the first word, number of the word after the last.
    start, end : list of int
        The offsets of each word in its text.
    words : dict of ndarray
        code, slot and unit of each word, from `passage_words.passage_words`.

    Returns
    -------
    template : str
        The first wording, with {date}, {name}, {number} for the slots that differ, {…} for other words that do.
    differs : str
        What stands in each of these, in order: the first wording's and up to four others.
    changes : list of str
        For each wording, what differs from the first: [left out] {put in}.
    """
    text, a, b = wordings[0]
    head = _units(a, b, words)

    def surface(text, units):
        return text[start[units[0][0]] : end[units[-1][1] - 1]] if units else ""

    marks, changes = [], [""]
    for other_text, c, d in wordings[1:]:
        other = _units(c, d, words)
        differing = []
        for i, j, k, m, kind in _differences(head, other):
            old, new = surface(text, head[i:j]), surface(other_text, other[k:m])
            marks.append((i, j, kind, new))
            differing.append(" ".join(part for part in (old and f"[{old}]", new and f"{{{new}}}") if part))
        changes.append(" … ".join(differing))
    pieces, values, at = [], [], start[a]
    for i, j, kind, others in _merged(marks):
        first = start[head[i][0]] if i < len(head) else end[b - 1]
        pieces += [text[at:first] if j > i or i < len(head) else text[at:first] + " ", SLOTS.get(kind, "{…}")]
        at = end[head[j - 1][1] - 1] if j > i else first
        pieces += [" "] if j == i and i < len(head) else []
        shown = list(dict.fromkeys([surface(text, head[i:j]), *others]))
        values.append(" / ".join(value or "(nothing)" for value in shown[:SHOWN]) + (" / …" if len(shown) > SHOWN else ""))
    return "".join(pieces) + text[at : end[b - 1]], "; ".join(values), changes


def _units(a, b, words):
    """Return the units from word a up to word b: first word, word after the last, what is compared, all words, slot."""
    unit, units, i = words["unit"], [], a
    while i < b:
        j = i + 1
        while j < b and unit[j] == unit[i]:
            j += 1
        slot, codes = int(words["slot"][i]), tuple(words["code"][i:j].tolist())
        units.append((i, j, -slot if slot else codes, codes, slot))
        i = j
    return units


def _differences(head, other):
    """Yield stretches that differ: units i to j of the one, k to m of the other, and the kind of slot (0: none)."""
    i, most = 0, min(len(head), len(other))
    while i < most and head[i][2] == other[i][2]:
        i += 1
    tail = 0
    while tail < most - i and head[-1 - tail][2] == other[-1 - tail][2]:
        tail += 1
    j, m = len(head) - tail, len(other) - tail
    if min(j - i, m - i) < 2 or (j - i) * (m - i) > MATCHED:
        blocks = [("replace", i, j, i, m)] if j > i or m > i else []
    else:
        matcher = SequenceMatcher(None, [u[2] for u in head[i:j]], [u[2] for u in other[i:m]], autojunk=False)
        blocks = [(tag, i + p, i + q, i + r, i + s) for tag, p, q, r, s in matcher.get_opcodes()]
    for tag, p, q, r, s in [("equal", 0, i, 0, i), *blocks, ("equal", j, len(head), m, len(other))]:
        if tag != "equal":
            yield p, q, r, s, 0
            continue
        for n in range(q - p):
            if head[p + n][3] != other[r + n][3]:
                yield p + n, p + n + 1, r + n, r + n + 1, head[p + n][4]


def _merged(marks):
    """Join stretches that overlap; yield the first unit, the unit after the last, the kind and the other wordings."""
    joined = []
    for i, j, kind, new in sorted(marks, key=lambda mark: mark[:2]):
        if joined and (i < joined[-1][1] or (i, j) == tuple(joined[-1][:2])):
            last = joined[-1]
            last[1], last[2] = max(last[1], j), last[2] if (i, j, kind) == tuple(last[:3]) else 0
            last[3].append(new)
        else:
            joined.append([i, j, kind, [new]])
    return joined
