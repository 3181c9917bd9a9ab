"""What the README and CONTRIBUTING say is true of the code."""

import ast
import functools
import importlib
import inspect
import json
import re
from graphlib import TopologicalSorter

import pytest

from helpers.__main__ import COMMANDS, USAGE
from helpers.environment import ROOT

HELPERS = ROOT / "helpers"
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAGE = """# Helpers

Tables in, tables out: each module has a subject and is imported by its name, as in `from helpers import corpus, tokens`.
Spans are half-open character offsets: `text[start:end]` is the surface, always.
This page is made from the docstrings, by `python3 -m helpers test tests/test_readme.py --update`.

## Where a thing lives

In the order of imports: what is here knows only what stands above it. `jupyter/` holds settings of JupyterLab.

| module | what it is |
|---|---|
{modules}

## Tables from elsewhere

Tables may come from a merge, a
filter, a CSV or Parquet file: ids keep their values and type, a missing text is a statement without words, a missing date stands in no
period, and what cannot be put right is a sentence that says what is missing and how to get it. A token table knows the columns of the
documents it was made from; a merge or a CSV file loses that, and then `documents=documents` tells it again.

## These come first

| function | what it gives |
|---|---|
| `corpus.load_corpus` | the documents table of a folder of statements, or an error that lists every fault |
| `corpus.check_corpus` | those faults as a table: file, line, problem, remedy |
| `corpus.survey` | the report to read before any chart: dates, languages, gaps, near-duplicates, what was left out |
| `tokens.tokenize` | one row per running word, by the rule in `tokens.RULE` |
| `frequency.term_frequency` | counts, rates per 10,000 words and intervals, by column or period, for words and n-grams |
| `keyness.keyness` | which terms set two groups of statements apart, with intervals and corrected p-values |
| `concordance.kwic` | every hit of a word, phrase or wildcard with its context |
| `spans.evidence` | the dated sentence behind each span of any table |
| `places.region_mentions` | one row per place named: oblast or city, place, demonym or metonym |
| `places.count_places` | the share of statements that name each place, in all or by group |
| `timexes.find_timexes` | one row per temporal expression, resolved against the date of its statement |
| `reported.reported_statements` | one row per reported statement: speaker, cue, content, mode, negation |
| `timeline.events` | what was issued, and what is spoken of, by date |
| `timeline.count_by_period` | counts per period with exposure and intervals |
| `wording.recurring_passages` | passages that come back in other statements, first and last used |

An environment without a clone has helpers and corpus by `pip wheel .`; in one with a clone and `pip install -r requirements.txt`, a script
in any folder can say `from helpers import corpus`.

## Public functions

What notebooks, lessons and scripts need; all else is the kit's own, and may change without notice.
Columns, units, errors and an example that runs: `help(frequency.term_frequency)`. The checks of lessons are in `helpers.lessons.checks`.

| function | what it does |
|---|---|
{functions}
"""


@functools.cache
def modules():
    """Return the packages and modules of the kit, in the order of imports; a circle of imports is an error."""
    paths = {path.stem: path for path in HELPERS.iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
    del paths["__init__"]
    files = {path: path.rglob("*.py") if path.is_dir() else [path] for path in paths.values()}
    order = TopologicalSorter({path: {paths[name] for file in files[path] for name in imported(file)} - {path} for path in files})
    order.prepare()
    ordered = []
    while order.is_active():
        ready = sorted(order.get_ready())
        ordered += ready
        order.done(*ready)
    return ordered


def imported(file):
    """Yield the names of the packages and modules that a file imports, also inside its functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "helpers":
            yield from [node.module.split(".")[1]] if "." in node.module else [name.name for name in node.names]


@functools.cache
def public():
    """Return the public functions by their names: of a package those in `__all__`, of a module those or all without an underscore."""
    found = {}
    for path in sorted(set(modules()) - {HELPERS / "__main__.py"}):
        module = importlib.import_module(f"helpers.{path.stem}")
        own = [name for name, value in vars(module).items() if getattr(value, "__module__", None) == module.__name__ and name[0] != "_"]
        for name in sorted(getattr(module, "__all__", [] if path.is_dir() else own)):
            if inspect.isfunction(getattr(module, name)) and name != "main":
                found[f"{path.stem}.{name}"] = getattr(module, name)
    return found


def first_line(thing):
    """Return the first line of a docstring as a cell of a table."""
    return inspect.getdoc(thing).partition("\n")[0].replace("``", "`").replace("|", "\\|")


def page():
    """Return the text of helpers/README.md."""
    rows = [(path, importlib.import_module(f"helpers.{path.stem}")) for path in modules()]
    return PAGE.format(
        modules="\n".join(f"| [`{path.name}`]({path.name}) | {first_line(module)} |" for path, module in rows),
        functions="\n".join(f"| `{name}` | {first_line(function)} |" for name, function in public().items()),
    )


def listed(text):
    return re.findall(r"^\| `(\w+\.\w+)` \|", text, re.MULTILINE)


def test_the_page_of_helpers_is_made_from_their_docstrings(request):
    path = HELPERS / "README.md"
    if request.config.getoption("--update"):
        path.write_text(page(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page(), "run the tests with --update"
    first, every = page().split("## Public functions")
    assert sorted(listed(every)) == sorted(public())
    assert len(listed(first)) == len(set(listed(first)))
    assert set(listed(first)) - set(public()) == set()
    assert listed(first)[0] == "corpus.load_corpus"


def test_every_public_function_has_a_docstring_whose_first_line_is_a_sentence():
    lines = {name: (inspect.getdoc(function) or "").partition("\n")[0] for name, function in public().items()}
    assert [name for name, line in lines.items() if not re.match(r"[A-Z].*[.…]$", line)] == []


def test_notebooks_and_lessons_use_public_functions():
    kit = "|".join({name.split(".")[0] for name in public()})
    code = [
        "".join(cell["source"])
        for path in (ROOT / "notebooks").rglob("[0-9]*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]
    used = set(re.findall(rf"(?<![\w.])((?:{kit})\.[a-z]\w*)\(", "\n".join(code)))
    assert "frequency.term_frequency" in used
    assert used - set(public()) == set()


def test_the_commands_are_those_of_the_readme_and_of_the_help():
    assert set(re.findall(r"python3 -m helpers (\w+)", README)) == set(COMMANDS)
    assert set(re.findall(r"^  (\w+)  ", USAGE, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "corpus/README.md",
        "CONTRIBUTING.md",
        "helpers/README.md",
        "notebooks/README.md",
        "corpus/FORMATS.md",
        "corpus/gold/README.md",
    ],
)
def test_links_lead_to_files(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_notebook_is_listed():
    assert re.findall(r"\(notebooks/(.+?\.ipynb)\)", README) == sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_every_dependency_has_its_reason():
    requirements = re.findall(r"^([\w-]+)[<>=]", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert re.findall(r"^\| ([\w-]+) \| ", CONTRIBUTING.split("## Dependencies")[1], re.MULTILINE)[1:] == requirements


def test_the_readme_is_read_in_a_few_minutes():
    assert len(README.splitlines()) <= 120


def test_contributing_fits_on_a_screen():
    assert len(CONTRIBUTING.splitlines()) <= 60
