"""The line of a claim: written so that it can be read, and so that it can be parsed after its way through Markdown, HTML or Word."""

import re
from math import floor, isfinite, log10
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.claims.questions import KINDS, Question, Sources, answered
from helpers.spans import normalize

SHOWN = 3  # sentences whose addresses a claim gives
CHANCES = {"p", "p_adjusted"}
HASH = 12  # digits of the corpus's SHA-256
MOST = 2000  # characters of a claim
LINE = re.compile(rf"\[\s{{0,9}}claim\s{{0,9}}:([^\[\]]{{1,{MOST}}})\]", re.IGNORECASE)
BEGUN = re.compile(rf"(?:\[\s*claim\s*:|\bclaim\s*:(?=[^\[\]\n]{{0,{MOST}}}; ?corpus [0-9a-f]{{6}}))[^\[\]\n]{{0,{MOST}}}", re.IGNORECASE)
QUOTED = r'"([^"]{0,300})"'
PAIRS = rf'[^",;:]{{1,60}} {QUOTED}(?: or {QUOTED})*'
GROUPS = rf"{PAIRS}(?:, {PAIRS})*"
KIND = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
ASKED = re.compile(
    rf"(?P<kind>{KIND})(?: {QUOTED})?(?: with {QUOTED})?(?: within (?P<window>\d+))?(?: by (?P<by>{GROUPS}))?"
    rf"(?: in statements with (?P<choice>{GROUPS}))?(?: against (?P<against>the others|statements with {GROUPS}))?",
    re.IGNORECASE,
)
NUMBER = r"([-+]?\d[\d,]*(?:\.\d+)?|unknown|below 0\.001)"
ENDS = re.compile(r"(?:; see (?P<see>[^;]+))?; corpus (?:sha-?256:? ?)?(?P<corpus>[0-9a-f]{6,64})\.?\s*$", re.IGNORECASE)
PLACES = re.compile(rf"{QUOTED}((?: \d+,?)*)|and ([\d,]+) more")


class Claim(NamedTuple):
    """What a line says: a question, its figures as they are written, sentences by statement, the corpus."""

    asked: Question
    figures: dict
    places: list  # of (document_id, number of the sentence or None)
    more: int | None  # sentences that are not named
    corpus: str


def claim(documents, kind, subject=None, /, *, other=None, window=None, by=None, against=None, sources=None, **choice):
    """Write a result as a line that says what was asked, what came out and where it stands, and that ``verify`` can check.

    Parameters
    ----------
    documents : DataFrame
        All statements of the corpus.
    kind : str
        hits of (a word, phrase or wildcard), words, mentions of place, mentions of region, mentions of date, reports by (an actor),
        reports by speaker, keyness of, collocates of.
    subject : str, optional
        What is counted; words has none.
    other : str, optional
        The word beside the node, of collocates.
    window : int, optional
        Of collocates: words to each side.
    by : dict, optional
        Which row of a table by groups: ``{"month": "2022-09"}``; of reports ``{"cue_class": "condemn", "region": "UA-65"}``.
    against : dict, optional
        Of keyness: the choice of the reference; by default all the other statements.
    sources : Sources, optional
        What was found in the corpus before, to save finding it again.
    **choice
        The statements that are searched, as `corpus.select` takes them.

    Returns
    -------
    str
        The function that answers is the public one: `frequency.term_frequency`, `places.count_places`, `timeline.said_by`,
        `keyness.keyness`, `keyness.collocations`. Figures have four digits that count; intervals are those of the table.

    Raises
    ------
    ValueError
        If nothing is found, or the question cannot be asked.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": pd.to_datetime(["2022-09-22", "2022-09-23"])})
    >>> documents["text"] = ["No votes, no polls.", "No."]
    >>> print(claim(documents, "hits of", "vote*", until="2022-09-22").split("; corpus")[0])
    [claim: hits of “vote∗” in statements with until “2022-09-22”: 1 hits in 4 words, 2,500 per 10,000 (95% unknown to unknown), in 1 of \
1 statements; see “a” 0
    """
    sources = sources or Sources(documents)
    choice = {name: value for name, value in choice.items() if value is not None}
    asked = Question(kind, subject, other, window, by, choice, against)
    figures, spans = answered(asked, sources)
    if figures is None:
        raise ValueError(f"nothing was found for {_question(asked)}, so that there is no figure to claim.")
    return written(asked, figures, addresses(spans, sources), sources.fingerprint)


