"""Spans: stretches of a statement's text as half-open offsets, the sentences they lie in, and the form that texts are searched in."""

import unicodedata
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from helpers.bulk.characters import FOLDED, UNSEEN
from helpers.bulk.chunks import batches
from helpers.bulk.end_kinds import Words
from helpers.bulk.known import known
from helpers.bulk.progress import in_threads
from helpers.bulk.sentence_ends import sentences_of, spans_of
from helpers.bulk.statements import in_groups, with_parts
from helpers.files.lines import lines_of
from helpers.files.list_error import ListError
from helpers.frames.doors import TableError, positions, require_documents, require_spans
from helpers.labels import heads
from helpers.paths import WORDLISTS

__all__ = ["evidence", "found_in", "sentences", "wordlist"]

MANY = 0.1  # of rows without a speaker are told
# What the sentence of places.outside is worth, and that of names known by their form: see there and tests/test_outside.py.
BY_FORM = " In no list, and known by form alone (as *in Nenagh* shows it): {n:,} {of} {places:,} {names}; in news 155 of 171 were right."
OUTSIDE = (
    " Outside this gazetteer: {n:,} {of} {places:,} {names}, {form:,} in no list; count them with "
    "places.region_mentions(documents, places.with_world(gazetteer)). In news 1,522 of 1,642 were right."
)
LONGEST = 500  # characters of a sentence that are shown before and after a span in it
LISTS = ("abbreviations", "abbreviations_before_numbers", "stop_words", "quotation_verbs", "after_hours")


