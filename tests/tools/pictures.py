"""Make the pictures of the README, from panels that run in JupyterLab: python3 tests/tools/pictures.py

Needs Chromium and Playwright (pip install playwright). Each picture is written with few colours, so that it stays light.
"""

import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import nbformat
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "notebooks" / "pictures"
SETUP = """import sys
sys.path.insert(0, "..")
from helpers import corpus, explore, outputs
outputs.enable()
documents = corpus.load_corpus()"""
PANELS = {"search": "explore.search(documents, 'referend*')", "regions": "explore.regions(documents, period='quarter', trend='UA-65')"}


def main():
    """Start JupyterLab in a copy of the clone, open a notebook with the panels, and take their pictures."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder)
        for name in ("helpers", "corpus", "notebooks"):
            shutil.copytree(ROOT / name, clone / name)
        shutil.copy(ROOT / "requirements.txt", clone)
        cells = [nbformat.v4.new_code_cell(cell) for cell in (SETUP, *PANELS.values())]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, clone / "notebooks" / "panels.ipynb")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=t", "--LabApp.expose_app_in_browser=True"]
        server = subprocess.Popen([sys.executable, "-m", "helpers", "lab", *options], cwd=clone, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/api?token=t")
            _take(f"http://127.0.0.1:{port}/doc/tree/notebooks/panels.ipynb?token=t")
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(address):
    for _ in range(300):
        try:
            return urllib.request.urlopen(address)
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")


def _take(address):
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 4000})
        page.goto(address)
        page.wait_for_function("n => window.jupyterapp?.shell.currentWidget?.content?.model?.cells.length === n", arg=1 + len(PANELS))
        page.evaluate(
            "async () => { const app = window.jupyterapp; await app.shell.currentWidget.sessionContext.ready;"
            "await app.commands.execute('notebook:run-all-cells'); }"
        )
        views = page.locator(".statements-view")
        for i, name in enumerate(PANELS):
            views.nth(i).locator(".statements-figure img").wait_for(timeout=60_000)
            views.nth(i).locator(".statements-rows button").nth(1).click()
            views.nth(i).locator(".statements-sentences li").first.wait_for()
            page.wait_for_timeout(500)
            picture = Image.open(io.BytesIO(views.nth(i).locator("xpath=../..").first.screenshot())).convert("RGB")
            picture = picture.crop((0, 0, picture.width, min(picture.height, 1100)))
            picture.quantize(80, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
            print(PICTURES / f"{name}.png", (PICTURES / f"{name}.png").stat().st_size // 1024, "kB")
        browser.close()


if __name__ == "__main__":
    main()
