"""Sentences, folding and evidence."""

import pandas as pd
import pytest

from helpers import spans
from helpers.spans import evidence, normalize, sentences


def surfaces(text):
    table = sentences(pd.DataFrame({"document_id": ["a"], "text": [text]}))
    return [text[start:end] for start, end in zip(table.start, table.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The answer is no. Kyiv agreed.", ["The answer is no.", "Kyiv agreed."]),
        ("See No. 10 and Art. 5. It holds.", ["See No. 10 and Art. 5.", "It holds."]),
        ("Gen. Cavoli met Mr. Rutte.", ["Gen. Cavoli met Mr. Rutte."]),
        ("They left the U.S. The talks went on.", ["They left the U.S.", "The talks went on."]),
        ("They met at 5 p.m. on Monday. It rained.", ["They met at 5 p.m. on Monday.", "It rained."]),
        ("It began at 9 a.m. EST. At 6 p.m. Kyiv replied.", ["It began at 9 a.m. EST.", "At 6 p.m.", "Kyiv replied."]),
        ("Petrenko et al. agree. Berg et al. They do not.", ["Petrenko et al. agree.", "Berg et al.", "They do not."]),
        ("A Ph.D. in law, approx. 9 men, viz. Hale & Co. then. Yes.", ["A Ph.D. in law, approx. 9 men, viz. Hale & Co. then.", "Yes."]),
        ("Ft. Drum is on Main Ave. there. J.K. Berg left.", ["Ft. Drum is on Main Ave. there.", "J.K. Berg left."]),
        (
            "Sen. Berg (D-R.I.) agreed. (He is from the U.S.) They met.",
            ["Sen. Berg (D-R.I.) agreed.", "(He is from the U.S.)", "They met."],
        ),
        ("“Why now?” the minister asked. “No!” he cried.", ["“Why now?” the minister asked.", "“No!” he cried."]),
        ('“Why?” Mr. Hale asked. "Ready?" I said.', ["“Why?” Mr. Hale asked.", '"Ready?" I said.']),
        (
            "“Why?” The minister left. “Who?” Berg, who said no, left.",
            ["“Why?”", "The minister left.", "“Who?”", "Berg, who said no, left."],
        ),
        ("“Who?” – Mr Berg asked.", ["“Who?” – Mr Berg asked."]),
        ("He said . . . nothing. Yes.", ["He said . . . nothing.", "Yes."]),
        ("The U.S.’s aid and D.C.'s law. Yes.", ["The U.S.’s aid and D.C.'s law.", "Yes."]),
        (
            "Reps. Dahl (D-Mass.) and Lie (Ill.), both new, left. (It rained.) So.",
            ["Reps. Dahl (D-Mass.) and Lie (Ill.), both new, left.", "(It rained.)", "So."],
        ),
        ("“Halt!”, he said. The card “Why?”, unread, lay there.", ["“Halt!”, he said.", "The card “Why?”, unread, lay there."]),
        ("It fell.[3] It rose.[4][5] So.", ["It fell.[3]", "It rose.[4][5]", "So."]),
        ("О 9 год. почали. У м. Рівне на вул. Сонячній зійшлися.", ["О 9 год. почали.", "У м. Рівне на вул. Сонячній зійшлися."]),
        ("会议结束了。他说：“好。”大家走了！", ["会议结束了。", "他说：“好。”", "大家走了！"]),
        ("वे आए। हम गए। هل انتهى؟ نعم. ሄዱ። መጡ።", ["वे आए।", "हम गए।", "هل انتهى؟", "نعم.", "ሄዱ።", "መጡ።"]),
        ("It rose in Mar. 2022, from c. 1800 on. It fell.", ["It rose in Mar. 2022, from c. 1800 on.", "It fell."]),
        ("Wait!.. What?! “Mr. Hale.”He left.", ["Wait!..", "What?!", "“Mr. Hale.”", "He left."]),
        ("One\u00a0sentence.\u00a0Two.", ["One\u00a0sentence.", "Two."]),
        ("One\ntwo.\n\nThree", ["One\ntwo.", "Three"]),
        ("One\n \n  Two", ["One", "Two"]),
        ("“We do not agree.” That is all.", ["“We do not agree.”", "That is all."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences(text, expected):
    assert surfaces(text) == expected


def test_fold_keeps_the_way_back():
    text = "Ukrai\u0308ne’s – cafe\u0301"
    folded, origin = normalize(text)
    assert folded == "Ukraïne's – café"
    word = folded.index("café")
    assert text[origin[word] : origin[word + 4]] == "cafe\u0301"


def test_evidence_gives_the_sentence_in_the_order_of_the_spans(documents):
    spans = pd.DataFrame({"document_id": ["b", "a"], "start": [14, 34], "end": [19, 39]}, index=[7, 3])
    found = evidence(spans, documents)
    assert found.index.tolist() == [7, 3]
    assert found.surface.tolist() == ["votes", "votes"]
    assert found.before.tolist() == ["We reject the ", "The "]
    assert found.sentence.tolist() == ["We reject the votes of September 23.", "The votes in Kherson are sham votes."]
    assert found.issuer.tolist() == ["G7", "NATO"]
    assert evidence(spans, documents, width=4).after.tolist() == [" of ", " in "]


def test_evidence_over_two_sentences_gives_both(documents):
    spans = pd.DataFrame({"document_id": ["a"], "start": [23], "end": [39]})
    assert evidence(spans, documents).sentence.item() == documents.text[0]


def test_evidence_of_unknown_documents_is_an_error(documents):
    with pytest.raises(KeyError, match="pass the documents they were found in"):
        evidence(pd.DataFrame({"document_id": ["x"], "start": [0], "end": [1]}), documents)


def test_the_lines_of_a_word_list_end_at_line_feeds_alone(tmp_path, monkeypatch):
    marks = ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"]
    words = [f"one{mark}word" for mark in marks]
    (tmp_path / "some.txt").write_bytes("\r\n".join(["# comment", *words, "", "last"]).encode())
    monkeypatch.setattr(spans, "WORDLISTS", tmp_path)
    assert spans.wordlist("some") == [*words, "last"]
