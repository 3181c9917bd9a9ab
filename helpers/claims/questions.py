"""The questions that a claim can be about: the public function that answers each, and the words that its figures stand in."""

import re
from functools import cached_property, partial
from typing import NamedTuple

import pandas as pd

from helpers import keyness
from helpers.concordance import kwic
from helpers.corpus import select
from helpers.corpus.subcorpora import by_place
from helpers.counting.patterns import pattern_words
from helpers.frames.doors import require_documents, require_tokens
from helpers.frames.fingerprints import fingerprint
from helpers.frequency import term_frequency
from helpers.places import count_places, region_mentions
from helpers.reported import reported_statements
from helpers.spans import normalize, sentences
from helpers.timeline.who_said import counts_of, said_rows
from helpers.timexes import find_timexes
from helpers.tokens import tokenize

SHARE = "in {documents} of {total} statements, a share of {share} (95% {low} to {high})"
REPORTS = "{n} reported statements, {negated} of them negated, " + SHARE


class Question(NamedTuple):
    """What is asked: a kind of `KINDS`, its subject and what else it needs, and which statements are searched."""

    kind: str
    subject: str | None = None
    other: str | None = None  # the word beside the node
    window: int | None = None
    by: dict | None = None  # the row of a table by groups: {"month": "2022-09"}; of reports: {"cue_class": "condemn", "region": "UA-65"}
    choice: dict | None = None  # as `corpus.select` takes it
    against: dict | None = None  # the choice of the reference; empty for all other statements


class Sources:
    """A corpus and what is found in it, each at most once: what a hundred claims rest on."""

    def __init__(self, documents, *, tokens=None):
        self.documents = require_documents(documents, "date", "text")
        if tokens is not None:
            self.tokens = require_tokens(tokens, "start", "end")

    tokens = cached_property(lambda self: tokenize(self.documents))
    mentions = cached_property(lambda self: region_mentions(self.documents))
    reported = cached_property(lambda self: reported_statements(self.documents))
    timexes = cached_property(lambda self: find_timexes(self.documents))
    sentences = cached_property(lambda self: sentences(self.documents))
    fingerprint = cached_property(lambda self: fingerprint(self.documents))

    def chosen(self, choice):
        """Return the statements of a choice."""
        choice = {name: self._meant(name, value) for name, value in (choice or {}).items()}
        return select(self.documents, **choice, mentions=self.mentions if by_place(choice) else None)

    def _meant(self, name, value):
        if name not in self.documents or name in ("place", "text"):
            return value
        values = value if isinstance(value, list | tuple) else [value]
        return [same(str(one), self.documents[name]) for one in values]

    def among(self, table, documents):
        """Return the rows of a table that are of some statements."""
        return table[table["document_id"].isin(documents.document_id)]


def key_of(text):
    """Return the letters and digits of a text, which its way through other programs leaves as they are.

    >>> key_of("G7 *leaders*") == key_of("g7\u00a0leaders")
    True
    """
    return re.sub(r"[\W_]", "", normalize(str(text))[0].casefold())


def same(wanted, values):
    """Return the one of some values that is meant, which differs at most in spaces, marks and capitals; else what is wanted."""
    known = dict.fromkeys(values.dropna().astype("str"))
    alike = [value for value in known if key_of(value) == key_of(wanted)] if wanted not in known else []
    return alike[0] if len(alike) == 1 else wanted


def _hits(asked, here, at):
    table = term_frequency(at.tokens, by=[*asked.by] if asked.by else None, terms=[asked.subject], documents=here)
    return table, kwic(here, asked.subject, tokens=at.tokens)


def _words(asked, here, at):
    words = at.among(at.tokens, here)
    return pd.DataFrame({"documents": [len(here)], "words": [len(words)]}), words.iloc[:0]


def _counted(asked, here, at, *, found, of):
    found = at.among(getattr(at, found), here)
    table = count_places(found, here, of=of, by=[*asked.by] if asked.by else None)
    subject = same(asked.subject, table[of])
    return table[table[of] == subject], found[found[of] == subject]


