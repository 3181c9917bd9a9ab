"""What a panel remembers: a short text that gives back its controls, what was asked for beside them, and what is selected."""

import datetime
import json

import pandas as pd
import pytest

from helpers import corpus, explore, paths, places
from helpers.explore import states
from helpers.explore.several import ALL, Several


@pytest.fixture
def statements():
    rows = [
        ("a", "2022-09-22", "NATO", "Allies reject the sham votes in Kherson oblast. The votes are void."),
        ("b", "2022-10-12", "UN", "The Assembly called the votes in Odesa invalid. It met on 12 October."),
        ("c", "2023-01-05", "NATO", "Allies met in Kyiv. They spoke of the votes of 23 September 2022."),
        ("d", "2023-02-05", "R&D = 50 % + x", "We met in Kyiv, and I thank you for votes."),
    ]
    table = pd.DataFrame(rows, columns=["document_id", "date", "issuer", "text"])
    return table.assign(date=pd.to_datetime(table.date))


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The file of subcorpora, for a test alone."""
    monkeypatch.setattr(paths, "SUBCORPORA", tmp_path / "subcorpora.json")
    return paths.SUBCORPORA


CALLS = {
    "search": lambda documents, **given: explore.search(documents, **given),
    "terms": lambda documents, **given: explore.terms(documents, **given),
    "regions": lambda documents, **given: explore.regions(documents, **given),
    "timeline": lambda documents, **given: explore.timeline(documents, **given),
    "compare": lambda documents, **given: explore.compare(documents, **given),
}
CHANGES = {
    "search": {"pattern": "sham votes", "issuer": ["NATO", "R&D = 50 % + x"], "sort": "L1", "until": datetime.date(2023, 1, 31)},
    "terms": {"wanted": "votes, met", "by": "issuer", "period": "year", "text": "votes"},
    "regions": {"of": "place_id", "place": "Odesa, UA-65", "role": "place", "trend": "odesa"},
    "timeline": {"lanes": "refers to", "since": datetime.date(2022, 9, 23), "genre": "news"},
    "compare": {"target": [("issuer", "NATO"), ("year", 2022)], "reference": [("issuer", "UN")], "least": 1, "left": "a", "right": "b"},
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("changed", [False, True])
def test_a_state_gives_back_what_a_panel_shows(statements, name, changed):
    panel = CALLS[name](statements)
    for control, value in CHANGES[name].items() if changed else ():
        panel.controls[control].value = value
    panel.choose(panel._marked[-1], about=panel.view.marks[-1][-1])
    again = CALLS[name](statements, state=panel.state)
    assert again.view.error == panel.view.error == ""
    assert {name: control.value for name, control in again.controls.items()} == {
        name: control.value for name, control in panel.controls.items()
    }
    pd.testing.assert_frame_equal(again.table, panel.table)
    assert (again.state, again.view.selection, again.view.sentences) == (panel.state, panel.view.selection, panel.view.sentences)
    panel._told(None, {"do": "code"}, None)
    assert panel.view.code == f"{panel.code}\nexplore.{name}(documents, state={panel.state!r})"


def test_a_state_can_be_read_and_holds_what_is_not_as_at_first(statements):
    panel = explore.search(statements, "votes", issuer=["NATO", "UN"], period="year")
    assert panel.state == "pattern=votes&issuer=NATO&issuer=UN&period=year"
    panel.controls["pattern"].value = "50 % & more=x+y"
    assert states.parted(panel.state)["pattern"] == ["50 % & more=x+y"]
    assert explore.search(statements, "met", state=panel.state).controls["pattern"].value == "50 % & more=x+y"


@pytest.mark.parametrize(
    ("state", "told"),
    [
        *[(state, state) for state in ("colour=red", "period=decade", "issuer=EU", "since=yesterday", "until=2022-02-30", "=x")],
        ("nonsense", "nonsense="),
        ("pattern=(", "pattern=( (pattern='(' holds no word; write a word, a phrase, or a word with * such as referend*)"),
        ("place=Atlantis", "place=Atlantis (No statement fits this choice)"),
    ],
)
def test_what_does_not_fit_of_a_state_is_told_and_the_panel_opens(statements, state, told):
    panel = explore.search(statements, "votes", state=state)
    assert panel.view.note.endswith(f"; choose a point or a line to read. Not taken from the state: {told}.")
    assert len(panel.table) == len(explore.search(statements, "votes").table) > 0


@pytest.mark.parametrize(
    ("choice", "error"), [({"colour": "red"}, TypeError), ({"period": "decade"}, ValueError), ({"issuer": "EU"}, ValueError)]
)
def test_a_choice_that_does_not_fit_is_refused(statements, choice, error):
    with pytest.raises(error, match="search"):
        explore.search(statements, "votes", **choice)


def test_several_are_chosen_at_once_and_nothing_is_all():
    groups = Several("Group", [("NATO (2)", ("issuer", "NATO")), ("2022", ("year", 2022)), ("2023", ("year", 2023))])
    told = []
    groups.observe(lambda change: told.append(change.new), "value")
    groups.index = [2, 1]  # from the browser, in the order of the clicks
    assert groups.value == (("year", 2022), ("year", 2023))
    assert groups.label == "2022, 2023"
    groups.value = ("year", 2022)  # one option, though it is a tuple
    assert groups.index == [1]
    groups.value = ALL
    assert (groups.value, groups.index, groups.label) == ((), [], "")
    assert told == [(("year", 2022), ("year", 2023)), (("year", 2022),), ()]
    groups.value = [("year", 2023)]
    groups.offer([("2023", ("year", 2023))])
    assert (groups.value, groups.index) == ((("year", 2023),), [0])


def test_every_way_to_choose_statements_in_a_panel(statements, kept):
    corpus.keep_subcorpus("early", until="2022-12-31")
    panel = explore.search(statements, "votes")
    for control, value, ids in (
        ("subcorpus", "early", "aab"),
        ("issuer", ["NATO", "UN"], "aabc"),
        ("genre", ["speech"], "d"),
        ("place", "kyiv, Odesa", "bcd"),
        ("text", "allies", "aac"),
    ):
        before = panel.controls[control].value
        panel.controls[control].value = value
        assert panel.view.error == ""
        assert "".join(panel.table.document_id) == ids
        names = {"corpus": corpus, "documents": statements, "places": places}
        exec(panel.code.split("\n")[0], names)
        assert set(names["chosen"].document_id) == set(ids)
        panel.controls[control].value = before
    panel.controls["text"].value = "nowhere"
    assert "No statement fits this choice" in panel.view.error


def test_what_is_chosen_in_a_panel_is_kept_by_name_and_offered_in_all(statements, kept):
    panel, other, two = explore.search(statements, "votes"), explore.terms(statements), explore.compare(statements)
    panel.controls["issuer"].value = ["NATO"]
    panel.keep("Allies")
    assert json.loads(kept.read_text()) == {"Allies": {"issuer": ["NATO"]}}
    assert panel.view.note == "Kept as “Allies”: 2 of 4 statements."
    other.controls["subcorpus"].value = "Allies"
    assert other.code.startswith("chosen = corpus.select(documents, subcorpus='Allies')")
    two.controls["target"].value = ("subcorpus", "Allies")
    assert two.view.note.startswith("Allies: 2 statements; UN: 1.")
    for name, said in (("Allies", "There is a subcorpus “Allies” already"), (" ", "needs a name")):
        with pytest.raises(ValueError, match=said):
            panel.keep(name)


def test_two_subcorpora_or_one_with_the_rest_are_compared_by_name(statements, kept):
    corpus.keep_subcorpus("early", until="2022-12-31")
    corpus.keep_subcorpus("allied", issuer="NATO")
    panel = explore.compare(statements, target="early", reference="allied", least=1)
    assert panel.view.note.startswith("early: 2 statements; allied: 1, without 1 that are in both.")  # a and b; c
    rest = explore.compare(statements, target=["early"], least=1)
    assert rest.view.note.startswith("early: 2 statements; all other statements: 2.")
    assert "a = corpus.select(chosen, subcorpus='early'); b = chosen[~chosen.document_id.isin(a.document_id)]" in rest.code
    both = explore.compare(statements, target=[("issuer", "NATO"), ("issuer", "UN")], reference=(), least=1)
    assert both.view.note.startswith("NATO, UN: 3 statements; all other statements: 1.")
    one = explore.compare(statements, target=[("issuer", "NATO"), ("year", 2022)], least=1)
    assert one.view.note.startswith("NATO, 2022: 1 statements; all other statements: 3.")


def test_a_word_drives_the_bars_the_trend_the_table_and_the_sentences_of_compare(statements):
    panel = explore.compare(statements, target=("year", 2022), reference=("year", 2023), least=1, period="year")
    whole = panel.view.rows
    panel.choose(panel.table[panel.table.term == "votes"].iloc[0])
    assert "“votes” by year" in [ax.get_xlabel() for ax in panel.figure().axes]
    assert [row[0] for row in panel.view.rows["cells"]] == ["votes"]
    assert panel.view.sentences["caption"].startswith("5 in the text: ")  # two in a, one in each other; the line above says of what
    assert panel.view.selection.startswith("votes, ")
    panel.choose(next(row for row in panel._marked if row.get("side") == "2023"))
    assert panel.view.sentences["caption"].startswith("2 in the text: ")
    assert [item["head"][:4] for item in panel.view.sentences["items"]] == ["2023", "2023"]
    assert panel.filters().endswith("term: votes")
    panel.back()
    assert (panel.view.selection, panel.view.rows) == ("", whole)
    assert "term" not in panel.state


def test_a_saved_figure_names_several_issuers_and_a_subcorpus(statements, kept):
    corpus.keep_subcorpus("early", until="2022-12-31")
    panel = explore.search(statements, "votes", issuer=["NATO", "UN"], subcorpus="early", text="met")
    assert "Issuer: NATO (2), UN (1) · Subcorpus: early" in panel.filters()
    assert "With the words: met · Period: month" in panel.filters()
