"""The countries that places lie in."""

import csv
import functools

from helpers.paths import GAZETTEER


def country_of(regions):
    """Return the country, in three letters, of each region: of a first-level unit the one it lies in, of a country itself.

    Parameters
    ----------
    regions : Series
        As in the mentions table: ISO 3166-2 of a unit, or ISO 3166-1 alpha-3 of a country; missing ones stay missing.

    Returns
    -------
    Series

    Examples
    --------
    >>> import pandas as pd
    >>> country_of(pd.Series(["UA-65", "GBR", "US-TX", None])).tolist()[:3]
    ['UKR', 'GBR', 'USA']
    """
    codes = _codes()
    each = {region: codes.get(region[:2], region) if region[2:3] == "-" else region for region in regions.dropna().unique()}
    return regions.map(each)


@functools.cache
def _codes():
    with open(GAZETTEER / "country_codes.csv", encoding="utf-8", newline="") as file:
        return {row["alpha_2"]: row["alpha_3"] for row in csv.DictReader(file)}
