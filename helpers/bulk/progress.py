"""Long work over many statements: a bar with the time left, and the other cores of the machine."""

import gc
import multiprocessing
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise

import numpy as np

from helpers.bulk.chunks import as_arrow, bytes_of

DELAY = 2  # seconds without a bar: most work is done by then
LEFT = 1  # and for the last second
ALONE = 3  # seconds after which other cores are asked for help, if there is
WORTH = 8  # seconds of work left: starting a Python with the kit takes two or three
A_TASK = 2_000_000  # bytes that a core is given at once
FOR_THREADS = 4_000_000  # bytes of text from which on a second thread pays
MOST_THREADS = 4  # more wait for one another
IDLE = 20  # seconds after which the other cores' Pythons end


def progress(items, total, *, size=None, what="statements"):
    """Yield items, and show a bar once they have taken longer than a moment; it goes away at the end.

    `total` is a number, or a function that finds it out when a bar is shown; `size` tells how much of it an item is (1).
    """
    begun, done, bar = time.monotonic(), 0, None
    try:
        for item in items:
            yield item
            done += 1 if size is None else size(item)
            if bar is not None:
                bar.update(done - bar.n)
            elif (spent := time.monotonic() - begun) > DELAY and not _one_of_several():
                total = total() if callable(total) else total
                if total is not None and spent * (total - done) < LEFT * done:
                    continue
                from tqdm.auto import tqdm  # not sooner: its import takes longer than most work

                if sys.platform == "emscripten":
                    tqdm.monitor_interval = 0  # its watching thread: there are none
                bar = tqdm(total=total, initial=done, unit=f" {what}", unit_scale=True, leave=False)
    finally:
        if bar is not None:
            bar.close()


def in_threads(function, *items):
    """Yield what a function makes of each item, or of one of each list of items, in their order, by threads: NumPy lets all work."""
    threads = min(cores(), MOST_THREADS, len(items[0]))
    if threads < 2:
        yield from map(function, *items)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(function, *items)


def threads_for(size):
    """Return by how many threads so many bytes of text are read."""
    return min(cores(), MOST_THREADS) if size > FOR_THREADS else 1


def rows_of(find, documents):
    """Return the rows that `find` makes of statements, given some of them at a time, on all cores where that saves time.

    `find` takes a documents table and returns a list of rows. It must be a function of a module, or a partial of one, and what it makes
    of a statement must not depend on the others.
    """
    begins, _ = bytes_of(as_arrow(documents["text"]))
    borders = np.flatnonzero(np.diff(begins // A_TASK) > 0) + 1
    borders = np.unique([0, *borders, len(documents)])
    tasks, sizes = list(pairwise(borders.tolist())), np.diff(borders)
    made = []
    results = zip(_results(find, documents, tasks), sizes.tolist(), strict=True)
    for rows, _ in progress(results, len(documents), size=lambda result: result[1]):
        made += rows
    return made


def _results(find, documents, tasks):
    begun, find = time.monotonic(), partial(uncollected, find)
    for number, (begin, end) in enumerate(tasks, start=1):
        yield find(documents.iloc[begin:end])
        spent = time.monotonic() - begun
        if spent > ALONE and spent / number * (len(tasks) - number) > WORTH and cores() > 1:
            yield from _with_help(find, documents, tasks[number:])
            return


def uncollected(make, *given):
    """Return what a function makes while Python looks for no garbage in cycles: it would go through rows by the million, which have none.

    >>> uncollected(max, 3, 4)
    4
    """
    looks = gc.isenabled()
    gc.disable()
    try:
        return make(*given)
    finally:
        if looks:
            gc.enable()


def _with_help(find, documents, tasks):
    from joblib import Parallel, delayed

    helped = Parallel(n_jobs=cores(), return_as="generator", idle_worker_timeout=IDLE)
    # take copies the rows: of a slice, the whole table would be sent
    results = helped(delayed(find)(documents.take(np.arange(begin, end))) for begin, end in tasks)
    try:
        yield from results
    except BaseException:
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor().shutdown(wait=True, kill_workers=True)
        raise


def cores():
    """Return how many cores may be used."""
    if _one_of_several() or sys.platform == "emscripten":
        return 1
    if "STATEMENTS_CORES" in os.environ:
        return max(int(os.environ["STATEMENTS_CORES"]), 1)
    from joblib import cpu_count

    return cpu_count()


def _one_of_several():
    """Return whether this is a process or thread that another one waits for: it starts no further ones, and shows no bar."""
    return multiprocessing.parent_process() is not None or threading.current_thread() is not threading.main_thread()
