"""Other rules' counts, lemmas and diversity."""

import pandas as pd
import pytest

from helpers.frequency import term_frequency, tf_idf
from helpers.tokens import tokenize
from helpers.tokens.diversity import lexical_diversity
from helpers.tokens.lemmas import lemmatize
from helpers.tokens.other_rules import compare_rules, rule_differences

LINE = 'The U.S. paid $1,234.56: "we don’t stop", said NATO\'s envoy in Côte d’Ivoire.'


def one(text):
    return pd.DataFrame({"document_id": ["a"], "text": [text]})


def test_what_other_rules_do_to_one_line():
    nltk = rule_differences(one(LINE)).set_index("written")
    assert nltk.loc["don’t", ["ours", "theirs"]].tolist() == ["don’t", "don | t"]
    assert nltk.at["NATO's", "theirs"] == "NATO | 's"
    sklearn = rule_differences(one(LINE), "scikit-learn").set_index("written")
    assert sklearn.at["U.S.", "theirs"] == ""
    assert sklearn.at["$1,234.56", "theirs"] == "234 | 56"
    plain = rule_differences(one(LINE), r"\w+").set_index("written")
    assert plain.at["U.S.", "theirs"] == "U | S"
    with pytest.raises(ValueError, match="write one of NLTK word_tokenize, "):
        rule_differences(one(LINE), "spaCy")


def test_differences_are_counted_with_the_first_statement_that_has_them():
    documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No.", "The U.S. and the U.S. again."]})
    row = rule_differences(documents, r"\w+").iloc[0]
    assert row.tolist() == ["U.S.", 2, "U.S.", "U | S", "b"]


def test_counts_of_all_rules():
    table = compare_rules(one(LINE)).set_index("rule")
    assert table.at["this kit", "tokens"] == 13
    assert table.at["this kit", "to_ours"] == 1
    assert (table.types <= table.tokens).all()


def test_lemmas_keep_offsets_and_forms():
    text = "Ministers condemned the sham votes; the US vote followed us."
    tokens = lemmatize(tokenize(one(text)))
    assert tokens.type.tolist() == ["minister", "condemn", "the", "sham", "vote", "the", "US", "vote", "follow", "we"]
    assert [text[a:b].casefold() for a, b in zip(tokens.start, tokens.end, strict=True)] == tokens.form.str.casefold().tolist()


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("It has gone from bad to worse.", "it have go from bad to bad"),
        ("Russia annexed it, and they don't and won't accept that.", "russia annex it and they don't and won't accept that"),
        ("Russians, Ukrainians, Germans and Poles by all means", "russian ukrainian german and pole by all means"),
        ("The skies broke in May, according to NATO's defence allies", "the sky break in may according to NATO defence ally"),
        ("In north-western America he labelled it", "in north-western america he label it"),
    ],
)
def test_frequent_lemmas_are_right_and_folded_as_types_are(text, lemmas):
    tokens = lemmatize(tokenize(one(text)))
    assert " ".join(tokens.type) == lemmas


def test_a_search_finds_lemmas_as_it_finds_types():
    """Lemmas kept their capitals, and searches folded theirs: after lemmatize, Russia was said 0 times."""
    tokens = tokenize(one("Russia said that Russia and US forces left in May."))
    for table in (tokens, lemmatize(tokens)):
        counts = term_frequency(table, terms=["Russia", "US", "May"])
        assert dict(zip(counts.term, counts.n, strict=True)) == {"Russia": 2, "US": 1, "May": 1}


def test_diversity_meets_published_values():
    # quanteda's tests of textstat_lexdiv
    tokens = tokenize(one("one one two one one two one"))
    assert lexical_diversity(tokens).ttr[0] == pytest.approx(0.285714, abs=1e-6)
    for window, value in ((2, 0.833333), (3, 0.666667), (4, 0.5)):
        assert lexical_diversity(tokens, window=window).mattr[0] == pytest.approx(value, abs=1e-6)
    assert lexical_diversity(tokens).mattr.isna().all()  # shorter than the window
    # Wordless's tests: a sentence of five types, twenty times
    assert lexical_diversity(tokenize(one("this is a sample text " * 20))).mtld[0] == pytest.approx(7.142857, abs=1e-6)


def test_mattr_equals_a_plain_count(documents):
    text = " ".join(documents.text) + " " + LINE
    words = tokenize(one(text)).type.tolist()
    for window in (2, 5, 11):
        plain = [len(set(words[i : i + window])) / window for i in range(len(words) - window + 1)]
        assert lexical_diversity(tokenize(one(text)), window=window).mattr[0] == pytest.approx(sum(plain) / len(plain))


def test_tf_idf_by_hand(documents):
    table = tf_idf(tokenize(documents)).set_index(["document_id", "term"])
    # votes: 3 of 12 words in a, in 2 of 3 statements
    assert table.at[("a", "votes"), "tf"] == 3 / 12
    assert table.at[("a", "votes"), "tf_idf"] == pytest.approx(3 / 12 * 0.4054651081)
    assert table.at[("c", "met"), "tf_idf"] == pytest.approx(1 / 2 * 1.0986122887)
    small = tf_idf(tokenize(documents[documents.document_id != "a"]))  # words of a alone are no categories
    assert small.dtypes.astype("str").tolist() == ["category"] * 2 + ["int32"] + ["float64"] * 3
    assert small.term.cat.categories.tolist() == sorted(set(small.term))
