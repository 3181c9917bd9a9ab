"""How the house is built: imports point one way, paths to the corpus stand in one module, functions stay small."""

import ast

import pytest

from helpers.environment import ROOT

# The rooms, from the ground up: a module imports from its own room, and from those before it.
ROOMS = [
    "environment",
    "needed",
    "paths",
    "calendars",
    "month_names",
    "partial_dates",
    "files",
    "bulk",
    "frames",
    "languages",
    "labels",
    "intervals",
    "association",
    "groups",
    "spans",
    "tokens",
    "counting",
    "dispersion",
    "concordance",
    "keyness",
    "frequency",
    "vocabulary",
    "scale",
    "wording",
    "reported",
    "corpus",
    "places",
    "timexes",
    "timeline",
    "evaluation",
    "plots",
    "tables",
    "outputs",
    "claims",
    "explore",
    "live",
    "app",
    "site",
    "lessons",
    "verify",
    "browser",
    "bench",
    "lock",
    "opened",
    "__main__",
]
LINES = 40
IN_THE_CORPUS = ["corpus", "statements", "central-banks", "own", "official", "gazetteer", "wordlists", "gold"]


def modules_of(folder):
    """Return the source of each module below a folder, by its dotted name."""
    files = sorted(folder.rglob("*.py"))
    names = [".".join(file.relative_to(folder.parent).with_suffix("").parts).removesuffix(".__init__") for file in files]
    return dict(zip(names, [file.read_text(encoding="utf-8") for file in files], strict=True))


def imports_of(modules):
    """Return which modules each module imports, at its top or within a function."""
    found = {name: set() for name in modules}
    for name, source in modules.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom):
                assert not node.level, f"{name}, line {node.lineno}: write the whole name of the module"
                found[name] |= {whole if (whole := f"{node.module}.{alias.name}") in modules else node.module for alias in node.names}
            elif isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names}
    return {name: sorted(others & modules.keys()) for name, others in found.items()}


def arrows_up(imports, rooms):
    """Return the imports of a module in a higher room, and those of the whole package by one of its modules."""
    place = {name: rooms.index(name.split(".")[1]) for name in imports if "." in name}
    return [f"{name} imports {other}" for name, others in imports.items() for other in others if place[other] > place.get(name, -1)]


def circles(imports):
    """Return the modules that can be reached from themselves."""
    reached = {name: set(others) for name, others in imports.items()}
    for middle in reached:
        for others in reached.values():
            if middle in others:
                others |= reached[middle]
    return [name for name, others in reached.items() if name in others]


def paths_written(source):
    """Return the lines in which a path is made from the name of a folder of the corpus."""
    made = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)]
    made += [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and "Path" in ast.unparse(node.func)]
    parts = [(node, node.args if isinstance(node, ast.Call) else [node.left, node.right]) for node in made]
    texts = [(node.lineno, part.value) for node, among in parts for part in among if isinstance(part, ast.Constant)]
    return sorted({line for line, text in texts if str(text).split("/")[0] in IN_THE_CORPUS})


def long_functions(source):
    """Return the functions whose bodies, without their docstrings, have more lines than one takes in at a glance."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    bodies = [(node.name, node.body[ast.get_docstring(node) is not None :] or node.body) for node in functions]
    return {name: lines for name, body in bodies if (lines := body[-1].end_lineno - body[0].lineno + 1) > LINES}


MODULES = modules_of(ROOT / "helpers")


def test_each_package_and_module_has_its_place():
    assert sorted({name.split(".")[1] for name in MODULES if "." in name}) == sorted(ROOMS)


def test_imports_point_one_way():
    assert arrows_up(imports_of(MODULES), ROOMS) == []


def test_no_module_is_imported_by_what_it_imports():
    assert circles(imports_of(MODULES)) == []


def test_paths_to_the_corpus_stand_in_one_module():
    written = {name: lines for name, source in MODULES.items() if (lines := paths_written(source))}
    assert list(written) == ["helpers.paths"]


@pytest.mark.parametrize("folder", ["helpers", "tests/tools"])
def test_functions_are_small(folder):
    """As ruff sees to five positional parameters and a complexity of 15: without exceptions."""
    long = {file: found for file, source in modules_of(ROOT / folder).items() if (found := long_functions(source))}
    assert long == {}


HOUSE = {
    "house": "",
    "house.cellar": "from house.roof import tiles",
    "house.roof": "from house.hall import lamp, rug",
    "house.hall": "from house.hall import lamp",
    "house.hall.lamp": "def light():\n    import house.hall.rug",
    "house.hall.rug": "from house.hall.lamp import light\nimport os",
}


def test_an_arrow_up_and_a_circle_are_seen():
    imports = imports_of(HOUSE)
    assert imports["house.roof"] == ["house.hall.lamp", "house.hall.rug"]
    assert arrows_up(imports, ["cellar", "hall", "roof"]) == ["house.cellar imports house.roof"]
    assert circles(imports) == ["house.hall.lamp", "house.hall.rug"]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('A = HERE.parent / "corpus" / "wordlists"', [1]),
        ('"""In corpus/own."""\nB = open(Path("corpus/own/a.txt"))', [2]),
        ('C = "the folder (default: corpus/own)"\nD = table["corpus"] / 2', []),
    ],
)
def test_a_path_to_the_corpus_is_seen(source, lines):
    assert paths_written(source) == lines


def test_a_long_function_is_seen():
    body = "    return [\n" + "        1,\n" * (LINES - 2) + "    ]\n"
    told = '    """Say\n\n    what it does.\n    """\n'
    longer = body.replace("1,\n", "1,\n        1,\n", 1)
    assert long_functions(f"def a():\n{told}{body}") == {}
    assert long_functions(f"class A:\n    async def a():\n{longer.replace('    ', '        ')}") == {"a": LINES + 1}
