"""A page or a site made again from its receipt: what here differs from what it was made from, and which of its results differ."""

import email
import email.policy
import json
import os
import re
from pathlib import Path

import lxml.html
import nbformat

from helpers.corpus import CorpusError, load_corpus
from helpers.files.terminal import one_line, print_lines
from helpers.frames.fingerprints import fingerprint
from helpers.paths import CENTRAL_BANKS, CORPUS, NOTEBOOKS, OFFICIAL, OWN, ROOT, card_of
from helpers.site.cells import title
from helpers.site.differences import LOCK
from helpers.site.failures import NotebooksFailed
from helpers.site.receipt import record, seal_holds, shown, source_digest
from helpers.site.results import compared, results_of

MOST = 6  # names of statements that a sentence lists
NO_RESULTS = {"pytest", "hypothesis", "ruff", "jupyterlab", "voila"}  # packages that show or test: no result depends on them
PARTS = {"kit": dict, "packages": dict, "corpus": dict, "statements": dict, "made": dict, "notebooks": dict, "results": dict, "python": str}
EMPTY = {part: kind() for part, kind in PARTS.items()}


class ReceiptError(ValueError):
    """Raised where there is no receipt that can be read; its text says what was found and what is looked for."""


def replay(source, *, render, single, to=None, corpus=None):
    """Make a page or a site again, print what differs from what it was made from and which results differ, and return 1 if any does.

    Parameters
    ----------
    source : path-like
        A page of a notebook, a page that `render --single` wrote, either as it is or saved from a browser; a receipt.json; or the
        folder of a site.
    render, single : function
        Those of `helpers.site.pages`.
    to : path-like, optional
        Where the new pages go: a folder, or for a single page a file. The default is ``replayed`` beside the clone's ``rendered``.
    corpus : path-like, optional
        The statements. The default is the corpus of the kit that fits the receipt, or else the usual one.

    Raises
    ------
    ReceiptError
        If there is no receipt at `source`, or one that is no record of this kit.
    """
    there, pages, notes = read(Path(source))
    path, documents = _corpus_for(there, corpus)
    here = record(documents)
    names = [name for name in there["notebooks"] if (NOTEBOOKS / f"{name}.ipynb").is_file()]
    notes += differences(there, here) + _notebooks(there, names)
    for note in notes or ["Everything here is as the receipt says."]:
        print_lines(f"- {note}")
    if not names:
        raise ReceiptError("None of the receipt's notebooks is in this clone: nothing can be made again.")
    failed = None
    alone = there["made"].get("command") == "single"
    try:
        if alone:
            made = single(NOTEBOOKS / f"{names[0]}.ipynb", to=to or ROOT / f"replayed-{names[0]}.html", documents=documents)
        else:
            slides = bool(there["made"].get("slides"))
            made = render(to=to or ROOT / "replayed", documents=documents, slides=slides, only=names, card=card_of(path))[0]
    except NotebooksFailed as failure:  # their pages are there, with what ran
        failed, made = failure, failure.pages[0]
    written = {names[0]: made} if alone else {name: made.parent / f"{name}.html" for name in names}
    differing = sum(_compare(name, pages.get(name), there["results"].get(name), page) for name, page in written.items())
    print(f"Open {made}")
    print_lines(failed or "", end="\n" if failed else "")
    return 1 if failed or differing or len(names) < len(there["notebooks"]) else 0


def read(source):
    """Return what a receipt says, the results of the pages it stands in or beside by their notebooks, and what is odd about it."""
    if not source.exists():
        raise ReceiptError(f"{source} does not exist: name a page that `render` made, its receipt.json, or the folder of the site.")
    folder = source if source.is_dir() else source.parent
    pages, notes = {}, []
    if source.is_file() and source.suffix.lower() != ".json":
        root = _page(source)
        there, notes = _of_page(root, source.name)
        if not there["notebooks"]:
            there["notebooks"] = _by_title(root)
        pages = {name: results_of(root) for name in there["notebooks"]}
    else:
        path = source / "receipt.json" if source.is_dir() else source
        there = _parsed(path.read_text(encoding="utf-8", errors="replace") if path.is_file() else "", path)
        of_site = {name: folder / f"{name}.html" for name in there["notebooks"] if re.fullmatch(r"[\w .-]+", name)}
        pages = {name: results_of(_page(page)) for name, page in of_site.items() if page.is_file()}
    if there.get("seal") and not seal_holds(there):
        notes.append("The receipt was changed after it was written: what it says need not be what the page was made from.")
    return EMPTY | there, pages, notes


