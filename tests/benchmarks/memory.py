"""How much memory each function takes on your own texts: python3 tests/benchmarks/memory.py TEXTS.parquet [WORDS]

The texts are a table that `check` reads, of some tens of megabytes or more; of a small one the figures say little. Each function, or each
whose name has the words, runs in a process of its own, where it has answered for a few statements before. What is shown is the most memory
beyond what the process held before the call, as a multiple of the texts' bytes, and what of it is the table that came back. The texts are
there before the call, and where a function takes tokens or what a finder found, these too.
"""

import gc
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from rows import _forget_peak as forget_peak
from rows import _peak as peak

from helpers import concordance, corpus, frequency, groups, keyness, places, reported, spans, timeline, timexes, tokens, vocabulary, wording
from helpers.bulk.chunks import as_arrow, bytes_of
from helpers.wording.duplicates import near_duplicates

FEW = 50  # statements that a function has answered for before: what it reads and imports once is not of the texts
OF_DOCUMENTS = {
    "tokens.tokenize": lambda d: tokens.tokenize(d),
    "tokens.tokenize, spans=False": lambda d: tokens.tokenize(d, spans=False),
    "frequency.term_frequency, from documents": lambda d: frequency.term_frequency(tokens.tokenize(d, spans=False)),
    "frequency.term_frequency, n=2, from documents": lambda d: frequency.term_frequency(tokens.tokenize(d), n=2),
    "spans.sentences": lambda d: spans.sentences(d),
    "corpus.survey": lambda d: corpus.survey(d),
    "corpus.languages": lambda d: corpus.languages(d),
    "corpus.select, text=": lambda d: corpus.select(d, text="minister"),
    "groups.group_keys": lambda d: groups.group_keys(d, ["issuer", "month"]),
    "near_duplicates": lambda d: near_duplicates(d),
    "concordance.kwic": lambda d: concordance.kwic(d, "minister"),
    "places.region_mentions": lambda d: places.region_mentions(d),
    "places.left_out": lambda d: places.left_out(d),
    "timexes.find_timexes": lambda d: timexes.find_timexes(d),
    "reported.reported_statements": lambda d: reported.reported_statements(d),
    "wording.recurring_passages": lambda d: wording.recurring_passages(d),
    "tokens.compare_rules": lambda d: tokens.compare_rules(d),
}
OF_TOKENS = {
    "frequency.term_frequency": lambda d, t: frequency.term_frequency(t),
    "frequency.term_frequency, by month": lambda d, t: frequency.term_frequency(t, by="month"),
    "frequency.term_frequency, five terms by month": lambda d, t: frequency.term_frequency(t, by="month", terms=SOME),
    "frequency.term_frequency, n=2": lambda d, t: frequency.term_frequency(t, n=2),
    "frequency.term_frequency, n=3": lambda d, t: frequency.term_frequency(t, n=3),
    "frequency.pooled_rates": lambda d, t: frequency.pooled_rates(t, by="month", terms=SOME),
    "frequency.tf_idf": lambda d, t: frequency.tf_idf(t),
    "frequency.dispersion": lambda d, t: frequency.dispersion(t),
    "frequency.dispersion, by month": lambda d, t: frequency.dispersion(t, by="month"),
    "vocabulary.word_list": lambda d, t: vocabulary.word_list(t),
    "vocabulary.word_list, one half and the rest": lambda d, t: vocabulary.word_list(t, documents=ids(d)[::2], rest=ids(d)[1::2]),
    "vocabulary.word_list, n=2, least=5": lambda d, t: vocabulary.word_list(t, n=2, least=5),
    "keyness.collocations": lambda d, t: keyness.collocations(t, "said"),
    "keyness.collocates": lambda d, t: keyness.collocates(t, "said"),
    "keyness.word_pairs": lambda d, t: keyness.word_pairs(t, SOME),
    "concordance.kwic, of tokens": lambda d, t: concordance.kwic(d, "minister", tokens=t),
    "concordance.kwic, of a frequent word, 200 lines": lambda d, t: concordance.kwic(d, "the", tokens=t, sort="right", limit=200),
    "tokens.lexical_diversity": lambda d, t: tokens.lexical_diversity(t),
    "tokens.lemmatize": lambda d, t: tokens.lemmatize(t),
    "near_duplicates, of tokens": lambda d, t: near_duplicates(d, tokens=t),
}
OF_TWO_HALVES = {
    "keyness.keyness": lambda a, b: keyness.keyness(a, b),
    "keyness.keyness, n=2": lambda a, b: keyness.keyness(a, b, n=2),
}
OF_FOUND = {
    "spans.evidence, of places": lambda d, m, x, r: spans.evidence(m, d),
    "places.count_places": lambda d, m, x, r: places.count_places(m, d, by="month"),
    "places.cooccurrence": lambda d, m, x, r: places.cooccurrence(m, d),
    "places.first_and_last": lambda d, m, x, r: places.first_and_last(m, d),
    "places.spelling_ledger": lambda d, m, x, r: places.spelling_ledger(m, d, by=("issuer", "year")),
    "timeline.events": lambda d, m, x, r: timeline.events(d, timexes=x, reported=r),
    "timeline.count_by_period": lambda d, m, x, r: timeline.count_by_period(m, d, by="region"),
    "timeline.reported_dates": lambda d, m, x, r: timeline.reported_dates(r, x, d),
    "timeline.said_about": lambda d, m, x, r: timeline.said_about(r, m),
    "timeline.said_by": lambda d, m, x, r: timeline.said_by(r, d, mentions=m),
}
SOME = ["minister", "said", "war", "the united states", "russia"]


