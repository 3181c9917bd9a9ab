"""The tasks of the lesson on region mentions; `words` says what a task is."""

from helpers.labels import known_to_the_day
from helpers.lessons.evidence import finding_about, rows
from helpers.lessons.judges import best, not_here, number, ranking, when
from helpers.lessons.subjects import large_sources, mentions_of, sources_of, subjects
from helpers.spans import evidence


def statements(documents):
    """the number of statements that name the country"""
    country, mentions = subjects(documents)["country"], mentions_of(documents)
    if country is None:
        return not_here("it names no country")
    here = mentions[mentions.name == country]
    naming = len(set(here.document_id))
    return number(
        naming,
        mistakes=[
            (len(here), "These are mentions; the task asks for statements. One that names it six times counts once."),
            (len(documents), "This is the number of all statements; some do not name it."),
            (naming / len(documents), "This is the share of statements; the task asks for their number."),
        ],
    )


def without_countries(documents):
    """the five most widely named places that are no countries"""
    mentions = mentions_of(documents)
    countries, rest = (mentions[mentions.kind == "country"], mentions[mentions.kind != "country"])
    others = rest.drop_duplicates(["document_id", "name"]).name.value_counts()
    countries = set(countries.name) - set(others.index)
    if len(others) < 5:
        return not_here("it names fewer than five places that are no countries")
    by_mentions = rest.name.value_counts()
    kept = list(by_mentions.sort_index().sort_values(ascending=False, kind="stable").head(5).index)
    return ranking(
        others,
        5,
        mistakes=[
            (lambda given: bool(countries & set(given)), "The countries are still in: keep the mentions whose kind is not country."),
            (lambda given: given == kept, "Sorted by mentions, n; widely named means by statements, documents."),
        ],
    )


def oblast(documents):
    """the number of statements that name Kherson Oblast, not the city"""
    mentions = mentions_of(documents)
    here = mentions[mentions.place_id == "UA-65"]
    if here.empty:
        return not_here("it does not name Kherson Oblast")
    city, either = mentions[mentions.place_id == "kherson"], mentions[mentions.region == "UA-65"]
    both = mentions[mentions.surface.str.contains("Kherson")]
    return number(
        here.document_id.nunique(),
        mistakes=[
            (len(here), "These are mentions; the task asks for statements."),
            (city.document_id.nunique(), "That is the city; the task asks for the oblast, place_id UA-65."),
            (len(city), "That is the city, and mentions; the task asks for statements that name the oblast, place_id UA-65."),
            (
                either.document_id.nunique(),
                "This counts all places in it (region); the task asks for the oblast itself (place_id).",
            ),
            (both.document_id.nunique(), "This counts the letters Kherson, city and oblast alike: choose by place_id."),
        ],
    )


def demonyms(documents):
    """the share of the country's mentions that are demonyms"""
    country, mentions = subjects(documents)["country"], mentions_of(documents)
    here = mentions[mentions.name == country]
    if here.empty:
        return not_here("it names no country")
    n = int((here.role == "demonym").sum())
    share, naming = n / len(here), here.document_id[here.role == "demonym"].nunique()
    return number(
        share,
        within=0.006,
        mistakes=[
            (n, "This is a count; the task asks for a share, from 0 to 1."),
            (100 * share, "This is per cent; the task asks for a share, from 0 to 1."),
            (float((here.role == "place").mean()), "This is the share of the role place; the task asks for demonym."),
            (n / max(int((mentions.role == "demonym").sum()), 1), "Divided by all demonyms; divide by the mentions of the country."),
            (n / len(mentions), "Divided by the mentions of all places; divide by those of the country."),
            (naming / here.document_id.nunique(), "This is a share of statements; the task asks for a share of mentions."),
        ],
    )


def source(documents):
    """the source that names the place in the largest share of its statements, of those with five or more"""
    large, place, mentions = large_sources(documents), subjects(documents)["place"], mentions_of(documents)
    if len(large) < 2 or place is None:
        return not_here("fewer than two sources have five statements, or no place is named")
    of = sources_of(documents)
    naming = of[of.index.isin(mentions.document_id[mentions.name == place])].value_counts()
    every = of.value_counts()
    shares = naming.reindex(every.index).fillna(0) / every
    counts = naming.reindex(large.index).fillna(0)
    return best(
        shares[large.index],
        what="source",
        mistakes=[
            (
                shares.index[~shares.index.isin(large.index)],
                "This source has fewer than five statements, so its share says little: leave it out.",
            ),
            (counts.index[counts == counts.max()], "It names the place most often, and has most statements: compare shares."),
        ],
    )


def first_named(documents):
    """the date of the first statement that names the place"""
    place, mentions = subjects(documents)["place"], mentions_of(documents)
    here = documents[documents.document_id.isin(mentions.document_id[mentions.name == place])]
    if here.empty:
        return not_here("it names no place")
    return when(
        [here.date.min()],
        whole=known_to_the_day(documents).all(),
        mistakes=[
            (here.date.max(), "This is the last time; the task asks for the first."),
            (documents.date.min(), "This is the date of the first statement, which does not name the place."),
            (documents.date.max(), "This is the date of the last statement of the corpus."),
            (list(here.date), "A statement of this date names the place, but it is not the first."),
        ],
    )


def sentences(documents):
    """a table with the sentences that name the rare place"""
    rare, mentions = subjects(documents)["rare"], mentions_of(documents)
    here = mentions[mentions.name == rare]
    if here.empty:
        return not_here("all places it names are countries")
    there = documents[documents.document_id.isin(here.document_id)]
    return rows(
        evidence(here, documents),
        documents,
        sentences=True,
        mistakes=[
            (evidence(mentions, documents), "These are the sentences of all places: choose the rows of the place first."),
            (mentions[mentions.document_id.isin(there.document_id)], "Other places are in: choose by name, not by statement."),
        ],
    )


TASKS = [statements, without_countries, oblast, demonyms, source, first_named, sentences, finding_about(mentions_of, "place")]
