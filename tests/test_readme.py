"""What the README and CONTRIBUTING say is true of the code."""

import ast
import importlib
import re

import pytest

from helpers.__main__ import COMMANDS, USAGE
from helpers.environment import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMAND_LINE_ONLY = {"main"}


def public_functions():
    """Yield (module.function, definition) of all that is public: of packages what they export, but of helpers/parts all."""
    for path in sorted((ROOT / "helpers").rglob("[a-z]*.py")):
        module = path.stem if path.parent.name == "helpers" else path.parent.name
        if path.stem == "environment":
            continue
        exported = getattr(importlib.import_module(f"helpers.{module}"), "__all__", None)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name not in COMMAND_LINE_ONLY:
                if exported is not None and node.name not in exported:
                    continue
                yield f"{module}.{node.name}", node


def test_the_function_table_names_every_public_function_once():
    listed = re.findall(r"^\| `(\w+\.\w+)` \|", README, re.MULTILINE)
    assert len(listed) == len(set(listed))
    absent = [name for name in listed if not hasattr(importlib.import_module(f"helpers.{name.split('.')[0]}"), name.split(".")[1])]
    assert absent == []
    defined = {name for name, _ in public_functions() if not name.startswith("parts.")}
    assert defined - set(listed) == set()
    offered = {name for name in listed if name not in defined}  # made in helpers/parts, and imported where users look for them
    assert {name.split(".")[1] for name in offered} <= {name.split(".")[1] for name, _ in public_functions()}


def test_every_public_function_has_a_docstring():
    assert [name for name, node in public_functions() if not ast.get_docstring(node)] == []


def test_the_commands_are_those_of_the_readme_and_of_the_help():
    assert set(re.findall(r"python3 -m helpers (\w+)", README)) == set(COMMANDS)
    assert set(re.findall(r"^  (\w+)  ", USAGE, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("page", ["README.md", "corpus/README.md", "CONTRIBUTING.md"])
def test_links_lead_to_files(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_notebook_is_listed():
    assert re.findall(r"\(notebooks/(.+?\.ipynb)\)", README) == sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_every_dependency_has_its_reason():
    requirements = re.findall(r"^([\w-]+)[<>=]", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert re.findall(r"^\| ([\w-]+) \| ", CONTRIBUTING.split("## Dependencies")[1], re.MULTILINE)[1:] == requirements


def test_contributing_fits_on_a_screen():
    assert len(CONTRIBUTING.splitlines()) <= 60
