"""What lies beside the pages to cite and to keep them: a receipt, CITATION.cff, CodeMeta and an RO-Crate, made anew by each run."""

import json
import os
import re
from datetime import UTC, datetime
from urllib.parse import quote

import yaml

from helpers.labels import date_text
from helpers.paths import ROOT
from helpers.site.receipt import commit

RECEIPT, CRATE, CODEMETA, CITATION = "receipt.json", "ro-crate-metadata.json", "codemeta.json", "CITATION.cff"
KINDS = {".html": "text/html", ".json": "application/json", ".cff": "application/yaml"}
SPDX = "https://spdx.org/licenses/"
OF_THE_SITE = {
    "index.html": "What the site and its corpus hold",
    "evidence.html": "Sentences behind a number",
    "explore.html": "Words, places, speakers and times, counted in the page",
    "search.html": "Search in headings, statements and sentences",
    RECEIPT: "What the pages were made from, and a digest of each result; `render --from-receipt` reads it",
    CITATION: "How to cite the kit",
    CODEMETA: "The kit, for programs that read CodeMeta",
}
DAY = re.compile(r"\d{4}(-\d\d)*$")
FOLDERS = {"reader/": "The statements, with an address for each sentence", "slides/": "The notebooks as slides"}


def keep(folder, titles, documents, record, *, card=None):
    """Write receipt, citation, CodeMeta and RO-Crate into the folder of a site; `record` is the receipt as JSON.

    `titles` has the title of each notebook's page by its name, `card` is the path of the corpus's card, if it has one. Nothing in the
    files tells of the clock or the machine.
    """
    cited = citation()
    (folder / RECEIPT).write_text(record + "\n", encoding="utf-8")
    if (ROOT / CITATION).is_file():
        (folder / CITATION).write_bytes((ROOT / CITATION).read_bytes())
    _write(folder / CODEMETA, codemeta(cited))
    pages = {f"{name}.html": title for name, title in titles.items()}
    _write(folder / CRATE, crate(folder, pages, documents, json.loads(record), cited=cited, card=card_says(card)))


def _write(path, made):
    path.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def citation(path=ROOT / CITATION):
    """Return what CITATION.cff says; in a kit without one, its name alone."""
    said = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {"title": "Statement notebooks", "abstract": "A Jupyter research kit for official statements.", "authors": []} | (said or {})


def codemeta(cited):
    """Return CodeMeta 2.0 of the kit, from what CITATION.cff says.

    Examples
    --------
    >>> made = codemeta({"title": "A kit", "authors": [{"family-names": "Berg", "given-names": "Ada"}], "license": "MIT", "version": 1})
    >>> made["name"], made["author"][0]["familyName"], made["license"], made["version"]
    ('A kit', 'Berg', 'https://spdx.org/licenses/MIT', '1')
    """
    licences = [f"{SPDX}{name}" for name in _listed(cited.get("license"))]
    made = {
        "@context": "https://doi.org/10.5063/schema/codemeta-2.0",
        "@type": "SoftwareSourceCode",
        "name": cited["title"],
        "description": " ".join(str(cited.get("abstract", "")).split()),
        "identifier": cited.get("doi"),
        "version": str(cited.get("version", "")),
        "author": [_agent(author) for author in cited["authors"]],
        "license": licences[0] if len(licences) == 1 else licences,
        "keywords": cited.get("keywords"),
        "codeRepository": cited.get("repository-code"),
        "datePublished": str(cited.get("date-released", "")),
        "dateModified": commit(form="%cs"),
        "programmingLanguage": "Python",
        "runtimePlatform": "Jupyter",
    }
    return {name: value for name, value in made.items() if value}


def _listed(value):
    return value if isinstance(value, list) else [value] if value else []


def _agent(author):
    if "name" in author:
        return {"@type": "Organization", "name": author["name"]}
    names = {"givenName": author.get("given-names"), "familyName": author.get("family-names"), "affiliation": author.get("affiliation")}
    person = {"@type": "Person", "@id": author.get("orcid"), "name": " ".join(filter(None, list(names.values())[:2]))} | names
    return {name: value for name, value in person.items() if value}


