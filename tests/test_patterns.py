"""Every regular expression of the helpers, on texts made to hurt it: its time grows no faster than the text.

The patterns are found by themselves: those that modules hold, and those in calls. One that is put together when it is used cannot be found
so; `MADE` then has to say what it looks like. On more and longer texts: python3 tests/test_patterns.py --long
"""

import ast
import importlib
import re
import signal
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from helpers.files.sql_rows import OF_OTHERS
from helpers.lessons.build import REGION
from helpers.places import bodies, metonyms
from helpers.reported import speakers
from helpers.timexes import cyrillic, cyrillic_forms

HELPERS = Path(__file__).resolve().parents[1] / "helpers"

parser = re._parser

CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
IN_TABLES = {"match", "contains", "fullmatch", "replace", "extract", "extractall", "split", "count", "findall"}
# Patterns that are put together at run time: module and function, and one that it makes.
MADE = {
    "helpers.calendars:": (r"(?<![^\W\d_])(?:sh|a\.?h\.?s\.?)(?![^\W\d_])", "search"),
    "helpers.files.sql_rows:": (OF_OTHERS.pattern, "match"),
    "helpers.calendars:_both": (r"\D*?(?:(?P<day>\d{1,2})[\s,._/-]*+(?:tir|mehr)[\s,._/-]*+(?P<year>\d{4}))\D*", "fullmatch"),
    "helpers.corpus.about:_line": (r"\s*[\"']?issuer\b", "match"),
    "helpers.corpus.page_dates:doubtful": (r"2022(?P<gap>[-/.]?)04(?P=gap)03|2022-4-3\b", "search"),
    "helpers.corpus.tex_file:_expanded": (r"\\(state|un)(?![A-Za-z])(?:\{\}|[ \t]+)?", "sub"),
    "helpers.corpus.tex_file:_field": (r"\\title\s*(?:\[[^\]]*\])?\{", "search"),
    "helpers.counting.term_hits:_codes": (r"a.*b.c.*", "fullmatch"),
    "helpers.partial_dates:": (r"\d{4}-\d\d-\d\d", "search"),
    "helpers.places.metonyms:_verbs": (metonyms._verbs(False).pattern, "match"),
    "helpers.environment:_cause": (r"No matching distribution found for (\S+)", "search"),
    "helpers.lessons.build:_without_region": (f"(?ms){REGION.format('A')}", "search"),
    "helpers.lessons.answers:as_day": (r"\d{4}(-\d\d?(-\d\d?)?)?", "fullmatch"),
    "helpers.lessons.claims:_is_common": (r"\bwar\b", "findall"),
    "helpers.lessons.claims:_quoted": (r"\bwar\b", "search"),
    "helpers.lessons.handouts:plan": (r"(?m)^\| 01 [^|]+\| ([^|]+) \| (\d+) \+ (\d+) \| (\d+) \| (\d+) \|$", "search"),
    "helpers.lessons.words:acronym": (r"NATO", "search"),
    "helpers.places.bodies:_patterns": (bodies._patterns()[1].pattern, "match"),
    "helpers.places.bodies:_patterns opened": (bodies._patterns()[0].pattern, "search"),
    "helpers.places.names:name_index": (r"\b[ABCK]\w*", "search"),
    "helpers.reported.speakers:_office_holders": (speakers._office_holders("Minister").pattern, "search"),
    "helpers.reported.speakers:_aliases": (r"(?<!\w)(?:Foreign Minister|Minister)(?!\w)", "search"),
    "helpers.claims.lines:_figures": (r"([-+]?\d[\d,]*|unknown) hits\s?in\s?([-+]?\d[\d,]*|unknown)\s?words", "fullmatch"),
    "helpers.verify.attributed:_listed": (r"(?<!\w)(?:Foreign Minister|Minister)(?!\w)", "search"),
    "helpers.verify.found:_matches": (r"(?<= )we support[^ ]* it(?= )", "search"),
    "helpers.timexes.words:forms": (r"(?P<day>\d{1,2})\s+May\b", "match"),
}
CYRILLIC = {language: cyrillic_forms.forms(language) for language in ("uk", "ru")}
MADE |= {
    f"helpers.timexes.cyrillic_forms:forms {form.name} {language}": (form.pattern.pattern, "match")
    for language, forms in CYRILLIC.items()
    for form in forms
}
MADE |= {
    "helpers.timexes.cyrillic_forms:forms": (CYRILLIC["uk"][0].pattern.pattern, "match"),
    "helpers.timexes.cyrillic_forms:starts": (cyrillic_forms.starts("ru").pattern, "search"),
    "helpers.timexes.cyrillic_words:weekdays": ("серед(?:а|и|у|ою|і)", "fullmatch"),
    "helpers.places.cyrillic_metonyms:_said_before": (r"(?:заяв|сказа)[а-яєіїґё']{0,8}\s+$", "search"),
    "helpers.timexes.cyrillic:_places": (rf"(?<![\w-])(?:{cyrillic.PART.pattern})", "search"),
}
# Patterns that see no whole text: where they stand, and the longest text they are given.
SHORT = {
    "helpers.reported.speakers:_before": 80,
    "helpers.corpus.page_bytes:LABEL": 4096,
    "helpers.places.unlisted:FORENAME": 24,
    "helpers.places.cyrillic:BEGUN": 5,
    "helpers.places.cyrillic:CLAUSE": 8,
    "helpers.places.unlisted:BEFORE_CODE": 60,
    **dict.fromkeys(["helpers.claims.lines:ASKED", "helpers.claims.lines:ENDS", "helpers.claims.lines:PLACES"], 2000),
    **dict.fromkeys(["helpers.claims.lines:_read", "helpers.verify.checks:_claim"], 2000),
    **{"helpers.verify.attributed:LEADS": 200, "helpers.verify.attributed:is_other": 100, "helpers.verify.quoted:_joined": 120},
}
NOTICED, LIMIT = 0.03, 1.0  # seconds: what is worth a second measurement, and what is too long for any


