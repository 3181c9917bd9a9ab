"""Broken statement files and odd folders: each ends in a table or in a fault that names it. The long run: python3 tests/tools/mutants.py"""

import os
import resource
import stat
import sys
import time
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from helpers.concordance import kwic
from helpers.corpus import CorpusError, check_corpus, load_corpus, read_corpus
from helpers.places import region_mentions
from helpers.site import evidence as site_evidence
from helpers.site import reader
from helpers.spans import evidence, normalize
from helpers.tokens import tokenize

sys.path.insert(0, str(Path(__file__).resolve().parent / "tools"))
import mutants

GOOD = "date 2022-09-23 We met."


def documents_of(*texts):
    ids = [f"d{i}" for i in range(len(texts))]
    return pd.DataFrame({"document_id": ids, "date": pd.to_datetime(["2022-09-23"] * len(ids)), "issuer": "NATO", "text": texts})


@pytest.mark.parametrize("seed", range(12))
def test_two_hundred_mutants_end_in_a_table_or_a_fault(tmp_path, seed):
    mutants.batch(tmp_path, f"ci-{seed}", 200)
    broken, documents = mutants.faults_of(
        tmp_path, files=200, slowest=60
    )  # what took minutes; seconds are for the long run, on a machine of its own
    assert broken == []
    assert len(documents) > 40


def test_the_same_seed_writes_the_same_mutants(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        mutants.batch(tmp_path / name, "x", 20)
    a, b = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("a", "b"))
    assert len(a) == 20
    assert a == b


