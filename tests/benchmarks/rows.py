"""What is measured: each row is a question, put to the kit or to what a user would otherwise take. helpers/bench.py runs them.

python rows.py NAME PARQUET REPETITIONS SECONDS prints one line of JSON: the times, the size of the texts, what was found, the peak memory.
"""

import json
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
FREQUENT, PHRASE = "NATO", "luhansk regions"


class Row(NamedTuple):
    """What is asked, of whom, of at most how many statements, and the function that gets ready to answer."""

    question: str
    name: str
    ready: object
    most: int | None
    kit: bool


ROWS = {}


def row(question, name, *, most=None, kit=False):
    """Take a function of the documents that gets ready and returns the function to be timed."""

    def take(ready):
        ROWS[f"{question}: {name}"] = Row(question, name, ready, most, kit)
        return ready

    return take


def kit(question, name="this kit", **options):
    return row(question, name, kit=True, **options)


# Loading


@kit("load a table of statements")
def _(documents, path):
    from helpers.corpus import load_corpus

    return lambda: len(load_corpus(path))


@row("load a table of statements", "pandas.read_parquet (checks nothing)")
def _(documents, path):
    return lambda: len(pd.read_parquet(path))


# Tokens with offsets


@kit("tokens with offsets")
def _(documents, path):
    from helpers.tokens import tokenize

    return lambda: len(tokenize(documents))


@kit("tokens with offsets", "this kit, from the file beside the corpus")
def _(documents, path):
    from helpers.tokens import cache

    folder = tempfile.mkdtemp()
    cache.tokens(documents, folder=folder)
    return lambda: len(cache.tokens(documents, folder=folder))


@row("tokens with offsets", r"re.finditer(r'\w+')")
def _(documents, path):
    return lambda: sum(len([(m[0], m.start(), m.end()) for m in re.finditer(r"\w+", text)]) for text in documents.text)


@row("tokens with offsets", "NLTK NLTKWordTokenizer.span_tokenize", most=2000)
def _(documents, path):
    from nltk.tokenize import NLTKWordTokenizer

    spans = NLTKWordTokenizer().span_tokenize
    texts = [text.replace('"', "'") for text in documents.text]
    return lambda: sum(len(list(spans(text))) for text in texts)


@row("tokens with offsets", "NLTK TweetTokenizer (no offsets)", most=1000)
def _(documents, path):
    from nltk.tokenize import TweetTokenizer

    cut = TweetTokenizer().tokenize
    return lambda: sum(len(cut(text)) for text in documents.text)


@row("tokens with offsets", "spaCy, blank English pipeline", most=5000)
def _(documents, path):
    import spacy

    nlp = spacy.blank("en")
    return lambda: sum(len([(t.text, t.idx) for t in doc]) for doc in nlp.pipe(documents.text))


# Counts of all terms, from documents


@kit("counts from documents")
def _(documents, path):
    from helpers.frequency import term_frequency
    from helpers.tokens import tokenize

    return lambda: len(term_frequency(tokenize(documents, spans=False)))


@row("counts from documents", r"re.findall(r'\w+', text.lower()) and Counter")
def _(documents, path):
    def run():
        counts = Counter()
        for text in documents.text:
            counts.update(re.findall(r"\w+", text.lower()))
        return len(counts)

    return run


@row("counts from documents", "scikit-learn CountVectorizer")
def _(documents, path):
    from sklearn.feature_extraction.text import CountVectorizer

    def run():
        matrix = CountVectorizer().fit_transform(documents.text)
        return matrix.sum(axis=0).shape[1]

    return run


@row("counts from documents", "NLTK word tokens and FreqDist", most=2000)
def _(documents, path):
    from nltk import FreqDist
    from nltk.tokenize import NLTKWordTokenizer

    cut = NLTKWordTokenizer().tokenize
    return lambda: len(FreqDist(word for text in documents.text for word in cut(text.lower())))


@row("counts from documents", "pandas str.findall, explode, value_counts", most=20_000)
def _(documents, path):
    return lambda: len(documents.text.str.lower().str.findall(r"\w+").explode().value_counts())


@row("counts from documents", "polars, streaming (two cores)")
def _(documents, path):
    import polars as pl

    words = pl.col("text").str.to_lowercase().str.extract_all(r"\w+")
    question = pl.scan_parquet(path).select(words.alias("word")).explode("word").group_by("word").len()
    return lambda: len(question.collect(engine="streaming"))


