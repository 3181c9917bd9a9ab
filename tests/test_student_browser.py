"""A student in the browser: does a lesson, reloads, hands it in, and has both copies when the site has a newer lesson. Nothing leaves.

Needs a built site, whose folder the variable STATEMENTS_SITE names: `.ci/browser` makes one.
"""

import functools
import http.server
import json
import os
import threading
from pathlib import Path

import pytest

from helpers.corpus import load_corpus
from helpers.lessons.grading import grade, names

SITE = os.environ.get("STATEMENTS_SITE")
pytestmark = pytest.mark.skipif(not SITE, reason="needs a built site, named by STATEMENTS_SITE")
OPEN = """path => {
    const widget = window.jupyterapp && [...jupyterapp.shell.widgets('main')].find(w => w.context && w.context.path === path);
    return widget && widget.content.model && widget.content.model.cells.length > 1 && widget.context.isReady;
}"""
KEPT, EARLIER = "Your work on an earlier one is kept: ", "This is an earlier version of the lesson"
IDLE = "() => jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
PUT = """([start, source]) => {
    const cells = [...jupyterapp.shell.currentWidget.content.model.cells];
    cells.find(cell => cell.sharedModel.getSource().startsWith(start)).sharedModel.setSource(source);
}"""
SAID = """() => [...jupyterapp.shell.currentWidget.content.model.cells].map(cell =>
    cell.sharedModel.getSource() + JSON.stringify(cell.outputs ? cell.outputs.toJSON() : '')).join(' ')"""
RUN = """async code => {
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const future = kernel.requestExecute({code});
    let said = '';
    future.onIOPub = message => { said += message.content.text || message.content.evalue || ''; };
    await future.done;
    return said;
}"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, with other files in place of some of them; keeps what was asked."""

    asked, instead = [], {}

    def do_GET(self):
        self.asked.append(("GET", self.path))
        path = self.path.partition("?")[0]
        if path not in self.instead:
            return super().do_GET()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.instead[path])

    def do_POST(self):
        self.asked.append(("POST", self.path))
        self.send_error(405)

    do_PUT = do_POST

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def address():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def lesson_at():
    """Return the path of the newest read-a-chart in the site."""
    listed = json.loads(Path(SITE, "files", "lessons", "versions.json").read_text(encoding="utf-8"))
    return f"lessons/{listed['read-a-chart']}"


def opened(context, address, path):
    page = context.new_page()
    page.goto(f"{address}lab/index.html?path={path}")
    page.wait_for_function(OPEN, arg=path, timeout=120_000)
    return page


def run_all(page):
    page.wait_for_function(IDLE, timeout=180_000)
    page.evaluate("() => { window.ran = null; jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.ran = true; }); }")
    page.wait_for_function("() => window.ran", timeout=240_000)


@pytest.fixture(scope="module")
def student(address, chromium):
    """A student's browser with the lesson open in its first tab. No host but the site's is asked for anything."""
    context, strangers = chromium.new_context(viewport={"width": 1366, "height": 900}, accept_downloads=True), []
    context.on("request", lambda r: r.url.startswith((address, "data:", "blob:")) or strangers.append(r.url))
    opened(context, address, lesson_at())
    yield context
    Handler.instead = {}
    assert strangers == []
    context.close()


