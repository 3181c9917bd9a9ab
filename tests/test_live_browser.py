"""The page Explore in a browser: it counts as the kit does, from a disk and from a server, and every hit leads to its sentence."""

import functools
import http.server
import shutil
import threading
import warnings

import numpy as np
import pandas as pd
import pytest

from helpers.concordance import kwic
from helpers.corpus import load_corpus
from helpers.counting.patterns import pattern_words
from helpers.frequency import term_frequency
from helpers.groups import group_keys
from helpers.intervals import share_interval
from helpers.live.write import UNNAMED, write
from helpers.places import count_places
from helpers.site import layout, reader
from helpers.tokens import tokenize

QUERIES, LINES = 300, 8
# What a browser is asked: the page's own functions, and no more of each answer than is compared.
ASK = """async (asked) => {
  const rows = (some) => some.map((r) => [r.name, r.n, r.documents, r.total, r.statements, r.rate, r.low, r.high]);
  const answers = [];
  for (const {by, sort, lines, ...query} of asked) {
    const made = await EXPLORE.answer(query, by);
    const answer = { words: made.words || [], hits: made.hits.length, lines: [] };
    Object.assign(answer, { all: rows([made.all]), period: rows(made.byPeriod), issuer: rows(made.byIssuer) });
    if (made.kind === "words") for (const i of (await EXPLORE.order(made, sort)).slice(0, lines)) {
      const line = await EXPLORE.lineOf(made, i, 60);
      answer.lines.push([EXPLORE.base.statements.id[line.statement], line.start, line.end, line.left, line.node, line.right]);
    }
    if (query.named) answer.named = (await EXPLORE.named("place", query, by)).map((r) => [EXPLORE.base.places[r.key][0], r.n, r.documents]);
    answers.push(answer);
  }
  return answers;
}"""


def build(folder, documents, found=None, *, page_of=reader.page_name):
    """Write the page and its tables into a folder, with the pages of the statements, as `render` does."""
    found = reader.find_all(documents) if found is None else found
    reader.write(documents, folder / "reader", found=found)
    body, scripts = write(folder, documents, tokenize(documents), found, page_of=page_of)
    made = layout.page(title="Explore", body=body, receipt=[], kind="explore", scripts=[*scripts, "site.js"])
    (folder / "explore.html").write_text(made, encoding="utf-8")
    for name in ("style.css", "site.js"):
        shutil.copyfile(layout.TEMPLATES / name, folder / name)
    return folder / "explore.html"


def questions(documents, tokens, found, count, seed=25):
    """Draw questions: words, phrases and wildcards of the corpus, or places, speakers and times, each with some filters and an order."""
    draw = np.random.default_rng(seed)
    texts = dict(zip(documents.document_id, documents.text, strict=True))
    names, starts, ends, types = (tokens[name].tolist() for name in ("document_id", "start", "end", "type"))
    periods = {by: group_keys(documents, by)[by].dropna().astype("str").unique() for by in _periods(documents)}
    choices = {"place": found["place"].place_id, "speaker": found["reported"].speaker.fillna(UNNAMED), "issuer": documents.issuer.dropna()}
    choices["time"] = [f"{first:%Y-%m}" for first in found["date"].date_from.dropna()]

    def pattern():
        at, kind = int(draw.integers(len(types) - 4)), draw.random()
        word = types[at]
        if kind < 0.3:
            return [word, word.title(), word.upper(), f"“{word}”"][draw.integers(4)]
        if kind < 0.6:
            last = at + int(draw.integers(1, 4))
            return texts[names[at]][starts[at] : ends[last]] if names[at] == names[last] else word
        cut = int(draw.integers(1, len(word) + 1))
        wild = [f"{word[:cut]}*", f"*{word[-cut:]}", f"{word[: cut - 1]}?{word[cut:]}", f"*{word[1:-1]}*", "*", "?" * cut][draw.integers(6)]
        return wild if kind < 0.85 else f"{wild} {types[at + 1]}" if kind < 0.93 else f"{word} * {types[at + 2]}"

    asked = []
    for _ in range(count):
        sort = draw.permutation(["R1", "R2", "R3", "L1", "L2", "L3"])[: draw.integers(4)].tolist()
        query = {"by": str(draw.choice(list(periods))), "sort": sort, "lines": LINES * (draw.random() < 0.3)}
        kind = draw.choice(["q", "place", "speaker", "time", "named"], p=[0.85, 0.05, 0.04, 0.03, 0.03])
        query[str(kind)] = pattern() if kind == "q" else True if kind == "named" else str(draw.choice(choices[kind]))
        for name, often in (("issuer", 0.25), ("place", 0.1), ("speaker", 0.05), ("time", 0.05)):
            if draw.random() < often and len(choices[name]) and (kind == "q" or name == "issuer"):
                query[name] = str(draw.choice(choices[name]))
        if draw.random() < 0.2:
            query["period"] = str(draw.choice(periods[str(draw.choice(list(periods)))]))
        asked.append(query)
    return asked


