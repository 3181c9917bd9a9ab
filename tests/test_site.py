"""Rendering: pages that open offline, lead to their sentences, are the same twice, and replace a folder whole or not at all."""

import base64
import importlib.metadata
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import nbformat
import pytest

from helpers.corpus import load_corpus
from helpers.environment import ROOT
from helpers.site import cells as site_cells
from helpers.site import differences as site_verify
from helpers.site import figures as site_figures
from helpers.site import pages as site
from helpers.site import write as site_write

_spec = importlib.util.spec_from_file_location("payloads", Path(__file__).with_name("tools") / "payloads.py")
payloads = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(payloads)

SCRIPTS = {"site.js", "evidence.js", "evidence-data.js", "search.js", "search-data.js", "explore-core.js", "explore.js"}
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
HOSTILE = [
    {
        "document_id": 'a "b"/c %2f',
        "date": "2022-09-22",
        "title": "<script>alert(1)</script>",
        "issuer": 'R&D "office"',
        "url": "javascript:alert(1)",
        "text": 'No </textarea> ]]> & "so" <b>Kyiv</b>. We met in Kyiv on 22 September.',
    },
    {
        "document_id": "plain",
        "date": "2022-10-01",
        "title": "Second",
        "issuer": "NATO",
        "url": "https://example.org/a?b=1&c=2",
        "text": "<script>alert(2)</script> NATO said that it will not go.",
    },
]
TABLE = (
    '<div class="statements-table"><table><caption>Hits</caption><thead><tr><th scope="col">term</th></tr></thead><tbody>'
    '<tr data-spot="a%20%22b%22%2Fc%20%252f 65"><th scope="row">met</th></tr>'
    '<tr data-ask="term=kyiv&amp;source=R%26D"><th scope="row">kyiv</th></tr>'
    '<tr data-spot="elsewhere 0"><th scope="row">lost</th></tr>'
    "</tbody></table></div>"
)
LESSON = [
    "import sys; sys.path.insert(0, '..')",
    "from helpers import corpus, frequency, outputs, places, plots, tables, timeline, tokens; outputs.enable()",
    "documents = corpus.load_corpus(); tables.statement(documents.iloc[0])",
    "frequency.term_frequency(tokens.tokenize(documents)).head(20)",
    "places.region_mentions(documents).head(3)",
    "plots.period_bars(timeline.count_by_period(documents, documents, period='month'));",
]


def entry(text="Bars: Kyiv 2, Odesa 1. More follows.", sha256="00"):
    return {"text": text, "table": TABLE, "rows": 3, "sha256": sha256}


def drawing(*entries, alt="Bars: Kyiv 2, Odesa 1."):
    metadata = {"image/png": {"alt": alt}, "statements": {"figures": list(entries)}} if entries else {}
    return f"from IPython.display import display; display({{'image/png': {PNG!r}}}, metadata={metadata!r}, raw=True)"


def html_cell(text):
    return f"from IPython.display import HTML; HTML({text!r})"


