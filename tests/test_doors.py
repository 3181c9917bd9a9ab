"""The door that tables pass: whatever they went through, results are those of the plain table, or a sentence says what is missing."""

import copy
import io
import pickle
import traceback
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from helpers import (
    concordance,
    corpus,
    evaluation,
    explore,
    frequency,
    groups,
    keyness,
    labels,
    places,
    plots,
    reported,
    spans,
    tables,
    timeline,
    timexes,
    tokens,
    wording,
)
from helpers.corpus import report
from helpers.environment import ROOT
from helpers.evaluation import matching
from helpers.frames.doors import TableError, dated, require_documents, require_spans, require_tokens
from helpers.frames.periods import as_periods
from helpers.site import reader, receipt
from helpers.tokens import cache
from helpers.wording import duplicates, passages

TEXTS = [
    "NATO said on 21 September that Kherson votes are a sham. No votes in Odesa, no polls in Kyiv.",
    "The EU condemned the votes in Odessa and Kherson. Allies do not recognise them, said Ms Colonna.",
    "NATO said on 21 September that Kherson votes are a sham. No votes in Odesa, no polls in Kyiv!",
    "On 30 May 2022 NATO leaders met in Kyiv; NATO votes for peace.",
]


def plain_documents():
    return pd.DataFrame(
        {
            "document_id": ["103", "101", "102", "104"],
            "date": pd.to_datetime(["2022-09-22", "2022-09-30", "2022-12-01", "2023-01-05"]),
            "issuer": ["NATO", "EU", None, "NATO"],
            "title": ["On votes", None, "Again", "On peace"],
            "source": ["NATO", "EU", "NATO", None],
            "text": TEXTS,
        }
    )


PLAIN = plain_documents()
GAZETTEER = places.load_gazetteer()


def through_csv(table):
    return pd.read_csv(io.StringIO(table.to_csv(index=False)))


def through_parquet(table):
    return pd.read_parquet(io.BytesIO(table.to_parquet(index=False)))


def as_arrow(table):
    return table.convert_dtypes(dtype_backend="pyarrow")


def in_arrow(column, kind):
    values = [None if value is None or value is pd.NA or value != value else value for value in column]
    return pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([pa.array(values, kind)])), index=column.index)


def as_categories(table):
    made = {name: table[name].astype("category") for name in table if table[name].dtype == "str"}
    return table.assign(**{name: column.cat.add_categories(["-"]) for name, column in made.items()})


def all_objects(table):
    return table.astype({name: object for name in table if not isinstance(table[name].dtype, pd.CategoricalDtype)})


def zoned(table):
    return table.assign(date=table.date.dt.tz_localize("Pacific/Auckland"))


def with_ids(kind, table):
    return table.assign(document_id=table.document_id.astype("int64").astype(kind))


# Each holds several oddities that have nothing to do with one another: of the index, of ids, of dates and of further columns.
DOCUMENTS = {
    "an odd index, and small integer ids": lambda d: with_ids("int16", d).set_axis([7, 7, -1, "x"]),
    "categories, some unused": as_categories,
    "Arrow types": as_arrow,
    "nullable types, and further columns": lambda d: d.convert_dtypes().assign(**{"seen": [1, 2, 3, 4]}).rename(columns={"seen": 0}),
    "objects": all_objects,
    "dates and times in text, and Arrow text ids": lambda d: d.assign(date=d.date.dt.strftime("%Y-%m-%dT23:30:00-05:00")).astype(
        {"document_id": pd.ArrowDtype(__import__("pyarrow").string())}
    ),
    "dates in a time zone, and nullable integer ids": lambda d: with_ids("Int64", zoned(d)),
    "dates of Python, and categories of integer ids": lambda d: with_ids("int64", d.assign(date=d.date.dt.date)).astype(
        {"document_id": "category"}
    ),
    "dates as periods, and Arrow integer ids": lambda d: with_ids("int64[pyarrow]", d.assign(date=d.date.dt.to_period("D"))),
    "Arrow dates in a time zone": lambda d: as_arrow(zoned(d)),
    "Arrow's days and dictionaries": lambda d: d.assign(
        date=in_arrow(d.date.dt.date, pa.date32()),
        issuer=in_arrow(d.issuer, pa.string()).astype(pd.ArrowDtype(pa.dictionary(pa.int32(), pa.string()))),
        text=in_arrow(d.text, pa.large_string()),
    ),
    "a CSV file: integer ids, dates in text": through_csv,
    "a Parquet file": through_parquet,
}


def remembered(find, kept=[]):  # noqa: B006 (what the last tables gave, so that each is searched once)
    def call(documents):
        for known, function, table in kept:
            if known is documents and function is find:
                return table
        kept.append((documents, find, find(documents)))
        del kept[:-20]
        return kept[-1][2]

    return call


mentions_of, dates_of, said_of, words_of = map(
    remembered, (places.region_mentions, timexes.find_timexes, reported.reported_statements, tokens.tokenize)
)


@remembered
def _said(documents):
    return timeline.said_about(said_of(documents), mentions_of(documents))


@remembered
def _dated(documents):
    return timeline.reported_dates(said_of(documents), dates_of(documents), documents)


def _gold(documents):
    return mentions_of(documents).iloc[::2]


