"""What JupyterLab is told about opening notebooks; `test_opening_browser.py` shows it at work."""

import json
import sys
from pathlib import Path

import nbformat
from jupyter_server.serverapp import ServerApp
from traitlets.utils.importstring import import_item

from helpers.environment import ROOT
from helpers.opened import Contents, Kernel


def test_stored_widgets_are_read_of_trusted_notebooks_alone(tmp_path):
    contents = Contents(root_dir=str(tmp_path))
    contents.notary.data_dir = str(tmp_path)
    made = nbformat.v4.new_notebook(metadata={"widgets": {"state": 1}, "title": "kept"})
    made.cells.append(nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="1")]))
    contents.mark_trusted_cells(strange := nbformat.from_dict(made))
    assert strange.metadata == {"title": "kept"}
    contents.notary.sign(made)
    contents.mark_trusted_cells(own := nbformat.from_dict(made))
    assert own.metadata == {"widgets": {"state": 1}, "title": "kept"}


def test_our_python_starts_without_the_folder_of_the_notebook():
    assert Kernel(kernel_name="python3").format_kernel_cmd()[:4] == [sys.executable, "-P", "-m", "ipykernel_launcher"]


def test_the_settings_name_what_there_is():
    settings = json.loads((ROOT / "helpers" / "jupyter" / "jupyter_server_config.json").read_text())
    named = [
        import_item(settings["ServerApp"]["contents_manager_class"]),
        import_item(settings["MappingKernelManager"]["kernel_manager_class"]),
    ]
    assert named == [Contents, Kernel]


def test_figures_are_dark_in_a_dark_theme_by_a_style_that_a_users_own_comes_before():
    server = ServerApp()
    own = list(server.static_custom_path)
    Contents(parent=server)
    assert server.static_custom_path[: len(own)] == own
    style = (Path(server.static_custom_path[-1]) / "custom.css").read_text(encoding="utf-8")
    assert '[data-jp-theme-light="false"] .jp-RenderedImage img' in style
