"""Dates before 1677 and after 2262, and before the year 1: from name, header and cell to statement files, tables and Excel."""

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

from helpers import explore, plots, timeline
from helpers.corpus import add, load_corpus
from helpers.corpus.report import coverage
from helpers.frequency import term_frequency
from helpers.labels import date_text, first_to_last, in_words
from helpers.partial_dates import date_in_cell, date_in_name, iso_text
from helpers.tables.exports import to_csv, to_excel
from helpers.tokens import tokenize

FAR = {"-0043-03-15": "Caesar was warned.", "0079-08-24": "Pliny wrote.", "0800-12-25": "He was crowned.", "1215-06-15": "We grant."}
FAR |= {"1666-09-02": "London burns.", "2022-09-23": "We met.", "2500-01-01": "They will meet."}


@pytest.mark.parametrize("name", ["table", "names", "headers"])
def test_far_dates_are_read_and_written_and_read_again(folder, tmp_path, name):
    files = {"names": {f"{day} a.txt": text for day, text in FAR.items()}}
    files["headers"] = {f"{n}.txt": f"date {day} {text}" for n, (day, text) in enumerate(FAR.items())}
    files["table"] = {"t.csv": "date,text\n" + "\n".join(map(",".join, FAR.items()))}
    path = folder(files[name])
    path = path / "t.csv" if name == "table" else path
    documents = load_corpus(path)
    assert documents.text.tolist() == list(FAR.values())  # in the order of time
    assert date_text(documents).tolist() == list(FAR)
    assert first_to_last(documents) == "-0043-03-15 to 2500-01-01"
    assert first_to_last(documents, words=True) == "15 March 44 BC to 1 January 2500"
    assert documents.date.dt.year.tolist() == [-43, 79, 800, 1215, 1666, 2022, 2500]
    add.add([path], to=tmp_path / "own")
    assert date_text(load_corpus(tmp_path / "own")).tolist() == list(FAR)


def test_far_dates_survive_tables_for_spreadsheets(folder):
    documents = load_corpus(folder({f"{day} a.txt": text for day, text in FAR.items()}))
    table = documents[["document_id", "date", "text"]]
    cells = [row[1] for row in openpyxl.load_workbook(io.BytesIO(to_excel({"s": table}))).active.iter_rows(min_row=2, values_only=True)]
    assert [f"{cell:%Y-%m-%d}" if hasattr(cell, "year") else cell.lstrip("'") for cell in cells] == list(FAR)
    again = load_corpus(folder({"sub/t.csv": to_csv(table)}) / "sub" / "t.csv")
    assert date_text(again).tolist() == list(FAR)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("15 March 44 BC", "-0043-03-15"),
        ("44 BCE", "-0043-01-01"),
        ("March 44 B.C.", "-0043-03-01"),
        ("24 August 79 AD", "0079-08-24"),
        ("1 BC", "0000-01-01"),
        ("-0043-03-15", "-0043-03-15"),
        ("0800", "0800-01-01"),
        ("31.12.1599", "1599-12-31"),
    ],
)
def test_eras_in_cells(value, text):
    assert iso_text(date_in_cell(value)[0]) == text


@pytest.mark.parametrize(("name", "text"), [("44 BC Brutus", "-0043-01-01"), ("44-BC", "-0043-01-01"), ("0800-12-25 a", "0800-12-25")])
def test_eras_in_names(name, text):
    assert iso_text(date_in_name(name)[0]) == text


def test_words_that_are_no_eras_are_none():
    assert date_in_name("2022 Advice") == (date(2022, 1, 1), "year")
    assert date_in_name("ABC 12") == (None, None)


def test_partial_days_before_the_year_1_stay_partial():
    documents = pd.DataFrame({"date": pd.to_datetime(pd.Series([date_in_cell("44 BC")[0]])), "date_precision": ["year"]})
    assert date_text(documents).tolist() == ["-0043"]
    assert in_words("-0043") == "44 BC"
    assert in_words("-0043-03") == "March 44 BC"


def test_years_before_the_year_1_are_counted(folder):
    table = coverage(load_corpus(folder({"t.csv": "date,text,issuer\n44 BC,Et tu.,B\n1215,Yes.,K\n"}) / "t.csv"), by=["issuer"])
    assert table[[-43, 1215]].iloc[-1].tolist() == [1, 1]


def test_figures_and_panels_reach_before_the_year_1(folder):
    documents = load_corpus(folder({f"{day} a.txt": f"{text} It said so." for day, text in FAR.items()}))
    rates = term_frequency(tokenize(documents), terms=["said"], by="year")
    ax = plots.rate_lines(rates, period="year")
    ax.figure.draw_without_rendering()
    assert "1 BC" in [label.get_text() for label in ax.get_xticklabels()]
    assert "44 BC" in ax.described[0]["text"]
    days = timeline.events(documents)
    plots.event_lanes(days).figure.draw_without_rendering()
    for panel in (explore.search(documents, "said"), explore.terms(documents), explore.regions(documents)):
        assert len(panel.answer.table)
