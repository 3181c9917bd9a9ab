"""The tasks of the lesson on term frequency: what each asks for, and what the usual wrong answers show.

A task is a function of the documents; its docstring says in a phrase what it asks for, and it returns a judge.
"""

from helpers.concordance import kwic
from helpers.frequency import dispersion
from helpers.keyness import keyness
from helpers.lessons.evidence import finding_about, rows
from helpers.lessons.judges import best, not_here, number, ranking
from helpers.lessons.subjects import content_counts, large_sources, sources_of, subjects, words_of
from helpers.spans import wordlist

LEAST = 15  # hits below which dispersion says little
OFTEN = 10  # hits below which a test can hardly raise an alarm


def running_words(documents):
    """the number of running words"""
    words = words_of(documents)
    total = int(words.document_id.value_counts().sum())
    types = "This is the number of types, which are distinct words; the task asks for running words, repeats and all."
    return number(
        total,
        mistakes=[
            (len(documents), "This is the number of statements; the task asks for their words."),
            (words.type.nunique(), types),
            (int(content_counts(documents).sum()), "Without stop words: they are words too, and belong to the total."),
            (int(documents.text.str.len().sum()), "This is the number of characters; the task asks for words."),
        ],
    )


def content_words(documents):
    """the ten most frequent terms that are no stop words"""
    counts, stop = content_counts(documents), set(wordlist("stop_words"))
    if len(counts) < 10:
        return not_here("it has fewer than ten content words")
    small = {name.lower() for name in stop}
    capitals = {term for term in counts.head(10).index if term.lower() in small}
    return ranking(
        counts,
        10,
        mistakes=[
            (
                lambda given: bool(stop & set(given)),
                "The stop words are still in: keep the rows whose term is not in the list (~ and isin).",
            ),
            (lambda given: len(given) == 10 and bool(capitals - set(given)), "You lost a word in capitals: US is no stop word, us is."),
            (lambda given: any(term not in counts for term in given), "Some of these are no terms of this corpus: give the column term."),
        ],
    )


def rate(documents):
    """the rate of the term per 10,000 words"""
    words, term = words_of(documents), subjects(documents)["term"]
    if term is None:
        return not_here("it has no content word")
    hits = words[words.type == term]
    total, with_it = len(words), hits.document_id.nunique()
    share = "This is the share of statements with the term; the task asks for its rate among words."
    content = content_counts(documents)
    return number(
        10_000 * len(hits) / total,
        within=0.06,
        mistakes=[
            (len(hits), "These are counts; the task asks for the rate per 10,000 words."),
            (with_it, "These are statements with the term; the task asks for the rate per 10,000 words."),
            (with_it / len(documents), share),
            (100 * with_it / len(documents), share),
            (1_000 * len(hits) / total, "This is the rate per 1,000 words; the task asks for 10,000."),
            (1_000_000 * len(hits) / total, "This is the rate per million words; the task asks for 10,000."),
            (10_000 * len(hits) / int(content.sum()), "You divided by content words; the rate refers to all words, stop words too."),
        ],
    )


def acronym(documents):
    """the number of hits of the acronym, as a word of its own"""
    name, words = subjects(documents)["acronym"], words_of(documents)
    if name is None:
        return not_here("it has no acronym")
    right, small = int((words.type == name).sum()), int((words.type == name.lower()).sum())
    texts = documents.text
    return number(
        right,
        mistakes=[
            (small, f"You counted {name.lower()!r} and not {name!r}: types keep the capitals of acronyms, so that US is never us."),
            (words[words.type == name].document_id.nunique(), "These are statements; the task asks for hits."),
            (int(texts.str.count(name).sum()), f"You counted letters, not words: {name} inside a longer word is no hit."),
            (int(texts.str.lower().str.count(name.lower()).sum()), "You counted letters, in capitals or not, and not words."),
        ],
    )


