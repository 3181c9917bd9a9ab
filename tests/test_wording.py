"""Near-duplicates, recurring passages and changes, by hand and against plain counts."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.tokens import tokenize
from helpers.wording import alike, compare, marked, recurring_passages
from helpers.wording.duplicates import near_duplicates
from helpers.wording.passages import passage_places
from helpers.wording.repeats import components, maximal_repeats, near_pairs


def plain(texts, n):
    sets = []
    for text in texts:
        words = text.split()
        sets.append({tuple(words[i : i + n]) for i in range(max(len(words) - n + 1, 1))} if words else set())
    pairs = ((i, j, len(a & b) / len(a | b)) for (i, a), (j, b) in itertools.combinations(enumerate(sets), 2) if a | b)
    return {(i, j): value for i, j, value in pairs}


word = st.sampled_from(["votes", "sham", "reject", "allies", "kherson", "the"])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(word, max_size=14).map(" ".join), min_size=2, max_size=8),
    st.integers(1, 4),
    st.sampled_from([0.01, 0.3, 0.5, 0.8, 1]),
)
def test_pairs_and_similarities_are_those_of_a_plain_count(texts, n, least):
    documents = pd.DataFrame({"document_id": [f"{i}" for i in range(len(texts))], "text": texts})
    found = near_duplicates(documents, least=least, n=n)
    pairs = {(int(row.other_id), int(row.document_id)): row.similarity for row in found.itertuples()}
    assert pairs == {pair: value for pair, value in plain(texts, n).items() if value >= least}
    assert near_duplicates(documents, least=least, n=n, tokens=tokenize(documents)).equals(found)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(word, max_size=9).map(" ".join), min_size=4, max_size=16), st.sampled_from([0.3, 0.5, 0.8]))
def test_of_a_large_family_each_is_listed_once(texts, least):
    """With families of up to three as small ones: the groups that pairs join are those of all pairs, by one pair less than members."""
    documents = pd.DataFrame({"document_id": range(len(texts)), "text": texts})
    exact = {pair: value for pair, value in plain(texts, 2).items() if value >= least}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(alike, "FAMILY", 3)
        found = near_duplicates(documents, least=least, n=2)
    pairs = {(row.other_id, row.document_id): row.similarity for row in found.itertuples()}
    assert pairs.items() <= exact.items()
    groups = components(np.array(list(exact)).reshape(-1, 2), len(texts))
    assert components(np.array(list(pairs)).reshape(-1, 2), len(texts)).tolist() == groups.tolist()
    for group in np.unique(groups):
        size = (groups == group).sum()
        listed = sum(groups[pair[0]] == group for pair in pairs)
        assert listed == (size - 1 if size > 3 else sum(groups[pair[0]] == group for pair in exact))


@pytest.mark.parametrize("bits", [64, 1024])
def test_what_a_sketch_rules_out_is_not_near(bits, monkeypatch):
    """Texts of more words than a sketch has bits: copies with ever more words changed, in blocks of a few texts."""
    monkeypatch.setattr(alike, "BITS", bits)
    monkeypatch.setattr(alike, "BLOCK", 4 * bits)
    draw = np.random.default_rng(5)
    base, texts = draw.integers(0, 500, 300), []
    for changed in [0, 1, 2, 4, 7, 8, 9, 10, 11, 12, 13, 14, 20, 40, 100]:
        words = base.copy()
        words[draw.choice(300, changed, replace=False)] = draw.integers(0, 500, changed)
        texts.append(" ".join(f"w{word}" for word in words))
    found = near_duplicates(pd.DataFrame({"document_id": range(len(texts)), "text": texts}), least=0.7)
    exact = {pair: value for pair, value in plain(texts, 5).items() if value >= 0.7}
    assert 10 < len(exact) < 100
    assert {(row.other_id, row.document_id): row.similarity for row in found.itertuples()} == exact


def test_a_changed_word_in_a_long_text_is_found_and_another_text_is_not():
    text = " ".join(f"word{i}" for i in range(200))
    documents = pd.DataFrame({"document_id": list("abc"), "text": [text, text.replace("word7 ", "other "), text.replace("word", "thing")]})
    found = near_duplicates(documents)
    assert found[["document_id", "other_id"]].values.tolist() == [["b", "a"]]
    assert 0.9 < found.similarity[0] < 1


def test_many_alike_are_each_paired_once_and_none_is_lost():
    texts = [f"The Council met on day {i} in Brussels and condemned the votes in the four regions of Ukraine once more" for i in range(40)]
    documents = pd.DataFrame({"document_id": [f"{i:02}" for i in range(40)], "text": texts})
    found = near_duplicates(documents, least=0.4)
    assert set(found.document_id) | set(found.other_id) == set(documents.document_id)
    assert len(found) == 39
    assert len(near_duplicates(documents.head(30), least=0.4)) == 30 * 29 / 2


def test_no_documents_have_no_duplicates():
    assert near_duplicates(pd.DataFrame({"document_id": ["a"], "text": [""]})).empty
    assert near_duplicates(pd.DataFrame({"document_id": [], "text": []})).empty


def statements(*texts, dates=None):
    dates = pd.to_datetime(dates or [f"2022-09-{i + 1:02}" for i in range(len(texts))])
    return pd.DataFrame({"document_id": [f"d{i}" for i in range(len(texts))], "date": dates, "text": list(texts)})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will never recognise these sham votes.", "We will never recognize these sham votes."),
        ("They organised a so-called “referendum” under armed guard.", 'They  organized a so-called "referendum" under\u00a0armed guard.'),
        ("Ukraine’s neighbours stand by its defence programme.", "Ukraine's neighbors stand by its defense program."),
    ],
)
def test_spelling_quotation_marks_and_spaces_do_not_count(one, other):
    table = recurring_passages(statements(one, other))
    assert table[["n", "documents", "variants", "differs"]].values.tolist() == [[2, 2, 1, ""]]
    assert table.passage[0] == one.rstrip(".")


def test_near_sentences_are_shown_with_what_differs():
    # 17 words have 15 sequences of three; 3 of them hold the changed word: 12 are shared, of 18: .67
    text = "Allies stand with unwavering resolve beside a free people and its right to choose its own path"
    documents = statements(text + ".", text.replace("unwavering", "full") + ".")
    table = recurring_passages(documents)
    assert table[["template", "differs", "variants"]].values.tolist() == [[text.replace("unwavering", "{…}"), "unwavering / full", 2]]
    assert passage_places(documents).differs.tolist() == ["", "[unwavering] {full}"]
    assert len(recurring_passages(documents, near=0.66)) == 1
    apart = recurring_passages(documents, near=0.67)  # 12 / 18 is less: what they share is left, the opening of 3 words is too short
    assert apart.passage.tolist() == ["resolve beside a free people and its right to choose its own path"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We recognise the annexation.", "We do not recognise the annexation."),
        ("We recognise the annexation of the two regions by Russia.", "We do not recognise the annexation of the two regions by Russia."),
        ("They can accept the result of the vote held there.", "They cannot accept the result of the vote held there."),
        ("We support the plan put forward by the Council today.", "We don't support the plan put forward by the Council today."),
        ("The members accept the terms set out in the letter.", "The members refuse the terms set out in the letter."),
        ("The members accept the terms set out in the letter.", "The members reject the terms set out in the letter."),
        ("It took the vote with the consent of the local council.", "It took the vote without the consent of the local council."),
        ("We recognise A and we do not recognise the other claim.", "We do not recognise A and we recognise the other claim."),
    ],
)
def test_what_is_denied_is_never_one_passage_with_what_is_not(one, other):
    places = passage_places(statements(one, other, one, other), words=5, near=0.2)
    for _, group in places.groupby("passage_id"):
        assert set(group.document_id) in ({"d0", "d2"}, {"d1", "d3"})


def test_dates_names_and_numbers_are_slots():
    text = "On {} the leaders met in {} and pledged {} vehicles for the defence of the country."
    table = recurring_passages(
        statements(text.format("30 September 2022", "Brussels", "40"), text.format("May 3, 2023", "The Hague", "1,200"))
    )
    assert table.template.tolist() == ["On {date} the leaders met in {name} and pledged {number} vehicles for the defence of the country"]
    assert table.differs[0] == "30 September 2022 / May 3, 2023; Brussels / The Hague; 40 / 1,200"


def test_one_text_under_two_dates_is_kept_twice_or_counted_once():
    text = "We stand by the people of the four regions today."
    documents = statements(text, text, "Again: " + text, dates=["2023-01-05", "2022-10-01", "2024-01-01"])
    table = recurring_passages(documents)
    assert table[["n", "first_id", "last_id"]].values.tolist() == [[3, "d1", "d2"]]
    assert recurring_passages(documents, once=True).documents.tolist() == [2]
    assert recurring_passages(documents.head(2), once=True).empty


def test_parts_of_sentences_are_found_once_at_their_longest():
    part = "for as long as it takes to win"
    documents = statements(f"Aid goes on {part}.", f"They will stand {part}, he said.", f"Everyone stays {part}!", "As long as it takes.")
    places = passage_places(documents)
    assert places.surface.tolist() == [part] * 3
    assert places.passage_id.tolist() == [0, 0, 0]


def test_the_same_words_are_not_two_places_of_a_passage():
    again = "one two three four five "
    documents = statements(f"He says {again * 4}at last.", f"They {again * 4}and on.")
    places = passage_places(documents, words=5)
    assert places.surface.str.len().max() == len(again * 4) - 1
    for _, found in places.groupby(["passage_id", "document_id"]):
        assert (found.start.to_numpy()[1:] >= found.end.to_numpy()[:-1]).all()


def test_passages_never_cross_a_sentence():
    assert recurring_passages(statements("One two three. Four five six.", "Zero one two three. Four five six seven.")).empty


def plain_repeats(texts, words):
    """Every sequence that two texts share and that is longer neither to the left nor to the right in all its places."""
    lists, places = [text.split() for text in texts], {}
    for d, line in enumerate(lists):
        for i, j in itertools.combinations(range(len(line) + 1), 2):
            if j - i >= words:
                places.setdefault(tuple(line[i:j]), set()).add((d, i, j))
    for found in places.values():
        left = {lists[d][i - 1] if i else (d, i) for d, i, _ in found}
        right = {lists[d][j] if j < len(lists[d]) else (d, j) for d, _, j in found}
        if len({d for d, *_ in found}) > 1 and len(left) > 1 and len(right) > 1:
            yield frozenset((d, i) for d, i, _ in found)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=9), min_size=1, max_size=5))
def test_maximal_repeats_are_those_of_a_plain_search(lists):
    code, of = np.concatenate(lists).astype(np.int64), np.repeat(np.arange(len(lists)), [len(line) for line in lists])
    each = np.arange(len(lists))
    begin = np.searchsorted(of, each)
    found = maximal_repeats(code, of, words=3, groups=each, low=each, high=each)
    got = {frozenset((int(of[p]), int(p - begin[of[p]])) for p in at) for _, at in found}
    assert got == set(plain_repeats([" ".join(map(str, line)) for line in lists], 3))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=8).map(tuple), min_size=2, max_size=8, unique=True))
def test_near_pairs_are_those_of_a_plain_count(lists):
    code, of = np.concatenate(lists).astype(np.int64), np.repeat(np.arange(len(lists)), [len(line) for line in lists])
    sets = [{line[i : i + 3] for i in range(len(line) - 2)} for line in lists]
    alike = {(i, j) for i, j in itertools.combinations(range(len(lists)), 2) if len(sets[i] & sets[j]) >= 0.6 * len(sets[i] | sets[j])}
    assert set(map(tuple, near_pairs(code, of, near=0.6, kinds=np.zeros(len(lists))).tolist())) == alike


SOME_WORDS = ["We ", "recognise ", "not ", "the ", "votes ", "of ", "30 ", "May ", "“", "e\u0301 ", "Kyiv", ". ", "\n\n", "U.S. ", "’", "!"]
some_text = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SOME_WORDS), max_size=60).map("".join))


@settings(max_examples=80, deadline=None)
@given(st.lists(some_text, max_size=5))
def test_every_place_gives_back_its_words_and_every_row_has_its_places(texts):
    documents = statements(*texts)
    places, table = passage_places(documents, words=3), recurring_passages(documents, words=3)
    by_id = dict(zip(documents.document_id, documents.text, strict=True))
    for row in places.itertuples():
        assert by_id[row.document_id][row.start : row.end] == row.surface
    assert table.n.tolist() == places.groupby("passage_id").size().tolist()
    assert (table.documents >= 2).all()


@settings(max_examples=150, deadline=None)
@given(some_text, some_text)
def test_changes_cover_both_texts_in_order(a, b):
    changes = compare(a, b)
    for side, text in (("a", a), ("b", b)):
        at, missed = 0, ""
        for row in changes.itertuples():
            start, end = getattr(row, f"start_{side}"), getattr(row, f"end_{side}")
            assert text[start:end] == getattr(row, side)
            missed, at = missed + text[at:start], end
            assert start <= end
        assert not any(c.isalnum() for c in missed + text[at:])
    assert set(compare(a, a).change) <= {"same"}


def test_changes_by_hand():
    changes = compare("We condemn the “votes” in Ukraine.", 'We strongly condemn the "votes" held there.')
    assert changes[["change", "a", "b"]].values.tolist() == [
        ["same", "We", "We"],
        ["added", "", "strongly"],
        ["same", "condemn the “votes”", 'condemn the "votes"'],
        ["replaced", "in Ukraine", "held there"],
        ["same", ".", "."],
    ]


def test_marks_need_no_colour_and_texts_are_no_html():
    page = marked(compare("We <b>support</b> it.", "We <script>x</script> it & more."))
    assert "<b>" not in page
    assert "<script>" not in page
    assert "&amp; more" in page
    assert "[" in page
    assert "{" in page
    assert "line-through" in page
    assert "underline" in page


def test_long_texts_are_compared_by_sentence_and_then_by_word():
    text = " ".join(f"Point {i} of the plan was agreed by all." for i in range(900))
    changes = compare(text, text.replace("Point 7 of", "Item 7 of").replace("Point 700 of the plan", "Point 700 of the draft"))
    assert changes[changes.change != "same"][["a", "b"]].values.tolist() == [["Point", "Item"], ["plan", "draft"]]


@pytest.mark.parametrize(
    "unit", ['"', "1", ",", "a", "a ", "not ", "did not say ", "No. ", "a b c ", "We do not say so ever again. ", "30 May ", "Aa "]
)
def test_hostile_texts_end(unit):
    text = unit * (200_000 // len(unit))
    recurring_passages(statements(text, text + "x", text))
    compare(text, "x" + text[::-1])


def test_faults_of_arguments_are_named():
    with pytest.raises(ValueError, match="words=2"):
        recurring_passages(statements("a"), words=2)
    assert recurring_passages(statements()).empty
    assert list(passage_places(statements())) == ["passage_id", "document_id", "start", "end", "surface", "exact", "differs"]
