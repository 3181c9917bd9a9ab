"""Bytecode in the packages of the browser: it is where Python looks for it, and what runs is what its source says."""

import subprocess
import sys
import zipfile

import pytest

from helpers.browser import bytecode
from helpers.browser.started import bytecode as code_of

SOURCE = "VALUE = 1\n"


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (("a/__init__.py", ""), ("a/b.py", SOURCE), ("a/c.py", SOURCE), ("a/d.txt", "d")):
            archive.writestr(name, text)
    return path


def test_what_is_imported_comes_as_bytecode_and_the_rest_as_it_is(wheel):
    bytecode.compiled(wheel, {"a/b.py": code_of(b"VALUE = 2", "a/b.py"), "other.py": b"", "a/d.txt": b"new"})
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("a/d.txt") == b"new"
        assert archive.namelist() == ["a/__init__.py", "a/b.pyc", "a/c.py", "a/d.txt"]
    assert [path.name for path in wheel.parent.iterdir()] == [wheel.name]


@pytest.mark.parametrize("unpacked", [True, False])
def test_python_runs_bytecode_without_its_source(wheel, tmp_path, unpacked):
    bytecode.compiled(wheel, {"a/b.py": code_of(b"VALUE = 2", "a/b.py")})
    where = tmp_path / "site" if unpacked else wheel
    if unpacked:
        zipfile.ZipFile(wheel).extractall(where)
    ask = f"import sys; sys.path.insert(0, {str(where)!r}); import a.b, a.c; print(a.b.VALUE, a.c.VALUE)"
    assert subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True).stdout == "2 1\n"


def test_the_kit_keeps_its_sources(wheel):
    bytecode.compiled(wheel, {"a/b.py": b"made"}, sources=True)
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("a/b.py").decode() == SOURCE
        assert archive.read("a/__pycache__/b.cpython-312.pyc") == b"made"


def test_without_node_sources_stay(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(bytecode.shutil, "which", lambda _: None)
    listed = {"a": {"file_name": "a-1-py3-none-any.whl"}}
    assert bytecode.add(tmp_path, listed, asked=[], notebook=tmp_path / "n.ipynb", work=tmp_path) is listed
    assert "twice as long to start" in capsys.readouterr().err