def modules():
    """Return the name of each helper and its tree."""
    files = [path for path in sorted(HELPERS.rglob("*.py")) if "explore" not in path.parts and path.name not in ("__main__.py",)]
    names = [".".join(["helpers", *path.relative_to(HELPERS).with_suffix("").parts]).removesuffix(".__init__") for path in files]
    return [(name, ast.parse(path.read_text(encoding="utf-8"))) for name, path in zip(names, files, strict=True)]


def collect():
    """Return {where: (pattern, how it is used)} and the calls whose pattern is put together at run time."""
    found, unknown, used, trees = {}, [], {}, modules()
    for name, tree in trees:
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        taken = {alias.asname or alias.name: node.module for node in imports for alias in node.names}
        for variable, how in uses(tree).items():
            used.setdefault((taken.get(variable, name), variable), set()).update(how)
    for name, tree in trees:
        module = importlib.import_module(name)
        own = {target.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets if isinstance(target, ast.Name)}
        for variable, value in vars(module).items():
            for place, pattern in held(value, variable) if variable in own else []:
                found[f"{name}:{place}"] = pattern, used.get((name, variable), {"match"})
        for call, function in calls(tree):
            where = f"{name}:{function}"
            try:
                pattern = eval(compile(ast.Expression(call.args[0]), name, "eval"), dict(vars(module)))
                flags = [k.value for k in call.keywords if k.arg == "flags"] + call.args[1:]
                flags = [ast.unparse(value) for value in flags if re.fullmatch(r"re\.[A-Z]+", ast.unparse(value))]
                flags = eval(flags[0], {"re": re}) if flags else 0
            except NameError:
                unknown.append(f"{where}: {ast.unparse(call.args[0])}")
                continue
            known = function == "" and call.func.attr == "compile"  # a module holds it
            if known or isinstance(pattern, re.Pattern) or not isinstance(pattern, str | bytes):
                continue
            compiled = asked_of(tree, function) or {"match", "search"}
            how = {"compile": compiled, "match": {"match"}, "fullmatch": {"fullmatch"}}.get(call.func.attr, {"search"})
            found[f"{where}: {pattern!r:.30}"] = re.compile(pattern, flags), how
    for where, (pattern, *how) in MADE.items():
        found[where] = re.compile(pattern), set(how)
    return found, unknown


