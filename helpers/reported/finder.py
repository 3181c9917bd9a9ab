"""Reported statements: who is said to have said what, with which word."""

import re
from operator import attrgetter, itemgetter

import pandas as pd

from helpers.bulk.progress import rows_of, uncollected
from helpers.frames.doors import require_documents
from helpers.languages import languages_of, with_warning
from helpers.reported.actors import actors_of
from helpers.reported.clauses import clauses_of
from helpers.reported.doubt import is_sure
from helpers.reported.genre import given, known
from helpers.reported.own import in_turns, may_be_own, own_statements
from helpers.reported.phrases import PHRASES, headline, name_and_colon, phrase, quotation_and_dash, turns
from helpers.reported.pieces import pieces_of
from helpers.reported.quotations import quotations
from helpers.reported.speakers import resolve
from helpers.reported.verbs import verb
from helpers.reported.within import outermost
from helpers.reported.words import with_possessives, words_of
from helpers.spans import normalize

NEEDED = ["document_id", "text", "source", "issuer", "genre", "kind"]
COLUMNS = [
    *("document_id", "start", "end", "content", "speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end", "cue_class"),
    *("mode", "negated", "actor", "part", "complete", "rule", "sure"),
]
ORDER = itemgetter(1, 2, 8)  # start, end, cue_start
BLANK = re.compile(r"\n[^\S\n]*+\n\s*+")
NEGATIVE = re.compile(  # its first letter first, so that the search is fast
    r"[nN](?:'t|(?<!\w[nN])(?:ot|ever|either|or|one|obody|othing"
    r"|o (?:\w{1,20} ){1,4}(?:is|are|was|were|may|can|will|would|shall|has|have|had)))\b"
    r"|c(?<!\wc)annot\b"
)


def reported_statements(documents, *, genre=None):
    """Find reported statements: quotations, paraphrases and acts such as *condemned the plans*.

    Parameters
    ----------
    documents : DataFrame
        Statements; an unnamed *we* is their source, else their issuer, where they have these columns. A column `genre` says what
        kind of text each is; where it is not filled in, `reported.genres` does.
    genre : str, optional
        The genre of all of them, in place of the column: news, communiqué, speech, interview, transcript.

    Returns
    -------
    DataFrame
        One row per reported statement, in text order: document_id, start, end, content (without cue, speaker, *that* and outer
        marks), speaker (for a pronoun the name it stands for; missing where the text has none), speaker_start, speaker_end (the
        words that stand for the speaker), cue, cue_start, cue_end, cue_class (say, think, claim, condemn, demand, support,
        promise, deny), mode (direct, mixed, paraphrase, performative; own where the text is a speech or communiqué, and its issuer
        says so: *we condemn*, not *we know that*, which asserts), negated (of the content), actor and part (from
        ``corpus/wordlists/actors.csv``, else of what the text or its issuer called so before, else the family name of a person;
        missing where unknown), complete (false for a quotation that is never closed),
        rule (the step that made the row, a function of ``helpers/reported``: content_after, content_before, content_on_both_sides or
        content_ahead of the verb and its speaker, quotation_before its sentence, unclosed_quotation, passive, according_to,
        in_the_view_of, in_ones_view, name_and_colon, headline, quotation_and_dash, in_ones_claim, turns, colon_and_quotation),
        sure (whether it is of one of the kinds whose content is nearly always right: quotations before their speaker, and what
        follows *say*, *add*, *tell* … to the end of a sentence, if words of it are quoted or if the sentence begins with the speaker;
        `doubt.is_sure`. It tells nothing of the other columns. By the contents marked in two samples of news, of 84 and of 250 texts
        of PolNeAR, with which the kinds were chosen, 607 of 1,607 and 1,280 of 3,506 rows are sure (38 and 37 in 100), and 583 and
        1,232 of these are right (96.0 and 96.3 in 100); of all rows there 82 and 79 in 100. In the sample of the corpus, whose
        digests hardly quote, only 8 of 243 rows are sure, and all 8 right; of all rows there 91 in 100).

        What someone is said to have said is one row: of *she said that he refused to leave*, she says all of it, and *he refused* has
        no row of its own; but quotations within it do, and *the step which, they said, was void*.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["“This is a crime,” said Josep Borrell on Monday."]})
    >>> reported_statements(documents)[["content", "speaker", "cue", "mode", "rule"]].values.tolist()
    [['This is a crime', 'Josep Borrell', 'said', 'direct', 'content_before']]

    References
    ----------
    Newell, E., Margolin, D. and Ruths, D. (2018). An attribution relations corpus for political news. LREC 2018: what is counted
    as source, cue and content.
    """
    documents = require_documents(documents, "text")
    if genre is not None:
        documents = documents.assign(genre=known(genre))
    return with_warning(uncollected(_table, documents), languages_of(documents), "reported statements")


def _table(documents):
    """Return the table of reported statements."""
    rows = rows_of(_found, documents[[column for column in NEEDED if column in documents]])
    kinds = {"document_id": documents["document_id"].dtype, "speaker_start": "Int64", "speaker_end": "Int64"}
    kinds |= dict.fromkeys(["start", "end", "cue_start", "cue_end"], "int64") | dict.fromkeys(["negated", "complete", "sure"], "bool")
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    return pd.DataFrame({name: pd.array(column, dtype=kinds.get(name, "str")) for name, column in zip(COLUMNS, columns, strict=True)})


