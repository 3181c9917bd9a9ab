"""A receipt: what a page was made from, so that a reader can tell whether two pages rest on the same things."""

import importlib.metadata
import platform
import re
import tomllib

import pandas as pd

from helpers.environment import BUNDLED
from helpers.frames.fingerprints import fingerprint
from helpers.paths import ROOT


def receipt(documents, *, root=ROOT):
    """List what results were made from: the corpus, the kit, Python and the packages of ``requirements.txt``.

    It holds no time, path or machine, so that two runs give the same.

    Returns
    -------
    DataFrame
        One row per thing: what, value.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["No."]})
    >>> receipt(documents).what.tolist()[:3]
    ['corpus', 'kit', 'Python']
    """
    kit, names = _of_clone(root) if not BUNDLED.is_dir() else _installed()
    rows = [
        ("corpus", f"{len(documents):,} statements, SHA-256 {fingerprint(documents)}"),
        ("kit", kit),
        ("Python", platform.python_version()),
    ]
    return pd.DataFrame([*rows, *((name, version) for name in names if (version := _version(name)))], columns=["what", "value"])


def _of_clone(root):
    kit = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{kit['name']} {kit['version']}", _names((root / "requirements.txt").read_text(encoding="utf-8"))


def _installed():
    kit = importlib.metadata.distribution("statement-notebooks")
    return f"{kit.name} {kit.version}", _names("\n".join(kit.requires))


def _names(requirements):
    return re.findall(r"^(\w[\w.-]*)", requirements, re.MULTILINE)


def _version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None  # not needed on this system
