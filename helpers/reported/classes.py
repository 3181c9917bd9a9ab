"""The classes of words that the clause rules go by, from ``corpus/wordlists/clause_words.txt``: `NOT`, `BE`, `PREPOSITIONS` and others.

They are read when the first of them is asked for, and not when this module is imported: `classes.NOT`.
"""

from helpers.files.list_error import wrong_line
from helpers.paths import WORDLISTS
from helpers.spans import wordlist

LISTED = [
    "not",
    "be",
    "modal",
    "adverbs",
    "pronouns",
    "relative",
    "openers",
    "determiners",
    "prepositions",
    "times",
    "bodies",
    "things",
    "told",
]


def __getattr__(name):
    """Read the classes when one is asked for that is not there yet."""
    if name.isupper() and name not in globals():  # else another thread has read them in the meantime
        globals().update(_read())
    if name in globals():
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _read():
    """Return the words of each class, under its name in capitals."""
    lines = wordlist("clause_words")
    path, words = WORDLISTS / "clause_words.txt", {name: frozenset() for name in LISTED}
    for line in lines:
        name, colon, found = line.partition(":")
        if not colon:
            raise wrong_line(path, line, f"{line!r:.60} has no class.", "write the class, a colon and the words.")
        if name not in words:
            raise wrong_line(path, line, f"There is no class {name!r:.40}.", f"write one of {', '.join(LISTED)}.")
        words[name] |= set(found.split())
    made = {name.upper(): found for name, found in words.items()}
    finite = made["MODAL"] | {"has", "have", "had", "do", "does", "did"}
    made |= {
        "GROUP": made["BE"] | made["NOT"] | finite | {"having"} | made["ADVERBS"],
        "FINITE": finite,
        "AUX": made["BE"] | made["NOT"] | finite | {"having"},
    }
    # What may follow the speaker in *"…," said X*, besides punctuation; in *X, said Y …* a clause does.
    made["BEHIND_SPEAKER"] = made["PREPOSITIONS"] | made["TIMES"] | made["RELATIVE"] | {"as", "when", "while", "told", "after"}
    made |= {"ARTICLES": made["DETERMINERS"] - made["PRONOUNS"], "DAYS": made["TIMES"] - {"this", "that"}}
    made["STOPPING"] = made["AUX"] | made["OPENERS"] | made["RELATIVE"]  # no part of a subject
    made["TIMES_OR_ADVERBS"] = made["TIMES"] | made["ADVERBS"]
    made["BEHIND_HEAD"] = made["PREPOSITIONS"] | made["RELATIVE"]  # of a noun phrase, what describes it
    made["DESCRIBING"] = made["BEHIND_HEAD"] | {",", "(", "–", "—"}
    made["BEGINNING"] = made["PRONOUNS"] | made["DETERMINERS"] | made["AUX"]  # of a clause
    made["BEFORE_NOUNS"] = (made["DETERMINERS"] | made["PREPOSITIONS"]) - {"to", "that", "this", "these", "those", "some", "any", "many"}
    lists = {"ABBREVIATIONS": "abbreviations", "BEFORE_NUMBERS": "abbreviations_before_numbers"}
    return made | {name: frozenset(wordlist(listed)) for name, listed in lists.items()}
