"""Names inside longer names: marked whole by some corpora, and by others, as by the finder, at the place that they hold."""

from helpers.spans import wordlist


def by_places(documents, found, gold):
    """Return what was found and what was marked as if of each longer name the place in it was marked.

    A longer name is one that is no place by its form, as *Lake Ontario* and *Walker County* are. If a shorter one is marked in it, that
    alone is looked for; else the first mention that was found in it counts as the name.

    Parameters
    ----------
    documents, found, gold : DataFrame
        The texts, mentions, and marked spans.

    Returns
    -------
    found, gold : DataFrame
        document_id, start and end.

    Examples
    --------
    >>> import pandas as pd
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["The Malta Sailing Trust"]})
    >>> gold, found = (pd.DataFrame({"document_id": ["a"], "start": [4], "end": [end]}) for end in (23, 9))
    >>> by_places(documents, found, gold)[0].values.tolist()
    [['a', 4, 23]]
    """
    keys = ["document_id", "start", "end"]
    found, gold = (table[keys].astype({"document_id": "str"}).drop_duplicates(ignore_index=True) for table in (found, gold))
    texts = dict(zip(documents.document_id.astype("str"), documents.text, strict=True))
    heads, openings = tuple(f" {head}" for head in wordlist("place_heads")), tuple(f"{word} " for word in wordlist("place_openings"))
    names = [texts[of][start:end] for of, start, end in gold.itertuples(index=False)]
    longer = gold[[not (name.endswith(heads) or name.startswith(openings)) for name in names]]
    whole = _within(gold, longer)[[f"{key}_longer" if key != "document_id" else key for key in keys]]
    whole = whole.set_axis(keys, axis=1).drop_duplicates()
    gold = gold.merge(whole, how="left", on=keys, indicator=True).query("_merge == 'left_only'")[keys]
    inside = _within(found, longer.merge(gold, on=keys)).drop_duplicates(["document_id", "start_longer"])
    found = found.merge(inside, how="left", on=keys)
    return found.assign(start=found.start_longer.fillna(found.start), end=found.end_longer.fillna(found.end)).astype(
        {"start": "int64", "end": "int64"}
    )[keys], gold


def _within(table, longer):
    """Return the spans of a table that lie within a longer one and are not the same, with its bounds."""
    pairs = table.merge(longer, on="document_id", suffixes=("", "_longer"))
    inside = (pairs.start_longer <= pairs.start) & (pairs.end <= pairs.end_longer)
    return pairs[inside & (pairs.end - pairs.start < pairs.end_longer - pairs.start_longer)]
