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
        "cpu": median,
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


def test_own_texts_and_made_up_ones_stand_in_one_table(folder, capsys, tmp_path_factory, monkeypatch):
    path = folder({"a.txt": "date 2022-09-23\n\nOn 24 February the minister said that Kyiv stands.", "b.txt": "date 2022-09-24\n\nNo."})
    page = tmp_path_factory.mktemp("page") / "README.md"
    page.write_text("Before.\n<!-- speed: begin -->\nold\n<!-- speed: end -->\nAfter.\n")
    monkeypatch.setattr(bench, "PAGE", page)
    options = ["--quick", "--sizes", "20,40", "--corpus", str(path), "--only", "tokens with offsets: this kit", "--write"]
    assert bench.main(options) == 0
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| tokens with offsets | this kit | ")]
    assert [row[2] for row in rows] == ["2, own texts", "20", "40"]
    assert {row[6] for row in rows} == {"1.0"}
    written = page.read_text()
    assert "| 2, own texts |" in written
    assert (written.split("<!--")[0], "old" in written, written.split("-->")[-1]) == ("Before.\n", False, "\nAfter.\n")
    assert bench.main(["--sizes", "20", "--corpus", str(path / "absent"), "--write"]) == 1
    assert page.read_text() == written


def test_when_the_minutes_are_over_the_rows_that_are_left_say_so(capsys):
    assert bench.main(["--sizes", "20", "--minutes", "0", "--only", "sentences: this kit"]) == 0
    assert "| sentences | this kit | 20 | not measured: the minutes were over |" in capsys.readouterr().out


def test_every_row_of_the_kit_has_a_question_that_is_measured_once():
    rows = bench._module("rows").ROWS.values()
    own = [row.question for row in rows if row.kit and row.name == "this kit"]
    assert len(own) == len(set(own)) >= 15
    assert {row.question for row in rows} == set(own)


# Made once by tests/benchmarks/chunks.py from 7,209 pieces of 400 words of English news and reviews, in an order drawn by chance.
REAL = {
    "distinct chunks": 72_620,
    "characters of a chunk": 4.5,
    "of the distinct, those met once": 0.5385,
    "a capital first": 0.06613,
    "capitals alone": 0.003895,
    "a digit": 0.008136,
    "a comma last": 0.04744,
    "a full stop last": 0.04467,
    "a question or exclamation mark last": 0.005883,
    "a colon or semicolon last": 0.008323,
    "a quotation mark first": 0.01113,
    "a quotation mark last": 0.009963,
    "a bracket first": 0.005048,
    "an apostrophe inside": 0.01812,
    "a hyphen inside": 0.007238,
    "a full stop inside": 0.000547,
    "small letters alone": 0.7857,
    "chunks of a sentence": 19.36,
    "chunks of a sentence, of ten the 1th": 4,
    "chunks of a sentence, of ten the 5th": 17,
    "chunks of a sentence, of ten the 9th": 36,
}


def test_made_up_texts_are_of_chunks_as_real_texts_are():
    """A vocabulary that does not grow, or texts without punctuation, would flatter every tool that keeps what it has seen."""
    chunks = bench._module("chunks")
    made = chunks.figures(bench._module("generate").statements(2800).text)
    far = {name: (value, REAL[name]) for name, value in made.items() if not 0.7 < value / REAL[name] < 1.4}
    assert far == {}
    assert set(made) == set(REAL)


def test_made_up_texts_are_the_same_every_time():
    generate = bench._module("generate")
    assert generate.statements(3).equals(generate.statements(3))
    assert len({generate.word(rank) for rank in range(50_000)}) == 50_000


def test_own_texts_are_measured_beside_regular_expressions(folder, capsys):
    path = folder({"a.txt": "date 2022-09-23\n\nOn 24 February the minister said that Kyiv stands.", "b.txt": "date 2022-09-24\n\nNo."})
    assert bench.main(["--corpus", str(path), "--only", "tokens with"]) == 0
    out = capsys.readouterr().out
    assert "2 texts" in out
    rows = [line.split(" | ") for line in out.splitlines() if line.startswith("| tokens with offsets")]
    assert [row[1] for row in rows] == ["this kit", r"re.finditer(r'\w+')"]
    assert rows[1][-3:-1] == ["1.00", "1.00"]
    assert bench.main(["--corpus", str(path / "absent")]) == 1
