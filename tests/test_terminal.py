"""Nothing in a corpus acts on the terminal on which a command reports of it."""

import json
import os
import re
import subprocess
import sys

import pytest

from helpers.corpus import add, fetch, load
from helpers.environment import ROOT
from helpers.evaluation import scores
from helpers.files.terminal import ACTING

ODD = "\x1b]0;hit\x07\x1b[31m\x9b31m\u202eodd"


def corpus_of_escapes(folder):
    row = {"id": f"a{ODD}", "date": "2022-09-23", "text": "We met.", f"col{ODD}": 1, **dict.fromkeys(["language", "issuer", "title"], ODD)}
    more = [
        {"id": "b", "date": ODD, "text": "No."},
        {"id": "c", "date": "2022-09-23", "text": f"Odd {ODD}", "url": f"http://{ODD}.example/"},
    ]
    lines = "\n".join(map(json.dumps, [row, *more]))
    table = f"id,when{ODD},said{ODD}\n1,2022-09-23,{ODD}\n"
    header = f"date 2022-09-23\ntitl{ODD} x\nkind {ODD}\n\nText."
    return folder(
        {"in/t.jsonl": lines, "in/u.csv": table, "in/s.txt": header, "in/2022-09-24-x.txt": f"Café {ODD}".encode("cp1252", "ignore")}
    )


@pytest.mark.parametrize("command", ["check", "check no such", "add", "fetch"])
def test_escapes_are_printed_as_text(folder, tmp_path, capsys, command):
    path = corpus_of_escapes(folder)
    options = {"check": ["in"], "check no such": [f"in{ODD}"], "add": ["in", "--to", str(tmp_path / "to")], "fetch": []}[command]
    options = [str(path / option) if option.startswith("in") else option for option in options]
    if command == "fetch":
        (path / "in2").mkdir()
        (path / "in2" / "t.jsonl").write_text((path / "in" / "t.jsonl").read_text().split("\n")[2])
        options = ["--corpus", str(path / "in2"), "--to", str(tmp_path / "to")]
    assert {"check": load, "add": add, "fetch": fetch}[command.split()[0]].main(options) == 1
    printed = capsys.readouterr()
    printed = re.sub(r"\n", "", printed.out + printed.err.split("\r")[-1])
    assert "\\x1b" in printed
    assert ACTING.findall(printed) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a full device")
def test_a_full_disk_below_what_is_printed_is_a_sentence(folder):
    path = folder({"a.txt": "date 2022-09-22 We met."})
    command = [sys.executable, "-m", "helpers", "check", str(path)]
    with open("/dev/full", "w") as full:
        said = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    assert (said.returncode, said.stderr) == (1, "The disk is full: make room, then give the same command again.\n")


def test_commands_name_what_they_cannot_take(folder, capsys):
    path = folder({"empty.jsonl": "", "a.txt": "date 2022-09-22 We met."})
    assert scores.main(["--data", str(path / "empty.jsonl")]) == 1
    assert "holds no text" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        load.main([str(path), "/no/such"])
    assert "unrecognized arguments: /no/such" in capsys.readouterr().err