def write_notebook(path, *sources, prose="# A <title> & more\n\n## One [part](01-b.ipynb)\n\n## Two"):
    cells = [nbformat.v4.new_markdown_cell(prose)] + [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "hostile.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in HOSTILE), encoding="utf-8")
    return load_corpus(path)


@pytest.fixture
def folders(tmp_path):
    (tmp_path / "notebooks").mkdir()
    return tmp_path / "notebooks", tmp_path / "out"


@pytest.fixture(scope="module")
def pages(tmp_path_factory, documents):
    """A site of two notebooks over hostile statements: the parsed page for each path."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "notebooks").mkdir()
    write_notebook(folder / "notebooks" / "00-a.ipynb", "1 + 1", html_cell(TABLE), drawing(entry()), drawing(entry()))
    acting = "<p onclick=go()><script>go()</script><a href='javascript:go()'>x</a></p>"
    write_notebook(folder / "notebooks" / "01-b.ipynb", html_cell(acting))
    site.render(to=folder / "out", notebooks=folder / "notebooks", documents=documents, slides=True)
    return {str(p.relative_to(folder / "out")): lxml.html.parse(p).getroot() for p in (folder / "out").rglob("*.html")}


def links_of(page):
    return [value for attribute in ("href", "src") for value in page.xpath(f"//@{attribute}")]


def broken_links(pages, folder):
    """Return each link of each page that leads to no file or to no anchor of its page; queries of evidence.html have no anchor."""
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        for link in links_of(page):
            parts = urlsplit(link)
            if parts.scheme in ("data", "https", "http"):
                continue
            target = (folder / name).parent / unquote(parts.path) if parts.path else folder / name
            inner = str(target.resolve().relative_to(folder.resolve()))
            if not target.is_file() or (parts.fragment and inner != "evidence.html" and parts.fragment not in ids[inner]):
                broken.append((name, link))
    return broken


def test_pages_are_written_and_ask_nothing_of_the_network(folders, documents):
    notebooks, to = folders
    write_notebook(notebooks / "00-a.ipynb", "1 + 1")
    pages = site.render(to=to, notebooks=notebooks, documents=documents)
    assert [page.name for page in pages] == ["index.html", "00-a.html"]
    assert "A &lt;title&gt; &amp; more" in pages[0].read_text()
    text = pages[1].read_text()
    assert ">2<" in re.sub(r"\s|</?pre[^>]*>", "", text)
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//[^"']+""", text) == []


HURT = "<script>alert('\x1b[31m&')</script>"  # what a corpus could put into the words of an error


def failing(notebooks, to, documents, **options):
    """Render, and return what was said of failures and the pages that are there all the same."""
    with pytest.raises(site.NotebooksFailed) as failed:
        site.render(to=to, notebooks=notebooks, documents=documents, **options)
    assert [path for path in failed.value.pages if not path.is_file()] == []
    assert sorted(path.name for path in to.parent.iterdir()) == ["notebooks", "out"]  # nothing half-written
    return str(failed.value), {path.name: lxml.html.parse(path).getroot() for path in to.glob("*.html")}


def test_a_failing_cell_stops_its_own_notebook_alone(folders, documents):
    notebooks, to = folders
    write_notebook(notebooks / "00-a.ipynb", "1 + 1")
    write_notebook(notebooks / "01-b.ipynb", "40 + 2", f"raise ValueError({HURT!r})", "'never' + ' reached'")
    path = notebooks / "01-b.ipynb"
    old = nbformat.read(path, as_version=4)
    old.cells[3].outputs = [nbformat.v4.new_output("stream", text="a result of another corpus")]
    nbformat.write(old, path)
    write_notebook(notebooks / "02-c.ipynb", "3 + 3")
    told, pages = failing(notebooks, to, documents, slides=True)
    assert set(pages) == {"index.html", "evidence.html", "explore.html", "search.html", "00-a.html", "01-b.html", "02-c.html"}
    assert "6" in pages["02-c.html"].xpath("string(//div[@class='output'])")
    assert told.splitlines()[0].startswith("1 of 3 notebooks failed")
    assert told.splitlines()[1:] == ["  01-b.ipynb, cell 2: ValueError: <script>alert('&')</script>"]
    page = pages["01-b.html"]
    assert "42" in page.xpath("string(//div[@class='output'])")
    block = page.xpath("//div[@class='failed']")[0]
    assert "ValueError: <script>alert('&')</script> The cells below were not run." in " ".join(block.xpath("string()").split())
    assert "raise ValueError" in block.xpath("string(.//pre)")
    assert page.xpath("//p[@class='failed']/a/@href") == [f"#{block.get('id')}"]
    assert "another corpus" not in page.xpath("string()")
    for name in ("01-b.html", "index.html", "slides/01-b.html"):
        assert {script.get("src").removeprefix("../") for script in lxml.html.parse(to / name).xpath("//script")} == {"site.js"}
        assert "Cell 2" in (to / name).read_text() or "Failed in cell 2: ValueError: &lt;script&gt;" in (to / name).read_text()
    assert not lxml.html.parse(to / "index.html").xpath("//li[contains(., 'Failed')][a[@href!='01-b.html']][not(a[@href='01-b.html'])]")


