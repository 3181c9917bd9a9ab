"""Words and lists of words as users give them: each is taken as it is written, or one error says what to write."""

import json
import re
import shutil
import subprocess
import sys
import warnings

import pandas as pd
import pytest

from helpers import concordance, explore, frequency, keyness, spans
from helpers.environment import ROOT
from helpers.places import rules as place_rules
from helpers.places import unlisted as place_forms
from helpers.reported import classes as clause_words
from helpers.reported import cues, speakers
from helpers.tokens import lemmas, tokenize
from helpers.wording import words as passage_words

TEXT = "Votes (sham) a.b a+b na\u00efve \N{OCTOPUS} I [x] $40 votes c++ .* 3.5%; 345, no."


@pytest.fixture
def documents():
    dates = pd.to_datetime(["2022-09-01", "2022-10-01"])
    return pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": [TEXT, "No votes, A."]})


@pytest.fixture
def words(documents):
    return tokenize(documents)


NO_WORD = ["(", ")", "[", ".", "^", "$", "\\", "\0", ";", "\N{OCTOPUS}", "\ufffe"]
SIGNS = [("a+b", 2), ("a|b", 2), ("a;b", 2), ("c++", 1), ("votes\0", 3), ("\u200fvotes", 3), ("\u202evotes", 3)]
NOWHERE = ["a.b*", "x\\d", "(?P<x>", "{3}", "x" * 100_000, "votes " * 1000, "*a" * 50 + "b", "?" * 500]


@pytest.mark.parametrize(("word", "n"), [*SIGNS, *((word, 0) for word in NOWHERE)], ids=range(len(SIGNS + NOWHERE)))
def test_signs_in_a_pattern_mean_nothing(documents, words, word, n):
    assert len(concordance.kwic(documents, word, tokens=words)) == n
    assert frequency.term_frequency(words, terms=[word]).n.tolist() == [n]
    pairs = n if word in ("a+b", "a|b", "a;b") else 0  # read as two words, which are a pair
    assert frequency.term_frequency(words, terms=[word], n=2).n.tolist() == [pairs]
    assert keyness.collocations(words, word).empty == (n == 0)


@pytest.mark.parametrize("word", NO_WORD, ids=range(len(NO_WORD)))
def test_a_pattern_of_signs_holds_no_word(documents, words, word):
    for call in (
        lambda: concordance.kwic(documents, word, tokens=words),
        lambda: keyness.collocations(words, word),
        lambda: frequency.term_frequency(words, terms=["votes", word]),
    ):
        with pytest.raises(ValueError, match="holds no word"):
            call()


@pytest.mark.parametrize(
    ("word", "n"), [("*", 18), ("?", 8), ("??", 3), ("i", 1), ("3.5", 1), ("3.?", 1), ("nai\u0308ve", 1), ('"votes"', 3), ("VOTES", 0)]
)
def test_wildcards_single_letters_and_numbers_are_found(words, word, n):
    assert frequency.term_frequency(words, terms=[word]).n.tolist() == [n]


NO_TEXT = [None, 5, float("nan"), pd.NA, b"votes", ["votes"], "\ud800", "votes *\udfff"]


@pytest.mark.parametrize("odd", NO_TEXT, ids=range(len(NO_TEXT)))
def test_what_is_no_text_is_named_with_what_to_write(documents, words, odd):
    for call in (
        lambda: concordance.kwic(documents, odd, tokens=words),
        lambda: keyness.collocations(words, odd),
        lambda: explore.search(documents, odd, tokens=words) if odd is not None else concordance.hits(words, odd),
    ):
        with pytest.raises(ValueError, match="is no text; write one word or phrase"):
            call()
    for n in (1, 2):
        with pytest.raises(ValueError, match=r"terms=.* is no list of words; write one such as terms="):
            frequency.term_frequency(words, terms=["votes", odd], n=n)
    with pytest.raises(ValueError, match=r"wanted=.* is no list of words; write one such as wanted="):
        explore.terms(documents, ["votes", odd], tokens=words)


@pytest.mark.parametrize("empty", ["", " ", "\n", '"', '""', "\u00a0"])
def test_a_pattern_without_a_word_is_named(documents, words, empty):
    with pytest.raises(ValueError, match="holds no word; write a word"):
        concordance.kwic(documents, empty, tokens=words)
    with pytest.raises(ValueError, match="holds no word; write a word"):
        explore.search(documents, empty, tokens=words)


@pytest.mark.parametrize("terms", ["votes", 5, pd.DataFrame({"term": ["votes"]})], ids=["text", "number", "table"])
def test_one_word_or_a_table_is_no_list(words, terms):
    with pytest.raises(ValueError, match=r"terms=.* is no list of words"):
        frequency.term_frequency(words, terms=terms)


