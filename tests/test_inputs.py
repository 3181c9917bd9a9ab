"""No public function changes the tables it is given: values, columns, index, kinds, and what is noted of them stay."""

import inspect
import io
import pickle
import tempfile

import pandas as pd
import pytest

from helpers import (
    concordance,
    corpus,
    evaluation,
    frequency,
    groups,
    keyness,
    places,
    plots,
    reported,
    scale,
    spans,
    tables,
    timeline,
    timexes,
    tokens,
    wording,
)
from helpers.evaluation import matching
from helpers.lessons import checks
from helpers.tokens import cache

TEXT = "NATO said that it will not recognise the votes in Kherson. On 22 September 2022 Kyiv and Odesa were named, and Odessa."


@pytest.fixture(scope="module")
def given():
    """The tables that functions take, by the name of the parameter: with an index that says nothing, and gaps."""
    documents = pd.DataFrame(
        {
            "document_id": ["b", "a", "c"],
            "date": pd.to_datetime(["2022-09-30", "2022-09-22", "2022-12-01"]),
            "date_origin": "header",
            "language": "en",
            "encoding": "utf-8",
            "kind": None,
            "url": None,
            "date_precision": ["day", None, "month"],
            "issuer": ["NATO", None, "G7"],
            "source": [None, "NATO", "G7"],
            "title": ["On votes", None, "-1"],
            "text": [TEXT, "No votes in Kyiv or Odesa.", f"{TEXT} Votes, no."],
        },
        index=[7, 3, 5],
    )
    words, mentions, said = tokens.tokenize(documents), places.region_mentions(documents), reported.reported_statements(documents)
    about = timeline.said_about(said, mentions)
    counts = timeline.count_by_period(mentions, documents)
    found = timexes.find_timexes(documents)
    gazetteer = places.load_gazetteer()
    return {
        "documents": documents,
        "tokens": words,
        "table": mentions,
        "mentions": mentions,
        "gazetteer": gazetteer[gazetteer.macro_regions != ""],
        "reported": said,
        "said": about.assign(actor=None),
        "timexes": found,
        "spans": mentions,
        "target": words[words.document_id == "a"],
        "reference": words[words.document_id != "a"],
        "counts": counts,
        "events": timeline.events(documents, timexes=found),
        "found": mentions.head(3),
        "gold": mentions.tail(3),
    }


