"""Getting single web pages politely and safely: robots.txt, pauses, limits, and public addresses alone."""

import ipaddress
import re
import socket
import time
import urllib.robotparser
import zlib
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import httpcore

USER_AGENT = "statement-notebooks/0.1 (research kit; fetches single pages when its user asks)"
ANYONE = "any-robot"  # what a group for `*` is called while it is read
SECONDS_BETWEEN = 1.0  # requests to one host
SECONDS_IN_ALL = 60.0  # for one page, redirects included
SECONDS_OF_SILENCE = 15.0
LARGEST = 5_000_000  # bytes
REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)
# What Python takes for public, though it leads on to an address inside it, or to what is near: of IPv4 in IPv6, and of old customs.
LEADING_ON = ["::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "192.0.0.0/24", "192.88.99.0/24"]
LEADING_ON = [ipaddress.ip_network(each) for each in LEADING_ON]
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # how networks of IPv6 alone reach all the rest: as public as the address in it
SAFE = "%/:=&?~#+!$,;'@()*[]"  # what stays as it is in an address; spaces and letters with accents are written as bytes


class NotFetched(Exception):
    """Raised with the reason why a page was not fetched."""


def is_public(address):
    """Return whether an IP address, and one that it holds, is of the public internet.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("8.8.8.8", "64:ff9b::808:808", "64:ff9b::7f00:1", "2002:7f00:1::", "192.0.0.8")]
    [True, True, False, False, False]
    """
    if address in NAT64:
        return is_public(ipaddress.ip_address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast and not any(address in network for network in LEADING_ON)


def plain_address(url):
    """Return the address of a page with its host as it is looked up; raise NotFetched for what is none.

    >>> plain_address("http://bücher.example/a"), plain_address("https://example.org:443/?q=é")
    ('http://xn--bcher-kva.example/a', 'https://example.org:443/?q=é')
    """
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotFetched(f"only http and https are fetched, not {url[:60]}")
        if parts.username or parts.password:
            raise NotFetched("addresses with a user name are not fetched")
        port, host = "" if parts.port is None else f":{parts.port}", parts.hostname
        return url if host.isascii() else urlunsplit(parts._replace(netloc=host.encode("idna").decode() + port))
    except ValueError as error:
        raise NotFetched(f"not an address of a page: {url[:60]} ({str(error)[:80]})") from error


class _Backend(httpcore.SyncBackend):
    """Connects to public addresses alone, unless told otherwise, and lets no read outlast the page's deadline."""

    def __init__(self, private):
        super().__init__()
        self._private = private
        self.deadline = float("inf")

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotFetched(f"the host {host} was not found") from error
        addresses = [ipaddress.ip_address(entry[4][0].split("%")[0]) for entry in found]
        barred = [str(address) for address in addresses if not is_public(address)]
        if barred and not self._private:
            raise NotFetched(f"not a public address: {host} ({barred[0]})")
        # What was checked is what is connected to: the name is not looked up again.
        return _Timed(super().connect_tcp(str(addresses[0]), port, timeout, local_address, socket_options), self)


class _Timed(httpcore.NetworkStream):
    """A stream whose reads end at the backend's deadline, however slowly the other side drips."""

    def __init__(self, stream, backend):
        self._stream, self._backend = stream, backend
        self.write, self.close, self.get_extra_info = stream.write, stream.close, stream.get_extra_info

    def read(self, max_bytes, timeout=None):
        left = max(self._backend.deadline - time.monotonic(), 0.001)
        try:
            return self._stream.read(max_bytes, min(left, timeout or left))
        except httpcore.ReadTimeout as error:
            if time.monotonic() >= self._backend.deadline:
                raise NotFetched("the page took too long") from error
            raise

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, timeout), self._backend)


