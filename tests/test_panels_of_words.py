"""The panels of words, collocates and speakers: their numbers, worked by hand, and what a choice drives."""

import pandas as pd
import pytest

from helpers import explore
from helpers.tokens import tokenize

ROWS = [
    (
        "a",
        "2022-09-22",
        "NATO",
        "Allies reject the sham votes in Kherson oblast. The sham votes are void. NATO condemned Russia's strikes on Odesa.",
    ),
    ("b", "2022-10-12", "UN", "The Assembly called the votes void. The United Nations said that Ukraine had grain."),
    ("c", "2023-01-05", "NATO", "Allies met in Kyiv. NATO said that Russia must leave Ukraine. A sham ended."),
]


@pytest.fixture
def statements():
    table = pd.DataFrame(ROWS, columns=["document_id", "date", "issuer", "text"])
    return table.assign(date=pd.to_datetime(table.date))


def opened(panel):
    return [item["surface"] for item in panel.view.sentences["items"]]


def test_a_word_that_is_chosen_gives_its_trend_and_its_sentences(statements):
    panel = explore.words(statements, n=2, least=2, period="year")
    assert panel.table[["term", "n", "documents", "total"]].values.tolist() == [["sham votes", 2, 1, 47]]
    assert len(panel._marked) == 1
    panel.choose(panel.table.iloc[0])
    assert opened(panel) == ["sham votes", "sham votes"]
    trend = [row for row in panel._marked if "year" in row]
    assert [(str(row.year), row.n, row.total) for row in trend] == [("2022", 2, 33), ("2023", 0, 14)]
    panel.choose(trend[1])
    assert opened(panel) == []
    assert panel.view.selection.startswith("2023, sham votes")
    panel.back()
    assert [row.get("year") for row in panel._marked] == [None]


def test_words_set_against_other_statements(statements):
    panel = explore.words(statements, issuer="NATO", against=("others", ""), skip="", least=1)
    nato = panel.table.set_index("term").loc["NATO"]
    assert nato[["n", "documents", "total", "n_rest", "total_rest"]].tolist() == [2, 2, 33, 0, 14]
    assert "33 words, against 14 of all other statements" in panel.view.note
    assert panel.view.alt.startswith("Bars of 18 terms by log ratio")
    panel.controls["against"].value = [("issuer", "UN")]
    assert panel.table.set_index("term").loc["NATO", "n_rest"] == 0
    assert "rest=corpus.select(documents, issuer='UN')" in panel.code


def test_stop_words_are_kept_where_there_is_nothing_else():
    one = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["No, the."]})
    assert sorted(explore.words(one).table.term) == ["no", "the"]


def test_both_words_are_marked_in_the_sentences_of_a_collocate(statements):
    panel = explore.collocates(statements, "votes", left=2, right=2, least=1)
    void = panel.table.set_index("term").loc["void"]
    assert void[["n", "documents", "documents_node", "n_node", "n_term"]].tolist() == [2, 2, 2, 3, 2]
    panel.choose(panel.table[panel.table.term == "void"].iloc[0])
    marked = [[text for text, is_marked in item["parts"] if is_marked] for item in panel.view.sentences["items"]]
    assert marked == [["votes", "void"], ["votes", "void"]]
    assert "".join(text for text, _ in panel.view.sentences["items"][0]["parts"]) == "The sham votes are void."
    panel.open(0)
    assert [text for text, is_marked in panel.view.reading["parts"] if is_marked] == ["votes", "void"]
    panel.controls["right"].value = 1  # void stands two words off in a, one in b
    assert panel.table.set_index("term").loc["void", "n"] == 1


def test_the_network_draws_a_line_for_each_collocate_and_dashes_for_pairs(statements):
    panel = explore.collocates(statements, "votes", span="sentence", least=1)
    ax = panel.figure().axes[0]
    assert [text.get_text() for text in ax.texts][-1] == "votes"
    assert len(ax.lines) == len(panel._marked) == min(len(panel.table), 16)
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[i + 1 :])


def test_no_word_is_looked_at(statements):
    panel = explore.collocates(statements, "votes", left=0)
    panel.controls["right"].value = 0
    assert panel.view.error.startswith("No word is looked at")


def test_a_tile_of_a_speaker_opens_what_was_said(statements):
    panel = explore.speakers(statements, period="year")
    told = panel.table.set_index(["actor", "cue_class", "about"])
    assert told.loc[("nato", "say", "Russia"), ["n", "of_speaker", "documents", "total"]].tolist() == [1, 3, 1, 3]
    tile = next(row for row in panel._marked if row.get("actor") == "nato" and row.get("about") == "Ukraine")
    assert (tile.n, tile.documents, tile.total) == (1, 1, 3)
    panel.choose(tile)
    assert opened(panel) == ["Russia must leave Ukraine"]
    assert set(panel._grid.table.about) == {"Ukraine"}
    trend = [(str(row.period), row.n, row.documents) for row in panel._marked if "period" in row]
    assert trend == [("2022", 0, 2), ("2023", 1, 1)]
    panel.choose(next(row for row in panel._marked if str(row.get("period")) == "2023"))
    assert opened(panel) == ["Russia must leave Ukraine"]


def test_unknown_speakers_are_counted_and_the_remedy_is_said():
    texts = ["He said that Kyiv is safe.", "The ministry said that Odesa is safe. NATO said that Lviv is safe."]
    bare = pd.DataFrame({"document_id": ["a", "b"], "date": pd.to_datetime(["2022-09-22", "2022-10-12"]), "text": texts})
    panel = explore.speakers(bare, who="actor")
    assert "3 reported statements in 2 of 2 statements." in panel.view.note
    assert "67 % of speakers unknown (2)" in panel.view.note
    assert "add names to corpus/wordlists/actors.csv" in panel.view.note
    assert "95 % interval" in panel.view.note or "is not known" in panel.view.note


def test_who_we_are_is_told_by_an_issuer():
    text = "My fellow citizens, we condemn the votes in Odesa. I thank you all. We call for peace."
    speech = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": [text]})
    panel = explore.speakers(speech)
    assert "100 % of speakers unknown (3): give the statements an issuer (column issuer), who is meant by “we”." in panel.view.note
    assert "unknown" not in explore.speakers(speech.assign(issuer="NATO")).view.note


def test_a_state_brings_back_what_was_chosen(statements):
    words = tokenize(statements)
    for panel in (explore.words(statements, tokens=words, n=2), explore.collocates(statements, "votes"), explore.speakers(statements)):
        panel.choose(panel.table.iloc[0])
        again = getattr(explore, panel.name)(statements, state=panel.state)
        assert again.view.sentences == panel.view.sentences
        assert again.view.figure == panel.view.figure