@pytest.mark.parametrize("terms", [{"votes"}, {"votes": 1}, pd.Series(["votes"]), pd.Index(["votes"]), ("votes",), (t for t in ["votes"])])
def test_any_other_list_is_one(words, terms):
    assert frequency.term_frequency(words, terms=terms)[["term", "n"]].values.tolist() == [["votes", 3]]


def test_a_panel_takes_one_term_for_one(documents, words):
    panel = explore.terms(documents, "votes", tokens=words)
    assert set(panel.table.term) == {"votes"}


@pytest.mark.parametrize("by", [None, "month"])
def test_many_terms_are_counted_as_few_are(words, by, monkeypatch):
    terms = ["votes", "Votes", "VOTES", "no", "a.b", "sham", "vote*", "??", "no votes", "votes (", "absent", "*", "a", "A"]
    few = frequency.term_frequency(words, terms=terms, by=by)
    monkeypatch.setattr(frequency, "MANY", 0)
    pd.testing.assert_frame_equal(frequency.term_frequency(words, terms=terms, by=by), few)
    for some in (terms[6:9], ["absent"], []):
        assert len(frequency.term_frequency(words, terms=some, by=by)) == len(some) * (1 if by is None else 2)


def test_a_hundred_thousand_terms_are_counted(words):
    counts = frequency.term_frequency(words, terms=[*(f"word{i}" for i in range(100_000)), "votes", "sham"]).set_index("term").n
    assert len(counts) == 100_002
    assert counts[counts > 0].to_dict() == {"votes": 3, "sham": 1}


# ---- the files of corpus/wordlists, as a user may change them


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """A function that writes a word list in place of the kit's."""

    def write(name, content):
        (tmp_path / f"{name}.txt").write_bytes(content if isinstance(content, bytes) else content.encode())

    for module in (spans, passage_words, clause_words, lemmas):
        monkeypatch.setattr(module, "WORDLISTS", tmp_path)
    return write


def test_a_list_is_read_with_any_line_ends_and_marks(lists):
    lists("mine", b"\xef\xbb\xbf# mine\r\n\r\n  votes \r\nsham votes\r\nna\xc3\xafve")
    assert spans.wordlist("mine") == ["votes", "sham votes", "naïve"]


def test_a_list_that_is_not_there_or_not_utf_8_is_named(lists):
    lists("mine", "votes")
    lists("other", "votes\nnaïve".encode("latin-1"))
    for name in ("my words", "../mine", "x" * 5000, "a\0b"):
        with pytest.raises(ValueError, match=r"there is no such word list in .*; there are mine, other"):
            spans.wordlist(name)
    with pytest.raises(ValueError, match=r"other\.txt, line 2: the file is not UTF-8. Remedy: save it as UTF-8"):
        spans.wordlist("other")


LITERAL = ["(", "[a", "^x", "]y", "\\z", "a|b", "a+b*", "(?P<x>", "c{3}", "*", "?", ".", "-", "3", "votes", "Votes of"]


@pytest.mark.parametrize("build", [place_rules._any, place_forms._any], ids=["rules", "forms"])
def test_signs_in_a_list_stand_for_themselves(lists, build):
    lists("mine", "\n".join(LITERAL))
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # re warns of what it takes for a set in a set
        pattern = re.compile(f"(?:{build('mine')})")
    assert all(pattern.fullmatch(word) for word in LITERAL)
    assert not any(pattern.fullmatch(word) for word in ("aab", "x", "y", "z", "a", "ccc", "\\", "", "votes of"))
    lists("mine", "# nothing\n")
    assert re.search(f"(?:{build('mine')})", "votes") is None


def test_signs_among_abbreviations_stand_for_themselves(lists):
    for name in spans.LISTS:
        lists(name, "")
    table = pd.DataFrame({"document_id": list("abcd"), "text": ["Art. 5", "a|b. 5", "xyz. 5", "b. 5"]})
    assert spans.sentences(table).document_id.value_counts().to_dict() == {"a": 2, "b": 2, "c": 2, "d": 2}
    lists("abbreviations_before_numbers", "art\n(\na|b\n\\z\nx.z")
    assert spans.sentences(table).document_id.value_counts().to_dict() == {"a": 1, "b": 1, "c": 2, "d": 2}


