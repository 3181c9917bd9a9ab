"""Where a corpus has the words of a quotation, and the nearest that it has where it does not."""

import re
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.counting.hits import codes_of
from helpers.tokens import tokenize
from helpers.verify.quoted import INNER, OPEN, is_negation, keys_of

RAREST = 12  # pairs of words by which a quotation is looked for
ENOUGH = 20_000  # places of these pairs that are looked at
NEAR = 16  # words by which the places of a passage may differ
TRIED = 6  # statements that are compared; and all that have as many of the pairs as the best
ALIKE = 0.45  # of the words, below which nothing is called near


class Place(NamedTuple):
    """Where a quotation stands: the row of the statement, offsets, and whether what is left out of it denies something."""

    row: int
    start: int
    end: int
    denied: str = ""


class Nearest(NamedTuple):
    """The passage that is most like a quotation, and the share of the words that are the same and in the same order."""

    row: int
    start: int
    end: int
    alike: float


class Held(NamedTuple):
    """Pairs of words of a corpus that are looked for: where each stands, and of each token its statement, row and offset."""

    hit: np.ndarray
    bounds: np.ndarray
    document: np.ndarray
    rows: np.ndarray
    starts: np.ndarray


class Finder:
    """A corpus in which quotations are found: pairs of words as numbers, and the words of each statement as they are compared."""

    def __init__(self, sources):
        self.sources, self.texts = sources, sources.documents["text"].tolist()
        self.words = lru_cache(maxsize=512)(self._words)

    def _words(self, row):
        """Return the words of a statement in one text, and of each where it begins there and its offsets in the statement."""
        found = keys_of(self.texts[row])
        keys = [key for key, _, _ in found]
        begins = np.cumsum([0, *(len(key) + 1 for key in keys)])[:-1] + 1
        return f" {' '.join(keys)} ", begins, np.array([(start, end) for _, start, end in found], dtype=np.int64).reshape(-1, 2), keys

    @cached_property
    def pairs(self):
        """The forms of words; of each token its pair with the next as a number, -1 at the end, and the turn and row of its statement."""
        tokens = self.sources.tokens
        alike, forms = pd.factorize(np.array([word.translate(INNER) for word in tokens["type"].array.categories], dtype=object))
        there, names = alike[codes_of(tokens["type"])].astype(np.int64), codes_of(tokens["document_id"])
        last = names[1:] != names[:-1]
        pairs = np.where(last, -1, there[:-1] * len(forms) + there[1:])
        rows = pd.Index(self.sources.documents["document_id"]).get_indexer(tokens["document_id"].array.categories)[names]
        return pd.Index(forms), pairs, np.append(0, np.cumsum(last)), rows

    def candidates(self, texts):
        """Return for each text the rows of statements that share rare pairs of words with it, and about where; the best first."""
        table = tokenize(pd.DataFrame({"document_id": range(len(texts)), "text": pd.array(texts, dtype="str")}))
        forms, ours, document, rows = self.pairs
        size, of = len(forms), table["document_id"].to_numpy(dtype=np.int64)
        code = forms.get_indexer(table["type"].astype(object).str.translate(INNER))
        pairs = code[:-1] * size + code[1:]
        known = (of[1:] == of[:-1]) & (code[:-1] >= 0) & (code[1:] >= 0)
        wanted = np.unique(pairs[known])
        if not len(wanted):
            return [[] for _ in texts]
        at = np.minimum(np.searchsorted(wanted, ours), len(wanted) - 1)
        hit = np.flatnonzero(wanted[at] == ours)
        which = at[hit]
        order = np.argsort(which, kind="stable")
        hit, bounds = hit[order], np.searchsorted(which[order], np.arange(len(wanted) + 1))
        held = Held(hit, bounds, document, rows, self.sources.tokens["start"].to_numpy())
        number = np.searchsorted(wanted, pairs)
        first = np.searchsorted(of, np.arange(len(texts) + 1))
        made = []
        for a, b in zip(first[:-1].tolist(), first[1:].tolist(), strict=True):
            inside = [i for i in range(a, b - 1) if known[i]]
            made.append(_voted([(number[i], i - a) for i in inside], held))
        return made

    def places(self, quotation, rows):
        """Return where a quotation stands word for word in some statements, at most once in each."""
        made = [self._place(quotation.pieces, row) for row in rows]
        return [place for place in made if place is not None]

    def _place(self, pieces, row):
        text, begins, spans, keys = self.words(row)
        found = [[(int(np.searchsorted(begins, at[0])), len(piece.words)) for at in _matches(piece.words, text)] for piece in pieces]
        if not all(found):
            return None
        best = None
        for first, length in found[0]:
            gaps, end = [], first + length
            for piece, others in zip(pieces[1:], found[1:], strict=True):
                most = len(keys) if piece.gap is OPEN else piece.gap
                after = next((pair for pair in others if end <= pair[0] <= end + most), None)
                if after is None:
                    break
                gaps.append((end, after[0]))
                end = sum(after)
            else:
                if best is None or end - first < best[1] - best[0]:
                    best = first, end, gaps
        if best is None:
            return None
        first, end, gaps = best
        return Place(row, int(spans[first][0]), int(spans[end - 1][1]), self._denied(row, gaps))

    def _denied(self, row, gaps):
        """Return what was left out within a sentence, if it denies something; else nothing."""
        _, _, spans, keys = self.words(row)
        for a, b in gaps:
            left = self.texts[row][spans[a - 1][1] : spans[b][0]]
            if b > a and not re.search(r"[.!?]\W{0,4}\s", left) and any(map(is_negation, keys[a:b])):
                return " ".join(left.split())
        return ""

    def nearest(self, quotation, candidates):
        """Return the passage that is most like a quotation; None where none is."""
        wanted, best = [word.rstrip("*") for piece in quotation.pieces for word in piece.words], None
        for row, offset in candidates:
            _, _, spans, keys = self.words(row)
            at = int(np.searchsorted(spans[:, 0], offset))
            low, high = max(at - NEAR, 0), min(at + len(wanted) + 2 * NEAR, len(keys))
            blocks = SequenceMatcher(None, wanted, keys[low:high], autojunk=False).get_matching_blocks()
            blocks = [block for block in blocks if block.size]
            if not blocks:
                continue
            a, b = low + blocks[0].b - blocks[0].a, low + blocks[-1].b + len(wanted) - blocks[-1].a
            a, b = max(a, 0), min(b, len(keys))
            alike = 2 * sum(block.size for block in blocks) / (len(wanted) + max(b - a, 1))
            if best is None or alike > best.alike:
                best = Nearest(row, int(spans[a][0]), int(spans[b - 1][1]), alike)
        return best if best is not None and best.alike >= ALIKE else None