def test_a_file_of_ones_own_becomes_the_corpus_and_leaves_never(student, address, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("date,issuer,text\n2031-05-06,Xanadu,The Xanadu council met in Kyiv.\n2031-05-07,Xanadu,It spoke of votes.\n")
    excel, word = tmp_path / "excel.csv", tmp_path / "2031-05-08.txt"
    excel.write_bytes("date\ttext\n2031-05-06\tДа.\n".encode("utf-16"))  # Unicode text, as Excel has it
    word.write_bytes("Der Rat tagte in Köln und sprach über größere Fragen.".encode("cp1252"))
    page = student.pages[0]
    page.wait_for_function(IDLE, timeout=180_000)
    with page.expect_file_chooser() as chooser:
        page.locator("[title^='Upload'], [data-command='filebrowser:upload']").first.click()
    chooser.value.set_files([mine, excel, word])
    for file in (mine, excel, word):
        page.locator(".jp-DirListing-itemName", has_text=file.name).wait_for()
    said = page.evaluate(
        RUN, "from helpers import corpus\nmine = corpus.load_corpus('mine.csv')\nprint(len(mine), mine.issuer[0], str(mine.date[0])[:10])"
    )
    assert said.strip().endswith("2 Xanadu 2031-05-06")
    others = "for name, encoding in (('excel.csv', 'utf-16'), ('2031-05-08.txt', 'cp1252')):\n"
    others += "    print(corpus.load_corpus(name, encoding=encoding).text[0], end=' | ')"
    assert page.evaluate(RUN, others).strip().endswith("Да. | Der Rat tagte in Köln und sprach über größere Fragen. |")
    assert {method for method, _ in Handler.asked} == {"GET"}
    assert [url for _, url in Handler.asked if "Xanadu" in url or "mine.csv" in url] == []


def test_a_student_does_a_lesson_and_hands_it_in(student, address, tmp_path):
    path, page = lesson_at(), student.pages[0]
    page.evaluate(PUT, ["answer_4", "answer_4 = documents.source.value_counts().head(3).sum() / len(documents)"])
    page.evaluate(PUT, ["answer_2", "answer_2 = ['2022Q1']"])
    run_all(page)
    said = page.evaluate(SAID)
    assert "Task 4 is done. Your answer: 0.572." in said
    assert "Task 2 is not right yet: " in said
    assert "1 of 4 tasks done. Still open: 1, 2, 3." in said
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    page.close()

    page = opened(student, address, path)  # another day: the work is there, and is handed in, before there is Python
    page.evaluate("() => { const n = jupyterapp.shell.currentWidget.content; n.activeCellIndex = n.model.cells.length - 1; }")
    if shots := os.environ.get("STATEMENTS_SHOTS"):
        page.screenshot(path=f"{shots}/handing-in.png")
    with page.expect_download(timeout=30_000) as download:
        page.evaluate("() => { jupyterapp.commands.execute('docmanager:download'); }")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    page.close()
    assert names.whose([file.name]) == ("", "")
    table = grade.grade([file], load_corpus())
    states = dict(zip(table.task, table.state, strict=True))
    assert states == {"1": "open", "2": "wrong", "3": "open", "4": "done", "In words": "open"}
    messages = dict(zip(table.task, table.message, strict=True))
    assert messages["4"] in said
    assert messages["2"] in said


def test_a_newer_lesson_stands_beside_the_work_on_an_earlier_one(student, address):
    """After the one in which the work is saved. Both tabs start Python at once, for that is what takes the time."""
    path, shots = lesson_at(), os.environ.get("STATEMENTS_SHOTS")
    newer = path.replace(path.split(".")[0][-8:], "0123abcd")
    notebook = Path(SITE, "files", path).read_text(encoding="utf-8").replace(path.split(".")[0][-8:], "0123abcd")
    listing = json.loads(Path(SITE, "api/contents/lessons/all.json").read_text(encoding="utf-8"))
    for entry in listing["content"]:
        entry.update({key: entry[key].replace(path.split("/")[1], newer.split("/")[1]) for key in ("name", "path")})
    listed = json.loads(Path(SITE, "files/lessons/versions.json").read_text(encoding="utf-8")) | {"read-a-chart": newer.split("/")[1]}
    Handler.instead = {
        f"/files/{newer}": notebook.encode(),
        "/files/lessons/versions.json": json.dumps(listed).encode(),
        "/api/contents/lessons/all.json": json.dumps(listing).encode(),
    }
    pages = [opened(student, address, which) for which in (newer, path)]
    for page, which in zip(pages, (newer, path), strict=True):
        assert ("answer_4 = documents.source" in str(page.evaluate(SAID))) == (which == path)
    for page, which, other, sentence in zip(pages, (newer, path), (path, newer), (KEPT, EARLIER), strict=True):
        page.wait_for_function(IDLE, timeout=180_000)
        page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 1; }")
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-cell')")
        page.wait_for_function(f"() => ({SAID})().includes({json.dumps(sentence)})", timeout=60_000)
        assert page.locator(".jp-OutputArea-output a").first.inner_text() == other.split("/")[1]
        if shots:
            page.screenshot(path=f"{shots}/{'newer' if which == newer else 'earlier'}.png")
    for page, other in zip(pages, (path, newer), strict=True):
        page.locator(".jp-OutputArea-output a").first.click()
        page.wait_for_function(OPEN, arg=other, timeout=60_000)
        page.close()
