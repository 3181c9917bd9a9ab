"""How fast the place finder is, beside what a user would otherwise pick: python3 tests/benchmarks/places.py

Peers: pip install flashtext spacy ahocorasick_rs (they are no dependencies of the kit). Each is given the names of the default gazetteer,
is set up before the clock starts, and goes over the same generated text five times; the median counts. What the peers do is less: they find
names, and decide nothing.
"""

import platform
import random
import re
import statistics
import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from helpers.parts.place_names import find_names, name_index
from helpers.places import load_gazetteer, region_mentions

STATEMENTS, WORDS, EVERY = 2000, 400, 100  # a place in a hundred words: news have about two, these digests six


def texts(seed=1):
    """Return statements of made-up words with Zipf's frequencies, and places of the gazetteer among them."""
    draw = random.Random(seed)
    words = ["".join(draw.choices("abcdefghijklmnoprstuvwy", k=draw.randint(2, 9))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    gazetteer = load_gazetteer()
    places = gazetteer.name[gazetteer.counted & (gazetteer.kind != "continent")].tolist()
    made = []
    for _ in range(STATEMENTS):
        row = draw.choices(words, weights, k=WORDS)
        for at in range(draw.randrange(EVERY), WORDS, EVERY):
            row[at] = draw.choice(places)
        for at in range(0, WORDS, 20):
            row[at] = row[at][0].upper() + row[at][1:]
            row[at - 1] += "." if at else ""
        made.append(" ".join(row))
    return made


def finders(made):
    """Yield (name, function that finds all places of all texts and returns their number)."""
    documents = pd.DataFrame({"document_id": [str(i) for i in range(len(made))], "text": made})
    by_first, first = name_index(load_gazetteer())
    names = sorted({name for word, found in by_first.items() for name in ([word] if isinstance(found, tuple) else [n for n, *_ in found])})
    region_mentions(documents.head(1))
    yield "region_mentions (names and rules, a table)", lambda: len(region_mentions(documents))
    yield "place_names.find_names (names alone)", lambda: sum(len(list(find_names(text, by_first, first))) for text in made)
    try:
        import ahocorasick_rs

        automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        yield "ahocorasick_rs (no word borders)", lambda: sum(len(automaton.find_matches_as_indexes(text)) for text in made)
    except ImportError:
        print("ahocorasick_rs is not installed")
    try:
        from flashtext import KeywordProcessor

        processor = KeywordProcessor(case_sensitive=True)
        processor.add_keywords_from_list(names)
        yield "flashtext", lambda: sum(len(processor.extract_keywords(text, span_info=True)) for text in made)
    except ImportError:
        print("flashtext is not installed")
    try:
        import spacy
        from spacy.matcher import PhraseMatcher

        nlp = spacy.blank("en")
        matcher = PhraseMatcher(nlp.vocab)
        matcher.add("places", list(nlp.tokenizer.pipe(names)))
        yield "spaCy, blank pipeline and PhraseMatcher", lambda: sum(len(matcher(doc)) for doc in nlp.pipe(made))
    except ImportError:
        print("spaCy is not installed")
    few = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{few})\b")
    sample = made[:20]
    share = len(made) / len(sample)
    yield "re, all names in one pattern (1 % of the text)", lambda: share * sum(1 for text in sample for _ in pattern.finditer(text))


def main():
    made = texts()
    size = sum(map(len, made)) / 1e6
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}; {len(made):,} texts, {size:.1f} MB\n")
    print("| finder | MB/s | spread | hits | ratio to region_mentions |\n|---|---|---|---|---|")
    base = None
    for name, find in finders(made):
        part = 0.01 if "1 %" in name else 1.0
        times, hits = [], 0
        for _ in range(5):
            begun = time.perf_counter()
            hits = find()
            times.append((time.perf_counter() - begun) / part)
        speed = size / statistics.median(times)
        base = base or speed
        print(
            f"| {name} | {speed:.2f} | {size / max(times):.2f} to {size / min(times):.2f} | {hits:,.0f} | {speed / base:.2f} |", flush=True
        )
    print("\n| growth of find_names | MB/s |\n|---|---|")
    gazetteer = load_gazetteer()
    for label, table, some in (
        ("all names, all texts", gazetteer, made),
        ("all names, a quarter of the texts", gazetteer, made[: len(made) // 4]),
        ("a tenth of the names, all texts", gazetteer[::10], made),
    ):
        by_first, first = name_index(table)
        begun = time.perf_counter()
        for text in some:
            list(find_names(text, by_first, first))
        print(f"| {label} | {sum(map(len, some)) / 1e6 / (time.perf_counter() - begun):.1f} |")


if __name__ == "__main__":
    main()
