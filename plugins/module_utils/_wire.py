# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to one engine: paths, API versions, JSON, errors. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import json
import time
from contextlib import closing
from typing import Any, Iterator, Mapping

from . import transport
from ._address import Address
from ._errors import Unsupported, answered, translated

# Docker 25 to 29 and later serve 1.44, so a first request in it needs no negotiation; every answer names the newest version the
# engine speaks, and NEWEST is the newest that this collection was tested with.
FIRST = (1, 44)
NEWEST = (1, 51)


class Wire:
    """One engine's HTTP: everything that the facade's calls have in common."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.requests: list[dict[str, Any]] = []
        self._session: Any = None
        self._version: tuple[int, ...] | None = None if address.api_version == "auto" else as_version(address.api_version)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._session is not None:
            self._session.close()
            self._session = None

    @property
    def api_version(self) -> str:
        """The version that requests are made in, asking the engine when none was made yet."""
        if self._version is None:
            self.request("GET", "/_ping")
        return ".".join(str(part) for part in self._version or FIRST)

    def needs(self, version: str, what: str) -> None:
        """Raise Unsupported unless requests are made in this API version or a later one."""
        if as_version(self.api_version) < as_version(version):
            raise Unsupported(f"{what} needs API version {version} and requests are made in {self.api_version}")

    def request(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """One request. Returns the answer's JSON (bytes where it is none, None where there is no body), or raises a Failure.

        ``headers`` and ``timeout`` (seconds without an answer) are about the request; every other keyword is a query argument.
        """
        with translated(self.address.url):
            return _content(self._answer(method, path, body, **more))

    def registry_auth(self, reference: str) -> dict[str, str] | None:
        """The header with the credentials that the docker CLI's configuration has for the registry of a reference."""
        with translated(self.address.url):
            return transport.registry_auth(self._connected(), reference)

    def stream(self, method: str, path: str, body: Any = None, **more: Any) -> Iterator[Any]:
        """One request whose answer is a stream of JSON objects, given one by one; an object that reports an error raises it."""
        with translated(self.address.url), closing(self._answer(method, path, body, stream=True, **more)) as answer:
            for line in answer.iter_lines():
                message = json.loads(line) if line.strip() else {}
                if "error" in message:
                    raise answered(500, str(message["error"]))
                if message:
                    yield message

    def _answer(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """Send in the version known so far; an engine that does not speak the first guess says what it does speak."""
        guessing = self._version is None
        answer = self._send(method, path, body, **more)
        self._learn(answer)
        if guessing and answer.status_code == 400 and self._version not in (None, FIRST) and "client version" in _message(answer):
            answer = self._send(method, path, body, **more)
        if answer.status_code >= 400:
            raise answered(answer.status_code, _message(answer))
        return answer

    def _connected(self) -> Any:
        if self._session is None:
            self._session = transport.connect(self.address)
        return self._session

    def _send(
        self, method: str, path: str, body: Any, *, headers: Any = None, stream: bool = False, timeout: Any = None, **query: Any
    ) -> Any:
        version = ".".join(str(part) for part in self._version or FIRST)
        began = time.monotonic()
        session = self._connected()
        answer = session.request(
            method,
            f"{session.base_url}/v{version}{path}",
            params=_query(query),
            json=body,
            headers=headers,
            stream=stream,
            timeout=self.address.timeout if timeout is None else timeout,
        )
        spent = round(time.monotonic() - began, 4)
        self.requests.append({"method": method, "path": path, "status": answer.status_code, "seconds": spent})
        return answer

    def _learn(self, answer: Any) -> None:
        spoken = answer.headers.get("Api-Version")
        if self._version is None and spoken:
            self._version = min(as_version(spoken), NEWEST)


def as_version(text: str) -> tuple[int, ...]:
    """``1.44`` as numbers, for comparing."""
    try:
        return tuple(int(part) for part in text.split("."))
    except ValueError:
        raise Unsupported(f"api_version {text} is not a version", "Write it like 1.44, or auto.") from None


def _query(query: Mapping[str, Any]) -> dict[str, Any]:
    """Query arguments in the engine's spelling: filters as JSON, booleans as 1 and 0, None left out."""
    spelled = {}
    for key, value in query.items():
        if value is None:
            continue
        spelled[key] = json.dumps(value) if isinstance(value, dict) else int(value) if isinstance(value, bool) else value
    return spelled


def _content(answer: Any) -> Any:
    if not answer.content:
        return None
    if "json" not in answer.headers.get("Content-Type", ""):
        return answer.content
    return answer.json()


def _message(answer: Any) -> str:
    try:
        return str(answer.json()["message"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP status {answer.status_code} {answer.text[:200].strip()}"
