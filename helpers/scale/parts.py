"""Past one machine's memory: statements in a folder of Parquet files, read one at a time, here or by the workers of a Dask cluster.

Sums over the files are merged exactly, so that the results are those of the whole corpus in one table. Dask is needed for a cluster only:
``pip install "dask[distributed,diagnostics]"``.
"""

import re
from contextlib import nullcontext
from functools import partial
from itertools import count, pairwise
from pathlib import Path

import pandas as pd

from helpers import keyness as of_tables
from helpers.counting.rates import effects, rates
from helpers.files.whole_files import write_new
from helpers.frames.doors import require_documents
from helpers.scale.counts import each_once, found_in, over, part_counts, summed, totals


def write_parts(documents, folder, *, size=10_000):
    """Write statements as a folder of Parquet files, in their order.

    Parameters
    ----------
    documents : DataFrame
        Statements. For more than memory holds, call this for some at a time: new files come after those that are there, and never
        in the place of one, also where several programs write at once.
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
    if size < 1:
        raise ValueError(f"size={size}: a file holds 1 statement or more")
    documents = require_documents(documents, "text")
    Path(folder).mkdir(parents=True, exist_ok=True)
    first, written = 0, []
    for begin, end in pairwise([*range(0, len(documents), size), len(documents)]):
        first = max([first, *(number + 1 for number in map(_number, parts_of(folder)))])
        free = (Path(folder) / f"part-{number:06}.parquet" for number in count(first))
        written.append(write_new(free, documents.iloc[begin:end].to_parquet(index=False)))
    return written


def _number(path):
    """Return the number in the name of a file, -1 for a file of the user's own."""
    known = re.fullmatch(r"part-([0-9]+)", path.stem)
    return int(known[1]) if known else -1


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
    import dask
    from dask.distributed import Client

    if address is not None:
        return Client(address)
    here = "127.0.0.1:8787"  # by itself, Dask shows its pages to the whole network
    start = "distributed.nanny.pre-spawn-environ"
    # Dask has its workers give back all memory at once: half of their time would go into asking for it again.
    environment = {name: value for name, value in dask.config.get(start, {}).items() if name != "MALLOC_TRIM_THRESHOLD_"}
    with dask.config.set({start: environment}):
        return Client(n_workers=workers, threads_per_worker=1, memory_limit=memory, host="127.0.0.1", dashboard_address=here)


def map_parts(find, folder, *, client=None, scheduler=None, to=None):
    """Give each file of a folder to a function of documents, and join what it returns.

    Parameters
    ----------
    find : function
        Of a documents table, with results that do not depend on the other statements: `places.region_mentions`, `timexes.find_timexes`,
        `reported.reported_statements`, or a ``functools.partial`` of one.
    folder : path-like or dask.dataframe.DataFrame
        From `write_parts`, or a documents table of Dask's, each partition of which is read where it lies.
    client : distributed.Client, optional
        From `connect`; without one, the files are gone through here, one after the other.
    scheduler : str or distributed.Client, optional
        The address of a running scheduler, ``tcp://10.0.0.5:8786``, where there is no client yet.
    to : path-like, optional
        A folder for the results, a Parquet file for each of the folder's; then nothing is held in memory, and their paths are returned.
        Not that of the statements, and not one with files of other names, which would be taken for results.

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
    >>> map_parts(region_mentions, folder).name.tolist()
    ['Kyiv', 'Odesa']
    """
    with _cluster(client, scheduler) as client:
        parts, names = _some_parts(folder, client)
        if to is not None:
            _for_results(to, folder, names)
        made = list(over(partial(found_in, find=find, to=to), parts, names, client))
    return made if to is not None else pd.concat(made, ignore_index=True)


def term_frequency(folder, *, by=None, n=1, where=None, unit="statement", client=None, scheduler=None):
    """Count terms over a folder of statements; as `frequency.term_frequency` does, row for row.

    Parameters
    ----------
    folder : path-like or dask.dataframe.DataFrame
        As for `map_parts`.
    by, n, unit
        As for `frequency.term_frequency`.
    where : function, optional
        Returns those of a documents table that are counted: ``lambda documents: documents[documents.issuer == "NATO"]``.
    client, scheduler
        As for `map_parts`.

    Examples
    --------
    >>> import tempfile
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes, no polls.", "No."]})
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_parts(documents, folder, size=1)
    >>> term_frequency(folder)[["term", "n", "documents", "total"]].values.tolist()
    [['no', 3, 2, 5], ['polls', 1, 1, 5], ['votes', 1, 1, 5]]
    """
    with _cluster(client, scheduler) as client:
        counts, exposure, names, keys = _totals(folder, by, n, where, client)
    return rates(counts, names, keys, exposure, unit)


def keyness(folder, target, reference, *, n=1, cells=4, client=None, scheduler=None):
    """Compare the frequency of every term in two groups of the statements of a folder, as `keyness.keyness` does of tables of counts.

    There is no p: the test ranks the rates of single statements, and here only their sums are kept.

    Parameters
    ----------
    folder : path-like or dask.dataframe.DataFrame
        As for `map_parts`.
    target, reference : function
        Return those of a documents table that belong to the group.
    n, client, scheduler
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
    with _cluster(client, scheduler) as client:
        sides = [_totals(folder, None, n, where, client) for where in (target, reference)]
    return of_tables.keyness(*(effects(counts, exposure, names) for counts, exposure, names, _ in sides), cells=cells)


def _cluster(client, scheduler):
    """Return the client to work with, None for this process; what is connected to here is let go at the end."""
    if client is not None and scheduler is not None:
        raise ValueError("client and scheduler are both given, and one of them is enough: a client knows its scheduler")
    given = client if scheduler is None else scheduler
    return connect(given) if isinstance(given, str) else nullcontext(given)


def _some_parts(folder, client):
    """Return the parts of a folder or of a Dask DataFrame, and their names."""
    if hasattr(folder, "to_delayed"):
        parts, where = folder.to_delayed(), "the Dask DataFrame"
        names = [f"part-{number:06}.parquet" for number in range(len(parts))]
    else:
        parts, where = parts_of(folder), str(folder)
        names = [path.name for path in parts]
    if not parts:
        raise ValueError(f"folder={str(folder)!r} holds no Parquet file; write_parts makes such a folder")
    each_once(parts, names, client, where=where)
    return parts, names


def _for_results(to, folder, names):
    """Make the folder for the results of some files, or say why it is none."""
    if isinstance(folder, (str, Path)) and Path(to).resolve() == Path(folder).resolve():
        raise ValueError(f"to={str(to)!r} is the folder of the statements, which the results would overwrite; name another")
    others = sorted({path.name for path in parts_of(to)} - set(names))
    if others:
        raise ValueError(f"to={str(to)!r} holds {', '.join(others[:3])}, of other statements than these; name an empty folder")
    Path(to).mkdir(parents=True, exist_ok=True)


def _totals(folder, by, n, where, client):
    sums = summed(partial(part_counts, by=by, n=n, where=where), *_some_parts(folder, client), client)
    if sums is None:
        raise ValueError(f"where={where}: no statement in {str(folder)!r} is of that kind")
    return totals(sums)
