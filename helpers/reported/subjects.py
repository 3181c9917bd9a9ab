"""Subjects: the verb group before a cue, and who is its subject."""

import functools
import re

from helpers.reported import classes
from helpers.reported.cues import cues_in
from helpers.reported.words import BASE_SUBJECTS, PUNCTUATION, abbreviated

NONE = frozenset()
LONGEST = 30  # words in a subject
PASTS = frozenset(  # verbs that may have a participle behind them: *sent a letter, asking …*
    ["came", "drew", "fell", "gave", "got", "held", "left", "made", "met", "put", "rose", "sent", "stood", "took", "went", "won"]
)
INTRODUCTIONS = frozenset(["however", "meanwhile", "moreover", "nevertheless", "nonetheless", "besides", "consequently", "elsewhere"])
TITLE = re.compile(r"(?:M[rs]|Mrs|Miss|Dr|Sir|Dame|Lord|Lady|President|Minister|Senator|Sen|Rep|Gov|The|An?)\b")
MATES = {",": ",", ")": "(", "–": "–", "—": "—"}  # the mark before what ends with one of these
QUANTIFIERS = frozenset(["one", "some", "many", "most", "others", "both"])  # pronouns, or the first word of a name: *one official*
QUANTITIES = frozenset(
    [
        "half",
        "few",
        "quarter",
        "third",
        "three-quarters",
        "two-thirds",
        "percent",
        "cent",
        "majority",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    ]
)


def verb_group(words, i, lo):
    """Return where the auxiliaries and adverbs before the verb at `i` end (exclusive, leftwards), and the set of them."""
    low, j, within = words.low, i - 1, classes.GROUP
    while j >= lo and (low[j] in within or (low[j].endswith("ly") and _manner(words, j))):
        j -= 1
    if j + 1 < i and low[j + 1] == "both" and (j < lo or low[j] in PUNCTUATION):  # both want, but they both want
        j += 1
    group = frozenset(low[j + 1 : i]) if j + 1 < i else NONE
    if j - 1 >= lo and low[j] == "and" and low[j - 1] in classes.AUX:  # do not and will never recognise
        before, more = verb_group(words, j, lo)
        return before, group | more
    return j, group


def _manner(words, j):
    """Return whether a word is an adverb of manner, and no name or noun in *-ly*."""
    return words.text[words.starts[j]].islower() and words.low[j] not in ("family", "assembly", "ally")


def plural(words, who):
    """Return whether a subject goes with *say*: by its head, the last word before a preposition."""
    low, behind, head = words.low, classes.BEHIND_HEAD, who[0]
    while head < who[1] and low[head + 1] not in behind:
        head += 1
    return (
        low[head] in BASE_SUBJECTS
        or low[head] in QUANTITIES
        or low[head].endswith("s")
        or low[head][0].isdigit()
        or "and" in low[who[0] : who[1]]
        or (who[0] < head < who[1] and low[head - 1].endswith("s") and not low[head - 1].endswith("'s"))  # sources close to the envoy
    )


def subject(words, j, lo):
    """Return the first and last word of the subject that ends at `j`, or None where there is none."""
    low, may_stop = words.low, _stopping()
    if j < lo:
        return None
    if low[j] in may_stop:
        if low[j] in {"and", "but", "or", "then", ":", ";"}:
            return None
        if j - 2 >= lo and low[j] in classes.DAYS and low[j - 1] in ("on", "late", "early", "last", "this"):  # Ms Lund on Monday said
            return subject(words, j - 2, lo)
        if low[j] in classes.PRONOUNS or low[j] in classes.RELATIVE:
            return j, j
        if low[j] in MATES:
            return _before_mark(words, j, lo)
        if (low[j] in PUNCTUATION and low[j] != ".") or _stops(words, j):  # Joseph R. Lund Jr. said
            return None
    k = j
    while k > lo and j - k < LONGEST and (low[k - 1] not in may_stop or not _stops(words, k - 1)):
        k -= 1
    if k > lo and low[k - 1] == "who":  # the minister who resigned said
        return subject(words, k - 2, lo)
    found = _trim(words, k, j)
    return (_list_start(words, k, lo), j) if found == (k, j) and "and" in low[k:j] else found


