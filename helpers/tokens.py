"""The token table: one declared rule for what counts as a word."""

import re

import numpy as np
import pandas as pd

from helpers.spans import fold, sentences

RULE = (
    "Tokens: runs of letters and digits; hyphens and apostrophes inside a word keep it whole (well-being, doesn't); "
    "a possessive 's is dropped (NATO's: NATO); U.S., A/78/123, 3:30 and 1,234.56 are one token each; "
    "types are case-folded, except words with two capitals (NATO, US) outside sentences in capitals."
)
LETTER = r"[^\W\d_]"
# Possessive quantifiers (++, *+) never step back, so the time stays linear in the text.
WORD = r"(?:\d++(?:[.,:]\d++)++|[\w\u0300-\u036f]++)"  # combining marks stay with their letter
CHAIN = rf"{WORD}(?:[-']{WORD})*+"
TOKEN = re.compile(
    rf"(?:{LETTER}\.){{2,}}+"  # U.S., e.g.
    rf"|{CHAIN}(?:\.{CHAIN})?+(?:/{CHAIN}(?:\.{CHAIN})?+){{1,5}}+(?<=\d)"  # A/78/123, S/PV.9143, 24/02/2022: only where a digit ends it
    rf"|{CHAIN}"
)
# Their 's is a verb, so it stays: it's, that's.
CONTRACTED = {"it", "that", "he", "she", "there", "here", "what", "who", "where", "when", "how", "let", "this"}


def type_of(surface, *, capitals=False):
    """Return the type of a token: case-folded, unless one of its parts has two capitals.

    With ``capitals=True`` (a sentence without a small letter) everything is folded.

    Examples
    --------
    >>> [type_of(word) for word in ("NATO", "U.S.", "Us", "Vice-President")]
    ['NATO', 'U.S.', 'us', 'vice-president']
    """
    if not capitals and any(sum(c.isupper() for c in part) > 1 for part in re.split(r"[-'/]", surface)):
        return surface
    return surface.casefold()


def tokenize(documents):
    """Split statements into tokens, by the rule in ``tokens.RULE``.

    Returns
    -------
    DataFrame
        One row per running word: document_id (categorical), sentence, start, end, type (categorical). Offsets are
        of the document's own text; the type is of its folded form. ``attrs["documents"]`` keeps the documents'
        other columns, so that later steps can group by them.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["NATO’s Allies don't recognise it."]})
    >>> tokenize(documents).type.tolist()
    ['NATO', 'allies', "don't", 'recognise', 'it']
    """
    parts, types, known = [], {}, {}
    per_document = dict(iter(sentences(documents).groupby("document_id")))
    for code, (document_id, text) in enumerate(zip(documents.document_id, documents.text, strict=True)):
        if document_id not in per_document:
            continue
        folded, origin = fold(text)
        spans = per_document[document_id]
        found = [(m.start(), m.end()) for m in TOKEN.finditer(folded)]
        surfaces = [folded[a:b] for a, b in found]
        start, end = np.array(found, dtype=np.int64).reshape(-1, 2).T
        for i, surface in enumerate(surfaces):
            if surface.endswith(("'s", "'S")) and surface[:-2].casefold() not in CONTRACTED:
                end[i] -= 2
                surfaces[i] = surface[:-2]
        if origin is not None:
            start, end = origin[start], origin[end]
        sentence = np.searchsorted(spans.start.to_numpy(), start, side="right") - 1
        loud = np.array([text[a:b].isupper() for a, b in zip(spans.start, spans.end, strict=True)])
        codes = np.empty(len(surfaces), dtype=np.int32)
        for i, (surface, capitals) in enumerate(zip(surfaces, loud[sentence], strict=True)):
            key = (surface, capitals)
            if key not in known:
                known[key] = types.setdefault(type_of(surface, capitals=capitals), len(types))
            codes[i] = known[key]
        parts.append((np.full(len(codes), code, dtype=np.int32), sentence.astype(np.int32), start, end, codes))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] or [np.array([], dtype=np.int32)] * 5
    table = pd.DataFrame({"sentence": columns[1], "start": columns[2], "end": columns[3]})
    table.insert(0, "document_id", pd.Categorical.from_codes(columns[0], categories=pd.Index(documents.document_id, dtype="str")))
    table["type"] = pd.Categorical.from_codes(columns[4], categories=pd.Index(list(types), dtype="str"))
    table.attrs["documents"] = _metadata(documents)
    return table


class _Shared(dict):
    """A dict that copies of a table share: pandas copies attrs deeply at every step."""

    def __deepcopy__(self, memo):
        return self


def _metadata(documents):
    columns = documents.drop(columns="text").astype({"date": "str"}) if "date" in documents else documents.drop(columns="text")
    return _Shared(columns.to_dict("list"))
