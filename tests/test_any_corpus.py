"""Every notebook runs to its end on corpora that lack what it speaks of, and says in a sentence what there is not.

The cells run in this process, one corpus after the other: kernels would take minutes. One statement is rendered as users do it.
"""

import ast
import json
import os
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest

from helpers import explore, outputs, tables
from helpers.corpus import load_corpus
from helpers.environment import ROOT
from helpers.explore.base import Panel
from helpers.lessons import checks
from helpers.site import pages as site

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LESSONS = sorted((ROOT / "notebooks" / "exercises").glob("*.ipynb"))
MORE = [Path(path) for path in os.environ.get("CORPORA_TO_TRY", "").split(os.pathsep) if path]  # of your own: none of them is needed
ONE = """date 2022-09-23 NATO's Council has condemned the votes that Russia plans in parts of Ukraine as sham.

In a statement of September 22, the North Atlantic Council says that such votes in Donetsk, Luhansk, Zaporizhzhia and Kherson have
no legitimacy. Allies will not recognise annexation of these regions, and “they belong to Ukraine”, the Council says.

It recalls the General Assembly's resolution of 2 March 2022, and urges other countries not to accept the taking of land.

Courtesy: NATO
"""
PLACES = "The Council {0} {1} in Kherson on {2} May. “We will not change {1},” said Mr Stoltenberg. In Odesa, Ukraine did so too."
NO_PLACE = "The members {0} {1} on {2} May. “We will not change {1},” said Mr Berg, of the {2} members."
NO_ACTOR = "The report on {1} came out in May. In Kherson it grew, in Odesa it fell: {2} pages were {0}."

LANGUAGES = {
    "en": "The Council met in Kyiv on 3 May 2022 and spoke of the harbour.",
    "fr": "Le Conseil s'est réuni à Kyiv le 3 mai 2022 et a parlé du port.",
    "de": "Der Rat tagte am 3. Mai 2022 in Kyjiw und sprach über den Hafen.",
    "es": "El Consejo se reunió en Kyiv el 3 de mayo de 2022 y habló del puerto.",
    "it": "Il Consiglio si è riunito a Kyiv il 3 maggio 2022 e ha parlato del porto.",
    "pt": "O Conselho reuniu-se em Kyiv a 3 de maio de 2022 e falou do porto.",
    "nl": "De Raad kwam op 3 mei 2022 in Kyiv bijeen en sprak over de haven.",
    "sv": "Rådet möttes i Kyiv den 3 maj 2022 och talade om hamnen.",
    "pl": "Rada spotkała się w Kijowie 3 maja 2022 r. i mówiła o porcie.",
    "cs": "Rada se sešla v Kyjevě 3. května 2022 a hovořila o přístavu.",
    "hu": "A Tanács 2022. május 3-án Kijevben ülésezett, és a kikötőről beszélt.",
    "ro": "Consiliul s-a reunit la Kiev pe 3 mai 2022 și a vorbit despre port.",
    "fi": "Neuvosto kokoontui Kiovassa 3. toukokuuta 2022 ja puhui satamasta.",
    "el": "Το Συμβούλιο συνεδρίασε στο Κίεβο στις 3 Μαΐου 2022 και μίλησε για το λιμάνι.",
    "tr": "Konsey 3 Mayıs 2022'de Kiev'de toplandı ve liman hakkında konuştu.",
    "uk": "Рада засідала в Києві 3 травня 2022 року й говорила про порт.",
    "ru": "Совет заседал в Киеве 3 мая 2022 года и говорил о порте.",
    "ar": "اجتمع المجلس في كييف في 3 مايو 2022 وتحدث عن الميناء.",
    "zh": "理事会于2022年5月3日在基辅开会，讨论了港口问题。",
    "ja": "理事会は2022年5月3日にキーウで会合を開き、港について話し合った。",
}