def _periods(documents):
    known = documents.get("date_precision", pd.Series("day", documents.index)).fillna("day")
    return ["year"] if (known == "year").all() else ["month", "quarter", "year"]


def spans_of(found, query, kind):
    """Return the mentions of a place, what a speaker is reported to have said, or the times that lie in a month, with that as a column."""
    if kind == "place":
        table = found["place"].assign(place=found["place"].place_id)
    elif kind == "speaker":
        table = found["reported"].assign(speaker=found["reported"].speaker.fillna(UNNAMED))
    else:
        first, last = (found["date"][name].dt.strftime("%Y-%m") for name in ("date_from", "date_to"))
        table = found["date"].assign(time=first.where(first == last))
    return table[table[kind] == query[kind]]


def among(documents, found, query, *, without=()):
    """Return the statements that are asked about."""
    kept = pd.Series(True, documents.index)
    if "issuer" in query:
        kept &= documents.issuer == query["issuer"]
    if "period" in query:
        by = "quarter" if "Q" in query["period"] else "month" if "-" in query["period"] else "year"
        kept &= group_keys(documents, by)[by].astype("str") == query["period"]
    for kind in {"place", "speaker", "time"} & query.keys() - set(without):
        kept &= documents.document_id.isin(spans_of(found, query, kind).document_id)
    return documents[kept]


def rates(tokens, query, chosen):
    """Return what the kit says of a pattern: name, n, documents, total, statements, rate, low, high of all, by period and by issuer."""
    columns = ["n", "documents", "total", "statements", "per_10k", "low", "high"]
    parts = {}
    for name, by in (("all", None), ("period", query["by"]), ("issuer", "issuer")):
        table = term_frequency(tokens, by=by, terms=[query["q"]], documents=chosen)
        keys = table[by].astype("str") if by else pd.Series("", table.index)
        parts[name] = [[key, *row] for key, row in zip(keys, table[columns].to_numpy(dtype=float), strict=True)]
    return parts


def shares(kind, query, spans, wider):
    """Return what the kit says of places: as `rates`, with the share of statements; groups without a mention by the same interval."""
    parts = {}
    for name, by in (("all", None), ("period", query["by"]), ("issuer", "issuer")):
        keys = group_keys(wider, by)[by] if by else pd.Series("", wider.index)
        if by and by != "issuer":
            keys = keys.dropna()
            every = pd.period_range(keys.min(), keys.max()) if len(keys) else []
        else:
            every = sorted(keys.unique())
        table, totals = count_places(spans, wider, of=kind, by=by), keys.astype("str").value_counts()
        rows = {str(row[by]) if by else "": row for row in table.to_dict("records")}
        parts[name] = []
        for key in map(str, every):
            total = int(totals.get(key, 0))
            low, high = share_interval(0, total)
            none = {"n": 0, "documents": 0, "total": total, "share": 0 / total if total else np.nan, "low": low, "high": high}
            row = rows.get(key, none)
            parts[name].append([key, row["n"], row["documents"], row["total"], row["total"], row["share"], row["low"], row["high"]])
    return parts


