"""A receipt: what a page was made from, so that a reader can tell whether two pages rest on the same things, and make one again."""

import hashlib
import importlib.metadata
import json
import platform
import re
import subprocess
import tomllib
from functools import cache

import pandas as pd

from helpers.environment import BUNDLED
from helpers.frames.doors import require_documents
from helpers.frames.fingerprints import fingerprint
from helpers.paths import GAZETTEER, GOLD, ROOT, WORDLISTS

MOST_LISTED = 20_000  # statements that a receipt tells one by one
DIGITS = 12  # of a statement's SHA-256, enough to tell statements of a corpus apart
HOW_READ = {"document_id", "date", "text", "file", "encoding", "date_origin"}  # told by the fingerprint, or no property of a statement
OF_THE_KIT = {".py", ".j2", ".css", ".js", ".json", ".csv", ".txt"}  # the files that decide what a result is


def statement_digests(documents):
    """Return for each document_id two short digests: of its date and text, and of what else is known of it, such as the issuer.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "issuer": ["UN"], "text": ["No."]})
    >>> before, after = statement_digests(documents)["a"], statement_digests(documents.assign(issuer="EU"))["a"]
    >>> before[0] == after[0], before[1] == after[1]
    (True, False)
    """
    documents = require_documents(documents, "date", "text")
    columns = sorted(set(map(str, documents.columns)) - HOW_READ)
    known = documents[columns].astype(object).where(documents[columns].notna(), "").itertuples(index=False, name=None)
    said = zip(documents.document_id, documents.date, documents.text, strict=True)
    made = {}
    for (name, date, text), values in zip(said, known, strict=True):
        told = [f"{column}={value}" for column, value in zip(columns, values, strict=True) if value != ""]
        made[str(name)] = [hashlib.sha256(line).hexdigest()[:DIGITS] for line in (_line(name, str(date)[:10], text), _line(*told))]
    return made


def _line(*values):
    return json.dumps([str(value) for value in values]).encode() + b"\n"


def record(documents, *, root=ROOT):
    """Return what results are made from, for a program to read: kit, Python, packages, corpus, and its statements one by one.

    It holds no time, path or machine, so that two runs give the same.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["No."]})
    >>> list(record(documents))
    ['kit', 'python', 'packages', 'corpus', 'statements']
    """
    name, version, names = _of_clone(root) if not BUNDLED.is_dir() else _installed()
    digests = statement_digests(documents)
    rest = hashlib.sha256("\n".join(f"{name} {digest[1]}" for name, digest in sorted(digests.items())).encode()).hexdigest()
    corpus = {"statements": len(documents), "sha256": fingerprint(documents), "columns": rest}
    beside = GAZETTEER / str(getattr(documents, "attrs", {}).get("gazetteer") or "")
    if beside.is_file() and GAZETTEER not in beside.parents:  # of a corpus elsewhere; the others are part of the kit
        corpus["gazetteer"] = hashlib.sha256(beside.read_bytes()).hexdigest()
    return {
        "kit": {"name": name, "version": version, "code": code_digest(), "commit": commit(root)},
        "python": platform.python_version(),
        "packages": {name: version for name in names if (version := _version(name))},
        "corpus": corpus,
        "statements": digests if len(digests) <= MOST_LISTED else {},
    }


def shown(made):
    """Return a record as pairs of a name and a value, as the foot of a page shows it."""
    kit, corpus = made["kit"], made["corpus"]
    rows = [
        ("corpus", f"{corpus['statements']:,} statements, SHA-256 {corpus['sha256']}"),
        ("kit", f"{kit['name']} {kit['version']}"),
        ("its code", f"SHA-256 {kit['code']}"),
        ("its commit", kit["commit"]),
        ("Python", made["python"]),
        *made["packages"].items(),
    ]
    return [(name, value) for name, value in rows if value]


def receipt(documents, *, root=ROOT):
    """List what results were made from: the corpus, the kit, Python and the packages of ``requirements.txt``.

    Returns
    -------
    DataFrame
        One row per thing: what, value.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["No."]})
    >>> receipt(documents).what.tolist()[:3]
    ['corpus', 'kit', 'its code']
    """
    return pd.DataFrame(shown(record(documents, root=root)), columns=["what", "value"])


def sealed(made, /, **more):
    """Return a record with more entries as JSON, and with a SHA-256 of itself, which tells whether it was changed later.

    Examples
    --------
    >>> text = sealed({"python": "3.13.0"}, notebooks={"00-a": "ff"})
    >>> seal_holds(json.loads(text)), seal_holds(json.loads(text.replace("3.13.0", "3.12.0")))
    (True, False)
    """
    whole = made | more
    return json.dumps(whole | {"seal": _seal(whole)}, ensure_ascii=False, separators=(",", ":"))


def seal_holds(made):
    """Whether a record is as it was written."""
    return made.get("seal") == _seal({name: value for name, value in made.items() if name != "seal"})


def _seal(made):
    return hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()


def source_digest(path):
    """Return a short SHA-256 of the cells of a notebook, without their results; an empty text where it cannot be read.

    Examples
    --------
    >>> source_digest(ROOT / "nowhere.ipynb")
    ''
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
    except (OSError, ValueError, LookupError, TypeError):
        return ""  # its page says so
    return hashlib.sha256(json.dumps(sources).encode()).hexdigest()[:DIGITS]


@cache
def code_digest():
    """Return a SHA-256 of the kit's code, templates, gazetteers, word lists and marked samples, whatever ends their lines."""
    digest = hashlib.sha256()
    for folder in (ROOT / "helpers", GAZETTEER, WORDLISTS, GOLD):
        paths = [path for path in folder.rglob("*") if path.suffix in OF_THE_KIT and BUNDLED not in path.parents]
        for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
            content = hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
            digest.update(f"{folder.name}/{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def commit(root=ROOT, *, form="%H"):
    """Return the commit of a clone, or another form of it that git knows (``%cs``, its day); an empty text where there is no clone."""
    command = ["git", "-C", str(root), "log", "-1", f"--format={form}"]
    return _git(command) if (root / ".git").exists() else ""


def _git(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""  # no git here, no commit yet, or the clone of another user


def _of_clone(root):
    kit = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return kit["name"], kit["version"], _names((root / "requirements.txt").read_text(encoding="utf-8"))


def _installed():
    kit = importlib.metadata.distribution("statement-notebooks")
    return kit.name, kit.version, _names("\n".join(kit.requires))


def _names(requirements):
    return re.findall(r"^(\w[\w.-]*)", requirements, re.MULTILINE)


def _version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None  # not needed on this system
