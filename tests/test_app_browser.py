"""The command ``app``: all panels in a page without code, for this machine and whoever has the token, and from no other server."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from helpers import explore
from helpers.environment import ROOT

TEXT = "date 2022-09-2{n}\nissuer A\ntitle T{n}\n\nOn 5 May we met in Kherson. They said that votes were held.\n"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The address of the page on a corpus of two statements, which the environment names."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "own").mkdir()
    for n in (1, 2):
        (folder / "own" / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"STATEMENTS_CORPUS": str(folder / "own"), "TMPDIR": str(folder)}
    with open(folder / "log", "w") as log:
        command = [sys.executable, "-m", "helpers", "app", "--no-browser", f"--port={port}"]
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    for _ in range(600):
        if found := re.search(r"http://127\.0\.0\.1:\d+/\?token=[0-9a-f]{40,}", (folder / "log").read_text()):
            break
        assert server.poll() is None, (folder / "log").read_text()
        time.sleep(0.1)
    yield found[0]
    server.terminate()
    assert server.wait(timeout=30) == 0
    assert list(folder.glob("panels-*")) == []  # the page's notebook is gone


def status(address, **headers):
    try:
        return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30).url
    except urllib.error.HTTPError as error:
        return error.code


def test_the_page_shows_every_panel_and_asks_no_other_server(app, new_page):
    page, asked = new_page(width=1366, height=768), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(app, timeout=60_000)
    page.locator(".statements-figure img").wait_for(timeout=60_000)
    tabs = page.get_by_role("tab")
    assert sorted(tabs.all_inner_texts()) == sorted(name.capitalize() for name in explore.__all__)
    assert page.get_by_text("2 statements, 2022-09-21 to 2022-09-22").count() == 1
    tabs.first.focus()
    for n in range(1, tabs.count()):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.locator(".statements-view").nth(n).wait_for(timeout=30_000)
        assert page.locator(".statements-view:visible").count() == 1
    assert page.locator("pre, code, .jp-InputArea-editor").count() == 0
    tabs.first.click()
    page.locator(".statements-view:visible .statements-rows [data-kind=row]").first.click()
    page.locator(".statements-view:visible .statements-sentences li mark").first.wait_for()
    assert [url for url in asked if not re.match(r"data:|blob:|\w+://127\.0\.0\.1", url)] == []
    assert page.faults == []


def test_nobody_sees_the_page_without_the_token_or_by_another_name(app):
    plain = app.split("?")[0]
    assert status(plain).endswith("/login?next=%2F")
    assert status(f"{plain}api/kernels/00000000-0000-0000-0000-000000000000") in (403, 404, 405)
    assert status(app, Host="attacker.example") == 403