def differences(documents, tokens, found, asked, answers):
    """Return the questions that page and kit answer differently."""
    wrong = []
    for query, answer in zip(asked, answers, strict=True):
        chosen = among(documents, found, query)
        if not len(chosen):
            same = answer["hits"] == 0
        elif "q" in query:
            same = answer["words"] == pattern_words(query["q"]) and _all_alike(answer, rates(tokens, query, chosen))
            same &= not query["lines"] or answer["lines"] == lines(chosen, tokens, query)
        elif "named" in query:
            table = count_places(found["place"], chosen, of="place_id")
            same = sorted(answer["named"]) == sorted(table[["place_id", "n", "documents"]].to_numpy(dtype=object).tolist())
        else:
            kind = next(kind for kind in ("place", "speaker", "time") if kind in query)
            wider = among(documents, found, query, without=[kind])
            same = _all_alike(answer, shares(kind, query, spans_of(found, query, kind), wider))
        wrong += [] if same else [(query, answer)]
    return wrong


def lines(chosen, tokens, query):
    """Return the first lines of a pattern: statement, start, end, left, node, right."""
    found = kwic(chosen, query["q"], width=60, tokens=tokens, sort=query["sort"] or None, limit=query["lines"], whole=True)
    return found[["document_id", "start", "end", "left", "node", "right"]].to_numpy(dtype=object).tolist()


def _all_alike(answer, parts):
    return all(_alike(answer[name], rows) for name, rows in parts.items())


def _alike(rows, others):
    if [row[0] for row in rows] != [row[0] for row in others]:
        return False
    ours, theirs = (np.array([[np.nan if x is None else x for x in row[1:]] for row in some], dtype=float) for some in (rows, others))
    return np.allclose(ours, theirs, rtol=1e-9, atol=1e-9, equal_nan=True)


@pytest.fixture(scope="module")
def corpus():
    documents = load_corpus()
    return documents, tokenize(documents), reader.find_all(documents)


@pytest.fixture(scope="module")
def site(corpus, tmp_path_factory):
    return build(tmp_path_factory.mktemp("site"), corpus[0], corpus[2])


def opened(page, address):
    page.goto(address)
    page.wait_for_selector("html[data-turn]", state="attached")
    return page


def test_hundreds_of_questions_are_answered_as_the_kit_answers_them(new_page, site, corpus):
    documents, tokens, found = corpus
    asked = questions(documents, tokens, found, QUERIES)
    answers = opened(new_page(), site.as_uri()).evaluate(ASK, asked)
    assert sum(answer["hits"] > 0 for answer in answers) > QUERIES / 2
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wrong = differences(documents, tokens, found, asked, answers)
    assert wrong == []


def test_a_choice_leads_from_charts_and_lists_to_sentences_and_their_page(new_page, site, until):
    page = opened(new_page(width=1366), site.as_uri())
    page.get_by_label("Word, phrase").fill("sham")
    page.get_by_role("button", name="Find").click()
    until(page, "document.getElementById('result').textContent.startsWith('“sham”')")
    assert page.url.endswith("#q=sham")
    page.wait_for_selector(".kwic li")
    page.locator("#sort-0").select_option("R1")
    until(page, "location.hash.includes('sort=R1')")
    mark = page.locator("#periods svg a").nth(8)
    assert mark.get_attribute("aria-label").startswith("2022-09: per 10,000 ")
    page.locator("#periods svg a").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("2022-02: ")
    mark.click()
    until(page, "location.hash.includes('period=2022-09')")
    page.get_by_label("Leave out: period 2022-09").click()
    until(page, "!location.hash.includes('period')")
    page.wait_for_selector(".kwic li")
    link = page.locator(".kwic a").first
    node, address = link.text_content(), link.get_attribute("href")
    link.click()
    page.wait_for_load_state()
    assert node == "sham"
    assert "#s" in address
    assert node in page.locator(":target").text_content()
    assert page.faults == []


