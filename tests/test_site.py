"""Rendering: pages that open offline, and a folder that is replaced whole or not at all."""

import re

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from helpers import site


def notebook(path, *sources):
    cells = [nbformat.v4.new_markdown_cell("# A <title> & more")] + [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


@pytest.fixture
def folders(tmp_path):
    (tmp_path / "notebooks").mkdir()
    return tmp_path / "notebooks", tmp_path / "out"


def test_pages_are_written_and_ask_nothing_of_the_network(folders):
    notebooks, to = folders
    notebook(notebooks / "00-a.ipynb", "1 + 1")
    pages = site.render(to=to, notebooks=notebooks)
    assert [page.name for page in pages] == ["index.html", "00-a.html"]
    assert "A &lt;title&gt; &amp; more" in pages[0].read_text()
    text = pages[1].read_text()
    assert ">2<" in re.sub(r"\s|</?pre>", "", text)
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//[^"']+""", text) == []


def test_a_failing_notebook_leaves_the_old_pages(folders):
    notebooks, to = folders
    notebook(notebooks / "00-a.ipynb", "1 + 1")
    site.render(to=to, notebooks=notebooks)
    before = (to / "00-a.html").read_bytes()
    notebook(notebooks / "01-b.ipynb", "1 / 0")
    with pytest.raises(CellExecutionError):
        site.render(to=to, notebooks=notebooks)
    assert sorted(path.name for path in to.parent.iterdir()) == ["notebooks", "out"]
    assert (to / "00-a.html").read_bytes() == before


def test_a_folder_of_other_files_is_never_replaced(folders):
    notebooks, to = folders
    to.mkdir()
    (to / "index.html").write_text("mine")
    with pytest.raises(FileExistsError, match="holds other files"):
        site.render(to=to, notebooks=notebooks)
    assert (to / "index.html").read_text() == "mine"
