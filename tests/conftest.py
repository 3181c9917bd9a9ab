"""Shared fixtures: small corpora written for a test, figures closed after it, and JupyterLab in a browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import settings

from helpers.environment import ROOT

collect_ignore = ["benchmarks", "tools"]  # commands, some with needs of their own
matplotlib.use("Agg")
settings.register_profile("same", derandomize=True, deadline=None)  # the same examples in every run, and no test by the clock
settings.load_profile("same")


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="write what is generated (executed notebooks, counts of the data card), to be looked at"
    )


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes files, given as name=content (text or bytes), into an empty folder."""

    def write(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def documents():
    """Three short statements whose counts can be worked by hand."""
    return pd.DataFrame(
        {
            "document_id": ["a", "b", "c"],
            "date": pd.to_datetime(["2022-09-22", "2022-09-30", "2022-12-01"]),
            "issuer": ["NATO", "G7", "NATO"],
            "title": ["On votes", "On annexation", None],
            "text": [
                "Allies reject the sham votes. The votes in Kherson are sham votes.",
                "We reject the votes of September 23.",
                "Allies met.",
            ],
        }
    )


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A copy of the clone with a JupyterLab started in it by the README's command: (its folder, its address)."""
    clone = tmp_path_factory.mktemp("clone")
    for name in ("helpers", "corpus", "notebooks"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    shutil.copy(ROOT / "requirements.txt", clone)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"JUPYTERLAB_WORKSPACES_DIR": str(clone / "workspaces"), "JUPYTERLAB_SETTINGS_DIR": str(clone / "settings")}
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=t", "--LabApp.expose_app_in_browser=True"]
    with open(clone / "log", "w") as log:
        server = subprocess.Popen([sys.executable, "-m", "helpers", "lab", *options], cwd=clone, env=env, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/api?token=t")
            break
        except OSError:
            assert server.poll() is None, (clone / "log").read_text()
            time.sleep(0.1)
    yield clone, address
    server.terminate()
    server.wait(timeout=30)


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """A function that starts ``python3 -m helpers app``, on the bundled corpus or another, and returns the address of its page."""
    started = []

    def start(corpus=None):
        folder = tmp_path_factory.mktemp("app")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        env = os.environ | {"TMPDIR": str(folder)} | ({"STATEMENTS_CORPUS": str(corpus)} if corpus else {})
        with open(folder / "log", "w") as log:
            command = [sys.executable, "-m", "helpers", "app", "--no-browser", f"--port={port}"]
            server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        started.append((server, folder))
        for _ in range(600):
            if found := re.search(r"http://127\.0\.0\.1:\d+/\?token=[0-9a-f]{40,}", (folder / "log").read_text()):
                return found[0]
            assert server.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
        raise AssertionError((folder / "log").read_text())

    yield start
    for server, folder in started:
        server.terminate()
        assert server.wait(timeout=30) == 0
        assert list(folder.glob("panels-*")) == []  # the page's notebook is gone


@pytest.fixture(scope="session")
def chromium():
    """Headless Chromium, driven by Playwright. Where there is none the test is skipped, but never in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        assert "CI" not in os.environ, "CI needs chromium and Playwright"
        pytest.skip("needs chromium and Playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def new_page(chromium):
    """A function that opens a page; what went wrong on it (errors, dialogs) is kept in `page.faults`."""
    contexts = []

    def new(*, width=1280, height=1500, **options):
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("console", lambda message: page.faults.append(f"{message.text} {message.location}") if message.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("dialog", lambda dialog: (page.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        return page

    yield new
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def until():
    """A function that waits for an expression to hold in a page whose policy lets nothing be evaluated by the page itself."""

    def wait(page, expression, *, arg=None):
        for _ in range(300):
            if page.evaluate(expression, arg):
                return
            page.wait_for_timeout(50)
        raise AssertionError(f"after 15 s, not: {expression}")

    return wait
