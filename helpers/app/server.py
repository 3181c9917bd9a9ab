"""The command ``app``: a page with the panels alone, served by Voilà to this machine and to whoever has the token."""

import argparse
import os
import sys
import tempfile
import webbrowser
from pathlib import Path

import nbformat
from traitlets.config import Config
from voila.app import Voila

from helpers.corpus import CORPUS, CorpusError, load_corpus
from helpers.environment import with_kit
from helpers.files.terminal import print_lines

PORT = 8866
JUPYTER = Path(__file__).parent.parent / "jupyter"  # has the template, which asks no other server for anything
HEAD = "# Official statements\n\nChoose a panel, then a mark of its figure or a row of its table: the sentences behind it open."
CELL = "from helpers.app.page import page\n\npage()"


def main(options):
    """Read the options of ``python3 -m helpers app`` and serve the page until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers app", description="Show the panels alone, in a browser, without code.")
    parser.add_argument("--corpus", type=Path, help="the statements (default: the bundled ones, or what STATEMENTS_CORPUS names)")
    parser.add_argument("--port", type=int, default=PORT, help=f"the port on this machine (default: {PORT}, or one near it that is free)")
    parser.add_argument("--dark", action="store_true", help="light text on a dark page")
    parser.add_argument("--no-browser", action="store_true", help="print the address, and open nothing")
    chosen = parser.parse_args(options)
    if chosen.corpus:
        os.environ["STATEMENTS_CORPUS"] = str(chosen.corpus.resolve())  # for the page's kernel
    try:
        load_corpus(chosen.corpus or CORPUS)
    except (CorpusError, OSError) as error:
        print_lines(error, file=sys.stderr)
        return 1
    os.environ.update(with_kit(os.environ))
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(JUPYTER), os.environ.get("JUPYTER_PATH")]))
    with tempfile.TemporaryDirectory(prefix="panels-") as folder:
        Panels.folder, Panels.browse = Path(folder), not chosen.no_browser
        server = Panels.instance(config=_settings(chosen.port, "dark" if chosen.dark else "light"))
        server.initialize([_notebook(Panels.folder)])
        server.start()
    return 0


class Panels(Voila):
    """Voilà with one page, which says where it is and takes the browser there by a file that this user alone can read."""

    folder, browse = None, True

    def launch_browser(self):
        """Tell the address with its token, and open it."""
        address = f"http://{self.ip}:{self.port}/?token={self.identity_provider.token}"
        print(f"The panels are at\n  {address}\nfor whoever has this address on this machine. Ctrl-C ends them.", flush=True)
        if self.browse:
            page = self.folder / "open.html"
            page.write_text(f'<!doctype html><title>Panels</title><meta http-equiv="refresh" content="0; url={address}">', encoding="utf-8")
            webbrowser.open(page.as_uri())


def _settings(port, theme):
    here_alone = {"allow_remote_access": False, "local_hostnames": ["localhost"]}  # no page of another name may ask this server
    return Config(
        {
            "Voila": {
                "ip": "127.0.0.1",
                "port": port,
                "open_browser": True,
                "auto_token": True,
                "log_level": "WARN",
                "config_file_paths": [],
                "tornado_settings": here_alone,
            },
            "VoilaConfiguration": {"template": "statements", "theme": theme, "file_allowlist": [], "show_tracebacks": True},
            "KernelManager": {"transport_encryption": "auto"},
            "MappingKernelManager": {"kernel_manager_class": "helpers.opened.Kernel"},
        }
    )


def _notebook(folder):
    """Write the notebook that makes the page, and return its path."""
    cells = [nbformat.v4.new_markdown_cell(HEAD), nbformat.v4.new_code_cell(CELL)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"title": "Official statements"})
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "panels.ipynb"
    nbformat.write(notebook, path)
    return str(path)
