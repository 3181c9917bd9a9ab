"""Fetching from a server on this machine that also misbehaves; no test leaves it."""

import gzip
import itertools
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest

from helpers.corpus import fetch, load_corpus
from helpers.corpus.polite_http import NotFetched, Visitor, allowed, rules_for_us

SENTENCES = " ".join(f"Allies said on day {i} that they do not recognise the votes." for i in range(12))
PAGE = f"<html><head><title>On votes</title></head><body><article><h1>On votes</h1><p>{SENTENCES}</p></article></body></html>"
CYRILLIC = PAGE.replace("Allies said", "Союзники заявили «так»")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((time.monotonic(), self.path, self.headers["User-Agent"]))
        getattr(self, "at_" + self.path.strip("/").split("/")[0].replace(".", "_").replace("-", "_"), self.at_missing)()

    def answer(self, body=b"", status=200, kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        for key, value in {"Content-Type": kind, "Content-Length": len(body), **headers}.items():
            self.send_header(key.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def at_robots_txt(self):
        more = {"Location": self.server.robots_at} if self.server.robots_status == 301 else {}
        self.answer(self.server.robots.encode(), kind="text/plain", status=self.server.robots_status, **more)

    def at_missing(self):
        self.answer(b"no", status=404)

    def at_good(self):
        self.answer(PAGE.encode())

    def at_packed(self):
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def at_two_members(self):
        half = len(PAGE) // 2
        self.answer(gzip.compress(PAGE[:half].encode()) + gzip.compress(PAGE[half:].encode()) + bytes(8), Content_Encoding="gzip")

    def at_half_packed(self):
        self.answer(gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip")

    def at_to_nowhere(self):
        self.answer(status=302, Location="http://[half/")

    def at_to_port(self):
        self.answer(status=302, Location="http://a.example:99999/")

    def at_moved_robots(self):
        self.answer(b"\xef\xbb\xbfUser-agent: *\n\nDisallow: /good", kind="text/plain")

    def at_bomb(self):
        self.answer(gzip.compress(b" " * 10_000_000), Content_Encoding="gzip")

    def at_badly_packed(self):
        self.answer(b"not gzip at all", Content_Encoding="gzip")

    def at_wrong_charset(self):
        self.answer(CYRILLIC.encode(), kind="text/html; charset=iso-8859-1")

    def at_unknown_charset(self):
        self.answer(PAGE.encode("utf-8"), kind="text/html; charset=klingon")

    def at_old_charset(self):
        self.answer(CYRILLIC.encode("cp1251"), kind="text/html; charset=windows-1251")

    def at_picture(self):
        self.answer(b"\x89PNG", kind="image/png")

    def at_short(self):
        self.answer(b"<p>Please enable cookies to go on reading this page.</p>")

    def at_loop(self):
        self.answer(status=302, Location="/loop")

    def at_moved(self):
        self.answer(status=301, Location="/good#top")

    def at_to_loopback(self):
        self.answer(status=302, Location="http://localhost:1/")

    def at_to_file(self):
        self.answer(status=302, Location="file:///etc/passwd")

    def at_to_forbidden(self):
        self.answer(status=302, Location="/private/page")

    def at_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.drip(b"<p>more</p>" * 10_000, 0)

    def at_slow(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.drip(b"<p>", 0.05)

    def at_slow_head(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.drip(b"X-More: x\r\n", 0.05)

    def at_silent(self):
        self.server.stopped.wait(20)

    def at_cut(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nhalf")
        self.close_connection = True

    def at_nonsense(self):
        self.wfile.write(b"what?\r\n\r\n")
        self.close_connection = True

    def drip(self, piece, pause):
        try:
            while not self.server.stopped.wait(pause):
                self.wfile.write(piece)
        except OSError:
            self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked, server.stopped, server.robots, server.robots_status = [], threading.Event(), "User-agent: *\nDisallow: /private\n", 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.address = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def visitor():
    visitor = Visitor(private=True, pause=0, seconds=0.6, largest=100_000)
    yield visitor
    visitor.close()


@pytest.mark.parametrize("path", ["good", "packed", "two-members", "moved", "unknown-charset"])
def test_pages_that_can_be_had(server, visitor, path):
    url, kind, body = visitor.get(f"{server.address}/{path}")
    assert url.removeprefix(server.address) in (f"/{path}", "/good#top")
    assert kind.startswith("text/html")
    assert body.decode() == PAGE


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("absent", "HTTP 404"),
        ("endless", "larger than 0.1 MB"),
        ("bomb", "larger than 0.1 MB"),
        ("badly-packed", "not packed as it says"),
        ("half-packed", "cut off"),
        ("to-nowhere", "no address"),
        ("to-port", "not an address of a page"),
        ("loop", "more than 5 redirects"),
        ("to-file", "only http and https"),
        ("to-forbidden", "robots.txt forbids it"),
        ("private/page", "robots.txt forbids it"),
        ("slow", "took too long"),
        ("slow-head", "took too long"),
        ("silent", "took too long"),
        ("cut", "did not answer as it should"),
        ("nonsense", "did not answer as it should"),
    ],
)
def test_pages_that_cannot_be_had_say_why(server, visitor, path, reason):
    begun = time.monotonic()
    with pytest.raises(NotFetched, match=reason):
        visitor.get(f"{server.address}/{path}")
    assert time.monotonic() - begun < 10  # it ends; how fast is no matter here


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.0.0.1", "192.168.1.1", "169.254.169.254", "2130706433", "[::ffff:127.0.0.1]"]
)
def test_private_addresses_are_not_asked(server, host):
    with pytest.raises(NotFetched, match="not a public address"):
        Visitor(pause=0).get(f"http://{host}:{server.server_port}/good")
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::808:808", "2002:7f00:1::", "2001:0:808:808::", "fec0::1", "::808:808"),
        *("192.0.0.8", "192.88.99.1", "100.64.0.1", "198.18.0.1", "224.0.0.1", "ff02::1", "fe80::1%eth0", "240.0.0.1", "0.0.0.0"),
    ],
)
def test_addresses_that_lead_on_to_private_ones_are_not_asked(monkeypatch, address):
    asked = []
    monkeypatch.setattr("socket.getaddrinfo", lambda host, port, **_: asked.append(host) or [(0, 0, 0, "", (address, port))])
    with pytest.raises(NotFetched, match="not a public address"):
        Visitor(pause=0).get("http://bücher.example/")
    assert asked == ["xn--bcher-kva.example"]


ROBOTS = {
    "User-agent: *\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: *\nDisallow: /b": {
        "/a": 0,
        "/b": 0,
        "/c": 1,
    },  # all groups for *
    "User-agent: *\nDisallow: /\nUser-agent: Statement-Notebooks/2\nDisallow: /a\nUser-agent: statement-notebooks\nDisallow: /b": {
        **{"/a": 0, "/b": 0, "/c": 1}  # all groups for this program, and none for *
    },
    "User-agent: note\nDisallow: /\nUser-agent:\nDisallow: /": {"/a": 1},  # no name that is only a part of ours
    "User-agent: x\nUser-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c": {"/a": 0, "/a/b": 1, "/a/b/c/d": 0},  # the longest
    "user-agent : *\ndisallow : /a # not this\nALLOW: /a": {"/a": 1, "/b": 1},  # of two that are as long, the one that lets it
    "User-agent: *\nDisallow:\nDisallow: /*/b$": {"/": 1, "/a/b": 0, "/a/b/": 1, "/b": 1},
    "Disallow: /\nUser-agent: *\nDisallow: /a?b=*&c": {"/a?b=1&c=2": 0, "/a?c": 1, "/": 1},  # no rule before the first group
    "\ufeffUser-agent: *\rDisallow: /\u00e9\r": {"/%C3%A9": 0, "/e": 1},
    "<html>no robots</html>": {"/": 1},
}


@pytest.mark.parametrize("robots", ROBOTS)
def test_rules_of_robots_txt(robots):
    rules, _ = rules_for_us(robots.encode())
    assert {path: int(allowed(rules, f"http://a.example{path}")) for path in ROBOTS[robots]} == ROBOTS[robots]


def test_robots_txt_is_read_as_its_rfc_has_it(server):
    """The longest rule that fits, stars, a mark at the file's beginning, empty lines within a group, and redirects."""
    server.robots = "\ufeffUser-agent: *\n\nDisallow: /good\nAllow: /good/one\nDisallow: /*ed$\n"
    got = {}
    for path in ("good", "good/one", "good/two", "packed", "packed/?x", "moved", "two-members"):
        try:
            got[path] = bool(Visitor(private=True, pause=0).get(f"{server.address}/{path}"))
        except NotFetched as reason:
            got[path] = str(reason)
    barred = "robots.txt forbids it"
    assert got == {
        **{"good": barred, "good/one": True, "good/two": barred, "packed": barred},
        **{"packed/?x": True, "moved": barred, "two-members": True},
    }
    server.robots_status, server.robots_at = 301, "/moved-robots"
    with pytest.raises(NotFetched, match="forbids"):
        Visitor(private=True, pause=0).get(f"{server.address}/good")
    server.robots_at = "/robots.txt"  # without end: as if there were none
    assert Visitor(private=True, pause=0).get(f"{server.address}/good")


def test_a_redirect_to_a_private_address_is_not_followed(server, visitor):
    visitor.get(f"{server.address}/good")
    visitor._backend._private = False
    with pytest.raises(NotFetched, match=r"not a public address: localhost"):
        visitor.get(f"{server.address}/to-loopback")  # the open connection serves; the redirect's own address is checked


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "javascript:alert(1)", "http://", "no address", "http://user:secret@example.org/"),
        *(
            "http://[::1/",
            "http://a.example:port/",
            "http://a.example:99999/",
            "http://[x]/",
            f"http://{'é' * 70}.example/",
            "http://é..a/",
        ),
    ],
)
def test_other_addresses_are_not_fetched(visitor, url):
    with pytest.raises(NotFetched):
        visitor.get(url)


