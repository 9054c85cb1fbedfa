# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The relay, in front of a real engine. Run with tests/tools/with-engine.sh pytest tests/engine/test_proxy.py."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any, Iterator

import docker
import pytest  # type: ignore[import-not-found, unused-ignore]  # the tools' environment has none
import requests
import trustme  # type: ignore[import-not-found, unused-ignore]
from ansible_collections.dockfleet.docker.tests.engine.proxy import (  # type: ignore[import-not-found, unused-ignore]
    Proxy,
    Request,
    server_tls,
)

UPSTREAM = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
IMAGE = os.environ.get("DOCKFLEET_BASE_IMAGE", "dockfleet/base:1")
SCRIPT = Path(__file__).with_name("proxy.py")
LOST = (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError)


def client_of(url: str, **more: Any) -> Any:
    return docker.DockerClient(base_url=url, version="1.41", timeout=20, **more)


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    """The engine itself, without a relay."""
    direct = client_of(UPSTREAM)
    try:
        direct.ping()
        direct.images.get(IMAGE)
    except Exception as error:  # noqa: BLE001
        pytest.skip(f"no engine with the image {IMAGE} at {UPSTREAM}: {error}")
    yield direct
    direct.close()


@pytest.fixture
def name(engine: Any) -> Iterator[str]:
    """A name for a volume or container that does not outlive the test."""
    made = f"proxy-{uuid.uuid4().hex[:12]}"
    yield made
    with contextlib.suppress(docker.errors.NotFound):
        engine.api.remove_container(made, force=True)
    with contextlib.suppress(docker.errors.NotFound):
        engine.api.remove_volume(made)


@pytest.fixture
def proxy(engine: Any) -> Iterator[Proxy]:
    with Proxy(upstream=UPSTREAM) as there:
        yield there


@pytest.fixture
def client(proxy: Proxy) -> Iterator[Any]:
    there = client_of(proxy.url)
    yield there
    there.close()


@pytest.fixture
def sleeper(engine: Any, name: str) -> str:
    """A running container that prints a line each tenth of a second."""
    command = ["sh", "-c", "while true; do echo tick; sleep 0.1; done"]
    engine.containers.run(IMAGE, command, name=name, detach=True, stop_signal="SIGKILL")
    return name


def creates_volume(request: Request) -> bool:
    return bool(request.path == "/volumes/create")


def exists(engine: Any, volume: str) -> bool:
    return any(one.name == volume for one in engine.volumes.list())


def test_requests_must_be_noted_with_their_answers(client: Any, proxy: Proxy, name: str) -> None:
    client.volumes.create(name)
    client.api.inspect_volume(name)
    client.api.remove_volume(name)
    with pytest.raises(docker.errors.NotFound):
        client.api.inspect_volume(name)
    told = [(one.method, one.path, one.status) for one in proxy.requests]
    assert told[0] == ("POST", "/volumes/create", 201)
    assert told[-3:] == [("GET", f"/volumes/{name}", 200), ("DELETE", f"/volumes/{name}", 204), ("GET", f"/volumes/{name}", 404)]
    assert proxy.requests[-1].url == f"/v1.41/volumes/{name}" and proxy.requests[-1].seconds < 10
    client.api.volumes(filters={"name": name})
    assert proxy.requests[-1].path == "/volumes" and proxy.requests[-1].query.startswith("filters=")
    proxy.clear()
    assert proxy.requests == []