@row("counts from documents", "Conc, building its corpus and counting", most=2000)
def _(documents, path):
    conc = _conc(documents)
    return lambda: len(conc().frequencies(page_size=0).to_frame())


def _conc(documents):
    """Return a function that builds a Conc corpus.

    Conc loads a trained pipeline and switches off all of it but the tokenizer; the blank pipeline has the same one, and need not
    be downloaded.
    """
    import logging

    import spacy
    from conc.conc import Conc
    from conc.corpus import Corpus

    logging.disable(logging.INFO)
    nlp = spacy.blank("en")
    nlp.disable_pipes = lambda names: None
    spacy.load = lambda model: nlp
    folder = Path(tempfile.mkdtemp())
    documents[["document_id", "text"]].to_csv(folder / "texts.csv", index=False)

    def build():
        corpus = Corpus(name=f"c{time.monotonic_ns()}", description="")
        return Conc(corpus.build_from_csv(str(folder / "texts.csv"), str(folder), model="en_core_web_sm"))

    return build


# Sentences


@kit("sentences")
def _(documents, path):
    from helpers.spans import sentences

    return lambda: len(sentences(documents))


@row("sentences", r"re.finditer(r'[^.!?]+[.!?]*')")
def _(documents, path):
    return lambda: sum(len([(m.start(), m.end()) for m in re.finditer(r"[^.!?]+[.!?]*", text)]) for text in documents.text)


# Pairs of words


@kit("pairs of words, from documents")
def _(documents, path):
    from helpers.frequency import term_frequency
    from helpers.tokens import tokenize

    return lambda: len(term_frequency(tokenize(documents), n=2))


@row("pairs of words, from documents", "scikit-learn CountVectorizer(ngram_range=(2, 2))", most=20_000)
def _(documents, path):
    from sklearn.feature_extraction.text import CountVectorizer

    return lambda: CountVectorizer(ngram_range=(2, 2)).fit_transform(documents.text).sum(axis=0).shape[1]


@row("pairs of words, from documents", "re.findall, zip and Counter", most=20_000)
def _(documents, path):
    def run():
        counts = Counter()
        for text in documents.text:
            words = re.findall(r"\w+", text.lower())
            counts.update(pairwise(words))
        return len(counts)

    return run


# On a token table or index made before


def _made(documents):
    from helpers.tokens import tokenize

    return tokenize(documents)


@kit("rates of five terms by month, tokens known")
def _(documents, path):
    from helpers.frequency import term_frequency

    tokens = _made(documents)
    return lambda: len(term_frequency(tokens, terms=["NATO", "kyiv", "the black sea", "minister", "ukraine"], by="month"))


@kit("rates of all terms, tokens known")
def _(documents, path):
    from helpers.frequency import term_frequency

    tokens = _made(documents)
    return lambda: len(term_frequency(tokens))


@kit("rates of all terms by month, tokens known")
def _(documents, path):
    from helpers.frequency import term_frequency

    tokens = _made(documents)
    return lambda: len(term_frequency(tokens, by="month"))


@kit("dispersion of all terms over statements, tokens known")
def _(documents, path):
    from helpers.frequency import dispersion

    tokens = _made(documents)
    return lambda: len(dispersion(tokens))


@kit("keyness of one half against the other, tokens known")
def _(documents, path):
    from helpers.keyness import keyness

    tokens = _made(documents)
    half = tokens.document_id.cat.codes < len(documents) // 2
    one, other = tokens[half], tokens[~half]
    return lambda: len(keyness(one, other))