def _reports(asked, here, at, *, of):
    names = list(dict.fromkeys([of, *(asked.by or {})]))
    rows = said_rows(at.among(at.reported, here), here, mentions=at.mentions, by=names)
    table = counts_of(rows, names, total=len(here))
    subject = same(asked.subject, table[of])
    spans = rows[rows[of] == subject]
    for column, value in (asked.by or {}).items():
        spans = spans[spans[column].astype("str") == str(value)]
    return table[table[of] == subject], spans.drop_duplicates("at")


def _keyness(asked, here, at):
    rest = at.documents[~at.documents.document_id.isin(here.document_id)]
    there = at.chosen(asked.against) if asked.against else rest
    length = len(pattern_words(asked.subject))
    table = keyness.keyness(at.among(at.tokens, here), at.among(at.tokens, there), n=length)
    return table[table.term == asked.subject], kwic(here, asked.subject, tokens=at.tokens)


def _collocates(asked, here, at):
    words = at.among(at.tokens, here)
    table = keyness.collocations(words, asked.subject, window=asked.window or 5)
    near = keyness.collocates(words, asked.subject, window=asked.window or 5)
    return table[table.term == asked.other], near[near["type"] == asked.other] if "type" in near else near.iloc[:0]


# kind: the function that returns a table with the row and the spans behind it, and how the figures of the row are written.
KINDS = {
    "hits of": (_hits, "{n} hits in {total} words, {per_10k} per 10,000 (95% {low} to {high}), in {documents} of {statements} statements"),
    "words": (_words, "{documents} statements with {words} words"),
    "mentions of place": (partial(_counted, found="mentions", of="name"), "{n} mentions, " + SHARE),
    "mentions of region": (partial(_counted, found="mentions", of="region"), "{n} mentions, " + SHARE),
    "mentions of date": (partial(_counted, found="timexes", of="value"), "{n} mentions, " + SHARE),
    "reports by": (partial(_reports, of="actor"), REPORTS),
    "reports by speaker": (partial(_reports, of="speaker"), REPORTS),
    "keyness of": (
        _keyness,
        "{n_target} hits in {total_target} words against {n_reference} in {total_reference}, G2 {g2}, "
        "log ratio {log_ratio} (95% {low} to {high}), p {p}, adjusted {p_adjusted}",
    ),
    "collocates of": (_collocates, "{n} times near, of {n_node} and {n_term}, {expected} expected, G2 {g2}, log Dice {log_dice}"),
}
REPORTS_BY = ("reports by", "reports by speaker")  # by columns of reported statements and of the places that these name
GROUPED = ("hits of", "mentions of place", "mentions of region", "mentions of date", *REPORTS_BY)


def answered(asked, sources):
    """Return the figures that a question has in a corpus, by their names in `KINDS`, and the spans behind them.

    Where nothing was found there are no figures: None.

    Raises
    ------
    ValueError
        If the question cannot be asked of this corpus.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["No votes, no polls."]})
    >>> figures, spans = answered(Question("hits of", "no"), Sources(documents))
    >>> int(figures["n"]), spans.start.tolist()
    (2, [0, 10])
    """
    if asked.kind not in KINDS:
        raise ValueError(f"there is no question {asked.kind!r}. Remedy: one of {', '.join(KINDS)}.")
    if asked.by and asked.kind not in GROUPED:
        raise ValueError(f"{asked.kind!r} is not asked by groups. Remedy: choose the statements of the group.")
    here = sources.chosen(asked.choice)
    if here.empty:
        raise ValueError("no statement fits the choice.")
    table, spans = KINDS[asked.kind][0](asked, here, sources)
    for column, value in (asked.by or {}).items():
        table = table[table[column].astype("str") == str(value)]
        if asked.kind not in REPORTS_BY:
            spans = spans[spans.document_id.isin(select(here, **{column: value}).document_id)]
    return (None if table.empty else table.iloc[0].to_dict()), spans
