"""The command ``app``: all panels in a page without code, for this machine and whoever has the token, and from no other server."""

import re
import urllib.error
import urllib.request

import pytest

from helpers import explore

TEXT = "date 2022-09-2{n}\nissuer A\ntitle T{n}\n\nOn 5 May we met in Kherson. They said that votes were held.\n"


@pytest.fixture(scope="module")
def address(app, tmp_path_factory):
    """The address of the page on a corpus of two statements, which the environment names."""
    folder = tmp_path_factory.mktemp("own")
    for n in (1, 2):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return app(folder)


def status(address, **headers):
    try:
        return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30).url
    except urllib.error.HTTPError as error:
        return error.code


def test_the_page_shows_every_panel_and_asks_no_other_server(address, new_page):
    page, asked = new_page(width=1366, height=768), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, timeout=60_000)
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


def test_nobody_sees_the_page_without_the_token_or_by_another_name(address):
    plain = address.split("?")[0]
    assert status(plain).endswith("/login?next=%2F")
    assert status(f"{plain}api/kernels/00000000-0000-0000-0000-000000000000") in (403, 404, 405)
    assert status(address, Host="attacker.example") == 403
