"""What is said of a folder or a table: in corpus.toml beside the texts, or by options; and several tables and subfolders in one corpus."""

import pandas as pd
import pytest

from helpers.corpus import add, apart, check_corpus, load_corpus, read_corpus
from helpers.corpus.about import write_about
from helpers.corpus.load import main, read_with_findings


def test_undated_texts_need_no_new_names(folder):
    path = folder({"a.txt": "One.", "2021-05-01-b.txt": "Two.", "c.txt": "date 2020-01-02\nissuer EU\n\nThree."})
    (path / "corpus.toml").write_text('date = "2022-09"\nissuer = "NATO"\nlanguage = "en"\nkind = "full text"\nlicence = "CC BY 4.0"\n')
    rows = load_corpus(path).set_index("document_id")
    assert rows.date.astype(str).to_dict() == {"c": "2020-01-02", "2021-05-01-b": "2021-05-01", "a": "2022-09-01"}
    assert rows.loc["a", ["date_precision", "date_origin"]].tolist() == ["month", "given"]
    assert rows.issuer.to_dict() == {"c": "EU", "2021-05-01-b": "NATO", "a": "NATO"}
    assert set(rows.language) == {"en"}
    assert set(rows.licence) == {"CC BY 4.0"}


def test_the_nearest_folder_says_it_and_what_is_given_goes_before_it(folder):
    path = folder({"a.txt": "One.", "x/b.txt": "Two.", "x/t.csv": "text,who\nThree.,G7\n"})
    (path / "corpus.toml").write_text('date = 2022\nissuer = "NATO"\n[files."t.csv"]\ndate = 2020-01-02\ncolumns = {issuer = "who"}\n')
    (path / "x" / "corpus.toml").write_text('date = 2021-05-06\nissuer = "EU"\n')
    rows = load_corpus(path).set_index("document_id")
    assert rows.issuer.to_dict() == {"t-2": "G7", "b": "EU", "a": "NATO"}
    assert rows.date.astype(str).to_dict() == {"t-2": "2020-01-02", "b": "2021-05-06", "a": "2022-01-01"}
    assert set(load_corpus(path, about={"issuer": "UN"}).issuer) == {"UN", "G7"}
    assert load_corpus(path / "x" / "t.csv", about={"date": "2019"}, columns={"issuer": "who"}).date.dt.year.tolist() == [2019]


def test_subfolders_or_names_give_the_issuers(folder):
    path = folder({"NATO/2022/2022-09-23.txt": "One.", "G7/2022-09-23.txt": "Two.", "2022-09-24-president-of-poland.txt": "Three."})
    rows = load_corpus(path, about={"issuer_from": "folder"})
    assert rows.set_index("text").issuer.to_dict() == {"One.": "NATO", "Two.": "G7", "Three.": path.name}
    assert sorted(rows.document_id) == ["2022-09-24-president-of-poland", "G7/2022-09-23", "NATO/2022/2022-09-23"]
    rows = load_corpus(path, about={"issuer_from": "name"}).set_index("text")
    assert rows.issuer["Three."] == "president of poland"
    assert pd.isna(rows.issuer["One."])


def test_several_tables_in_a_folder_are_one_corpus(folder):
    path = folder({"a.csv": "id,date,text\n1,2022-09-23,One.\n", "b/c.jsonl": '{"id": "1", "date": "2022-09-24", "text": "Two."}\n'})
    folder({"d.txt": "date 2022-09-25 Three."})
    rows = load_corpus(path)
    assert rows.document_id.tolist() == ["1", "c-1", "d"]
    assert rows.date_origin.tolist() == ["column", "column", "header"]
    folder({"b/c.jsonl": '{"date": "2022-09-24", "text": "Two."}\n{"date": "soon", "text": "Three."}\n'})
    documents, problems = read_corpus(path)
    assert problems[["file", "line"]].values.tolist() == [["b/c.jsonl", 2]]
    assert len(documents) == 3
    with pytest.warns(UserWarning, match="1 of 3 files left out"):
        load_corpus(path, strict=False)


def test_columns_are_guessed_with_care_and_the_guess_is_told(folder, capsys):
    tweets = "created_at,full_text,country,source\n2022-09-23,One.,BE,Twitter for iPhone\n2022-09-24,Two.,BE,Twitter Web App\n"
    path = folder({"t.csv": tweets}) / "t.csv"
    documents, _, findings = read_with_findings(path)
    assert documents.issuer.isna().all()
    assert documents.source.isna().all()
    assert documents.source_of_table.tolist() == ["Twitter for iPhone", "Twitter Web App"]
    assert findings.finding.tolist() == ["By their names, these columns were read: 'created_at' as date, 'full_text' as text."]
    assert main([str(path)]) == 0
    assert "'created_at' as date" in capsys.readouterr().out
    assert load_corpus(path, columns={"issuer": "country", "source": "source"}).issuer.tolist() == ["BE", "BE"]
    path.write_text("date,text,source\n2022-09-23,One.,NATO\n")
    assert load_corpus(path).source.tolist() == ["NATO"]


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ('date = 2022-09-23\nisuer = "NATO"\n', 2, "The key 'isuer' is unknown"),
        ('date = "23 September"\n', 1, "not written as year-month-day"),
        ("\nissuer = NATO\n", 2, "no sound TOML"),
        ('issuer_from = "title"\n', 1, "issuer_from is 'title'"),
        ("issuer = 3\n", 1, "of the wrong kind"),
    ],
)
def test_a_fault_of_corpus_toml_is_named_with_its_line(folder, content, line, problem):
    path = folder({"a.txt": "date 2022-09-23 One."})
    (path / "corpus.toml").write_text(content)
    problems = check_corpus(path)
    assert problems[["file", "line"]].values.tolist() == [["corpus.toml", line]]
    assert problem in problems.problem[0]
    with pytest.raises(ValueError, match="about: The key 'isuer' is unknown"):
        load_corpus(path, about={"isuer": "NATO"})


