"""The tasks of the lesson on checking claims: five claims as a machine might make them of a corpus; `words` says what a task is.

Each claim is made from the corpus by a mistake of a known kind, or by none: hits for statements, a word changed in a quotation, the second
time for the first, another speaker. Whether the sentences bear it out is worked out as well, for such a mistake can hit the truth.
"""

import re

import pandas as pd

from helpers.groups import NOT_STATED
from helpers.lessons.evidence import finding_about
from helpers.lessons.judges import best, members, not_here, number, when, wording
from helpers.lessons.subjects import (
    content_counts,
    known_to_the_day,
    made,
    mentions_of,
    reported_of,
    sentences_of,
    subjects,
    yearly,
)

LONG = range(8, 26)  # words of a sentence that is worth quoting
NONE = "(Nothing in this corpus for a claim of this kind.)"


def claims_about(documents):
    """Return the five claims by their letter: text, subject, supported and right (what the sentences say in its place)."""
    return made(documents, _claims)


def _claims(documents):
    kinds = {"A": _counted, "B": _quoted, "C": _first, "D": _highest, "E": _said}
    rows = {letter: kind(documents) or (NONE, None, None, None) for letter, kind in kinds.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["text", "subject", "supported", "right"], dtype=object)


def _counted(documents):
    """Give the number of mentions of the most widely named country, as if it were one of statements."""
    name, mentions = subjects(documents)["country"], mentions_of(documents)
    if name is None:
        return None
    here = mentions[mentions.name == name]
    right = here.document_id.nunique()
    return f"{name} is named in {len(here):,} statements.", name, len(here) == right, right


def _quoted(documents):
    """Quote a sentence with one word changed: its frequent term gives way to the next one that does not stand in it."""
    term, sentences = subjects(documents)["term"], sentences_of(documents).surface
    plain = sentences[~sentences.str.contains(r"[\n\"“”«»]") & sentences.str.split().str.len().isin(LONG)]
    known, text = set(sentences), " ".join(sentences)
    others = [
        w
        for w in content_counts(documents).index[:200]
        if w.isalpha() and w.islower() and w[-1] != "s" and w != term and _is_common(w, text)
    ]
    for sentence in plain[plain.str.contains(rf"\b{term}\b")].sort_values(key=lambda texts: texts.str.len(), kind="stable"):
        words, before = sentence.lower().split(), sentence[: re.search(rf"\b{term}\b", sentence).start()].split()[-1:]
        like = [word for word in others if word not in words and f"{' '.join(before)} {word} " in text]  # they fit behind the same word
        fresh = [new for word in like if (new := re.sub(rf"\b{term}\b", word, sentence, count=1)) not in known]
        if fresh:
            return f"A statement says, word for word: “{fresh[0]}”", fresh[0], False, sentence
    return None


def _is_common(word, text):
    """Return whether a word stands in lower case more often than not: a name in small letters would give the change away."""
    return 2 * len(re.findall(rf"\b{word}\b", text)) > len(re.findall(rf"\b{word}\b", text, re.IGNORECASE))


def _first(documents):
    """Give the day on which a place is named for the second time, as if it were the first."""
    name, mentions = subjects(documents)["place"], mentions_of(documents)
    named = documents[documents.document_id.isin(mentions.document_id[mentions.name == name])]
    days = sorted(named.date.unique())
    if len(days) < 2 or not known_to_the_day(documents):
        return None
    return f"{name} is named for the first time on {days[1]:%Y-%m-%d}.", name, False, days[0]


def _highest(documents):
    """Name the year with the highest rate of the term, rightly."""
    term = subjects(documents)["term"]
    years = yearly(documents, term) if term else pd.DataFrame({"thin": []})
    large = years[years.thin.eq(False)]
    if len(large) < 2:
        return None
    top = large.loc[large.per_10k.idxmax()]
    text = f"Per 10,000 words, “{term}” was used most in {top.name}, of the years with five statements or more."
    return text, term, True, top


