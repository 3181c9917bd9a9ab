"""Languages of statements: which each is in, what the kit can do with it, and the sentence where a finder cannot read it."""

import importlib.util
import re
import warnings
from functools import lru_cache

import pandas as pd

from helpers.frames.nothing import because

__all__ = []

CODES = {"eng": "en", "ukr": "uk", "rus": "ru", "english": "en", "ukrainian": "uk", "russian": "ru"}
NAMES = {"en": "English", "uk": "Ukrainian", "ru": "Russian", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian"}
NAMES |= {"pl": "Polish", "pt": "Portuguese", "nl": "Dutch", "sv": "Swedish", "fi": "Finnish", "tr": "Turkish", "cs": "Czech"}
NAMES |= {"be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian", "ro": "Romanian", "hu": "Hungarian", "el": "Greek", "he": "Hebrew"}
NAMES |= {"ar": "Arabic", "fa": "Persian", "hi": "Hindi", "ko": "Korean", "zh": "Chinese", "ja": "Japanese", "th": "Thai", "lo": "Lao"}
NAMES |= {"km": "Khmer", "my": "Burmese", "da": "Danish", "no": "Norwegian", "et": "Estonian", "lv": "Latvian", "lt": "Lithuanian"}
NAMES |= {"hr": "Croatian", "sk": "Slovak", "sl": "Slovenian", "ka": "Georgian", "hy": "Armenian", "vi": "Vietnamese"}
NAMES |= {"und": "a language that is not stated, and is not English"}
READ = {  # what each finder reads
    "places": ("en", "uk", "ru"),
    "dates": ("en", "uk", "ru"),
    "reported statements": ("en",),
    "demonyms": ("en", "uk", "ru"),
}
UNSPACED = ("zh", "ja", "th", "lo", "km", "my")  # written without spaces between words
SEGMENTER = "icu4py"  # which sets them apart, in all of these, by dictionaries that it brings along
SAMPLE = 600  # characters from which a language is told
SCRIPTS = [  # the first of which there is enough; kana before the characters that Japanese shares with Chinese
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
]
CYRILLIC, LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z\u00c0-\u024f]")
OF_ENGLISH = re.compile(r"\b(?:the|of|and|to|that|for|with|it|not|this|you|your|on)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
ASKED = {"", "uk", "ru"}  # codes that the letters of a text confirm, or replace
FEW, SHARE = 30, 0.03  # words from which on a text is asked whether it is English, and how many of them are small English words at least
LISTED = 4  # languages that a sentence names


def languages_of(documents):
    """Return the language of each statement: as stated, else as its letters tell; "" where nothing speaks against English.

    Without a statement, Ukrainian is told by і, ї, є and ґ, Russian by ы, э and ъ, other languages by their script, and a longer text in
    Latin letters that lacks the small words of English is "und".

    Examples
    --------
    >>> texts = ["Засудили дії Росії", "Это объявлено", "They met in the town", "外交部"]
    >>> languages_of(pd.DataFrame({"text": texts, "language": [None, "", "en-GB", None]})).tolist()
    ['uk', 'ru', 'en', 'zh']
    """
    stated = documents["language"].tolist() if "language" in documents else [None] * len(documents)
    codes = [_code(said) for said in stated]
    if not ASKED.isdisjoint(codes):  # else no text need be looked at
        codes = [_fitting(code, text) or by_letters(text) for code, text in zip(codes, documents["text"].tolist(), strict=True)]
    return pd.Series(codes, index=documents.index, dtype="str")


def _fitting(code, text):
    """Return a code; "" where Ukrainian or Russian is stated of a text in Latin letters, as of a translation."""
    latin = code in ASKED and LATIN.search(text[:SAMPLE]) and not CYRILLIC.search(text[:SAMPLE])
    return "" if latin else code


def _code(said):
    """Return the code of a language as it is stated: uk for uk-UA, ukr and Ukrainian."""
    return _code_of(said) if isinstance(said, str) else ""


@lru_cache(maxsize=1_000)
def _code_of(said):
    plain = said.strip().lower()
    plain = CODES.get(plain, plain)
    return plain[:2] if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", plain) else plain


def by_letters(text):
    """Return the language of a text by the letters it begins with, as `languages_of` does."""
    return _of_sample(text[:SAMPLE])


@lru_cache(maxsize=20_000)
def _of_sample(text):
    if not text.isascii():
        letters = len(LATIN.findall(text))
        if (cyrillic := len(CYRILLIC.findall(text))) > letters:
            return _of_cyrillic(text.lower(), cyrillic)
        for code, script in SCRIPTS:
            if len(script.findall(text)) > max(letters, 1) * (0.2 if code in ("ja", "zh") else 1):
                return code
    words = len(WORD.findall(text))
    return "und" if words >= FEW and len(OF_ENGLISH.findall(text)) < words * SHARE else ""


def _of_cyrillic(text, letters):
    """Return the language of a text in Cyrillic letters: uk, ru, be, sr, or und, which may be another."""
    if "ў" in text:
        return "be"
    if re.search("[јљњћђџ]", text):
        return "sr"
    if re.search("[іїєґ]", text):
        return "uk"
    return "ru" if re.search("[ыэ]", text) or letters < 60 else "bg" if "ъ" in text else "und"


def capabilities(language):
    """Return what the kit can do with statements of a language: words (counts, KWIC, keyness), and what each finder reads.

    Examples
    --------
    >>> capabilities("fr")
    {'words': 'yes', 'places': 'no', 'dates': 'no', 'reported statements': 'no', 'demonyms': 'no'}
    >>> capabilities("th")["words"].split(":")[0] in ("yes", "no")
    True
    """
    code, words = language or "en", "yes"
    if code in UNSPACED:
        words = f"yes: set apart by {SEGMENTER}" if sets_apart() else f"no: written without spaces (pip install {SEGMENTER})"
    return {"words": words} | {what: "yes" if code in known else "no" for what, known in READ.items()}


def sets_apart():
    """Return whether the library is installed that sets words apart in languages written without spaces."""
    return importlib.util.find_spec(SEGMENTER) is not None


def named(code):
    """Return the name of a language by its code; another code is its own name."""
    return NAMES.get(code or "en", code)


def unread(codes, what):
    """Say how many statements are in languages that a finder does not read; an empty text where there are none.

    Examples
    --------
    >>> unread(languages_of(pd.DataFrame({"text": ["Oui.", "Yes."], "language": ["fr", "en"]})), "dates")
    '1 of 2 statements is in a language whose dates are not read (French): only what is written as in English is found there.'
    """
    strange = codes[~codes.isin([*READ[what], ""])]
    if strange.empty:
        return ""
    counts = strange.map(named).value_counts().sort_index().sort_values(ascending=False, kind="stable")
    said = [name if len(counts) == 1 else f"{name} {n:,}" for name, n in counts.head(LISTED).items()]
    said += [f"{len(counts) - LISTED} more"] if len(counts) > LISTED else []
    one = len(strange) == 1
    return (
        f"{len(strange):,} of {len(codes):,} statements {'is in a language' if one else 'are in languages'} whose {what} are not read "
        f"({', '.join(said)}): only what is written as in English is found there."
    )


def with_warning(table, codes, what):
    """Return what a finder found in statements of these languages; a warning says which it does not read, and an empty table keeps that."""
    if not (sentence := unread(codes, what)):
        return table
    warnings.warn(sentence, stacklevel=3)
    return because(table, sentence)
