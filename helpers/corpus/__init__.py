"""A corpus: statements from files and tables as a documents table, or a list of what is wrong with them."""

from helpers.corpus.load import CORPUS, CorpusError, check_corpus, load_corpus, read_corpus
from helpers.corpus.report import survey
from helpers.corpus.spoken import languages
from helpers.corpus.subcorpora import keep_subcorpus, select, subcorpora

__all__ = [
    "CORPUS",
    "CorpusError",
    "check_corpus",
    "keep_subcorpus",
    "languages",
    "load_corpus",
    "read_corpus",
    "select",
    "subcorpora",
    "survey",
]