def written(asked, figures, places, corpus):
    """Return the line of a question with its figures, the sentences behind them and the corpus's SHA-256."""
    see, more = _places(places[:SHOWN]), len(places) - SHOWN
    see = f"; see {see}{f' and {more:,} more' if more > 0 else ''}" if places else ""
    form = KINDS[asked.kind][1]
    told = form.format(**{name: number(figures[name], chance=name in CHANCES) for name in names_in(form)})
    return f"[claim: {_question(asked)}: {told}{see}; corpus {corpus[:HASH]}]"


def names_in(form):
    """Return the names of the figures in a form of `KINDS`."""
    return re.findall(r"\{(\w+)\}", form)


def number(value, *, chance=False):
    """Write a figure: whole numbers as they are, others with four digits that count; a small probability as below 0.001.

    >>> number(29699), number(41.3721), number(0.04137), number(float("nan")), number(1e-9), number(1e-9, chance=True)
    ('29,699', '41.37', '0.04137', 'unknown', '0', 'below 0.001')
    """
    if value is None or pd.isna(value) or not isfinite(value):
        return "unknown"
    if chance and value < 0.001:
        return "below 0.001"
    if float(value).is_integer() or abs(value) < 1e-8:
        return f"{round(value):,}"
    decimals = min(max(3 - floor(log10(abs(value))), 0), 9)
    return f"{value:,.{decimals}f}"


def agrees(told, value, *, chance=False):
    """Return whether a figure as it is written is the value, rounded to as many digits as it has.

    >>> agrees("41.4", 41.3721), agrees("41.5", 41.3721), agrees("29,699", 29698)
    (True, False, False)
    """
    right = number(value, chance=chance)
    if told == right or "unknown" in (told, right) or "below" in told or "below" in right:
        return told == right
    plain = told.replace(",", "")
    half = 0.5 * 10.0 ** -len(plain.partition(".")[2])
    return bool(abs(float(plain) - value) <= half * (1 + 1e-9)) and not (isinstance(value, int | np.integer) and "." not in plain)


def wrong(said, figures):
    """Return the names of the figures of a claim that are not those of a row, to the digits in which they are written."""
    return [name for name, told in said.figures.items() if not agrees(told, figures[name], chance=name in CHANCES)]


def addresses(spans, sources):
    """Return (document_id, number of the sentence) of spans, each sentence once."""
    found = sources.sentences[sources.sentences.document_id.isin(spans.document_id)]
    rows, by_statement = [], dict(list(found.groupby("document_id", observed=True)))
    for name, start in zip(spans.document_id.astype(object), spans.start, strict=True):
        group = by_statement[name]
        rows.append((name, int(group["sentence"].array[max(int(np.searchsorted(group.start, start, side="right")) - 1, 0)])))
    return list(dict.fromkeys(rows))


def _places(places):
    named = {}
    for name, sentence in places:
        named.setdefault(name, []).append(f"{sentence}")
    return ", ".join(f"{_value(name)} {', '.join(numbers)}" for name, numbers in named.items())


def _question(asked):
    parts = [asked.kind]
    parts += [_value(asked.subject)] if asked.subject is not None else []
    parts += [f"with {_value(asked.other)}"] if asked.other is not None else []
    parts += [f"within {asked.window}"] if asked.window is not None else []
    parts += [f"by {_choice(asked.by)}"] if asked.by else []
    parts += [f"in statements with {_choice(asked.choice)}"] if asked.choice else []
    if asked.kind == "keyness of":
        parts.append(f"against statements with {_choice(asked.against)}" if asked.against else "against the others")
    return " ".join(parts)


