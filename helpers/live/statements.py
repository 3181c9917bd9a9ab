"""What the page knows of statements: id, page, date, name, issuer and period of each, in the order of the corpus."""

from helpers.groups import group_keys
from helpers.labels import date_text, statement_name

NO_MONTH = -1_000_000
LENGTHS = {4: 0, 7: 1}  # of a date's text, and how closely it is known, as in `groups.KNOWN`


def statements_of(documents, pages):
    """Return lists with one entry a statement.

    Parameters
    ----------
    documents : DataFrame
        Statements with a date.
    pages : list of str or None
        The file of each statement's page in the reader; None where it has none.

    Returns
    -------
    dict
        id, page, date, name, issuer (numbers into issuers), month (from the year 0 on; NO_MONTH where no date is known), known (to
        the year 0, to the month 1, to the day 2), and issuers, in the order in which tables have them.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2022-09-22", None])
    >>> made = statements_of(pd.DataFrame({"document_id": ["a", "b"], "date": dates, "issuer": ["NATO", None]}), ["a.html", None])
    >>> made["month"], made["issuers"], made["date"]
    ([24272, -1000000], ['(not stated)', 'NATO'], ['2022-09-22', None])
    """
    dates, shown = documents["date"], date_text(documents)
    month = (dates.dt.year * 12 + dates.dt.month - 1).fillna(NO_MONTH).astype(int).tolist()
    made = {
        "id": documents["document_id"].astype("str").tolist(),
        "page": pages,
        "date": shown.astype(object).where(shown.notna(), None).tolist(),
        "name": statement_name(documents).tolist(),
        "month": month,
        "known": [LENGTHS.get(len(str(text).lstrip("-")), 2) for text in shown],
        "issuer": [0] * len(documents),
        "issuers": [],
    }
    if "issuer" in documents and len(documents):
        groups = group_keys(documents, "issuer").groupby("issuer", sort=True, observed=True)
        made |= {"issuer": groups.ngroup().tolist(), "issuers": list(map(str, groups.size().index))}
    return made
