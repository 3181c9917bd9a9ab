"""Statements made up for measuring, of chunks that are as many, as long and as often with punctuation as those of real texts.

The frequent words are those of English, with their frequencies; the others are made up, as many as real texts would have: the longer the
texts, the more. Places, dates and quotations stand among them. The same arguments give the same statements, whatever the machine:
``statements(1000)``. `tests/test_bench.py` compares their figures with those of real texts (`chunks.py`).
"""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

WORDS = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()  # the most frequent ones of English, from the first on
ONSETS = [*"bcdfghklmnprstvw", "br", "fl", "tr", "pl"]
SYLLABLES = [f"{onset}{vowel}{ending}" for ending in ["", "n", "r", "s"] for vowel in "aeiou" for onset in ONSETS]
KNEE, AFTER = 200, 1.5  # up to this rank Zipf's exponent is 1, beyond it is this: texts never run out of words
RANKS = 30_000_000
ISSUERS = [f"Ministry {chr(65 + i)}" for i in range(20)]
PLACES = ["Kyiv", "Ukraine", "Kherson", "Odesa", "Poland", "the Donetsk and Luhansk regions", "Moldova", "the Black Sea", "Kharkiv region"]
DATES = ["on 24 February 2022", "since September 2022", "last week", "on 5 May", "in 2014", "by the end of 2023", "yesterday"]
SPEAKERS = ["The minister", "Mr. Ossowski", "She", "The Council", "NATO", "The spokesperson"] * 2 + ["A U.S. official"]
CUES = ["said that", "stated that", "announced that", "warned that"]
PART = 10_000  # statements in a file
# What stands around words inside a sentence: before it, behind it, and how often.
AROUND = [
    ("", ",", 0.047),
    ("", ":", 0.004),
    ("", ";", 0.005),
    ("", "’s", 0.01),
    ("", "n't", 0.006),
    ("", "-based", 0.004),
    ("non-", "", 0.004),
]
PAIRS = [("“", "”", 0.004), ("(", ")", 0.006)]  # around one to five words
NAMES, ACRONYMS, NUMBERS = 0.01, 0.0036, 0.005
MARKS = np.array([".", ".", ".", ".", ".", ".", ".", ".", "?", "."], dtype=object)


def word(rank):
    """Return the word of a rank: one of English, or one made up, the shorter the more frequent.

    Examples
    --------
    >>> word(0), word(1_000), word(1_000_000)
    ('the', 'barseca', 'babancurda')
    """
    if rank < len(WORDS):
        return WORDS[rank]
    rank, made = 173 * rank, ""  # no factor of the number of syllables: they all come last
    while rank:
        rank, place = divmod(rank, len(SYLLABLES))
        made += SYLLABLES[place]
    return made


def _chances():
    """Return the ranks at which the chances of words are summed up, and the sums: each of the first words, then ever longer steps."""
    ranks = np.unique(np.concatenate([np.arange(KNEE + 1), np.geomspace(KNEE, RANKS, 2000).astype(np.int64)]))
    low, high = ranks[:-1] + 2.7, ranks[1:] + 2.7
    beyond = (KNEE + 2.7) ** (AFTER - 1) * (low ** (1 - AFTER) - high ** (1 - AFTER)) / (AFTER - 1)
    sums = np.cumsum(np.where(ranks[:-1] < KNEE, np.log(high / low), beyond))
    return ranks, np.append(0, sums / sums[-1])


def _words(draw, count):
    """Draw words by their chances."""
    ranks, sums = _chances()
    drawn = np.interp(draw.random(count), sums, ranks).astype(np.int64)
    different, place = np.unique(drawn, return_inverse=True)
    return np.array([word(rank) for rank in different.tolist()], dtype=object)[place]


def statements(count, *, words=400, seed=1):
    """Return a documents table of `count` statements of about `words` words each, issued over ten years."""
    draw = np.random.default_rng([seed, count])
    texts = [text for at in range(0, count, 500) for text in _texts(min(500, count - at), words, draw)]
    days = np.sort(draw.integers(0, 3652, count))
    return pd.DataFrame(
        {
            "document_id": [f"s{i:07d}" for i in range(count)],
            "date": pd.Timestamp("2015-01-01") + pd.to_timedelta(days, unit="D"),
            "issuer": [ISSUERS[i] for i in np.minimum(draw.geometric(0.2, count) - 1, 19)],
            "title": [" ".join(text.split()[:6]) for text in texts],
            "kind": "full text",
            "text": texts,
        }
    )


