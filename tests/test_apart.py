"""Files that would take all time or memory are read by a process with limits: they end as faults, the others are read, nothing is left."""

import operator
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from helpers.corpus import apart, load_corpus, other_files, read_corpus
from helpers.corpus.safe_files import NotSound
from helpers.environment import ROOT
from tests.test_pdf_files import pdf

ENDLESS, TRIES = re.compile(rb"(a+)+$").match, b"a" * 60 + b"b"  # a reader, and what it would read till the end of the world
PAGE = b"<html><body><article>" + b"<p>The Council met in Kyiv and spoke of votes that are none.</p>" * 1000


@pytest.fixture(autouse=True)
def ended():
    yield
    apart.end()


def pid_of(raw=b""):
    return apart.read_apart(lambda raw: os.getpid(), raw, ".pdf")


def is_there(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def test_a_file_without_end_is_a_fault_and_the_others_are_read(folder, monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 10)
    monkeypatch.setattr(other_files, "read_pdf", ENDLESS)
    path = folder({"2022-09-22.txt": "We met.", "2022-09-23.pdf": TRIES, "2022-09-24.html": PAGE})
    documents, problems = read_corpus(path)
    assert documents.document_id.tolist() == ["2022-09-22", "2022-09-24"]
    assert problems.file.tolist() == ["2022-09-23.pdf"]
    assert problems.problem[0] == "Reading the file takes more than 10 s, as no sound file of its size does."


def test_a_file_that_takes_too_much_memory_is_a_fault():
    with pytest.raises(NotSound, match="takes more memory"):
        apart.read_apart(partial(operator.mul, 100_000_000), b"a" * 400, ".pdf")


def test_a_file_that_ends_its_reader_is_a_fault_and_the_next_is_read():
    with pytest.raises(NotSound, match="ends the program that reads it"):
        apart.read_apart(lambda raw: os.kill(os.getpid(), signal.SIGTERM), b"", ".pdf")
    assert apart.read_apart(len, b"abc", ".pdf") == 3


def test_one_process_serves_and_is_gone_when_it_is_ended():
    first = pid_of()
    assert first == pid_of()
    assert first != os.getpid()
    apart.end()
    assert not is_there(first)


def test_a_process_that_nobody_needs_ends(monkeypatch):
    monkeypatch.setattr(apart, "IDLE", 0.5)
    first, begun = pid_of(), time.monotonic()
    while is_there(first) and time.monotonic() < begun + 60:
        time.sleep(0.1)
    assert not is_there(first)
    assert pid_of() != first


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer of the system")
def test_who_stops_waiting_leaves_no_process():
    first = pid_of()

    def stop(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1)
        with pytest.raises(KeyboardInterrupt):
            apart.read_apart(ENDLESS, TRIES, ".pdf")
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not is_there(first)


@pytest.mark.skipif(os.name != "posix", reason="limits of the system")
def test_limits_stand_when_nobody_waits_any_more():
    import resource

    most = apart.read_apart(lambda raw: resource.getrlimit(resource.RLIMIT_CPU)[0], b"", ".pdf")
    assert 2 * apart.SECONDS <= most <= 2 * apart.SECONDS + 60


def test_text_and_small_files_start_no_process(folder):
    small = {"2022-09-23.html": PAGE[:2000], "2022-09-24.txt": "We met. " * 20_000, "2022-09-25.docx": b"no document"}
    assert len(read_corpus(folder(small))[0]) == 2
    assert apart.KEPT == {}


def test_a_pdf_is_the_same_read_apart(folder):
    path = folder({"2022-09-23.pdf": pdf(["The Council met in Kyiv."])})
    assert load_corpus(path).text.tolist() == ["The Council met in Kyiv."]
    assert len(apart.KEPT) == 1


SCRIPT = """
import multiprocessing, sys
from helpers.corpus import load_corpus

def first(path):
    return load_corpus(path).text[0]

{}
"""
PLAIN = "multiprocessing.set_start_method({!r})\nprint(first(sys.argv[1]))"
POOL = """
if __name__ == '__main__':
    with multiprocessing.get_context({!r}).Pool(1) as pool:
        print(pool.map(first, sys.argv[1:])[0])
"""
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.mark.parametrize(
    "end",
    [PLAIN.format("spawn"), POOL.format("spawn"), pytest.param(POOL.format("fork"), marks=FORKS)],
    ids=["a script without a guard", "a pool that is spawned", "a pool that is forked"],
)
def test_scripts_may_start_processes_as_they_like(folder, tmp_path_factory, end):
    path = folder({"2022-09-23.pdf": pdf(["The Council met in Kyiv."])})
    script = tmp_path_factory.mktemp("script") / "script.py"
    script.write_text(SCRIPT.format(end))
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, str(script), str(path)], env=env, capture_output=True, text=True, timeout=300)
    assert run.stdout == "The Council met in Kyiv.\n", run.stderr


@FORKS
def test_a_fork_of_a_process_that_has_read_reads_by_its_own():
    first = pid_of()
    read, write = os.pipe()
    if not os.fork():
        os.write(write, str(pid_of()).encode())
        apart.end()
        os._exit(0)
    assert int(os.read(read, 20)) != first
    os.wait()
    assert pid_of() == first