def made(size, text=PLACES, *, date="2022-{month:02d}-{day:02d}", step=1, **columns):
    """Return rows of made-up statements, years `step` apart; each column is a list whose values take turns."""
    rows = []
    for i in range(size):
        words = ["welcomed", "rejected", "discussed"][i % 3], ["the harbour fee", "new quotas"][i % 2], i + 1
        row = {"date": date.format(month=1 + i % 12, day=1 + i, year=1990 + i * step), "text": text.format(*words)}
        rows.append(row | {name: values[i % len(values)] for name, values in columns.items()})
    return rows


TWO = {"issuer": ["A", "B"], "source": ["A", "B"], "title": [f"On {i}" for i in range(12)]}
CORPORA = {
    "one issuer": made(12, issuer=["NATO"], source=["NATO"]),
    "years only": made(12, date="{year}", **TWO),
    "months only, and no place of the gazetteer": made(8, NO_PLACE, date="2022-{month:02d}", **TWO),
    "no title, no issuer, and no known actor": made(8, NO_ACTOR),
    "two statements of one day": made(2, date="2022-09-23", **TWO),
    "3,000 words each": made(4, " ".join([PLACES] * 130), **TWO),
    "200 years": made(12, date="{year}", step=-18, **TWO),
    "all of one month": made(12, date="2022-05-{day:02d}", **TWO),
    "20 languages": [row | {"text": text} for row, text in zip(made(20, language=list(LANGUAGES), **TWO), LANGUAGES.values(), strict=True)],
    "no content word": [{"date": "2022-09-23", "text": "No."}],
    "no word": [{"date": "2022-09-23", "text": "… — !!!"}],
}


# What cannot be compared or is not there, and is said in its place.
ALONE = "There is one statement, and nothing to compare it with."
ONE_PERIOD = "There are statements in one period alone, and no other to compare it with."
ONE_YEAR = "All statements are of one year: nothing to compare."
NOWHERE = "No statement names a place of the gazetteer."
SENTENCES = {
    "one statement": {
        "01": ["All statements are of one source, NATO: nothing to compare.", ONE_YEAR, ALONE, "No source has five statements or more."],
        "02": ["No two places are named together in 2 statements or more.", "No place is named in three statements or more."],
        "03": [ALONE, ONE_PERIOD, "There is one statement; a passage comes back where 2 share it."],
    },
    "one issuer": {"01": ["All 12 statements are of one group (2022), and there is no other to compare it with.", ONE_YEAR]},
    "months only, and no place of the gazetteer": {"00": [NOWHERE], "02": [NOWHERE, "Fewer than three places are named."]},
    "no title, no issuer, and no known actor": {"01": ["All statements are of one source, (not stated): nothing to compare."]},
    "two statements of one day": {"01": [ONE_YEAR], "03": [ONE_PERIOD]},
    "no content word": {
        "00": ["No statement speaks of a day.", NOWHERE],
        "03": ["No statement speaks of another day than its own.", "No statement reports what somebody said."],
    },
}


