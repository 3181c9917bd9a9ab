"""The reader: a page for each statement, with an address for each sentence and marks for what the finders found."""

import hashlib
import html
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pandas as pd

from helpers.corpus.subcorpora import kept_in
from helpers.frames.doors import require_documents, require_spans
from helpers.labels import date_text, statement_name
from helpers.places import region_mentions
from helpers.reported import reported_statements
from helpers.site.cells import element, finish, inside
from helpers.site.layout import fill, page
from helpers.spans import sentences
from helpers.timeline import reported_dates
from helpers.timexes import find_timexes

NOT_FILES = re.compile(r"index|con|prn|aux|nul|(?:com|lpt)\d|.*-[0-9a-f]{12}")
KINDS = {"place": "Places named", "date": "Dates and times", "reported": "Reported statements"}
CARD = ("issuer", "source", "place", "reference", "kind", "language", "confidence")


def page_name(document_id):
    """Return the name of a statement's page: made from its id alone, safe on every file system, different for every id.

    Examples
    --------
    >>> page_name("2022-09-22-nato")
    '2022-09-22-nato.html'
    >>> page_name("NATO/22 “votes”")
    'nato-22-votes-d1a858135886.html'
    """
    document_id = str(document_id)
    plain = re.sub(r"[^a-z0-9]+", "-", document_id.lower()).strip("-")[:80].strip("-") or "statement"
    if plain != document_id or NOT_FILES.fullmatch(plain):
        plain += "-" + hashlib.sha256(document_id.encode(errors="surrogatepass")).hexdigest()[:12]
    return f"{plain}.html"


def find_all(documents):
    """Find what the pages mark, all in one go.

    Returns
    -------
    dict of DataFrame
        sentences, place, date and reported: what `spans.sentences`, `places.region_mentions`, `timexes.find_timexes` and
        `timeline.reported_dates` return.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["Kyiv said no."]})
    >>> find_all(documents)["place"].name.tolist()
    ['Kyiv']
    """
    documents = require_documents(documents, "date", "text")
    dates = find_timexes(documents)
    return {
        "sentences": sentences(documents),
        "place": region_mentions(documents),
        "date": dates,
        "reported": reported_dates(reported_statements(documents), dates, documents),
    }


