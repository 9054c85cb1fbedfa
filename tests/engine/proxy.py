# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A relay in front of a real engine: it notes every request, and loses, delays or changes answers when told to.

with Proxy(upstream="unix:///var/run/docker.sock") as proxy:
    proxy.inject(lambda request: request.path == "/volumes/create", when="after", action="cut")
    …                       # with DOCKER_HOST=proxy.url
    print(proxy.requests)

python3 tests/engine/proxy.py --upstream unix:///var/run/docker.sock --listen unix:///tmp/relay.sock --log requests.jsonl
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import re
import select
import shutil
import signal
import socket
import ssl
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Callable, Iterator
from urllib.parse import urlsplit

VERSION = re.compile(r"^/v\d+\.\d+(?=/)")
BLOCK = 65536


@dataclass
class Request:
    """One request: ``url`` as it was sent, ``path`` without version and query; ``time`` since the epoch.

    ``seconds`` passed until the answer began. ``status`` is what the engine, or an injected answer, said; None while there is none.
    ``fault`` is what was done to the request, such as "cut after", or "no answer" when one side went away.
    """

    method: str
    url: str
    path: str = field(init=False)
    query: str = field(init=False)
    time: float = field(default_factory=time.time)
    status: int | None = None
    seconds: float | None = None
    fault: str = ""

    def __post_init__(self) -> None:
        path, _mark, self.query = self.url.partition("?")
        self.path = VERSION.sub("", path)


Match = Callable[[Request], bool]


def anything(_request: Request) -> bool:
    return True


@dataclass
class Fault:
    """What happens to the ``nth`` matching request and the ``times - 1`` after it (``float("inf")``: all from there on).

    when: before, the engine never sees it; after, the engine's whole answer is read, and lost; midway (only with cut), the answer's head
    and half of the first piece of its body are passed on. action: cut closes the connection, status answers with ``status`` and ``body``
    (JSON), stall never answers. then_dead: nothing answers any more, and connecting is refused, until ``Proxy.revive``.
    """

    match: Match = anything
    when: str = "before"
    nth: int = 1
    times: float = 1
    action: str = "cut"
    status: int = 500
    body: Any = field(default_factory=lambda: {"message": "injected"})
    then_dead: bool = False
    seen: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        known = self.when in ("before", "after", "midway") and self.action in ("cut", "status", "stall")
        if not known or (self.when == "midway" and self.action != "cut"):
            raise ValueError(f"no such fault: {self.action} {self.when}")

    def due(self, request: Request) -> bool:
        matches = bool(self.match(request))
        self.seen += matches
        return matches and self.nth <= self.seen < self.nth + self.times


@dataclass
class Rewrite:
    """How answers change: ``headers`` are set, or removed when None; ``body`` is JSON, bytes, or a function of the bytes there."""

    match: Match = anything
    status: int | None = None
    headers: dict[str, str | None] = field(default_factory=dict)
    body: Any = None