def shown(source, name, names):
    """Run a cell, and return what it shows: the last value as a notebook would show it, and the texts of figures."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)
    value = eval(compile(ast.Expression(last.value), name, "eval"), names) if last else None
    if isinstance(value, Panel):
        texts = [value.view.alt, value.view.note, tables.reading(value.table, limit=10).to_html()]
    elif isinstance(value, pd.DataFrame):
        texts = [tables.to_html(value)]
    else:
        texts = [value._repr_html_()] if hasattr(value, "_repr_html_") else []
    for number in plt.get_fignums():
        figure = plt.figure(number)
        figure.draw_without_rendering()
        texts.append(outputs.figure_metadata(figure)["image/png"]["alt"])  # a page needs it
    plt.close("all")
    return "\n".join(texts)


def run(path, monkeypatch, notebooks=NOTEBOOKS):
    """Run notebooks on a corpus in this process; return what its cells show, by notebook, and which warnings came."""
    monkeypatch.setattr(load_corpus, "__defaults__", (path,))
    monkeypatch.setattr(checks, "_done", {})
    monkeypatch.chdir(notebooks[0].parent)
    said = {}
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for notebook in notebooks:
            names = {}
            cells = [cell.source for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
            said[notebook.stem[:2]] = [shown(source, f"{notebook.name}, cell {n}", names) for n, source in enumerate(cells, start=1)]
    return said, [str(one.message) for one in warned if issubclass(one.category, (UserWarning, RuntimeWarning, FutureWarning))]


def unsaid(name, said):
    """Return what is to be said of a corpus and was not, with the number of the notebook."""
    return [(number, text) for number, texts in SENTENCES.get(name, {}).items() for text in texts if text not in said[number]]


@pytest.mark.parametrize("name", CORPORA)
def test_every_notebook_runs_to_its_end(name, tmp_path, monkeypatch):
    corpus = tmp_path / "statements.jsonl"
    corpus.write_text("\n".join(map(json.dumps, CORPORA[name])), encoding="utf-8")
    said, warned = run(corpus, monkeypatch)
    not_read = [one for one in warned if " are not read (" in one]
    assert bool(not_read) == (name == "20 languages")
    warned = [
        one for one in warned if one not in not_read and "missing from font" not in one
    ]  # which fonts there are is the machine's matter
    assert warned == []  # a page would show them
    assert unsaid(name, {number: "\n".join(cells) for number, cells in said.items()}) == []


@pytest.mark.parametrize("name", CORPORA)
def test_every_lesson_can_be_done(name, tmp_path, monkeypatch):
    corpus = tmp_path / "statements.jsonl"
    corpus.write_text("\n".join(map(json.dumps, CORPORA[name])), encoding="utf-8")
    said, _ = run(corpus, monkeypatch, LESSONS)
    assert [number for number, cells in said.items() if "Well done." not in cells[-1]] == []


@pytest.mark.parametrize("path", MORE, ids=str)
def test_corpora_of_your_own(path, monkeypatch):
    """Named in CORPORA_TO_TRY: every notebook and lesson runs to its end."""
    said, warned = run(path.resolve(), monkeypatch)
    assert len(said) == len(NOTEBOOKS)
    assert [one for one in warned if " are not read (" not in one] == []
    said, _ = run(path.resolve(), monkeypatch, LESSONS)
    assert [number for number, cells in said.items() if "Well done." not in cells[-1]] == []


@pytest.mark.parametrize("name", CORPORA)
@pytest.mark.filterwarnings("ignore:.* are not read")
def test_panels_of_words_and_speakers_open_and_each_first_row_leads_to_its_sentences(name, tmp_path):
    corpus = tmp_path / "statements.jsonl"
    corpus.write_text("\n".join(map(json.dumps, CORPORA[name])), encoding="utf-8")
    documents = load_corpus(corpus)
    for panel in (explore.words(documents, least=1), explore.collocates(documents, least=1), explore.speakers(documents)):
        assert panel.view.error == ""
        assert panel.view.alt
        if len(panel.table):
            row = panel.table.iloc[0]
            panel.choose(row)
            assert len(panel.found) == row.n
        else:
            assert panel.view.note.startswith(EMPTY[panel.name])


EMPTY = {"words": "No term stands 1 time or more in", "collocates": "“", "speakers": "No statement reports what somebody said."}


def test_every_lesson_can_be_done_on_the_second_corpus(monkeypatch):
    """Of another subject and other bodies than the bundled one, and a gazetteer of its own; test_notebooks runs the others."""
    said, warned = run(ROOT / "corpus" / "central-banks", monkeypatch, LESSONS)
    assert warned == []
    assert [number for number, cells in said.items() if "Well done." not in cells[-1]] == []


def test_the_one_statement_renders_whole(tmp_path, monkeypatch, capsys):
    """With kernels, as the command does it."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(ONE, encoding="utf-8")
    monkeypatch.setenv("STATEMENTS_CORPUS", "")  # which the command sets
    assert site.main(["--corpus", str(tmp_path / "news"), "--to", str(tmp_path / "out")]) == 0, capsys.readouterr().err
    pages = {path.stem[:2]: path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("0*.html")}
    assert sorted(pages) == ["00", "01", "02", "03", "04"]
    assert [number for number, page in pages.items() if 'class="failed"' in page] == []
    assert unsaid("one statement", pages) == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
