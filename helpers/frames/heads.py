"""What stands before a passage in a table: the date of its statement as far as it is known, and the statement's name."""

import numpy as np
import pandas as pd

from helpers.labels import date_text, known_to_the_day, statement_name

NEEDED = ["document_id", "date", "date_precision", "title", "issuer"]


def heads(documents, rows):
    """Return date and statement for each of `rows`, positions in `documents`; names differ between the statements that are in `rows`.

    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": pd.to_datetime(["2005-01-01"] * 2), "date_precision": "year"})
    >>> heads(documents, [1, 1, 0]).values.tolist()
    [['2005', 'b'], ['2005', 'b'], ['2005', 'a']]
    """
    used, place = np.unique(np.asarray(rows, dtype=np.int64), return_inverse=True)
    some = documents[[column for column in NEEDED if column in documents]].iloc[used].reset_index(drop=True)
    known = pd.DataFrame({"date": pd.NaT, "statement": statement_name(some)})
    if "date" in some:  # of one kind for all tables of a corpus: text, if any of its dates is not known to the day
        known["date"] = some["date"] if known_to_the_day(documents).all() else date_text(some)
    return known.iloc[place].reset_index(drop=True)