def test_what_is_no_notebook_or_has_no_prose_stops_no_other(folders, documents):
    notebooks, to = folders
    (notebooks / "00-a.ipynb").write_text("<b>no JSON</b>")
    (notebooks / "01-b.ipynb").write_text("[]")
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")]), notebooks / "02-<i>.ipynb")
    write_notebook(notebooks / "03-d.ipynb", "2 + 2", prose="No heading here.")
    told, pages = failing(notebooks, to, documents)
    assert told.startswith("2 of 4 notebooks failed")
    assert re.findall(r"^  (.*?): The file cannot be read as a notebook\.", told, re.MULTILINE) == ["00-a.ipynb", "01-b.ipynb"]
    heads = [pages[name].xpath("string(//h1)") for name in ("00-a.html", "01-b.html", "02-<i>.html", "03-d.html")]
    assert heads == ["00-a", "01-b", "02-<i>", "No heading here."]
    assert "cannot be read as a notebook" in pages["00-a.html"].xpath("string(//div[@class='failed'])")
    assert pages["index.html"].xpath("count(//strong[@class='failed'])") == 2


def test_a_dead_kernel_and_an_endless_cell_stop_no_other(folders, documents, monkeypatch):
    notebooks, to = folders
    write_notebook(notebooks / "00-a.ipynb", "1 + 1", "import os; os._exit(9)")
    write_notebook(notebooks / "01-b.ipynb", "while True: pass")
    write_notebook(notebooks / "02-c.ipynb", "2 + 2")
    monkeypatch.setattr(site, "LONGEST", 5)
    told, pages = failing(notebooks, to, documents)
    assert told.splitlines()[1].startswith("  00-a.ipynb, cell 2: The kernel died")
    assert told.splitlines()[2].startswith("  01-b.ipynb, cell 1: The cell ran longer than")
    assert "2" in pages["00-a.html"].xpath("string(//div[@class='output'])")
    assert "4" in pages["02-c.html"].xpath("string(//div[@class='output'])")


def test_the_command_says_what_failed_and_returns_1(folders, monkeypatch, capsys):
    notebooks, to = folders
    write_notebook(notebooks / "00-a.ipynb", "1 + 1")
    write_notebook(notebooks / "01-b.ipynb", "{}['<b>']")
    monkeypatch.setitem(site.render.__kwdefaults__, "notebooks", notebooks)
    assert site.main(["--to", str(to)]) == 1
    printed = capsys.readouterr()
    assert f"3 pages and the statements; open {to / 'index.html'}" in printed.out
    assert (
        printed.err == "1 of 2 notebooks failed; its page shows the error, and what ran before it:\n  01-b.ipynb, cell 1: KeyError: '<b>'\n"
    )
    assert site.main(["--single", str(notebooks / "01-b.ipynb"), "--to", str(to.with_suffix(".html"))]) == 1
    assert "KeyError: '<b>'" in lxml.html.parse(to.with_suffix(".html")).xpath("string(//div[@class='failed'])")
    assert [row[:2] for row in site.verify(notebooks=notebooks)] == [("00-a.ipynb", 1), ("01-b.ipynb", 1)]


def test_a_folder_of_other_files_is_never_replaced(folders, documents):
    notebooks, to = folders
    to.mkdir()
    (to / "index.html").write_text("mine")
    with pytest.raises(FileExistsError, match="holds other files"):
        site.render(to=to, notebooks=notebooks, documents=documents)
    with pytest.raises(FileExistsError, match="holds other files"):
        site.render(to=to / "index.html", notebooks=notebooks, documents=documents)
    assert (to / "index.html").read_text() == "mine"


