"""Joins: who said what about which region, and when."""

import pandas as pd

from helpers.frames.doors import require_documents, require_spans
from helpers.groups import not_named_as, periods_of, stated
from helpers.timeline.within import pairs_within


def said_about(reported, mentions):
    """Join reported statements with the places that their content names.

    Parameters
    ----------
    reported : DataFrame
        From `reported.reported_statements`, or from `timeline.reported_dates`.
    mentions : DataFrame
        From `places.region_mentions`.

    Raises
    ------
    ValueError
        If `reported` has a column of a name that the places bring.

    Returns
    -------
    DataFrame
        One row per reported statement and place named in its content: the columns of `reported`, then place_id, name, kind,
        role, region of the place, mention_start, mention_end.

    Examples
    --------
    >>> reported = pd.DataFrame({"document_id": ["a"], "start": [10], "end": [30], "speaker": ["NATO"]})
    >>> mentions = pd.DataFrame({"document_id": ["a", "a"], "start": [0, 12], "end": [4, 19], "place_id": ["kyiv", "kherson"]})
    >>> said_about(reported, mentions)[["speaker", "place_id"]].values.tolist()
    [['NATO', 'kherson']]
    """
    reported = require_spans(reported, "start", "end", name="reported")
    mentions = require_spans(mentions, "start", "end", documents=reported, name="mentions")
    columns = [column for column in ("place_id", "name", "kind", "role", "region") if column in mentions]
    places = mentions[["document_id", "start", "end", *columns]].rename(columns={"start": "mention_start", "end": "mention_end"})
    if taken := sorted(set(reported) & set(places) - {"document_id"}):
        raise ValueError(f"reported has columns that the places bring as well ({', '.join(taken)}). Remedy: rename or drop them first.")
    of, named = pairs_within(reported, mentions)
    said, named = reported.iloc[of].reset_index(drop=True), places.drop(columns="document_id").iloc[named].reset_index(drop=True)
    return pd.concat([said, named], axis=1)


def speaker_regions(said, documents, *, period="month", of="actor"):
    """Count what was said about which region by whom, period by period.

    Parameters
    ----------
    said : DataFrame
        From `said_about`.
    documents : DataFrame
        The statements: their dates give the periods.
    period : str
        year, quarter, month, week or day.
    of : str
        A column of `said` for the speakers: actor, speaker …

    Returns
    -------
    DataFrame
        One row per speaker, region and period: `of`, region, period, n (reported statements), negated (of these, with negated
        content), documents. Places that lie in no region are left out.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"])})
    >>> said = pd.DataFrame({"document_id": ["a"], "start": [3], "actor": ["nato"], "region": ["UA-65"], "negated": [True]})
    >>> speaker_regions(said, documents)[["actor", "region", "n", "negated"]].values.tolist()
    [['nato', 'UA-65', 1, 1]]
    """
    documents = require_documents(documents, "date")
    said = require_spans(said, "start", "region", "negated", of, documents=documents, name="said")
    keys = pd.DataFrame({"document_id": documents.document_id, "period": periods_of(documents, period)})
    not_named_as([of], ["region", "period", "n", "negated", "documents"], argument="of")
    one = [column for column in ("start", "end", "cue_start", "cue_end") if column in said]  # a quotation within one may begin with it
    rows = said.drop_duplicates(["document_id", *one, of, "region"])[["document_id", "start", of, "region", "negated"]]
    rows = rows.assign(**{of: stated(rows[of])}).merge(keys, on="document_id")
    groups = rows.groupby([of, "region", "period"], observed=True)
    table = groups.agg(n=("start", "size"), negated=("negated", "sum"), documents=("document_id", "nunique"))
    return table.reset_index().astype({"negated": int})