OF_DOCUMENTS = {
    "sentences": spans.sentences,
    "tokenize": words_of,
    "cache.tokens": lambda d: cache.tokens(d, folder="/nowhere/at/all"),
    "evidence": lambda d: spans.evidence(mentions_of(d), d),
    "survey": corpus.survey,
    "coverage": report.coverage,
    "near_duplicates": lambda d: duplicates.near_duplicates(d, least=0.5),
    "recurring_passages": wording.recurring_passages,
    "passage_places": lambda d: passages.passage_places(d, once=True),
    "term_frequency": lambda d: frequency.term_frequency(words_of(d)),
    "term_frequency by issuer": lambda d: frequency.term_frequency(words_of(d), by="issuer"),
    "term_frequency by year and source": lambda d: frequency.term_frequency(words_of(d), by=["year", "source"]),
    "term_frequency by document_id": lambda d: frequency.term_frequency(words_of(d), by="document_id"),
    "term_frequency of two words": lambda d: frequency.term_frequency(words_of(d), n=2, terms=["no v*", "votes are"], documents=d),
    "tf_idf": lambda d: frequency.tf_idf(words_of(d)),
    "dispersion": lambda d: frequency.dispersion(words_of(d), by="source"),
    "keyness": lambda d: keyness.keyness(words_of(d), tokens.tokenize(PLAIN.iloc[2:])),
    "collocates": lambda d: keyness.collocates(words_of(d), "votes"),
    "lexical_diversity": lambda d: tokens.lexical_diversity(words_of(d)),
    "compare_rules": tokens.compare_rules,
    "rule_differences": tokens.rule_differences,
    "kwic": lambda d: concordance.kwic(d, "votes"),
    "kwic sorted": lambda d: concordance.kwic(d, "no v*", sort="right"),
    "region_mentions": mentions_of,
    "left_out": places.left_out,
    "count_places": lambda d: places.count_places(mentions_of(d), d, by="issuer", tokens=words_of(d)),
    "cooccurrence": lambda d: places.cooccurrence(mentions_of(d), d, of="region", least=1),
    "first_and_last": lambda d: places.first_and_last(mentions_of(d), d),
    "spelling_ledger": lambda d: places.spelling_ledger(mentions_of(d), d),
    "macro_regions": lambda d: places.macro_regions(mentions_of(d), GAZETTEER),
    "find_timexes": dates_of,
    "reported_statements": said_of,
    "said_about": _said,
    "speaker_regions": lambda d: timeline.speaker_regions(_said(d), d, of="speaker"),
    "reported_dates": _dated,
    "events": lambda d: timeline.events(d, timexes=dates_of(d), reported=_dated(d)),
    "between": lambda d: timeline.between(timeline.events(d), "2022-10-01", "2022-12-31"),
    "count_by_period": lambda d: timeline.count_by_period(mentions_of(d), d, by="role"),
    "group_keys": lambda d: groups.group_keys(d, ["issuer", "month"]).reset_index(drop=True),
    "score": lambda d: evaluation.score(mentions_of(d), _gold(d)),
    "matched": lambda d: matching.matched(mentions_of(d), _gold(d)),
    "score_overlap": lambda d: matching.score_overlap(mentions_of(d), _gold(d), on=["name"]),
    "find_all": lambda d: reader.find_all(d)["reported"],
}
IDS = ("document_id", "other_id", "first_id", "last_id")


def values_of(table):
    """Return the columns of a table as lists of text, so that only their kinds may differ."""
    return {str(name): [_text(value) for value in table[name].astype(object).tolist()] for name in table}


def _text(value):
    if value is None or value is pd.NA or value != value:  # only what is missing is not itself
        return None
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def assert_same(found, expected, *, kind=None):
    expected = expected if isinstance(expected, dict) else values_of(expected)
    assert list(map(str, found)) == list(expected)
    assert values_of(found) == expected
    for name in (name for name in IDS if kind is not None and name in found and len(found)):
        column = found[name].dtype.categories if isinstance(found[name].dtype, pd.CategoricalDtype) else found[name]
        assert pd.api.types.infer_dtype(column, skipna=True) == kind, name


@pytest.fixture(scope="module")
def expected():
    return {name: values_of(call(PLAIN)) for name, call in OF_DOCUMENTS.items()}


@pytest.mark.parametrize("odd", DOCUMENTS)
def test_every_function_gives_the_results_of_the_plain_table(odd, expected):
    documents = DOCUMENTS[odd](plain_documents())
    kind = pd.api.types.infer_dtype(documents.document_id.astype(object), skipna=True)
    before = documents.copy()
    for name, call in OF_DOCUMENTS.items():
        found = call(documents)
        if name == "group_keys":
            assert found.index.tolist() == [0, 1, 2, 3]
        try:
            assert_same(found, expected[name], kind=kind)
        except AssertionError as error:
            raise AssertionError(f"{name} of {odd}: {error}") from error
    pd.testing.assert_frame_equal(documents, before)  # nothing is changed in the user's table


def test_ids_join_with_the_documents_that_they_came_from():
    for odd in DOCUMENTS:
        documents = DOCUMENTS[odd](plain_documents())
        for find in (places.region_mentions, timexes.find_timexes, reported.reported_statements, spans.sentences):
            found = find(documents)
            assert len(found.merge(documents[["document_id", "date"]], on="document_id")) == len(found) > 0, (odd, find)
            assert found.document_id.isin(documents.document_id).all(), (odd, find)


