"""Statements as the numbers of their chunks, by one list for all of them: what a chunk is, is found out once for the whole corpus."""

from functools import partial
from typing import NamedTuple

import numpy as np

from helpers.bulk.chunks import Batch, as_arrow, bytes_of, cut, of_one_list, slices
from helpers.bulk.progress import in_threads, threads_for


class Statements(NamedTuple):
    """A group of statements, whose chunks have numbers of the group's own."""

    group: Batch
    place: np.ndarray  # of each of these numbers: the place of the chunk in the list for all groups


def in_groups(texts):
    """Cut statements into chunks, by several threads where they are many; return them in groups, and the list of different chunks."""
    whole = as_arrow(texts)
    groups = list(in_threads(partial(_cut, whole), slices(whole, threads_for(len(bytes_of(whole)[1])))))
    places, chunks = of_one_list([group.chunks for group in groups])
    return [Statements(Batch(*group[:3]), place) for group, place in zip(groups, places, strict=True)], chunks


def _cut(whole, borders):
    group = cut(whole, *borders)
    return group._replace(codes=group.codes.astype(np.uint16)) if len(group.chunks) < 1 << 16 else group  # half of the memory


def with_parts(statements, part):
    """Return statements as the numbers of the list, with two parts in the place of each chunk in which a sentence ends.

    `part` is the number of the first of them, of each chunk of the list, or 0.
    """
    group, codes = statements.group, statements.place.take(statements.group.codes)
    first_part = part.take(statements.place).take(group.codes)
    places = np.flatnonzero(first_part)
    if not len(places):
        return group._replace(codes=codes)
    first_part = first_part[places]
    codes[places] = first_part
    return Batch(group.documents, group.first + np.searchsorted(places, group.first), np.insert(codes, places + 1, first_part + 1))