def wordlist(name):
    """Return the words of ``corpus/wordlists/<name>.txt``, in the file's order; lines that begin with # are comments.

    Raises
    ------
    ValueError
        If there is no such list, or it is not UTF-8.

    Examples
    --------
    >>> "the" in wordlist("stop_words")
    True
    """
    path = WORDLISTS / f"{name}.txt"
    try:
        lines = lines_of(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ListError(f"{path}, line {line}: the file is not UTF-8. Remedy: save it as UTF-8.") from None
    except (OSError, ValueError):
        known = ", ".join(sorted(file.stem for file in WORDLISTS.glob("*.txt")))
        raise ValueError(f"name={name!r}: there is no such word list in {WORDLISTS}; there are {known}") from None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def normalize(text):
    r"""Return `text` in the form it is searched in, and the offset map back to `text`.

    The form is Unicode's NFC with one kind of apostrophe, quotation mark, hyphen, dash and space, and without characters that are
    not seen, such as soft hyphens.

    Returns
    -------
    normalized : str
    origin : ndarray or None
        ``origin[i]`` is the offset in `text` of ``normalized[i]`` (one more entry, for the end). None where they are equal.

    Examples
    --------
    >>> normalize("Ukraine’s “vote”")
    ('Ukraine\'s "vote"', None)
    """
    if not text.isascii() and any(map(text.__contains__, UNSEEN)):
        seen = [i for i, character in enumerate(text) if character not in UNSEEN]
        folded, origin = normalize("".join([text[i] for i in seen]))
        places = np.array([*seen, len(text)], dtype=np.int64)
        return folded, places if origin is None else places[origin]
    if unicodedata.is_normalized("NFC", text):
        return _translate(text), None
    starts = [i for i, character in enumerate(text) if not unicodedata.combining(character)]
    starts = starts if starts and starts[0] == 0 else [0, *starts]
    pieces = [unicodedata.normalize("NFC", text[a:b]) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    lengths = np.array([len(piece) for piece in pieces], dtype=np.intp)
    first, end = np.repeat(starts, lengths), np.repeat([*starts[1:], len(text)], lengths)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(first))  # characters to the end of a letter with its marks
    # A letter that NFC writes as two would else end where it starts, and so would a letter before a mark that it does not take in.
    origin = np.where(left == np.repeat(lengths, lengths), first, np.maximum(first + 1, end - left))
    return _translate("".join(pieces)), np.append(origin, len(text))


def _translate(text):
    """Fold characters one by one: few kinds stand in a text, and replacing those is faster than str.translate."""
    if text.isascii():
        return text.replace("`", "'")
    for character, plain in FOLDED.items():
        if character in text:
            text = text.replace(character, plain)
    return text


def sentences(documents):
    """Split statements into sentences, by Punkt's rules for abbreviations, initials and numbers and the lists in ``corpus/wordlists``.

    The full stops and question marks of other scripts (。 ؟ । ።) end sentences too, and a sentence never runs across a blank line. A
    quoted question or call goes on where a small letter, a dash, or a name and a verb
    of ``quotation_verbs`` follow: “Why?” Mr Hale asked.

    Returns
    -------
    DataFrame
        One row per sentence: document_id, sentence (0, 1, … in each statement), start, end (character offsets).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["The U.S. said no. Kyiv agreed."]})
    >>> sentences(documents)[["sentence", "start", "end"]].values.tolist()
    [[0, 0, 17], [1, 18, 30]]

    References
    ----------
    Kiss, T. and Strunk, J. (2006). Unsupervised multilingual sentence boundary detection. Computational Linguistics 32(4).
    """
    documents = require_documents(documents, "text")
    groups, chunks = in_groups(documents["text"])
    parts = [(np.zeros(0, dtype=np.int64),) * 4]
    for made in in_threads(partial(_read, known=known(chunks, sentence_words())), groups):
        parts += made
    document, number, start, end = (np.concatenate(column) for column in zip(*parts, strict=True))
    ids = documents["document_id"].array.take(document)
    return pd.DataFrame({"document_id": ids, "sentence": number, "start": start, "end": end})


def _read(group, *, known):
    group, ends = with_parts(group, known.part), known.ends
    found = ((batch, sentences_of(batch, ends)) for batch in batches(group))
    columns = ((batch.documents[some.owner], some.number, *spans_of(batch, ends, some)) for batch, some in found)
    return [tuple(column.astype(np.int64) for column in made) for made in columns]


def sentence_words():
    """Return the words that sentences are found by."""
    lists = (wordlist(name) for name in LISTS)
    return Words(*(pa.array(words, type=pa.string()) for words in lists))


def evidence(spans, documents, *, width=None):
    """Show spans in the sentences they stand in.

    Parameters
    ----------
    spans : DataFrame
        Any table with document_id, start and end: tokens, mentions, KWIC lines, events …
    documents : DataFrame
        The statements they come from.
    width : int, optional
        Keep at most this many characters before and after the span; the default keeps the whole sentence, up to 500.

    Returns
    -------
    DataFrame
        One row per span, in the order and with the index of `spans`: document_id, date (datetime64; if not all dates of
        `documents` are known to the day, text with as much as is known: 2022-09-22, 2022-09, 2022), issuer, statement (the
        title, else the issuer, else the document_id; told apart where several in the table have the same), sentence (its
        text), before, surface, after, start, end. A span over several sentences gets them all.

    Raises
    ------
    TableError
        If a span is of a statement that `documents` does not hold, or reaches beyond its text.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": ["2022-09-22"], "issuer": ["NATO"], "text": ["No. We said no."]})
    >>> spans = pd.DataFrame({"document_id": ["a"], "start": [4], "end": [6]})
    >>> evidence(spans, documents)[["before", "surface", "after"]].values.tolist()
    [['', 'We', ' said no.']]
    """
    spans, documents = require_spans(spans, "start", "end"), require_documents(documents, "text")
    ids = pd.Index(documents["document_id"])
    code = positions(spans["document_id"], ids)
    if (code < 0).any():
        unknown = spans["document_id"][code < 0].unique().tolist()
        raise TableError(f"spans of statements that documents does not hold: {unknown[:5]}; pass the documents they were found in")
    start, end = (spans[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
    first, last = _around(code, start, end, sentences(documents.iloc[np.unique(code)]), ids)
    # A text without a full stop is one sentence: whole in each of its rows, it would fill the memory.
    first, last = np.maximum(first, start - LONGEST), np.minimum(last, end + LONGEST)
    left, right = (first, last) if width is None else (np.maximum(first, start - width), np.minimum(last, end + width))
    texts = documents["text"].tolist()  # a column would copy a whole text each time it is asked
    if ((start < 0) | (end < start) | (end > np.array([*map(len, texts), 0])[code])).any():
        raise TableError("spans reach beyond the text of their statement; pass the documents they were found in")
    found = pd.DataFrame(index=spans.index)
    for name, begins, ends in (("sentence", first, last), ("before", left, start), ("surface", start, end), ("after", end, right)):
        found[name] = pd.array([texts[i][a:b] for i, a, b in zip(code.tolist(), begins.tolist(), ends.tolist(), strict=True)], dtype="str")
    metadata = heads(documents, code).set_axis(spans.index)
    metadata.insert(1, "issuer", documents.reindex(columns=["issuer"])["issuer"].iloc[code].array)
    own = documents["document_id"].take(code).set_axis(spans.index)
    return pd.concat([own, metadata, found, spans[["start", "end"]]], axis=1)


def found_in(found, documents, *, what, outside=None):
    """Say in how many statements a finder found something, in which languages those are where it found nothing, and what it did not count.

    Parameters
    ----------
    found : DataFrame
        Rows with document_id: mentions, timexes, reported statements …
    documents : DataFrame
        The statements that were searched.
    what : str
        What was looked for, in the singular and with its article: "a place".
    outside : DataFrame, optional
        From `places.outside`: the places that the gazetteer in use does not have.

    Returns
    -------
    str

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a", "b", "c"], "language": ["en", "fr", None], "text": "On 3 May."})
    >>> found_in(pd.DataFrame({"document_id": ["a"]}), documents, what="a date")
    'A date was found in 1 of 3 statements; not in 2 (language fr 1, not stated 1).'
    >>> found_in(pd.DataFrame({"document_id": ["a"], "speaker": [None]}), documents.head(1), what="a report")[-46:]
    'an issuer, in a line or a column of that name.'
    """
    documents = require_documents(documents)
    without = documents[~documents.document_id.isin(found["document_id"])]
    total, some = len(documents), len(documents) - len(without)
    head = f"{what[:1].upper()}{what[1:]} was found in {some:,} of {total:,} {'statement' if total == 1 else 'statements'}"
    also = _unknown_speakers(found) + _by_form(found) + ("" if outside is None else outside_told(outside))
    if without.empty:
        return f"{head}.{also}"
    languages = without["language"].fillna("not stated").value_counts() if "language" in without else pd.Series(dtype=int)
    told = f" (language {', '.join(f'{name} {n:,}' for name, n in languages.head(5).items())})" * bool(len(languages))
    return f"{head}; not in {len(without):,}{told}.{also}"


def outside_told(outside):
    """Return the sentence on places that a gazetteer does not have, from `places.outside`; "" where there are none."""
    return _told(OUTSIDE, outside)


def _by_form(found):
    """Return the sentence that tells of names in no list, where there are any."""
    return _told(BY_FORM, found[found["kind"] == "unlisted"]) if "kind" in found else ""


def _told(sentence, mentions):
    n, names, form = len(mentions), mentions["place_id"].nunique(), int((mentions["kind"] == "unlisted").sum())
    of, nouns = "mention of" if n == 1 else "mentions of", "name" if names == 1 else "names"
    return sentence.format(n=n, of=of, places=names, names=nouns, form=form) if n else ""


def _unknown_speakers(found):
    """Return the sentence that tells how many rows have no speaker, where it is one in ten or more, and what helps."""
    share = found["speaker"].isna().mean() if "speaker" in found and len(found) else 0
    if share < MANY:
        return ""
    return f" {share:.0%} have no speaker: give the statements an issuer, in a line or a column of that name."


def _around(code, start, end, found, ids):
    """Return where the first and the last sentence of each span begin and end."""
    if found.empty:
        return start, end
    step = max(int(end.max(initial=0)), int(found["end"].max())) + 1  # offsets of all statements in one ascending row of numbers
    owner, code = ids.get_indexer(found["document_id"]) * step, code * step
    low, high = np.searchsorted(owner, code), np.searchsorted(owner, code, side="right") - 1
    first = np.maximum(np.searchsorted(owner + found["start"].to_numpy(), code + start, side="right") - 1, low)
    last = np.minimum(np.searchsorted(owner + found["end"].to_numpy(), code + end), high)
    none = high < low  # a text of white space has no sentence
    first, last = found["start"].to_numpy()[np.where(none, 0, first)], found["end"].to_numpy()[np.where(none, 0, last)]
    return np.where(none, start, np.minimum(first, start)), np.where(none, end, np.maximum(last, end))
