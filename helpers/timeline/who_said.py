"""Who said what about whom: reported statements counted by speaker, by cue and by the region that their content names."""

import pandas as pd

from helpers.frames.doors import require_documents, require_spans
from helpers.frames.nothing import because
from helpers.groups import not_named_as
from helpers.intervals import share_interval
from helpers.timeline.joins import said_about

UNKNOWN, NOWHERE = "(unknown)", "(no place)"
SPEAKERS = ("actor", "speaker")
PLACES = ("region", "place_id", "name", "kind", "role")
COUNTED = ("n", "negated", "of_speaker", "documents", "total", "share", "low", "high")


def said_by(reported, documents, *, mentions=None, by=("actor", "cue_class", "region")):
    """Count reported statements by who said them, with which cue, and which region their content names.

    Parameters
    ----------
    reported : DataFrame
        From `reported.reported_statements`.
    documents : DataFrame
        All the statements that were searched; rows of others are left out.
    mentions : DataFrame, optional
        From `places.region_mentions`; needed where `by` names a column of it.
    by : list of str
        A column for the speaker (actor or speaker) first, then others of `reported`, such as cue_class or cue, and of the places that its
        content names, such as region. What names several regions counts in the row of each.

    Returns
    -------
    DataFrame
        One row per combination that occurs, the most frequent first: the columns of `by`, n (reported statements), negated (of these, with
        negated content), of_speaker (reported statements of that speaker in all), documents (statements with one), total (statements
        searched), share (documents / total), low, high (its 95 % interval, `intervals.share_interval`). A speaker whom nothing tells is
        "(unknown)"; a content that names no place, or none in a region, is in the row "(no place)".

    Examples
    --------
    >>> import pandas as pd
    >>> documents = pd.DataFrame({"document_id": ["a", "b"]})
    >>> reported = pd.DataFrame({"document_id": ["a", "a"], "start": [10, 40], "end": [30, 60], "actor": ["nato", None]})
    >>> reported = reported.assign(cue_class=["condemn", "say"], negated=[False, True])
    >>> mentions = pd.DataFrame({"document_id": ["a"], "start": [12], "end": [19], "region": ["UA-65"]})
    >>> said_by(reported, documents, mentions=mentions)[["actor", "cue_class", "region", "n", "share"]].values.tolist()
    [['(unknown)', 'say', '(no place)', 1, 0.5], ['nato', 'condemn', 'UA-65', 1, 0.5]]
    """
    names = list(dict.fromkeys(by))
    not_named_as(names, COUNTED)
    rows = said_rows(reported, documents, mentions=mentions, by=names)
    return counts_of(rows, names, total=len(require_documents(documents)))


def counts_of(rows, names, *, total):
    """Count the rows of `said_rows` by some columns, as `said_by` does; `total` is the number of statements that were searched."""
    groups = rows.groupby(names, observed=True)
    table = groups.agg(n=("at", "nunique"), documents=("document_id", "nunique")).reset_index()
    negated = rows[rows.negated].groupby(names, observed=True)["at"].nunique().rename("negated").reset_index()
    table = table.merge(negated, on=names, how="left").fillna({"negated": 0}).astype({"negated": "int64"})
    table["of_speaker"] = table[names[0]].map(rows.groupby(names[0], observed=True)["at"].nunique()).astype("int64")
    table = table.astype({name: table[name].cat.categories.dtype for name in names if isinstance(table[name].dtype, pd.CategoricalDtype)})
    table = table.assign(total=total, share=table.documents / max(total, 1))
    table["low"], table["high"] = share_interval(table.documents, table.total)
    order = table.sort_values(["n", *names], ascending=[False, *[True] * len(names)], ignore_index=True)
    return because(order[[*names, *COUNTED]], "No statement reports what somebody said.")


def said_rows(reported, documents, *, mentions=None, by=("actor", "cue_class", "region")):
    """Return the rows that `said_by` counts: reported statements, once for each region they name, with `at` to tell them apart.

    Examples
    --------
    >>> import pandas as pd
    >>> reported = pd.DataFrame({"document_id": ["a"], "start": [10], "end": [30], "actor": ["nato"], "negated": [False]})
    >>> said_rows(reported, reported[["document_id"]], by=["actor"])[["at", "actor"]].values.tolist()
    [[0, 'nato']]
    """
    documents = require_documents(documents)
    of_places = [name for name in by if name in PLACES]
    own = [name for name in by if name not in PLACES]
    rows = require_spans(reported, "start", "end", "negated", *own, documents=documents, name="reported")
    rows = rows[rows.document_id.isin(documents.document_id)].reset_index(drop=True)
    rows = rows.assign(at=range(len(rows))).drop(columns=[name for name in PLACES if name in rows])
    if of_places:
        if mentions is None:
            raise ValueError(f"by={of_places} is of places. Remedy: mentions=places.region_mentions(documents)")
        named = said_about(rows, mentions)[["at", *of_places]].dropna().drop_duplicates()
        rows = rows.merge(named, on="at", how="left").fillna(dict.fromkeys(of_places, NOWHERE))
    return rows.assign(**{name: rows[name].astype(object).where(rows[name].notna(), UNKNOWN).astype("str") for name in own})