def test_integer_ids_keep_the_dates_of_events():
    documents = with_ids("int64", plain_documents())
    events = timeline.events(documents, timexes=timexes.find_timexes(documents))
    assert events[events.kind == "refers to"].document_id.tolist() == [104, 102, 103]  # 30 May, and 21 September twice
    assert events[events.kind == "issued"].document_id.tolist() == [103, 101, 102, 104]


def test_group_keys_stay_on_the_index_of_the_documents():
    documents = PLAIN.set_axis([5, 5, 2, 9])
    assert groups.group_keys(documents, "year").index.tolist() == [5, 5, 2, 9]


def test_tables_of_pandas_without_its_text_type():
    with pd.option_context("future.infer_string", False):
        documents = pd.DataFrame(plain_documents().astype(object).to_dict("list")).assign(date=PLAIN.date)
        for name, call in OF_DOCUMENTS.items():
            assert len(call(documents)) == len(call(PLAIN)), name


# Token tables


def shuffled(table):
    return table.sample(frac=1, random_state=0)


def as_text(table):
    return table.astype({"document_id": "str", "type": "str"})


ATTRS_STAY = {
    "a copy": lambda t: t.copy(),
    "a deep copy": copy.deepcopy,
    "pickle": lambda t: pickle.loads(pickle.dumps(t)),
    "a Parquet file": through_parquet,
    "a filter": lambda t: t[t.start >= 0],
    "another order": shuffled,
    "an odd index": lambda t: t.set_axis(np.zeros(len(t), dtype=int)),
    "text": as_text,
    "unused categories": lambda t: t.assign(
        document_id=t.document_id.cat.add_categories(["-"]), type=t.type.cat.set_categories(["-", *sorted(t.type.cat.categories)])
    ),
    "lower columns of numbers": lambda t: t.astype({"start": "float64", "end": "Int64", "sentence": "int64[pyarrow]"}),
}
ATTRS_GO = {
    "a merge": lambda t: t.merge(PLAIN[["document_id", "title"]], on="document_id"),
    "a CSV file": through_csv,
    "Arrow types": lambda t: pd.DataFrame({name: as_arrow(as_text(t))[name] for name in t}),
    "objects": lambda t: pd.DataFrame({name: t[name].astype(object) for name in t}),
    "a CSV file in another order": lambda t: shuffled(through_csv(t)),
}
OF_TOKENS = {
    "term_frequency": frequency.term_frequency,
    "by document_id": lambda t: frequency.term_frequency(t, by="document_id").astype({"document_id": "str"}),
    "by issuer": lambda t: frequency.term_frequency(t, by="issuer", documents=PLAIN),
    "by quarter": lambda t: frequency.term_frequency(t, by="quarter", documents=PLAIN),
    "of two words": lambda t: frequency.term_frequency(t, n=2),
    "of some terms": lambda t: frequency.term_frequency(t, terms=["no v*", "votes", "Kherson votes"], documents=PLAIN.head(3)),
    "of some terms of two words": lambda t: frequency.term_frequency(t, terms=["no v*", "absent word"], n=2, by="source", documents=PLAIN),
    "tf_idf": lambda t: frequency.tf_idf(t).sort_values(["document_id", "term"], key=lambda c: c.astype("str")),
    "dispersion": frequency.dispersion,
    "dispersion by source": lambda t: frequency.dispersion(t, by="source", documents=PLAIN),
    "keyness": lambda t: keyness.keyness(t[t.start < 40], t[t.start >= 40]),
    "collocations": lambda t: keyness.collocations(t, "votes", window=3),
    "collocates": lambda t: keyness.collocates(t, "no votes", window=3)[["start", "end", "type", "distance"]].sort_values(
        ["start", "type"]
    ),
    "lexical_diversity": lambda t: tokens.lexical_diversity(t, window=5).sort_values("document_id", key=lambda c: c.astype("str")),
    "lemmatize": lambda t: frequency.term_frequency(tokens.lemmatize(t)),
    "kwic": lambda t: concordance.kwic(PLAIN, "votes", tokens=t),
    "kwic of a phrase, sorted": lambda t: concordance.kwic(PLAIN, "no *", tokens=t, sort="left"),
    "hits": lambda t: pd.DataFrame({"start": np.sort(t.start.to_numpy()[concordance.hits(t, "no votes")[0]].astype(int))}),
    "near_duplicates": lambda t: duplicates.near_duplicates(PLAIN, least=0.5, tokens=t),
    "count_places": lambda t: places.count_places(places.region_mentions(PLAIN), PLAIN, by="source", tokens=t),
}


@pytest.fixture(scope="module")
def expected_of_tokens():
    return {name: values_of(call(tokens.tokenize(PLAIN))) for name, call in OF_TOKENS.items()}


@pytest.mark.parametrize("odd", [*ATTRS_STAY, *ATTRS_GO])
def test_a_token_table_gives_the_same_whatever_it_went_through(odd, expected_of_tokens):
    given = (ATTRS_STAY | ATTRS_GO)[odd](tokens.tokenize(PLAIN))
    for name, call in OF_TOKENS.items():
        try:
            assert_same(call(given), expected_of_tokens[name])
        except AssertionError as error:
            raise AssertionError(f"{name} after {odd}: {error}") from error


@pytest.mark.parametrize("odd", ATTRS_STAY)
def test_a_token_table_still_knows_its_statements(odd):
    made = tokens.tokenize(PLAIN)
    for by in ("issuer", "year", ["source", "month"]):
        assert_same(frequency.term_frequency(ATTRS_STAY[odd](made), by=by), frequency.term_frequency(made, by=by))