def test_every_link_leads_somewhere_and_none_outside_but_a_statement_s_own_address(pages, documents, tmp_path):
    folder = tmp_path / "out"
    for name, page in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(lxml.html.tostring(page))
    for name in (*SCRIPTS, "style.css", "explore.css"):
        (folder / name).touch()
    assert broken_links(pages, folder) == []
    outside = {(name, link) for name, page in pages.items() for link in links_of(page) if re.match(r"(\w+:)?//|(?!data:)\w+:", link)}
    assert outside == {("reader/plain.html", "https://example.org/a?b=1&c=2")}
    (folder / "reader" / "plain.html").unlink()
    assert broken_links(pages, folder) != []  # the checker can fail


def test_no_statement_or_output_can_act(pages):
    for name, page in pages.items():
        scripts = {script.get("src").removeprefix("../") for script in page.xpath("//script")}
        assert scripts <= SCRIPTS
        assert [a for e in page.iter(lxml.html.etree.Element) for a in e.attrib if a.startswith("on")] == []
        assert not any("javascript:" in link for link in links_of(page)), name
        assert "script-src 'self' file:;" in page.xpath("//meta[@http-equiv]/@content")[0]
    reader = next(page for name, page in pages.items() if name.startswith("reader/a-b-c"))
    text = reader.xpath("string(//article)")
    assert 'No </textarea> ]]> & "so" <b>Kyiv</b>.' in text
    assert "javascript:alert(1)" in reader.xpath("string(//dl)")  # shown, and no link


def test_rows_lead_to_their_sentence_or_to_their_query(pages):
    page, slides = pages["00-a.html"], pages["slides/00-a.html"]
    table = page.xpath("//table[caption='Hits']")[0]
    spot, ask = table.xpath(".//a/@href")
    assert re.fullmatch(r"reader/a-b-c-2f-[0-9a-f]{12}\.html#s1", spot)
    assert ask == "evidence.html#term=kyiv&source=R%26D"
    assert not page.xpath("//@data-spot|//@data-ask")
    assert {address[:3] for address in slides.xpath("//section//a/@href")} == {"../"}


def test_figures_have_texts_of_their_own_a_caption_and_a_table(pages):
    page = pages["00-a.html"]
    assert page.xpath("//img/@alt") == ["Figure 1. Bars: Kyiv 2, Odesa 1.", "Figure 2. Bars: Kyiv 2, Odesa 1."]
    assert page.xpath("string(//figcaption)") == "Figure 1. Bars: Kyiv 2, Odesa 1."
    assert page.xpath("string(//figure/details/summary)") == "The table behind figure 1"
    assert len(page.xpath("(//figure)[1]/details//tbody/tr")) == 3


def test_a_caption_tells_of_the_whole_figure():
    two = [entry("Line of EU: most 1."), entry("Line of UN: most 9.")]
    alt = "EU: most 1 & more. UN: most 9."
    assert "<figcaption>Figure 3. EU: most 1 &amp; more. UN: most 9.</figcaption>" in site_figures.figure(PNG, alt, two, 3)
    assert "<figcaption>Figure 3. Both &lt;b&gt;.</figcaption>" in site_figures.figure(PNG, alt, two, 3, caption="Both <b>.")


def test_a_page_has_its_title_contents_and_receipt(pages):
    page = pages["00-a.html"]
    assert page.xpath("string(//title)") == "A <title> & more"
    assert page.xpath("//nav[@class='contents']//a/@href") == ["#one-part", "#two"]
    assert page.xpath("//h2/a/@href") == ["01-b.html"]
    assert page.xpath("//html/@lang") == ["en"]
    assert re.search(r"corpus.*2 statements, SHA-256 [0-9a-f]{64}", page.xpath("string(//footer)"), re.DOTALL)
    assert [section.get("id") for section in pages["slides/00-a.html"].xpath("//section")] == ["slide-1", "slide-2"]


