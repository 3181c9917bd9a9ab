"""Killed, out of room, barred, disturbed, in a strange place: nothing is left by half, and what cannot be done is said in a sentence."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest

from helpers import corpus
from helpers.environment import ROOT
from helpers.files import whole_files
from helpers.lessons import build as lesson
from helpers.site import pages as site

TINY = """import sys; sys.path.insert(0, {!r})
from helpers import corpus, outputs
outputs.enable()
documents = corpus.load_corpus()
documents[["document_id", "issuer"]]"""
posix = pytest.mark.skipif(os.name != "posix", reason="uses fork, mount and limits of POSIX")
TEXT = "date 2022-09-{:02}\ntitle On votes\nissuer NATO\n\nAllies in Kyiv said on 5 May that votes {} are void.\n\nCourtesy: NATO\n"


def kit(*arguments, cwd=ROOT, env=None, **options):
    """Run a command of the kit as a user does."""
    env = os.environ | {"PYTHONPATH": str(ROOT)} | (env or {})
    env = {key: value for key, value in env.items() if value is not None}
    command = [sys.executable, "-m", "helpers", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, errors="replace", timeout=400, **options)


def texts(folder, count=6):
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        (folder / f"{i:02}.txt").write_text(TEXT.format(i + 1, i), encoding="utf-8")
    return folder


def tiny_notebooks(folder):
    """A folder of one notebook that loads the corpus and shows it."""
    cells = [nbformat.v4.new_markdown_cell("# Tiny\n\nLead."), nbformat.v4.new_code_cell(TINY.format(str(ROOT)))]
    folder.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "00-tiny.ipynb")
    return folder


def rendered(notebooks, to):
    """Render in a process of its own, as the command does, with other notebooks."""
    code = "import sys\nfrom pathlib import Path\nfrom helpers import __main__ as kit\nfrom helpers.site import pages as site\n"
    code += "site.NOTEBOOKS = Path(sys.argv[1])\n"
    code += "site.render.__kwdefaults__['notebooks'] = site.NOTEBOOKS\n"
    code += "sys.exit(kit.main(['render', '--to', sys.argv[2], '--corpus', sys.argv[3]]))"
    return [sys.executable, "-c", code, str(notebooks), str(to)]


# ---- killed


@posix
def test_killed_at_any_point_leaves_nothing_by_half_and_the_next_run_mends():
    """The same as `tests/tools/faults.py --runs 1000`, for some points, and without those that start kernels or make a .venv."""
    kinds = ["add", "add --replace", "check", "fetch", "lesson --force", "render", "render --single"]
    only = [part for kind in kinds for part in ("--only", kind)]
    command = [sys.executable, str(ROOT / "tests" / "tools" / "faults.py"), "--runs", "24", "--seed", "7", *only]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.rstrip().endswith("0 bad")


@posix
@pytest.mark.skipif("CI" not in os.environ, reason="makes a .venv, which takes a while: CI does it")
def test_a_killed_set_up_is_mended():
    command = [sys.executable, str(ROOT / "tests" / "tools" / "faults.py"), "--runs", "1", "--seed", "3", "--only", "set-up"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_folder_of_pages_is_never_half_there(tmp_path, monkeypatch):
    """A kill between the two renamings leaves no folder, and the next run writes it; before, one that lost its index was never replaced."""
    notebooks, to = tiny_notebooks(tmp_path / "notebooks"), tmp_path / "out"
    monkeypatch.setattr(site, "execute", lambda path, **options: nbformat.read(path, as_version=4))
    documents = corpus.load_corpus(texts(tmp_path / "texts"))
    site.render(to=to, notebooks=notebooks, documents=documents)
    pages = sorted(path.name for path in to.rglob("*"))
    seen, rename = [], type(to).rename

    def watched(self, target):
        seen.append((self.name, sorted(path.name for path in to.rglob("*")) == pages))
        return rename(self, target)

    monkeypatch.setattr(type(to), "rename", watched)
    site.render(to=to, notebooks=notebooks, documents=documents)
    assert seen == [("out", True), ("made", False)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notebooks", "out", "texts"]


def test_what_killed_runs_left_goes_after_a_day_and_nothing_else_does(tmp_path):
    for name, days in {".writing-old": -2, ".writing-new": 0, ".writing-future": 3, "text.txt": -9, ".hidden": -9}.items():
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (time.time() + days * 86400,) * 2)
    whole_files.clear_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", ".writing-new", "text.txt"]


def test_an_interrupted_package_is_installed_again_and_a_whole_one_is_not(tmp_path):
    from helpers import environment

    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    for name, files in {"half-1.dist-info": ["METADATA", "RECORD"], "whole-1.dist-info": ["METADATA", "RECORD", "INSTALLER"]}.items():
        (packages / name).mkdir(parents=True)
        for file in files:
            (packages / name / file).touch()
    environment._forget_halves(tmp_path)
    assert [path.name for path in packages.iterdir()] == ["whole-1.dist-info"]


# ---- no room, no right


def test_a_report_is_given_where_no_language_can_be_guessed(tmp_path, monkeypatch):
    """The guesser unpacks its model into the temporary folder."""
    documents = corpus.load_corpus(texts(tmp_path / "texts", 2))
    monkeypatch.setitem(sys.modules, "py3langid", SimpleNamespace(classify=_no_room))
    report = corpus.survey(documents).set_index("what").found
    assert report["languages"] == "not stated, and not guessed: the disk is full 2"


def _no_room(text):
    raise OSError(28, "No space left on device")


@pytest.fixture
def full(tmp_path):
    """A folder with 64 kB of room: a small file system of its own where this may be mounted, else a limit on each file."""
    folder = tmp_path / "full"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)]
    mounted = os.name == "posix" and os.geteuid() == 0 and not subprocess.run(mount, capture_output=True).returncode
    if not mounted and os.name != "posix":
        pytest.skip("neither mount nor limits of files here")

    def limit():
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    yield folder, {} if mounted else {"preexec_fn": limit}
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def big_texts(folder, count=6):
    folder.mkdir()
    for i in range(count):
        (folder / f"{i}.txt").write_text(TEXT.format(i + 1, i) + "word " * 5000, encoding="utf-8")
    return folder


def test_add_on_a_full_disk_says_so_keeps_what_is_whole_and_goes_on_later(full, tmp_path):
    folder, options = full
    source = big_texts(tmp_path / "from")
    run = kit("add", source, "--to", folder, **options)
    assert run.returncode == 1
    assert run.stderr.startswith("The disk is full: make room, then give the same command again."), run.stderr
    assert "Traceback" not in run.stderr
    kept = list(folder.iterdir())
    assert len(kept) < 6
    assert all(path.read_bytes() == (tmp_path / "from" / path.name).read_bytes().rstrip() + b"\n" for path in kept)
    (folder / "more").mkdir(exist_ok=True)  # room for the rest, elsewhere: the same command, another folder
    assert kit("add", source, "--to", tmp_path / "to").returncode == 0
    assert len(list((tmp_path / "to").iterdir())) == 6


def test_lessons_on_a_full_disk_say_so_and_leave_what_was_there(full):
    folder, options = full
    (folder / "01-term-frequency.ipynb").write_text("worked on")
    run = kit("lesson", "student", "--to", folder, "--force", **options)
    assert (run.returncode, "The disk is full" in run.stderr, "Traceback" in run.stderr) == (1, True, False), run.stderr
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert all(content == b"worked on" or nbformat.reads(content.decode(), as_version=4) for content in left.values())
    assert "01-term-frequency.ipynb" in left
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.fixture
def barred(tmp_path):
    """A folder that nobody may write to: a read-only mount for root, whom permissions do not stop, else permissions."""
    folder = tmp_path / "barred"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    if os.name != "posix":
        pytest.skip("permissions of POSIX")
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    steps = [["mount", "--bind", folder, folder], ["mount", "-o", "remount,ro,bind", folder]]
    if any(subprocess.run(step, capture_output=True).returncode for step in steps):
        subprocess.run(["umount", "-l", folder], capture_output=True)
        pytest.skip("root may write everywhere, and may not mount anything here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize("command", ["add", "fetch", "lesson", "single"])
def test_a_folder_that_cannot_be_written_is_named_in_a_sentence(barred, tmp_path, command):
    source = texts(tmp_path / "from")
    arguments = {
        "add": ["add", source, "--to", barred / "to"],
        "fetch": ["fetch", "--corpus", source, "--to", barred / "to"],
        "lesson": ["lesson", "student", "--to", barred / "to"],
    }
    if command in arguments:
        run = kit(*arguments[command])
    else:
        to = barred / "to" if command == "render" else barred / "a.html"
        base = [*rendered(tiny_notebooks(tmp_path / "n"), to), str(source)]
        if command == "single":
            base[2] = base[2].replace("['--to'", "['--single', sys.argv[1] + '/00-tiny.ipynb', '--to'")
        run = subprocess.run(base, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1
    assert "cannot be written" in run.stderr, run.stderr
    assert "--to" in run.stderr
    assert "Traceback" not in run.stderr
    assert [path.name for path in barred.iterdir()] == ["mine.txt"]


@posix
def test_a_corpus_in_a_folder_that_cannot_be_written_is_read(barred):
    _, problems = corpus.read_corpus(barred)
    assert len(problems) == 1  # mine.txt has no date
    assert kit("check", barred).returncode == 1


# ---- at the same time


@posix
def test_two_notebooks_and_two_renderings_at_once_on_one_corpus_and_one_cache(tmp_path):
    """All end well, and with the same results as alone."""
    source, notebooks = texts(tmp_path / "texts"), tiny_notebooks(tmp_path / "notebooks")
    to = tmp_path / "out"
    commands = [[*rendered(notebooks, to), str(source)]] * 2
    runs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for command in commands]
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom helpers import corpus, places\n"
    code += "documents = corpus.load_corpus()\nprint(len(places.region_mentions(documents)), end=' ')\n"
    code += f"from helpers.tokens import cache\nprint(len(cache.tokens(documents, folder={str(tmp_path / 'cache')!r})))"
    env = os.environ | {"STATEMENTS_CORPUS": str(source)}
    runs += [
        subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    ended = [(*run.communicate(timeout=400), run.returncode) for run in runs]
    assert [code for *_, code in ended[2:]] == [0, 0]
    assert [out.strip() for out, *_ in ended[2:]] == ["6 72", "6 72"]
    for out, err, code in ended[:2]:  # of two into one folder the later may find that the other has just moved it
        assert code == 0 or "give the same command again" in err, (out, err)
    assert 0 in [code for *_, code in ended[:2]]
    assert (to / "00-tiny.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert len(list((to / "reader").glob("*.html"))) == 7
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@posix
def test_a_corpus_that_changes_while_it_is_read_gives_whole_statements_or_faults(tmp_path):
    """Files written anew, cut and removed under the reader: each statement is one of those that stood there, each other file a fault."""
    folder = texts(tmp_path / "texts", 30)
    stop = threading.Event()
    wholes = {f"Allies in Kyiv said on 5 May that votes {i} are void." for i in range(60)}

    def disturb():
        turn = 0
        while not stop.is_set():
            turn += 1
            path = folder / f"{turn % 30:02}.txt"
            with contextlib.suppress(OSError):
                if turn % 3 == 0:
                    path.unlink()
                elif turn % 3 == 1:
                    whole_files.write_whole(path, TEXT.format(turn % 28 + 1, turn % 60).encode())
                else:
                    path.rename(folder / f"{(turn * 7) % 30:02}.txt")

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        for _ in range(25):
            documents, problems = corpus.read_corpus(folder)
            assert set(documents.text) <= wholes
            assert set(documents.source.dropna()) <= {"NATO"}
            assert documents.document_id.is_unique
            assert problems.problem.str.contains("cannot be read|can be read|the same as|no statement|already that").all(), problems.values
    finally:
        stop.set()
        thread.join()


def test_clocks_that_are_wrong_change_nothing(tmp_path):
    folder = texts(tmp_path / "texts")
    usual = corpus.load_corpus(folder)
    for path, when in zip(sorted(folder.iterdir()), (0, 1, 2**31 + 5, time.time() + 10**8, 86400, 4e9), strict=True):
        os.utime(path, (when, when))
    pd.testing.assert_frame_equal(corpus.load_corpus(folder), usual)
    lesson.write({"a.ipynb": nbformat.v4.new_notebook()}, to=tmp_path / "lessons")
    os.utime(tmp_path / "lessons" / "a.ipynb", (4e9, 4e9))
    assert lesson.write({"a.ipynb": nbformat.v4.new_notebook()}, to=tmp_path / "lessons")


@pytest.mark.skipif(shutil.which("faketime") is None, reason="needs faketime")
@pytest.mark.parametrize("when", ["1971-01-01 00:00:00", "2106-02-08 00:00:00"])
def test_a_clock_set_back_or_ahead(tmp_path, when):
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = ["faketime", when, sys.executable, "-m", "helpers", "add", str(texts(tmp_path / "from")), "--to", str(tmp_path / "to")]
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert len(list((tmp_path / "to").iterdir())) == 6


# ---- strange places

PLACES = {
    "C": {"LC_ALL": "C", "LANG": "C"},
    "C without UTF-8": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no LANG": {"LANG": None, "LC_ALL": None, "LANGUAGE": None, "PYTHONUTF8": "0"},
    "no HOME": {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None, "XDG_DATA_HOME": None},
    "HOME is no folder": {"HOME": os.devnull},
}


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone of the kit, with one tiny notebook, in a folder whose path has spaces and letters of several scripts; and texts beside it."""
    folder = tmp_path_factory.mktemp("strange") / "Заяви und Erklärungen 声明 (1) %20 #a"
    for name in ("helpers", "corpus"):
        shutil.copytree(ROOT / name, folder / "kit" / name, ignore=shutil.ignore_patterns("__pycache__", "statements", "own", "official"))
    shutil.copytree(ROOT / "notebooks" / "exercises", folder / "kit" / "notebooks" / "exercises")
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / "kit")
    cells = [nbformat.v4.new_markdown_cell("# Tiny\n\nLead."), nbformat.v4.new_code_cell(TINY.format(".."))]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "kit" / "notebooks" / "00-tiny.ipynb")
    texts(folder / "texts", 3)
    (folder / "texts" / "2022-09-20 Заява «так».txt").write_text(TEXT.format(20, "Київ"), encoding="utf-8")
    return folder / "kit"