def write_parts(folder, count, *, size=PART, words=400):
    """Write `count` statements as Parquet files of `size`, each later than the one before; those that are there are left."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    parts = count // size
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_write_part, [(folder, number, parts, size, words) for number in range(parts)]))


def _write_part(asked):
    folder, number, parts, size, words = asked
    path = Path(folder) / f"part-{number:06}.parquet"
    if path.exists():
        return
    made = statements(size, words=words, seed=number + 2)
    began = pd.Timestamp("2015-01-01") + pd.Timedelta(days=3652) * number / parts
    made["date"] = (began + (made["date"] - pd.Timestamp("2015-01-01")) / parts).dt.normalize()
    made["document_id"] = [f"s{number * size + i:09d}" for i in range(size)]
    made.to_parquet(path.with_suffix(".made"), index=False)
    path.with_suffix(".made").replace(path)


def _texts(count, words, draw):
    """Set words as texts: sentences as long as real ones, in paragraphs of about five, with something planted in half of them."""
    chunks = _words(draw, count * words)
    ends = np.cumsum(np.maximum(draw.gamma(2.3, 8.4, count * words // 4), 2).astype(int))
    ends = np.unique(np.append(ends[ends < len(chunks)], np.arange(1, count + 1) * words))  # a text ends with a sentence
    begins, inside = np.append(0, ends[:-1]), np.ones(len(chunks), dtype=bool)
    inside[begins] = inside[ends - 1] = False
    for made, share in ((_name, NAMES), (_acronym, ACRONYMS), (_number, NUMBERS)):
        for at in np.flatnonzero(inside & (draw.random(len(chunks)) < share)).tolist():
            chunks[at] = made(chunks[at], draw)
    _plant(chunks, begins, ends, draw)
    for before, behind, share in AROUND:
        at = np.flatnonzero(inside & (draw.random(len(chunks)) < share))
        chunks[at] = before + chunks[at] + behind
        inside[at] = False
    for before, behind, share in PAIRS:
        at = np.flatnonzero(inside & (draw.random(len(chunks)) < share))
        last = np.minimum(at + draw.integers(0, 5, len(at)), len(chunks) - 1)
        last = np.where(inside[last] & (np.searchsorted(ends, at, side="right") == np.searchsorted(ends, last, side="right")), last, at)
        chunks[at] = before + chunks[at]
        chunks[last] = chunks[last] + behind
        inside[at] = inside[last] = False
    chunks[begins] = [chunk[0].upper() + chunk[1:] for chunk in chunks[begins]]
    chunks[ends - 1] = chunks[ends - 1] + MARKS[draw.integers(0, 10, len(ends))]
    chunks[ends - 1] = chunks[ends - 1] + np.where(draw.random(len(ends)) < 0.2, "\n\n", "").astype(object)
    return [" ".join(chunks[i : i + words]).replace("\n\n ", "\n\n").strip() for i in range(0, len(chunks), words)]


def _name(chunk, draw):
    return chunk[0].upper() + chunk[1:]


def _acronym(chunk, draw):
    return chunk[:4].upper() + "A" * (len(chunk) == 1)


def _number(chunk, draw):
    number = int(draw.integers(1, 2030))
    return f"{number * 997:,}" if number % 5 == 0 else f"{number / 10}" if number % 20 == 1 else str(number)


def _plant(chunks, begins, ends, draw):
    """Put a place, a date, a speaker with a cue, a quotation or an organisation into an eighth of the sentences each."""
    planted = draw.integers(0, 8, len(begins))
    for begin, end, kind in zip(begins.tolist(), ends.tolist(), planted.tolist(), strict=True):
        if end - begin < 7:
            continue
        where = int(draw.integers(begin + 2, end - 3))
        if kind == 0:
            chunks[where] = "in " + PLACES[draw.integers(len(PLACES))]
        elif kind == 1:
            chunks[where] = DATES[draw.integers(len(DATES))]
        elif kind == 2:
            chunks[begin] = SPEAKERS[draw.integers(len(SPEAKERS))] + " " + CUES[draw.integers(len(CUES))]
        elif kind == 3:
            chunks[where], chunks[end - 2] = "“" + chunks[where], chunks[end - 2] + "”, said the minister in"
        elif kind == 4:
            chunks[where] = "NATO’s"
