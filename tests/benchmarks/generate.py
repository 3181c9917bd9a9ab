"""Statements made up for measuring: words with Zipf's frequencies, real punctuation, and places, dates and quotations planted among them.

The same arguments give the same statements, whatever the machine: ``statements(1000)``.
"""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

LETTERS = np.array(list("abcdefghijklmnoprstuvwy"))
ISSUERS = [f"Ministry {chr(65 + i)}" for i in range(20)]
PLACES = ["Kyiv", "Ukraine", "Kherson", "Odesa", "Poland", "the Donetsk and Luhansk regions", "Moldova", "the Black Sea", "Kharkiv region"]
DATES = ["on 24 February 2022", "since September 2022", "last week", "on 5 May", "in 2014", "by the end of 2023", "yesterday"]
SPEAKERS = ["The minister", "Mr Ossowski", "She", "The Council", "NATO", "The spokesperson"]
CUES = ["said that", "stated that", "announced that", "warned that"]
PART = 10_000  # statements in a file
ENDS = np.array([".", ".", ".", ".", ".", ".", "?", "!", '."'])


def vocabulary(size=50_000, *, seed=1):
    """Return made-up words, all different, the frequent ones short."""
    draw = np.random.default_rng(seed)
    words = {}
    while len(words) < size:
        length = int(np.clip(draw.normal(2 + 1.2 * np.log10(len(words) + 1), 1.5), 1, 14))
        words.setdefault("".join(draw.choice(LETTERS, length)), None)
    return np.array(list(words), dtype=object)


def statements(count, *, words=400, seed=1, known=None):
    """Return a documents table of `count` statements of about `words` words each, issued over ten years.

    `known` is a vocabulary made before, to save making it again.
    """
    known = vocabulary() if known is None else known
    draw = np.random.default_rng([seed, count])
    weights = 1 / (np.arange(len(known)) + 2.7)
    chance = np.cumsum(weights / weights.sum())
    rows = [_text(known[np.searchsorted(chance, draw.random(words))], draw) for _ in range(count)]
    days = np.sort(draw.integers(0, 3652, count))
    return pd.DataFrame(
        {
            "document_id": [f"s{i:07d}" for i in range(count)],
            "date": pd.Timestamp("2015-01-01") + pd.to_timedelta(days, unit="D"),
            "issuer": [ISSUERS[i] for i in np.minimum(draw.geometric(0.2, count) - 1, 19)],
            "title": [" ".join(text.split()[:6]) for text in rows],
            "kind": "full text",
            "text": rows,
        }
    )


def write_parts(folder, count, *, size=PART, words=400):
    """Write `count` statements as Parquet files of `size`, each later than the one before; those that are there are left."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    known, parts = vocabulary(), count // size
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_write_part, [(folder, number, parts, size, words, known) for number in range(parts)]))


def _write_part(asked):
    folder, number, parts, size, words, known = asked
    path = Path(folder) / f"part-{number:06}.parquet"
    if path.exists():
        return
    made = statements(size, words=words, seed=number + 2, known=known)
    began = pd.Timestamp("2015-01-01") + pd.Timedelta(days=3652) * number / parts
    made["date"] = (began + (made["date"] - pd.Timestamp("2015-01-01")) / parts).dt.normalize()
    made["document_id"] = [f"s{number * size + i:09d}" for i in range(size)]
    made.to_parquet(path.with_suffix(".made"), index=False)
    path.with_suffix(".made").replace(path)


def _text(row, draw):
    """Set a run of words as sentences of 8 to 30 words in paragraphs of 5, with something planted in most sentences."""
    pieces, at, number = [], 0, 0
    while at < len(row):
        size = int(draw.integers(8, 31))
        sentence = list(row[at : at + size])
        at += size
        if len(sentence) > 4:
            kind = draw.integers(0, 8)
            where = int(draw.integers(2, len(sentence)))
            if kind == 0:
                sentence[where] = "in " + PLACES[draw.integers(len(PLACES))]
            elif kind == 1:
                sentence[where] = DATES[draw.integers(len(DATES))]
            elif kind == 2:
                sentence[0] = SPEAKERS[draw.integers(len(SPEAKERS))] + " " + CUES[draw.integers(len(CUES))]
            elif kind == 3:
                sentence[where:] = ["“" + " ".join(sentence[where:]) + "”,", "said", "the", "minister"]
            elif kind == 4:
                sentence[where - 1] += ","
            elif kind == 5:
                sentence[where] = "NATO’s"
        text = " ".join(sentence)
        number += 1
        pieces.append(text[0].upper() + text[1:] + str(ENDS[draw.integers(len(ENDS) - 1)]) + ("\n\n" if number % 5 == 0 else " "))
    return "".join(pieces).strip()
