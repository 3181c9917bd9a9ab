"""What is kept beside the pages, for programs that read such files; and a page made again from its receipt, as a stranger would."""

import json
import shutil
from pathlib import Path

import lxml.html
import nbformat
import pandas as pd
import pytest
import yaml

from helpers.environment import ROOT
from helpers.site import kept, layout, replay
from helpers.site.failures import NotebooksFailed, NotebookStopped
from helpers.site.receipt import record, sealed, shown, source_digest
from helpers.site.results import digests, results_of

DOCUMENTS = pd.DataFrame(
    {
        "document_id": ["a", "b", "c"],
        "date": pd.to_datetime(["2022-09-22", "2023-01-05", "2023-02-01"]),
        "issuer": ["Harbour Board", "Harbour Board", "Pilots"],
        "language": ["en", "en", "en"],
        "text": ["The pier is shut.", "The pier opens.", "Boats sail."],
    }
)
CELL = "<h1>A title</h1><div class='output'><table><caption>Hits</caption><tr><td>pier</td><td>{}</td></tr></table></div>"


def page(folder, n=2, documents=DOCUMENTS, **edits):
    """Write a page of the notebook 00-a and its receipt.json, as `render` does; `edits` are parts of the receipt."""
    folder.mkdir(parents=True, exist_ok=True)
    about = record(documents) | {"made": {"command": "render", "slides": False}} | edits
    names = {"00-a": source_digest(replay.NOTEBOOKS / "00-a.ipynb")}
    html = layout.page(title="A", body=CELL.format(n), receipt=shown(about), record=sealed(about, notebooks=names))
    (folder / "00-a.html").write_text(html, encoding="utf-8")
    results = digests({"00-a": results_of(lxml.html.fromstring(html))})
    (folder / "receipt.json").write_text(sealed(about, notebooks=names, results=results), encoding="utf-8")
    return folder / "00-a.html"


@pytest.fixture
def again(tmp_path, monkeypatch, capsys):
    """Return a function that replays a receipt here, where the table says `n`, and returns the status and what was printed."""
    monkeypatch.setattr(replay, "NOTEBOOKS", tmp_path / "notebooks")
    (tmp_path / "notebooks").mkdir()
    cells = [nbformat.v4.new_markdown_cell("# A title"), nbformat.v4.new_code_cell("1")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "notebooks" / "00-a.ipynb")

    def run(source, n=2, documents=DOCUMENTS):
        monkeypatch.setattr(replay, "load_corpus", lambda path=None: documents)

        def render(*, to, only, **options):
            assert only == ["00-a"]
            return [page(Path(to), n, documents).with_name("index.html")]

        status = replay.replay(source, to=tmp_path / "new", render=render, single=None)
        return status, capsys.readouterr().out

    return run


@pytest.mark.parametrize("source", ["00-a.html", "receipt.json", "."])
def test_a_page_a_receipt_and_a_site_are_made_again(again, tmp_path, source):
    page(tmp_path / "old")
    status, told = again(tmp_path / "old" / source)
    assert status == 0
    assert "Everything here is as the receipt says." in told
    assert "00-a: 1 of 1 tables, figures and printed texts are the same." in told


