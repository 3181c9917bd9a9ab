"""Large files are held as UTF-8: lines and rows are those of the text, and loading takes little more than the texts themselves."""

import tracemalloc

import numpy as np
import pyarrow as pa
import pytest

from helpers.corpus import load_corpus, text_column
from helpers.files import packed
from helpers.files.decoding import as_text, as_utf_8, decodes

TEXT = "One – two\n\nthree\u2028still three\n“four”\n𝐀 five\n"


@pytest.mark.parametrize("together", [1, 2, 1000])
def test_lines_are_those_of_the_text(monkeypatch, together):
    monkeypatch.setattr(packed, "TOGETHER", together)
    monkeypatch.setattr(packed, "AT_ONCE", 7)
    lines = packed.Lines(TEXT.encode())
    assert list(lines) == TEXT.split("\n")
    assert [lines[i] for i in range(len(lines))] == TEXT.split("\n")
    assert lines[1:4] == TEXT.split("\n")[1:4]
    assert list(lines.changed(str.upper)) == TEXT.upper().split("\n")
    assert list(packed.Lines(b"")) == [""]


@pytest.mark.parametrize("cells", [0, 3, 1000])
def test_rows_come_back_as_they_were(monkeypatch, cells):
    monkeypatch.setattr(packed, "CELLS", cells)
    given = [(1, ["date", "text"]), (2, ["2022", "“a” – \ud800"]), (5, ["", "𝐀"]), (6, ["x", "y"])]
    rows = packed.Rows()
    for row in given:
        rows.append(row)
    assert list(rows) == given == list(rows)
    assert len(rows) == 4
    rows.change = str.upper
    assert list(rows)[3] == (6, ["X", "Y"])


@pytest.mark.parametrize("raw", [b"a\r\nb\rc\n", "\ufeffé\r\n".encode(), "Ž – é".encode("cp1252"), b"a\0b", b"\xff\xfea\0", b""])
@pytest.mark.parametrize("encoding", [None, "cp1252", "utf-16"])
def test_bytes_of_utf_8_are_those_of_the_text(raw, encoding):
    text, used, faults = as_text(raw, encoding=encoding)
    assert as_utf_8(raw, encoding=encoding) == (None if text is None else text.encode(), used, faults)


def test_a_character_may_stand_across_what_is_decoded_at_once():
    raw = b"a" * 99_999 + "é".encode()
    assert decodes(raw, "utf-8")
    assert not decodes(raw[:-1], "utf-8")


def test_texts_are_put_in_order_from_all_packs():
    texts = ["é", "", "𝐀b", "c", "dd"]
    packs = [pa.array(texts[:2], pa.large_string()), pa.array(texts[2:], pa.large_string())]
    made = text_column.texts_in_order(packs, np.array([4, 1, 0, 3, 2]))
    assert made.tolist() == ["dd", "", "é", "c", "𝐀b"]
    assert text_column.texts_in_order([], np.array([], dtype=int)).tolist() == []


def test_arrow_has_its_memory_from_where_it_had_it_before_also_after_an_error(tmp_path):
    before = pa.default_memory_pool().backend_name
    with pytest.raises(ValueError, match="repeats"):
        load_corpus(tmp_path, repeats="never")
    assert pa.default_memory_pool().backend_name == before


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_large_table_is_not_held_as_python_has_texts(monkeypatch, tmp_path, name):
    """Of each character Python takes two bytes here, so that the file as a text, and its rows, would be four times its size."""
    monkeypatch.setattr(packed, "TOGETHER", 50)
    monkeypatch.setattr(packed, "CELLS", 150)
    text = "We met “again”. " * 100
    forms = {"a.csv": '{},2022-09-23,"{}"', "a.jsonl": '{{"document_id": "{}", "date": "2022-09-23", "text": "{}"}}'}
    rows = [forms[name].format(i, f"{text}{i}") for i in range(2_000)]
    raw = "\n".join(["document_id,date,text"] * (name == "a.csv") + rows).encode()
    path = tmp_path / name
    path.write_bytes(raw)
    del rows
    load_corpus(path)  # what is imported or read on first use is no part of it
    tracemalloc.start()
    documents = load_corpus(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(documents) == 2_000
    assert peak < 3 * len(raw)
