"""The kit as a package: what a wheel carries, and where an installed kit finds its corpus. No test reaches the network."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest

from helpers import environment
from helpers.environment import ROOT
from helpers.site.pages import execute

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SCRIPT = """
import pandas as pd
from helpers import corpus, paths, places, reported, timexes, tokens
documents = corpus.load_corpus()
text = "Ms Colonna said in Odesa on 5 May that votes are void."
said = pd.DataFrame({"document_id": ["a"], "date": [pd.Timestamp(2022, 9, 23)], "text": [text]})
print(len(documents), paths.OWN)
print(*places.region_mentions(said).place_id, *timexes.find_timexes(said).value, *reported.reported_statements(said).speaker)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder like site-packages with what pyproject.toml puts into a wheel, and nothing else of the clone."""
    site, wheel = tmp_path_factory.mktemp("site"), PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    for source, target in {**{name: name for name in wheel["packages"]}, **wheel["force-include"]}.items():
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        (site / target).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / source, site / target)
    return site


@pytest.fixture
def run(installed, tmp_path):
    def run(*arguments):
        env = {key: value for key, value in os.environ.items() if key != "STATEMENTS_CORPUS"} | {"PYTHONPATH": str(installed)}
        return subprocess.run([sys.executable, *arguments], cwd=tmp_path, env=env, capture_output=True, text=True)

    return run


def test_an_installed_kit_has_its_corpus_and_its_word_lists_with_it(run, tmp_path):
    done = run("-c", SCRIPT)
    assert done.returncode == 0, done.stderr
    statements = len(list((ROOT / "corpus" / "statements").glob("*.txt")))
    assert done.stdout.splitlines() == [f"{statements} {tmp_path / 'corpus' / 'own'}", "odesa 2022-05-05 Ms Colonna"]


def test_the_commands_of_an_installed_kit_work_or_say_that_they_need_a_clone(run):
    assert run("-m", "helpers", "check").returncode == 0
    for command in ("lab", "test", "render", "lesson", "bench", "lock"):
        done = run("-m", "helpers", command)
        assert done.returncode == 2
        assert done.stderr.startswith(f"{command} works on notebooks and tests, which this installed kit does not have")


def test_a_wheel_carries_no_other_package_and_no_index_takes_it_as_helpers():
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["helpers"]
    assert all(target.startswith("helpers/bundled/") for target in wheel["force-include"].values())
    assert PROJECT["project"]["name"] == "statement-notebooks"
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]
    assert not environment.BUNDLED.exists()  # a clone never takes itself for an installed kit


def test_what_a_wheel_requires_is_what_requirements_txt_says():
    project, wanted = PROJECT["project"], (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    extras = (lines for name, lines in project["optional-dependencies"].items() if name != "unspaced")  # which few need
    said = [*project["dependencies"], *(line for lines in extras for line in lines)]
    assert [line for line in wanted if re.match(r"\w", line)] == said
    assert "-e ." in wanted


def test_the_kernel_of_a_notebook_finds_the_kit_wherever_the_notebook_lies(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "network_off"))
    cell = nbformat.v4.new_code_cell("import os, helpers; print(helpers.__file__); print(os.environ['PYTHONPATH'])")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "a.ipynb")
    found, way = execute(tmp_path / "a.ipynb").cells[0].outputs[0].text.splitlines()
    assert Path(found) == ROOT / "helpers" / "__init__.py"
    assert way == os.pathsep.join([str(ROOT), str(ROOT / "tests" / "network_off")])


def test_no_notebook_says_where_the_helpers_lie():
    notebooks = [*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "notebooks" / "exercises").glob("*.ipynb")]
    assert notebooks
    for path in notebooks:
        assert "sys.path" not in "".join(cell.source for cell in nbformat.read(path, as_version=4).cells), path.name