def _matches(words, text):
    """Yield where words stand one after another in a text of words; one that ends in an asterisk is the beginning of one."""
    if not any(word.endswith("*") for word in words):
        sought, at = f" {' '.join(words)} ", -1
        while (at := text.find(sought, at + 1)) >= 0:
            yield at + 1, at + len(sought) - 1
        return
    form = " ".join(re.escape(word[:-1]) + r"[^ ]*" if word.endswith("*") else re.escape(word) for word in words)
    yield from (found.span() for found in re.finditer(rf"(?<= ){form}(?= )", text))


def _voted(pairs, held):
    """Return (row, offset) of the statements that have most of some pairs of words in one stretch, rare pairs before frequent ones."""
    hit, bounds, document, rows, starts = held
    often = [(int(bounds[number + 1] - bounds[number]), number, at) for number, at in pairs]
    often = sorted(one for one in often if one[0])[:RAREST]
    places, found, weights, seen = [], [], [], 0
    for n, number, at in often:
        if seen and seen + n > ENOUGH:
            break
        seen += n
        found.append(hit[bounds[number] : bounds[number + 1]])
        places.append(found[-1] - at)
        weights.append(np.full(n, 1 / np.log2(2 + n)))
    if not places:
        return []
    place, found, weight = np.concatenate(places), np.concatenate(found), np.concatenate(weights)
    spread = place + document[found] * (NEAR + 1 + max(at for *_, at in often))  # so that no vote goes to the statement before
    order = np.argsort(spread, kind="stable")
    place, found, spread, total = place[order], found[order], spread[order], np.append(0, np.cumsum(weight[order]))
    votes = total[np.searchsorted(spread, spread + NEAR, side="right")] - total[np.arange(len(place))]
    made, best = {}, votes.max()
    for i in np.argsort(-votes, kind="stable").tolist():
        if len(made) >= TRIED and votes[i] < 0.999 * best:
            break
        inside = place[i] >= 0 and document[place[i]] == document[found[i]]  # where it begins, if the statement does not begin later
        made.setdefault(int(rows[found[i]]), int(starts[place[i] if inside else found[i]]))
    return [(row, offset) for row, offset in made.items() if row >= 0]
