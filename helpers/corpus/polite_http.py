"""Getting single web pages politely and safely: robots.txt, pauses, limits, and public addresses alone."""

import ipaddress
import re
import socket
import time
import urllib.robotparser
import zlib
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

USER_AGENT = "statement-notebooks/0.1 (research kit; fetches single pages when its user asks)"
SECONDS_BETWEEN = 1.0  # requests to one host
SECONDS_IN_ALL = 60.0  # for one page, redirects included
SECONDS_OF_SILENCE = 15.0
LARGEST = 5_000_000  # bytes
REDIRECTS = 5
SAFE = "%/:=&?~#+!$,;'@()*[]"  # what stays as it is in an address; spaces and letters with accents are written as bytes


class NotFetched(Exception):
    """Raised with the reason why a page was not fetched."""


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
        barred = [str(address) for address in addresses if not address.is_global or address.is_multicast]
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
        for _ in range(REDIRECTS + 1):
            self._check(url)
            status, headers, body = self._request(url)
            if status in (301, 302, 303, 307, 308) and "location" in headers:
                url = urljoin(url, headers["location"])
            elif status != 200:
                raise NotFetched(f"HTTP {status}")
            else:
                return url, headers.get("content-type", ""), body
        raise NotFetched(f"more than {REDIRECTS} redirects")

    def close(self):
        """Close the connections."""
        self._pool.close()

    def _check(self, url):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotFetched(f"only http and https are fetched, not {url[:60]}")
        if parts.username or parts.password:
            raise NotFetched("addresses with a user name are not fetched")
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._robots(origin)
        if not self._rules[origin].can_fetch(USER_AGENT, url):
            raise NotFetched("robots.txt forbids it")

    def _robots(self, origin):
        """Return a host's rules. As RFC 9309 has it, none are in force where there is no robots.txt, all where it cannot be had."""
        rules = urllib.robotparser.RobotFileParser()
        status, _, body = self._request(f"{origin}/robots.txt")
        if status >= 500 or status == 429:
            raise NotFetched(f"robots.txt cannot be had (HTTP {status})")
        rules.parse(re.split(r"\r\n?|\n", body.decode("utf-8", "replace")) if status == 200 else [])
        return rules

    def _request(self, url):
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        delay = self._rules[origin].crawl_delay(USER_AGENT) if origin in self._rules else None
        wait = self._asked.get(parts.hostname, -1e9) + max(self._pause, min(float(delay or 0), 30)) - time.monotonic()
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
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ValueError) as error:
            raise NotFetched(f"the host did not answer as it should ({type(error).__name__}: {error})".replace(": )", ")")) from error

    def _body(self, response, headers):
        unpack = zlib.decompressobj(31) if headers.get("content-encoding", "").lower() in ("gzip", "x-gzip") else None
        body = bytearray()
        for chunk in response.iter_stream():
            try:
                body += unpack.decompress(chunk, self._largest + 1) if unpack else chunk
            except zlib.error as error:
                raise NotFetched("the page is not packed as it says") from error
            if len(body) > self._largest:
                raise NotFetched(f"larger than {self._largest / 1e6:g} MB")
        return bytes(body)