def _said(documents):
    """Put what one said into the mouth of another, who speaks often too."""
    said = reported_of(documents)
    if not len(said):
        return None
    said = said[said.complete & said.sure & said.speaker.notna() & said.actor.notna()]
    plain = said[said.content.str.split().str.len().isin(LONG) & ~said.content.str.contains(r"[\n\"“”«»]")]
    for row in plain.itertuples():
        by = said[said.content == row.content]
        others = said.speaker[~said.actor.isin(by.actor) & ~said.speaker.isin(by.speaker)].astype("str").value_counts()
        if len(others):
            other = min(others.index[others == others.max()])
            text = f"According to {other.removeprefix('The ')}: “{row.content}”"
            return text, row.content, False, (sorted({*by.speaker.astype("str"), *by.actor.astype("str")}), other)
    return None


def counted(documents):
    """the number of statements that claim A should give"""
    claim = claims_about(documents).loc["A"]
    if claim.subject is None:
        return not_here("it names no country")
    hits = int((mentions_of(documents).name == claim.subject).sum())
    return number(
        claim.right,
        mistakes=[
            (hits, "This is the claim's own number: these are mentions. A statement that names the country five times is one statement."),
            (len(documents), "These are all statements of the corpus, with the country or without."),
            (claim.right / len(documents), "This is a share; the claim speaks of a number of statements."),
        ],
    )


def quoted(documents):
    """the sentence that claim B quotes, as it stands in its statement"""
    claim = claims_about(documents).loc["B"]
    if claim.subject is None:
        return not_here("it has no sentence that suits")
    believed = (claim.subject, "These are the claim's words, and no statement has them.")
    return wording(claim.right, sentences_of(documents).surface, mistakes=[believed])


def first(documents):
    """the date of the first statement that names the place of claim C"""
    claim = claims_about(documents).loc["C"]
    if claim.subject is None:
        return not_here("its dates are not known to the day, or it names no place on two of them")
    here = mentions_of(documents)
    named = documents.date[documents.document_id.isin(here.document_id[here.name == claim.subject])]
    return when(
        [claim.right],
        mistakes=[
            (sorted(named.unique())[1], "This is the claim's own day: the table has an earlier one. Take the smallest date."),
            (named.max(), "This is the last statement that names it."),
            (documents.date.min(), "This is the first statement of the corpus, and it does not name the place."),
        ],
    )


def highest(documents):
    """the rate per 10,000 words that claim D rests on"""
    claim = claims_about(documents).loc["D"]
    if claim.subject is None:
        return not_here("fewer than two of its years have five statements")
    top, years = claim.right, yearly(documents, claim.subject)
    return number(
        float(top.per_10k),
        within=0.06,
        mistakes=[
            (float(top.n), "These are the hits of that year; the claim speaks of a rate per 10,000 words."),
            (float(10_000 * years.n.sum() / years.total.sum()), "This is the rate over all years; the claim speaks of one."),
            (float(years.per_10k.min()), "This is the lowest rate: the rows are sorted the other way."),
            (float(top.per_10k) / 10, "This is a rate per 1,000 words; the claim speaks of 10,000."),
            (float(years.per_10k.max()), "This year has fewer than five statements, so that a single one moves its rate: leave it out."),
        ],
    )


def said(documents):
    """who said what claim E puts into the mouth of another"""
    claim = claims_about(documents).loc["E"]
    if claim.subject is None:
        return not_here("it reports nothing of two speakers")
    names, other = claim.right
    return best(
        pd.Series(1.0, index=names),
        what="speaker",
        mistakes=[
            ([other, other.removeprefix("The ")], "This is whom the claim names: look for the sentence, and read who speaks in it."),
            ([NOT_STATED], "The sentence has a speaker: look at the columns speaker and actor."),
        ],
    )


def borne_out(documents):
    """the letters of the claims that the sentences bear out"""
    claims = claims_about(documents).dropna(subset=["supported"])
    if claims.empty:
        return not_here("no claim could be made of it")
    true = claims.supported.astype(bool)
    return members(
        claims.index[true],
        mistakes=[
            (claims.index[~true], "These are the claims that the sentences do not bear out: the answer is the others."),
            (claims.index, "These are all of them; some of your answers above differ from what the claim says."),
        ],
    )


TASKS = [counted, quoted, first, highest, said, borne_out, finding_about(mentions_of, "place")]
