"""Where a page's notebook can be run: on Binder, if the kit's repository is known, and in the browser, if a build lies beside."""

import importlib.metadata
import re
import tomllib
from functools import cache
from urllib.parse import quote

from helpers.environment import BUNDLED
from helpers.paths import ROOT

LITE = "lite"  # the folder that the command `browser` writes, beside that of the pages
HOSTS = {"github.com": "gh", "gitlab.com": "gl"}


def links(name, *, lite=False, repository=None):
    """Return the address and the text of each link by which the notebook of a page is run; none where nothing is known.

    Examples
    --------
    >>> links("01-a b", lite=True, repository="https://github.com/someone/kit")[0][0]
    'https://mybinder.org/v2/gh/someone/kit/HEAD?labpath=notebooks%2F01-a%20b.ipynb'
    >>> links("01-a b", lite=True, repository="")
    [('../lite/lab/index.html?path=notebooks/01-a%20b.ipynb', 'Run this in the browser')]
    """
    made, path = [], quote(f"{name}.ipynb")
    found = re.match(r"https://([\w.]+)/([\w.-]+)/([\w.-]+?)(?:\.git)?/?$", known_repository() if repository is None else repository)
    if found and found[1] in HOSTS:
        project = f"{found[2]}/{found[3]}" if HOSTS[found[1]] == "gh" else quote(f"{found[2]}/{found[3]}", safe="")
        binder = f"https://mybinder.org/v2/{HOSTS[found[1]]}/{project}/HEAD?labpath=notebooks%2F{path}"
        made.append((binder, "Run this on Binder"))
    if lite:
        made.append((f"../{LITE}/lab/index.html?path=notebooks/{path}", "Run this in the browser"))
    return made


@cache
def known_repository():
    """Return the address of the kit's repository, from CITATION.cff or the kit's metadata, or an empty text.

    >>> isinstance(known_repository(), str)
    True
    """
    if BUNDLED.is_dir():
        urls = [entry.split(", ", 1) for entry in importlib.metadata.metadata("statement-notebooks").get_all("Project-URL") or []]
        return next((address for label, address in urls if label.lower() in ("repository", "source")), "")
    cited = ROOT / "CITATION.cff"
    told = re.search(r"^repository-code:\s*[\"']?([^\s\"']+)", cited.read_text(encoding="utf-8"), re.MULTILINE) if cited.exists() else None
    kit = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return told[1] if told else {key.lower(): value for key, value in kit.get("urls", {}).items()}.get("repository", "")