@pytest.mark.parametrize("odd", ATTRS_GO)
def test_a_token_table_that_lost_its_statements_says_so(odd):
    given = ATTRS_GO[odd](tokens.tokenize(PLAIN))
    with pytest.raises(TableError, match=r"by='issuer' is neither .* Remedy: pass documents=documents"):
        frequency.term_frequency(given, by="issuer")
    if odd == "a merge":
        assert_same(frequency.term_frequency(given, by="title"), frequency.term_frequency(tokens.tokenize(PLAIN), by="title"))


def test_columns_that_were_joined_to_the_tokens_are_groups():
    made = tokens.tokenize(PLAIN)
    joined = made.merge(PLAIN[["document_id", "date", "issuer"]], on="document_id")
    for by in ("year", "issuer", ["month", "issuer"]):
        assert_same(frequency.term_frequency(joined, by=by), frequency.term_frequency(made, by=by))
    own = made.assign(issuer=made.document_id.map({"103": "x", "101": "x", "102": "y", "104": "y"}))  # goes before what tokenize noted
    assert frequency.term_frequency(own, by="issuer").issuer.unique().tolist() == ["x", "y"]


def test_a_column_that_differs_within_a_statement_is_no_group():
    with pytest.raises(TableError, match="by='sentence': it differs within the statement '103'"):
        frequency.term_frequency(tokens.tokenize(PLAIN), by="sentence")


def test_tokens_note_their_statements_in_plain_values():
    made = tokens.tokenize(PLAIN.assign(year_founded=[1949, 1993, 1949, 1949]))
    assert {type(value) for value in made.attrs["documents"].values()} == {str}
    assert frequency.term_frequency(made, by="year_founded").year_founded.unique().tolist() == [1949, 1993]
    order = pd.CategoricalDtype(["low", "high"], ordered=True)
    ranked = tokens.tokenize(PLAIN.assign(rank=pd.Series(["high", "low", "high", "low"], dtype=order)))
    assert frequency.term_frequency(ranked, by="rank")["rank"].unique().tolist() == ["low", "high"]


def test_a_changed_table_is_counted_anew():
    made = tokens.tokenize(PLAIN)
    votes = frequency.term_frequency(made).set_index("term").n["votes"]
    made["type"] = made["type"].cat.rename_categories({"votes": "polls", "polls": "votes"})
    assert frequency.term_frequency(made).set_index("term").n["polls"] == votes == 6
    wider = made.assign(document_id=made.document_id.cat.set_categories(["104", "103", "102", "101", "-"]))
    in_order = [frequency.tf_idf(table).astype({"document_id": "str"}).sort_values(["document_id", "term"]) for table in (wider, made)]
    assert_same(*in_order)


def test_a_word_that_stands_twice_is_said():
    twice = tokens.tokenize(PLAIN).merge(pd.DataFrame({"document_id": ["101", "101"], "topic": ["a", "b"]}), on="document_id")
    with pytest.raises(TableError, match=r"the word at 0 of '101' stands twice.*drop_duplicates"):
        concordance.hits(twice, "the votes")


def test_words_that_a_csv_file_took_for_missing_are_said():
    documents = pd.DataFrame({"document_id": ["a"], "text": ["Null votes of NA."]})
    with pytest.raises(TableError, match=r"tokens.type is missing in 2 of 4 rows.*keep_default_na=False"):
        frequency.term_frequency(through_csv(tokens.tokenize(documents)))


def test_ngrams_take_wildcards():
    counts = frequency.term_frequency(tokens.tokenize(PLAIN), n=2, terms=["no v*", '"No polls"', "votes in"]).set_index("term")
    assert counts.n.to_dict() == {"no v*": 2, '"No polls"': 2, "votes in": 3}
    # sentences of 11, 8; 9, 8; 11, 8; 13 words hold 10 + 7 + 8 + 7 + 10 + 7 + 12 bigrams
    assert counts.total.unique().tolist() == [61]
    with pytest.warns(UserWarning, match="n=2, but 'Kherson votes are' is of 3"):
        assert frequency.term_frequency(tokens.tokenize(PLAIN), n=2, terms=["Kherson votes are"]).n.tolist() == [0]


def test_empty_tokens_by_period_are_an_empty_table():
    for none in (tokens.tokenize(PLAIN).iloc[:0], tokens.tokenize(PLAIN.iloc[:0]), pd.DataFrame({"document_id": [], "type": []})):
        found = frequency.term_frequency(none, by="year")
        assert len(found) == 0
        assert found.columns[:3].tolist() == ["year", "term", "n"]


# Tables of spans


