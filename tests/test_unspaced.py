"""Scripts without spaces between words: their words are set apart where ICU is there, and told of where it is not."""

import os
import warnings

import pandas as pd
import pytest

from helpers import languages
from helpers.concordance import kwic
from helpers.corpus.spoken import languages as survey_of
from helpers.corpus.spoken import not_read
from helpers.tokens import cache, tokenize, unspaced
from helpers.tokens.unspaced import pieces

CHINESE, JAPANESE, THAI = "部长反对港口的费用。", "会議は東京で始まる。", "ประชุมที่กรุงเทพ"
TEXTS = {"zh": CHINESE, "ja": JAPANESE, "th": THAI, "en": "The council met in 北京 today, and in 東京."}


@pytest.fixture
def documents():
    return pd.DataFrame({"document_id": list(TEXTS), "text": list(TEXTS.values()), "language": list(TEXTS)})


@pytest.fixture
def without(monkeypatch):
    """No segmenter is installed."""
    monkeypatch.setattr(unspaced, "_breaker", lambda: None)
    for module in (languages, "helpers.corpus.spoken.sets_apart"):
        target = (languages, "sets_apart") if module is languages else (module,)
        monkeypatch.setattr(*target, lambda: False)


@pytest.fixture
def with_icu():
    if "CI" not in os.environ:
        pytest.importorskip("icu4py")


def test_without_it_a_warning_says_that_counts_mean_nothing(documents, without):
    with pytest.warns(
        UserWarning, match=r"3 of 4 statements are written without spaces .*\(Chinese 1, Japanese 1, Thai 1\).*pip install icu4py"
    ):
        table = tokenize(documents)
    assert table[table.document_id == "zh"].type.tolist() == ["部长反对港口的费用"]
    assert "no: written without spaces" in survey_of(documents).set_index("language").words["zh"]
    assert not_read(survey_of(documents[:1])).startswith("Chinese 1: no counts of words (no spaces between them; pip install icu4py)")


def test_a_name_in_another_language_is_no_cause(documents, without):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert tokenize(documents[3:]).type.tolist() == ["the", "council", "met", "in", "北京", "today", "and", "in", "東京"]


def test_a_table_that_was_kept_warns_as_well(documents, without, tmp_path):
    for _ in range(2):
        with pytest.warns(UserWarning, match="3 of 4 statements"):
            cache.tokens(documents, folder=tmp_path)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["部长", "反对", "港口", "的", "费用"]),
        ("ja", ["会議", "は", "東京", "で", "始まる"]),
        ("th", ["ประชุม", "ที่", "กรุงเทพ"]),
        ("en", ["the", "council", "met", "in", "北京", "today", "and", "in", "東京"]),
    ],
)
def test_with_it_words_are_set_apart(documents, with_icu, language, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = tokenize(documents)
    rows = table[table.document_id == language]
    assert rows.type.tolist() == words
    assert [TEXTS[language][a:b].casefold() for a, b in zip(rows.start, rows.end, strict=True)] == words


def test_offsets_are_exact_beyond_the_basic_plane_and_over_what_is_folded(with_icu):
    text = "𠮷野家\u200bで会議。“港口”问题"
    table = tokenize(pd.DataFrame({"document_id": ["a"], "text": [text]}))
    surfaces = [text[a:b] for a, b in zip(table.start, table.end, strict=True)]
    assert "".join(surfaces) == "𠮷野家で会議港口问题"
    assert [surface.replace("\u200b", "") for surface in surfaces] == table.type.tolist()
    assert pieces("𠮷𠮷は港") == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_with_it_a_word_is_found_in_the_middle_of_a_line(documents, with_icu):
    assert kwic(documents, "港口")[["left", "node", "right"]].values.tolist() == [["部长反对", "港口", "的费用。"]]
    assert survey_of(documents).set_index("language").words["zh"] == "yes: set apart by icu4py"


def test_tables_made_with_it_and_without_are_kept_apart(documents, monkeypatch):
    monkeypatch.setattr(cache, "version", lambda: "")
    before = cache.fingerprint(documents)
    monkeypatch.setattr(cache, "version", lambda: "icu4py 1.2.0")
    assert cache.fingerprint(documents) != before