def test_wrong_spans_would_be_seen():
    documents = documents_of("We met in Kyiv.")
    table = pd.DataFrame({"document_id": ["d0", "d0"], "start": [0, 10], "end": [2, 14], "surface": ["We", "kyiv"]})
    assert "surface is not the text" in mutants.spans_wrong(table, documents)[0]
    assert "outside" in mutants.spans_wrong(table.assign(end=[2, 99]), documents)[0]
    assert "outside" in mutants.spans_wrong(table.assign(end=[0, 14]), documents)[0]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_names_that_are_no_utf_8_or_hold_control_characters(tmp_path):
    for name in (b"Erkl\xe4rung.txt", b"two\nlines.txt", b"red\x1b[31m.txt", "é".encode() * 125 + b".txt"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_text(f"date 2022-09-23 {name[:9]}")
    assert sorted(load_corpus(tmp_path).document_id) == ["Erkl\\xe4rung", "red\\x1b[31m", "two\\x0alines", "é" * 125]


def test_links_in_circles_and_linked_folders_are_named(folder):
    path = folder({"a.txt": GOOD, "sub/b.txt": "date 2022-09-24 Two.", "../other/c.txt": "date 2022-09-25 Three."})
    os.symlink(path, path / "sub" / "up")
    os.symlink("self.txt", path / "self.txt")
    os.symlink(path / ".." / "other", path / "linked")
    os.symlink(path / "a.txt", path / "also-a.txt")
    problems = check_corpus(path).set_index("file").problem
    assert sorted(problems.index) == ["linked", "self.txt", "sub/up"]
    assert problems["linked"] == problems["sub/up"] == "This is a link to a folder; what it leads to is not read."
    assert "not a file that can be read" in problems["self.txt"]
    assert read_corpus(path)[0].document_id.tolist() == ["a", "also-a", "b"]  # the same text twice is a finding


def test_links_to_files_outside_the_folder_are_named_and_not_read(folder):
    path = folder(
        {
            "in/a.txt": GOOD,
            "in/sub/b.txt": "date 2022-09-24 Two.",
            "key.txt": "A secret.",
            "t.csv": "date,text\n2022-09-23,A secret.",
            "key.toml": "issuer='A secret.'",
        }
    )
    for name, target in {
        "2022-09-25-key.txt": "../key.txt",
        "t.csv": str(path / "t.csv"),
        "c.txt": "sub/b.txt",
        "sub/d.txt": "../../key.txt",
        "sub/corpus.toml": str(path / "key.toml"),
    }.items():
        os.symlink(target, path / "in" / name)
    os.symlink(path / "in", path / "by-a-link")
    for corpus in (path / "in", path / "by-a-link"):
        documents, problems = read_corpus(corpus)
        assert documents.document_id.tolist() == ["a", "b", "c"]
        assert problems.file.tolist() == ["2022-09-25-key.txt", "sub/d.txt", "t.csv", "sub/corpus.toml"]
        assert documents.issuer.isna().all()
        assert problems.problem.str.contains("a link to a file outside the folder").all()


def test_devices_and_pipes_are_named(folder):
    path = folder({"a.txt": GOOD})
    os.symlink("/dev/zero", path / "zero.txt")
    os.mkfifo(path / "pipe.txt")
    os.mkfifo(path / "pipe.csv")
    assert check_corpus(path).file.tolist() == ["pipe.csv", "pipe.txt", "zero.txt"]
    assert "not a file that can be read" in check_corpus(path / "pipe.csv").problem[0]


def test_files_and_folders_without_permission_are_named(folder):
    path = folder({"a.txt": GOOD, "closed.txt": GOOD, "sub/b.txt": "date 2022-09-24 Two."})
    os.chmod(path / "closed.txt", 0)
    os.chmod(path / "sub", 0)
    read, write = os.pipe()
    child = os.fork()
    if not child:  # root may read all, so that it is another user who tries
        try:
            if os.geteuid() == 0:
                for above in [path, *path.parents][:-2]:
                    os.chmod(above, os.stat(above).st_mode | stat.S_IXOTH | stat.S_IROTH)
                os.setegid(65534)
                os.seteuid(65534)
            problems = check_corpus(path)
            os.write(write, "\n".join(f"{row.file}: {row.problem}" for row in problems.itertuples()).encode())
        except BaseException as error:
            os.write(write, repr(error).encode())
        finally:
            os._exit(0)
    os.close(write)
    said = os.read(read, 9999).decode()
    os.waitpid(child, 0)
    os.chmod(path / "sub", 0o755)
    assert said.splitlines() == [
        "closed.txt: The file cannot be read (Permission denied).",
        "sub: The folder cannot be read (Permission denied).",
    ]


def test_five_thousand_files_are_all_accounted_for(tmp_path):
    for number in range(5000):
        (tmp_path / f"{number:06}.txt").write_text(f"date 2022-09-23 Statement {number}." if number % 10 else "no date")
    with pytest.warns(UserWarning, match="500 of 5000 files left out"):
        assert len(load_corpus(tmp_path, strict=False)) == 4500


def test_a_file_too_large_for_a_statement_is_a_fault_and_not_read(tmp_path):
    with open(tmp_path / "film.mov", "wb") as file:
        file.truncate(10**12)  # a hole: it takes no room on the disk, but would in memory
    assert check_corpus(tmp_path).problem[0] == "The file holds 1,000,000 MB: more than any statement."


@pytest.mark.parametrize("path", ["a" * 300, "a/" * 3000, "x\0y"])
def test_a_path_that_cannot_be_is_none(path):
    with pytest.raises(CorpusError, match="no such folder or file"):
        load_corpus(path)


def test_faults_quote_only_the_beginning_of_what_is_endless(folder):
    path = folder({"a.txt": f"date 2022-09-23\n{'x' * 2_000_000}\nkind {'y' * 2_000_000}\n\nText."})
    began = time.process_time()
    problems = check_corpus(path)
    assert time.process_time() - began < 20  # it took minutes
    assert problems.problem.str.len().max() < 100


def test_spans_of_texts_in_other_forms_of_unicode_are_never_empty():
    # য় is two characters in NFC; a mark that its letter does not take in stays by itself; both made tokens without a character.
    for text in ("\u09df\u09df.", "\u05e9\u05c1\u05dc.", "\u0301x \u0344y.", "q\u0323\u0307z.", "P \u2adc."):
        documents = documents_of(f"e\u0301 {text}")
        assert mutants.spans_wrong(tokenize(documents), documents) == []
        folded, origin = normalize(documents.text[0])
        assert len(origin) == len(folded) + 1
        assert (origin[1:] >= origin[:-1]).all()
        for i, character in enumerate(folded):
            if unicodedata.category(character).startswith("L"):
                assert origin[i] < origin[i + 1]


LIST = "Kyiv said no, and on 1 May “we met”, "


def test_one_long_sentence_takes_time_and_memory_like_many_short_ones():
    # Each row of evidence held the whole sentence, and each mark of the reader was looked for in all: a megabyte took minutes.
    documents = documents_of("We met. " + LIST * 2000)
    found = reader.find_all(documents)
    lines = kwic(documents, "said", tokens=tokenize(documents))
    began = time.process_time()
    shown = evidence(lines, documents)
    assert len(shown) == 2000
    assert shown.sentence.str.len().max() <= 4010
    assert (shown.before.str[-10:] + shown.surface + shown.after.str[:4]).iloc[1] == "et”, Kyiv said no,"
    body = reader._marked({"raw": documents.text[0]}, found)["text"]
    assert body.count('class="place"') == 2000
    site_evidence.data_of(documents, tokenize(documents), found, reader.page_name)
    assert time.process_time() - began < 60


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux what the process holds")
def test_a_long_text_is_held_once_whatever_the_number_of_hits():
    # Each hit held its whole text: 20,000 hits in 400 kB took 8 GB, and the system ended the process.
    documents = documents_of("said no, and " * 30_000)
    child = os.fork()
    if not child:
        try:
            most = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize() + 1_000_000_000
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))
            lines = kwic(documents.astype({"text": "str"}), "said")
            os._exit(0 if len(lines) == 30_000 else 1)
        except BaseException:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("text", [f"Kyiv{' ' * 20_000}x", f"Kyiv,{' ' * 20_000}x Lviv, Odesa", f"In Kyiv{chr(10) * 20_000}said"])
def test_a_name_before_a_long_gap_takes_no_time(text):
    # Blanks after a name were tried in every division: 20,000 of them took minutes.
    region_mentions(documents_of("Kyiv"))
    began = time.process_time()
    assert len(region_mentions(documents_of(text))) >= 1
    assert time.process_time() - began < 20
