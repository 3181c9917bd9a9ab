"""The command `browser` without a browser: what it refuses, which packages go in, and that no other host is named."""

import json
import os
import re
import zipfile

import pytest

from helpers.browser import build, commands, offline, packages, uploads


@pytest.fixture
def distribution(tmp_path):
    """A folder that has the names of Pyodide's files."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in (*packages.RUNTIME, packages.PYODIDE_LOCK):
        (folder / name).write_text("{}")
    return folder


def test_a_folder_with_files_of_somebody_else_is_left_as_it_is(distribution, tmp_path, capsys):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "a.txt").write_text("mine")
    assert commands.main(["--pyodide", str(distribution), "--to", str(theirs)]) == 1
    assert "has files that no earlier build wrote" in capsys.readouterr().err
    assert [path.name for path in theirs.iterdir()] == ["a.txt"]


def test_what_is_no_distribution_of_pyodide_is_named(tmp_path, capsys):
    assert commands.main(["--pyodide", str(tmp_path), "--to", str(tmp_path / "new")]) == 1
    assert "it has no pyodide.js, pyodide.asm.js, pyodide.asm.wasm, python_stdlib.zip, pyodide-lock.json" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


PAGE = "<html><body><article><p>The council met in Kyiv on Friday, and said that it would go on with its work.</p></article></body></html>"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"2031-05-06.html": PAGE}, "cannot be read in a browser .*: 1, the first is 2031-05-06.html"),
        ({"undated.txt": "The council met."}, "undated.txt"),
        ({}, "The folder holds no statement"),
    ],
)
def test_a_corpus_that_the_notebooks_could_not_read_is_refused(distribution, tmp_path, capsys, files, said):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for name, content in files.items():
        (theirs / name).write_text(content)
    given = ["--pyodide", str(distribution), "--to", str(tmp_path / "new"), "--corpus", str(theirs)]
    assert commands.main(given) == 1
    assert re.search(said, capsys.readouterr().err)
    assert not (tmp_path / "new").exists()


def test_a_build_takes_the_place_of_an_earlier_one_whole_or_not_at_all(distribution, tmp_path, monkeypatch):
    to, names = tmp_path / "site", iter(["one", "two", "three"])

    def write(made, *, work, **_):
        work.mkdir()
        made.mkdir()  # it is new each time: JupyterLite drops settings where there are some
        (made / build.MARK).touch()
        (made / (name := next(names))).touch()
        if name == "two":
            raise RuntimeError("the power went")

    monkeypatch.setattr(build, "write", write)
    (left := tmp_path / ".writing-left").mkdir()  # by a build that was killed
    os.utime(left, (0, 0))
    given = ["--pyodide", str(distribution), "--to", str(to)]
    assert commands.main(given) == 0
    with pytest.raises(RuntimeError, match="the power went"):
        commands.main(given)
    assert sorted(path.name for path in to.iterdir()) == [build.MARK, "one"]
    assert commands.main(given) == 0
    assert sorted(path.name for path in to.iterdir()) == [build.MARK, "three"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pyodide", "site"]


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, False),
        ({"pyodideUrl": "https://cdn.example.org/pyodide.js"}, True),
        ({"pyodideUrl": ""}, True),  # JupyterLite would ask a host of its own choice
        ({"pyodideUrl": "./static/none/pyodide.js"}, True),
        ({"pipliteUrls": ["https://example.org/all.json"]}, True),
        ({"disablePyPIFallback": False}, True),
    ],
)
def test_settings_that_name_another_host_are_refused(tmp_path, changed, refused):
    home = tmp_path / "static" / "pyodide"
    home.mkdir(parents=True)
    for name in ("pyodide.js", packages.PYODIDE_LOCK):
        (home / name).write_text("")
    kernel = {"pyodideUrl": "./static/pyodide/pyodide.js", "pipliteUrls": [], "disablePyPIFallback": True}
    kernel |= {"loadPyodideOptions": {"lockFileURL": f"./static/pyodide/{packages.PYODIDE_LOCK}"}} | changed
    config = {"jupyter-config-data": {"litePluginSettings": {build.KERNEL: kernel}}}
    (tmp_path / "jupyter-lite.json").write_text(json.dumps(config))
    if refused:
        with pytest.raises(RuntimeError, match="another host"):
            build.refuse_hosts(tmp_path)
    else:
        build.refuse_hosts(tmp_path)


def test_tests_and_sources_of_packages_are_left_out(tmp_path):
    wheel, to = tmp_path / "a-1-py3-none-any.whl", tmp_path / "to"
    to.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("a/b.py", "a/tests/c.py", "a/d.pyx", "a-1.dist-info/METADATA"):
            archive.writestr(name, "")
    with zipfile.ZipFile(packages.slim("a", wheel, to)) as made:
        assert made.namelist() == ["a-1.dist-info/METADATA", "a/b.py"]


def test_the_service_worker_knows_the_build_and_what_is_deflated(tmp_path):
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "index.html").write_text("<html><head></head></html>")
    (tmp_path / "service-worker.js").write_text("theirs()")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "big.js").write_text("a" * offline.LEAST)
    (tmp_path / "static" / "small.js").write_text("a")
    name = offline.write(tmp_path, at_start=["static/small.js"])
    worker = (tmp_path / "service-worker.js").read_text()
    assert f'const BUILD = "{name}"' in worker
    assert 'const PACKED = {"static/big.js": "text/javascript"}' in worker
    assert 'const AT_START = ["static/small.js"]' in worker
    assert worker.endswith("theirs()")
    assert sorted(path.name for path in tmp_path.rglob("*.z")) == ["big.js.z"]
    assert "<head><script>" in (tmp_path / "lab" / "index.html").read_text()


def test_a_site_whose_script_for_files_is_another_is_not_mended_in_silence(tmp_path):
    (tmp_path / "build").mkdir()
    (script := tmp_path / "build" / "1.js").write_text(f"if(x){{}}{uploads.STORED}}}")
    uploads.keep_bytes(tmp_path)
    assert "fatal:true" in script.read_text()
    with pytest.raises(RuntimeError, match="in another way now: 0 of its scripts"):
        uploads.keep_bytes(tmp_path)