def write(documents, folder, *, found, receipt=(), only=None):
    """Write a page for each statement, and an index of them.

    Parameters
    ----------
    documents : DataFrame
        All statements.
    folder : path-like
        An empty folder. The style and script of the site lie one folder up.
    found : dict of DataFrame
        From `find_all`, of the statements that get a page.
    receipt : list of tuple
        What each page says at its end.
    only : collection of str, optional
        The ids of the statements that get a page; the default is all.

    Returns
    -------
    int
        How many pages of statements were written.

    Examples
    --------
    >>> import tempfile
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["Kyiv said no."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(documents, folder, found=find_all(documents))
    1
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    documents = require_documents(documents, "date", "text")
    found = {kind: require_spans(table, "start", "end", documents=documents, name=kind) for kind, table in found.items()}
    known = documents.assign(shown=date_text(documents), name=statement_name(documents, of=["title"]))
    wanted = known if only is None else known[known.document_id.isin(only)]
    rows = [_row(row) for row in wanted.sort_values(["date", "document_id"]).to_dict("records")]
    tables = {kind: dict(iter(table.groupby("document_id"))) for kind, table in found.items()}
    none = {kind: table.head(0) for kind, table in found.items()}
    kept = {name: set(ids) for name, ids in kept_in(wanted, found["place"]).items()}
    for position, row in enumerate(rows):
        around = [(word, rows[i]) for word, i in (("Earlier", position - 1), ("Later", position + 1)) if 0 <= i < len(rows)]
        here = {kind: tables[kind].get(row["document_id"], none[kind]) for kind in found}
        body = fill("statement.html.j2", **row, **_marked(row, here), around=around)
        row["places"] = "|".join(sorted({_plain(name) for name in here["place"].name}))  # by which the list is filtered
        row["kept"] = "|".join(_plain(name) for name, ids in kept.items() if row["document_id"] in ids)
        made = page(title=f"{row['title']}, {row['date']}", body=body, receipt=receipt, up="../", kind="reader")
        (folder / row["file"]).write_text(made, encoding="utf-8")
    body = fill("statements.html.j2", rows=rows, total=f"{len(documents):,}", limited=len(rows) < len(documents))
    index = page(title="The statements", body=inside(finish(element(body))), receipt=receipt, up="../", here="reader/index.html")
    (folder / "index.html").write_text(index, encoding="utf-8")
    return len(rows)


def _plain(name):
    return str(name).replace("|", " ")


def _row(record):
    """Return what the templates say of a statement, with words for what is not stated."""
    known = {name: str(value) for name, value in record.items() if not pd.isna(value)}
    file, date = page_name(record["document_id"]), known.get("shown", "not stated")
    card = [("Date", date), *((name.capitalize(), known[name]) for name in CARD if name in known)]
    urls = [{"text": url, "link": bool(re.match(r"https?://[^\s/]", url))} for url in known.get("url", "").split()]
    language = known.get("language") if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", known.get("language", "")) else None
    names = {"title": known.get("title") or str(record["document_id"]), "name": known["name"], "issuer": known.get("issuer", "")}
    return {
        **names,
        **{"document_id": record["document_id"], "raw": record["text"], "date": date, "file": file, "href": quote(file)},
        **{"card": [*card, ("Id", str(record["document_id"]))], "urls": urls, "language": language},
    }


def _marked(row, here):
    """Return the marked text of a statement as HTML, and for each kind of mark what was found, with its sentences."""
    text, starts, ends = row["raw"], here["sentences"].start.to_numpy(), here["sentences"].end.to_numpy()
    spans = [[] for _ in starts]  # of each sentence those that it shares a character with
    for kind in KINDS:
        for start, end in zip(here[kind].start.tolist(), here[kind].end.tolist(), strict=True):
            for number in range(np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end)):
                spans[number].append((start, end, kind))
    parts, last = ["<p>"], 0
    for number, (start, end) in enumerate(zip(here["sentences"].start, here["sentences"].end, strict=True)):
        between = text[last:start]
        parts.append("</p>\n<p>" if number and re.search(r"\n\s*\n", between) else html.escape(between))
        anchor = f'<a class="number" href="#s{number}" aria-label="Sentence {number}">{number}</a>'
        parts.append(f'<span class="sentence" id="s{number}">{anchor} {_segments(text, int(start), int(end), spans[number])}</span>')
        last = end
    marks = []
    for kind, name in KINDS.items():
        entries = {}
        for label, start in zip(_labels(kind, here[kind]), here[kind].start, strict=True):
            entries.setdefault(label, []).append(max(int(np.searchsorted(starts, start, side="right")) - 1, 0))
        marks.append((kind, name, [(label, sorted(set(places))) for label, places in entries.items()]))
    return {"text": "".join([*parts, html.escape(text[last:]), "</p>"]), "marks": marks}


def _segments(text, start, end, spans):
    """Return a stretch of text cut wherever a mark begins or ends, each piece inside the marks that cover it."""
    changes = {start: [], end: []}  # which marks begin (1) or end (-1) at each border
    for a, b, kind in spans:
        changes.setdefault(max(a, start), []).append((kind, 1))
        changes.setdefault(min(b, end), []).append((kind, -1))
    pieces, covering = [], dict.fromkeys(reversed(KINDS), 0)
    for a, b in pairwise(sorted(changes)):
        for kind, change in changes[a]:
            covering[kind] += change
        kinds = [kind for kind, marks in covering.items() if marks]
        opened = "".join(f'<span class="{kind}">' for kind in kinds)
        pieces.append(opened + html.escape(text[a:b]) + "</span>" * len(kinds))
    return "".join(pieces)


def _labels(kind, table):
    if kind == "place":
        return table.name.astype(str)
    if kind == "date":
        return [surface if pd.isna(value) else f"{surface} ({value})" for surface, value in zip(table.surface, table.value, strict=True)]
    speakers, cues = table.speaker.fillna("speaker not named"), table.cue.fillna("")
    short = [" ".join(str(content).split()) for content in table.content]
    return [f"{s}, {c}: {t[:90]}{'…' if len(t) > 90 else ''}" for s, c, t in zip(speakers, cues, short, strict=True)]
