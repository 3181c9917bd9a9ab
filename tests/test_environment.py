"""The set-up: what it makes, what it mends, and the sentence it ends with. No test reaches the network."""

import os
import shutil
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
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
        ("-e .", True),
    ],
)
def test_requirements_are_compared_with_what_is_installed(clone, line, expected):
    assert (environment.missing(clone(f"# why\n{line}\n") / "requirements.txt") == []) is expected


def test_scripts_of_the_environment_find_the_kit_also_when_the_clone_is_moved(clone, monkeypatch, tmp_path_factory):
    for key, value in PIP_OFFLINE.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(environment, "missing", lambda path: ["pip>=1"])
    root = clone("-e .\npip>=1\n")
    (root / "helpers").mkdir()
    (root / "helpers" / "__init__.py").touch()
    python = environment.ensure(root)
    moved, elsewhere = tmp_path_factory.mktemp("other") / "clone of köln", tmp_path_factory.mktemp("elsewhere")
    for folder in (root, moved):
        root.rename(folder)
        command = [python.replace(str(root), str(folder)), "-c", "import helpers; print(helpers.__file__)"]
        found = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, encoding="utf-8")
        assert found.stdout.strip() == str(folder / "helpers" / "__init__.py")
    assert sorted(path.name for path in moved.iterdir()) == [".venv", "helpers", "requirements.txt"]


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


def wheel(folder, name, *, needs=""):
    """Write a package of one folder for pip to find without a network."""
    of = f"{name}-1.0.dist-info"
    said = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n" + f"Requires-Dist: {needs}\n" * bool(needs)
    files = {f"{name}/__init__.py": f"import {needs}\n" * bool(needs), f"{of}/METADATA": said}
    files |= {f"{of}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    files |= {f"{of}/RECORD": "".join(f"{file},,\n" for file in [*files, f"{of}/RECORD"])}
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as packed:
        for file, content in files.items():
            packed.writestr(file, content)


def test_a_package_that_was_deleted_is_installed_again_at_the_next_start(clone, monkeypatch, tmp_path_factory, capsys):
    wheels = tmp_path_factory.mktemp("wheels")
    wheel(wheels, "upper_storey", needs="lower_storey")
    wheel(wheels, "lower_storey")
    for key, value in (PIP_OFFLINE | {"PIP_FIND_LINKS": str(wheels)}).items():
        monkeypatch.setenv(key, value)
    root = clone("upper_storey>=1\n")
    python = environment.ensure(root)
    (site,) = (root / ".venv").glob("[lL]ib/**/site-packages")
    deleted = [["lower_storey"], ["lower_storey", "lower_storey-1.0.dist-info"], ["upper_storey"], ["lower_storey-1.0.dist-info"]]
    for number, names in enumerate(deleted, start=2):
        for name in names:
            shutil.rmtree(site / name)
        assert environment.ensure(root) == python
        assert subprocess.run([python, "-c", "import upper_storey"]).returncode == 0, names
        assert all((site / name).is_dir() for name in names)
        assert environment.ensure(root) == python
        assert capsys.readouterr().out.count("Setting up") == (2 if number == 2 else 1)
    (site / "lower_storey-1.0.dist-info").rename(site / "lower_storey-1.1.dist-info")  # another version, by the user
    assert environment.ensure(root) == python
    assert capsys.readouterr().out == ""


@pytest.fixture
def slow(clone, monkeypatch):
    """A clone, and the set-ups that have worked in it: each takes a while, and fails where `ends` says so."""
    root, at_work, done, ends = clone("no-such-package-at-all\n"), [], [], []

    def install(python, _, lock):
        assert not lock.closed
        assert at_work == []  # nobody else is at it
        at_work.append(python)
        time.sleep(0.2)
        at_work.clear()
        done.append(python)
        if ends and ends.pop():
            raise SystemExit("no network")

    def make(venv):
        (venv / "bin").mkdir(parents=True)
        (venv / "bin" / "python").touch()

    monkeypatch.setattr(environment, "PAUSE", 0.01)
    monkeypatch.setattr(environment, "_install", install)
    monkeypatch.setattr(environment, "_make", make)
    monkeypatch.setattr(environment, "_runs", lambda python: (root / ".venv" / "bin").exists())
    return SimpleNamespace(root=root, done=done, ends=ends)


def test_of_set_ups_at_once_one_works_and_the_others_wait_for_it(slow, capsys):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(environment.ensure, [slow.root] * 4))
    assert set(found) == {str(slow.root / ".venv" / "bin" / "python")}
    assert len(slow.done) == 1
    said = capsys.readouterr().out
    assert said.count("Setting up .venv") == 1
    assert 1 <= said.count("Another set-up is at work in") <= 3
    assert sorted(path.name for path in slow.root.iterdir()) == [".venv", "requirements.txt"]


def test_where_the_first_set_up_fails_the_one_that_waits_does_it(slow):
    slow.ends.append(True)
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(environment.ensure, slow.root) for _ in range(2)]
        failed = [job.exception() for job in jobs if job.exception()]
    assert [str(error) for error in failed] == ["no network"]
    assert len(slow.done) == 2
    assert environment.ensure(slow.root) == str(slow.root / ".venv" / "bin" / "python")


def test_a_set_up_that_was_killed_holds_nobody_up(slow):
    code = "import sys, time; from pathlib import Path; from helpers import environment\n"
    code += "with environment._alone(Path(sys.argv[1])): print('at work', flush=True); time.sleep(60)"
    killed = subprocess.Popen([sys.executable, "-c", code, str(slow.root)], cwd=environment.ROOT, stdout=subprocess.PIPE)
    assert killed.stdout.readline() == b"at work\n"
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(environment.ensure, slow.root)
        time.sleep(0.1)
        assert not job.done()
        killed.kill()
        killed.communicate()
        assert job.result(timeout=20) == str(slow.root / ".venv" / "bin" / "python")


@pytest.mark.skipif(os.name == "nt", reason="there the lock ends with its own process")
def test_the_pip_of_a_set_up_that_was_killed_is_waited_for(clone, monkeypatch):
    root, code = clone("pip>=1\n"), "import os, time; os.read(0, 1)"
    read, write = os.pipe()
    pip = root / "pip"
    pip.write_text(f"#!{sys.executable}\n{code}\n")
    pip.chmod(0o755)
    script = "import sys; from pathlib import Path; from helpers import environment as e; root = Path(sys.argv[1])\n"
    script += "with e._alone(root) as lock: print('at work', flush=True); e._install(root / 'pip', root / 'requirements.txt', lock)"
    killed = subprocess.Popen([sys.executable, "-c", script, str(root)], cwd=environment.ROOT, stdin=read, stdout=subprocess.PIPE)
    assert killed.stdout.readline() == b"at work\n"
    time.sleep(0.3)  # until it has begun pip
    killed.kill()
    killed.wait()
    with open(root / "requirements.txt", "rb") as file:
        assert not environment._locked(file)
        os.write(write, b"x")  # pip ends
        for _ in range(100):
            if environment._locked(file):
                break
            time.sleep(0.05)
        assert environment._locked(file)
    for end in (read, write, killed.stdout.fileno()):
        os.close(end)


def test_without_locks_on_a_file_system_it_goes_on(slow, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def none(*_):
        raise OSError(environment.errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    assert environment.ensure(slow.root)
    assert len(slow.done) == 1


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
