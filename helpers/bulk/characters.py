"""What each character is to the rules of tokens and sentences, in tables that look up millions at once."""

import re
import unicodedata

import numpy as np

# One character for one, so that offsets stay: apostrophes, quotation marks, hyphens, dashes, spaces.
FOLDED = dict(zip("’‘ʼ′`´“”„‟«»‐‑‒—―−\u00a0\u202f\u2009", "''''''" + '"' * 6 + "--" + "–" * 4 + "   ", strict=True))

# Soft hyphens, joiners of words, spaces without width, byte order marks, signs of direction: no part of what a text says.
UNSEEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"

# Scripts without spaces between words, as a class of characters: Thai, Lao, Burmese, Khmer, kana, and the characters of Chinese.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
UNSPACED += "\U00020000-\U0003ffff"

KNOWN = 1  # a character that was looked at: the tables begin empty, and take in what texts hold
WORD, DIGIT, LETTER = 2, 4, 8
HYPHEN, POINT, SLASH = 16, 32, 64  # - or ' inside a word; . , : inside a number; / in a reference
ODD = 128  # may change with its neighbours, in small letters become two, or be a word among others: its chunk is read by itself
WHITE, SMALL, CAPITAL = 256, 512, 1024
STOP, CLOSING = 2048, 4096  # . ? !, those of other scripts, and what may close a quotation or a bracket behind them
APART = 8192  # no word runs across it
LEADING = 16384  # no word begins with it
DOT = 32768

CLOSERS = "\"')]}‘’“”«»」』）"
WIDE_STOPS = "。！？｡"  # behind which no space stands
STOPS = ".?!؟۔।॥።։" + WIDE_STOPS
RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹"  # digits, as numbers of notes have them
LIMIT = 0x110000
_flags, _folded, _small = (np.zeros(LIMIT, dtype=kind) for kind in (np.uint16, np.uint32, np.uint32))


_UNSPACED = re.compile(f"[{UNSPACED}]")


def flags_of(points):
    """Return what each character is: WORD, DIGIT and so on, added up."""
    found = _flags[points]
    new = points[found == 0]
    if not len(new):
        return found
    for point in np.unique(new).tolist():
        _folded[point], _small[point] = _forms(chr(point))
        _flags[point] = _about(chr(point))
    return _flags[points]


def folded(points):
    """Return characters, of which `flags_of` knows, in the form that is searched."""
    return _folded[points]


def small(points):
    """Return characters, of which `flags_of` knows, in that form and in small letters."""
    return _small[points]


def _forms(character):
    plain = FOLDED.get(character, character)
    other = plain.casefold()
    return ord(plain), ord(other) if len(other) == 1 else ord(plain)


def _about(character):
    plain = FOLDED.get(character, character)
    kinds = {
        KNOWN: True,
        WORD: plain.isalnum() or plain == "_",
        DIGIT: plain.isdecimal(),
        LETTER: plain.isalnum() and not plain.isdecimal(),
        HYPHEN: plain in "-'",
        POINT: plain in ".,:",
        SLASH: plain == "/",
        ODD: _is_odd(character) or len(plain.casefold()) > 1,
        WHITE: character.isspace(),
        SMALL: not (character + "A").isupper(),
        CAPITAL: character.isupper(),
        STOP: character in STOPS,
        CLOSING: character in CLOSERS,
        APART: character in ")\";}]*:@'({[!?‘’“”«»",
        LEADING: character in '("`{[:;&#*@)}]-,',
        DOT: character == ".",
    }
    return sum(flag for flag, is_so in kinds.items() if is_so)


def _is_odd(character):
    """Return whether what a character is hangs on those beside it: marks, unseen ones, underscores, and what Unicode's NFC melts."""
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
        or character == "_"
        or not unicodedata.is_normalized("NFC", character)
        or "\u1160" <= character <= "\u11ff"  # vowels and last consonants of Korean
        or _UNSPACED.match(character) is not None
    )
