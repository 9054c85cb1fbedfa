# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The few engine calls the scripts need, over the engine's HTTP interface, with the standard library only."""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
from typing import Any
from urllib.parse import quote, urlsplit

from places import Trouble


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _tls() -> ssl.SSLContext | None:
    """The docker CLI's own rule: DOCKER_TLS_VERIFY turns TLS on, DOCKER_CERT_PATH holds ca.pem, cert.pem and key.pem."""
    if not os.environ.get("DOCKER_TLS_VERIFY"):
        return None
    folder = os.environ.get("DOCKER_CERT_PATH") or os.path.expanduser("~/.docker")
    context = ssl.create_default_context(cafile=os.path.join(folder, "ca.pem"))
    context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
    return context


def _connection(host: str, timeout: float) -> http.client.HTTPConnection:
    parts = urlsplit(host)
    if parts.scheme == "unix":
        return _UnixConnection(parts.path, timeout)
    if parts.scheme not in ("tcp", "http", "https"):
        raise Trouble(f"The tests reach an engine by unix:// or tcp://, not by {host}.")
    context = _tls()
    name = parts.hostname or "localhost"
    if context:
        return http.client.HTTPSConnection(name, parts.port or 2376, timeout=timeout, context=context)
    return http.client.HTTPConnection(name, parts.port or 2375, timeout=timeout)


class Engine:
    def __init__(self, host: str) -> None:
        self.host = host

    def call(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json", timeout: float = 120) -> bytes:
        """The answer's body; Trouble for anything but success."""
        connection = None
        try:
            connection = _connection(self.host, timeout)
            connection.request(method, path, body=body, headers={"Content-Type": kind})
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Trouble(f"The engine at {self.host} does not answer: {error}.") from error
        finally:
            if connection:
                connection.close()
        if answer.status >= 400:
            raise Trouble(f"The engine at {self.host} refused {method} {path}: {text.decode(errors='replace').strip()}")
        return text

    def get(self, path: str) -> Any:
        return json.loads(self.call("GET", path))

    def post(self, path: str, wish: dict[str, Any] | None = None) -> bytes:
        return self.call("POST", path, json.dumps(wish).encode() if wish is not None else None)

    def answers(self) -> bool:
        try:
            return self.call("GET", "/_ping", timeout=5).startswith(b"OK")
        except Trouble:
            return False

    def image_labels(self, name: str) -> dict[str, str] | None:
        """Labels of an image; None where there is no such image."""
        try:
            config = self.get(f"/images/{quote(name, safe='/:')}/json").get("Config") or {}
        except Trouble:
            return None
        return dict(config.get("Labels") or {})
