"""Tables of mentions: how widely places are named, when, by whom, together with which, and how they are spelled."""

from itertools import combinations

import numpy as np
import pandas as pd

from helpers.association import g2
from helpers.counting.hits import words_of
from helpers.frames.checks import positions
from helpers.frames.doors import require_documents, require_spans, require_tokens
from helpers.frames.nothing import because
from helpers.groups import group_keys, not_named_as
from helpers.intervals import share_interval
from helpers.labels import known_dates
from helpers.places.countries import country_of
from helpers.places.names import larger_regions
from helpers.spans import normalize

COUNTED = ["n", "documents", "total", "share", "low", "high", "words", "per_10k", "document_id"]


def count_places(mentions, documents, *, of="name", by=None, tokens=None):
    """Count the statements that mention each place.

    Parameters
    ----------
    mentions, documents : DataFrame
        The mentions, and all the statements that were searched.
    of : str
        A column of `mentions`: name, place_id, region, kind, role … or country, in which the region lies, as three letters.
        Mentions without one are left out, as the Black Sea is by region.
    by : str or list of str, optional
        Groups of statements, counted apart: columns of `documents`, or a period of their date.
    tokens : DataFrame, optional
        The documents' token table; with it, mentions are also given per 10,000 words.

    Returns
    -------
    DataFrame
        One row per group and value of `of`, in each group from the most widely mentioned: the columns of `by`, `of`, n (mentions),
        documents (statements with one), total (statements searched), share (documents / total), low, high (its 95 % interval by
        statement, `intervals.share_interval`: one statement has none); with `tokens`, words and per_10k.

    Examples
    --------
    >>> from helpers.places import region_mentions
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["Kyiv, Ukraine", "Ukraine and Ukraine"]})
    >>> count_places(region_mentions(documents), documents)[["name", "n", "documents", "share"]].values.tolist()
    [['Ukraine', 3, 2, 1.0], ['Kyiv', 1, 1, 0.5]]
    """
    documents = require_documents(documents)
    if of == "country" and of not in mentions:
        mentions = require_spans(mentions, "region", documents=documents, name="mentions")
        mentions = mentions.assign(country=country_of(mentions.region))
    mentions = require_spans(mentions, of, documents=documents, name="mentions")
    keys = group_keys(documents, by) if by is not None else pd.DataFrame(index=documents.index)
    groups = list(keys)
    not_named_as(groups, [of, *COUNTED])
    not_named_as([of], [*groups, *COUNTED], argument="of")
    keys, at = keys.assign(total=1), positions(mentions.document_id, documents.document_id)
    if tokens is not None:
        tokens = require_tokens(tokens)
        keys["words"] = np.append(words_of(tokens), 0)[positions(documents.document_id, tokens["document_id"].array.categories)]
    there, at = mentions[of][at >= 0].reset_index(drop=True), at[at >= 0]
    rows = pd.concat([keys[groups].take(at).reset_index(drop=True), there], axis=1).assign(document_id=at)
    counts = rows.groupby([*groups, of], observed=True).document_id.agg(n="size", documents="nunique").reset_index()
    sums = [column for column in ("total", "words") if column in keys]
    if groups:
        counts = counts.merge(keys.groupby(groups)[sums].sum().reset_index(), on=groups)
    else:
        counts = counts.assign(**{column: keys[column].sum() for column in sums})
    counts["share"] = counts.documents / counts.total
    counts["low"], counts["high"] = share_interval(counts.documents, counts.total)
    if tokens is not None:
        counts["per_10k"] = 10_000 * counts.n / counts.words.where(counts.words > 0)
    ascending = [True] * len(groups) + [False, False, True]
    return counts.sort_values([*groups, "documents", "n", of], ascending=ascending, ignore_index=True)


def cooccurrence(mentions, documents, *, of="name", least=2):
    """Count which places are named in the same statements.

    Returns
    -------
    DataFrame
        One row per pair that at least `least` statements name, from the most frequent: place, other, documents (that name both),
        documents_place, documents_other, expected (if they were named independently), g2.

    Examples
    --------
    >>> mentions = pd.DataFrame({"document_id": ["a", "a", "b", "b"], "name": ["Kyiv", "Odesa", "Kyiv", "Odesa"]})
    >>> cooccurrence(mentions, mentions)[["place", "other", "documents"]].values.tolist()
    [['Kyiv', 'Odesa', 2]]
    """
    documents = require_spans(documents, name="documents")
    mentions = require_spans(mentions, of, documents=documents, name="mentions")
    named = mentions[["document_id", of]].dropna().drop_duplicates()
    named = named[named.document_id.isin(documents.document_id)]
    each = named[of].value_counts()
    pairs = pd.Series([pair for _, group in named.groupby("document_id")[of] for pair in combinations(sorted(group), 2)], dtype=object)
    counts = pairs.value_counts()
    counts = counts[counts >= least]
    table = pd.DataFrame(list(counts.index), columns=["place", "other"]).assign(documents=counts.to_numpy())
    a, b, total = table.place.map(each), table.other.map(each), documents.document_id.nunique()
    table = table.assign(documents_place=a, documents_other=b, expected=a * b / max(total, 1))
    table["g2"] = g2(table.documents, a - table.documents, b - table.documents, total - a - b + table.documents)
    table = table.sort_values(["documents", "place", "other"], ascending=[False, True, True], ignore_index=True)
    return because(table, f"No two places are named together in {least:,} statements or more.")