def _found(documents):
    """Return the rows of some statements."""
    rows = []
    empty = pd.Series(None, index=documents.index, dtype=object)
    ids, texts, *about = (documents.get(name, empty).tolist() for name in ("document_id", "text", "source", "issuer"))
    unnamed_of = [next(filter(_is_text, names), None) for names in zip(*about, strict=True)]
    texts_folded = [normalize(text) for text in texts]
    may = may_be_own([folded for folded, _ in texts_folded], unnamed_of)
    columns = list(zip(ids, texts, texts_folded, unnamed_of, about[1], given(documents), may, strict=True))
    for number, words, clauses, breaks in _words(texts, texts_folded):
        _, text, (folded, origin), unnamed, issuer, genre, may_own = columns[number]
        found = _read(words, clauses, breaks)
        if not found:
            continue
        names = resolve(folded, [s.speaker for s in found], unnamed)
        pairs = in_turns(folded, list(zip(found, names, strict=True)))
        pairs = own_statements(folded, pairs, unnamed, genre) if genre or may_own else pairs
        pairs = outermost(pairs, folded)
        named = [name if name is None or isinstance(name, str) else text[slice(*_place(name, origin))] for _, name in pairs]
        who = actors_of(named, issuer if isinstance(issuer, str) else unnamed)
        made = [_row(columns[number], s, name, actor) for (s, _), name, actor in zip(pairs, named, who, strict=True)]
        rows += sorted(made, key=ORDER)
    return rows


def _is_text(name):
    return isinstance(name, str)


def _words(texts, folded):
    """Yield of each text that is not empty its number, the folded words, what is to be read of them, and where blank lines stand."""
    breaks = [[m.span() for m in BLANK.finditer(text)] for text, _ in folded]
    quotes = [quotations(plain, text, origin, ends) for (plain, origin), text, ends in zip(folded, texts, breaks, strict=True)]
    for some in pieces_of([with_possessives(text, found) for (text, _), found in zip(folded, quotes, strict=True)]):
        words = [words_of(folded[n][0], pieces, quotes[n]) for n, pieces in some]
        clauses = clauses_of(words, [pieces for _, pieces in some])
        yield from ((n, *about, breaks[n]) for (n, _), *about in zip(some, words, clauses, strict=True))


def _read(words, clauses, breaks):
    """Return the statements that a folded text reports, in the order of their cues."""
    found, low = [], words.low
    sentence, memory, taken = -1, None, 0
    for i, lo, hi, clause in clauses:
        word = low[i]
        if words.starts[i] < taken:
            continue
        if lo != sentence:
            sentence, memory = lo, None
        made = None
        if word in PHRASES:
            made = phrase(words, i, lo, hi)
        if made is None and clause is not None:
            made, memory = verb(clause, memory)
        if made is not None:
            found.append(made)
            if not made.complete and made.start > made.cue[0]:
                taken = made.end
    taken = {s.start for s in found}
    spoken = turns(words, breaks)
    titles = [] if spoken else headline(words, breaks, found)
    taken |= {s.start + 1 for s in titles}
    every = [*found, *spoken, *titles, *name_and_colon(words, taken), *quotation_and_dash(words, taken)]
    return _settle(sorted(every, key=attrgetter("cue")), words.text)


def _settle(found, text):
    """Leave out *according to X* before another speaker and cue, a refusal within its own report, and who speaks after another's words."""
    fronts = {s.speaker[0] for s in found if s.speaker and s.start > s.cue[0] > s.speaker[0]}
    introduced, kept, reach = set(), [], 0
    for s in found:
        if (s.start, s.end) in introduced:  # She said: “No.” He disagreed.
            continue
        if s.start > s.cue[0] and text[s.start - 1] in "\"'":
            introduced.add((s.start, s.end))
        if (s.refused and s.cue[0] < reach) or (s.phrase and s.start in fronts):
            continue
        kept.append(s)
        if s.start > s.cue[0]:
            reach = max(reach, s.end)
    return kept


def _place(span, origin):
    """Return where a span of the folded text stands in the text as it is."""
    return span if origin is None or span[0] is None else (int(origin[span[0]]), int(origin[span[1]]))


def _negative(content):
    """Return whether a content is negated; few hold one of these letters, which is asked first."""
    small = content.lower()
    asked = "no" in small or "neve" in small or "neit" in small or "n't" in small or "n’t" in small
    return asked and NEGATIVE.search(content.replace("’", "'")) is not None


def _row(columns, s, name, actor):
    document_id, text, (folded, origin), *_ = columns
    spans = (s.start, s.end), s.speaker or (None, None), s.cue
    (start, end), speaker, cue = spans if origin is None else (_place(span, origin) for span in spans)
    content = text[start:end]
    about = s.kind, s.mode, s.refused or _negative(content)
    more = *about, *actor, s.complete, s.rule, is_sure(folded, s)
    return (document_id, start, end, content, name, *speaker, text[cue[0] : cue[1]], *cue, *more)
