"""Events, and counts per period with their exposure."""

import pandas as pd
import pytest

from helpers.frequency import term_frequency
from helpers.groups import fitting_period
from helpers.intervals import poisson_interval
from helpers.timeline import between, count_by_period, events
from helpers.timexes import find_timexes
from helpers.tokens import tokenize


def test_events_are_issued_or_spoken_of(documents):
    table = events(documents, timexes=find_timexes(documents))
    assert table[["kind", "label"]].values.tolist() == [
        ["issued", "On votes"],
        ["refers to", "September 23"],
        ["issued", "On annexation"],
        ["issued", "NATO"],
    ]
    assert list(table) == ["date_from", "date_to", "kind", "label", "document_id", "start", "end", "vague"]


def test_impossible_dates_are_no_events(documents):
    documents["text"] = "On 31 September 2022."
    assert (events(documents, timexes=find_timexes(documents)).kind == "issued").all()


def test_an_empty_month_has_no_rate(documents):
    table = count_by_period(documents, documents)
    assert table.period.astype("str").tolist() == ["2022-09", "2022-10", "2022-11", "2022-12"]
    assert table[["n", "documents"]].values.tolist() == [[2, 2], [0, 0], [0, 0], [1, 1]]
    assert table.per_document.isna().tolist() == [False, True, True, False]
    assert table.high.isna().tolist() == [False, True, True, True]


def test_a_month_with_statements_and_no_hit_is_zero(documents):
    table = count_by_period(documents.tail(1), documents).set_index("period")
    assert table.at["2022-09", "per_document"] == 0
    assert table.at["2022-09", "high"] == pytest.approx(1 - 0.025**0.5, abs=0.04)  # none of two


def test_one_statement_has_no_interval_and_a_share_is_never_above_one(documents):
    table = count_by_period(documents, documents).set_index("period")
    assert table.loc["2022-12", ["low", "high"]].isna().all()
    assert table.loc["2022-09", ["per_document", "high"]].tolist() == [1, 1]
    ids = [f"{i:02}" for i in range(10)]
    documents = pd.DataFrame({"document_id": ids, "date": pd.to_datetime(["2022-09-01"] * 5 + ["2022-10-01"] * 5)})
    table = count_by_period(pd.DataFrame({"document_id": ["00"] * 4 + ["01"] * 2}), documents)
    # (4² + 2²) / 6 mentions in a statement that has any, in at most 1 - .025 ** .2 of those of October
    assert table.high[1] == pytest.approx((1 - 0.025**0.2) * 20 / 6)
    assert count_by_period(pd.DataFrame({"document_id": ["00"] * 4 + ["05"]}), documents).low.tolist()[1] == 0


def test_rows_of_other_statements_and_without_a_date_are_told(documents):
    rows = pd.DataFrame({"document_id": ["a", "z", "z", "c"]})
    with pytest.warns(UserWarning, match="2 of 4 rows of table are of statements that documents do not have, and are not counted"):
        assert count_by_period(rows, documents).n.sum() == 2
    documents["date"] = documents.date.where(documents.document_id != "c")
    with pytest.warns(UserWarning, match="1 of 3 statements have no date"):
        assert count_by_period(documents, documents).n.sum() == 2


def test_groups_sum_to_the_total(documents):
    apart = count_by_period(documents, documents, period="quarter", by="issuer")
    assert apart[["issuer", "n", "documents"]].values.tolist() == [["G7", 1, 2], ["G7", 0, 1], ["NATO", 1, 2], ["NATO", 1, 1]]
    assert apart.n.sum() == len(documents)


def test_the_interval_widens_where_statements_differ_more_than_chance():
    documents = pd.DataFrame({"document_id": list("ab"), "date": pd.to_datetime(["2022-09-01", "2022-09-02"])})
    rows = pd.DataFrame({"document_id": ["a"] * 8})  # counts 8 and 0: mean 4, variance 32, index of dispersion 8
    table = count_by_period(rows, documents)
    low, high = poisson_interval(1.0, z=12.706)  # Student's, of two statements
    assert table[["low", "high"]].values.tolist()[0] == pytest.approx([low * 8 / 2, high * 8 / 2])


def test_unknown_period(documents):
    with pytest.raises(ValueError, match="year, quarter, month, week, day"):
        count_by_period(documents, documents, period="fortnight")


def test_what_is_known_of_a_date_bounds_the_periods_it_stands_in(documents):
    documents["date_precision"] = ["year", "day", "month"]
    assert events(documents).date_to.dt.strftime("%Y-%m-%d").tolist() == ["2022-12-31", "2022-09-30", "2022-12-31"]
    with pytest.warns(UserWarning, match="1 of 3 statements have dates that are known to the year only, and stand in no month"):
        assert count_by_period(documents, documents).n.tolist() == [1, 0, 0, 1]
    with pytest.warns(UserWarning, match="stand in no month"):
        assert term_frequency(tokenize(documents), by="month", terms=["votes"]).total.tolist() == [7, 0, 0, 2]
    with pytest.raises(ValueError, match="known to the year only; take that as the period"):
        count_by_period(documents, documents.assign(date_precision="year"))
    assert fitting_period(documents) == "year"
    assert fitting_period(documents.assign(date_precision="month")) == "month"


def test_a_stretch_holds_all_of_its_last_day_or_month():
    moments = pd.to_datetime(["2022-09-30 23:00", "2022-10-31 14:00", "2022-11-01 00:00"])
    table = pd.DataFrame({"date_from": moments, "date_to": moments, "label": list("abc")})
    assert between(table, "2022-10-01", "2022-10-31").label.tolist() == ["b"]
    assert between(table, "2022-10", "2022-10").label.tolist() == ["b"]
    assert between(table, "2022", "2022").label.tolist() == ["a", "b", "c"]
    assert between(table, pd.Timestamp("2022-09-30"), pd.Timestamp("2022-10-31")).label.tolist() == ["a", "b"]


def test_a_column_of_the_documents_is_not_the_period(documents):
    """A table with a column year of its own, as many have."""
    table = count_by_period(documents, documents.assign(year=["2021", "2022", "2022"]), period="year")
    assert table[["n", "documents"]].values.tolist() == [[3, 3]]


def test_groups_may_be_categories_and_may_be_missing(documents):
    table = count_by_period(documents, documents, period="year", by="issuer")
    gaps = documents.assign(issuer=pd.Categorical(["NATO", None, "NATO"]))
    assert count_by_period(gaps, documents, period="year", by="issuer").n.tolist() == [1, 2]
    assert table.n.tolist() == [1, 2]
    with pytest.raises(ValueError, match="by='documents' has the name"):
        count_by_period(documents.assign(documents="x"), documents, by="documents")
