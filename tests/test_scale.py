"""A folder of files gives what one table of all statements gives, row for row: here, by Dask, and with a worker killed."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pandas as pd
import psutil
import pytest

from helpers import frequency, keyness
from helpers.files.whole_files import write_new
from helpers.places import region_mentions
from helpers.reported import reported_statements
from helpers.scale import parts as scale
from helpers.timexes import find_timexes
from helpers.tokens import tokenize

WORDS = ["votes", "NATO", "US", "us", "sham", "Kyiv", "Kherson", "on 24 February 2022", "the", "in May", "said", "Odesa"]


@pytest.fixture(scope="module")
def documents():
    draw = random.Random(5)
    texts = [" ".join(draw.choice(WORDS) + draw.choice(["", "", ".", ","]) for _ in range(draw.randint(0, 40))) for _ in range(60)]
    texts[7] = "“We do not agree,” said the minister. THE US VOTES."
    return pd.DataFrame(
        {
            "document_id": [f"d{i:02}" for i in range(60)],
            "date": pd.Timestamp("2022-01-03") + pd.to_timedelta([i * 13 + (200 if i > 40 else 0) for i in range(60)], unit="D"),
            "issuer": [draw.choice(["NATO", "G7", None]) for _ in range(60)],
            "text": texts,
        }
    )


@pytest.fixture(scope="module")
def folder(documents, tmp_path_factory):
    path = tmp_path_factory.mktemp("parts")
    scale.write_parts(documents.head(33), path, size=7)
    scale.write_parts(documents.tail(27), path, size=7)  # later ones are put behind
    return path


@pytest.fixture(scope="module")
def client():
    if "CI" not in os.environ:
        pytest.importorskip("distributed")
    with scale.connect(workers=2, memory="1GiB") as made:
        yield made


def test_a_cluster_on_this_machine_listens_to_this_machine_alone(client):
    me = psutil.Process()
    open_to = {at.laddr.ip for process in [me, *me.children(recursive=True)] for at in process.net_connections() if at.status == "LISTEN"}
    assert open_to == {"127.0.0.1"}
    assert client.dashboard_link.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("options", [{"by": "month"}, {"n": 2}])
def test_a_dask_dataframe_gives_what_a_folder_does(documents, client, where_to, options, tmp_path):
    frames = pytest.importorskip("dask.dataframe")
    frame = frames.from_pandas(documents, npartitions=5)
    whole = frequency.term_frequency(tokenize(documents), **options)
    pd.testing.assert_frame_equal(scale.term_frequency(frame, client=where_to, **options), whole, check_column_type=False)
    found = scale.map_parts(region_mentions, frame, client=where_to)
    pd.testing.assert_frame_equal(found, region_mentions(documents))
    written = scale.map_parts(region_mentions, frame, client=where_to, to=tmp_path / "found")
    assert [path.name for path in written] == [f"part-{i:06}.parquet" for i in range(frame.npartitions)]
    with pytest.raises(ValueError, match=r"the first is 'd00'"):
        scale.term_frequency(frames.concat([frame, frame]), client=where_to)


def test_a_cluster_is_named_by_its_address(documents, folder, client):
    address = client.scheduler.address
    whole = frequency.term_frequency(tokenize(documents))
    pd.testing.assert_frame_equal(scale.term_frequency(folder, scheduler=address), whole, check_column_type=False)
    pd.testing.assert_frame_equal(scale.term_frequency(folder, scheduler=client), whole, check_column_type=False)
    with pytest.raises(ValueError, match="both given"):
        scale.term_frequency(folder, scheduler=address, client=client)


@pytest.fixture(params=["here", "dask"])
def where_to(request):
    return None if request.param == "here" else request.getfixturevalue("client")


@pytest.mark.parametrize("options", [{}, {"n": 2}, {"by": "month"}, {"by": "issuer"}, {"by": ["issuer", "year"], "n": 2}, {"unit": "word"}])
def test_counts_are_those_of_one_table(documents, folder, where_to, options):
    whole = frequency.term_frequency(tokenize(documents), **options)
    found = scale.term_frequency(folder, client=where_to, **options)
    pd.testing.assert_frame_equal(found, whole, check_column_type=False)


def test_counts_of_some_statements(documents, folder, where_to):
    some = partial(pd.DataFrame.query, expr="issuer == 'NATO'")
    whole = frequency.term_frequency(tokenize(some(documents)), by="year")
    pd.testing.assert_frame_equal(scale.term_frequency(folder, by="year", where=some, client=where_to), whole)


def test_keyness_is_that_of_token_tables_with_its_intervals(documents, folder, where_to):
    tokens = tokenize(documents)
    nato = set(documents.document_id[documents.issuer == "NATO"])
    inside = tokens.document_id.isin(nato)
    whole = keyness.keyness(tokens[inside], tokens[~inside])
    found = scale.keyness(folder, lambda d: d[d.issuer == "NATO"], lambda d: d[d.issuer != "NATO"], client=where_to)
    assert found.low.notna().any()
    p = ["p", "p_adjusted", "p_bonferroni"]  # sums over files do not tell the rates of single statements
    assert found[p].isna().all(axis=None)
    pd.testing.assert_frame_equal(found.drop(columns=p), whole.drop(columns=p))


@pytest.mark.parametrize("find", [region_mentions, find_timexes, reported_statements])
def test_what_finders_find_is_the_same(documents, folder, where_to, tmp_path, find):
    whole = find(documents)
    assert len(whole)
    pd.testing.assert_frame_equal(scale.map_parts(find, folder, client=where_to), whole)
    written = scale.map_parts(find, folder, to=tmp_path / "found", client=where_to)
    assert [path.name for path in written] == [path.name for path in scale.parts_of(folder)]
    pd.testing.assert_frame_equal(pd.concat([pd.read_parquet(path) for path in written], ignore_index=True), whole, check_dtype=False)


def test_a_worker_that_dies_changes_nothing(documents, folder, client, tmp_path):
    killed = tmp_path / "killed"
    found = scale.map_parts(partial(_mentions_after_a_death, killed=str(killed)), folder, client=client)
    assert killed.exists()
    pd.testing.assert_frame_equal(found, region_mentions(documents))


def _mentions_after_a_death(documents, killed):
    from pathlib import Path

    if documents.document_id.iloc[0] == "d14" and not Path(killed).exists():
        Path(killed).touch()
        os._exit(1)
    return region_mentions(documents)


def test_an_empty_folder_and_an_empty_choice_are_errors(folder, tmp_path):
    with pytest.raises(ValueError, match="write_parts"):
        scale.term_frequency(tmp_path)
    with pytest.raises(ValueError, match="no statement"):
        scale.term_frequency(folder, where=lambda documents: documents.head(0))


def _rows(ids):
    return pd.DataFrame({"document_id": ids, "text": [f"Text {i}." for i in ids]})


def _ids(folder):
    return {path.name: pd.read_parquet(path).document_id.tolist() for path in scale.parts_of(folder)}


def test_parts_are_never_written_over(tmp_path):
    """Of three parts the first is deleted: two are left, and the number 2 is still that of the last one."""
    first, *_ = scale.write_parts(_rows(["a", "b", "c"]), tmp_path, size=1)
    first.unlink()
    assert [path.name for path in scale.write_parts(_rows(["d", "e"]), tmp_path, size=1)] == ["part-000003.parquet", "part-000004.parquet"]
    assert _ids(tmp_path) == {f"part-{i:06}.parquet": [name] for i, name in enumerate("bcde", start=1)}


def test_two_writers_leave_each_other_s_parts(tmp_path, monkeypatch):
    """Another program writes a part between the moment that this one looks which numbers are free and the moment it writes."""
    look = scale.parts_of

    def looked(folder):
        found = look(folder)
        number = len(found)
        _rows([f"other {number}"]).to_parquet(tmp_path / f"part-{number:06}.parquet")
        return found

    monkeypatch.setattr(scale, "parts_of", looked)
    scale.write_parts(_rows(["a", "b"]), tmp_path, size=1)
    monkeypatch.undo()
    assert sorted(name for names in _ids(tmp_path).values() for name in names) == ["a", "b", "other 0", "other 2"]
    assert not list(tmp_path.glob(".*"))


def test_writers_at_once_lose_nothing(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(lambda k: scale.write_parts(_rows([f"{k}-{i}" for i in range(10)]), tmp_path, size=1), range(4)))
    assert len({path for paths in written for path in paths}) == 40
    assert sorted(name for names in _ids(tmp_path).values() for name in names) == sorted(f"{k}-{i}" for k in range(4) for i in range(10))


def test_a_disk_without_second_names_keeps_parts_too(tmp_path, monkeypatch):
    def no_links(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    assert [write_new(paths, content).name for content in (b"1", b"2")] == ["a.parquet", "b.parquet"]
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    with pytest.raises(FileExistsError):
        write_new(paths, b"3")
    assert len(list(tmp_path.iterdir())) == 2


def test_statements_that_stand_in_two_files_are_told(tmp_path):
    scale.write_parts(_rows(["a", "b", "c"]), tmp_path, size=2)
    scale.write_parts(_rows(["d", "b"]), tmp_path)
    with pytest.raises(ValueError, match=r"\(1\); the first is 'b', in part-000002.parquet again"):
        scale.term_frequency(tmp_path)


def test_results_go_into_a_folder_of_their_own(tmp_path):
    folder, to = tmp_path / "parts", tmp_path / "found"
    scale.write_parts(_rows(["a", "b"]), folder, size=1)
    with pytest.raises(ValueError, match="folder of the statements"):
        scale.map_parts(region_mentions, folder, to=folder)
    assert _ids(folder) == {"part-000000.parquet": ["a"], "part-000001.parquet": ["b"]}
    scale.map_parts(region_mentions, folder, to=to)
    (folder / "part-000000.parquet").unlink()
    with pytest.raises(ValueError, match=r"holds part-000000.parquet, of other statements"):
        scale.map_parts(region_mentions, folder, to=to)
    with pytest.raises(ValueError, match="1 statement or more"):
        scale.write_parts(_rows(["c"]), folder, size=-1)