SPANS_WENT_THROUGH = {
    "a CSV file": through_csv,
    "a Parquet file": through_parquet,
    "categories": as_categories,
    "an odd index": lambda t: t.set_axis(["x"] * len(t)),
    "Arrow types": as_arrow,
    "objects": all_objects,
    "a merge that lost a row": lambda t: t.merge(pd.DataFrame({"document_id": [*PLAIN.document_id, "?"]}), how="right").dropna(
        subset=["start"]
    ),
}
OF_SPANS = {
    "evidence": lambda m, x, r: spans.evidence(m, PLAIN),
    "count_places": lambda m, x, r: places.count_places(m, PLAIN, by="year"),
    "cooccurrence": lambda m, x, r: places.cooccurrence(m, PLAIN, least=1),
    "first_and_last": lambda m, x, r: places.first_and_last(m, PLAIN),
    "spelling_ledger": lambda m, x, r: places.spelling_ledger(m, PLAIN),
    "macro_regions": lambda m, x, r: places.macro_regions(m, GAZETTEER).drop(columns="document_id"),
    "said_about": lambda m, x, r: timeline.said_about(r, m).drop(columns=["speaker_start", "speaker_end"]),
    "speaker_regions": lambda m, x, r: timeline.speaker_regions(timeline.said_about(r, m), PLAIN, of="speaker"),
    "reported_dates": lambda m, x, r: timeline.reported_dates(r, x, PLAIN).drop(columns=["speaker_start", "speaker_end"]),
    "events": lambda m, x, r: timeline.events(PLAIN, timexes=x, reported=timeline.reported_dates(r, x, PLAIN)),
    "count_by_period": lambda m, x, r: timeline.count_by_period(m, PLAIN, period="quarter", by=["role"]),
    "score": lambda m, x, r: evaluation.score(m, places.region_mentions(PLAIN).iloc[1:]),
    "matched": lambda m, x, r: matching.matched(m, places.region_mentions(PLAIN).iloc[1:]),
}


def spans_made():
    return [find(PLAIN) for find in (places.region_mentions, timexes.find_timexes, reported.reported_statements)]


@pytest.fixture(scope="module")
def expected_of_spans():
    return {name: values_of(call(*spans_made())) for name, call in OF_SPANS.items()}


@pytest.mark.parametrize("odd", SPANS_WENT_THROUGH)
def test_tables_of_spans_give_the_same_whatever_they_went_through(odd, expected_of_spans):
    given = [SPANS_WENT_THROUGH[odd](table) for table in spans_made()]
    for name, call in OF_SPANS.items():
        try:
            assert_same(call(*given), expected_of_spans[name])
        except AssertionError as error:
            raise AssertionError(f"{name} after {odd}: {error}") from error


def test_spans_of_other_statements_are_said():
    mentions = places.region_mentions(PLAIN)
    with pytest.raises(TableError, match=r"spans of statements that documents does not hold: \['101'\]"):
        spans.evidence(mentions[mentions.document_id == "101"], PLAIN[PLAIN.document_id != "101"])
    with pytest.raises(TableError, match="beyond the text"):
        spans.evidence(mentions.assign(end=9999), PLAIN)
    with pytest.raises(TableError, match=r"no document_id of it, such as '101', is one of the documents, such as 7"):
        places.count_places(mentions.iloc[4:], PLAIN.assign(document_id=[7, 8, 9, 10]))


# What cannot be put right is a sentence


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.drop(columns="text"), r"documents has no column text, only document_id, date, .*Remedy: corpus.load_corpus"),
        (lambda d: d.set_index("document_id"), r"documents has no column document_id.*reset_index\(\)"),
        (lambda d: d.assign(document_id="a"), r"document_id 'a' stands in 4 rows"),
        (lambda d: d.assign(document_id=["a", None, "b", "c"]), r"documents.document_id: it is missing in 1 of 4 rows"),
        (lambda d: d.assign(document_id=["a", 1, "b", "c"]), r"documents.document_id: .*several kinds.*astype"),
        (lambda d: d.assign(document_id=[[1], [2], [3], [4]]), r"documents.document_id: .*astype"),
        (lambda d: d.assign(text=[1, 2, 3, 4]), r"documents.text: 1 is no text"),
        (lambda d: d.assign(text=["a", b"b", "c", "d"]), r"documents.text: b'b' is no text"),
        (lambda d: d.assign(date=["2022-02-30", *d.date[1:]]), r"documents.date: '2022-02-30' is no date"),
        (lambda d: d.assign(date="10000-01-01"), r"documents.date: '10000-01-01' is no date"),
        (lambda d: d.assign(date=np.array(["10000-01-01"] * 4, dtype="datetime64[s]")), r"documents.date: 10000-01-01.* no year from 1"),
        (lambda d: d.assign(date=20221345), r"documents.date: 20221345 is no date"),
        (lambda d: d.assign(date="03/04/2022"), r"03/04/2022.*day/month and as month/day"),
        (lambda d: pd.concat([d, d[["issuer"]] + "x"], axis=1), r"documents has two columns issuer"),
        (lambda d: d.text.tolist(), r"documents is list and no DataFrame"),
        (lambda d: None, r"documents is NoneType and no DataFrame"),
    ],
)
def test_what_a_table_lacks_is_said(change, sentence):
    with pytest.raises(TableError, match=sentence) as caught:
        require_documents(change(plain_documents()), "date", "text")
    assert not str(caught.value).startswith('"')


def test_dates_are_read_as_far_as_they_are_known():
    given = pd.DataFrame({"date": ["1789", "2022-09", "2022-09-23T00:30:00+03:00", None, ""]})
    found = dated(given)
    assert found.date.astype("str").fillna("").tolist() == ["1789-01-01", "2022-09-01", "2022-09-23", "", ""]
    assert found.date_precision.tolist()[:3] == ["year", "month", "day"]
    assert dated(pd.DataFrame({"date": [1789, 1865]})).date_precision.tolist() == ["year", "year"]
    months = dated(pd.DataFrame({"date": pd.PeriodIndex(["2022-09"], freq="M")}))
    assert (str(months.date[0])[:10], months.date_precision[0]) == ("2022-09-01", "month")
    ancient = dated(pd.DataFrame({"date": [pd.Timestamp("0476-09-04").date()]}))
    assert str(ancient.date[0])[:10] == "0476-09-04"