def _before_mark(words, j, lo):
    """Return the subject before what stands in commas, dashes or brackets, the last of which is at `j`."""
    low, mate, k = words.low, MATES[words.low[j]], j - 1
    while k > lo and j - k < LONGEST and low[k] != mate and low[k] not in ';"':
        k -= 1
    if k <= lo or low[k] != mate or low[k + 1] in ("and", "but", "or") or k + 1 >= j:
        return None
    found = subject(words, k - 1, lo)
    if mate != ",":
        return found
    if (outer := _outside(words, found[0] if found else k - 1, lo)) is not None:
        return outer
    if found and _full_name(words, k + 1, j) and not _full_name(words, found[0], found[1] + 1):
        return k + 1, j - 1  # the ministry's spokesman, Ivan Orlov, said
    return (found[0], j - 1) if found and _described(words, found, k + 1, j) else found


def _full_name(words, k, j):
    """Return whether the words from `k` to before `j` are two or three capitalised ones, and nothing else."""
    names = [words.surface(n) for n in range(k, j)]
    return 2 <= len(names) <= 3 and all(name[0].isupper() and name.isalpha() for name in names) and names[0] != "The"


def _outside(words, at, lo):
    """Return the subject before what only describes it further, *Ana Ruiz, of Lund, Sweden, said*, *Ana Ruiz, 35, a nurse, said*."""
    low, comma = words.low, at - 1
    if low[at].isdigit() and at - 3 >= lo and low[at - 2] == "on" and low[at - 1] in classes.TIMES:
        return subject(words, at - 3, lo)  # the Council on May 3, 2024, said
    while comma > max(lo, at - 4) and (low[comma] in classes.PREPOSITIONS or low[comma] in classes.DETERMINERS):
        comma -= 1
    if comma <= lo or low[comma] != "," or not (low[comma + 1] in classes.PREPOSITIONS or low[at][0].isdigit()):
        return None
    return subject(words, comma - 1, lo) if words.text[words.starts[comma - 1]].isupper() else None


def _described(words, who, k, j):
    """Return whether what stands in commas tells who a person is whom nothing else describes: *Hugo Hale, a doctor,*."""
    names = [words.surface(n) for n in range(who[0], who[1] + 1)]
    plain = words.low[k] in ("a", "an") and classes.AUX.isdisjoint(words.low[k:j]) and classes.RELATIVE.isdisjoint(words.low[k:j])
    return plain and len(names) > 1 and all(name.istitle() for name in names) and not TITLE.match(" ".join(names))


def _list_start(words, k, lo):
    """Return the first word of a list of names whose last two begin at `k`: *France, Germany and Italy*."""
    low = words.low
    while k - 2 >= lo and low[k - 1] == ",":
        a = k - 2
        while a > lo and words.text[words.starts[a - 1]].isupper() and low[a - 1] not in PUNCTUATION:
            a -= 1
        if a > lo and low[a - 1] in classes.DETERMINERS:
            a -= 1
        named = words.text[words.starts[a]].isupper() or low[a] in classes.DETERMINERS
        if not named or (a > lo and low[a - 1] != ",") or _no_name(low[a]):
            break
        k = a
    return k


def _no_name(word):
    return (
        word in classes.OPENERS
        or word in classes.PREPOSITIONS
        or word in classes.ADVERBS
        or word in classes.TIMES
        or word.endswith("ly")
        or word in INTRODUCTIONS
    )


@functools.cache
def _stopping():
    """Return the words that may be no part of a subject, or all of it: asked first, as it is quick."""
    return classes.STOPPING | PUNCTUATION | cues_in("ed") | classes.PRONOUNS | classes.DAYS | {"and", "but", "or", "then"}


@functools.cache
def _before_subjects():
    """Return the words that may stand before a subject: conjunctions and adverbs; *both* and *all* belong to it."""
    return (classes.ADVERBS | {"and", "but", "or", "so", "yet", "then"}) - {"both", "all"}