def test_a_table_that_differs_is_shown_line_by_line_and_by_its_digest_where_only_that_is_kept(again, tmp_path):
    old = page(tmp_path / "old")
    status, told = again(old, n=3)
    assert status == 1
    assert "0 of 1 tables, figures and printed texts are the same, these differ:" in told
    assert "- pier | 2\n    + pier | 3" in told
    shutil.move(tmp_path / "old" / "receipt.json", tmp_path / "receipt.json")
    assert "table 1:\n    differs; the page itself would show where" in again(tmp_path / "receipt.json", n=3)[1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"text": ["The pier is shut.", "The pier opened.", "Boats sail."]}, "1 statement with another text or date: b."),
        ({"date": pd.to_datetime(["2022-09-22", "2023-01-05", "2023-02-02"])}, "1 statement with another text or date: c."),
        ({"issuer": ["Board", "Board", "Pilots"]}, "The texts and dates are the same, but not what else is known of them"),
        ({"document_id": ["a", "b", "d"]}, "1 statement of the receipt missing here: c; 1 statement that the receipt has not: d."),
        ({"document_id": ["x", "y", "z"]}, "This is another corpus: of the receipt's 3 statements none is here. Give the statements"),
    ],
)
def test_a_corpus_that_differs_is_told_statement_by_statement(again, tmp_path, change, told):
    assert told in again(page(tmp_path / "old"), documents=DOCUMENTS.assign(**change))[1]


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ({"packages": {"pandas": "2.9.9"}}, "Packages differ: pandas 2.9.9, here"),
        ({"packages": {"pandas": "2.9.9"}}, "`pip install pandas==2.9.9` in an environment of its own gives them"),
        ({"packages": {"pytest": "1.0"}}, "Everything here"),  # no result depends on it
        ({"python": "3.0.1"}, "made with Python 3.0.1"),
        ({"kit": {"name": "k", "version": "0.0.1", "code": "0", "commit": "abcdef1"}}, "made by version 0.0.1"),
        ({"kit": {"name": "k", "version": "0.0.1", "code": "0", "commit": "abcdef1"}}, "`git checkout abcdef1` brings them back"),
        ({"kit": {"name": "k", "version": "0.0.1", "code": "0", "commit": "$(x)"}}, "results may differ"),
    ],
)
def test_another_kit_and_other_packages_are_told_with_their_mend(again, tmp_path, edits, told):
    status, said = again(page(tmp_path / "old", **edits))
    assert status == 0  # the results are the same all the same
    assert told in said


def test_a_notebook_that_fails_here_is_compared_as_far_as_it_goes(tmp_path, again, monkeypatch, capsys):
    monkeypatch.setattr(replay, "load_corpus", lambda path=None: DOCUMENTS)

    def render(*, to, **options):
        raise NotebooksFailed([page(Path(to), 3)], [NotebookStopped("00-a.ipynb", "No such place.", cell=2)], of=1)

    assert replay.replay(page(tmp_path / "old"), to=tmp_path / "new", render=render, single=None) == 1
    told = capsys.readouterr().out
    assert "+ pier | 3" in told
    assert "00-a.ipynb, cell 2: No such place." in told


def test_packages_of_the_lock_have_a_shorter_mend(again, tmp_path, monkeypatch):
    (tmp_path / "lock").write_text("pandas==2.9.9 \\\n", encoding="utf-8")
    monkeypatch.setattr(replay, "LOCK", tmp_path / "lock")
    assert "the same command with --locked has these versions" in again(page(tmp_path / "old", packages={"pandas": "2.9.9"}))[1]


def test_a_changed_receipt_is_told(again, tmp_path):
    old = page(tmp_path / "old")
    old.write_text(old.read_text(encoding="utf-8").replace("3 statements, SHA-256", "4 statements, SHA-256"), encoding="utf-8")
    assert "The receipt that the page shows is not the one stored in it (corpus): it was changed." in again(old)[1]
    alone = tmp_path / "old" / "receipt.json"
    alone.write_text(alone.read_text(encoding="utf-8").replace('"slides":false', '"slides":true'), encoding="utf-8")
    assert "The receipt was changed after it was written" in again(alone)[1]


def test_a_page_with_nothing_but_the_shown_receipt_is_known_by_its_title(again, tmp_path):
    old = page(tmp_path / "old")
    root = lxml.html.parse(old).getroot()
    del root.xpath("//footer")[0].attrib["data-receipt"]
    old.write_bytes(lxml.html.tostring(root))
    status, told = again(old)
    assert (status, "00-a: 1 of 1" in told) == (0, True)
    assert "The receipt's corpus has 3 statements, this one 2, and they are not the same." in again(old, documents=DOCUMENTS[:2])[1]