def source(documents):
    """the source with the highest rate of the term, of those with five statements or more"""
    large, term, words = large_sources(documents), subjects(documents)["term"], words_of(documents)
    if len(large) < 2:
        return not_here("fewer than two sources have five statements")
    of = words.document_id.astype("str").map(sources_of(documents))
    hits, total = of[words.type == term].value_counts(), of.value_counts()
    rates = hits.reindex(total.index).fillna(0) / total
    counts = hits.reindex(large.index).fillna(0)
    thin = rates.index[~rates.index.isin(large.index)]
    return best(
        rates[large.index],
        what="source",
        mistakes=[
            (thin, "This source has fewer than five statements: its rate says little. Leave the rows out that are thin."),
            (counts.index[counts == counts.max()], "It has the most hits, and the most words too: compare the rates."),
        ],
    )


def crowded(documents):
    """the most crowded content word, by DP, of those with at least 15 hits"""
    counts, words = content_counts(documents), words_of(documents)
    often = counts.index[counts >= LEAST]
    if len(often) < 2:
        return not_here(f"fewer than two content words in it have {LEAST} hits")
    spread = dispersion(words).set_index("term")
    rest = spread.index[~spread.index.isin(often)]
    stop, even = set(wordlist("stop_words")), spread.DP[often].idxmin()
    return best(
        spread.DP[often],
        what="term",
        mistakes=[
            (rest[rest.isin(stop)], "This is a stop word; the task asks for content words."),
            ([even], "This is the most evenly spread: DP is small for even, and near 1 for crowded. The rows are sorted the other way."),
            (rest, f"This word has fewer than {LEAST} hits: of one hit nothing can be said but that it stands somewhere."),
            ([often[0]], "This is the most frequent, not the most crowded."),
        ],
    )


def lines(documents):
    """a table with the concordance lines of the term in the first year"""
    term, words, year = subjects(documents)["term"], words_of(documents), documents.date.dt.year
    if term is None:
        return not_here("it has no content word")
    everything = kwic(documents, term, tokens=words)
    first, last = (documents[year == value] for value in (year.min(), year.max()))
    inside, late = (everything[everything.document_id.isin(part.document_id)] for part in (first, last))
    if inside.empty:
        return not_here(f"its first year has no {term!r}")
    return rows(
        inside,
        documents,
        mistakes=[
            (everything, "These are the lines of all years: choose the statements of the first year before or after."),
            (late, "These are the lines of the last year, not of the first."),
            (first, "These are the statements of the first year; the task asks for the lines in which the term stands."),
        ],
    )


def false_alarms(documents):
    """the number of terms that differ by p < .05 between two halves that were dealt by chance"""
    if len(documents) < 4:
        return not_here("it has fewer than four statements")
    words, half = words_of(documents), documents.document_id.sample(frac=0.5, random_state=1)
    inside = words.document_id.isin(half)
    chance, by_words = (keyness(words[inside], words[~inside], test=test) for test in ("ranks", "g2"))
    often = chance.n_target + chance.n_reference >= OFTEN
    if not often.any():
        return not_here(f"no term in it has {OFTEN} hits")
    by_words = by_words[by_words.n_target + by_words.n_reference >= OFTEN]
    return number(
        int((chance.p < 0.05)[often].sum()),
        mistakes=[
            (int((chance.p_adjusted < 0.05)[often].sum()), "This is after the correction, by p_adjusted; the task asks for p."),
            (int((by_words.p < 0.05).sum()), "This takes words as dealt one by one (g2), which raises more alarms: whole statements were."),
            (int(often.sum()), "These are all the terms of the table; the task asks for those with p below .05."),
            (int((chance.p < 0.05).sum()), "This counts rare terms too: keep those with ten hits or more."),
            (int((chance.p >= 0.05)[often].sum()), "These are the terms with p of .05 or more: the sign points the other way."),
            (float((chance.p < 0.05)[often].mean()), "This is the share of the terms; the task asks for their number."),
        ],
    )


TASKS = [running_words, content_words, rate, acronym, source, crowded, lines, false_alarms, finding_about(content_counts, "content word")]
