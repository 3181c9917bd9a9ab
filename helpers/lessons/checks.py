"""Checks for the lessons in notebooks/exercises: say at once whether an answer is right, and what a wrong one shows."""

import html
import re

import pandas as pd
from IPython.display import display

from helpers.frames.doors import require_documents
from helpers.lessons import charts as lesson_charts
from helpers.lessons import claims as lesson_claims
from helpers.lessons import places as lesson_places
from helpers.lessons import times as lesson_times
from helpers.lessons import versions
from helpers.lessons import words as lesson_words
from helpers.lessons.answers import alike, all_alike, as_day, as_figures, as_names, as_number, as_numbers, kind_of
from helpers.lessons.subjects import subjects
from helpers.tables.html import UNTYPESET

LESSONS = {
    "term-frequency": lesson_words.TASKS,
    "region-mentions": lesson_places.TASKS,
    "statement-timelines": lesson_times.TASKS,
    "read-a-chart": lesson_charts.TASKS,
    "check-a-claim": lesson_claims.TASKS,
}
STYLE = "border-left: 4px solid #1a7f37; background: #e6f4ea; color: #1f2328; padding: .4em .8em"
NEEDED = ["document_id", "date", "source", "text"]
UNSHOWN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")  # what would break a line or act on a terminal
DONE = ("done", "not here")
UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)
_done = {}


class NotYet(AssertionError):
    """An answer is not right yet. Notebooks show its sentence alone, without a traceback; grading tools see an error all the same."""

    def _render_traceback_(self):
        head, _, rest = str(self).partition(": ")
        return [f"\x1b[1;31m✗ {head}\x1b[0m: {rest}"]


class Note(str):
    """A sentence that notebooks set in a coloured box, and other places as plain text."""

    style = STYLE

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        text = html.escape(self.encode(errors="replace").decode())
        return f'<div class="{UNTYPESET}" style="{self.style}">{text}</div>'


class Amiss(Note):
    """A sentence in a red box: what is not right yet."""

    style = STYLE.replace("#1a7f37", "#cf222e").replace("#e6f4ea", "#ffebe9")


class Linked(Note):
    """A sentence of ours in HTML: with links, or a button."""

    def __repr__(self):
        return re.sub(r"<[^<>]*>", "", self)

    def _repr_html_(self):
        return f'<div class="{UNTYPESET}" style="{self.style}">{self:s}</div>'


def given(documents):
    """Return what the tasks are about, chosen from the corpus by its own counts.

    Returns
    -------
    Series
        term (a frequent content word), acronym (the most frequent word in capitals), country, place (the most and the third most widely
        named), rare (a place, no country, that few statements name), charted (a place whose
        mentions and whose rate peak in different periods) and period (into which the time of the corpus divides well).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["NATO met in Kyiv."]})
    >>> given(documents)[["acronym", "rare", "period"]].tolist()
    ['NATO', 'Kyiv', 'month']
    """
    return pd.Series(subjects(_complete(documents)), name="given", dtype=object)


def claims(documents):
    """Return five claims about the corpus as a machine might make them, some of them wrong.

    Returns
    -------
    DataFrame
        A row for each claim, by its letter: text, and subject (the place, the quotation or the term it speaks of; missing where the corpus
        has nothing for a claim of this kind).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["Ukraine votes. Ukraine waits."]})
    >>> claims(documents).text["A"]
    'Ukraine is named in 2 statements.'
    """
    return lesson_claims.claims_about(_complete(documents))[["text", "subject"]].copy()


def check(task, answer, documents):
    """Check the answer to a task of a lesson, and show the progress.

    What is right is worked out from `documents`, so the tasks also hold for other corpora. A task that makes no sense there counts as
    done, and says so.

    Parameters
    ----------
    task : str
        The lesson and the task's number: ``"term-frequency 3"``.
    answer : object
        In any form that says the same: a list or an Index, a Series or a table, a Timestamp or text.
    documents : DataFrame
        From `corpus.load_corpus`.

    Raises
    ------
    NotYet
        If the answer is not right, with a sentence that says what it shows, as far as that is known.
    ValueError
        If there is no such task.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["No votes, no polls."]})
    >>> check("term-frequency 1", 1, documents)
    Traceback (most recent call last):
    helpers.lessons.checks.NotYet: Task 1 is not right yet: This is the number of statements; the task asks for their words.
    >>> check("term-frequency 1", 4, documents)
    ✓ Task 1 is done. Your answer: 4. 1 of 9 tasks done.
    """
    lesson, _, _ = _task(task)
    _done.pop(task, None)
    state, told = verdict(task, answer, documents)
    if state not in DONE:
        if versions.IN_A_BROWSER:  # where an error ends Run All, whatever the tag of the cell says
            display(Amiss(f"✗ {told}"))
            return
        raise NotYet(told)
    _done[task] = True
    display(Note(f"✓ {told} {_count(lesson)}"))


def verdict(task, answer, documents):
    """Return what a check says of an answer, and its sentence: done, wrong, open (nothing was put in), not here (no task for this corpus).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["No votes, no polls."]})
    >>> verdict("term-frequency 1", 4, documents)
    ('done', 'Task 1 is done. Your answer: 4.')
    """
    _, place, function = _task(task)
    judge = function(_complete(documents))
    if (why := getattr(judge, "not_here", None)) is not None:
        return "not here", f"Task {place} does not apply to this corpus: {why}. It counts as done."
    if _untouched(answer):
        what = "an answer to a question of your own" if function.__name__ == "finding" else function.__doc__
        return "open", f"Task {place} is still empty: it asks for {what}. Put your answer in place of the three dots, and run both cells."
    try:
        amiss = judge(answer)
    except UNREADABLE:  # an answer of a form that no judge foresaw
        amiss = f"The answer is {kind_of(answer)}, and could not be read; the task asks for {function.__doc__}."
    if amiss is not None:
        return "wrong", f"Task {place} is not right yet: {amiss}"
    return "done", f"Task {place} is done. Your answer: {short(answer).removesuffix('.')}."