def server_tls(cert: str, key: str, client_ca: str | None = None) -> ssl.SSLContext:
    """TLS for a Proxy; with ``client_ca`` only clients with a certificate of that authority are let in."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    if client_ca:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(client_ca)
    return context


class Proxy:
    """Listens at ``url`` from the start of the ``with`` block to its end; ``requests`` holds what was asked, in order of arrival.

    upstream: unix:///path or tcp://host:port. listen: the same; left out it is a socket in a folder of its own, or with TLS a free port of
    127.0.0.1. log: a text file that gets one JSON line per request, written before its answer is passed on.
    """

    def __init__(self, upstream: str, listen: str | None = None, tls: ssl.SSLContext | None = None, log: IO[str] | None = None) -> None:
        self.upstream = upstream
        self.tls = tls
        self.requests: list[Request] = []
        self._log = log
        self._lock = threading.RLock()
        self._faults: list[Fault] = []
        self._rewrites: list[Rewrite] = []
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._folder = "" if listen or tls else tempfile.mkdtemp(prefix="proxy-")
        self.url = listen or ("tcp://127.0.0.1:0" if tls else f"unix://{self._folder}/engine.sock")
        self._listener: socket.socket | None = None

    def __enter__(self) -> Proxy:
        self.revive()
        return self

    def __exit__(self, *_reason: object) -> None:
        self.die()
        for thread in self._threads:
            thread.join(10)
        if self.url.startswith("unix://"):
            Path(urlsplit(self.url).path).unlink()
        shutil.rmtree(self._folder, ignore_errors=True)

    def clear(self) -> None:
        """Forget requests, faults and rewrites."""
        with self._lock:
            self.requests.clear()
            self._faults.clear()
            self._rewrites.clear()

    def inject(self, match: Match = anything, **how: Any) -> None:
        """Spoil a request; ``how`` is what Fault takes. ValueError or TypeError for what it does not."""
        self._faults.append(Fault(match, **how))

    def rewrite(self, match: Match = anything, **how: Any) -> None:
        """Change every matching answer that has an end, for example ``headers={"Api-Version": "1.41"}``; ``how`` is what Rewrite takes."""
        self._rewrites.append(Rewrite(match, **how))

    def die(self) -> None:
        """Close every connection and refuse new ones."""
        with self._lock:
            if self._listener:
                _close(self._listener)
            self._listener = None
            for sock in self._open:
                _end(sock)

    def revive(self) -> None:
        """Listen, again at the same address after ``die``."""
        with self._lock:
            if not self._listener:
                self._listener, self.url = _listen(self.url)
                self._start(self._accept, self._listener)

    def _start(self, work: Callable[..., None], *words: Any) -> None:
        thread = threading.Thread(target=work, args=words, daemon=True)
        with self._lock:
            self._threads = [one for one in self._threads if one.is_alive()] + [thread]
            thread.start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._start(self._serve, listener, listener.accept()[0])

    def _serve(self, listener: socket.socket, sock: socket.socket) -> None:
        try:
            if self.tls:
                sock = self.tls.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
            with self._lock:
                self._open.add(sock)
                if listener is not self._listener:
                    raise EOFError
            _Connection(self, sock).serve()
        except (OSError, EOFError):
            pass  # one side went away, which is its right
        finally:
            self.dropped(sock)

    # What connections tell and ask.

    def dial(self) -> socket.socket:
        """A connection to the engine that ``die`` closes too."""
        sock = _dial(self.upstream)
        with self._lock:
            self._open.add(sock)
        return sock

    def dropped(self, sock: socket.socket) -> None:
        with self._lock:
            self._open.discard(sock)
        _close(sock)

    def arrived(self, request: Request) -> Fault | None:
        """Note a request; the fault that is due for it."""
        with self._lock:
            self.requests.append(request)
            due = [fault for fault in self._faults if fault.due(request)]  # each counts, whichever is first
            return due[0] if due else None

    def answered(self, request: Request, status: int | None) -> None:
        """Note an answer, before the client can see it."""
        request.status, request.seconds = status, round(time.time() - request.time, 6)
        if self._log:
            with self._lock:
                self._log.write(json.dumps(asdict(request)) + "\n")
                self._log.flush()

    def rewrites(self, request: Request) -> list[Rewrite]:
        with self._lock:
            return [rule for rule in self._rewrites if rule.match(request)]


class _Wire:
    """A socket, and what was received from it and not used yet."""

    def __init__(self, sock: socket.socket, wait: Callable[[], object] = lambda: None) -> None:
        self.sock = sock
        self.wait = wait
        self.kept = b""

    def fill(self) -> bool:
        """Receive more; False at the end."""
        self.wait()
        got = self.sock.recv(BLOCK)
        self.kept += got
        return bool(got)

    def piece(self, most: int) -> bytes:
        """What is there, at least a byte; EOFError at the end."""
        if not self.kept and not self.fill():
            raise EOFError
        got, self.kept = self.kept[:most], self.kept[most:]
        return got

    def until(self, mark: bytes) -> bytes:
        """Everything to the mark, and the mark."""
        while mark not in self.kept:
            if not self.fill():
                raise EOFError
        return self.piece(self.kept.index(mark) + len(mark))


class _Head:
    """Start line and headers of a request or an answer."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.start, *lines = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        self.fields = {name.lower(): value.strip() for name, _colon, value in pairs}

    @property
    def word(self) -> str:
        """The start line's second word: a request's target, an answer's status."""
        return self.start.split(" ")[1]

    def length(self) -> int | None:
        """Bytes of the body; -1 when it comes in chunks, None when the head does not say."""
        if "chunked" in self.fields.get("transfer-encoding", "").lower():
            return -1
        return int(self.fields["content-length"]) if "content-length" in self.fields else None

    def last(self) -> bool:
        return self.fields.get("connection", "").lower() == "close"

    def changed(self, status: int | None, headers: dict[str, str | None], length: int) -> bytes:
        """The answer's head with another status, other headers, and a body of that many bytes."""
        fields = {**self.fields, "transfer-encoding": None, "content-length": str(length)}
        fields.update({name.lower(): value for name, value in headers.items()})
        start = f"HTTP/1.1 {status} Injected" if status else self.start
        return "\r\n".join([start, *(f"{name}: {value}" for name, value in fields.items() if value is not None), "", ""]).encode("latin-1")


