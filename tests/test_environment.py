"""The set-up: what it makes, what it mends, and the sentence it ends with. No test reaches the network."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from helpers import environment

PIP_OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}


@pytest.fixture
def clone(tmp_path):
    """A folder with a requirements.txt that this interpreter does not meet and that an empty .venv can."""

    def make(requirements):
        (tmp_path / "requirements.txt").write_text(requirements)
        return tmp_path

    return make


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pandas", True),
        ("pandas>=3.0,<4", True),
        ("pandas>=99", False),
        ("pandas<1", False),
        ("no-such-package-at-all>=1", False),
        ("pytest>=8.3,<10; sys_platform != 'emscripten'", True),
    ],
)
def test_requirements_are_compared_with_what_is_installed(clone, line, expected):
    assert (environment.missing(clone(f"# why\n{line}\n") / "requirements.txt") == []) is expected


def test_versions_are_compared_as_numbers():
    assert environment._version("3.10.1rc1") > environment._version("3.9")


def test_an_interpreter_that_meets_the_requirements_is_used_as_it_is(clone):
    root = clone("pandas>=3.0\n")
    assert environment.ensure(root) == sys.executable
    assert not (root / ".venv").exists()


def test_without_network_it_says_so_and_the_next_start_mends(clone, monkeypatch, capsys):
    for key, value in PIP_OFFLINE.items():
        monkeypatch.setenv(key, value)
    root = clone("no-such-package-at-all>=1\n")
    with pytest.raises(SystemExit, match="give the same command again"):
        environment.ensure(root)
    assert not (root / ".venv" / "requirements.installed").exists()
    # The same half-made .venv, and requirements that can be met: pip is there already.
    (root / "requirements.txt").write_text("pip>=1\n")
    monkeypatch.setattr(environment, "missing", lambda path: ["pip>=1"])
    python = environment.ensure(root)
    assert subprocess.run([python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True).stdout.strip() == str(
        root / ".venv"
    )
    assert environment.ensure(root) == python  # the stamp: nothing is installed again
    assert capsys.readouterr().out.count("Setting up") == 2
    # A broken interpreter, as after moving the clone or removing its Python, is made anew.
    os.unlink(python)
    assert environment.ensure(root) == python


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("NewConnectionError: Failed to establish a new connection\nERROR: No matching distribution found for x", "could not be reached"),
        ("ERROR: No matching distribution found for x", "found no version that fits"),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", "cannot be written"),
        ("something else", "something else"),
    ],
)
def test_pips_complaints_become_a_sentence(said, sentence):
    assert sentence in environment._cause(said)


def test_a_python_without_venv_is_told_what_to_install(clone, monkeypatch):
    def fail(command, **_):
        return subprocess.CompletedProcess(command, 1, "", "ensurepip is not available")

    monkeypatch.setattr(environment.subprocess, "run", fail)
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        environment.ensure(clone("no-such-package-at-all\n"))


def test_a_full_disk_is_seen_before_anything_is_written(clone, monkeypatch):
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: SimpleNamespace(free=10))
    root = clone("no-such-package-at-all\n")
    with pytest.raises(SystemExit, match="disk is full"):
        environment.ensure(root)
    assert not (root / ".venv").exists()


def test_an_old_python_gets_a_sentence(monkeypatch):
    monkeypatch.setattr(environment, "OLDEST", (99, 0))
    with pytest.raises(SystemExit, match=r"need Python 3\.11 or newer"):
        environment.ensure()


def test_help_needs_nothing_and_an_unknown_command_is_an_error():
    def run(*arguments):
        return subprocess.run([sys.executable, "-m", "helpers", *arguments], cwd=environment.ROOT, capture_output=True, text=True)

    assert "usage" in run("--help").stdout
    assert run("--help").returncode == 0
    assert run("dance").returncode == 2
    assert run().returncode == 2
