"""The tables of the panels, page by page: sorted by what they say, filtered as typed, one form of numbers."""

import pandas as pd
import pytest

from helpers.explore.grid import Grid

TABLE = pd.DataFrame(
    {
        "term": ["votes", "Élan", "peace", "apple"],
        "n": [7, 29699, 2388, 12],
        "rate": [1.25, None, 0.5, 30.0],
        "quarter": pd.PeriodIndex(["2023Q1", "2022Q4", "2022Q1", "2023Q2"], freq="Q"),
        "date": pd.to_datetime(["2023-02-01", "2022-11-01", None, "2023-04-01"]),
        "interval": ["9.1 [1.0, 20.0]", "1,200 [900, 1,500]", "10 [2, 30]", ""],
        "within": pd.IntervalIndex.from_tuples([(0, 9), (4, 6), (0, 2), (3, 4)]),  # their middles are 4.5, 5, 1 and 3.5
        "document_id": list("abcd"),
        "start": range(4),
    }
)


def ids(**how):
    grid = Grid(TABLE)
    grid.turn_to(**how)
    return grid.page()["ids"]


@pytest.mark.parametrize(
    ("by", "up", "down"),
    [
        ("term", [3, 1, 2, 0], [0, 2, 1, 3]),  # an accent or a capital is no letter of its own
        ("n", [0, 3, 2, 1], [1, 2, 3, 0]),
        ("rate", [2, 0, 3, 1], [3, 0, 2, 1]),  # what is not known stands last, either way
        ("quarter", [2, 1, 0, 3], [3, 0, 1, 2]),
        ("date", [1, 0, 3, 2], [3, 0, 1, 2]),
        ("interval", [0, 2, 1, 3], [1, 2, 0, 3]),
        ("within", [2, 3, 0, 1], [1, 0, 3, 2]),
    ],
)
def test_a_column_is_sorted_by_what_it_says(by, up, down):
    assert ids(by=by) == up
    assert ids(by=by, down=True) == down


@pytest.mark.parametrize(
    ("wanted", "within", "found"),
    [
        ("", "", [0, 1, 2, 3]),
        ("elan", "", [1]),
        ("2388", "", [2]),
        ("29,699", "", [1]),
        ("2022 E", "", [1, 2]),  # both words, in whichever columns
        ("2022 E", "quarter", []),
        ("2023Q2", "quarter", [3]),
        (">= 2,388", "n", [1, 2]),
        ("< 1.3", "rate", [0, 2]),
        ("> much", "n", []),
        (">= 2023", "date", [0, 3]),
        ("<= 2022Q4", "quarter", [1, 2]),
        (".*", "", []),  # no pattern, but two characters
    ],
)
def test_a_filter_finds_what_stands_there(wanted, within, found):
    assert ids(wanted=wanted, within=within) == found


def test_pages_of_a_long_table_have_one_form_of_numbers():
    grid = Grid(pd.DataFrame({"rank": range(29699), "share": [i / 29699 for i in range(29699)]}))
    page = grid.page()
    assert (page["caption"], len(page["cells"]), page["cells"][1]) == ("Rows 1 to 50 of 29,699", 50, ["1", "3e-05"])
    grid.turn_to(by="rank", down=True, size=200)
    grid.turn_to(at=10**9)
    page = grid.page()
    assert (page["caption"], page["ids"][-1], page["cells"][0][0]) == ("Rows 29,601 to 29,699 of 29,699", 0, "98")
    grid.turn_to(at=200)
    assert grid.page()["cells"][0] == ["29,498", "0.993"]


def test_another_table_keeps_how_the_last_one_was_sorted_but_not_its_page():
    first = Grid(pd.DataFrame({"n": range(100)}))
    first.turn_to(by="n", down=True, size=25, wanted="9", within="n")
    first.turn_to(at=25)
    again = Grid(first.table, like=first)  # nothing has changed for who reads it
    assert (again.page()["at"], again.page()["ids"]) == (0, first.page()["ids"])  # 19 rows have a 9
    other = Grid(pd.DataFrame({"m": range(100)}), like=first)
    assert (other.page()["by"], other.page()["size"], other.page()["caption"]) == ("", 25, "Rows 1 to 19 of 19 that fit, of 100")


@pytest.mark.parametrize("how", [{"by": "no such"}, {"size": 10**9}, {"at": -5}, {"within": "no such"}])
def test_what_is_no_choice_changes_nothing(how):
    assert ids(**how) == [0, 1, 2, 3]


def test_a_table_without_rows_and_one_without_columns():
    assert Grid(TABLE.iloc[:0]).page()["caption"] == "No rows"
    assert Grid(pd.DataFrame()).page()["cells"] == []