def test_a_pause_between_two_requests_to_one_host_and_an_honest_name(server):
    visitor = Visitor(private=True, pause=0.15)
    visitor.get(f"{server.address}/good")
    visitor.get(f"{server.address}/packed")
    times = [when for when, *_ in server.asked]
    assert [path for _, path, _ in server.asked] == ["/robots.txt", "/good", "/packed"]
    assert min(b - a for a, b in itertools.pairwise(times)) >= 0.14
    assert {name.split("/")[0] for *_, name in server.asked} == {"statement-notebooks"}


def test_a_robots_txt_that_cannot_be_had_forbids_and_one_that_is_not_there_allows(server):
    server.robots_status = 503
    with pytest.raises(NotFetched, match=r"robots\.txt cannot be had"):
        Visitor(private=True, pause=0).get(f"{server.address}/good")
    server.robots_status = 404
    assert Visitor(private=True, pause=0).get(f"{server.address}/good")


@pytest.fixture
def digests(server):
    def make(*paths):
        urls = [" ".join(f"{server.address}/{path}" for path in several.split()) for several in paths]
        table = pd.DataFrame({"document_id": [f"{i}-nato" for i in range(len(urls))], "url": urls, "text": "x"})
        return table.assign(date=pd.Timestamp("2022-09-22"), title="On votes", source="NATO")

    return make


