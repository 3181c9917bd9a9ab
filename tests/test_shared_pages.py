"""Pages for those without the kit: ways between them, figures drawn once that lead to sentences, and what telephones get."""

import base64
import io
import json
from itertools import pairwise

import lxml.html
import nbformat
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image

from helpers import corpus, paths, plots
from helpers.site import cells as site_cells
from helpers.site import pictures, run
from helpers.site import search as site_search
from helpers.site import write as site_write

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
DOCUMENTS = pd.DataFrame(
    {
        "document_id": ["a", "b"],
        "date": pd.to_datetime(["2022-09-22", "2023-01-05"]),
        "issuer": ["Harbour Board", None],
        "source": ["Harbour Board", None],
        "title": ["On </script> the pier", None],
        "text": ["The pier in Odesa is shut. No boat sails.", "Odesa opens. Boats sail from Lviv."],
    }
)


def figure_output(queries, sha256, **more):
    rows = "".join(f'<tr data-ask="{query}"><th scope="row">x</th></tr>' for query in queries)
    entry = {"text": "Bars: a 1.", "table": f"<table><caption>c</caption><tbody>{rows}</tbody></table>", "rows": 1, "sha256": sha256}
    metadata = {"image/png": {"alt": f"Bars of {sha256}."}, "statements": {"figures": [entry], **more}}
    return nbformat.v4.new_output("display_data", {"image/png": PNG}, metadata=metadata)


def notebook_of(*cells):
    made = [nbformat.v4.new_code_cell("x = 1", outputs=list(outputs), execution_count=n) for n, outputs in enumerate(cells, start=1)]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A\n\nWhy?\n\n## Part one"), *made])


PANEL = nbformat.v4.new_output("display_data", {site_cells.WIDGET: {"model_id": "1"}, "text/plain": "Panel()"})
ROWS = nbformat.v4.new_output("display_data", {"text/html": "<table><tbody><tr><td>row</td></tr></tbody></table>"})


@pytest.mark.parametrize(
    ("queries", "sha256", "drawn"),
    [
        (["term=a", "term=b"], "11", 1),  # the very same
        (["term=a"], "22", 1),  # in another look, of nothing that the figure above has not
        (["term=a", "term=c"], "33", 2),
        ([], "44", 2),
    ],
)
def test_a_panel_that_repeats_the_figure_above_is_not_drawn_again(queries, sha256, drawn):
    notebook = notebook_of([figure_output(["term=a", "term=b"], "11")], [PANEL, figure_output(queries, sha256), ROWS])
    root = site_cells.body_of(notebook, "a")
    assert len(root.xpath("//img")) == len(root.xpath("//figure")) == drawn
    assert [link.get("href") for link in root.xpath("//p[@class='note']/a")] == ["#figure-1"] * (drawn == 1)
    assert root.xpath("(//figure)[1]/@id") == ["figure-1"]
    assert root.xpath("//div[@class='output']/details[summary='Rows of the panel']//td")[0].text_content() == "row"


def test_a_figure_that_a_cell_draws_is_drawn_though_another_has_its_data():
    root = site_cells.body_of(notebook_of([figure_output(["term=a"], "11")], [figure_output(["term=a"], "11")]), "a")
    assert len(root.xpath("//img")) == 2


def test_code_is_folded_cell_by_cell():
    root = site_cells.body_of(notebook_of([ROWS]), "a")
    assert root.xpath("//details[@class='code'][not(@open)]/summary/text()") == ["Code"]
    assert root.xpath("//details[@class='code']//div[@role='region']/@aria-label") == ["Code 1"]


def test_marks_lead_where_rows_lead_and_a_mark_that_leads_nowhere_is_none():
    marks = [[1, 2, 30, 4, 'A "b" <i>', "term=a&x=<b>", None], [60, 2, 30, 4, "B", None, "d%20e 7"], [5, 5, 5, 5, "C", None, "lost 0"]]
    wide = {"png": PNG, "inches": 8, "marks": marks}
    notebook = notebook_of([figure_output(["term=a"], "11", pictures={"wide": wide, "narrow": wide | {"marks": marks[2:]}})])

    def spot(document_id, start):
        return f"reader/{document_id}.html#s{start}" if document_id == "d e" else None

    root = site_cells.body_of(notebook, "a", spot=spot, ask=lambda query: f"evidence.html#{query}")
    links = root.xpath("//div[@class='marks wide']/a")
    assert [(link.get("href"), link.get("aria-label"), link.get("class"), link.get("tabindex")) for link in links] == [
        ("evidence.html#term=a&x=<b>", 'A "b" <i>', None, None),
        ("reader/d e.html#s7", "B", "late", "-1"),
    ]
    assert root.xpath("//div[@class='marks narrow']") == []
    assert root.xpath("//picture/source/@srcset") == [f"data:image/png;base64,{PNG}"]


