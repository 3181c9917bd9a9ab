"""Speaking: whether the words before a verb of saying name someone or something that can say a thing: a person, a body, a document."""

from helpers.reported import classes
from helpers.reported.words import BASE_SUBJECTS, PUNCTUATION

# What things are called that no one is: *leadership* and *authority* are among `bodies`, where they stand for people.
ABSTRACT = ("ness", "ity", "ship", "ism", "ance", "ence", "dom", "hood", "tude", "acy", "tion", "sion", "ment", "ure", "ing")
PERSONS = ("s", "er", "or", "ent", "ant", "ist", "ian", "man", "woman", "person")  # of several, or of one with an office
QUANTITIES = frozenset(["about", "half", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "nearly", "over"])


def can_speak(words, who):
    """Return whether the words from `who[0]` to `who[1]` can be a speaker.

    Examples
    --------
    >>> from helpers.reported.pieces import pieces_of
    >>> from helpers.reported.words import words_of
    >>> text = "The ministry said no. Such a condition said no."
    >>> words = words_of(text, next(pieces_of([text]))[0][1], [])
    >>> can_speak(words, (0, 1)), can_speak(words, (5, 7))
    (True, False)
    """
    low, (first, last) = words.low, who
    if low[first] in {"there", "let", "what", "nothing", "anything", "something", "if"} or (low[first] == "this" and first == last):
        return False
    if low[first] in QUANTITIES or low[first][0].isdigit():
        return True
    if first == last and (low[first] in classes.PRONOUNS or low[first] in classes.RELATIVE or low[first] in BASE_SUBJECTS):
        return True
    head = head_of(words, who)
    while head > first and (
        low[head] in classes.TIMES or low[head] == "." or low[head].isdigit()
    ):  # the Court this month, Lund Jr., Article 5
        head -= 1
    word = low[head].removesuffix("'s")
    if word in classes.PREPOSITIONS or word in PUNCTUATION:
        return False
    if _name(words, head) and (head > first or head not in words.firsts):
        return True
    single = word.removesuffix("s") if not word.endswith(("ss", "ness")) else word
    single = word[:-3] + "y" if word.endswith("ies") else single
    if single in classes.BODIES:
        return True
    if single in classes.THINGS or word in classes.THINGS or (single.endswith(ABSTRACT) and len(single) > 6):
        return False
    return word.endswith(PERSONS) or word in BASE_SUBJECTS or _has_article(words, first, head) or head in words.firsts


def head_of(words, who):
    """Return the last word of a noun phrase before what describes it: *of*, *who*, a comma."""
    low, (first, last) = words.low, who
    behind = classes.DESCRIBING
    for k in range(first + 1, last + 1):
        if low[k] in behind:
            return k - 1
    return last


def _name(words, k):
    return words.text[words.starts[k]].isupper()


def _has_article(words, first, head):
    """Return whether the phrase begins as one that a single person or thing may have: *a minister*, *Kyiv's mayor*, *72 percent*."""
    low = words.low
    begins = (
        low[first] in ("another", "someone", "everyone", "nobody")
        or low[first] in classes.DETERMINERS
        or low[first] in classes.PRONOUNS
        or low[first][0].isdigit()
        or _name(words, first)
    )
    return begins or any(low[k].endswith(("'s", "s'")) or _name(words, k) for k in range(first, head + 1))