def first_and_last(mentions, documents, *, of="name"):
    """Find when each place was first and last named.

    Returns
    -------
    DataFrame
        One row per value of `of`, by the first date: `of`, first, first_id, last, last_id (dates and statements), documents.
        Dates are text with as much as is known where not all of `documents` are known to the day.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": pd.to_datetime(["2022-09-22", "2022-10-12"])})
    >>> mentions = pd.DataFrame({"document_id": ["a", "b"], "name": ["Kyiv", "Kyiv"]})
    >>> first_and_last(mentions, documents)[["first_id", "last_id", "documents"]].values.tolist()
    [['a', 'b', 2]]
    """
    documents = require_documents(documents, "date")
    mentions = require_spans(mentions, of, documents=documents, name="mentions")
    dated = mentions[["document_id", of]].drop_duplicates().merge(documents[["document_id", "date"]], on="document_id")
    dated = dated.sort_values(["date", "document_id"], kind="stable")
    ends = dated.dropna(subset="date").groupby(of)  # a statement without a date is neither the first nor the last
    table = ends.agg(
        first=("date", "first"),
        first_id=("document_id", "first"),
        last=("date", "last"),
        last_id=("document_id", "last"),
    )
    sizes = dated.groupby(of).size().rename("documents")
    if len(table) < len(sizes) and pd.api.types.is_integer_dtype(table.first_id.dtype):  # no id becomes 7.0 for one that is missing
        table = table.astype({"first_id": "Int64", "last_id": "Int64"})
    table = table.reindex(sizes.index).assign(documents=sizes)
    table = table.reset_index().sort_values(["first", of], ignore_index=True)
    shown = known_dates(documents).set_axis(documents.document_id)
    return table.assign(first=shown.reindex(table.first_id).array, last=shown.reindex(table.last_id).array)


def spelling_ledger(mentions, documents, *, by=("source", "year")):
    """Count how places with more than one spelling were spelled: Kiev or Kyiv, Odessa or Odesa, Artemivsk or Bakhmut.

    Returns
    -------
    DataFrame
        One row per place, spelling and group of statements: place_id, name, spelling, the columns of `by`, n (mentions), documents.
        Demonyms and the spellings of a place that has only one are left out.

    Examples
    --------
    >>> from helpers.places import region_mentions
    >>> documents = pd.DataFrame({"document_id": ["a"], "source": ["NATO"], "text": ["Odesa, once Odessa"]})
    >>> spelling_ledger(region_mentions(documents), documents, by=["source"]).spelling.tolist()
    ['Odesa', 'Odessa']
    """
    documents = require_documents(documents)
    mentions = require_spans(mentions, "place_id", "name", "role", "surface", documents=documents, name="mentions")
    named = mentions[mentions.role != "demonym"]
    named = named.assign(spelling=[normalize(surface)[0] for surface in named.surface])
    named = named[named.groupby("place_id").spelling.transform("nunique") > 1]
    keys = group_keys(documents, by)
    groups = list(keys)
    not_named_as(groups, ["place_id", "name", "spelling", "n", "documents", "document_id"])
    named = named[["document_id", "place_id", "name", "spelling"]].merge(keys.assign(document_id=documents.document_id), on="document_id")
    counts = named.groupby(["place_id", "name", "spelling", *groups]).document_id.agg(n="size", documents="nunique").reset_index()
    return because(counts, "No place is spelled in more than one way.")


def macro_regions(mentions, gazetteer):
    """Expand mentions to the larger regions their places lie in, by the gazetteer's column macro_regions: Donbas, Eastern Ukraine …

    Returns
    -------
    DataFrame
        One row per mention and macro-region: the columns of `mentions` and macro_region. Mentions of places in none are left out; those
        of a place in several stand several times.

    Examples
    --------
    >>> from helpers.places import load_gazetteer, region_mentions
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["the Luhansk region"]})
    >>> "Donbas" in macro_regions(region_mentions(documents), load_gazetteer()).macro_region.tolist()
    True
    """
    mentions = require_spans(mentions, "start", "region", name="mentions")
    of = larger_regions(gazetteer)
    joined = mentions.merge(of, left_on="region", right_index=True, how="inner")
    return joined.sort_values(["document_id", "start", "macro_region"], ignore_index=True)
