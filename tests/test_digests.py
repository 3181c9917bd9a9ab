"""The bundled digests: whole, true to the places and dates of their records, and no copies of one another."""

import calendar
import re

import numpy as np
import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.corpus.report import coverage
from helpers.environment import ROOT
from helpers.places import region_mentions
from helpers.spans import normalize, wordlist
from helpers.tokens import tokenize

SEQUENCE = 10  # words


@pytest.fixture(scope="module")
def digests():
    return load_corpus(ROOT / "corpus" / "statements")


@pytest.fixture(scope="module")
def records():
    """What the records that the digests were written from name: document_id, fact (place or date), value."""
    return pd.read_csv(ROOT / "corpus" / "gold" / "records.csv", dtype="str")


def test_every_digest_is_whole(digests):
    assert len(digests) == 187
    assert digests[["title", "issuer", "source", "url", "confidence", "date"]].notna().all(axis=None)
    assert (digests.kind == "digest").all()
    assert (digests.language == "en").all()
    assert set(digests.confidence) == {"full-text-seen", "excerpt-seen", "reported-only"}
    assert digests.text.str.split().str.len().between(120, 250).all()


def test_every_place_of_a_record_stands_in_its_digest_and_nearly_all_are_found(digests, records):
    texts = digests.set_index("document_id").text
    mentions = region_mentions(digests).groupby("document_id").surface.agg(" | ".join).map(lambda text: normalize(text)[0])
    places = records[records.fact == "place"]
    assert [(row.document_id, row.value) for row in places.itertuples() if row.value not in texts[row.document_id]] == []
    values = places.value.str.removeprefix("eastern ")  # a direction is no part of the name
    lost = [(name, value) for name, value in zip(places.document_id, values, strict=True) if value not in mentions.get(name, "")]
    assert len(lost) <= 0.01 * len(places)  # Vilnius stands in one digest only as part of the name of a summit


def date_forms(value):
    year, month, day = [*map(int, value.split("-")), 0, 0][:3]
    name = calendar.month_name[month]
    return rf"\b{day}\b[^.;]{{0,25}}\b{name}\b|\b{name} {day}\b" if day else rf"\b{name}\b" if month else rf"\b{year}\b"


def test_every_date_of_a_record_and_its_own_stand_in_its_digest(digests, records):
    texts = digests.set_index("document_id").text
    dates = list(records[records.fact == "date"][["document_id", "value"]].itertuples(index=False))
    dates += list(zip(digests.document_id, digests.date.dt.strftime("%Y-%m-%d"), strict=True))
    assert [(name, value) for name, value in dates if not re.search(date_forms(value), texts[name])] == []
    assert [name for name, date in zip(digests.document_id, digests.date, strict=True) if str(date.year) not in texts[name]] == []


def test_no_ten_words_in_a_row_stand_in_two_digests(digests):
    phrases = "|".join(re.escape(phrase) for phrase in sorted(wordlist("set_phrases"), key=len, reverse=True))
    shared = shared_sequences(digests.assign(text=digests.text.str.replace(phrases, "\n\n", regex=True, flags=re.IGNORECASE)))
    assert shared.to_dict() == {}


def test_the_gate_on_copies_can_fail(digests):
    copied = digests.head(2).copy()
    copied.loc[1, "text"] += " " + " ".join(copied.text[0].split()[:14])
    assert len(shared_sequences(copied)) > 0


def shared_sequences(documents):
    """Return the sequences of ten words that stand in two documents or more, whatever their sentences, with how many."""
    tokens = tokenize(documents)
    document, word = tokens.document_id.cat.codes.to_numpy(), tokens.type.to_numpy(dtype=object)
    paragraph = document.astype(int) * 1000 + paragraph_of(tokens, documents)
    starts = np.flatnonzero(paragraph[: -SEQUENCE + 1] == paragraph[SEQUENCE - 1 :])
    sequences = pd.Series([" ".join(word[i : i + SEQUENCE]).casefold() for i in starts])
    counts = pd.Series(document[starts]).groupby(sequences).nunique()
    return counts[counts > 1]


def paragraph_of(tokens, documents):
    texts = documents.set_index("document_id").text
    spans = zip(tokens.document_id, tokens.start, strict=True)
    breaks = {name: np.array([found.start() for found in re.finditer(r"\n\s*\n", text)]) for name, text in texts.items()}
    return np.array([np.searchsorted(breaks[name], start) for name, start in spans])


def test_set_phrases_are_used_where_records_report_them(digests):
    texts = " ".join(digests.text).casefold()
    assert [phrase for phrase in wordlist("set_phrases") if texts.count(phrase.casefold()) < 2] == []


def test_the_data_card_states_the_counts(digests, request):
    card = ROOT / "corpus" / "README.md"
    text = card.read_text(encoding="utf-8")
    made = "\n".join(markdown(table) for table in (coverage(digests, by=["source"]), coverage(digests)))
    new = re.sub(r"(?<=<!-- counts -->\n).*(?=\n<!-- end of counts -->)", lambda _: made, text, flags=re.DOTALL)
    if request.config.getoption("--update"):
        card.write_text(new, encoding="utf-8")
    assert new == card.read_text(encoding="utf-8")
    assert made in new


def markdown(table):
    rows = [map(str, table), ["---"] * table.shape[1]]
    rows += [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in table.values.tolist()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"
