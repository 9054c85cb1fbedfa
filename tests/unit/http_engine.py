# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A local HTTP server in an engine's place: it keeps what was asked and answers from a script."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Iterator

from ansible_collections.dockfleet.docker.plugins.module_utils._address import Address
from ansible_collections.dockfleet.docker.plugins.module_utils._engine import Engine

JSON = {"Content-Type": "application/json", "Api-Version": "1.51"}


class Answer:
    """A status, a body (JSON unless bytes) and headers."""

    def __init__(self, status: int = 200, body: Any = None, **headers: str) -> None:
        self.status = status
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.headers = {**JSON, **{name.replace("_", "-"): value for name, value in headers.items()}}


class Server(ThreadingHTTPServer):
    """``asked`` is the list of (method, path with query) in the order of their arrival."""

    daemon_threads = True

    def __init__(self, script: Callable[[str, str], Answer]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = script
        self.asked: list[tuple[str, str]] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path))
        told = self.server.script(self.command, self.path)
        self.send_response(told.status)
        for name, value in {**told.headers, "Content-Length": str(len(told.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(told.body)

    do_GET = do_POST = do_DELETE = do_PUT = do_HEAD = answer

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextlib.contextmanager
def serving(script: Callable[[str, str], Answer], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that lives as long as the block."""
    server = Server(script)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def listening(behave: Callable[[socket.socket], Any]) -> Iterator[str]:
    """host:port of a raw listener that does with each connection what ``behave`` says, and keeps it open until the end."""
    kept = []

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _peer = listener.accept()
                kept.append(connection)
                behave(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        for connection in kept:
            connection.close()


def engine_at(url: str, **more: Any) -> Engine:
    """The facade of the engine at a URL."""
    return Engine(Address(url=url, **more))