def test_add_writes_it_beside_the_texts_and_into_the_statements(folder, tmp_path, capsys):
    path = folder({"in/NATO/a.txt": "One.", "in/G7/b.txt": "Two."}) / "in"
    options = [str(path), "--to", str(tmp_path / "own"), "--date", "2022-09", "--issuer-from", "folder", "--licence", "CC0"]
    assert add.main(options) == 0
    assert (path / "corpus.toml").read_text() == 'date = "2022-09"\nissuer_from = "folder"\nlicence = "CC0"\n'
    assert (tmp_path / "own" / "a.txt").read_text() == "date 2022-09\nissuer NATO\nlicence CC0\n\nOne.\n"
    assert load_corpus(tmp_path / "own")[["issuer", "licence"]].values.tolist() == [["NATO", "CC0"], ["G7", "CC0"]]
    assert load_corpus(path).issuer.tolist() == ["NATO", "G7"]  # without any option now
    capsys.readouterr()
    assert add.main(options) == 0
    assert "says so already" in capsys.readouterr().out
    assert "was not changed" in write_about(path, {"issuer": "EU"})


def test_of_one_table_it_is_written_under_its_name(folder):
    path = folder({"t.csv": "text\nOne.\n"})
    write_about(path / "t.csv", {"date": "2022-09-23", "issuer": 'The "Six"'})
    row = load_corpus(path).iloc[0]
    assert (f"{row.date:%Y-%m-%d}", row.issuer) == ("2022-09-23", 'The "Six"')


def test_check_knows_the_options_of_add(folder, capsys):
    path = folder({"t.csv": "when,said\n03/04/2022,One.\n"})
    columns = ["--date-column", "when", "--text-column", "said"]
    assert main([str(path), *columns]) == 1
    assert "can be read as day/month" in capsys.readouterr().err
    assert main([str(path), *columns, "--day-first", "--repeats", "once", "--issuer", "NATO", "--speeches"]) == 0
    with pytest.raises(SystemExit):
        main([str(path), "--date", "soon"])
    assert "not written as year-month-day" in capsys.readouterr().err


def test_the_form_of_dates_and_the_worksheets_may_be_said_of_a_folder_or_given(folder, capsys):
    path = folder({"t.csv": "date,text\n23|09|2022,One.\n", "empty.txt": "date 2022-09-24 Two."})
    with pd.ExcelWriter(path / "2022-09-25-t.xlsx") as book:
        pd.DataFrame({"text": ["Three."]}).to_excel(book, sheet_name="said", index=False)
        pd.DataFrame({"notes": ["None."]}).to_excel(book, sheet_name="read me", index=False)
    assert sorted(check_corpus(path).file) == ["t.csv"]
    assert check_corpus(path, date_format="%d|%m|%Y", sheet="said").empty
    assert main([str(path), "--date-format", "%d|%m|%Y", "--sheet", "said"]) == 0
    (path / "corpus.toml").write_text('[files."*.csv"]\ndate_format = "%d|%m|%Y"\n\n[files."*.xlsx"]\nsheet = ["said"]\nnotes = false\n')
    assert load_corpus(path).text.tolist() == ["One.", "Two.", "Three."]
    assert check_corpus(path, sheet="read me").file.tolist() == ["2022-09-25-t.xlsx"]  # what is given goes before it


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("a = " + "[" * 100_000, "corpus.toml is no sound TOML (maximum recursion depth exceeded)."),
        ("issuer" + ".a" * 4000 + " = 1", "issuer is {'a': {'a': {'a': {'a': {'a': {'a':"),
        ("date = " + "9" * 5000, "corpus.toml is no sound TOML (Exceeds the limit (4300 digits)"),
        ('issuer = "\\u001b[2J"', "issuer is '\\x1b[2J': there is a character in it that is not shown."),
        ('encoding = "a\\u0000b"', "encoding is 'a\\x00b': there is a character in it that is not shown."),
    ],
    ids=["deep", "keys of many parts", "a long number", "an escape", "a null character"],
)
def test_what_a_stranger_wrote_into_corpus_toml_is_a_fault_of_it_alone(folder, said, problem):
    path = folder({"2022-09-23.txt": "Café met.".encode("latin-1")})
    (path / "corpus.toml").write_text(said)
    documents, problems = read_corpus(path)
    assert documents.text.tolist() == ["Café met."]
    assert problems.file.tolist() == ["corpus.toml"]
    assert problems.problem[0].startswith(problem)


def test_keys_of_very_many_parts_end_with_their_process(folder, monkeypatch):
    monkeypatch.setattr(apart, "MEMORY", 300_000_000)
    path = folder({"2022-09-23.txt": "We met."})
    (path / "corpus.toml").write_text("issuer" + ".a" * 20_000 + " = 1")
    documents, problems = read_corpus(path)
    apart.end()
    assert len(documents) == 1
    assert problems[["file", "line"]].values.tolist() == [["corpus.toml", 1]]