def _pieces(wire: _Wire, length: int) -> Iterator[tuple[bytes, bytes]]:
    """A body as it comes in: pairs of the bytes on the wire and the part of them that is content."""
    if length < 0:
        yield from _chunks(wire)
        return
    while length:
        got = wire.piece(length)
        length -= len(got)
        yield got, got


def _chunks(wire: _Wire) -> Iterator[tuple[bytes, bytes]]:
    size = -1
    while size:
        line = wire.until(b"\r\n")
        yield line, b""
        size = int(line.split(b";")[0], 16)
        if size:
            yield from _pieces(wire, size)
            yield wire.until(b"\r\n"), b""
    while (line := wire.until(b"\r\n")) != b"\r\n":  # trailers
        yield line, b""
    yield line, b""


class _Connection:
    """One client's connection, with one of its own to the engine; what one side closes is closed on the other."""

    def __init__(self, proxy: Proxy, sock: socket.socket) -> None:
        self.proxy = proxy
        self.client = _Wire(sock)
        self.engine: _Wire | None = None

    def serve(self) -> None:
        """Answer requests until a side ends the connection."""
        if isinstance(self.client.sock, ssl.SSLSocket):
            self.client.sock.do_handshake()
        try:
            while self._idle() and self._one():
                pass
        finally:
            if self.engine:
                self.proxy.dropped(self.engine.sock)

    def _idle(self) -> bool:
        """Wait for a request; False when a side closed, which a client that keeps connections has to notice."""
        while not self.client.kept:
            if not all(wire.fill() for wire in _readable(self.client, self.engine)):
                return False
        return True

    def _one(self) -> bool:
        """One request and its answer; True when the connection can take another."""
        head = _Head(self.client.until(b"\r\n\r\n"))
        request = Request(head.start.split(" ")[0], head.word)
        fault = self.proxy.arrived(request)
        if head.fields.get("expect"):
            self.client.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = _pieces(self.client, head.length() or 0)
        if fault and fault.when == "before":
            for _piece in body:
                pass  # read, because closing over unread bytes would be a reset
            return self._suffer(fault, request, None)
        try:
            engine = self._forward(head, body)
            answer = _Head(engine.until(b"\r\n\r\n"))
        except (OSError, EOFError):
            request.fault = "no answer"
            self.proxy.answered(request, None)
            raise
        length = 0 if request.method == "HEAD" or answer.word in ("204", "304") else answer.length()
        if fault:
            return self._spoil(engine, fault, request, answer, length)
        return self._pass_on(engine, request, answer, length) and not head.last() and not answer.last()

    def _watch(self) -> None:
        """Wait for the engine; EOFError when the client goes meanwhile, so that the engine hears of it."""
        while self.engine not in (ready := _readable(self.client, self.engine)):
            if self.client in ready and not self.client.fill():
                raise EOFError

    def _forward(self, head: _Head, body: Iterator[tuple[bytes, bytes]]) -> _Wire:
        self.engine = engine = self.engine or _Wire(self.proxy.dial(), self._watch)
        # An engine may refuse without reading on, and its answer says why.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            engine.sock.sendall(re.sub(rb"\r\nexpect:[^\r]*", b"", head.raw, flags=re.IGNORECASE))
            for raw, _content in body:
                if _readable(engine, seconds=0):
                    engine.fill()  # progress that an engine sends while it still reads; it would block with nobody listening
                engine.sock.sendall(raw)
        for _piece in body:
            pass
        return engine

    def _pass_on(self, engine: _Wire, request: Request, answer: _Head, length: int | None) -> bool:
        if answer.word == "101" or length is None:
            self.proxy.answered(request, int(answer.word))
            self.client.sock.sendall(answer.raw)
            _tunnel(self.client, engine)
            return False
        pieces = _pieces(engine, length)
        for rule in self.proxy.rewrites(request):
            content = _body(rule.body, b"".join(content for _raw, content in pieces))
            answer = _Head(answer.changed(rule.status, rule.headers, len(content)))
            pieces = iter([(content, content)])
        self.proxy.answered(request, int(answer.word))
        waiting = b""
        for raw, _content in itertools.chain([(answer.raw, b"")], pieces):
            waiting += raw
            if not engine.kept:  # all that came is in here: pass it on at once, but not in smaller parts than it came in
                self.client.sock.sendall(waiting)
                waiting = b""
        self.client.sock.sendall(waiting)
        return True

    def _spoil(self, engine: _Wire, fault: Fault, request: Request, answer: _Head, length: int | None) -> bool:
        """A fault after the engine has answered. An answer without an end (a stream, an upgrade) is not waited for."""
        pieces = _pieces(engine, length or 0)
        if fault.when == "midway":
            content = b"" if not length else next(raw for raw, content in pieces if content)
            self.client.sock.sendall(answer.raw + (b"%x\r\n" % len(content) if length == -1 else b"") + content[: len(content) // 2])
        else:
            for _piece in pieces:
                pass
        return self._suffer(fault, request, int(answer.word))

    def _suffer(self, fault: Fault, request: Request, status: int | None) -> bool:
        request.fault = f"{fault.action} {fault.when}"
        self.proxy.answered(request, fault.status if fault.action == "status" else status)
        if fault.then_dead:
            self.proxy.die()
        if fault.action == "stall":
            while self.client.fill():
                pass
        if fault.action != "status":
            return False
        content = _body(fault.body, b"")
        self.client.sock.sendall(_Head(b"HTTP/1.1").changed(fault.status, {"Content-Type": "application/json"}, len(content)) + content)
        return True


def _body(wanted: Any, there: bytes) -> bytes:
    wanted = wanted(there) if callable(wanted) else wanted
    if wanted is None:
        return there
    return wanted if isinstance(wanted, bytes) else json.dumps(wanted).encode()


def _readable(*wires: _Wire | None, seconds: float | None = None) -> list[_Wire]:
    """Those that have something to receive, or have ended. TLS keeps nothing back: each receive takes a whole record."""
    poll = select.poll()  # select() cannot take a descriptor above 1023
    there = {wire.sock.fileno(): wire for wire in wires if wire}
    for descriptor in there:
        poll.register(descriptor, select.POLLIN)
    return [there[descriptor] for descriptor, _event in poll.poll(None if seconds is None else seconds * 1000)]


def _tunnel(client: _Wire, engine: _Wire) -> None:
    """Bytes in both directions until the engine ends; the end of the client's input is passed on."""
    engine.sock.sendall(client.kept)
    client.sock.sendall(engine.kept)
    there = [client, engine]
    while engine in there:
        for wire in _readable(*there):
            got = wire.sock.recv(BLOCK)
            if got:
                (engine if wire is client else client).sock.sendall(got)
            else:
                there.remove(wire)
                if wire is client:
                    engine.sock.shutdown(socket.SHUT_WR)


def _listen(url: str) -> tuple[socket.socket, str]:
    """A listening socket, and its address with the port that was free."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        if Path(parts.path).is_socket() and not _answers(url):
            Path(parts.path).unlink()  # left by a listener that died
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(parts.path)
    elif parts.scheme == "tcp":
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # inherited by what it accepts
        listener.bind((parts.hostname or "127.0.0.1", parts.port or 0))
        url = f"tcp://{parts.hostname or '127.0.0.1'}:{listener.getsockname()[1]}"
    else:
        raise ValueError(f"unix:///path or tcp://host:port, not {url}")
    listener.listen(128)
    return listener, url


def _answers(url: str) -> bool:
    try:
        _dial(url).close()
    except OSError:
        return False
    return True


def _dial(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.connect(parts.path)
        except OSError:
            sock.close()
            raise
        return sock
    sock = socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 2375))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def _end(sock: socket.socket) -> None:
    """Wake whoever waits for the socket. Not by its own method: a TLS socket's would pull its state from under the reader."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _close(sock: socket.socket) -> None:
    _end(sock)
    sock.close()


def main() -> int:
    """Relay until SIGTERM or SIGINT; the first line printed is the address."""
    parser = argparse.ArgumentParser(description="Relay to an engine and note every request.")
    parser.add_argument("--upstream", required=True, help="the engine: unix:///path or tcp://host:port")
    parser.add_argument("--listen", required=True, help="where to listen: unix:///path or tcp://127.0.0.1:PORT (0: a free one)")
    parser.add_argument("--log", required=True, help="file that gets one JSON line per request")
    parser.add_argument("--tls", nargs="+", metavar="FILE", help="certificate, key, and optionally the authority of clients")
    options = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_told: ended.set())
    tls = server_tls(*options.tls) if options.tls else None
    with open(options.log, "a", encoding="utf-8") as log, Proxy(options.upstream, options.listen, tls, log) as proxy:
        print(proxy.url, flush=True)
        ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