def test_the_bars_of_a_figure_are_where_their_marks_are():
    """Of two bars, 1 and 4 high, the second is marked four times as high; an empty period has none, since no sentence is behind it."""
    periods = pd.period_range("2022-01", periods=3, freq="M")
    ax = pictures.canvas(Figure(figsize=(8, 3), layout="constrained")).subplots()
    plots.period_bars(pd.DataFrame({"period": periods, "n": [1, 0, 4]}), ax=ax)
    made = pictures.pictures_of(ax.figure)["pictures"]
    for picture in made.values():
        assert [mark[5] for mark in picture["marks"]] == ["period=2022-01", "period=2022-03"]
        image = np.asarray(Image.open(io.BytesIO(base64.b64decode(picture["png"]))).convert("RGB")).astype(int)
        height, width = image.shape[:2]
        for left, top, across, down, *_ in picture["marks"]:
            blue = image[int((top + down / 2) / 100 * height), int((left + across / 2) / 100 * width)]
            assert blue[2] - blue[0] > 100, blue
    assert list(made) == ["wide", "narrow"]
    assert made["narrow"]["inches"] < 4.5 < 7 < made["wide"]["inches"] < 8.5


def test_a_figure_is_left_as_it_was():
    figure = pictures.canvas(Figure(figsize=(8, 4), layout="constrained"))
    axes = figure.subplots(1, 2)
    periods = pd.period_range("2001-01", periods=40, freq="Y")
    for name, ax in zip("ab", axes, strict=True):
        counts = pd.DataFrame({"period": periods, "per_document": np.arange(40.0), "low": 0.0, "high": 50.0})
        plots.period_rates(counts, ax=ax).set_title(f"{name}: a title that has no room in a narrow picture at all")

    def state():
        figure.draw_without_rendering()
        labels = [tick.label1.get_visible() for ax in axes for tick in ax.xaxis.get_major_ticks()]
        fonts = [text.get_fontsize() for text in figure.findobj(lambda artist: hasattr(artist, "get_fontsize"))]
        places = np.round([ax.get_position().bounds for ax in axes], 3).tolist()
        return *figure.get_size_inches(), figure.dpi, [ax.get_title() for ax in axes], sorted(set(fonts)), all(labels), places

    before = state()
    pictures.pictures_of(figure)
    assert state() == before


def test_narrow_labels_do_not_touch_and_none_is_small():
    ax = pictures.canvas(Figure(figsize=(8, 3), layout="constrained")).subplots()
    periods = pd.period_range("1990-01", periods=30, freq="Y")
    plots.period_rates(pd.DataFrame({"period": periods, "per_document": 1.0, "low": 0.5, "high": 2.0}), ax=ax)
    with pictures._narrow(ax.figure):
        labels = [tick.label1 for tick in ax.xaxis.get_major_ticks() if tick.label1.get_visible() and tick.label1.get_text()]
        boxes = [label.get_window_extent() for label in labels]
        assert len(boxes) > 2
        assert all(one.x1 < other.x0 for one, other in pairwise(boxes))
        assert min(label.get_fontsize() for label in [*labels, ax.yaxis.label]) >= pictures.LEAST


@pytest.mark.parametrize(
    ("cells", "made"),
    [
        (["Kyiv", "3"], False),
        (["Kyiv", "3", "a" * 50], True),  # no telephone has room for such a word
        (["Kyiv", *["12,345"] * 7], True),
    ],
)
def test_a_table_that_a_telephone_has_no_room_for_has_cards(cells, made):
    names = [f"n{i}" for i in range(len(cells))]
    head, row = ("".join(f"<{tag}>{text}</{tag}>" for text in texts) for tag, texts in (("th", names), ("td", cells)))
    html = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    root = site_cells.finish(site_cells.element(html))
    assert ("cards" in root.xpath("string(//table/@class)")) == made
    assert root.xpath("//td/@data-label") == names * made


