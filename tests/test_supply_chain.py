"""What the kit is made of and may do: known packages, no code run from text or data, a server for this machine alone, no secrets."""

import ast
import os
import re
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from helpers.environment import ROOT

# The direct requirements, letter by letter: a name that is nearly one of these is somebody else's package.
KNOWN = {
    *("pandas", "matplotlib", "nltk", "charset-normalizer", "simplemma", "py3langid", "pyarrow", "openpyxl", "pypdf", "python-docx"),
    *("trafilatura", "lxml-html-clean", "tqdm", "httpcore", "ipywidgets", "anywidget", "joblib", "jupyterlab", "nbconvert"),
    "numpy",
    "pyyaml",
    "voila",
    *("pytest", "hypothesis", "ruff"),
}

HELPERS = sorted((ROOT / "helpers").rglob("*.py"))
UNPICKLERS = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle"}
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "urllib3",
    "httpcore",
    "httpx",
    "requests",
    "aiohttp",
    "ftplib",
    "smtplib",
    "webbrowser",
}
MAY_CONNECT = {"polite_http.py", "server.py"}  # what `python3 -m helpers fetch` uses, and what opens a browser for `app`
MAY_START_PROGRAMS = {
    *("__main__.py", "environment.py", "bench.py", "lock.py"),
    "site/receipt.py",  # git, which commit this is
    *("browser/build.py", "browser/bytecode.py", "browser/parts.py"),  # JupyterLite and pip
    "lessons/grading/run.py",  # students' code, apart and within walls
}
MAY_ASK_ITS_SERVER = {"offline.js"}  # a service worker keeps what its own site sends
FORBIDDEN_CALLS = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "pty.spawn", "subprocess.getoutput", "subprocess.getstatusoutput"),
    *("yaml.load", "yaml.unsafe_load", "yaml.full_load", "pd.read_pickle", "pandas.read_pickle", "tempfile.mktemp", "nltk.download"),
    *("code.interact", "runpy.run_path", "nltk.data.load", "joblib.load"),
}


def dotted(node):
    """Return the dotted name of an expression, or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def is_plain_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def faults(source):
    """Return what in a module runs text or data as code, or hands a line to a shell."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            names += [alias.name for alias in node.names]  # from os import system
            found += [f"import of {name}" for name in names if name.split(".")[0] in UNPICKLERS]
            if isinstance(node, ast.ImportFrom):
                found += [name for alias in node.names if (name := f"{node.module}.{alias.name}") in FORBIDDEN_CALLS]
        if not isinstance(node, ast.Call):
            continue
        name, options = dotted(node.func), {keyword.arg: keyword.value for keyword in node.keywords}
        if name in FORBIDDEN_CALLS or name.endswith((".read_pickle", ".to_pickle")):
            found.append(name)
        if name.startswith(("subprocess.", "asyncio.create_subprocess")):
            shell = options.get("shell")
            found += ["shell"] if shell is not None and not (isinstance(shell, ast.Constant) and shell.value is False) else []
            found += ["a command as text"] if node.args and isinstance(node.args[0], ast.Constant | ast.JoinedStr) else []
        if "allow_pickle" in options and not (isinstance(options["allow_pickle"], ast.Constant) and options["allow_pickle"].value is False):
            found.append("allow_pickle")
        if name.endswith((".query", ".eval")) and node.args and not is_plain_text(node.args[0]):
            found.append(f"{name} of a text that is made")  # pandas runs it as code
    return found


def imports(source):
    """Return the modules that a module imports, in full."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def requirements():
    lines = (line.split("#")[0].strip() for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and line != "-e ."]  # the kit itself


def test_requirements_are_the_packages_they_are_meant_to_be():
    names = [re.match(r"[\w.-]+", line)[0] for line in requirements()]
    assert sorted(names) == sorted(KNOWN)


def test_requirements_have_bounds_and_no_other_origin_than_the_index():
    for line in requirements():
        assert re.fullmatch(r"[\w.-]+>=[\d.]+,<[\d.]+(; [\w.]+ [!=]= \"\w+\")?", line), line


@pytest.mark.parametrize("path", HELPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_helper_runs_text_or_data_as_code(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        *("eval(text)", "exec(text)", "compile(a, b, 'exec')", "import pickle", "from marshal import loads", "import os; os.system(line)"),
        *("from os import system", "import subprocess; subprocess.run(line, shell=True)", "import subprocess; subprocess.run('ls -l')"),
        *(
            "import subprocess; subprocess.Popen(f'ls {name}')",
            "yaml.load(text)",
            "np.load(file, allow_pickle=True)",
            "pd.read_pickle(path)",
        ),
        *("table.query(f'term == {term}')", "table.to_pickle(path)", "import subprocess; subprocess.run(line, shell=shell)"),
    ],
)
def test_what_would_run_text_is_seen(source):
    assert faults(source) != []


def test_what_runs_no_text_is_let_through():
    source = "import re, subprocess\nre.compile(a)\nsubprocess.run([a, b])\ntable.query('n > 3')\n# eval(text)\n'pickle'"
    assert faults(source) == []


@pytest.mark.parametrize("path", HELPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_network_and_other_programs_are_for_the_named_places_alone(path):
    used = imports(path.read_text(encoding="utf-8"))
    reaching = {name for name in used if name in NETWORK or name.split(".")[0] in NETWORK}
    assert not reaching or path.name in MAY_CONNECT, reaching
    assert "subprocess" not in used or path.relative_to(ROOT / "helpers").as_posix() in MAY_START_PROGRAMS


def test_every_module_is_imported_with_the_network_off():
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in HELPERS]
    code = "import importlib\nfor name in {!r}: importlib.import_module(name)".format([n for n in names if not n.endswith("__main__")])
    env = os.environ | {"PYTHONPATH": str(ROOT / "tests" / "network_off")}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_scripts_of_pages_and_panels_make_no_html_of_text_and_ask_nothing_of_the_network():
    acts = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon"
    for path in [*(ROOT / "helpers").rglob("*.js"), *(ROOT / "helpers").rglob("*.css"), *(ROOT / "helpers").rglob("*.j2")]:
        text = path.read_text(encoding="utf-8")
        text = text.replace("fetch(", "") if path.name in MAY_ASK_ITS_SERVER else text
        assert re.findall(rf"{acts}|importScripts|\bimport\(|@import|(?:src|href)=[\"']?(?:https?:)?//|url\([\"']?https?:", text) == [], (
            path
        )


def test_templates_let_only_named_values_through_unescaped():
    found = {
        (path.name, value) for path in (ROOT / "helpers").rglob("*.j2") for value in re.findall(r"{{\s*(\w+)\s*\|\s*safe", path.read_text())
    }
    assert found == {
        *(("page.html.j2", "style"), ("page.html.j2", "script"), ("page.html.j2", "body")),
        *(("statement.html.j2", "text"), ("index.html.j2", "figure")),
    }


def listening(port):
    """Return the addresses at which something on this machine listens on a port, by the kernel's own tables."""
    found = []
    for table, family in (("tcp", socket.AF_INET), ("tcp6", socket.AF_INET6)):
        path = Path("/proc/net") / table
        for line in path.read_text().splitlines()[1:] if path.exists() else []:
            address, number = line.split()[1].split(":")
            if line.split()[3] == "0A" and int(number, 16) == port:
                words = [int(address[i : i + 8], 16) for i in range(0, len(address), 8)]
                found.append(socket.inet_ntop(family, struct.pack(f"={len(words)}I", *words)))
    return found