def test_a_missing_text_is_a_statement_without_words():
    documents = plain_documents().assign(text=[TEXTS[0], None, np.nan, TEXTS[3]])
    empty = plain_documents().assign(text=[TEXTS[0], "", "", TEXTS[3]])
    for name, call in OF_DOCUMENTS.items():
        assert_same(call(documents), call(empty))
        assert name
    assert corpus.survey(documents).set_index("what").found["not stated"].endswith("text: 2")


def test_half_a_character_is_a_mark_as_in_a_file_that_is_loaded():
    halves = PLAIN.assign(
        text=pd.Series([text.replace(" votes", "\ud83d votes") for text in TEXTS], dtype=object),
        title=pd.Series(["\udc00 On votes"] * 4, dtype=object),
    )
    marked = PLAIN.assign(text=[text.replace(" votes", "\ufffd votes") for text in TEXTS], title="\ufffd On votes")
    for name in ("kwic", "survey", "passage_places", "compare_rules", "evidence", "reported_statements", "near_duplicates"):
        assert_same(OF_DOCUMENTS[name](halves), OF_DOCUMENTS[name](marked))
    lines = concordance.kwic(halves, "votes")
    assert (lines.left.str[-1:] == "\ufffd").sum() == 6
    assert [halves.text[0][start:end] for start, end in lines[lines.document_id == "103"][["start", "end"]].values] == ["votes", "votes"]
    assert wording.compare("Yes\ud83d.", "No.")[["a", "b"]].values.tolist() == [["Yes\ufffd", "No"], [".", "."]]
    with pytest.raises(TableError, match=r"'a\\ud83d' holds half a character.* Remedy: give that statement another id"):
        tokens.tokenize(PLAIN.assign(document_id=pd.Series(["a\ud83d", "b", "c", "d"], dtype=object)))


def test_a_survey_needs_no_more_than_ids_dates_and_texts():
    found = corpus.survey(PLAIN[["document_id", "date", "text"]]).set_index("what").found
    assert found["dates"] == "2022-09-22 to 2023-01-05; known to the day 4"
    assert found["not stated"] == "issuer: 4; title: 4; source: 4; url: 4"
    assert "dates from" not in found
    undated = corpus.survey(PLAIN[["document_id", "text"]].assign(date=pd.NaT)).set_index("what").found
    assert undated["dates"] == "none is known"


def test_statements_without_a_date_stand_in_no_period():
    documents = plain_documents().assign(date=["2022-09-22", None, None, "2023-01-05"])
    with pytest.warns(UserWarning, match="2 of 4 statements have no date, and stand in no year"):
        counts = frequency.term_frequency(tokens.tokenize(documents), by="year", terms=["NATO"])
    assert counts[["n", "statements"]].values.tolist() == [[1, 1], [2, 1]]


BROKEN = {
    "no rows": lambda d: d.iloc[:0],
    "one row": lambda d: d.iloc[:1],
    "no columns": lambda d: pd.DataFrame(),
    "no texts at all": lambda d: d.assign(text=None),
    "blank texts": lambda d: d.assign(text=" \n "),
    "no dates at all": lambda d: d.assign(date=pd.NaT),
    "no date column": lambda d: d.drop(columns="date"),
    "no text column": lambda d: d.drop(columns="text"),
    "no issuer": lambda d: d.drop(columns=["issuer", "source", "title"]),
    "issuers that are missing": lambda d: d.assign(issuer=None, source=np.nan, title=pd.NA),
    "issuers that are numbers": lambda d: d.assign(issuer=[1, 2, np.nan, 4], source=[1, 2, 3, 4], title=[1.5, 2, 3, 4]),
    "issuers that are lists": lambda d: d.assign(issuer=[["a"], ["b"], None, ["c"]], source=[{}, {}, {}, {}]),
    "issuers of several kinds": lambda d: d.assign(issuer=[1, "b", None, True], source=[1, "b", 2.5, None]),
    "duplicate ids": lambda d: d.assign(document_id="a"),
    "ids missing": lambda d: d.assign(document_id=[None, "a", "b", "c"]),
    "ids in the index": lambda d: d.set_index("document_id"),
    "ids that are dates": lambda d: d.assign(document_id=pd.date_range("2022-01-01", periods=4)),
    "ids that are halves": lambda d: d.assign(document_id=[0.5, 1.5, 2.5, 3.5]),
    "ids that are lists": lambda d: d.assign(document_id=[[1], [2], [3], [4]]),
    "half characters": lambda d: d.assign(**{name: pd.Series(["\ud800", *d[name][1:]], dtype=object) for name in ("document_id", "text")}),
    "half characters, and whole ids": lambda d: d.assign(
        **{name: pd.Series([f"{text}\ud83d." for text in d[name]], dtype=object) for name in ("text", "issuer", "title", "source")}
    ),
    "issuers that are lists of Arrow": lambda d: d.assign(
        issuer=in_arrow(pd.Series([("a",), ("b",), None, ("c",)]), pa.list_(pa.string()))
    ),
    "ids that are decimals of Arrow": lambda d: d.assign(document_id=in_arrow(pd.Series([1, 2, 3, 4]), pa.decimal128(10, 2))),
    "ids that are complex": lambda d: d.assign(document_id=[1j, 2j, 3j, 4j]),
    "no table": lambda d: None,
    "years of four digits and more": lambda d: d.assign(date=["9999-12-31", "10000-01-01", "0001-01-01", None]),
    "years 1 and 9999": lambda d: d.assign(date=np.array(["0001-01-01", "9999-12-31", "0900-05-05", "NaT"], dtype="datetime64[s]")),
    "nanoseconds": lambda d: d.astype({"date": "datetime64[ns]"}),
    "precisions": lambda d: d.assign(date_precision=["year", "month", None, "day"]),
    "precisions all the same": lambda d: d.assign(date_precision="year"),
    "columns of two levels": lambda d: d.set_axis(pd.MultiIndex.from_product([["x"], d.columns]), axis=1),
    "columns twice": lambda d: pd.concat([d, d], axis=1),
    "columns with numbers for names": lambda d: d.set_axis(range(6), axis=1),
    "a list": lambda d: d.text.tolist(),
    "a column": lambda d: d.text,
    "a dict": lambda d: d.to_dict("list"),
    "a categorical date": lambda d: d.astype({"date": "category"}),
    "sparse": lambda d: d.assign(seen=pd.arrays.SparseArray([0, 0, 1, 0])),
}