def test_a_line_of_another_form_is_named(lists):
    lists("spellings", "# British, American\ncolour color\n  honour\n")
    lists("clause_words", "not: never\nnever mind\n")
    lists("lemmas", "gone go\nworse\n")
    lemmas._corrections.cache_clear()
    with pytest.raises(ValueError, match=r"lemmas\.txt, line 2: 'worse' is no pair. Remedy: write two words in a line, form and lemma"):
        lemmas._corrections()
    passage_words._spellings.cache_clear()
    with pytest.raises(ValueError, match=r"spellings\.txt, line 3: 'honour' is no pair. Remedy: write two words in a line"):
        passage_words._spellings()
    with pytest.raises(ValueError, match=r"clause_words\.txt, line 2: 'never mind' has no class. Remedy: write the class, a colon"):
        clause_words._read()


def test_faults_of_the_list_of_cues_are_told_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(cues, "WORDLISTS", tmp_path)
    rows = ["cue,class,frames,performative,forms", "say,says,clause,no,said", "say,say,claus,maybe,", "Äh,say,,no,x1"]
    (tmp_path / "cues.csv").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(ValueError, match="7 problems in ") as error:
        cues._cues.__wrapped__()
    told = str(error.value).split("\n  ")[1:]
    assert [line.split(" Remedy: ")[0] for line in told] == [
        "line 2: There is no class 'says'.",
        "line 3: The cue 'say' stands in line 2 already.",
        "line 3: There is no frame 'claus'.",
        "line 3: performative is 'maybe'.",
        "line 4: A form in 'x1' is no word.",
        "line 4: The cue 'Äh' is no verb.",
        "line 4: The cue has no frame.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("actor,part,alias\nnato,nato,NATO\neu,eu,NATO\n", "line 3: The alias 'NATO' means someone else in line 2."),
        ("actor,part,alias\nnato,,NATO\n", "line 2: There is no actor, no part or no alias."),
        ("actor,alias\nnato,NATO\n", "line 1: There is no column part."),
        ("actor,part,alias\n", "line 2: The table has no rows."),
        ('actor,part,alias\nnato,nato,"NATO\n', "line 2: In the row that begins here, a quotation mark is not closed"),
    ],
)
def test_faults_of_the_list_of_actors_are_told(tmp_path, monkeypatch, text, told):
    monkeypatch.setattr(speakers, "WORDLISTS", tmp_path)
    (tmp_path / "actors.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="1 problem in ") as error:
        speakers.actors.__wrapped__()
    assert told in str(error.value)


SPOILED = {
    "clause_words.txt": ("never mind", "has no class. Remedy: write the class, a colon and the words."),
    "cues.csv": ("shout,says,clause,no,", "There is no class 'says'. Remedy: Write one of say, think"),
    "actors.csv": ("nato,,Nato", "There is no actor, no part or no alias. Remedy: Fill in all three"),
    "abbreviations.txt": ("na\u00efve", "the file is not UTF-8. Remedy: save it as UTF-8."),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the kit, with an annotated text in it."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("helpers", "corpus/gazetteer", "corpus/wordlists"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", ".cache"))
    shutil.copy(ROOT / "requirements.txt", root)
    span = {"start": 10, "end": 12, "content": "no", "speaker": "NATO", "cue": "said", "mode": "paraphrase"}
    text = {"id": "a", "date": "2022-09-23", "text": "NATO said no.", "spans": [span]}
    (root / "marked.jsonl").write_text(json.dumps(text), encoding="utf-8")
    return root


def ends(root, *command):
    """Return how a command ends in a process of its own, and what it says."""
    run = subprocess.run([sys.executable, "-m", "helpers", *command], cwd=root, capture_output=True, text=True, encoding="utf-8")
    return run.returncode, run.stdout, run.stderr


@pytest.fixture
def spoiled(copy):
    """A function that adds a bad line to lists of the copy, and returns their paths and the numbers of the lines; all are mended after."""
    lists, before = copy / "corpus" / "wordlists", {}

    def spoil(*names):
        for name in names:
            before[name] = (lists / name).read_bytes()
            (lists / name).write_bytes(before[name] + SPOILED[name][0].encode("latin-1") + b"\n")
        return [(lists / name, before[name].count(b"\n") + 1) for name in names]

    yield spoil
    for name, content in before.items():
        (lists / name).write_bytes(content)


def test_help_reads_no_list(copy, spoiled):
    spoiled(*SPOILED)
    code, out, err = ends(copy, "render", "--help")
    assert (code, err) == (0, "")
    assert "--corpus" in out


@pytest.mark.parametrize("name", SPOILED)
def test_a_command_ends_in_a_sentence_on_a_bad_line(copy, spoiled, name):
    [(path, line)] = spoiled(name)
    code, _, err = ends(copy, "score", "--data", "marked.jsonl")
    assert code == 1
    assert "Traceback" not in err
    assert str(path) in err
    assert f"line {line}: " in err
    assert SPOILED[name][1] in err
