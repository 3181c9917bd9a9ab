"""The token table: one declared rule for what counts as a word."""

import re

from helpers.bulk.chunks import as_arrow, batches, bytes_of
from helpers.bulk.progress import progress
from helpers.bulk.sentence_ends import sentences_of
from helpers.bulk.token_spans import filled, names_of, nothing_known, table_for, token_spans
from helpers.spans import fold, sentence_reading
from helpers.tokens.table import table_of

RULE = (
    "Tokens: runs of letters and digits; hyphens and apostrophes inside a word keep it whole (well-being, doesn't); "
    "a possessive 's is dropped (NATO's: NATO); U.S., A/78/123, 3:30 and 1,234.56 are one token each; "
    "types are case-folded, except words with two capitals (NATO, US) outside sentences in capitals."
)
LETTER = r"[^\W\d_]"
# Possessive quantifiers (++, *+) never step back, so the time stays linear in the text.
WORD = r"(?:\d++(?:[.,:]\d++)++|\w[\w\u0300-\u036f]*+)"  # combining marks stay with their letter; alone they are no word
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
    if not capitals and not surface.islower() and any(sum(c.isupper() for c in part) > 1 for part in re.split(r"[-'/]", surface)):
        return surface
    return surface.casefold()


def tokenize(documents, *, spans=True):
    """Split statements into tokens, by the rule in ``tokens.RULE``.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    spans : bool
        Without them the table has no sentence, start and end. That is enough to count words in a corpus of any size, takes
        two thirds of the time and less than half of the memory; nothing leads back to the text then.

    Returns
    -------
    DataFrame
        One row per running word: document_id (categorical), sentence, start, end, type (categorical). Offsets are
        of the document's own text; the type is of its folded form. ``attrs["documents"]`` keeps the documents'
        other columns, so that later steps can group by them.

    Examples
    --------
    >>> import pandas as pd
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["NATO’s Allies don't recognise it."]})
    >>> tokenize(documents).type.tolist()
    ['NATO', 'allies', "don't", 'recognise', 'it']
    """
    read, known, used = sentence_reading(), nothing_known(), 0
    texts = as_arrow(documents["text"])
    columns = table_for(len(bytes_of(texts)[1]), 5 if spans else 2)
    for batch in progress(batches(texts), len(documents), size=lambda batch: len(batch.documents)):
        made = token_spans(batch, sentences_of(batch, read), known, _tokens_of, spans=spans)
        columns = filled(columns, used, made)
        used += len(made[0])
    return table_of(columns[:, :used], names_of(known), documents)


def _tokens_of(chunk):
    """Return start, end, type, and type in a sentence of capitals, of each token in a stretch of text between spaces."""
    folded, origin = fold(chunk)
    rows = []
    for match in TOKEN.finditer(folded):
        surface, (start, end) = match[0], match.span()
        if surface.endswith(("'s", "'S")) and surface[:-2].casefold() not in CONTRACTED:
            surface, end = surface[:-2], end - 2
        if origin is not None:
            start, end = origin[start], origin[end]
        rows.append((start, end, type_of(surface), type_of(surface, capitals=True)))
    return rows