def ids(documents):
    """Return what tells which statements are meant: a choice among whole rows would be a copy of texts."""
    return documents[["document_id"]]


def given(documents, name):
    """Return a function, and what it takes, of some statements."""
    if name in OF_DOCUMENTS:
        return OF_DOCUMENTS[name], (documents,)
    if name in OF_FOUND:
        found = places.region_mentions(documents), timexes.find_timexes(documents), reported.reported_statements(documents)
        return OF_FOUND[name], (documents, *found)
    table = tokens.tokenize(documents)
    if name in OF_TOKENS:
        return OF_TOKENS[name], (documents, table)
    half = table.document_id.cat.codes < len(documents) // 2
    return OF_TWO_HALVES[name], (table[half], table[~half])


def measured(path, name):
    """Print what a function took and what of it came back, as multiples of the text, the seconds of processor time, and the rows."""
    documents = pd.read_parquet(path)
    size = bytes_of(as_arrow(documents["text"]))[0][-1]
    function, few = given(documents.head(FEW), name)
    function(*few)
    function, taken = given(documents, name)
    del documents, few
    gc.collect()
    pa.default_memory_pool().release_unused()
    before, begun = forget_peak(), time.process_time()
    made = function(*taken)
    spent, most = time.process_time() - begun, peak()
    tables = [part for part in (made if isinstance(made, tuple) else (made,)) if isinstance(part, pd.DataFrame)]
    returned = sum(int(table.memory_usage(index=False, deep=True).sum()) for table in tables)
    rows = sum(map(len, tables))
    print(f"| {name} | {(most - before) / size:.1f} | {returned / size:.1f} | {rows:,} | {spent:.2f} |", flush=True)


def main(path, words=""):
    """Measure each function in a process of its own."""
    print("| function | taken, times the text | of it the table | rows | s of processor time |\n|---|---|---|---|---|", flush=True)
    for name in (name for kind in (OF_DOCUMENTS, OF_TOKENS, OF_TWO_HALVES, OF_FOUND) for name in kind if words in name):
        subprocess.run([sys.executable, __file__, path, name, "alone"], check=True)


if __name__ == "__main__":
    (measured if sys.argv[3:] else main)(*sys.argv[1:3])
