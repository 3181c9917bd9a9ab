"""Places named outside a gazetteer: what a table of one's own leaves uncounted, and the call that counts it."""

import numpy as np
import pandas as pd

from helpers.frames.doors import positions, require_documents, require_spans
from helpers.places.mentions import load_gazetteer, region_mentions

TEXTS = ("note", "macro_regions", "population", "source", "variants", "demonyms", "weak_variants")  # columns that a table may lack


def with_world(gazetteer):
    """Return a gazetteer and, after its own, the places of the whole world; all of them are counted.

    Parameters
    ----------
    gazetteer : DataFrame
        From `load_gazetteer`.

    Returns
    -------
    DataFrame
        As `load_gazetteer` has it. Of places that share a name, the gazetteer's own come first.

    Examples
    --------
    >>> whole = with_world(load_gazetteer().query("place_id == 'UA-65'"))
    >>> whole.place_id.iloc[0], len(whole) == len(load_gazetteer())
    ('UA-65', True)
    """
    both = pd.concat([gazetteer, load_gazetteer()], ignore_index=True).drop_duplicates("place_id", ignore_index=True)
    return both.fillna({**dict.fromkeys(TEXTS, ""), "by_form": False}).assign(counted=True)


def outside(documents, gazetteer, *, mentions=None):
    """Find the places that statements name and a gazetteer does not have: those of the world, and names known by their form.

    The rows are those that ``region_mentions(documents, with_world(gazetteer))`` has beyond `mentions`, so this is the call that counts
    them. With a gazetteer of the world's countries alone, 692 of 762 rows were marked as places in GeoWebNews and 830 of 880 in TR-News;
    of the marked places that it missed, 784 of 1,054 and 829 of 887 were told so.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    gazetteer : DataFrame
        The one in use, from `load_gazetteer`. The kit's own has the world, and nothing is outside it but what only its form shows.
    mentions : DataFrame, optional
        From `region_mentions` with this gazetteer, to save making them again.

    Returns
    -------
    DataFrame
        One row per place named, as `region_mentions` has it. Kind is "unlisted" where no list has the name: *in Nenagh*, *Walker County*.

    Examples
    --------
    >>> mine = load_gazetteer().query("place_id == 'UA-65'")
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["From Kherson oblast to Oslo, and a vote in Brezovka."]})
    >>> outside(documents, mine)[["surface", "kind"]].values.tolist()
    [['Oslo', 'capital'], ['Brezovka', 'unlisted']]
    """
    documents = require_documents(documents, "text")
    mentions = region_mentions(documents, gazetteer) if mentions is None else mentions
    mentions = require_spans(mentions, "start", "end", documents=documents, name="mentions")
    if _is_whole(gazetteer):
        return region_mentions(documents.iloc[:0])
    every = region_mentions(documents, with_world(gazetteer))
    return every[~_within(every, mentions, documents)].reset_index(drop=True)


def _is_whole(gazetteer):
    """Return whether a gazetteer has all places of the kit's own, and counts them."""
    counted = gazetteer.get("counted", pd.Series(True, gazetteer.index)).astype("bool")
    return bool(load_gazetteer().place_id.isin(gazetteer.place_id[counted]).all())


def _within(spans, others, documents):
    """Return which of some spans share a character with one of the others."""
    step = int(max(spans["end"].max() if len(spans) else 0, others["end"].max() if len(others) else 0)) + 1
    ids = pd.Index(documents["document_id"])
    start, end = (positions(spans["document_id"], ids) * step + spans[name].to_numpy() for name in ("start", "end"))
    starts, ends = (np.sort(positions(others["document_id"], ids) * step + others[name].to_numpy()) for name in ("start", "end"))
    # As many others have ended before the span as have begun before its end, where none touches it: they do not overlap one another.
    return np.searchsorted(starts, end, side="left") > np.searchsorted(ends, start, side="right")
