"""Packages that only some work needs: what is said without them, and how they are fetched in a browser."""

import hashlib
import importlib
import io
import sys
import zipfile
from types import SimpleNamespace

import pandas as pd
import pytest

from helpers import needed, tokens
from helpers.corpus import other_files
from helpers.corpus.other_files import reader_of
from helpers.corpus.spoken import stated_or_guessed
from helpers.files.decoding import as_text, judged_together


@pytest.fixture
def bare(monkeypatch):
    """None of these packages is there."""
    for name in ("charset_normalizer", "docx", "lxml.etree", "lxml.html", "htmldate", "nltk.tokenize", "py3langid", "pypdf", "simplemma"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(other_files, "read_apart", lambda read, raw, suffix: read(raw))


@pytest.mark.parametrize(
    ("ending", "raw", "says"),
    [
        (".pdf", b"%PDF", "PDF files need the package pypdf, which is not here."),
        (".docx", b"PK", "Word files need the package docx"),
        (".html", b"<p>We met.", "Web pages need the package htmldate"),
        (".xml", b"<a/>", "Files of XML need the package lxml"),
        (".txt", "Das Präsidium tagte".encode("cp1252"), "Files that are not in UTF-8 need the package charset_normalizer"),
    ],
)
def test_a_file_whose_package_is_missing_is_a_fault(bare, ending, raw, says):
    row, faults = reader_of(ending)(raw)
    assert not row
    assert len(faults) == 1
    assert faults[0][1].startswith(says)


def test_what_can_go_on_does(bare):
    documents = pd.DataFrame({"document_id": ["a"], "text": ["We met."], "language": pd.Series([None], dtype="str")})
    assert stated_or_guessed(documents)[0].tolist() == ["not stated, and not guessed: py3langid is not here"]
    assert judged_together({"a": b"caf\xe9"}) == {"a": None}
    assert as_text("Café".encode())[0] == "Café"
    with pytest.raises(ImportError, match=r"^Lemmas need the package simplemma, which is not here\."):
        tokens.lemmatize(tokens.tokenize(documents))


def wheel(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, text in files.items():
            packed.writestr(f"{name}.py", text)
    return held.getvalue()


@pytest.fixture
def site(monkeypatch, tmp_path):
    """A site with two packages, one of which needs the other; the third was changed on its way, the fourth does not come."""
    held = {"lamps": wheel(lamps="import oil\nlight = oil.burn"), "oil": wheel(oil="burn = 'bright'")}
    held |= {"wick": wheel(wick=""), "tallow": b""}
    lock = {name: {"name": name, "imports": [name], "file_name": name, "sha256": hashlib.sha256(held[name]).hexdigest()} for name in held}
    lock["wick"]["sha256"] = lock["tallow"]["sha256"] = hashlib.sha256(b"-").hexdigest()
    api = SimpleNamespace(lockfile_packages=SimpleNamespace(to_py=lambda: lock), config=SimpleNamespace(indexURL="/"))
    monkeypatch.setitem(sys.modules, "pyodide_js", SimpleNamespace(_api=api))
    monkeypatch.setattr(needed, "_bytes_of", lambda file, folder: held[file])
    monkeypatch.setattr(needed.sys, "platform", "emscripten")
    monkeypatch.setattr(needed.sysconfig, "get_path", lambda name: str(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in held:
        sys.modules.pop(name, None)
    importlib.invalidate_caches()


def test_a_browser_fetches_a_package_and_what_it_needs(site, capsys):
    assert needed.needed("lamps", "Evenings").light == "bright"
    assert needed.needed("lamps", "Evenings").light == "bright"
    assert capsys.readouterr().out.splitlines() == [
        "Evenings need the package lamps: it is fetched from this site, once.",
        "Evenings need the package oil: it is fetched from this site, once.",
    ]


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("candles", "This site does not have it"),
        ("wick", "What the site sent is not what its list says"),
        ("tallow", "It could not be fetched: there is no network, or the site is away"),
    ],
)
def test_a_package_that_is_not_had_is_missed_with_the_reason(site, module, why):
    with pytest.raises(needed.NotHere, match=f"^Evenings need the package {module}, which is not here. {why}"):
        needed.needed(module, "Evenings")