def _choice(choice):
    several = {name: value if isinstance(value, list | tuple) else [value] for name, value in choice.items()}
    return ", ".join(f"{name} {' or '.join(map(_value, values))}" for name, values in several.items())


def _value(text):
    """Return a value between quotation marks; an asterisk, of which Markdown makes emphasis, is written as the operator of its look."""
    plain = " ".join(re.sub(r'["“”„«»]', "'", str(text)).translate(str.maketrans("[]|*;", "()/∗,")).split())
    return f"“{plain}”"


def tidy(text):
    r"""Return the text of a line with one kind of quotation mark, space and dash, and without what other programs put around them.

    >>> tidy("hits of „vote\\*“\n  – 1\u00a0234")
    'hits of "vote*" - 1 234'
    """
    text = re.sub(r"\\([^\w\s])", r"\1", text.replace("∗", "*").replace("＊", "*"))
    return " ".join(re.sub("[–—]", "-", re.sub(r"''|``", '"', normalize(text)[0])).split())


def lines_in(text):
    """Yield (start, end, what is between the brackets) of the claims of a text; what is None where a line is damaged.

    >>> list(lines_in("See [claim: words: 1 statements with 2 words; corpus 123abc]."))[0][:2]
    (4, 60)
    """
    last = 0
    for found in LINE.finditer(text):
        yield from ((odd.start(), odd.end(), None) for odd in BEGUN.finditer(text, last, found.start()))
        yield found.start(), found.end(), found[1]
        last = found.end()
    yield from ((odd.start(), odd.end(), None) for odd in BEGUN.finditer(text, last))


def parsed(text):
    """Return what a line says.

    Raises
    ------
    ValueError
        If it is written otherwise than `claim` writes.

    Examples
    --------
    >>> said = parsed('hits of "no": 2 hits in 4 words, 5,000 per 10,000 (95% unknown to unknown), in 1 of 1 statements; corpus 123abc')
    >>> said.asked.subject, said.figures["n"], said.corpus
    ('no', '2', '123abc')
    """
    text = tidy(text)
    end = ENDS.search(text)
    if not end:
        raise ValueError("it does not end in “; corpus” and the number of the corpus")
    head = text[: end.start()]
    question = ASKED.match(head)
    if not question or head[question.end() : question.end() + 1] != ":":
        raise ValueError("what it asks is none of the questions that claims are made of")
    kind = question["kind"].lower()
    figures = _figures(kind, head[question.end() + 1 :].strip())
    subject, other = (question[place] for place in (2, 3))
    window = int(question["window"]) if question["window"] else None
    by = _read(question["by"])
    against = None if question["against"] in (None, "the others") else _read(question["against"].removeprefix("statements with "))
    return Claim(Question(kind, subject, other, window, by, _read(question["choice"]), against), figures, *_seen(end["see"]), end["corpus"])


def _figures(kind, told):
    """Return the figures of a kind by their names, as they are written."""
    form = NUMBER.join(re.escape(part) for part in re.split(r"\{\w+\}", KINDS[kind][1])).replace(r"\ ", r"\s?")
    found = re.fullmatch(form, told, re.IGNORECASE)
    if not found:
        raise ValueError("its figures are not written as those of this question are")
    return {name: text.lower() for name, text in zip(names_in(KINDS[kind][1]), found.groups(), strict=True)}


def _read(pairs):
    """Return a choice as `corpus.select` takes it."""
    read = {}
    for pair in re.finditer(PAIRS, pairs or ""):
        name, _, rest = pair[0].strip(" ,").partition(' "')
        values = re.findall(QUOTED, f'"{rest}')
        read[name] = values[0] if len(values) == 1 else values
    return read


def _seen(see):
    rows, more = [], None
    for found in PLACES.finditer(see or ""):
        if found[1] is not None:
            rows += [(found[1], int(number)) for number in re.findall(r"\d+", found[2])] or [(found[1], None)]
        else:
            more = int(found[3].replace(",", ""))
    return rows, more
