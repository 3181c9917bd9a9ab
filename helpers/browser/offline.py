"""The second visit without network: which files the service worker keeps, and what is sent small."""

import hashlib
import json
import mimetypes
import zlib
from pathlib import Path

HERE = Path(__file__).parent
PACKED = {".wasm", ".js", ".json", ".css", ".ipynb", ".svg", ".txt", ".md", ".csv"}
PANELS = ("extensions/@jupyter-widgets/", "extensions/anywidget/")  # JupyterLab loads them with the first panel
WITHIN = ("static", "files", "build", "extensions")  # what is sent small
LEAST = 20_000  # bytes: what is smaller is not worth a second file
TYPES = {".wasm": "application/wasm", ".js": "text/javascript", ".ipynb": "application/json"}  # not every system knows them


def write(site, *, at_start):
    """Add to a site what makes it work without network, and return the name of the build; `at_start` lists what is kept at once."""
    packed = {}
    for path in sorted(path for folder in WITHIN for path in (site / folder).rglob("*")):
        if path.is_file() and path.suffix in PACKED and path.stat().st_size >= LEAST:
            path.with_name(f"{path.name}.z").write_bytes(zlib.compress(path.read_bytes(), 9))
            packed[path.relative_to(site).as_posix()] = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"
    build = _digest(site)
    given = {"BUILD": build, "PACKED": packed, "AT_START": at_start}
    stated = "".join(f"const {name} = {json.dumps(value, sort_keys=True)};\n" for name, value in given.items())
    worker = site / "service-worker.js"
    ours = stated + (HERE / "offline.js").read_text(encoding="utf-8")
    worker.write_text(f"(() => {{\n{ours}}})();\n{worker.read_text(encoding='utf-8')}", encoding="utf-8")
    script = f"<script>{(HERE / 'page.js').read_text(encoding='utf-8')}</script>"
    for page in [*site.glob("lab/index.html"), *site.glob("notebooks/index.html")]:
        page.write_text(page.read_text(encoding="utf-8").replace("<head>", f"<head>{script}", 1), encoding="utf-8")
    return build


def _digest(site):
    files = sorted(path for path in site.rglob("*") if path.is_file())
    lines = (f"{path.relative_to(site).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]