def asked_of(tree, function):
    """Return what a module asks of the pattern that one of its functions returns: function().match(…)."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call)]
    return {node.attr for node in calls if isinstance(node.value.func, ast.Name) and node.value.func.id == function} & CALLS


def held(value, place):
    """Yield the patterns in a value of a module, with their place."""
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from held(one, f"{place}[{key!r:.20}]")
    elif isinstance(value, list | tuple | set | frozenset):
        for number, one in enumerate(value):
            yield from held(one, f"{place}[{number}]")


def uses(tree):
    """Return for each name the methods that are called on it."""
    used = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in CALLS:
            used.setdefault(node.value.id, set()).add({"match": "match", "fullmatch": "fullmatch"}.get(node.attr, "search"))
    return used


def calls(tree):
    """Yield the calls that take a pattern, with the function they stand in."""
    owner = {}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            owner[node] = function.name
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in CALLS
        of_table = isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "str" and node.func.attr in IN_TABLES
        plain = any(k.arg == "regex" and not getattr(k.value, "value", True) for k in node.keywords)
        if of_re or (of_table and not plain):
            yield node, owner.get(node, "")


def sample(tree, most=1):
    """Return a text that the pattern in a parse tree matches, or nearly."""
    said = ""
    for kind, value in tree:
        name = str(kind)
        if name == "LITERAL":
            said += chr(value)
        elif name == "NOT_LITERAL":
            said += "x" if value != ord("x") else "y"
        elif name == "IN":
            said += members(value)[0]
        elif name == "ANY":
            said += "x"
        elif name.endswith("REPEAT"):
            said += sample(value[2]) * max(value[0], min(most, value[1]))
        elif name == "SUBPATTERN":
            said += sample(value[3])
        elif name == "ATOMIC_GROUP":
            said += sample(value)
        elif name == "BRANCH":
            said += sample(value[1][0])
    return said


KINDS = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " \n", "CATEGORY_WORD": "a1_", "CATEGORY_NOT_SPACE": "x(", "CATEGORY_NOT_WORD": " -"}


def members(value):
    """Return a few characters of a class."""
    chars, negated = [], False
    for kind, one in value:
        if str(kind) == "NEGATE":
            negated = True
        elif str(kind) == "LITERAL":
            chars.append(chr(one))
        elif str(kind) == "RANGE":
            chars += [chr(one[0]), chr(one[1])]
        elif str(kind) == "CATEGORY":
            chars += KINDS.get(str(one), "x ")
    return [c for c in 'a1 x.\n-"(é“' if c not in chars] if negated else chars or ["x"]


def parts(tree, before=""):
    """Yield (what matches before it, repeated body) for each repetition, and each branch, at any depth."""
    for kind, value in tree:
        name = str(kind)
        if name.endswith("REPEAT"):
            if value[1] > 3:
                yield before, sample(value[2])
                for inner, inside in value[2]:
                    if str(inner) == "IN":
                        yield from ((before, char) for char in members(inside)[:4])
            yield from parts(value[2], before)
        elif name == "SUBPATTERN":
            yield from parts(value[3], before)
        elif name == "ATOMIC_GROUP":
            yield from parts(value, before)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from parts(branch, before)
                yield before, sample(branch)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from parts(value[1], before)
        before += sample([(kind, value)])


def attacks(pattern, most):
    """Return units: (beginning, what is repeated) of texts made to hurt a pattern."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    whole = sample(tree)
    units = {("", text) for text in (whole, whole[:-1], f"{whole} ", f"{whole[:-1]} ", " ", "\n", "a", "1", "\n ", "a ")}
    for before, body in parts(tree):
        units |= {(before, body), ("", before + body), ("", body), ("", body + " ")}
    units = sorted((unit for unit in units if unit[1]), key=lambda unit: (len(unit[0]) + len(unit[1]), unit))
    return units[:: max(len(units) // most, 1)] if most else units


class TooLong(Exception):
    pass


def _stop(*_):
    raise TooLong


def seconds(pattern, how, unit, size):
    """Return how long a pattern takes on a text of so many characters; LIMIT or more where it does not end."""
    before, body = unit
    text = (before + body * (size // len(body) + 1))[:size] + "\x00"
    text = text.encode(errors="replace") if isinstance(pattern.pattern, bytes) else text
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGVTALRM, _stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT * 2)
    began = time.process_time()
    try:
        if "search" in how:
            sum(1 for _ in pattern.finditer(text))
        if "match" in how:
            pattern.match(text)
        if "fullmatch" in how:
            pattern.fullmatch(text)
    except TooLong:
        return LIMIT * 2
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def grows(where, pattern, how, sizes, most):
    """Return what hurts a pattern: a sentence for the first text whose time grows faster than 25 times for 10 times the length."""
    small, *larger = [min(size, SHORT.get(where.split(": ")[0], size)) for size in sizes]
    for unit in attacks(pattern, most):
        took = seconds(pattern, how, unit, small)
        if took >= LIMIT:
            return f"{where} {pattern.pattern[:80]!r} on {unit!r:.90}: over {LIMIT} s for {small:,} characters"
        for size in larger if took > NOTICED or small < sizes[0] else []:
            before, took = max(took, 0.004), seconds(pattern, how, unit, size)
            if size > small and (took > 25 * before or took >= 2 * LIMIT):
                return f"{where} {pattern.pattern[:80]!r} on {unit!r:.90}: {before:.3f} s, then {took:.2f} s for {size:,} characters"
    return None


FOUND, UNKNOWN = collect()


def test_patterns_are_found():
    assert len(FOUND) > 100
    unknown = [said for said in UNKNOWN if said.split(": ")[0] not in MADE]
    assert not unknown, f"put together at run time: tell MADE what they look like: {unknown}"


@pytest.mark.parametrize("where", sorted(FOUND))
def test_time_grows_with_the_text(where):
    pattern, how = FOUND[where]
    assert grows(where, pattern, how, (10_000, 100_000), most=24) is None


if __name__ == "__main__":
    import argparse

    options = argparse.ArgumentParser()
    options.add_argument("--long", action="store_true", help="all texts, and 10, 100 and 1,000 kB")
    sizes = (10_000, 100_000, 1_000_000) if options.parse_args().long else (10_000, 100_000)
    bad = [said for where in sorted(FOUND) if (said := grows(where, *FOUND[where], sizes, most=0)) and (print(said, flush=True) or True)]
    print(f"{len(FOUND)} patterns, {sum(len(attacks(p, 0)) for p, _ in FOUND.values()):,} texts, {len(bad)} that grow too fast; {UNKNOWN}")
