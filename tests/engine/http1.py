# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP/1.1 just far enough to relay it: heads, and bodies by length, in chunks or until the end of the connection."""

from __future__ import annotations

import socket
from typing import Callable, Iterator

BLOCK = 65536


class Stream:
    """A socket with a buffer for reading."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.buffer = b""

    def more(self) -> bool:
        """Read what comes next into the buffer; False at the end of the stream."""
        data = self.connection.recv(BLOCK)
        self.buffer += data
        return bool(data)

    def until(self, mark: bytes) -> bytes:
        """Everything up to and including the mark; EOFError when the stream ends before it."""
        while mark not in self.buffer:
            if not self.more():
                raise EOFError
        found, _mark, self.buffer = self.buffer.partition(mark)
        return found + mark

    def take(self, size: int) -> Iterator[bytes]:
        """The next bytes, in pieces as they come."""
        while size:
            if not self.buffer and not self.more():
                raise EOFError
            piece, self.buffer = self.buffer[:size], self.buffer[size:]
            size -= len(piece)
            yield piece

    def rest(self) -> Iterator[bytes]:
        """Everything until the end of the stream."""
        while self.buffer or self.more():
            piece, self.buffer = self.buffer, b""
            yield piece


class Head:
    """The first line and the headers of a message."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        first, *lines = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
        self.words = first.split(" ", 2)
        pairs = (line.partition(":") for line in lines)
        self.headers = {name.strip().lower(): value.strip() for name, _colon, value in pairs}

    def body(self, stream: Stream, until_end: bool) -> Iterator[bytes]:
        """The message's body as it stands on the wire, in pieces as they come."""
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            return _chunks(stream)
        if "content-length" in self.headers:
            return stream.take(int(self.headers["content-length"]))
        return stream.rest() if until_end else iter(())


def _chunks(stream: Stream) -> Iterator[bytes]:
    size = -1
    while size:
        line = stream.until(b"\r\n")
        size = int(line.split(b";")[0], 16)
        yield line
        yield from stream.take(size)
        yield stream.until(b"\r\n")


def pump(source: Stream, send: Callable[[bytes], object]) -> None:
    """Pass everything on until either side ends."""
    try:
        for piece in source.rest():
            send(piece)
    except OSError:
        pass