def is_ours(error):
    """Tell whether an error was raised by a line of the kit that says so, and not by pandas or Python underneath it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return Path(last.filename).is_relative_to(ROOT / "helpers") and (last.line or "").lstrip().startswith("raise") and len(str(error)) > 20


@pytest.mark.parametrize("broken", BROKEN)
def test_odd_tables_give_results_or_sentences(broken):
    given = BROKEN[broken](plain_documents())
    raw = []
    for name, call in OF_DOCUMENTS.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                call(given)
            except Exception as error:
                if not is_ours(error):
                    last = traceback.extract_tb(error.__traceback__)
                    here = [frame for frame in last if "/helpers/" in frame.filename or "test_doors" in frame.filename][-1]
                    raw.append(f"{name}: {error!r:.200} at {here.filename.rsplit('/', 1)[-1]}:{here.lineno} {here.line}")
    assert raw == []


def broken_tokens():
    made = tokens.tokenize(PLAIN)
    return {
        "no rows": made.iloc[:0],
        "no columns": pd.DataFrame(),
        "one row": made.iloc[:1],
        "no spans": tokens.tokenize(PLAIN, spans=False),
        "no types": made.drop(columns="type"),
        "no ids": made.drop(columns="document_id"),
        "types missing": made.assign(type=None),
        "ids missing": made.assign(document_id=None),
        "starts missing": made.assign(start=np.nan),
        "starts in words": made.assign(start="a"),
        "numbers as types": made.assign(type=7),
        "lists as types": made.assign(type=[[1]] * len(made)),
        "rows twice": pd.concat([made, made]),
        "odd attrs": made.set_flags(),
        "documents": PLAIN,
        "a list": made.type.tolist(),
    }


@pytest.mark.parametrize("broken", broken_tokens())
def test_odd_token_tables_give_results_or_sentences(broken):
    given = broken_tokens()[broken]
    if broken == "odd attrs":
        given.attrs["documents"] = [1, 2]
    raw = []
    for name, call in (OF_TOKENS | {"by year": lambda t: frequency.term_frequency(t, by="year")}).items():
        if not isinstance(given, pd.DataFrame) and name in ("keyness", "hits"):
            continue  # the test itself takes columns of the table
        if name in ("keyness", "hits") and (
            "start" not in given or given.start.dtype == object or not isinstance(given.start.iloc[:1].sum(), (int, float, np.number))
        ):
            continue
        try:
            call(given)
        except Exception as error:
            if not is_ours(error):
                raw.append(f"{name}: {error!r:.300}")
    assert raw == []


def test_panels_take_integer_ids_and_tables_from_files():
    documents = with_ids("int64", plain_documents()).assign(date=PLAIN.date.astype("str"))
    words = through_csv(tokens.tokenize(documents))
    mentions = through_csv(places.region_mentions(documents))
    panels = [
        explore.search(documents, "votes", tokens=words),
        explore.terms(documents, ["votes"], tokens=words),
        explore.compare(documents, tokens=words),
        explore.regions(documents, mentions=mentions),
        explore.timeline(documents, timexes=through_csv(timexes.find_timexes(documents))),
        explore.words(documents, tokens=words, least=1),
        explore.collocates(documents, "votes", tokens=words, least=1),
        explore.speakers(documents, reported=through_csv(reported.reported_statements(documents)), mentions=mentions),
    ]
    for panel in panels:
        panel.choose(panel.table.iloc[0])
        assert len(panel.found), panel.name
        panel.open(0)
    assert panels[0].found.document_id.tolist() == [103]
    with pytest.raises(TableError, match="no statement has a date"):
        explore.search(documents.assign(date=None), "votes")


def test_periods_of_panels_are_those_of_the_date_whatever_stands_in_a_column_of_that_name():
    documents = plain_documents().assign(year=[1, 2, 3, 4], month="x")
    panel = explore.terms(documents, ["votes"], period="year")
    assert panel.table[["year", "n"]].astype("str").values.tolist() == [["2022", "5"], ["2023", "1"]]
    assert ".drop(columns='year')" in panel.code
    panel.choose(panel.table.iloc[0])
    assert len(panel.found) == 5
    panel = explore.search(documents, "votes", tokens=tokens.tokenize(documents).assign(year=7), period="year")
    assert "6 hits in 4 of 4 statements" in panel.answer.note
    assert explore.regions(documents, period="year").code == explore.regions(PLAIN, period="year").code
    of_year = explore.compare(documents, target=("year", 2022), reference="all other statements").table
    assert of_year.n_target.sum() == len(tokens.tokenize(PLAIN.head(3)))


def test_ids_of_places_that_no_dated_statement_names_stay_whole():
    documents = with_ids("int64", plain_documents()).assign(date=["2022-09-22", "2022-09-30", "2022-12-01", None])
    mentions = pd.DataFrame({"document_id": [101, 103, 104], "name": ["Kyiv", "Kyiv", "Odesa"]})
    found = places.first_and_last(mentions, documents)
    assert found[["first_id", "last_id"]].astype(object).where(found.first_id.notna(), None).values.tolist() == [[103, 101], [None, None]]
    assert found.documents.tolist() == [2, 1]


def test_a_stretch_of_time_needs_both_ends():
    events = timeline.events(PLAIN)
    assert len(timeline.between(events, "2022-09", "2022")) == 3
    assert len(timeline.between(events, pd.Timestamp("2022-09-30 18:00"), pd.Period("2022Q4"))) == 2
    with pytest.raises(TableError, match="until=None is no day"):
        timeline.between(events, "2022", None)


def test_a_receipt_is_the_same_for_the_same_statements():
    plain = receipt.fingerprint(PLAIN)
    assert {receipt.fingerprint(DOCUMENTS[odd](plain_documents())) for odd in DOCUMENTS} == {plain}


def test_pages_take_integer_ids(tmp_path):
    documents = with_ids("int64", plain_documents())
    assert reader.write(documents, tmp_path / "reader", found=reader.find_all(documents)) == 4
    assert reader.page_name(103) == reader.page_name("103") == "103.html"
    assert "Kherson" in (tmp_path / "reader" / "103.html").read_text(encoding="utf-8")


def test_doors_return_the_very_columns_that_need_no_change():
    made = tokens.tokenize(PLAIN)
    assert require_tokens(made, "start", "end") is made
    table = require_documents(PLAIN, "date", "text")
    assert np.shares_memory(table.date.to_numpy(), PLAIN.date.to_numpy())
    assert require_spans(made[["document_id", "start", "end"]]).index.equals(made.index)


@pytest.mark.parametrize("blank", [None, " \n "])
def test_a_timeline_of_blank_texts_opens_them(blank):
    panel = explore.timeline(plain_documents().assign(text=blank))
    panel.choose(panel.table.iloc[0])
    assert len(panel.found) == 1


def test_what_is_no_text_no_date_and_no_name_is_said():
    assert wording.compare(None, "Kyiv").values.tolist() == [["added", "", "Kyiv", 0, 0, 0, 4]]
    with pytest.raises(ValueError, match=r"b is \['Kyiv'\], which is no text"):
        wording.compare("Kyiv", ["Kyiv"])
    with pytest.raises(ValueError, match="there is no column date"):
        labels.date_text(pd.DataFrame({"document_id": ["a"]}))
    lists = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": "No.", "issuer": [["NATO"]]})
    with pytest.raises(ValueError, match="issuer holds lists, and a statement is filed under one name"):
        explore.search(lists)


def test_arrow_s_views_of_texts_are_exported():
    kind = pd.ArrowDtype(pa.string_view())
    table = pd.DataFrame({"issuer": pd.array(pa.array(["NATO", "=1"], type=pa.string_view()), dtype=kind)})
    assert tables.to_csv(table).decode("utf-8-sig") == "issuer\nNATO\n'=1\n"
    assert pd.read_excel(io.BytesIO(tables.to_excel({"of": table}))).issuer.tolist() == ["NATO", "'=1"]


def test_a_column_that_stands_twice_with_the_same_values_is_one():
    twice = pd.concat([PLAIN, PLAIN[["issuer"]]], axis=1)
    assert_same(tokens.tokenize(twice), tokens.tokenize(PLAIN))


def test_dates_in_numbers_are_read_as_those_of_the_column_that_can_be_read_in_one_way():
    given = plain_documents().assign(date=["03/04/2022", "23/04/2022", "04/04/2022", "05/04/2022"])
    assert require_documents(given, "date").date.dt.strftime("%m-%d").tolist() == ["04-03", "04-23", "04-04", "04-05"]


@pytest.mark.parametrize("period", ["year", "quarter", "month", "week", "day"])
def test_counts_of_periods_may_come_from_a_file(period, tmp_path):
    counts = timeline.count_by_period(places.region_mentions(PLAIN), PLAIN, period=period)
    counts.to_csv(tmp_path / "c.csv", index=False)
    counts.to_parquet(tmp_path / "c.parquet")
    for given in (pd.read_csv(tmp_path / "c.csv"), pd.read_parquet(tmp_path / "c.parquet", dtype_backend="pyarrow")):
        assert as_periods(given).period.tolist() == counts.period.tolist()
        assert len(timeline.bursts(given)) == len(timeline.bursts(counts))
        assert plots.alt_text(plots.period_bars(given).figure) == plots.alt_text(plots.period_bars(counts).figure)