def status(address, **headers):
    try:
        return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads Linux's table of open ports")
def test_jupyter_wants_its_token_and_listens_on_this_machine_alone(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folders = {name: str(tmp_path / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "HOME")}
    env = {key: value for key, value in os.environ.items() if key not in ("JUPYTER_TOKEN", "JUPYTER_CONFIG_PATH")} | folders
    command = [sys.executable, "-m", "helpers", "lab", "--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    with open(tmp_path / "log", "w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        for _ in range(600):
            if found := re.search(r"127\.0\.0\.1:\d+/\S*\?token=([0-9a-f]+)", (tmp_path / "log").read_text()):
                break
            assert server.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
        token, address = found[1], f"http://127.0.0.1:{port}"
        assert len(token) >= 40
        for name in ("/api/contents", "/api/kernels", "/api/terminals", "/api/sessions"):
            assert status(f"{address}{name}") == 403
            assert status(f"{address}{name}?token={'0' * len(token)}") == 403
            assert status(f"{address}{name}", Authorization=f"token {token}") == 200
        assert status(f"{address}/api/contents", Authorization=f"token {token}", Host="attacker.example") == 403
        assert set(listening(port)) <= {"127.0.0.1", "::1"}
        assert listening(port)
    finally:
        server.terminate()
        server.wait(timeout=30)


def committed():
    """Return the files that belong to the kit: what git lists, or else the folders that come with it."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    return [path for name in ("corpus", "helpers", "notebooks") for path in (ROOT / name).rglob("*") if path.is_file()]


SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "an access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bglpat-[\w-]{20}|\bxox[abprs]-[\w-]{10}|\bpypi-AgE",
    "another access key": r"\bsk-[A-Za-z0-9-]{32}",
    "a token in an address": r"[?&](?:token|access_token|api_key|apikey)=[0-9A-Za-z]{20,}",
    "a password in an address": r"\b[a-z]+://[^/\s:@\"'<>{}]+:[^/\s:@\"'<>{}]+@\w",
    "a web token": r"\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.",
    "a folder of a machine": r"(?<![\w.:/])/(?:home|Users|root|private|mnt|tmp|work|opt|var)/\w[\w.-]*/|\b[A-Z]:\\\\?(?:Users|Documents)",
}
TEXTS = {".py", ".ipynb", ".txt", ".md", ".csv", ".json", ".toml", ".yml", ".yaml", ".cff", ".js", ".css", ".j2", ".html", ".cfg", ""}


def test_no_secret_and_no_folder_of_a_machine_is_committed():
    found = []
    for path in committed():
        if path.suffix not in TEXTS or "tests" in path.relative_to(ROOT).parts:  # tests write down what must not get in
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        found += [(path.relative_to(ROOT).as_posix(), what, hit[:80]) for what, p in SECRETS.items() for hit in re.findall(p, text)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        *("-----BEGIN OPENSSH PRIVATE KEY", "AKIA" + "A" * 16, "ghp_" + "a" * 36, "http://localhost:8888/lab?token=" + "0a" * 24),
        *("https://name:secret@example.org", "eyJ" + "a" * 20 + ".eyJ" + "b" * 20 + ".c", '"/home/anna/kit/helpers"', r"C:\\Users\\anna"),
    ],
)
def test_what_must_not_be_committed_is_seen(text):
    assert any(re.search(pattern, text) for pattern in SECRETS.values())


def test_pictures_hold_no_text():
    """PNG files can carry the names of programs, people and folders."""
    for path in committed():
        if path.suffix == ".png":
            raw = path.read_bytes()
            assert raw.startswith(b"\x89PNG"), path
            assert [kind for kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf") if kind in raw] == [], path


def test_the_actions_of_the_workflows_are_named_by_commit_and_may_only_read():
    for path in (ROOT / ".github").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert all(re.search(r"@[0-9a-f]{40}\b", line) for line in text.splitlines() if re.search(r"\buses:", line)), path
        assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE), path