def published(documents, cited):
    """Return the day that stands for the pages' publication: none of the clock's, so that two runs give the same.

    It is that of ``SOURCE_DATE_EPOCH``, of the clone's commit, or of the release; where none is known, the newest statement's.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    newest = sorted(date for date in date_text(documents) if DAY.match(date))
    return commit(form="%cs") or str(cited.get("date-released") or "") or (newest[-1] if newest else "1970-01-01")


def crate(folder, pages, documents, record, *, cited, card):
    """Return the RO-Crate 1.1 of a site: its files, the corpus and the notebooks it was made from, the kit, and the run that made it."""
    files = [_file(name, what) for name, what in (OF_THE_SITE | pages).items() if (folder / name).is_file()]
    folders = [_entity(name, "Dataset", name=what) for name, what in FOLDERS.items() if (folder / name).is_dir()]
    kit, corpus, licences = _kit(record, cited), _corpus(documents, record, card), _licences(documents, card)
    authors = [_agent(author) for author in cited["authors"]]
    authors = [{"@id": f"#author-{i}"} | author for i, author in enumerate(authors, start=1)]
    packages = [_software(name, version) for name, version in record["packages"].items()]
    made = [_link(each) for each in (*files, *folders)]
    root = _entity(
        "./",
        "Dataset",
        name=f"{cited['title'].split(':')[0]}: {corpus['name'][0].lower()}{corpus['name'][1:]}",
        description=f"Pages made of notebooks on {corpus['description'][0].lower()}{corpus['description'][1:]} {_lead(cited)}",
        datePublished=published(documents, cited),
        license=_link(licences[0]),
        author=[_link(author) for author in authors],
        publisher=[_link(author) for author in authors if author["@type"] == "Organization"][:1],
        keywords=", ".join(cited.get("keywords", [])),
        hasPart=made,
        mentions={"@id": "#render"},
    )
    run = _entity(
        "#render",
        "CreateAction",
        name="python3 -m helpers render" + (" --slides" if record["made"].get("slides") else ""),
        instrument=[{"@id": "#kit"}, {"@id": "#python"}],
        object={"@id": "#corpus"},
        result=made,
    )
    descriptor = _entity(CRATE, "CreativeWork", conformsTo={"@id": "https://w3id.org/ro/crate/1.1"}, about={"@id": "./"})
    language = _entity("#python", "ComputerLanguage", name="Python", version=record["python"], url="https://www.python.org/")
    graph = [descriptor, root, *files, *folders, corpus, kit, run, language, *packages, *authors, *licences, *_of_the_kit(cited)]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}


def _entity(name, kind, /, **properties):
    said = {key: value for key, value in properties.items() if value not in ("", None, [], {})}
    return {"@id": name, "@type": kind} | {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in said.items()
    }


def _link(entity):
    return {"@id": entity["@id"]}


def _file(name, what):
    kind = KINDS["." + name.rpartition(".")[2]]
    return _entity(quote(name), "File", name=what, encodingFormat=kind)


def _lead(cited):
    return " ".join(str(cited.get("abstract", "")).split())


def _kit(record, cited):
    kit = record["kit"]
    return _entity(
        "#kit",
        "SoftwareSourceCode",
        name=cited["title"],
        description=_lead(cited),
        version=kit["version"],
        identifier=[text for text in (kit["commit"] and f"commit {kit['commit']}", f"code SHA-256 {kit['code']}") if text],
        codeRepository=cited.get("repository-code"),
        license=[_link(licence) for licence in _of_the_kit(cited)],
        programmingLanguage={"@id": "#python"},
        softwareRequirements=[{"@id": f"#{quote(name)}"} for name in record["packages"]],
    )


def _of_the_kit(cited):
    return [_entity(f"{SPDX}{name}", "CreativeWork", name=name) for name in _listed(cited.get("license"))]


def _software(name, version):
    return _entity(f"#{quote(name)}", "SoftwareApplication", name=name, version=version, url=f"https://pypi.org/project/{quote(name)}/")


def _corpus(documents, record, card):
    dates = [date for date in date_text(documents) if DAY.match(date)]
    span = (min(dates), max(dates)) if dates else None
    issuers = documents["issuer"].nunique() if "issuer" in documents else 0
    by = f" by {issuers:,} {'issuer' if issuers == 1 else 'issuers'}" if issuers else ""
    said = f"{len(documents):,} {'statement' if len(documents) == 1 else 'statements'}{by}"
    years = sorted({date[:4] for date in span or ()})
    languages = sorted(set(documents["language"].dropna())) if "language" in documents else []
    return _entity(
        "#corpus",
        "Dataset",
        name=card.get("title") or f"{said}, {' to '.join(years)}".rstrip(", "),
        description=f"{said}{f', dated {span[0]} to {span[1]}' if span else ''}.",
        temporalCoverage="/".join(span) if span else None,
        inLanguage=languages,
        identifier=f"SHA-256 {record['corpus']['sha256']}",
        license=[_link(licence) for licence in _licences(documents, card)],
    )


def card_says(path):
    """Return what the card of a corpus says: its title, and the licence that its section on that links to.

    Examples
    --------
    >>> card_says(None)
    {}
    """
    text = path.read_text(encoding="utf-8", errors="replace") if path else ""
    title = re.search(r"^# (?:Data card: *)?(\S.*)", text, re.MULTILINE)
    section = re.search(r"^## +Licen[cs]e.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    licence = re.search(r"\[([^\]\n]{1,200})\]\((https?://[^\s)]{1,500})\)", section[0]) if section else None
    said = {"title": title and title[1].strip(), "licence": licence and licence.groups()}
    return {name: value for name, value in said.items() if value}


def _licences(documents, card):
    """Return the licences of the statements, which the pages show, as entities; where none is known, a sentence says so."""
    named = sorted(set(documents["licence"].dropna().astype(str))) if "licence" in documents else []
    pairs = [(name, name if re.match(r"https?://\S+$", name) else f"#licence-{i}") for i, name in enumerate(named, start=1)]
    pairs = pairs or ([card["licence"]] if "licence" in card else [])
    made = [_entity(address, "CreativeWork", name=name, description=f"The statements are under {name}.") for name, address in pairs]
    unknown = "No licence of the statements is known: ask those who hold the rights before you pass on more than quotations."
    return made or [_entity("#licence", "CreativeWork", name="Not stated", description=unknown)]
