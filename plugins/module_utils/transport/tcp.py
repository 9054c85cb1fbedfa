# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TCP, plain or with TLS. The server's certificate is verified unless validate_certs is false. PRIVATE."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from .._errors import Invalid
from ._client import client

HTTPAdapter: Any = object
urllib3: Any = None
with suppress(ImportError):  # connect() reports it
    import urllib3
    from requests.adapters import HTTPAdapter


class NamedHost(HTTPAdapter):
    """Checks the certificate for a name other than the address's: an engine is often reached by its IP address."""

    def __init__(self, hostname: str) -> None:
        self.hostname = hostname
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> Any:
        return super().init_poolmanager(*args, assert_hostname=self.hostname, server_hostname=self.hostname, **kwargs)


def connect(address: Any) -> Any:
    """A session to ``tcp://host:port`` (http or https)."""
    scheme, _colon, rest = address.url.partition("://")
    if not (address.tls or scheme == "https"):
        return client("tcp://" + rest, address)
    session = client("https://" + _with_port(rest), address)
    session.verify = _verification(address)
    if not session.verify:  # the user said so; a Python warning on the terminal at each request tells them nothing
        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    if address.client_cert or address.client_key:
        session.cert = _pair(address)
    if address.tls_hostname and session.verify:
        session.mount("https://", NamedHost(address.tls_hostname))
    return session


def _with_port(rest: str) -> str:
    host, colon, port = rest.rpartition(":")
    return rest if colon and port.rstrip("/").isdigit() else rest.rstrip("/") + ":2376"


def _verification(address: Any) -> Any:
    if not address.verify:
        return False
    if address.ca_path:
        return _existing("ca_path", address.ca_path)
    return True


def _pair(address: Any) -> tuple[str, str]:
    if not (address.client_cert and address.client_key):
        raise Invalid("client_cert and client_key belong together and one of them is missing")
    return _existing("client_cert", address.client_cert), _existing("client_key", address.client_key)


def _existing(option: str, path: str) -> str:
    if not os.access(path, os.R_OK):
        raise Invalid(f"{option}: no file can be read at {path}")
    return path
