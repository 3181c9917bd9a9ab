"""The token table on disk: the same as the one made, never an old or a broken one, and never in the way."""

import os
import re
import subprocess
import sys
import time

import pandas as pd
import pyarrow.parquet as pq
import pytest

from helpers.counting.hits import hits_by_statement
from helpers.environment import ROOT
from helpers.frames.fingerprints import fingerprint_of
from helpers.frequency import term_frequency
from helpers.lessons.subjects import subjects, words_of
from helpers.tokens import cache, tokenize


def files(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_what_is_read_is_what_was_made(documents, tmp_path, monkeypatch):
    first = cache.tokens(documents, folder=tmp_path)
    assert len(files(tmp_path)) == 1
    monkeypatch.setattr(cache, "tokenize", None)  # is not asked again
    again = cache.tokens(documents, folder=tmp_path)
    for table in (first, again):
        pd.testing.assert_frame_equal(table, tokenize(documents))
    assert term_frequency(again, by="issuer").equals(term_frequency(first, by="issuer"))


def test_columns_beside_the_text_are_those_of_today(documents, tmp_path):
    cache.tokens(documents, folder=tmp_path)
    other = cache.tokens(documents.assign(issuer="EU"), folder=tmp_path)
    assert set(term_frequency(other, by="issuer").issuer) == {"EU"}


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.assign(text=d.text.str.replace("Allies", "Others")),
        lambda d: d.assign(document_id=["a", "b", "d"]),
        lambda d: d.iloc[::-1].reset_index(drop=True),
        lambda d: d.head(2),
        lambda d: d.assign(text=[d.text[0] + d.text[1][:1], d.text[1][1:], d.text[2]]),
    ],
)
def test_other_statements_have_another_table(documents, tmp_path, change):
    cache.tokens(documents, folder=tmp_path)
    changed = change(documents)
    pd.testing.assert_frame_equal(cache.tokens(changed, folder=tmp_path), tokenize(changed))


def test_another_rule_has_another_table(documents, tmp_path, monkeypatch):
    before = cache.fingerprint(documents)
    for name in cache.RULE:
        path = tmp_path / "helpers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((cache.HERE / name).read_bytes())
    monkeypatch.setattr(cache, "HERE", tmp_path / "helpers")
    monkeypatch.setattr(cache, "WORDLISTS", tmp_path)
    assert cache.fingerprint(documents) != before  # no word lists
    here = cache.fingerprint(documents)
    for name in cache.RULE:
        path = tmp_path / "helpers" / name
        path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
        assert cache.fingerprint(documents) != here
        here = cache.fingerprint(documents)


def test_the_rule_is_all_that_splitting_runs_through():
    """Every module that the token rule imports is part of the fingerprint, but for what shows or checks tables, progress, warnings."""
    found, ahead = set(), ["tokens/rule"]
    while ahead:
        module = ahead.pop()
        if module not in found:
            found.add(module)
            source = (ROOT / "helpers" / f"{module}.py").read_text(encoding="utf-8")
            for of, names in re.findall(r"^from helpers\.([\w.]+) import (.+)", source, re.MULTILINE):
                of = of.replace(".", "/")
                package = (ROOT / "helpers" / of).is_dir()
                ahead += [f"{of}/{name}" for name in names.split(", ")] if package else [of]
    tables = {"frames/doors", "frames/checks", "frames/columns", "tokens/table", "labels", "partial_dates"}
    beside = tables | {"bulk/progress", "month_names", "paths", "environment", "files/list_error", "languages", "frames/nothing"}
    assert {f"{name}.py" for name in found - beside} == set(cache.RULE)


@pytest.mark.parametrize(
    "damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: bytes(len(b)), lambda b: b[:40] + b"\xff" + b[41:]]
)
def test_a_damaged_file_is_made_anew(documents, tmp_path, damage):
    cache.tokens(documents, folder=tmp_path)
    path = next(tmp_path.iterdir())
    path.write_bytes(damage(path.read_bytes()))
    for _ in range(2):
        pd.testing.assert_frame_equal(cache.tokens(documents, folder=tmp_path), tokenize(documents))
    assert files(tmp_path) == [path.name]


def test_numbers_that_were_changed_in_the_file_are_seen(documents, tmp_path):
    cache.tokens(documents, folder=tmp_path)
    path = next(tmp_path.iterdir())
    table = pq.read_table(path)
    pq.write_table(table.set_column(2, "start", table["end"]), path)
    pd.testing.assert_frame_equal(cache.tokens(documents, folder=tmp_path), tokenize(documents))


