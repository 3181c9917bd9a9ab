"""The words of statements as they are compared for recurring passages: one number a word, by spelling, denial and slot."""

import functools
import re
from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.files.list_error import wrong_line
from helpers.paths import WORDLISTS
from helpers.spans import wordlist
from helpers.tokens import tokenize

SLOTS = {1: "{date}", 2: "{name}", 3: "{number}"}
ENDING = re.compile(r"(?<=[a-z]{3}[iy])z(?=(?:e|es|ed|ing|er|ers|ation|ations|ational)$)")
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
DATE = re.compile(r"(?:19|20)\d\d|\d{4}-\d\d(?:-\d\d)?|\d{1,2}([./])\d{1,2}\1\d{4}")
REACH = 6  # words between a denial and the word it denies


def fold_spelling(word):
    """Return a word in one spelling: *recognized* as *recognised*, *neighbour* as *neighbor*.

    Examples
    --------
    >>> [fold_spelling(word) for word in ("recognized", "recognised", "neighbouring", "prize")]
    ['recognised', 'recognised', 'neighboring', 'prize']
    """
    whole, openings = _spellings()
    if word in whole:
        return whole[word]
    for british, american in openings:
        if word.startswith(british):
            return american + word[len(british) :]
    return ENDING.sub("s", word)


@functools.cache
def _spellings():
    lines = wordlist("spellings")
    pairs = [line.split() for line in lines]
    if odd := [line for line, pair in zip(lines, pairs, strict=True) if len(pair) != 2]:
        raise wrong_line(
            WORDLISTS / "spellings.txt", odd[0], f"{odd[0]!r:.60} is no pair.", "write two words in a line, British and American."
        )
    openings = tuple((a.rstrip("*"), b.rstrip("*")) for a, b in pairs if a.endswith("*"))
    return {a: b for a, b in pairs if not a.endswith("*")}, openings


def passage_words(documents):
    """Number the words of statements so that words that count as the same have the same number.

    A word that is denied ("not recognise") has another number than the same word by itself, so that no passage holds both.

    Returns
    -------
    DataFrame
        One row per running word: document (0, 1, …: the row of `documents`), sentence (0, 1, … over all), start, end, code, slot
        (0, or the key in `SLOTS` of the date, name or number it belongs to), unit (0, 1, …: the words of a slot are one unit),
        turns (whether it turns the sense of its sentence), marked (whether it is such a word, or denied by one).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["We recognize it. We do not recognise it."]})
    >>> words = passage_words(documents)
    >>> words.turns.tolist()
    [False, False, False, False, False, True, False, False]
    >>> bool(words.code[1] == words.code[6])
    False
    """
    tokens = tokenize(documents)
    kinds = tokens.type.cat.categories
    types = tokens.type.cat.codes.to_numpy()
    document = tokens.document_id.cat.codes.to_numpy()
    keys = pd.factorize(np.array([fold_spelling(kind) for kind in kinds], dtype=object))[0]
    words = pd.DataFrame({"document": document, "sentence": np.int32(0), "start": tokens.start, "end": tokens.end}, copy=False)
    begins = (np.diff(document, prepend=-1) != 0) | (np.diff(tokens.sentence, prepend=-1) != 0)
    del tokens
    words["sentence"] = np.cumsum(begins, dtype=np.int32) - 1
    words["turns"] = _look_up(kinds, _turns, bool)[types]
    denied = _denied(words, _look_up(kinds, _denies, bool)[types], _look_up(kinds, set(wordlist("stop_words")).__contains__, bool)[types])
    words["code"] = (keys.astype(np.int32)[types] * 2 + denied) if len(words) else np.zeros(0, dtype=np.int32)
    words["marked"] = denied | (words.turns & ~_look_up(kinds, _denies, bool)[types])
    words["slot"] = _slots(words, documents, kinds, types, begins)
    slot, gap = words["slot"].to_numpy(), _gaps(words)
    joined = ~begins & (slot == _before(slot)) & ((slot == 1) & (gap <= 2) | (slot == 2) & (gap <= 1))
    return words.assign(unit=np.cumsum(~joined, dtype=np.int32) - 1)


def _before(values):
    """Return of each word the value of the one before, of the first its own."""
    return np.append(values[:1], values[:-1])


def _gaps(words):
    """Return how many characters stand between each word and the one before."""
    end = words["end"].to_numpy()
    return words["start"].to_numpy() - np.append(end[:1] * 0, end[:-1])


def _look_up(kinds, test, dtype):
    return np.array([test(kind) for kind in kinds], dtype=dtype)


@functools.cache
def _polarity():
    lines = wordlist("polarity")
    return {line for line in lines if not line.endswith("*")}, tuple(line.rstrip("*") for line in lines if line.endswith("*"))


def _denies(kind):
    return kind in _polarity()[0] or kind.endswith("n't")


def _turns(kind):
    return _denies(kind) or kind.startswith(_polarity()[1])


def _denied(words, denies, stops):
    """Return which words are denied: the first after a denial that is neither a stop word nor a denial itself; if none, the denial."""
    denied, sentence = np.zeros(len(words), dtype=bool), words.sentence.to_numpy()
    idle, left = denies.copy(), np.flatnonzero(denies)
    for step in range(1, REACH + 1):
        left = left[(left + step < len(words)) & (sentence[np.minimum(left + step, len(words) - 1)] == sentence[left])]
        content = ~(stops[left + step] | denies[left + step])
        denied[left[content] + step] = True
        idle[left[content]] = False
        left = left[~content]
    return denied | idle


def _slots(words, documents, kinds, types, begins):
    """Return which words are part of a date (1), a name (2: a capital inside a sentence) or a number (3)."""
    starts, capital = words.start.to_numpy(), _capitals(words, documents)
    month = _look_up(kinds, MONTHS.__contains__, bool)[types] & capital
    unsure = _look_up(kinds, ("may", "march").__contains__, bool)[types]
    day = _look_up(kinds, DAY.fullmatch, bool)[types]
    date = _look_up(kinds, DATE.fullmatch, bool)[types]
    near = ~begins & (_gaps(words) <= 2)  # next to the word before
    after, before = np.append(near[1:], False), near
    number = day | date
    beside = (np.append(number[1:], False) & after) | (np.append(False, number[:-1]) & before) if len(words) else number
    month &= ~unsure | beside
    with_month = (np.append(month[1:], False) & after) | (np.append(False, month[:-1]) & before) if len(words) else month
    name_of_day = _look_up(kinds, DAYS.__contains__, bool)[types] & capital
    figure = _look_up(kinds, lambda kind: any(c.isdigit() for c in kind), bool)[types]
    name = capital & ~begins & (words.end.to_numpy() - starts > 1)
    kinds = [np.int8(number) for number in (1, 3, 2)]
    return np.select([month | date | day & with_month | name_of_day, figure, name], kinds, np.int8(0))


def _capitals(words, documents):
    """Return which words begin with a capital."""
    capital, starts = np.zeros(len(words), dtype=bool), words["start"].to_numpy()
    document = words["document"].to_numpy()
    places = np.searchsorted(document, np.arange(len(documents) + 1, dtype=document.dtype)).tolist()
    for text, (begin, end) in zip(documents["text"], pairwise(places), strict=True):
        capital[begin:end] = [text[at].isupper() for at in starts[begin:end].tolist()]
    return capital
