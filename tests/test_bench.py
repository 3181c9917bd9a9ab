"""The benchmark runs, says where a peer is missing, and fits the growth."""

import pytest

from helpers import bench


def result(name, statements, median, *, kit=True, **more):
    return {
        "question": "q",
        "name": name,
        "kit": kit,
        "size": statements,
        "statements": statements,
        "characters": statements * 1000,
        "median": median,
        "times": [median],
        "found": 3,
        "peak": 2**29,
        "before": 2**28,
    } | more


def test_ratios_are_of_speeds_and_not_of_times():
    rows = [result("this kit", 1000, 1.0), result("other", 1000, 1.0, kit=False) | {"statements": 100, "characters": 100_000}]
    lines = bench.table(rows).splitlines()[2:]
    assert [line.split(" | ")[6] for line in lines] == ["1.0", "10.0"]
    assert "once" in lines[0]


def test_a_missing_peer_says_so():
    row = {"question": "q", "name": "peer", "size": 1000, "kit": False, "missing": "not measured: no --peers"}
    assert "not measured: no --peers" in bench.table([row])


def test_growth_is_the_slope_on_logarithms():
    rows = [result("this kit", n, n**1.5 / 1e4) for n in (10, 100, 1000)]
    assert bench.growth(rows).splitlines()[-1] == "| q | 1.50 |"
    assert len(bench.growth(rows[:1]).splitlines()) == 2


def test_unknown_options_are_told(capsys):
    with pytest.raises(SystemExit) as stopped:
        bench.main(["--fast"])
    assert stopped.value.code == 2
    assert "--quick" in capsys.readouterr().err


@pytest.mark.parametrize("sizes", ["", "1e3", "1000;2000", "1000,,2000", "0", "-5"])
def test_sizes_that_are_none_are_told(capsys, sizes):
    with pytest.raises(SystemExit) as stopped:
        bench.main([f"--sizes={sizes}"])
    assert stopped.value.code == 2
    assert f"{sizes!r} is no list of sizes; write numbers" in " ".join(capsys.readouterr().err.split())


def test_quick_measures_the_kit_and_names_the_missing_peers(capsys):
    assert bench.main(["--quick", "--only", "counts from documents"]) == 0
    out = capsys.readouterr().out
    kit, *peers = [line for line in out.splitlines() if line.startswith("| counts from documents | ")][:3]
    assert kit.split(" | ")[2] == "1,000"
    assert float(kit.split(" | ")[3]) > 0
    assert all("no --peers" in line for line in peers)
    assert "cores" in out


def test_every_row_of_the_kit_has_a_question_that_is_measured_once():
    rows = bench._module("rows").ROWS.values()
    own = [row.question for row in rows if row.kit and row.name == "this kit"]
    assert len(own) == len(set(own)) >= 15
    assert {row.question for row in rows} == set(own)
