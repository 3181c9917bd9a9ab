"""What the checks of the lessons are made of: each function returns a judge, which returns None for a right answer, else what is amiss."""

import math

import numpy as np
import pandas as pd

from helpers.lessons.answers import alike, all_alike, as_day, as_names, as_number, as_numbers, kind_of


def not_here(why):
    """Return the judge of a task that makes no sense in this corpus."""

    def judge(_):
        return None

    judge.not_here = why
    return judge


def number(right, *, within=0.0, mistakes=()):
    """Judge a number; `mistakes` are pairs of a wrong number and the sentence for it. Counts are compared exactly."""

    def judge(answer):
        if isinstance(answer, tuple) and all(isinstance(part, int) for part in answer):
            return "A comma inside a number makes two numbers of it: write 1234 and not 1,234."
        given = as_number(answer)
        if given is None:
            return f"The answer is {kind_of(answer)}; the task asks for one number, without quotation marks."
        if alike(given, right, within=within):
            return None
        for wrong, sentence in mistakes:
            if alike(given, wrong, within=within):
                return sentence
        return f"Not this number: it is too {'large' if given > right else 'small'}."

    return judge


def when(right, *, mistakes=(), whole=True):
    """Judge a day; several days may be right (a list). Of dates that are not `whole`, a month or a year is an answer."""
    allowed = [pd.Timestamp(day) for day in right]

    def judge(answer):
        day = as_day(answer)
        if day is None:
            return f'The answer is {kind_of(answer)}; the task asks for a day such as "2022-09-22".'
        if as_day(answer, whole=whole) in allowed:
            return None
        sentences = [sentence for wrong, sentence in mistakes if day in [pd.Timestamp(d) for d in np.atleast_1d(wrong)]]
        return sentences[0] if sentences else "Not this day."

    return judge


def best(values, *, mistakes=(), what="name"):
    """Judge the name with the largest of `values` (any of them, where several share it); `mistakes` pair names with sentences."""
    right = {str(name) for name in values.index[values == values.max()]}

    def judge(answer):
        given = as_names(answer, column=what)
        if given is None or (isinstance(answer, pd.DataFrame) and len(answer) != 1):
            return f"The answer is {kind_of(answer)}; the task asks for one {what}."
        if len(given) != 1:
            return f"These are {len(given)} names; the task asks for one {what}."
        if given[0] in right:
            return None
        for wrong, sentence in mistakes:
            if given[0] in {str(name) for name in wrong}:
                return sentence
        if given[0] in {str(name) for name in values.index[values == values.min()]}:
            return "This is the smallest, not the largest: the rows are sorted the other way."
        return f"Not this {what}."

    return judge


def ranking(values, length, *, mistakes=()):
    """Judge the `length` names with the largest of `values`, in that order; names of equal value may stand in any order."""
    top = values.sort_values(ascending=False, kind="stable").head(length)

    def judge(answer):
        given = as_names(answer)
        if given is None:
            return f"The answer is {kind_of(answer)}; the task asks for {length} names."
        known = [values.get(name, math.nan) for name in given]
        if known == list(top) and not isinstance(answer, set | frozenset) and len(set(given)) == length:
            return None
        for is_so, sentence in mistakes:
            if is_so(given):
                return sentence
        if len(given) != length:
            return f"The answer has {len(given)} names; the task asks for {length}."
        if sorted(known) == sorted(top):
            return "These are the right names, but the order is another: from the most frequent down."
        if max(known) <= values.nsmallest(length).max():
            return "These are the rarest: the rows are sorted the other way."
        return "Some of these names are not among the first."

    return judge


def members(right, *, mistakes=()):
    """Judge a set of names, in any order; `mistakes` pair a wrong set with the sentence for it."""
    right = {str(name) for name in right}

    def judge(answer):
        given = as_names(answer)
        if given is None:
            return f"The answer is {kind_of(answer)}; the task asks for a list of names."
        if set(given) == right:
            return None
        for wrong, sentence in mistakes:
            if set(given) == {str(name) for name in wrong}:
                return sentence
        spare, lacking = len(set(given) - right), len(right - set(given))
        return f"Of these, {spare} should not be there, and {lacking} more should."

    return judge


def numbers(right, *, within=0.0, mistakes=()):
    """Judge a number for each of some names: a Series, a dict, or a table; names with nothing or 0 may be left out."""
    right = {str(name): float(value) for name, value in right.items() if value}

    def judge(answer):
        given = as_numbers(answer)
        if given is None:
            return f"The answer is {kind_of(answer)}; the task asks for a number beside each name: a table or a Series."
        if all_alike(given, right, within=within):
            return None
        for wrong, sentence in mistakes:
            if all_alike(given, {str(name): float(value) for name, value in wrong.items() if value}, within=within):
                return sentence
        if set(given) != set(right):
            return f"The answer has {len(given)} rows that are not empty; the task asks for {len(right)}."
        return "The names are right, and some of the numbers are not."

    return judge


def wording(right, sentences, *, mistakes=()):
    """Judge a sentence by its words, whatever the spaces between them; `sentences` are those that the corpus has."""

    def plain(text):
        return " ".join(str(text).split()).strip("“”\"' ")

    def judge(answer):
        given = as_names(answer, column="sentence")
        if given is None or len(given) != 1:
            return f"The answer is {kind_of(answer)}; the task asks for one sentence, as text."
        said = plain(given[0])
        if said == plain(right):
            return None
        for wrong, sentence in mistakes:
            if said == plain(wrong):
                return sentence
        if said in set(sentences.map(plain)):
            return "This sentence stands in the corpus, and it is not the nearest to the quotation: compare them word by word."
        if said and said in plain(right):
            return "This is a part of the sentence; give it from its first word to its last."
        return "No statement has this sentence, word for word."

    return judge