def _stops(words, k):
    word = words.low[k]
    if word in classes.STOPPING:
        return True
    if word in PUNCTUATION:
        return not (word == "." and words.end(k) < len(words.text) and k and words.end(k - 1) == words.starts[k])
    return word in cues_in("ed") and words.text[words.starts[k]].islower() and words.low[k - 1] not in classes.DETERMINERS


def _trim(words, k, j):
    """Leave out what stands before the subject: conjunctions, adverbs, *on Monday*."""
    low, text, starts = words.low, words.text, words.starts
    befores = _before_subjects()
    while k < j and (low[k] in befores or low[k].endswith("ly")):
        k += 1
    for m in range(k + 1, j) if "and" in low[k:j] or "but" in low[k:j] else ():
        if low[m] in ("and", "but") and (
            low[k] in classes.PREPOSITIONS or any(w.endswith("ed") for w in low[k:m]) or not _nominal(words, k)
        ):
            return _trim(words, m + 1, j)
    if low[k] in ("about", "over", "under") and (low[k + 1] in QUANTITIES or low[k + 1][0].isdigit()):  # about half of them
        return k, j
    if low[k] == "at" and low[k + 1 : k + 2] == ["least"]:
        return k, j
    if low[k] in classes.PREPOSITIONS:
        m = k + 1
        for n in range(j, k + 1, -1):
            if low[n] in classes.DETERMINERS and low[n - 1] not in classes.PREPOSITIONS and low[n - 1] not in ("and", "all"):
                return n, j
        while m <= j and (low[m] in classes.DETERMINERS or low[m] in classes.TIMES or low[m].isdigit()):
            m += 1
        return (m, j) if k + 1 < m <= j and text[starts[m]].isupper() else None
    while k < j and low[k] in classes.TIMES and low[k] not in ("this", "that", "may", "march"):
        k += 1
    return (k, j) if low[j] not in classes.PREPOSITIONS and low[j] not in classes.OPENERS else None


def _nominal(words, k):
    return words.low[k] in classes.DETERMINERS or words.text[words.starts[k]].isupper() or words.low[k].endswith("s")


def speaker_after(words, i, hi):
    """Return the subject that follows a verb: *said Josep Borrell*."""
    low, k = words.low, i
    if k > hi or low[k] in PUNCTUATION or low[k] in ("that", "to"):
        return None
    if low[k] in classes.PRONOUNS and (low[k] not in QUANTIFIERS or k >= hi or _ends_name(words, k + 1, i)):
        return k, k
    while k + 1 <= hi and k - i < LONGEST and not _ends_name(words, k + 1, i):
        k += 1
    return i, k


def _ends_name(words, k, i):
    word = words.low[k]
    if word == "." and words.text[words.starts[k - 1]].isupper() and words.end(k) < len(words.text) and k not in words.firsts[-1:]:
        return not (words.end(k - 1) == words.starts[k] and abbreviated(words.text, words.starts[k]))
    if (
        word in PUNCTUATION
        or word in classes.OPENERS
        or word in classes.RELATIVE
        or word in classes.AUX
        or word in ("told", "in", "on", "at", "during", "to", "following", "by")
    ):
        return True
    return word in classes.TIMES and words.text[words.starts[k - 1]].isupper() and word != "may"


@functools.cache
def _first_verbs():
    return classes.AUX | PASTS | cues_in("ed", "s")


def leading(words, lo, j):
    """Return the subject of the first verb of a sentence, for a verb that has none of its own: *…, adding that …*."""
    low, verbs = words.low, _first_verbs()
    for k in range(lo + 1, min(j + 1, lo + 40)):
        word = low[k]
        verbal = word in verbs or (word.endswith("ed") and words.text[words.starts[k]].islower() and word != "so-called")
        if verbal and low[k - 1] not in classes.DETERMINERS:  # the will of the nation
            at, _ = verb_group(words, k, lo)
            found = subject(words, at, lo)
            if found is not None:
                return found
    return None