TABLES = {"documents", "tokens", "table", "mentions", "reported", "said", "timexes", "spans", "counts", "events", "found", "gold", "target"}
MODULES = [concordance, corpus, evaluation, frequency, groups, keyness, places, reported, spans, tables, timeline, timexes, tokens, wording]
OTHERS = {  # what a function takes beside its tables
    "node": "votes",
    "pattern": "votes",
    "by": None,
    "since": "2022-09",
    "until": "2022-09",
    "name": "year",
    "sentence": "None.",
}
SPECIAL = {
    "frequency.statement_share": lambda g: frequency.statement_share(frequency.term_frequency(g["tokens"])),
    "groups.group_keys": lambda g: groups.group_keys(g["documents"], ["issuer", "month"]),
    "groups.stated": lambda g: groups.stated(g["documents"].issuer),
    "tables.to_excel": lambda g: tables.to_excel({"a": g["documents"], "b": g["mentions"]}),
    "plots.period_bars": lambda g: plots.period_bars(g["counts"]),
    "plots.period_rates": lambda g: plots.period_rates(g["counts"], exposure="documents"),
    "plots.event_lanes": lambda g: plots.event_lanes(g["events"]),
    "plots.keyness_bars": lambda g: plots.keyness_bars(keyness.keyness(g["target"], g["reference"]), target="a", reference="b"),
    "timeline.bursts": lambda g: timeline.bursts(g["counts"], draws=9),
    "timeline.change_points": lambda g: timeline.change_points(g["counts"], draws=19),
    "scale.write_parts": lambda g: scale.write_parts(g["documents"], tempfile.mkdtemp()),
    "cache.tokens": lambda g: cache.tokens(g["documents"], folder=tempfile.mkdtemp()),
    "frequency.hits_of_terms": lambda g: frequency.hits_of_terms(g["tokens"], ["votes", "sham"]),
    "frequency.rates_of": lambda g: frequency.term_frequency(g["tokens"], terms=["votes"], by=["issuer"], documents=g["documents"]),
    "keyness.strongest": lambda g: keyness.strongest(keyness.collocations(g["tokens"], "votes"), "log_dice"),
    "frequency.term_frequency by": lambda g: frequency.term_frequency(g["tokens"], by=["issuer", "month"], documents=g["documents"]),
    "frequency.term_frequency n": lambda g: frequency.term_frequency(g["tokens"], n=2),
    "frequency.pooled_rates": lambda g: frequency.pooled_rates(g["tokens"], by="issuer", terms=["votes", "no *"], documents=g["documents"]),
    "plots.trend_band": lambda g: plots.trend_band(timeline.rate_trend(g["counts"])),
    "frequency.dispersion by": lambda g: frequency.dispersion(g["tokens"], by="issuer"),
    "places.count_places by": lambda g: places.count_places(g["mentions"], g["documents"], by=["source", "year"], tokens=g["tokens"]),
    "timeline.count_by_period by": lambda g: timeline.count_by_period(g["mentions"], g["documents"], by=["region"]),
    "evaluation.of_timexes": lambda g: evaluation.of_timexes(g["documents"], g["timexes"]),
    "evaluation.of_reported": lambda g: evaluation.of_reported(g["documents"], g["reported"]),
    "matching.score_overlap on": lambda g: matching.score_overlap(g["found"], g["gold"], on=["place_id", "region"]),
    "checks.same": lambda g: checks.same(g["documents"], ["b", "a", "c"]),
    "keyness of counts": lambda g: keyness.keyness(frequency.term_frequency(g["target"]), frequency.term_frequency(g["reference"])),
    "tables.to_html": lambda g: tables.to_html(g["documents"], limit=2, hidden=("text",)),
    "corpus.select": lambda g: corpus.select(g["documents"], since="2000-01-01", text="the", place="UKR", mentions=g["mentions"]),
    "spans.found_in": lambda g: spans.found_in(g["timexes"], g["documents"], what="a date"),
    "keyness.word_pairs": lambda g: keyness.word_pairs(g["tokens"], ["votes", "no"]),
    "timeline.said_by": lambda g: timeline.said_by(g["reported"], g["documents"], mentions=g["mentions"]),
    "tables.statement": lambda g: tables.statement(g["documents"].iloc[0]),
}


def calls():
    """Return each public function that takes nothing but tables, as they are named here, and those that are called above."""
    made = dict(SPECIAL)
    for module in MODULES:
        short = module.__name__.rpartition(".")[2]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            ours = function.__module__ == module.__name__ or name in getattr(module, "__all__", ())
            if not name.startswith("_") and ours and set(_needed(function)) & TABLES:
                made.setdefault(f"{short}.{name}", function)
    return made


def _needed(function):
    return [p.name for p in inspect.signature(function).parameters.values() if p.default is inspect.Parameter.empty]


@pytest.mark.filterwarnings("ignore:1 of 3 statements")
@pytest.mark.parametrize("name", calls())
def test_tables_stay_as_they_were(name, given):
    function = calls()[name]
    if name not in SPECIAL:
        chosen = {parameter: given[parameter] if parameter in given else OTHERS[parameter] for parameter in _needed(function)}
    before = {key: pickle.dumps(table) for key, table in given.items()}
    function(given) if name in SPECIAL else function(**chosen)
    for key, table in given.items():
        pd.testing.assert_frame_equal(table, pickle.load(io.BytesIO(before[key])), obj=key)
        assert {k: _plain(v) for k, v in table.attrs.items()} == {k: _plain(v) for k, v in pickle.loads(before[key]).attrs.items()}


def _plain(value):
    return {name: list(map(str, column)) for name, column in value.items()} if isinstance(value, dict) else str(value)
