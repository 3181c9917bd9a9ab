"""Bodies whose names hold a place: the Bank of England is in London, and a sentence on it is not one on England."""

import functools
import re

import pandas as pd

from helpers.frames.doors import require_documents, require_spans
from helpers.places.case import any_of
from helpers.spans import normalize

WORD = r"[A-Z][\w'.-]*+"
SMALL = r"(?:of|for|and|the|on)"
NEAR = 90  # characters of a name before and after the place in it, at most


def with_bodies(mentions, documents):
    """Add to mentions the name of the body that each is a part of.

    A place in the name of a body is a mention as others are: so corpora and the hand-marked samples have it. Who asks what statements
    are about, and not whom they name, takes those without: ``mentions[mentions.body == ""]``.

    Parameters
    ----------
    mentions : DataFrame
        From `region_mentions`.
    documents : DataFrame
        The statements that were searched.

    Returns
    -------
    DataFrame
        The mentions, and body: the name, as its words and the nouns in ``corpus/wordlists/body_heads.txt`` show it (*Bank of England*,
        *Swiss National Bank*); "" where the place is named by itself, or after an office (*the president of Ukraine*).

    Examples
    --------
    >>> from helpers.places import region_mentions
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["The Bank of England sees growth in England."]})
    >>> with_bodies(region_mentions(documents), documents)[["surface", "body"]].values.tolist()
    [['England', 'Bank of England'], ['England', '']]
    """
    documents = require_documents(documents, "text")
    mentions = require_spans(mentions, "start", "end", documents=documents, name="mentions")
    texts = dict(zip(documents.document_id, documents.text, strict=True))
    spans = zip(mentions.document_id, mentions.start, mentions.end, strict=True)
    return mentions.assign(body=pd.array([_body(texts[of], start, end) for of, start, end in spans], dtype="str"))


def _body(text, start, end):
    before, after = text[max(start - NEAR, 0) : start], text[end : end + NEAR]
    opened, closed = _patterns()
    first, last = opened.search(normalize(before)[0]), closed.match(normalize(after)[0])
    if not first and not last:
        return ""
    words = [*(first[0].split() if first else ()), text[start:end], *(last[0].split() if last else ())]
    return " ".join(words[words[0] == "The" :])


@functools.cache
def _patterns():
    """Return the patterns for what stands before a place in the name of a body, and behind it."""
    heads = any_of("body_heads")
    opened = rf"(?:\b{WORD} ){{0,4}}\b{heads}s? (?:{SMALL} (?:{WORD},? (?:and )?){{1,3}}){{0,2}}of (?:the )?$"
    closed = rf"(?: {WORD}){{0,3}}? {heads}\b(?! [A-Z])(?: (?:of|for) (?:the )?{WORD}(?: (?:and )?{WORD}){{0,2}})?"
    return re.compile(opened), re.compile(closed)