def test_a_figure_without_a_text_is_named_and_its_place_says_so(folders, documents):
    notebooks, to = folders
    write_notebook(notebooks / "00-a.ipynb", "1 + 1", drawing(), drawing(entry()), drawing())
    told, pages = failing(notebooks, to, documents, slides=True)
    assert told.splitlines()[0].startswith("1 of 1 notebook failed")
    assert [line.split(" Draw it with")[0] for line in told.splitlines()[1:]] == [
        "  00-a.ipynb, cell 2: A figure without a text and a table.",
        "  00-a.ipynb, cell 4: A figure without a text and a table.",
    ]
    assert pages["00-a.html"].xpath("//img/@alt") == ["Figure 1. Bars: Kyiv 2, Odesa 1."]
    assert pages["00-a.html"].xpath("count(//div[@class='failed'])") == 2
    assert "were not run" not in pages["00-a.html"].xpath("string()")


def test_panels_are_left_away():
    view = nbformat.v4.new_output("display_data", {site_cells.WIDGET: {"model_id": "1"}, "text/plain": "Panel()"})
    cell = nbformat.v4.new_code_cell("panel", outputs=[view, nbformat.v4.new_output("stream", text="said")])
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "Python"}})
    assert "Panel" not in site_cells.inside(site_cells.body_of(notebook, "a"))
    assert [output.output_type for output in site.without_traces(notebook).cells[0].outputs] == ["stream"]


def test_verify_finds_a_changed_number_and_a_changed_figure(folders):
    notebooks, _ = folders
    write_notebook(notebooks / "00-a.ipynb", "print(6 * 7)", drawing(entry()), drawing(entry()))
    path = notebooks / "00-a.ipynb"
    executed = site.execute(path)
    nbformat.write(executed, path)
    assert site.verify(notebooks=notebooks) == []
    executed.cells[1].outputs[0].text = "41\n"
    executed.cells[2].outputs[0].metadata["statements"]["figures"][0]["sha256"] = "ff"
    executed.cells[3].outputs[0].data["image/png"] = base64.b64encode(b"other pixels").decode()
    nbformat.write(executed, path)
    found = site.verify(notebooks=notebooks)
    assert [(name, number) for name, number, _ in found] == [("00-a.ipynb", 1), ("00-a.ipynb", 2)]
    assert "-41\n+42" in found[0][2]
    assert "SHA-256 ff" in found[1][2]


def test_what_differs_is_told_apart_from_packages_that_differ(tmp_path, monkeypatch, capsys):
    have, lock = importlib.metadata.version("pandas"), tmp_path / "requirements.lock"
    lock.write_text(f"# a lock\npandas==2.9.9 \\\n    --hash=sha256:0\nnot-here==1.0\nnumpy=={importlib.metadata.version('numpy')}\n")
    assert site_verify.other_packages(lock) == [f"pandas {have}, not 2.9.9"]
    monkeypatch.setattr(site_verify, "other_packages", lambda: [f"pandas {have}, not 2.9.9"])
    assert site._report([("00-a.ipynb", 1, "- 1\n+ 2")]) == 1
    assert f"1 packages differ from requirements.lock too (pandas {have}, not 2.9.9)" in capsys.readouterr().out
    assert site._report([]) == 0
    assert "packages" not in capsys.readouterr().out


def test_verify_counts_cells_that_came_or_went():
    def made(*texts):
        return nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("stream", text=text)]) for text in texts]
        )

    assert [number for number, _ in site_verify.differences(made("a\n"), made("a\n", "b\n"))] == [2]


def test_one_file_holds_everything(folders, documents):
    notebooks, to = folders
    write_notebook(notebooks / "00-a.ipynb", html_cell(TABLE), drawing(entry()))
    made = site.single(notebooks / "00-a.ipynb", to=to.with_suffix(".html"), documents=documents)
    page = lxml.html.parse(made).getroot()
    assert [link for link in links_of(page) if not link.startswith(("#", "data:"))] == []
    assert page.xpath("//style")
    assert page.xpath("//script[not(@src)]")
    made.write_text("mine")
    with pytest.raises(FileExistsError, match="not a page of this kit"):
        site.single(notebooks / "00-a.ipynb", to=made, documents=documents)


