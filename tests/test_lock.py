"""The lock: whole, fitting the requirements, and used as it stands. No test reaches the network."""

import os
import re
import subprocess
import sys

import pytest

from helpers import environment, lock
from helpers.environment import ROOT

ONE, OTHER = f" \\\n    --hash=sha256:{'1' * 64}", f" \\\n    --hash=sha256:{'2' * 64}"
BODY = f"anyio==4.1{ONE}\ncolorama==0.4.6 ; sys_platform == 'win32'{ONE}{OTHER}\npy-yaml==6.0.1.post1{OTHER}\n"


def of(body):
    return lock.HEADER.format(python="3.11.7", system="Linux x86_64", digest=lock.digest(body)) + body


@pytest.fixture
def requirements(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("# why\n-e .\nanyio>=4,<5\nPy_YAML>=6.0; sys_platform != 'emscripten'\n")
    return path


def test_the_committed_lock_fits_the_requirements():
    assert lock.problems(lock.LOCK.read_text(encoding="utf-8"), ROOT / "requirements.txt") == []


def test_the_committed_lock_names_no_address_and_no_folder_and_says_where_its_set_was_run():
    text = lock.LOCK.read_text(encoding="utf-8")
    assert re.findall(r"://|^-|@|(?<![\w.])/\w+/", text, re.MULTILINE) == []
    assert re.search(r"^# The set was run with Python 3\.\d+\.\d+ on \w+ \w+\.", text, re.MULTILINE)
    systems = set(re.findall(r"sys_platform == '(\w+)'", text))
    assert {"win32", "darwin"} <= systems  # what other systems need besides stands in it too


def test_packages_are_read_with_version_and_hashes():
    assert lock.entries(BODY) == [("anyio", "4.1", 1), ("colorama", "0.4.6", 2), ("py-yaml", "6.0.1.post1", 1)]


def test_a_lock_as_it_was_written_has_no_problem(requirements):
    assert lock.problems(of(BODY), requirements) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("anyio==4.1", "anyio==3.9"), "anyio 3.9 is not in >=4,<5."),
        (("anyio==4.1", "anyio==5.0"), "anyio 5.0 is not in >=4,<5."),
        (("py-yaml", "py-toml"), "Py_YAML is in requirements.txt and not in the lock."),
        ((f"anyio==4.1{ONE}", "anyio==4.1"), "'anyio==4.1' is no package with its version and hashes."),
        (("anyio==4.1", "anyio @ https://example.org/a.whl"), "is no package with its version and hashes."),
        (("anyio==4.1", "--index-url https://example.org/simple\nanyio==4.1"), "'--index-url https://example.org/simple' is no package"),
        (("1" * 64, "1" * 63), "is no package with its version and hashes."),
    ],
)
def test_what_is_wrong_with_a_lock_is_said(requirements, change, said):
    assert change[0] in BODY
    found = lock.problems(of(BODY.replace(*change)), requirements)
    assert any(said in sentence for sentence in found), found
    assert found[-1] == "Write the lock anew: python3 -m helpers lock"


def test_a_version_lowered_by_hand_is_found_also_where_no_range_speaks_of_it(requirements):
    changed = of(BODY).replace("colorama==0.4.6", "colorama==0.4.5")
    assert lock.problems(changed, requirements)[0] == "The entries are not those that were written: the file was changed by hand."
    assert lock.problems("", requirements) != []


def test_the_command_checks_and_writes_nothing(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(lock, "LOCK", tmp_path / "requirements.lock")
    assert lock.main(["--check"]) == 1
    assert "pandas is in requirements.txt and not in the lock." in capsys.readouterr().out
    assert not lock.LOCK.exists()


def test_without_the_index_the_old_lock_stays_and_the_reason_is_told(monkeypatch, tmp_path, capsys):
    def fail(command):
        raise subprocess.CalledProcessError(1, command, stderr="no network")

    monkeypatch.setattr(lock, "LOCK", tmp_path / "requirements.lock")
    lock.LOCK.write_text("old")
    monkeypatch.setattr(lock, "_run", fail)
    assert lock.main([]) == 1
    assert lock.LOCK.read_text() == "old"
    assert capsys.readouterr().err == "requirements.lock is as it was: no network\n"


def test_a_locked_set_up_has_a_folder_of_its_own_and_checks_hashes(monkeypatch, tmp_path):
    for name in ("requirements.txt", "requirements.lock"):
        (tmp_path / name).write_text("")
    seen, popen = [], subprocess.Popen

    def no_pip(command, **options):
        return seen.append(command) or Done() if "install" in command else popen(command, **options)

    monkeypatch.setattr(environment.subprocess, "Popen", no_pip)
    python = environment.ensure(tmp_path, locked=True)
    assert python == str(tmp_path / ".venv-locked" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    assert seen == [
        [python, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", str(tmp_path / "requirements.lock")]
    ]
    assert environment.ensure(tmp_path, locked=True) == python  # the stamp
    assert len(seen) == 1
    (tmp_path / "requirements.lock").write_text("# another")
    environment.ensure(tmp_path, locked=True)
    assert len(seen) == 2
    assert not (tmp_path / ".venv").exists()


class Done:
    """A pip that has nothing to say and succeeds."""

    stderr = ()

    def wait(self):
        return 0


def test_without_a_lock_the_locked_start_says_so(tmp_path):
    (tmp_path / "requirements.txt").write_text("")
    with pytest.raises(SystemExit, match=r"There is no requirements\.lock in .*: write it with `python3 -m helpers lock`"):
        environment.ensure(tmp_path, locked=True)


def test_the_word_locked_is_not_handed_on(monkeypatch):
    from helpers import __main__ as commands

    seen = []
    monkeypatch.setattr(environment, "ensure", lambda *, locked: seen.append(locked) or sys.executable)
    monkeypatch.setitem(commands.COMMANDS, "lab", seen.append)
    commands.main(["lab", "--no-browser", "--locked"])
    assert seen == [True, ["--no-browser"]]
