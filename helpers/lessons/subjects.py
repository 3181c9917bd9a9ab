"""What the tasks of the lessons are about, made from whatever corpus is loaded, and kept so that each check is quick."""

import pandas as pd

from helpers.evaluation.scores import UNMARKED
from helpers.frames.fingerprints import fingerprint_of
from helpers.frequency import THIN, term_frequency
from helpers.groups import NOT_STATED, fitting_period, group_keys
from helpers.places import region_mentions
from helpers.reported import reported_statements
from helpers.spans import sentences, wordlist
from helpers.timexes import find_timexes
from helpers.tokens import tokenize

USED = ["document_id", "date", "date_precision", "issuer", "source", "text"]  # what the finders and the tasks read of a statement
_KEPT = {}


def made(documents, maker):
    """Return maker(documents), made once for these statements: for the same ones in another order it is another table."""
    key = (fingerprint_of(documents[[column for column in USED if column in documents]]), maker)
    if key not in _KEPT:
        if len(_KEPT) > 40:  # several corpora in one kernel: let the oldest go
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = maker(documents)
    return _KEPT[key]


def words_of(documents):
    """Return the token table."""
    return made(documents, tokenize)


def mentions_of(documents):
    """Return the places named, without those that the hand-marked sample leaves out: the EU, Africa, the Middle East."""
    return made(documents, _narrow_mentions)


def _narrow_mentions(documents):
    return region_mentions(documents, without=UNMARKED)


def timexes_of(documents):
    """Return the temporal expressions."""
    return made(documents, find_timexes)


def reported_of(documents):
    """Return the reported statements."""
    return made(documents, reported_statements)


def sentences_of(documents):
    """Return the sentences with their words, as `surface`."""
    return made(documents, _worded_sentences)


def _worded_sentences(documents):
    table, texts = sentences(documents), documents.set_index("document_id").text
    words = [texts[row.document_id][row.start : row.end] for row in table.itertuples()]
    return table.assign(surface=pd.Series(words, index=table.index, dtype="str"))


def content_counts(documents):
    """Return the number of hits of each term that is no stop word, as a Series from the most frequent."""
    counts = words_of(documents).type.astype("str").value_counts()
    return counts[~counts.index.isin(list(wordlist("stop_words")))].sort_index().sort_values(ascending=False, kind="stable")


def widely_named(documents):
    """Return the number of statements that name each place, as a Series from the most widely named."""
    named = mentions_of(documents)[["document_id", "name"]].drop_duplicates()
    return named.name.value_counts().sort_index().sort_values(ascending=False, kind="stable")


def sources_of(documents):
    """Return the source of each statement, by document_id."""
    return documents.source.fillna(NOT_STATED).set_axis(documents.document_id.astype("str"))


def large_sources(documents):
    """Return the number of statements of each source that has at least five."""
    sizes = sources_of(documents).value_counts()
    return sizes[sizes >= THIN]


def subjects(documents):
    """Return what the tasks are about: term, acronym, place, country, rare, charted, period (missing: the corpus has none)."""
    return made(documents, _subjects)


def _subjects(documents):
    counts, named, mentions = content_counts(documents), widely_named(documents), mentions_of(documents)
    plain = [term for term in counts.index if term.isalpha() and term.islower()]
    small = wordlist("stop_words")  # headings in capitals make types such as THE; they are no acronyms
    capitals = [term for term in counts.index if sum(letter.isupper() for letter in term) > 1 and term.lower() not in small]
    countries = [name for name in named.index if name in set(mentions.name[mentions.kind == "country"])]
    others = named[~named.index.isin(countries)]
    return {
        "term": _at(plain, 3),
        "acronym": _at(capitals, 0),
        "place": _at(list(named.index), 2),
        "country": _at(countries, 0),
        "rare": min(others.index[others == others.min()], default=None),
        "charted": charted(documents),
        "period": fitting_period(documents, most=20),
    }


def charted(documents):
    """Return the most widely named place whose mentions and whose rate of mentions peak in different periods, if there is one."""
    named, mentions = widely_named(documents), mentions_of(documents)
    period = period_of(documents, fitting_period(documents, most=20))
    sizes = period.value_counts()
    of = mentions.document_id.astype("str").map(period)
    for name in named.index[:60]:
        hits = of[mentions.name == name].value_counts().reindex(sizes.index).fillna(0)
        rates = (hits / sizes)[sizes >= THIN]
        if rates.sum() and not set(hits.index[hits == hits.max()]) & set(rates.index[rates == rates.max()]):
            return name
    return _at(list(named.index), 2)


def yearly(documents, term):
    """Return the counts of a term by year, and which years have at least five statements."""
    table = term_frequency(words_of(documents), by="year", terms=[term], documents=documents)
    return table.set_index(table.year.astype("str"))


def period_of(documents, name):
    """Return the period of each statement as text, by document_id."""
    return group_keys(documents, name)[name].astype("str").set_axis(documents.document_id.astype("str"))


def known_to_the_day(documents):
    """Return whether all dates are known to the day."""
    return "date_precision" not in documents or documents.date_precision.fillna("day").eq("day").all()


def _at(names, place):
    return names[min(place, len(names) - 1)] if names else None
