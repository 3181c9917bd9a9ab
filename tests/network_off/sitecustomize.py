"""On the path of a Python started by the tests, this lets it talk to this machine alone."""

import socket

_connect = socket.socket.connect


def connect(self, address):
    host = address[0] if isinstance(address, tuple) else "localhost"
    if host not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"the network is off in tests: {host}")
    return _connect(self, address)


socket.socket.connect = connect