class Visitor:
    """Gets pages one by one, and remembers each host's rules and when it was last asked.

    Parameters
    ----------
    private : bool
        Also connect to private and loopback addresses; for tests on a server of one's own.
    pause : float
        Seconds between two requests to one host, at least; a longer delay in robots.txt holds.
    seconds, largest
        Limits of one page: time in all, and bytes.
    """

    def __init__(self, *, private=False, pause=SECONDS_BETWEEN, seconds=SECONDS_IN_ALL, largest=LARGEST):
        self._backend = _Backend(private)
        self._pool = httpcore.ConnectionPool(network_backend=self._backend, max_connections=4)
        self._pause, self._seconds, self._largest = pause, seconds, largest
        self._rules, self._asked = {}, {}

    def get(self, url):
        """Return (address after redirects, content type, bytes) of a page; raise NotFetched with the reason."""
        self._backend.deadline = time.monotonic() + self._seconds
        status, url, headers, body = self._follow(url, self._check)
        if status in MOVED:
            raise NotFetched(f"more than {REDIRECTS} redirects")
        if status != 200:
            raise NotFetched(f"HTTP {status}")
        return url, headers.get("content-type", ""), body

    def _follow(self, url, check=lambda url: None):
        """Return (status, address, headers, bytes) of what an address and the redirects from it lead to."""
        for _ in range(REDIRECTS + 1):
            url = plain_address(url)
            check(url)
            status, headers, body = self._request(url)
            if status not in MOVED or "location" not in headers:
                break
            try:
                url = urljoin(url, headers["location"])
            except ValueError as error:
                raise NotFetched(f"the host leads to what is no address: {headers['location'][:60]}") from error
        return status, url, headers, body

    def close(self):
        """Close the connections."""
        self._pool.close()

    def _check(self, url):
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._robots(origin)
        if not allowed(self._rules[origin][0], url):
            raise NotFetched("robots.txt forbids it")

    def _robots(self, origin):
        """Return a host's rules. As RFC 9309 has it, none are in force where there is no robots.txt, all where it cannot be had."""
        status, _, _, body = self._follow(f"{origin}/robots.txt")
        if status >= 500 or status == 429:
            raise NotFetched(f"robots.txt cannot be had (HTTP {status})")
        return rules_for_us(body if status == 200 else b"")

    def _request(self, url):
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        _, delay = self._rules.get(origin, ([], 0))
        wait = self._asked.get(parts.hostname, -1e9) + max(self._pause, min(delay, 30)) - time.monotonic()
        time.sleep(max(wait, 0))
        self._backend.deadline += max(wait, 0)  # our politeness is not the host's slowness
        self._asked[parts.hostname] = time.monotonic()
        headers = {"Host": parts.netloc, "User-Agent": USER_AGENT, "Accept": "text/html,application/pdf;q=0.9", "Accept-Encoding": "gzip"}
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), min(SECONDS_OF_SILENCE, self._seconds))
        try:
            address = quote(urlunsplit(parts._replace(fragment="")), safe=SAFE)
            with self._pool.stream("GET", address, headers=headers, extensions={"timeout": timeout}) as response:
                fields = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
                return response.status, fields, self._body(response, fields)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ValueError, OSError) as error:
            raise NotFetched(f"the host did not answer as it should ({type(error).__name__}: {error})".replace(": )", ")")) from error

    def _body(self, response, headers):
        packed = headers.get("content-encoding", "").lower() in ("gzip", "x-gzip")
        unpack, body = zlib.decompressobj(31) if packed else None, bytearray()
        for chunk in response.iter_stream():
            try:
                while packed and chunk:
                    unpack = zlib.decompressobj(31) if unpack.eof else unpack  # a page may be packed in several parts
                    body += unpack.decompress(chunk, self._largest + 1)
                    chunk = unpack.unused_data.lstrip(b"\0")
            except zlib.error as error:
                raise NotFetched("the page is not packed as it says") from error
            body += chunk
            if len(body) > self._largest:
                raise NotFetched(f"larger than {self._largest / 1e6:g} MB")
        if packed and body and not unpack.eof:
            raise NotFetched("the page is cut off")
        return bytes(body)


def rules_for_us(body):
    r"""Return the rules of a robots.txt that are for this program, and the seconds to wait: those of all its groups, or of all for ``*``.

    Python's own parser reads the lines, but takes an empty one for the end of a group, and of several groups for ``*`` the first alone.

    >>> rules, delay = rules_for_us(b"User-agent: *\n\nDisallow: /a\nCrawl-delay: 3\nUser-agent: *\nDisallow: /b")
    >>> [rule.path for rule in rules], delay
    (['/a', '/b'], 3.0)
    """
    lines = [line for line in re.split(r"[\r\n]+", body.decode("utf-8-sig", "replace")) if line.strip()]
    parser = urllib.robotparser.RobotFileParser()
    parser.parse([re.sub(r"(?i)^(\s*user-agent\s*:\s*)\*", rf"\1{ANYONE}", line) for line in lines])
    for name in (USER_AGENT.partition("/")[0], ANYONE):
        if groups := [group for group in parser.entries if any(_token(agent) == name for agent in group.useragents)]:
            delays = [float(group.delay) for group in groups if group.delay is not None]
            return [rule for group in groups for rule in group.rulelines], max(delays, default=0.0)
    return [], 0.0


def _token(agent):
    return re.match(r"[\w-]*", agent)[0].lower()


def allowed(rules, url):
    """Return whether rules let a page be fetched, as RFC 9309 has it: the longest that fits decides, with ``*`` and ``$`` in it.

    >>> rules, _ = rules_for_us(b"User-agent: *\\nDisallow: /news/\\nAllow: /news/2022\\nDisallow: /*.pdf$")
    >>> [allowed(rules, f"http://a.example{path}") for path in ("/news/1", "/news/2022/1", "/a.pdf", "/a.pdf?b")]
    [False, True, False, True]
    """
    parts = urlsplit(url)
    path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
    fitting = [(len(unquote(rule.path)), rule.allowance) for rule in rules if _fits(unquote(rule.path), path)]
    return max(fitting, default=(0, True))[1]


def _fits(rule, path):
    """Return whether a rule of robots.txt fits a path, in time of their length."""
    first, *parts = rule.removesuffix("$").split("*")
    if rule.endswith("$"):
        last = parts.pop() if parts else first
        if not path.endswith(last) or (not parts and "*" not in rule and path != first):
            return False
        path = path[: len(path) - len(last)] if "*" in rule else path
    if not path.startswith(first):
        return False
    at = len(first)
    for part in parts:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True
