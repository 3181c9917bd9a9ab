"""Statements as the numbers of their chunks, by one list for all of them: what a chunk is, is found out once for the whole corpus."""

import numpy as np

from helpers.bulk.chunks import Batch, as_arrow, cut, of_one_list
from helpers.bulk.progress import in_threads, read_in_groups


def in_groups(texts):
    """Cut statements into chunks, by several threads where they are many.

    Returns
    -------
    list of chunks.Batch
        Groups of statements, in their order; their `codes` are places in the list.
    pyarrow.Array
        The list of the different chunks.
    """
    groups = [group for group, _ in read_in_groups(cut, as_arrow(texts))]
    if len(groups) == 1:
        return [Batch(*groups[0][:3])], groups[0].chunks
    numbers, chunks = of_one_list([group.chunks for group in groups])
    return list(in_threads(_of_the_list, groups, numbers)), chunks


def _of_the_list(group, number):
    return Batch(group.documents, group.first, number.take(group.codes))


def with_parts(group, part):
    """Put two parts in the place of each chunk in which a sentence ends; `part` is the number of the first of them, 0 for other chunks."""
    if not len(part) or not part.any():
        return group
    first_part = part.take(group.codes)
    places = np.flatnonzero(first_part)
    if not len(places):
        return group
    first_part = first_part[places]
    codes = np.insert(group.codes, places + 1, first_part + 1)
    codes[places + np.arange(len(places))] = first_part
    return Batch(group.documents, group.first + np.searchsorted(places, group.first), codes)