def test_a_large_corpus_gets_pages_for_what_is_linked(tmp_path, documents, monkeypatch):
    monkeypatch.setattr(site_write, "MOST_PAGES", 1)
    output = nbformat.v4.new_output("display_data", {"text/html": TABLE})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[output])])
    site_write.write(tmp_path, {"a": ("A", notebook)}, documents, [])
    assert [path.name[:6] for path in sorted((tmp_path / "reader").iterdir())] == ["a-b-c-", "index."]
    assert "only for the 1 statements" in (tmp_path / "reader" / "index.html").read_text()
    assert "too large" in (tmp_path / "evidence.html").read_text()
    page = lxml.html.parse(tmp_path / "a.html").getroot()
    assert [link for link in page.xpath("//table//a/@href") if "evidence" in link] == []


def test_two_clones_give_the_same_bytes(tmp_path):
    made = []
    for name in ("one", "another place"):
        clone = tmp_path / name
        for part in ("helpers", "corpus"):
            shutil.copytree(ROOT / part, clone / part, ignore=shutil.ignore_patterns("__pycache__", "official", "own"))
        for file in ("pyproject.toml", "requirements.txt"):
            shutil.copy(ROOT / file, clone / file)
        (clone / "notebooks").mkdir()
        write_notebook(clone / "notebooks" / "00-a.ipynb", *LESSON)
        run = "from helpers.site import pages; pages.render(to='rendered', slides=True)"
        subprocess.run([sys.executable, "-c", run], cwd=clone, check=True, capture_output=True)
        made.append({str(p.relative_to(clone)): p.read_bytes() for p in (clone / "rendered").rglob("*") if p.is_file()})
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
    assert max(len(content) for name, content in made[0].items() if name.endswith(".html")) < 3_000_000


@pytest.mark.parametrize("options", [["--verify", "--slides"], ["--single", "a", "--slides"]])
def test_options_that_do_not_go_together_are_refused(options, capsys):
    with pytest.raises(SystemExit):
        site.main(options)
    assert "give" in capsys.readouterr().err


def test_an_unknown_notebook_is_named(capsys):
    assert site.main(["--single", "nowhere"]) == 1
    assert "no such notebook; there are 00-start-here" in capsys.readouterr().err


ACTING = "//script|//iframe|//frame|//object|//embed|//applet|//form|//base|//meta|//link|//noscript|//@*[starts-with(name(), 'on')]"
ADDRESS = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data:(?!image/(?:png|jpeg|gif|webp)\b))", re.IGNORECASE)


def page_of(html):
    output = nbformat.v4.new_output("display_data", {"text/html": html, "text/plain": ""})
    cell = nbformat.v4.new_code_cell("x", outputs=[output], execution_count=1)
    return site_cells.inside(site_cells.body_of(nbformat.v4.new_notebook(cells=[cell]), "a"))


def test_nothing_in_a_shown_text_is_left_that_could_act():
    """The texts of the payloads, each shown as HTML, as a careless output would; read again, as a browser reads the page."""
    page = page_of("".join(f"<div>{text}</div>" for text in payloads.PAYLOADS)) + "".join(map(page_of, payloads.PAYLOADS[::40]))
    root = site_cells.element(page)
    assert [found if isinstance(found, str) else found.tag for found in root.xpath(ACTING)] == []
    assert [value for value in root.xpath("//@*") if ADDRESS.match(re.sub(r"[\t\r\n]", "", value))] == []


def test_what_a_page_needs_is_kept():
    kept = [
        '<a href="https://example.org/?a=1">b</a>',
        '<p class="k" style="color: red">c</p>',
        "<summary>s</summary>",
        "<style>.k { color: red }</style>",
        'src="data:image/png;base64,AA=="',
        '<svg width="9"><g clip-path="url(#c)"><path d="M0 0"></path></g></svg>',
    ]
    page = page_of(f"{''.join(kept[:2])}<details>{kept[2]}t</details>{kept[3]}<img alt='a dot' {kept[4]}>{kept[5]}")
    assert [part for part in kept if part not in page] == []
    for acting in ("<a xlink:href='javascript:x'><text>x</text></a>", "<a><set attributeName='href' to='javascript:x'/></a>"):
        assert "javascript" not in page_of(f"<svg>{acting}</svg>")