def test_what_is_sent_as_an_address_is_the_same_answer_from_a_server(new_page, site):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        asked, told = "#q=peace*&by=year&issuer=UN+General+Assembly&sort=L1%2CR1", []
        for address in (site.as_uri(), f"http://127.0.0.1:{server.server_port}/{site.name}"):
            page = opened(new_page(), address + asked)
            outside = []
            page.on("request", lambda request, outside=outside: outside.append(request.url))
            told.append(
                [
                    page.locator("#result").text_content(),
                    page.locator("#periods table").text_content(),
                    page.locator(".kwic").text_content(),
                ]
            )
            assert page.locator("#issuer").input_value() == "UN General Assembly"
            assert page.locator("#by").input_value() == "year"
            assert not [url for url in outside if not url.startswith(address.rsplit("/", 1)[0])]
    finally:
        server.shutdown()
        server.server_close()
    assert told[0] == told[1]
    assert told[0][0].startswith("“peace*”: ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("asked", ["", "#q=referend*&sort=R1", "#place=UA-65&by=year", "#q=sham&view=sentences", "#time=2022-09"])
def test_axe_finds_no_fault_and_nothing_runs_over_the_side(new_page, site, asked, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(new_page(width=390, height=844, color_scheme=scheme), site.as_uri() + asked)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.faults == []
    assert axe.run(page).response["violations"] == []  # it asks for style sheets, which the page's policy does not let in


STRANGE = ["votes", "no*", "stra*", "“STRASSE”", "née", "İ*", "don't"]
HOSTILE = [
    "<script>alert(1)</script> said “no\" votes” & <b onmouseover='x'>votes</b> 🤝🏽 votes end.",
    "وقال الأمين العام: votes 🕊️ في كييف. \u202evotes\u202c ne\u0301e votes.\n\nA new paragraph: don't votes\u00ad here.",
    "𝔘𝔨𝔯 𐐀votes votes. STRASSE Straße strasse İstanbul votes",
]


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    """Three statements that no page may take for its own text: from years only, without an issuer, without pages of their own."""
    documents = pd.DataFrame({"document_id": ["a<b>", "b", "c"], "date": pd.to_datetime(["1789-01-01", "1801-01-01", "1801-01-01"])})
    documents = documents.assign(date_precision="year", title=["<i>One</i>", None, "</script>"], text=HOSTILE)
    return documents, build(tmp_path_factory.mktemp("strange"), documents, page_of=lambda name: None)


def test_hostile_texts_stay_texts_and_offsets_hold(new_page, strange):
    documents, site = strange
    tokens, page = tokenize(documents), opened(new_page(), site.as_uri())
    asked = [{"q": q, "by": "year", "sort": sort, "lines": 9} for q in STRANGE for sort in ([], ["L1", "R2"])]
    for query, answer in zip(asked, page.evaluate(ASK, asked), strict=True):
        assert answer["lines"] == lines(documents, tokens, query), query
        assert _alike(answer["all"], rates(tokens, {**query, "by": "year"}, documents.assign(issuer="x"))["all"])
    assert sum(len(lines(documents, tokens, query)) > 0 for query in asked) == len(asked)
    opened(page, site.as_uri() + "?#q=votes&view=sentences")
    assert HOSTILE[0].split(" said")[0] in page.locator(".said").text_content()
    assert page.locator("main script, main i, main b").count() == 0
    assert page.locator("#by option").all_text_contents() == ["year"]
    assert page.locator("#issuers").is_hidden()


def test_a_statement_without_a_page_is_read_in_this_one(new_page, strange):
    page = opened(new_page(), strange[1].as_uri() + "#q=paragraph")
    page.locator(".kwic a").click()
    page.wait_for_selector("#read .here")
    assert page.locator("#read .here").text_content() == "A new paragraph: don't votes\u00ad here."
    assert page.url.endswith("&read=b&s=2")
    assert page.evaluate("document.activeElement.className") == "here"
    page.get_by_role("link", name="Close").click()
    page.wait_for_selector("#read", state="hidden")
    assert page.faults == []


def test_a_table_that_is_missing_is_named(new_page, strange, tmp_path):
    shutil.copytree(strange[1].parent, tmp_path / "site")
    name = next((tmp_path / "site" / "explore").glob("postings-*")).name
    (tmp_path / "site" / "explore" / name).unlink()
    page = opened(new_page(), (tmp_path / "site" / "explore.html").as_uri() + "#q=votes")
    assert page.locator("#result").text_content() == f"The file explore/{name}, which belongs to this page, cannot be read."