def test_texts_are_written_with_the_digests_header(server, visitor, digests, tmp_path):
    outcomes = fetch.fetch(digests("absent good", "wrong-charset"), to=tmp_path, visitor=visitor)
    assert outcomes.outcome.str.split(",").str[0].tolist() == ["HTTP 404", "fetched", "fetched"]
    texts = load_corpus(tmp_path)
    assert texts.document_id.tolist() == ["0-nato", "1-nato"]
    assert texts[["title", "source", "kind"]].drop_duplicates().values.tolist() == [["On votes", "NATO", "full text"]]
    assert texts.url[0] == f"{server.address}/good"
    assert SENTENCES in texts.text[0]


def test_charsets_are_read_as_they_are_and_not_as_they_are_said_to_be(visitor, digests, tmp_path):
    fetch.fetch(digests("wrong-charset"), to=tmp_path / "a", visitor=visitor)
    assert "Союзники заявили «так»" in load_corpus(tmp_path / "a").text[0]
    fetch.fetch(digests("old-charset"), to=tmp_path / "b", visitor=Visitor(private=True, pause=0))
    assert "Союзники заявили «так»" in load_corpus(tmp_path / "b").text[0]


def test_what_is_no_statement_is_not_written(visitor, digests, tmp_path):
    outcomes = fetch.fetch(digests("picture", "short", "slow"), to=tmp_path, visitor=visitor)
    assert outcomes.outcome.str.contains("image/png|only 9 words|too long").all()
    assert not outcomes.had.any()
    assert list(tmp_path.iterdir()) == []


def test_a_bad_address_is_a_row_and_the_others_are_fetched(visitor, digests, tmp_path):
    table = digests("absent", "to-nowhere", "good")
    table.loc[0, "url"] = "http://[half/ http://bücher.example:x/"
    outcomes = fetch.fetch(table, to=tmp_path, visitor=visitor)
    assert outcomes.document_id.tolist() == ["0-nato", "0-nato", "1-nato", "2-nato"]
    assert outcomes.had.tolist() == [False, False, False, True]


def test_a_second_run_asks_for_nothing_that_is_there(server, visitor, digests, tmp_path):
    fetch.fetch(digests("good", "absent"), to=tmp_path, visitor=visitor)
    server.asked.clear()
    outcomes = fetch.fetch(digests("good", "packed"), to=tmp_path, visitor=Visitor(private=True, pause=0))
    assert outcomes.outcome.str.split(",").str[0].tolist() == ["there already", "fetched"]
    assert [path for _, path, _ in server.asked] == ["/robots.txt", "/packed"]


def test_the_command_prints_outcomes_and_tells_whether_all_were_had(server, folder, capsys):
    path = folder(
        {"in/a.txt": f"date 2022-09-22\ntitle On votes\nurl {server.address}/good\n\nDigest.", "in/b.txt": "date 2022-09-22 No address."}
    )
    options = ["--corpus", str(path / "in"), "--to", str(path / "out"), "--allow-private"]
    assert fetch.main(["a", *options]) == 0
    assert fetch.main(options) == 1
    said = capsys.readouterr().out
    assert "fetched" in said
    assert "the statement names no address" in said
    with pytest.raises(SystemExit):
        fetch.main(["nobody", *options])
    assert "no such document_id: nobody" in capsys.readouterr().err