def there(clone, *arguments, env):
    run = kit(*arguments, cwd=clone, env={"PYTHONPATH": None, "PYTHONIOENCODING": None, **env})
    assert run.returncode == 0, run.stderr
    return run.stdout


@posix
@pytest.mark.parametrize("place", list(PLACES))
def test_commands_work_in_strange_places(clone, tmp_path, place):
    env, to, source = PLACES[place], tmp_path / "Ziel é", clone.parent / "texts"
    assert there(clone, "check", source, env=env) == "4 statements from 2022-09-01 to 2022-09-20, no problem.\n"
    there(clone, "add", source, "--to", to, env=env)
    assert sorted(path.name for path in to.iterdir()) == ["00.txt", "01.txt", "02.txt", "2022-09-20 Заява -так.txt"]
    if place == "no HOME":
        there(clone, "lesson", "student", "--to", tmp_path / "Übung", env=env)
        assert len(list((tmp_path / "Übung").iterdir())) == len(lesson.sources())
    if place == "C without UTF-8":
        there(clone, "render", "--corpus", source, "--to", tmp_path / "Seiten 声明", env=env)
        pages = {path.name for path in (tmp_path / "Seiten 声明").rglob("*.html")}
        assert {"index.html", "00-tiny.html", "evidence.html", "00.html"} <= pages


@posix
def test_a_read_only_home(clone, barred):
    env = {"HOME": str(barred), "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None, "MPLCONFIGDIR": None}
    there(clone, "check", clone.parent / "texts", env=env)
    there(clone, "render", "--corpus", clone.parent / "texts", "--to", clone.parent / "pages", env=env)
    assert (clone.parent / "pages" / "00-tiny.html").exists()