def test_without_a_folder_to_write_to_it_does_without(documents, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    pd.testing.assert_frame_equal(cache.tokens(documents, folder=blocked / ".cache"), tokenize(documents))
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        tmp_path.chmod(0o500)
        pd.testing.assert_frame_equal(cache.tokens(documents, folder=tmp_path), tokenize(documents))
        tmp_path.chmod(0o700)


def test_an_interruption_while_writing_leaves_nothing(documents, tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(cache.pq, "write_table", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cache.tokens(documents, folder=tmp_path)
    assert files(tmp_path) == []


def test_old_tables_go(documents, tmp_path):
    part = tmp_path / "tokens-old.part"
    part.write_text("")
    os.utime(part, (0, 0))
    for i in range(cache.KEPT + 2):
        cache.tokens(documents.assign(document_id=[f"{i}a", f"{i}b", f"{i}c"]), folder=tmp_path)
        time.sleep(0.02)
    assert len(files(tmp_path)) == cache.KEPT
    assert not part.exists()


def test_two_at_once_do_not_disturb_each_other(documents, tmp_path):
    documents.to_parquet(tmp_path / "documents.parquet")
    code = (
        "import pandas as pd\nfrom helpers.tokens import cache, tokenize\n"
        f"documents = pd.read_parquet({str(tmp_path / 'documents.parquet')!r})\n"
        f"for _ in range(15):\n    table = cache.tokens(documents, folder={str(tmp_path / 'c')!r})\n"
        "    assert table.equals(tokenize(documents))\n"
        f"    [path.unlink(missing_ok=True) for path in cache.Path({str(tmp_path / 'c')!r}).glob('*.parquet')]\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for run in runs:
        _, errors = run.communicate(timeout=120)
        assert run.returncode == 0, errors
    assert not list((tmp_path / "c").glob("*.part"))


def test_half_a_character_is_no_obstacle(tmp_path):
    documents = pd.DataFrame({"document_id": ["a"], "text": pd.Series(["No \ud800 votes."], dtype=object)})
    for _ in range(2):
        assert cache.tokens(documents, folder=tmp_path).type.tolist() == ["no", "votes"]


def test_what_was_counted_is_kept_for_the_same_statements_alone(documents):
    """The same words, in a table that knows of one statement more: of three, two have no word."""
    words = tokenize(documents.head(1))
    assert len(hits_by_statement(words).words) == 1
    words["document_id"] = words.document_id.cat.add_categories(["x", "y"])
    assert hits_by_statement(words).words.tolist() == [12, 0, 0]


def test_a_fingerprint_is_of_the_order_and_of_the_kinds():
    table = pd.DataFrame({"place_id": ["a", "b"], "counted": [True, False]})
    others = [
        table[::-1],
        table.assign(place_id=["b", "a"]),
        table.assign(counted=["True", "False"]),
        table.assign(counted=pd.Series(["True", False], dtype=object)),
        table.rename(columns={"counted": "other"}),
        table.head(1),
    ]
    assert fingerprint_of(table) == fingerprint_of(table.set_axis([9, 3]))  # the index says nothing of a place
    assert len({fingerprint_of(other) for other in [table, *others]}) == 7


def test_lessons_ask_the_statements_they_are_given(documents):
    """In another order the words stand in another order; with dates known to the year, no month divides the time."""
    for some in (documents, documents[::-1]):
        assert words_of(some).equals(tokenize(some))
    assert subjects(documents.assign(source=None))["period"] == "month"
    assert subjects(documents.assign(source=None, date_precision="year"))["period"] == "year"


def test_a_table_of_words_outside_the_texts_is_made_anew(documents, tmp_path):
    """A file that checks, but was not made from these texts, is not believed as far as it can be seen."""
    plain = tokenize(documents)
    path = tmp_path / f"tokens-{cache.fingerprint(documents)}.parquet"
    for change in ({"end": plain.end + 1000}, {"start": plain.start - 1000}, {"start": plain.end}):
        cache._write(path, plain.assign(**change))
        pd.testing.assert_frame_equal(cache.tokens(documents, folder=tmp_path), plain)
    cache._write(path, plain)
    assert cache._read(path, documents) is not None


def test_a_cache_that_came_with_a_corpus_is_not_believed(folder, tmp_path):
    """Results became those of a table in the corpus' own folder; now it lies where only this user writes."""
    made = folder({"corpus/a.txt": "date 2022-09-22 Sham votes, sham polls.", "home/.keep": ""})
    code = (
        "from helpers import corpus\nfrom helpers.tokens import cache, tokenize\nimport sys\n"
        "documents = corpus.load_corpus()\n"
        "if sys.argv[1:]:\n"
        "    forged = tokenize(documents.assign(text=documents.text.str.replace('ham', 'air')))\n"
        "    cache._write(__import__('pathlib').Path(sys.argv[1], f'tokens-{cache.fingerprint(documents)}.parquet'), forged)\n"
        "print(*cache.tokens(documents).type)"
    )
    env = os.environ | {"STATEMENTS_CORPUS": str(made / "corpus"), "XDG_CACHE_HOME": str(made / "home")}
    said = subprocess.run(
        [sys.executable, "-c", code, str(made / "corpus" / ".cache")], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["sham", "votes", "sham", "polls"]
    assert files(made / "home" / "statement-notebooks") != []
