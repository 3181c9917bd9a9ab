"""``python3 -m helpers fetch``: the official texts behind the digests, as far as their pages can be had."""

import argparse
import sys
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from helpers.corpus.load import CORPUS, load_corpus
from helpers.corpus.other_files import reader_of
from helpers.corpus.polite_http import NotFetched, Visitor
from helpers.corpus.statement_file import file_name, write_statement
from helpers.files.terminal import print_lines
from helpers.files.whole_files import clear_leftovers, why_not_written
from helpers.needed import needed
from helpers.paths import OFFICIAL

FEWEST = 60  # words: a page with fewer is a notice or a list of links rather than a statement


def main(options):
    """Read the options, fetch, and print the table of outcomes; return 1 if a text could not be had."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers fetch", description="Fetch the pages named by the url lines of statements.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="document_ids; the default is all")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the statements whose url lines are followed")
    parser.add_argument("--to", type=Path, default=OFFICIAL, help="the folder to write into (default: corpus/official)")
    parser.add_argument("--allow-private", action="store_true", help=argparse.SUPPRESS)  # for tests on a server of one's own
    chosen = parser.parse_args(options)
    documents = load_corpus(chosen.corpus)
    unknown = sorted(set(chosen.ids) - set(documents.document_id))
    if unknown:
        parser.error(f"no such document_id: {', '.join(unknown)}")
    documents = documents[documents.document_id.isin(chosen.ids)] if chosen.ids else documents
    try:
        outcomes = fetch(documents, to=chosen.to, visitor=Visitor(private=chosen.allow_private))
    except OSError as error:
        print(why_not_written(error, chosen.to), file=sys.stderr)
        return 1
    print_lines(outcomes.to_string(index=False, max_colwidth=70))
    print(f"\n{outcomes.had.sum()} of {len(documents)} texts are in {chosen.to}. To work on them:")
    print(f"  STATEMENTS_CORPUS={chosen.to} python3 -m helpers lab")
    return int(set(outcomes[outcomes.had].document_id) != set(documents.document_id))


def fetch(documents, *, to=OFFICIAL, visitor=None):
    """Write the texts of the pages that statements name as their sources.

    The addresses of a statement are tried in their order until one gives a text. A statement whose file stands in `to`
    already is left alone, so an interrupted run is taken up by the next. Each file is written whole or not at all: with the
    header of the statement, ``kind full text``, the address that gave the text, and the language of the page.

    Parameters
    ----------
    documents : DataFrame
        From `corpus.load_corpus`.
    to : path-like
        The folder to write into.
    visitor : Visitor, optional
        Of `polite_http`.

    Returns
    -------
    DataFrame
        One row per address tried: document_id, url, outcome (what came of it), had (whether the text is there now).

    Examples
    --------
    >>> import tempfile
    >>> documents = pd.DataFrame({"document_id": ["a"], "url": ["ftp://example.org/a"]})
    >>> fetch(documents, to=tempfile.mkdtemp()).outcome.item()
    'only http and https are fetched, not ftp://example.org/a'
    """
    to = Path(to)
    to.mkdir(parents=True, exist_ok=True)
    clear_leftovers(to)
    visitor = visitor or Visitor()
    rows = []
    try:
        for row in tqdm(documents.to_dict("records"), unit="statement", disable=None):
            rows += _fetch_one(row, to, visitor)
    except KeyboardInterrupt:
        tqdm.write("Interrupted; give the same command again to go on.")
    finally:
        visitor.close()
    return pd.DataFrame(rows, columns=["document_id", "url", "outcome", "had"])


def _fetch_one(row, to, visitor):
    """Return the rows of `fetch` for one statement."""
    path = to / file_name(row["document_id"])
    if path.is_file():
        return [(row["document_id"], "", "there already", True)]
    if pd.isna(row["url"]):
        return [(row["document_id"], "", "the statement names no address", False)]
    rows = []
    for url in row["url"].split():
        try:
            page = _page(url, visitor)
        except NotFetched as reason:
            rows.append((row["document_id"], url, str(reason), False))
            continue
        write_statement(path, row | page | {"kind": "full text"})
        return [*rows, (row["document_id"], url, f"fetched, {len(page['text'].split()):,} words", True)]
    return rows


def _page(url, visitor):
    """Return text, url and language of a page, or raise NotFetched."""
    guesser = needed("py3langid", "Guesses of a language")
    url, kind, body = visitor.get(url)
    suffix = {"application/pdf": ".pdf", "text/html": ".html", "application/xhtml+xml": ".html"}.get(kind.split(";")[0].strip().lower())
    if suffix is None:
        raise NotFetched(f"not a web page but {kind.split(';')[0] or 'of no stated kind'}")
    row, faults = reader_of(suffix)(_in_utf_8(body, kind) if suffix == ".html" else body)
    if faults:
        raise NotFetched(faults[0][1])
    if len(row["text"].split()) < FEWEST:
        raise NotFetched(f"only {len(row['text'].split())} words of text were found")
    return {"text": row["text"], "url": url, "language": guesser.classify(row["text"][:2000])[0]}


def _in_utf_8(body, kind):
    """Return a page in UTF-8 where its HTTP header's charset holds; headers err, so UTF-8 is tried before it."""
    charset = kind.partition("charset=")[2].split(";")[0].strip(" \"'") or "utf-8"
    for encoding in ("utf-8", charset):
        try:
            return body.decode(encoding).encode()
        except (UnicodeError, LookupError):
            continue
    return body
