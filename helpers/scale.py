"""Past one machine's memory: statements in a folder of Parquet files, read one at a time, here or by the workers of a Dask cluster.

Sums over the files are merged exactly, so that the results are those of the whole corpus in one table. Dask is needed for a cluster only:
``pip install "dask[distributed,diagnostics]"``.
"""

from functools import partial
from itertools import pairwise
from pathlib import Path

import pandas as pd

from helpers import keyness as of_tables
from helpers.parts.part_counts import found_in, over, part_counts, summed, totals
from helpers.parts.term_rates import effects, rates
from helpers.parts.whole_files import write_whole


def write_parts(documents, folder, *, size=10_000):
    """Write statements as a folder of Parquet files, in their order.

    Parameters
    ----------
    documents : DataFrame
        Statements. For more than memory holds, call this for some at a time: new files come after those that are there.
    folder : path-like
        Made if it is not there.
    size : int
        Statements in a file; a worker holds one file at a time, and about six times its size.

    Returns
    -------
    list of Path
        The files that were written.

    Examples
    --------
    >>> import tempfile
    >>> documents = pd.DataFrame({"document_id": ["a", "b", "c"], "text": ["One.", "Two.", "Three."]})
    >>> [path.name for path in write_parts(documents, tempfile.mkdtemp(), size=2)]
    ['part-000000.parquet', 'part-000001.parquet']
    """
    Path(folder).mkdir(parents=True, exist_ok=True)
    first, written = len(parts_of(folder)), []
    for number, (begin, end) in enumerate(pairwise([*range(0, len(documents), size), len(documents)]), start=first):
        written.append(Path(folder) / f"part-{number:06}.parquet")
        write_whole(written[-1], documents.iloc[begin:end].to_parquet(index=False))
    return written


def parts_of(folder):
    """Return the Parquet files of a folder, in the order of their names.

    Examples
    --------
    >>> parts_of("no-such-folder")
    []
    """
    return sorted(Path(folder).glob("*.parquet"))


def connect(address=None, *, workers=2, memory="3GiB"):
    """Return a Dask client: of a cluster on this machine, or of the scheduler at an address.

    Parameters
    ----------
    address : str, optional
        Of a running scheduler, such as ``tcp://10.0.0.5:8786``. Its workers need the kit and must see the folder under the same path.
    workers : int
        On this machine: how many processes, of one thread each.
    memory : str
        On this machine: what each of them may take.

    Returns
    -------
    distributed.Client
        Its ``dashboard_link`` is a page, on this machine alone, that shows the work as it goes on. Close the client at the end.
    """
    from dask.distributed import Client

    if address is not None:
        return Client(address)
    here = "127.0.0.1:8787"  # by itself, Dask shows its pages to the whole network
    return Client(n_workers=workers, threads_per_worker=1, memory_limit=memory, host="127.0.0.1", dashboard_address=here)


def each(find, folder, *, client=None, to=None):
    """Give each file of a folder to a function of documents, and join what it returns.

    Parameters
    ----------
    find : function
        Of a documents table, with results that do not depend on the other statements: `places.region_mentions`, `timexes.find_timexes`,
        `reported.reported_statements`, or a ``functools.partial`` of one.
    folder : path-like
        From `write_parts`.
    client : distributed.Client, optional
        From `connect`; without one, the files are gone through here, one after the other.
    to : path-like, optional
        A folder for the results, a Parquet file for each of the folder's; then nothing is held in memory, and their paths are returned.

    Returns
    -------
    DataFrame or list of Path
        The joined results in the order of the files.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.places import region_mentions
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["In Kyiv.", "In Odesa."]})
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_parts(documents, folder, size=1)
    >>> each(region_mentions, folder).name.tolist()
    ['Kyiv', 'Odesa']
    """
    if to is not None:
        Path(to).mkdir(parents=True, exist_ok=True)
    made = list(over(partial(found_in, find, to), _some_parts(folder), client))
    return made if to is not None else pd.concat(made, ignore_index=True)


def term_frequency(folder, *, by=None, n=1, where=None, unit="statement", client=None):
    """Count terms over a folder of statements; as `frequency.term_frequency` does, row for row.

    Parameters
    ----------
    folder : path-like
        From `write_parts`.
    by, n, unit
        As for `frequency.term_frequency`.
    where : function, optional
        Returns those of a documents table that are counted: ``lambda documents: documents[documents.issuer == "NATO"]``.
    client : distributed.Client, optional
        From `connect`.

    Examples
    --------
    >>> import tempfile
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes, no polls.", "No."]})
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_parts(documents, folder, size=1)
    >>> term_frequency(folder)[["term", "n", "documents", "total"]].values.tolist()
    [['no', 3, 2, 5], ['polls', 1, 1, 5], ['votes', 1, 1, 5]]
    """
    counts, exposure, names, keys = _totals(folder, by, n, where, client)
    return rates(counts, names, keys, exposure, unit)


def keyness(folder, target, reference, *, n=1, cells=4, client=None):
    """Compare the frequency of every term in two groups of the statements of a folder; as `keyness.keyness` does of token tables.

    Parameters
    ----------
    folder : path-like
        From `write_parts`.
    target, reference : function
        Return those of a documents table that belong to the group.
    n, client
        As for `term_frequency`.
    cells : int
        As for `keyness.keyness`.

    Examples
    --------
    >>> import tempfile
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes, no polls.", "No."]})
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_parts(documents, folder, size=1)
    >>> table = keyness(folder, lambda d: d[d.document_id == "a"], lambda d: d[d.document_id == "b"])
    >>> table[["term", "n_target", "n_reference"]].sort_values("term").values.tolist()
    [['no', 2, 1], ['polls', 1, 0], ['votes', 1, 0]]
    """
    sides = (_totals(folder, None, n, where, client) for where in (target, reference))
    return of_tables.keyness(*(effects(counts, exposure, names) for counts, exposure, names, _ in sides), cells=cells)


def _some_parts(folder):
    parts = parts_of(folder)
    if not parts:
        raise ValueError(f"folder={str(folder)!r} holds no Parquet file; write_parts makes such a folder")
    return parts


def _totals(folder, by, n, where, client):
    sums = summed(partial(part_counts, by=by, n=n, where=where), _some_parts(folder), client)
    if sums is None:
        raise ValueError(f"where={where}: no statement in {str(folder)!r} is of that kind")
    return totals(sums)