def test_notebooks_lead_to_one_another_and_every_page_to_all_kinds(tmp_path):
    notebooks = {name: (f"Title <{name}>", notebook_of([ROWS])) for name in ("00-a", "01-b", "02-c")}
    site_write.write(tmp_path, notebooks, DOCUMENTS, [])
    page = lxml.html.parse(tmp_path / "01-b.html").getroot()
    assert page.xpath("//nav[@aria-label='Notebooks']/a/@href") == ["00-a.html", "01-b.html", "02-c.html"]
    assert page.xpath("//nav[@aria-label='Notebooks']/a[@aria-current='page']/text()") == ["Title <01-b>"]
    around = page.xpath("//nav[@aria-label='Previous and next']//a")
    assert [(link.get("rel"), link.get("href")) for link in around] == [("prev", "00-a.html"), ("next", "02-c.html")]
    assert lxml.html.parse(tmp_path / "00-a.html").xpath("//nav[@aria-label='Previous and next']//a/@rel") == ["next"]
    for name in ("index.html", "01-b.html", "search.html", "evidence.html", "reader/index.html", "reader/a.html"):
        links = lxml.html.parse(tmp_path / name).xpath("//nav[@aria-label='Site']/a")
        up = "../" * name.count("/")
        assert [link.get("href") for link in links] == [f"{up}{address}" for address, _ in site_write.site_layout.NAVIGATION]
        here = [] if name in ("01-b.html", "reader/a.html") else [f"{up}{name}"]
        assert [link.get("href") for link in links if link.get("aria-current")] == here
    assert page.xpath("//p[@class='run']") == []  # no repository is known, and no build lies there


def test_the_statements_have_what_they_are_filtered_by(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "SUBCORPORA", tmp_path / "subcorpora.json")
    corpus.keep_subcorpus("Lviv | rail", place="lviv")
    corpus.keep_subcorpus("all years", since="2022-01-01")
    corpus.keep_subcorpus("of another corpus", issuer="NATO")
    site_write.write(tmp_path, {"00-a": ("A", notebook_of())}, DOCUMENTS, [])
    page = lxml.html.parse(tmp_path / "reader" / "index.html")
    assert page.xpath("//tbody/tr/@data-places") == ["Odesa", "Lviv|Odesa"]
    assert page.xpath("//tbody/tr/@data-kept") == ["all years", "Lviv   rail|all years"]
    script = (tmp_path / "evidence-data.js").read_text(encoding="utf-8").removeprefix("window.EVIDENCE = ").removesuffix(";\n")
    assert json.loads(script)["kept"] == {"Lviv | rail": [1], "all years": [0, 1]}
    assert page.xpath("//form[@class='filters'][@hidden]//*[@name]/@name") == ["issuer", "from", "to", "place", "subcorpus"]


def test_what_is_searched_holds_headings_and_statements_and_cannot_end_its_script(tmp_path):
    site_write.write(tmp_path, {"00-a": ("A", notebook_of())}, DOCUMENTS, [])
    script = (tmp_path / "search-data.js").read_text(encoding="utf-8")
    assert "</script" not in script
    data = json.loads(script.removeprefix("window.SEARCH = ").removesuffix(";\n"))
    assert data["headings"] == [["00-a.html#part-one", "Part one", "A"]]
    assert data["statements"][0] == ["reader/a.html", "On </script> the pier", "2022-09-22", "Harbour Board"]
    assert site_search.data_of(DOCUMENTS.drop(columns="issuer"), []).count('""') == 2


@pytest.mark.parametrize(
    ("repository", "addresses"),
    [
        ("https://github.com/a/b.git", ["https://mybinder.org/v2/gh/a/b/HEAD?labpath=notebooks%2F01.ipynb"]),
        ("https://gitlab.com/a/b", ["https://mybinder.org/v2/gl/a%2Fb/HEAD?labpath=notebooks%2F01.ipynb"]),
        ("https://example.org/a/b", []),
        ("javascript:alert(1)", []),
        ("", []),
    ],
)
def test_a_notebook_is_run_where_something_is_known_of_it(repository, addresses):
    assert [address for address, _ in run.links("01", repository=repository)] == addresses
    assert run.links("01", lite=True, repository=repository)[-1][0] == "../lite/lab/index.html?path=notebooks/01.ipynb"