def progress(lesson):
    """Say how many tasks of a lesson are done in this session of the notebook, and which are open.

    Examples
    --------
    >>> progress("read-a-chart")
    0 of 4 tasks done. Still open: 1, 2, 3, 4.
    """
    _known(lesson)
    still = [str(place) for place in range(1, len(LESSONS[lesson]) + 1) if f"{lesson} {place}" not in _done]
    said = _count(lesson) + (f" Still open: {', '.join(still)}." if still else " Well done.")
    return Linked(f"{said} {versions.BUTTON}") if versions.IN_A_BROWSER else Note(said)


def opened(lesson, version):
    """Say where another version of the lesson lies, if this browser has one. The lessons of the browser begin with it.

    Examples
    --------
    >>> opened("read-a-chart", "0123abcd")
    """
    _known(lesson)
    if (said := versions.told(lesson, version)) is not None:
        display(Linked(said))


def same(answer, right, *, within=0.0):
    """Return whether an answer says what `right` says, whatever form either has. It is what hidden tests are written with.

    Parameters
    ----------
    answer, right : object
        A number, a day, names or numbers (in order, unless `right` is a set), or numbers by name.
    within : float
        How far numbers may differ.

    Examples
    --------
    >>> same(pd.Series([48.49]), 48.486, within=0.06), same(pd.Index(["war", "votes"]), ["war", "votes"])
    (True, True)
    >>> same(["votes", "war"], ["war", "votes"]), same(["votes", "war"], {"war", "votes"}), same("2022-09-22", pd.Timestamp("2022-09-22"))
    (False, True, True)
    """
    if isinstance(right, pd.Timestamp):
        return as_day(answer, whole=True) == right.normalize()
    if (number := as_number(right)) is not None and not isinstance(answer, pd.DataFrame | dict):  # those of one row have a name beside it
        mine = as_number(answer)
        return mine is not None and alike(mine, number, within=within)
    if isinstance(right, dict) or (isinstance(right, pd.Series) and pd.api.types.is_numeric_dtype(right)):
        mine, theirs = as_numbers(answer), as_numbers(right)
        return mine is not None and all_alike(mine, theirs, within=within)
    if isinstance(answer, pd.DataFrame):  # whichever column holds the names
        return any(same(answer[column], right) for column in answer) or same(answer.index, right)
    if (figures := as_figures(right)) is not None and (mine := as_figures(answer)) is not None:
        figures, mine = (sorted(x) if isinstance(right, set | frozenset) else x for x in (figures, mine))
        return len(mine) == len(figures) and all(alike(a, b, within=within) for a, b in zip(mine, figures, strict=True))
    mine, theirs = as_names(answer), as_names(right)
    return mine is not None and (set(mine) == set(theirs) if isinstance(right, set | frozenset) else mine == theirs)


def short(answer):
    """Return an answer in a few words: what the box of a check and the instructor's guide show.

    Examples
    --------
    >>> short(48.4864), short(["war", "votes"]), short(pd.Timestamp("2022-09-22"))
    ('48.486', 'war, votes', '2022-09-22')
    """
    return UNSHOWN.sub(" ", _short(answer)).strip()


def _short(answer):
    if isinstance(answer, dict) and "claim" in answer:
        return f"“{answer['claim']}”"
    if isinstance(answer, pd.DataFrame) and "document_id" in answer:
        return f"a table of {len(answer):,} rows, of {answer.document_id.nunique():,} statements"
    if (number := as_number(answer)) is not None:
        return f"{number:,.0f}" if number == round(number) else f"{number:,.3f}"
    if not isinstance(answer, str) and (day := as_day(answer)) is not None:
        return f"{day:%Y-%m-%d}"
    if isinstance(answer, pd.DataFrame) and len(answer) == 1:
        return "a table of one row"
    if isinstance(answer, pd.DataFrame | dict | pd.Series) and (pairs := as_numbers(answer)):
        return ", ".join(f"{name} {value:,.0f}" for name, value in list(pairs.items())[:10])
    names = as_names(answer)
    return ", ".join(names[:10]) + (f" … ({len(names)})" if len(names) > 10 else "") or "none"


def _untouched(answer):
    parts = answer.values() if isinstance(answer, dict) else [answer]
    return all(part is ... or (isinstance(part, str) and part in ("…", "...")) for part in parts)


def _complete(documents):
    if not isinstance(documents, pd.DataFrame) or {"document_id", "date", "text"} - set(documents):
        raise NotYet("Nothing was checked: documents is not the table that load_corpus gives; run the notebook's first cells again.")
    documents = require_documents(documents, "date", "text")
    return documents.reindex(columns=[*documents.columns, *(column for column in NEEDED if column not in documents)])


def _task(task):
    lesson, _, place = str(task).rpartition(" ")
    _known(lesson)
    if not re.fullmatch(r"\d+", place) or not 1 <= int(place) <= len(LESSONS[lesson]):
        raise ValueError(f"task={task!r}: {lesson} has the tasks 1 to {len(LESSONS[lesson])}")
    return lesson, int(place), LESSONS[lesson][int(place) - 1]


def _known(lesson):
    if lesson not in LESSONS:
        raise ValueError(f"lesson={lesson!r}: the lessons are {', '.join(LESSONS)}")


def _count(lesson):
    done = sum(f"{lesson} {place}" in _done for place in range(1, len(LESSONS[lesson]) + 1))
    return f"{done} of {len(LESSONS[lesson])} tasks done."
