"""A public address on this machine: plain HTTP on a port of its own, where the check would speak TLS to the world."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app.services import public_address


@contextmanager
def serve_publicly(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the application at an address that begins with https://, and lend it."""
    monkeypatch.setattr(public_address, "HTTPSConnection", HTTPConnection)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
