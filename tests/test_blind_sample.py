"""The blind sample of the gold folder: whole, and its marks fit its texts. No finder is run here."""

import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.environment import ROOT

GOLD = ROOT / "corpus" / "gold"
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
UNIT = r"[A-Z]{2}-[A-Z0-9]{1,3}"  # a first-level unit by ISO 3166-2
POINT = r"\d{4}(?:-(?:\d\d(?:-\d\d)?|W\d\d|Q[1-4]|H[12]|SP|SU|FA|WI))?"
VALUE = rf"{POINT}(?: START| END)?|{POINT}/{POINT}|{POINT}/\.\.|\.\./{POINT}|P\d+[YMWD]|PT\d+[HMS]"
MARKED = {"regions": "surface", "timexes": "surface", "reported": "content"}


def table(name, folder=GOLD / "blind"):
    return pd.read_csv(folder / f"{name}.csv", keep_default_na=False)


@pytest.fixture(scope="module")
def texts():
    """The text of each of the 40 documents: a digest's from the corpus, an invented one's from the sample."""
    own = table("texts").set_index("document_id")
    digests = load_corpus(ROOT / "corpus" / "statements").set_index("document_id").text
    return own.text.where(own.kind == "invented", digests.reindex(own.index))


def test_half_are_digests_that_the_other_sample_lacks_and_half_are_invented(texts):
    sample = table("texts").set_index("document_id")
    assert texts.index.is_unique
    assert sample.kind.value_counts().to_dict() == {"digest": 20, "invented": 20}
    other = {name for kind in MARKED for name in table(kind, GOLD).document_id}
    assert other & set(texts.index) == set()
    invented = sample[sample.kind == "invented"]
    assert invented.title.str.endswith("(invented)").all()
    assert invented.subject.value_counts().to_dict() == dict.fromkeys(["central bank", "health agency", "football", "parliament"], 5)
    assert set(invented.genre) == {"news", "communique", "speech", "interview", "transcript"}
    assert invented.date.str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert invented.text.str.split().str.len().between(120, 220).all()


@pytest.mark.parametrize(("name", "column"), MARKED.items())
def test_every_row_is_a_stretch_of_its_text_and_none_is_double(texts, name, column):
    rows = table(name)
    assert [row.document_id for row in rows.itertuples() if texts[row.document_id][row.start : row.end] != getattr(row, column)] == []
    assert (rows[column] == rows[column].str.strip()).all()
    assert not rows.duplicated(["document_id", "start", "end"]).any()
    assert set(rows.document_id) == set(texts.index)


def test_places_are_of_the_gazetteers_or_units_or_slugs():
    rows = table("regions")
    known = {place for name in ("places", "world") for place in table(name, ROOT / "corpus" / "gazetteer").place_id}
    unknown = rows.place_id[~rows.place_id.isin(known)]
    assert unknown[~unknown.str.fullmatch(f"{SLUG}|{UNIT}")].tolist() == []
    assert set(rows.role) == {"place", "demonym", "metonym"}
    assert rows.wide.dtype == bool


def test_values_of_dates_are_well_formed():
    values = table("timexes").value
    assert values[~values.str.fullmatch(VALUE)].tolist() == []
    points = values[values.str.fullmatch(r"\d{4}-\d\d-\d\d")]
    assert pd.to_datetime(points).notna().all()


def test_reported_statements_have_their_kinds():
    rows = table("reported")
    assert set(rows["mode"]) == {"direct", "mixed", "paraphrase", "performative"}
    assert (rows.cue != "").all()
    assert rows.negated.dtype == rows.own.dtype == bool
    assert (rows.speaker[rows.own] != "").all()


def test_the_page_states_the_counts():
    page = (GOLD / "README.md").read_text(encoding="utf-8")
    kind = table("texts").set_index("document_id").kind
    for name in MARKED:
        counts = table(name).document_id.map(kind).value_counts()
        assert f"| `blind/{name}.csv` | {counts.sum()} | {counts.digest}, {counts.invented} |" in page