def _page(path):
    content = path.read_bytes()
    if path.suffix.lower() in (".mhtml", ".mht"):  # a page with all its files in one, as browsers save it
        parts = email.message_from_bytes(content, policy=email.policy.default).walk()
        content = next((part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html"), b"")
    try:
        return lxml.html.document_fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))
    except lxml.etree.LxmlError as error:
        raise ReceiptError(f"{path} is no page: {error}") from error


def _of_page(root, name):
    """Return the receipt of a page: the one stored in its foot, or as far as it goes the one that is shown there."""
    stored, rows = root.xpath("//footer/@data-receipt"), root.xpath("//footer//dt")
    seen = {row.text_content().strip(): row.getnext().text_content().strip() for row in rows if row.getnext() is not None}
    if stored:
        there = _parsed(stored[0], name)
        told = dict(shown(EMPTY | there)) if there["corpus"] and there["kit"] else {}
        other = [what for what in {**told, **seen} if str(told.get(what)) != str(seen.get(what))]
        return there, [
            f"The receipt that the page shows is not the one stored in it ({', '.join(other)}): it was changed."
        ] if other else []
    found = re.match(r"([\d,]+) statements, SHA-256 ([0-9a-f]{64})", seen.pop("corpus", ""))
    kit = re.match(r"(\S+) (\S+)$", seen.pop("kit", ""))
    if not found or not kit:
        raise ReceiptError(
            f"{name} has no receipt of this kit in its foot: give a page that `render` made, its receipt.json or its folder."
        )
    code, commit, python = (seen.pop(what, "") for what in ("its code", "its commit", "Python"))
    corpus = {"statements": int(found[1].replace(",", "")), "sha256": found[2]}
    kit = {"name": kit[1], "version": kit[2], "code": code.removeprefix("SHA-256 "), "commit": commit}
    return EMPTY | {"kit": kit, "python": python, "packages": seen, "corpus": corpus}, []


def _parsed(text, where):
    """Return a receipt from JSON whose parts have the kinds that they must have."""
    try:
        there = json.loads(text)
    except ValueError as error:
        raise ReceiptError(f"{where} is no receipt, which is a file of JSON: {error}") from error
    if not isinstance(there, dict) or "corpus" not in there or "kit" not in there:
        raise ReceiptError(f"{where} is no receipt of this kit: it must tell of corpus and kit.")
    for part, kind in PARTS.items():
        if not isinstance(there.get(part, kind()), kind):
            raise ReceiptError(f"{where}: “{part}” of the receipt is no {'table of names and values' if kind is dict else 'text'}.")
    count = there["corpus"].get("statements", 0)
    if not isinstance(count, int) or not all(
        isinstance(rows, list) and all(map(_is_pair, rows)) for rows in there.get("results", {}).values()
    ):
        raise ReceiptError(f"{where}: the receipt's numbers of statements or its results are damaged.")
    return there


def _is_pair(row):
    return isinstance(row, list) and [type(part) for part in row] == [str, str]


