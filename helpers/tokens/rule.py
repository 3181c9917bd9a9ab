"""The token table: one declared rule for what counts as a word."""

import re
import unicodedata
from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.bulk.characters import UNSEEN
from helpers.bulk.chunk_tokens import Rule
from helpers.bulk.chunks import as_arrow, bytes_of
from helpers.bulk.known import known
from helpers.bulk.statements import in_groups
from helpers.bulk.token_spans import kinds_of, token_table
from helpers.frames.doors import require_documents
from helpers.spans import normalize, sentence_words
from helpers.tokens.table import table_of
from helpers.tokens.unspaced import LETTERS as UNSPACED
from helpers.tokens.unspaced import in_runs, pieces, warn_of, warn_of_runs

RULE = (
    "Tokens: runs of letters and digits, with their combining marks; hyphens and apostrophes inside a word keep it whole (well-being, "
    "doesn't, U.S.-led); a possessive 's is dropped (NATO's: NATO); U.S., A/78/123, 3:30, 1,234.56 and 4.2m are one token each; "
    "underscores count inside a word only, characters that are not seen (soft hyphens) not at all; "
    "types are case-folded, except words with two capitals (NATO, US) outside sentences in capitals."
)
A_PART = 8_000_000  # bytes of text: enough for two threads
LETTER = r"[^\W\d_]"
# Possessive quantifiers (++, *+) never step back, so the time stays linear in the text.
REST = r"(?:[^\W_]|[\u0300-\u036f]|_++(?=[^\W_]))*+"  # combining marks stay with their letter; alone they are no word
WORD = rf"(?:(?:{LETTER}\.){{2,}}+|\d++(?:[.,:]\d++)++{REST}|[^\W_]{REST})"  # U.S., e.g.; 3.5, 4.2m; the others
CHAIN = rf"{WORD}(?:[-']{WORD})*+"
TOKEN = re.compile(
    rf"{CHAIN}(?:\.{CHAIN})?+(?:/{CHAIN}(?:\.{CHAIN})?+){{1,5}}+(?<=\d)"  # A/78/123, S/PV.9143, 24/02/2022: only where a digit ends it
    rf"|{CHAIN}"
)
# Their 's is a verb, so it stays: it's, that's.
CONTRACTED = {"it", "that", "he", "she", "there", "here", "what", "who", "where", "when", "how", "let", "this"}
JOINERS = "\u200c\u200d"  # they shape the letters beside them, as marks do


def type_of(surface, *, capitals=False):
    """Return the type of a token: case-folded, unless one of its parts has two capitals.

    With ``capitals=True`` (a sentence in all caps) everything is folded.

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

    Chinese, Japanese, Thai, Lao, Khmer and Burmese have no spaces between words. Where icu4py is installed (``pip install icu4py``),
    their words are set apart by the dictionaries of ICU, as browsers do it; else a warning says that counts of them mean nothing.

    Parameters
    ----------
    documents : DataFrame
        Statements; a missing text is one without words.
    spans : bool
        Without them the table has no sentence, start and end. That is enough to count words in a corpus of any size, takes
        two thirds of the time and less than half of the memory; nothing leads back to the text then.

    Returns
    -------
    DataFrame
        One row per running word: document_id (categorical), sentence, start, end, type (categorical). Offsets are
        of the document's own text; the type is of its folded form. ``attrs["documents"]`` notes the documents' other columns, each as a
        text in JSON, so that later steps can group by them. It goes along with filters, copies, pickle and Parquet; after a merge or a
        CSV file pass ``documents=documents``, or join the columns to the table.

    Examples
    --------
    >>> import pandas as pd
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["NATO’s Allies don't recognise it."]})
    >>> tokenize(documents).type.tolist()
    ['NATO', 'allies', "don't", 'recognise', 'it']
    """
    documents = require_documents(documents, "text")
    table = _table(documents, spans=spans)
    warn_of_runs(table, documents)
    return table


def in_parts(documents, *, spans=True, size=A_PART):
    """Yield the token tables of some statements after others, of so many bytes or a little more, each with the number of its first one.

    `documents` is from `require_documents`, and has a text. What is found in such a part takes the memory for its tokens alone.
    """
    upto = bytes_of(as_arrow(documents["text"]))[0]
    borders = np.unique(np.searchsorted(upto, np.arange(0, upto[-1], size), side="right") - 1).tolist()
    such = [documents[:0]]
    for begin, end in pairwise([*borders, len(documents)]):
        part = documents.iloc[begin:end]
        table = _table(part, spans=spans)
        such.append(in_runs(table, part))
        yield begin, table
    warn_of(pd.concat([part for part in such if len(part)] or such[:1]), len(documents))


def _table(documents, *, spans):
    groups, chunks = in_groups(documents["text"])
    looked_at = known(chunks, sentence_words(), Rule(_tokens_of, CONTRACTED))
    return table_of(*token_table(groups, looked_at, kinds_of(len(documents), spans=spans)), documents)


def words_of(text):
    """Yield surface (folded), start and end (in `text`) of each word of a text.

    Examples
    --------
    >>> list(words_of("NATO’s aid"))
    [('NATO', 0, 4), ('aid', 7, 10)]
    """
    folded, origin = normalize(text)
    for match in TOKEN.finditer(_with_plain_marks(folded)):
        start, end = match.span()
        surface = folded[start:end]
        if surface.endswith(("'s", "'S")) and surface[:-2].casefold() not in CONTRACTED:
            surface, end = surface[:-2], end - 2
        for first, last in pieces(surface) if UNSPACED.search(surface) else [(0, end - start)]:
            begin, stop = start + first, start + last
            if origin is not None:
                begin, stop = int(origin[begin]), int(origin[stop])
                stop -= len(text[begin:stop]) - len(text[begin:stop].rstrip(UNSEEN))
            yield surface[first:last], begin, stop


def _with_plain_marks(folded):
    """Return a text with one mark of Latin letters in place of each combining mark of any script."""
    if folded.isascii():
        return folded
    return "".join(["\u0300" if unicodedata.category(c)[0] == "M" or c in JOINERS else c for c in folded])


def _tokens_of(chunk):
    """Return start, end, type, and type in a sentence of capitals, of each token in a stretch of text between spaces."""
    return [(start, end, type_of(word), type_of(word, capitals=True)) for word, start, end in words_of(chunk)]
