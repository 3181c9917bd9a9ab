"""In a real browser: JupyterLab opens on the first notebook, which runs to its end. Skipped where there is no Chromium, but not in CI."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from helpers.environment import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
try:
    from selenium import webdriver
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    webdriver = None

LACKING = not (CHROMIUM and DRIVER and webdriver)
pytestmark = pytest.mark.skipif(LACKING and "CI" not in os.environ, reason="needs chromium, chromedriver and selenium")
# What a reader sees below the cells, from the notebook's own model: JupyterLab draws only the cells in view.
CELLS = """
const widget = window.jupyterapp.shell.currentWidget;
if (!widget || !widget.content.model || widget.content.model.isDisposed) return [];
return Array.from(widget.content.model.cells).filter(c => c.type === 'code')
  .map(c => ({count: c.executionCount, state: c.executionState, outputs: c.outputs.toJSON()}));
"""


@pytest.fixture(scope="module")
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in ("headless=new", "no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update", "no-first-run"):
        options.add_argument(f"--{flag}")
    options.add_argument("--window-size=1280,1600")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab started by the README's command in a copy of the clone."""
    clone = tmp_path_factory.mktemp("clone")
    for name in ("helpers", "corpus", "notebooks"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    shutil.copy(ROOT / "requirements.txt", clone)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=t", "--LabApp.expose_app_in_browser=True"]
    with open(clone / "log", "w") as log:
        server = subprocess.Popen([sys.executable, "-m", "helpers", "lab", *options], cwd=clone, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/api?token=t")
            break
        except OSError:
            assert server.poll() is None, (clone / "log").read_text()
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(timeout=30)


def test_lab_opens_on_the_first_notebook_and_runs_it(browser, lab, tmp_path):
    browser.get(f"{lab}/?token=t")
    wait = WebDriverWait(browser, 120)
    wait.until(lambda b: b.execute_script("return !!window.jupyterapp") and b.execute_script(CELLS))
    assert "00-start-here" in browser.current_url
    browser.execute_async_script(
        "const done = arguments[0]; const app = window.jupyterapp; const session = app.shell.currentWidget.sessionContext;"
        "session.ready.then(() => app.commands.execute('notebook:run-all-cells')).then(() => done(true), e => done(String(e)))"
    )
    cells = wait.until(lambda b: (cells := b.execute_script(CELLS)) and all(c["count"] for c in cells) and cells)
    assert [cell["count"] for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"] == []
    assert sum("image/png" in o.get("data", {}) for o in outputs) >= 3
    browser.save_screenshot(str(tmp_path / "lab.png"))
    dialogs = browser.execute_script("return Array.from(document.querySelectorAll('.jp-Dialog, .Toastify__toast')).map(d => d.innerText)")
    assert dialogs == []