def _by_title(root):
    """Return the notebook of a page whose receipt does not name it, by its title; all of them for other pages."""
    shown_title = " ".join(root.xpath("string(//h1)").split())
    titles = {path.stem: title(nbformat.read(path, as_version=4)) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    fitting = [name for name, title in titles.items() if title == shown_title]
    return dict.fromkeys(fitting or titles, "")


def _corpus_for(there, corpus):
    """Return the path of the corpus that fits a receipt, or of the one that was asked for, and its statements."""
    if corpus:
        return Path(corpus), load_corpus(corpus)
    for path in dict.fromkeys([CORPUS, CENTRAL_BANKS, OWN, OFFICIAL]):
        try:
            documents = load_corpus(path) if path.exists() else None
        except CorpusError:
            continue
        if documents is not None and fingerprint(documents) == there["corpus"].get("sha256"):
            os.environ["STATEMENTS_CORPUS"] = str(path.resolve())  # for the notebooks' kernels
            return path, documents
    return CORPUS, load_corpus()


def differences(there, here):
    """Return sentences on what differs between two records, the receipt's and that of here, each with its mend."""
    return _of_corpus(there, here) + _of_kit(there["kit"], here["kit"]) + _of_packages(there, here)


def _of_corpus(there, here):
    old, new, n = there["statements"], here["statements"], there["corpus"].get("statements", 0)
    mend = "Give the statements of the receipt with --corpus PATH"
    mend += ", or bring them back as below." if there["kit"].get("commit") not in ("", None, here["kit"]["commit"]) else "."
    if there["corpus"].get("sha256") == here["corpus"]["sha256"]:
        more = [name for name in new if name in old and old[name][1:] != new[name][1:]]
        same = not more and there["corpus"].get("columns", here["corpus"]["columns"]) == here["corpus"]["columns"]
        notes = (
            []
            if same
            else [f"The texts and dates are the same, but not what else is known of them, such as issuers or titles: {_some(more)}. {mend}"]
        )
        if there["corpus"].get("gazetteer") != here["corpus"].get("gazetteer") and there["corpus"].get("columns"):
            notes.append(
                "The corpus has another gazetteer of its own beside it (gazetteer/NAME.csv): places may differ. Bring that file back."
            )
        return notes
    if not old or not new:
        said = f"The receipt's corpus has {n:,} statements, this one {here['corpus']['statements']:,}, and they are not the same."
        return [f"{said} {mend}"]
    missing, added = [name for name in old if name not in new], [name for name in new if name not in old]
    changed = [name for name in new if name in old and old[name][:1] != new[name][:1]]
    if len(missing) == len(old):
        return [f"This is another corpus: of the receipt's {len(old):,} statements none is here. {mend}"]
    told = [
        f"{len(names):,} {'statement' if len(names) == 1 else 'statements'} {what}: {_some(names)}"
        for names, what in (
            (changed, "with another text or date"),
            (missing, "of the receipt missing here"),
            (added, "that the receipt has not"),
        )
        if names
    ]
    return [f"The corpus differs: {'; '.join(told)}. {mend}"]


def _some(names):
    return (
        ", ".join(sorted(map(one_line, names))[:MOST]) + (f" and {len(names) - MOST:,} more" if len(names) > MOST else "")
    ) or "not listed"


def _of_kit(there, here):
    if there.get("version") != here["version"]:
        note = f"The page was made by version {there.get('version')} of the kit, this is {here['version']}."
    elif there.get("code") not in ("", None, here["code"]):
        note = "The code of the kit, its word lists or its gazetteers are not those that the page was made with."
    else:
        return []
    commit = there.get("commit")
    if commit and commit != here["commit"] and re.fullmatch(r"[0-9a-f]{7,64}", commit):
        return [f"{note} `git checkout {commit}` brings them back; `git checkout -` returns."]
    if commit and commit == here["commit"]:
        return [f"{note} The commit is the same, so one of the two had changes of its own: `git status` shows those of this clone."]
    return [f"{note} The receipt names no commit: results may differ."]


def _of_packages(there, here):
    """Return sentences on packages and Python; of packages only those that results depend on."""
    differ = {
        name: (version, here["packages"].get(name))
        for name, version in there["packages"].items()
        if name not in NO_RESULTS and version != here["packages"].get(name)
    }
    notes = []
    if differ:
        told = ", ".join(f"{name} {old}, here {new or 'not installed'}" for name, (old, new) in differ.items())
        locked = dict(re.findall(r"^([\w.-]+)==([\w.+!-]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)) if LOCK.exists() else {}
        exact = " ".join(f"{name}=={version}" for name, (version, _) in differ.items())
        mend = f"`pip install {exact}` in an environment of its own gives them"
        if all(locked.get(name) == version for name, (version, _) in differ.items()):
            mend = "the same command with --locked has these versions"
        notes.append(f"Packages differ: {told}; {mend}.")
    if there["python"] and there["python"] != here["python"]:
        notes.append(f"The page was made with Python {there['python']}, this is {here['python']}; that seldom changes a result.")
    return notes


def _notebooks(there, names):
    missing = [name for name in there["notebooks"] if name not in names]
    notes = [f"The notebook {name} is not in this clone, so it is left out." for name in missing]
    other = [name for name in names if there["notebooks"][name] not in ("", source_digest(NOTEBOOKS / f"{name}.ipynb"))]
    commit = there["kit"].get("commit")
    mend = f"`git checkout {commit} -- notebooks` brings them back." if commit and re.fullmatch(r"[0-9a-f]{7,64}", commit) else ""
    return notes + ([f"The cells of {', '.join(other)} are not those of the receipt. {mend}".strip()] if other else [])


def _compare(name, results, stored, page):
    """Print which results of a notebook are the same and which differ, and return how many do."""
    before = results if results is not None else [(label, lines) for label, lines in stored or []]
    if not before:
        print(f"{name}: made again; neither its page nor its results are there to compare with.")
        return 0
    same, differing = compared(before, results_of(_page(page)))
    print(f"{name}: {same} of {len(before)} tables, figures and printed texts are the same" + (", these differ:" if differing else "."))
    for label, difference in differing:
        print_lines(f"  {label}:\n" + "\n".join(f"    {line}" for line in difference.split("\n")))
    return len(differing)
