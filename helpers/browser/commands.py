"""The command ``python3 -m helpers browser``."""

import argparse
import sys
from pathlib import Path

from helpers.browser import build, packages
from helpers.corpus import CorpusError, load_corpus
from helpers.environment import ROOT
from helpers.files.whole_files import folder_in_one_step

UNREAD = {".docx", ".epub", ".htm", ".html", ".odt", ".xhtml", ".xml"}  # their readers need packages that the site does not have


def main(options):
    """Read the options, build the folder, and print where it is."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers browser", description="Write the notebooks as a site that runs them.")
    parser.add_argument("--to", type=Path, default=ROOT / "lite", help="the folder to write (default: lite/ in the clone)")
    parser.add_argument("--pyodide", type=Path, required=True, help="Pyodide's distribution: an unpacked folder")
    parser.add_argument("--corpus", type=Path, help="statements that the notebooks read in place of the bundled ones")
    chosen = parser.parse_args(options)
    if problem := _missing(chosen):
        print(problem, file=sys.stderr)
        return 1
    to = chosen.to.resolve()
    if to.exists() and any(to.iterdir()) and not (to / build.MARK).exists():
        print(f"{to} has files that no earlier build wrote: name a new folder, or an empty one.", file=sys.stderr)
        return 1
    with folder_in_one_step(to) as folder:
        corpus = chosen.corpus and chosen.corpus.resolve()
        build.write(folder / "made", pyodide=chosen.pyodide.resolve(), work=folder / "work", corpus=corpus)
    size = sum(path.stat().st_size for path in to.rglob("*") if path.is_file() and path.suffix != ".z")
    print(f"{to} has the site, {size / 1e6:.0f} MB. Any web server with https serves it; here: python3 -m http.server -d {to}")
    return 0


def _missing(chosen):
    """Return what keeps the site from being built, or nothing."""
    lacking = [name for name in (*packages.RUNTIME, packages.PYODIDE_LOCK) if not (chosen.pyodide / name).is_file()]
    if lacking:
        return f"{chosen.pyodide} is not Pyodide's distribution, unpacked: it has no {', '.join(lacking)}."
    return _unread(chosen.corpus) if chosen.corpus else None


def _unread(corpus):
    """Return what the notebooks in the browser could not read of a corpus, or nothing."""
    try:
        documents = load_corpus(corpus)
    except CorpusError as error:
        return str(error)
    others = sorted({name for name in documents.file.dropna() if Path(name).suffix.lower() in UNREAD})
    if not others:
        return None
    mend = f"Make texts of them first: python3 -m helpers add {corpus} --to FOLDER, then --corpus FOLDER."
    return f"{corpus} has files that cannot be read in a browser (Word, web pages, XML): {len(others)}, the first is {others[0]}.\n{mend}"
