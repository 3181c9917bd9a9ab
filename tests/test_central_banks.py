"""The second corpus, digests of central banks' decisions: whole, true to the table of their facts, and no copies of one another."""

import calendar
import re

import pandas as pd
import pytest

from helpers.corpus import check_corpus, load_corpus
from helpers.environment import ROOT
from helpers.places import region_mentions

FOLDER = ROOT / "corpus" / "central-banks"
SEQUENCE = 8  # words
NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@pytest.fixture(scope="module")
def digests():
    return load_corpus(FOLDER)


@pytest.fixture(scope="module")
def facts():
    """What was verified of each decision; rates as text, since a range has two and the ECB sets three."""
    return pd.read_csv(FOLDER.with_suffix(".csv"), dtype="str", keep_default_na=False)


def rates(value):
    return [float(number) for number in re.findall(r"-?\d+\.\d\d", value)]


def astray(row, text):
    """Return which facts of a row its digest does not state: rates to two places, day and year, the votes within one sentence."""
    year, month, day = map(int, row.date.split("-"))
    stated = {float(number) for number in re.findall(r"(?<![\d.])\d+\.\d\d(?!\d)", text)}
    stated |= {-float(number) for number in re.findall(r"minus (\d+\.\d\d)", text)}
    missing = [rate for rate in [*rates(row.rate_before), *rates(row.rate_after)] if rate not in stated]
    if not re.search(rf"\b{day} {calendar.month_name[month]} {year}\b", text):
        missing.append(row.date)
    return missing + ([] if votes_stated(row, text) else [(row.votes_for, row.votes_against)])


def votes_stated(row, text):
    if not row.votes_against:
        return not re.search(r"(?i)\bvot|unanim|dissent", text)
    if row.votes_against == "0":
        named = rf"all {NUMBERS[int(row.votes_for)]} members" if row.votes_for else "unanim"
        return bool(re.search(named, text))
    words = [rf"(?i)\b{NUMBERS[int(votes)]}\b" for votes in (row.votes_for, row.votes_against)]
    return any(all(re.search(word, sentence) for word in words) for sentence in re.split(r"(?<=[.:])\s", text))


def test_every_digest_is_whole(digests):
    assert check_corpus(FOLDER).empty
    assert len(digests) == 40
    assert digests[["title", "issuer", "source", "url", "date", "confidence"]].notna().all(axis=None)
    assert (digests.kind == "digest").all()
    assert (digests.language == "en").all()
    assert digests.url.str.split().str.len().ge(2).all()
    assert digests.text.str.split().str.len().between(90, 160).all()
    assert set(digests.date.dt.year) == {2022, 2023, 2024, 2025}


def test_the_table_of_facts_is_that_of_the_digests(digests, facts):
    assert list(facts.document_id) == sorted(digests.document_id)
    both = facts.merge(digests, on="document_id")
    assert (both.bank == both.issuer).all()
    assert (both.date_x == both.date_y.dt.strftime("%Y-%m-%d")).all()
    assert (both.source_1 + " " + both.source_2 == both.url.str.split().str[:2].str.join(" ")).all()
    assert set(facts.unit) == {"per cent"}


def test_rates_are_such_as_the_banks_set(facts):
    for row in facts.itertuples():
        for value in (row.rate_before, row.rate_after):
            if row.bank == "European Central Bank":
                main, marginal, deposit = rates(value)
                assert marginal == pytest.approx(main + 0.25)
                assert deposit < main
            elif row.bank == "Federal Open Market Committee":
                low, high = rates(value)
                assert high == pytest.approx(low + 0.25)
            else:
                assert len(rates(value)) == 1
    moves = [rates(row.rate_after)[0] - rates(row.rate_before)[0] for row in facts.itertuples()]
    assert (sum(move > 0 for move in moves), sum(move == 0 for move in moves), sum(move < 0 for move in moves)) == (20, 6, 14)


def test_each_digest_states_its_facts(digests, facts):
    texts = digests.set_index("document_id").text
    assert {row.document_id: lost for row in facts.itertuples() if (lost := astray(row, texts[row.document_id]))} == {}


WRONG = [{"rate_after": "1.76"}, {"rate_before": "1.26"}, {"votes_for": "6"}, {"votes_against": ""}, {"date": "2022-08-05"}]


@pytest.mark.parametrize("changed", WRONG)
def test_the_gate_on_facts_can_fail(digests, facts, changed):
    name = "2022-08-04-bank-of-england"
    row = next(facts[facts.document_id == name].assign(**changed).itertuples())
    assert astray(row, digests.set_index("document_id").text[name]) != []


def test_no_eight_words_in_a_row_stand_in_two_digests(digests):
    where = {}
    for name, text in zip(digests.document_id, digests.text, strict=True):
        words = re.findall(r"\w+(?:[.’'-]\w+)*", text.casefold())
        for i in range(len(words) - SEQUENCE + 1):
            where.setdefault(" ".join(words[i : i + SEQUENCE]), set()).add(name)
    assert {passage: names for passage, names in where.items() if len(names) > 1} == {}


def test_a_place_of_its_own_is_found(digests):
    mentions = region_mentions(digests)
    assert mentions[mentions.place_id == "brdo-pri-kranju"].document_id.tolist() == ["2024-10-17-european-central-bank"]


def test_the_kits_own_corpus_is_without_it(digests):
    assert not set(load_corpus(ROOT / "corpus" / "statements").issuer) & set(digests.issuer)
