"""The token rule, case by case."""

import pandas as pd
import pytest

from helpers.tokens import tokenize
from helpers.tokens.table import told


def table(text):
    return tokenize(pd.DataFrame({"document_id": ["a"], "text": [text]}))


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("well-being doesn't doesn’t", ["well-being", "doesn't", "doesn't"]),
        ("NATO's Ukraine’s Allies' people's", ["NATO", "ukraine", "allies", "people"]),
        ("It's what's left", ["it's", "what's", "left"]),
        ("the U.S. at 3:30 paid $1,234.56", ["the", "U.S.", "at", "3:30", "paid", "1,234.56"]),
        ("see A/RES/ES-11/1, ES-11/1 and S/PV.9143", ["see", "A/RES/ES-11/1", "ES-11/1", "and", "S/PV.9143"]),
        ("A/78/123", ["a/78/123"]),
        ("Poland/Lithuania and/or", ["poland", "lithuania", "and", "or"]),
        ("told us that the US and WHO said who", ["told", "us", "that", "the", "US", "and", "WHO", "said", "who"]),
        ("THE US TOLD US", ["the", "us", "told", "us"]),
        ("said—and did 2022–2023 'sham' “vote”", ["said", "and", "did", "2022", "2023", "sham", "vote"]),
        ("Vice-President O'Brien NATO-Ukraine", ["vice-president", "o'brien", "NATO-Ukraine"]),
        ("Côte d’Ivoire nai\u0308ve", ["côte", "d'ivoire", "naïve"]),
        ("Заява України", ["заява", "україни"]),
        ("… – !", []),
        ("the nego\u00adtiations, Kher\u200bson\u2060 and \ufeffOde\ufeffsa", ["the", "negotiations", "kherson", "and", "odesa"]),
        ("हिन्दी में किताब עִבְרִית", ["हिन्दी", "में", "किताब", "עִבְרִית"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("Name: ____ Date: __ _yes_ __init__ a_b", ["name", "date", "yes", "init", "a_b"]),
        ("U.S.-led, U.S.’s, anti-U.S. and D.C.'s", ["U.S.-led", "U.S.", "anti-U.S.", "and", "D.C."]),
        ("$4.2m, €5bn, 3.5km and 12:30pm", ["4.2m", "5bn", "3.5km", "and", "12:30pm"]),
    ],
)
def test_rule(text, types):
    assert table(text).type.tolist() == types


def test_offsets_give_the_surface_of_the_original_text():
    text = "NATO’s “nai\u0308ve” U.S. aid"
    found = table(text)
    assert [text[a:b] for a, b in zip(found.start, found.end, strict=True)] == ["NATO", "nai\u0308ve", "U.S.", "aid"]


def test_offsets_leave_unseen_characters_at_the_edge_out():
    text = "\ufeffThe nego\u00adtiations\u200b failed"
    found = table(text)
    assert [text[a:b] for a, b in zip(found.start, found.end, strict=True)] == ["The", "nego\u00adtiations", "failed"]


def test_tokens_know_their_sentence_and_document(documents):
    found = tokenize(documents)
    assert found.groupby("document_id", observed=True).size().to_dict() == {"a": 12, "b": 7, "c": 2}
    assert found[found.document_id == "a"].sentence.tolist() == [0] * 5 + [1] * 7
    assert str(found.type.dtype) == "category"


def test_no_documents_give_no_tokens(documents):
    assert len(tokenize(documents.head(0))) == 0
    assert len(table("")) == 0


def test_metadata_stays_through_filters_and_saving(documents, tmp_path):
    kept = tokenize(documents)[lambda t: t.type != "the"]
    assert told(kept, ["issuer"]).issuer.tolist() == ["NATO", "G7", "NATO"]
    assert pd.concat([kept, tokenize(documents)]).shape[0] == 39


@pytest.mark.parametrize("hostile", ["a/" * 500_000, "a-" * 500_000, "1." * 500_000, "x" * 1_000_000, "'" * 1_000_000, "A." * 500_000])
def test_a_hostile_megabyte_ends(hostile):
    assert len(table(hostile)) <= 500_000