def test_one_connection_must_carry_many_requests_and_heads_without_bodies(proxy: Proxy) -> None:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(proxy.url[len("unix://") :])
        sock.sendall(b"HEAD /_ping HTTP/1.1\r\nHost: x\r\n\r\nGET /_ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        text = b"".join(iter(lambda: sock.recv(1000), b""))
    assert text.count(b"HTTP/1.1 200 OK") == 2 and text.endswith(b"\r\n\r\nOK")
    assert [one.method for one in proxy.requests] == ["HEAD", "GET"]


def test_many_clients_must_be_served_at_once(proxy: Proxy) -> None:
    def ask() -> None:
        there = client_of(proxy.url)
        for _time in range(10):
            there.ping()
        there.close()

    threads = [threading.Thread(target=ask) for _client in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(proxy.requests) == 300 and {one.status for one in proxy.requests} == {200}


def test_large_bodies_must_pass_both_ways(client: Any, engine: Any) -> None:
    image = b"".join(client.api.get_image(IMAGE))
    assert image == b"".join(engine.api.get_image(IMAGE)) and len(image) > 1_000_000
    chunks = (image[at : at + 10_000] for at in range(0, len(image), 10_000))
    assert [one.id for one in client.images.load(chunks)] == [engine.images.get(IMAGE).id]  # sent in chunks
    assert [one.id for one in client.images.load(image)] == [engine.images.get(IMAGE).id]  # sent with a length


def test_a_refusal_must_reach_a_client_that_is_still_sending(client: Any, proxy: Proxy) -> None:
    with pytest.raises(docker.errors.NotFound):
        client.api.put_archive("no-such-container", "/", b"x" * 20_000_000)
    assert proxy.requests[-1].status == 404


def test_a_client_that_expects_to_be_asked_for_its_body_must_be(proxy: Proxy, name: str) -> None:
    body = json.dumps({"Name": name}).encode()
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(proxy.url[len("unix://") :])
        head = "POST /volumes/create HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nConnection: close\r\n"
        sock.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode())
        assert sock.recv(1000).startswith(b"HTTP/1.1 100 ")
        sock.sendall(body)
        assert sock.recv(1000).startswith(b"HTTP/1.1 201 ")


def test_cut_before_must_keep_the_request_from_the_engine(client: Any, proxy: Proxy, engine: Any, name: str) -> None:
    proxy.inject(creates_volume)
    with pytest.raises(LOST):
        client.volumes.create(name)
    assert not exists(engine, name)
    assert [(one.status, one.fault) for one in proxy.requests] == [(None, "cut before")]
    client.volumes.create(name)
    assert exists(engine, name)


def test_cut_after_must_lose_the_answer_of_what_was_done(client: Any, proxy: Proxy, engine: Any, name: str) -> None:
    proxy.inject(creates_volume, when="after")
    with pytest.raises(LOST):
        client.volumes.create(name)
    assert exists(engine, name)
    assert [(one.status, one.fault) for one in proxy.requests] == [(201, "cut after")]


@pytest.mark.parametrize("read", [lambda api: api.version(), lambda api: list(api.get_image(IMAGE))], ids=["length", "chunks"])
def test_cut_midway_must_leave_an_answer_incomplete(client: Any, proxy: Proxy, read: Any) -> None:
    proxy.inject(when="midway")
    with pytest.raises((*LOST, requests.exceptions.JSONDecodeError)):
        read(client.api)
    assert read(client.api)


def test_only_the_nth_match_must_be_hit(client: Any, proxy: Proxy) -> None:
    proxy.inject(lambda request: request.path == "/version", nth=2, times=2, action="status", status=503, body={"message": "try again"})
    seen: list[Any] = []
    for _time in range(4):
        client.ping()
        try:
            seen.append(bool(client.version()["Version"]))
        except docker.errors.APIError as error:
            seen.append((error.status_code, error.explanation))
    assert seen == [True, (503, "try again"), (503, "try again"), True]


def test_a_status_after_must_deny_what_was_done(client: Any, proxy: Proxy, engine: Any, name: str) -> None:
    proxy.inject(creates_volume, when="after", action="status")
    with pytest.raises(docker.errors.APIError, match="injected"):
        client.volumes.create(name)
    assert exists(engine, name)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_stall_must_last_until_the_client_gives_up(client: Any, proxy: Proxy, when: str) -> None:
    proxy.inject(action="stall", when=when)
    client.api.timeout = 0.3
    with pytest.raises(requests.exceptions.ReadTimeout):
        client.ping()
    assert client.ping()


def test_an_end_of_the_proxy_must_end_a_stall(engine: Any) -> None:
    with Proxy(upstream=UPSTREAM) as proxy:
        proxy.inject(action="stall")
        ended = threading.Thread(target=lambda: pytest.raises(LOST, client_of(proxy.url).ping))
        ended.start()
        while not proxy.requests:
            time.sleep(0.01)
    ended.join(5)
    assert not ended.is_alive()
    assert not Path(proxy.url[len("unix://") :]).parent.exists()


@pytest.mark.parametrize("listen", [None, "tcp://127.0.0.1:0"], ids=["unix", "tcp"])
def test_a_dead_engine_must_refuse_until_it_is_revived(engine: Any, listen: str) -> None:
    with Proxy(upstream=UPSTREAM, listen=listen) as proxy:
        client, other = client_of(proxy.url), client_of(proxy.url)
        assert other.ping()
        proxy.inject(then_dead=True)
        for one in (client, client, other):
            with pytest.raises(LOST):
                one.ping()
        assert len(proxy.requests) == 2
        proxy.revive()
        assert client.ping() and other.ping()
        proxy.die()


def test_answers_must_be_rewritten(client: Any, proxy: Proxy) -> None:
    proxy.rewrite(headers={"Api-Version": "1.24", "Server": None})
    proxy.rewrite(lambda request: request.path == "/version", body=lambda text: {**json.loads(text), "ApiVersion": "1.24"})
    proxy.rewrite(lambda request: request.path == "/info", status=500, body={"message": "no"})
    answer = client.api.get(client.api._url("/version"))
    assert answer.json()["ApiVersion"] == "1.24" and answer.json()["Version"]
    assert answer.headers["Api-Version"] == "1.24" and "Server" not in answer.headers
    with pytest.raises(docker.errors.APIError, match="no"):
        client.info()


def test_an_unknown_fault_must_be_refused(proxy: Proxy) -> None:
    with pytest.raises(ValueError, match="no such fault: cut between"):
        proxy.inject(when="between")


def test_an_engine_that_is_not_there_must_be_a_lost_connection() -> None:
    with Proxy(upstream="unix:///nowhere.sock") as proxy:
        with pytest.raises(LOST):
            client_of(proxy.url).ping()
        assert [(one.status, one.fault) for one in proxy.requests] == [(None, "no answer")]


def test_a_stream_must_flow_as_it_comes(client: Any, proxy: Proxy, sleeper: str) -> None:
    begun = time.monotonic()
    lines = client.api.logs(sleeper, stream=True, follow=True, tail=0)
    assert [next(lines) for _line in range(3)] == [b"tick\n"] * 3
    assert time.monotonic() - begun < 5
    lines.close()
    client.api.close()
    deadline = time.monotonic() + 5
    while len(proxy._open) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not proxy._open  # the engine's side was closed with the client's


def test_events_must_flow_as_they_come(client: Any, engine: Any, name: str) -> None:
    events = client.api.events(decode=True, filters={"volume": name})
    threading.Timer(0.3, engine.volumes.create, [name]).start()
    assert next(events)["Action"] == "create"
    events.close()


def test_an_exec_must_be_hijacked_both_ways(client: Any, proxy: Proxy, sleeper: str) -> None:
    told = client.api.exec_create(sleeper, ["cat"], stdin=True)
    stream = client.api.exec_start(told["Id"], socket=True)
    sock = stream._sock
    sock.sendall(b"hello")
    assert sock.recv(100) == b"\x01\0\0\0\0\0\0\x05hello"
    sock.shutdown(socket.SHUT_WR)
    assert sock.recv(100) == b""  # cat has seen the end of its input
    stream.close()
    deadline = time.monotonic() + 5
    while client.api.exec_inspect(told["Id"])["Running"] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert client.api.exec_inspect(told["Id"])["ExitCode"] == 0
    assert [one.status for one in proxy.requests if one.path.endswith("/start")] == [101]
    assert client.containers.get(sleeper).exec_run(["echo", "again"]).output == b"again\n"


def test_an_attach_must_be_hijacked(client: Any, engine: Any, name: str) -> None:
    engine.api.create_container(IMAGE, ["cat"], name=name, stdin_open=True, tty=True)
    sock = client.api.attach_socket(name, params={"stdin": 1, "stdout": 1, "stream": 1})._sock
    engine.api.start(name)
    sock.sendall(b"hello\n")
    text = b""
    while text.count(b"hello") < 2:  # the terminal's echo, and what cat says
        text += sock.recv(100)
    sock.close()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Paths of an authority, and of certificates and keys that it signed for a server and a client."""
    folder, ca = tmp_path_factory.mktemp("tls"), trustme.CA()
    server, user = ca.issue_cert("127.0.0.1"), ca.issue_cert("user")
    ca.cert_pem.write_to_path(folder / "ca")
    for who, issued in (("server", server), ("user", user)):
        issued.private_key_pem.write_to_path(folder / f"{who}.key")
        issued.cert_chain_pems[0].write_to_path(folder / who)
    return {path.name: str(path) for path in folder.iterdir()}


@pytest.mark.parametrize("mutual", [False, True])
def test_tls_must_be_spoken_and_certificates_demanded(
    engine: Any, authority: dict[str, str], mutual: bool, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bundle in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(bundle, raising=False)  # requests prefers these to the authority that a client names
    context = server_tls(authority["server"], authority["server.key"], authority["ca"] if mutual else None)
    pair = (authority["user"], authority["user.key"]) if mutual else None
    with Proxy(upstream=UPSTREAM, tls=context) as proxy:
        client = client_of(proxy.url, tls=docker.tls.TLSConfig(ca_cert=authority["ca"], client_cert=pair, verify=True))
        assert client.containers.run(IMAGE, ["seq", "100000"], name=name).count(b"\n") == 100000
        client.containers.get(name).start()
        bare = client_of(proxy.url, tls=docker.tls.TLSConfig(ca_cert=authority["ca"], verify=True))
        if mutual:
            with pytest.raises(LOST):
                bare.ping()
        else:
            assert bare.ping()
        with pytest.raises(LOST):
            client_of(proxy.url).ping()


def test_the_command_must_log_each_request_and_end_when_told(engine: Any, tmp_path: Path) -> None:
    argv = [sys.executable, str(SCRIPT), "--upstream", UPSTREAM, "--listen", f"unix://{tmp_path}/s", "--log", str(tmp_path / "log")]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout and command.stdout.readline().strip() == f"unix://{tmp_path}/s"
        client_of(f"unix://{tmp_path}/s").version()
        command.send_signal(signal.SIGTERM)
        assert command.wait(10) == 0
    (line,) = (tmp_path / "log").read_text().splitlines()
    logged = json.loads(line)
    assert (logged["method"], logged["path"], logged["status"], logged["fault"]) == ("GET", "/version", 200, "")
    assert not (tmp_path / "s").exists()


def test_a_listener_that_answers_must_not_be_replaced(proxy: Proxy) -> None:
    with pytest.raises(OSError, match="in use"):
        Proxy(upstream=UPSTREAM, listen=proxy.url).__enter__()
    assert client_of(proxy.url).ping()