def test_a_page_in_one_file_of_a_browser_is_read(again, tmp_path):
    old = page(tmp_path / "old")
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=xx\n\n--xx\nContent-Type: text/html\n\n"
    (tmp_path / "saved.mhtml").write_text(f"{head}{old.read_text(encoding='utf-8')}\n--xx--\n", encoding="utf-8")
    assert again(tmp_path / "saved.mhtml")[0] == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.html", "<p>Hello</p>", "has no receipt of this kit in its foot"),
        ("a.html", "", "is no page"),
        ("receipt.json", "{", "is no receipt, which is a file of JSON"),
        ("receipt.json", "[1]", "is no receipt of this kit"),
        ("receipt.json", '{"corpus": 3, "kit": {}}', "“corpus” of the receipt is no table"),
        ("receipt.json", '{"corpus": {"statements": "x"}, "kit": {}}', "numbers of statements or its results are damaged"),
        ("receipt.json", '{"corpus": {}, "kit": {}, "notebooks": {"../../x": ""}}', "None of the receipt's notebooks is in this clone"),
        (None, "", "does not exist"),
    ],
)
def test_what_is_no_receipt_is_told_in_a_sentence(again, tmp_path, name, content, told):
    if name:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(replay.ReceiptError, match=told):
        again(tmp_path / (name or "nowhere.html"))


@pytest.fixture
def site(tmp_path):
    page(tmp_path / "site")
    (tmp_path / "site" / "reader").mkdir()
    text = (tmp_path / "site" / "receipt.json").read_text(encoding="utf-8")
    kept.keep(tmp_path / "site", {"00-a": "A title"}, DOCUMENTS, text)
    return tmp_path / "site"


def test_the_crate_has_what_the_specification_requires(site):
    """RO-Crate 1.1: root data entity, its four properties, a path for each file, no identifier twice, and none that leads nowhere."""
    made = json.loads((site / kept.CRATE).read_text(encoding="utf-8"))
    entities = {entity["@id"]: entity for entity in made["@graph"]}
    assert len(entities) == len(made["@graph"])
    assert made["@context"] == "https://w3id.org/ro/crate/1.1/context"
    about = entities["ro-crate-metadata.json"]
    assert (about["@type"], about["about"], about["conformsTo"]["@id"]) == ("CreativeWork", {"@id": "./"}, "https://w3id.org/ro/crate/1.1")
    root = entities["./"]
    assert root["@type"] == "Dataset"
    assert min(len(str(root[name])) for name in ("name", "description", "datePublished", "license")) >= 10
    parts = [part["@id"] for part in root["hasPart"]]
    assert parts == ["receipt.json", "CITATION.cff", "codemeta.json", "00-a.html", "reader/"]
    assert [part for part in parts if not (site / part).exists()] == []
    assert {entities[part]["@type"] for part in parts} == {"File", "Dataset"}
    linked = [value["@id"] for entity in entities.values() for values in entity.values() for value in _dicts(values) if "@id" in value]
    assert {name for name in linked if name not in entities} == {"https://w3id.org/ro/crate/1.1"}
    corpus = entities["#corpus"]
    assert (corpus["name"], corpus["temporalCoverage"]) == ("3 statements by 2 issuers, 2022 to 2023", "2022-09-22/2023-02-01")
    assert "No licence of the statements is known" in entities[corpus["license"]["@id"]]["description"]


def _dicts(values):
    return [value for value in (values if isinstance(values, list) else [values]) if isinstance(value, dict)]


def test_codemeta_says_what_citation_says(site):
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    made = json.loads((site / kept.CODEMETA).read_text(encoding="utf-8"))
    assert (made["@context"], made["@type"]) == ("https://doi.org/10.5063/schema/codemeta-2.0", "SoftwareSourceCode")
    assert (made["name"], made["version"], made["keywords"]) == (said["title"], said["version"], said["keywords"])
    assert made["license"] == [f"https://spdx.org/licenses/{name}" for name in said["license"]]
    assert (site / "CITATION.cff").read_bytes() == (ROOT / "CITATION.cff").read_bytes()


def test_the_card_of_a_corpus_names_it_and_its_licence(tmp_path):
    (tmp_path / "card.md").write_text("# Data card: Harbour talks\n\n## Licence\n\n[CC0](https://example.org/cc0).\n", encoding="utf-8")
    assert kept.card_says(tmp_path / "card.md") == {"title": "Harbour talks", "licence": ("CC0", "https://example.org/cc0")}


def test_the_day_of_a_crate_is_never_the_clock_s(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert kept.published(DOCUMENTS, {}) == "1970-01-02"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setattr(kept, "commit", lambda **options: "")
    assert kept.published(DOCUMENTS, {"date-released": "2026-05-01"}) == "2026-05-01"
    assert kept.published(DOCUMENTS, {}) == "2023-02-01"