@row("keyness of one half against the other, tokens known", "Conc", most=2000)
def _(documents, path):
    one, other = _conc(documents.head(len(documents) // 2))(), _conc(documents.tail(len(documents) // 2))()
    one.set_reference_corpus(other.corpus)
    return lambda: len(one.keywords(page_size=0).to_frame())


@kit("KWIC of a rare word, tokens known")
def _(documents, path):
    from helpers.concordance import kwic

    tokens = _made(documents)
    often = tokens["type"].value_counts()
    rare = often.index[often > 4][-1]  # the rarest that stands in the corpus five times or more
    return lambda: len(kwic(documents, rare, tokens=tokens))


@kit("KWIC of a phrase in three of ten statements, tokens known")
def _(documents, path):
    from helpers.concordance import kwic

    tokens = _made(documents)
    return lambda: len(kwic(documents, PHRASE, tokens=tokens))


@kit("KWIC of a frequent word, sorted, 200 lines, tokens known")
def _(documents, path):
    from helpers.concordance import kwic

    tokens = _made(documents)
    return lambda: len(kwic(documents, FREQUENT, tokens=tokens, sort="right", limit=200))


@row("KWIC of a frequent word, sorted, 200 lines, tokens known", "NLTK Text.concordance_list (unsorted)", most=5000)
def _(documents, path):
    from nltk.text import ConcordanceIndex, Text

    text = Text([word for text in documents.text for word in re.findall(r"\w+", text)])
    text._concordance_index = ConcordanceIndex(text.tokens, key=str.lower)
    return lambda: len(text.concordance_list(FREQUENT, lines=200))


@row("KWIC of a frequent word, sorted, 200 lines, tokens known", "textacy keyword_in_context (searches the text)", most=5000)
def _(documents, path):
    from textacy.extract.kwic import keyword_in_context

    return lambda: len(sorted((line for text in documents.text for line in keyword_in_context(text, FREQUENT)), key=lambda x: x[2])[:200])


@row("KWIC of a frequent word, sorted, 200 lines, tokens known", "Conc (20 lines)", most=2000)
def _(documents, path):
    conc = _conc(documents)()
    return lambda: len(conc.concordance("nato").to_frame())


# Finders


def _names():
    table = pd.read_csv(Path(__file__).resolve().parents[2] / "corpus" / "gazetteer" / "places.csv", dtype=str, keep_default_na=False)
    return sorted({name for row in table.itertuples() for name in (row.name, *row.variants.split(";")) if name})


@kit("places named")
def _(documents, path):
    from helpers.places import region_mentions

    region_mentions(documents.head(1))
    return lambda: len(region_mentions(documents))


@row("places named", "flashtext (names alone)", most=20_000)
def _(documents, path):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    processor.add_keywords_from_list(_names())
    return lambda: sum(len(processor.extract_keywords(text, span_info=True)) for text in documents.text)


@row("places named", "spaCy PhraseMatcher (names alone)", most=2000)
def _(documents, path):
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("places", list(nlp.tokenizer.pipe(_names())))
    return lambda: sum(len(matcher(doc)) for doc in nlp.pipe(documents.text))


@kit("dates spoken of", most=20_000)
def _(documents, path):
    from helpers.timexes import find_timexes

    return lambda: len(find_timexes(documents))


@row("dates spoken of", "dateparser search_dates", most=20)
def _(documents, path):
    from dateparser.search import search_dates

    return lambda: sum(len(search_dates(text, languages=["en"]) or []) for text in documents.text)


@kit("reported statements", most=20_000)
def _(documents, path):
    from helpers.reported import reported_statements

    return lambda: len(reported_statements(documents))


@kit("recurring passages", most=10_000)
def _(documents, path):
    from helpers.wording import recurring_passages

    return lambda: len(recurring_passages(documents))


def measure(name, path, repetitions, seconds):
    """Run a row: once to warm up, then as often as asked, or once more where that takes long."""
    asked = ROWS[name]
    documents = pd.read_parquet(path)
    if asked.most and asked.most < len(documents):
        documents = documents.head(asked.most)
        path = str(Path(tempfile.mkdtemp()) / "part.parquet")
        documents.to_parquet(path)
    run = asked.ready(documents, path)
    times, cpu, found, before = [], [], 0, _forget_peak()
    begun = time.perf_counter()
    run()
    warm = time.perf_counter() - begun
    repetitions = repetitions if warm * repetitions < seconds else max(1, min(3, int(seconds // max(warm, 1e-9))))
    for _ in range(repetitions):
        begun, worked = time.perf_counter(), time.process_time()
        found = run()
        times.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - worked)
    return {
        "times": times,
        "cpu": statistics.median(cpu),
        "median": statistics.median(times),
        "statements": len(documents),
        "found": int(found),
        "peak": _peak(),
    } | {
        "characters": int(documents.text.str.len().sum()),
        "before": before,
    }


def _forget_peak():
    """Let the kernel count the most memory from now on, and return what is held now; None where that cannot be."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
        return int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024
    except OSError:
        return None


def _peak():
    """Return the most memory the process held since `_forget_peak`, or since its beginning where that has no effect."""
    if Path("/proc/self/status").exists():
        return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    name, path, repetitions, seconds = sys.argv[1:]
    print(json.dumps(measure(name, path, int(repetitions), float(seconds))))
