"""Long work: a bar only when it lasts, the same rows from one core and from two, and nothing left behind by an interruption."""

import os
import subprocess
import sys
import time

import pandas as pd
import pytest

from helpers.bulk import progress
from helpers.environment import ROOT
from helpers.places import load_gazetteer, region_mentions
from helpers.places import mentions as places
from helpers.reported import reported_statements
from helpers.timexes import find_timexes


@pytest.fixture
def many(documents):
    texts = [f"“We met in Kyiv on 24 February,” said Ms Baerbock in Odesa. {text}" for text in documents.text]
    table = documents.assign(text=texts)
    return pd.concat([table.assign(document_id=table.document_id + str(i)) for i in range(30)], ignore_index=True)


def test_short_work_shows_nothing(capsys):
    assert list(progress.progress(range(5), 5)) == [0, 1, 2, 3, 4]
    assert capsys.readouterr().err == ""


def test_long_work_shows_a_bar_that_goes_away(capsys, monkeypatch):
    monkeypatch.setattr(progress, "DELAY", 0.01)
    monkeypatch.setattr(progress, "LEFT", 0)
    for _ in progress.progress(range(4), lambda: 4):
        time.sleep(0.15)
    shown = capsys.readouterr().err
    assert "/4" in shown
    assert "statements/s" in shown
    assert shown.endswith("\r")


def test_a_worker_shows_no_bar(capsys, monkeypatch):
    monkeypatch.setattr(progress, "DELAY", -1)
    monkeypatch.setattr(progress.multiprocessing, "parent_process", lambda: "a process")
    assert list(progress.progress(range(3), 3)) == [0, 1, 2]
    assert capsys.readouterr().err == ""


def test_work_of_unknown_length_has_a_bar_too(capsys, monkeypatch):
    monkeypatch.setattr(progress, "DELAY", 0.01)
    assert [time.sleep(0.15) or i for i in progress.progress(range(3), lambda: None)] == [0, 1, 2]
    assert "statements" in capsys.readouterr().err


def test_a_bar_is_not_worth_the_last_second(capsys, monkeypatch):
    monkeypatch.setattr(progress, "DELAY", 0)
    for _ in progress.progress(range(4), 4):
        time.sleep(0.01)
    assert capsys.readouterr().err == ""


def test_the_bar_is_closed_when_the_work_is_interrupted(capsys, monkeypatch):
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(progress, "LEFT", 0)
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 (the loop is what is interrupted)
        for i in progress.progress(range(4), 4):
            time.sleep(0.05)
            if i == 2:
                raise KeyboardInterrupt
    assert capsys.readouterr().err.endswith("\r")


def test_tasks_are_all_statements_in_order(many, monkeypatch):
    monkeypatch.setattr(progress, "A_TASK", 300)
    given = []

    def find(documents):
        given.append(len(documents))
        return documents.document_id.tolist()

    assert progress.rows_of(find, many) == many.document_id.tolist()
    assert len(given) > 10
    assert progress.rows_of(find, many.head(0)) == []


def test_short_work_starts_no_process(many, monkeypatch):
    monkeypatch.setattr(progress, "_with_help", None)
    monkeypatch.setattr(progress, "A_TASK", 300)
    assert len(region_mentions(many)) >= 60


@pytest.mark.parametrize("own", [False, True])
def test_two_processes_find_what_one_finds(many, monkeypatch, own):
    gazetteer = load_gazetteer().query("place_id == 'kyiv' or place_id == 'odesa'") if own else None
    finders = [lambda documents: region_mentions(documents, gazetteer)] + ([] if own else [find_timexes, reported_statements])
    alone = [find(many) for find in finders]
    assert all(len(table) for table in alone)
    monkeypatch.setattr(progress, "A_TASK", 1000)
    monkeypatch.setattr(progress, "ALONE", -1)
    monkeypatch.setattr(progress, "WORTH", -1)
    monkeypatch.setattr(progress, "cores", lambda: 2)
    helped = []
    with_help = progress._with_help
    monkeypatch.setattr(progress, "_with_help", lambda *arguments: helped.append(1) or with_help(*arguments))
    for find, table in zip(finders, alone, strict=True):
        pd.testing.assert_frame_equal(find(many), table)
    assert len(helped) == len(finders)


def test_another_gazetteer_is_prepared_anew(documents):
    one = load_gazetteer().query("place_id == 'kherson'")
    assert region_mentions(documents, one).name.tolist() == ["Kherson"]
    assert region_mentions(documents, one.assign(name="Cherson", variants="Kherson")).name.tolist() == ["Cherson"]
    assert len(places._ready) == 1


def test_cores_are_one_inside_a_process_of_several(monkeypatch):
    monkeypatch.setenv("STATEMENTS_CORES", "3")
    assert progress.cores() == 3
    monkeypatch.setattr(progress.multiprocessing, "parent_process", lambda: "a process")
    assert progress.cores() == 1


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_an_interruption_leaves_no_process_behind():
    code = (
        "import os, signal, threading, time\nimport pandas as pd\nimport psutil\nfrom helpers.bulk import progress\n"
        "from helpers.reported import reported_statements\n"
        "progress.A_TASK, progress.ALONE, progress.WORTH, progress.cores = 1000, -1, -1, lambda: 2\n"
        "text = '“We met in Kyiv,” said Ms Baerbock. ' * 20\n"
        "documents = pd.DataFrame({'document_id': [str(i) for i in range(9000)], 'text': text})\n"
        "threading.Timer(4, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "try:\n    reported_statements(documents)\n    print('finished')\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted', len(reported_statements(documents.head(1))))\n"
        "time.sleep(1)\n"
        "rows = ' '.join(part for child in psutil.Process().children(recursive=True) for part in child.cmdline())\n"
        "print(rows.count('popen_loky'))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.stdout.split() == ["interrupted", "20", "0"], run.stderr
