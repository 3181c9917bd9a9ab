"""How other rules would have counted the same texts, and where they differ from this kit's."""

import re

import numpy as np
import pandas as pd

from helpers.frames.doors import require_documents
from helpers.needed import needed
from helpers.spans import sentences
from helpers.tokens.rule import in_parts, tokenize

OURS = "this kit"
NLTK = "NLTK word_tokenize"
PATTERNS = {r"\w+": re.compile(r"\w+"), "scikit-learn": re.compile(r"\b\w\w+\b")}


def compare_rules(documents):
    """Count the words of statements by this kit's rule and by other common ones.

    NLTK's tokens without a letter or digit are left out; scikit-learn's are those of its default pattern, which leaves out words of
    one letter. All are case-folded, except that this kit keeps acronyms apart.

    Returns
    -------
    DataFrame
        One row per rule: rule, tokens, types, to_ours (tokens, over those of this kit).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["The U.S. doesn't say a word on well-being."]})
    >>> compare_rules(documents)[["rule", "tokens"]].values.tolist()
    [['this kit', 8], ['NLTK word_tokenize', 9], ['\\\\w+', 11], ['scikit-learn', 7]]
    """
    documents = require_documents(documents, "text")
    ours = tokenize(documents, spans=False).type
    rows = [(OURS, len(ours), len(ours.cat.categories)), *((rule, *_counts(documents, rule)) for rule in (NLTK, *PATTERNS))]
    table = pd.DataFrame(rows, columns=["rule", "tokens", "types"])
    return table.assign(to_ours=table.tokens / max(table.tokens[0], 1))


def rule_differences(documents, rule=NLTK):
    r"""List what another rule takes apart, joins, drops or keeps otherwise than this kit's.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    rule : str
        NLTK word_tokenize, scikit-learn or \w+.

    Returns
    -------
    DataFrame
        One row per stretch of text between spaces that comes out differently, from the most frequent: written, n (times it
        stands in the texts), ours, theirs (the tokens, separated by " | "), document_id (of the first).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["The U.S. doesn't say."]})
    >>> rule_differences(documents, "scikit-learn")[["written", "ours", "theirs"]].values.tolist()
    [['U.S.', 'U.S.', ''], ["doesn't", "doesn't", 'doesn']]
    """
    if rule not in (NLTK, *PATTERNS):
        raise ValueError(f"rule={rule!r}: write one of {', '.join((NLTK, *PATTERNS))}")
    documents = require_documents(documents, "text")
    rows = []
    for document_id, text, mine in _ours(documents):
        theirs = _spans(text, rule)
        starts = np.array([start for start, _ in theirs])
        for chunk in re.finditer(r"\S+", text):
            a = [text[start:end] for start, end in zip(*mine[:, slice(*np.searchsorted(mine[0], chunk.span()))].tolist(), strict=True)]
            b = [text[start:end] for start, end in theirs[slice(*np.searchsorted(starts, chunk.span()))]]
            if a != b:
                rows.append((chunk[0].strip("“”\"',;:()"), " | ".join(a), " | ".join(b), document_id))
    table = pd.DataFrame(rows, columns=["written", "ours", "theirs", "document_id"])
    table = table.astype({"document_id": documents["document_id"].dtype})
    table = table.groupby(["written", "ours", "theirs"], sort=False).document_id.agg(n="size", document_id="first").reset_index()
    return table.sort_values(["n", "written"], ascending=[False, True], ignore_index=True)[
        ["written", "n", "ours", "theirs", "document_id"]
    ]


def _ours(documents):
    """Yield the id of each statement, its text, and where the words of it start and end."""
    for first, tokens in in_parts(documents):
        code, bounds = tokens["document_id"].array.codes, tokens[["start", "end"]].to_numpy().T
        some = documents.iloc[first : first + len(tokens["document_id"].array.categories)]
        places = np.searchsorted(code, np.arange(len(some) + 1, dtype=code.dtype))
        for place, (document_id, text) in enumerate(zip(some["document_id"], some["text"], strict=True)):
            yield document_id, text, bounds[:, places[place] : places[place + 1]]


def _counts(documents, rule):
    """Return how many words statements have by a rule, and how many different ones."""
    number, types = 0, set()
    for text in documents["text"]:
        words = [text[start:end].casefold() for start, end in _spans(text, rule)]
        number += len(words)
        types.update(words)
    return number, len(types)


def _spans(text, rule):
    """Return the spans of the tokens that hold a letter or digit."""
    if rule in PATTERNS:
        return [found.span() for found in PATTERNS[rule].finditer(text)]
    table = sentences(pd.DataFrame({"document_id": [""], "text": [text]}))
    # NLTK turns " into `` before it looks for offsets, and then does not find it again.
    plain = text.replace('"', "'").replace("``", "''")
    tokenizer = needed("nltk.tokenize", "The rules of NLTK").NLTKWordTokenizer()
    spans = [
        (first + start, first + end)
        for first, last in zip(table.start, table.end, strict=True)
        for start, end in tokenizer.span_tokenize(plain[first:last])
    ]
    return [(start, end) for start, end in spans if re.search(r"\w", text[start:end])]
