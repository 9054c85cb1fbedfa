# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a fault must be called and what its sentence must say; each fault is a real one."""

from __future__ import annotations

import os
import socket
import ssl
import tempfile

import pytest
import trustme
from ansible_collections.dockfleet.docker.plugins.module_utils import _errors, transport
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import (
    Conflict,
    Failure,
    NotFound,
    answered,
    doing,
    none_if_missing,
    saying,
)
from ansible_collections.dockfleet.docker.tests.unit.http_engine import Answer, engine_at, listening, serving

SOME_USER = 65534


def failure_of(url, **more):
    engine = engine_at(url, **more)
    with pytest.raises(Failure) as caught:
        engine.info()
    assert caught.value.engine == url
    return caught.value


def sentence(failure):
    with pytest.raises(Failure) as caught, doing("look"):
        raise failure
    return str(caught.value)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_path(authority, tmp_path_factory):
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture
def tls(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("engine.test").configure_cert(context)
    return context


def fine(method, path):
    return Answer(200, {"Name": "engine"})


def test_a_missing_socket_must_be_unreachable(tmp_path):
    failure = failure_of(f"unix://{tmp_path}/s")
    assert failure.reason == "unreachable"
    expected = f"Could not look on unix://{tmp_path}/s: No such file or directory. Start Docker, or set docker_host to where it listens."
    assert sentence(failure) == expected


def test_a_socket_nobody_listens_on_must_be_unreachable(tmp_path):
    with socket.socket(socket.AF_UNIX) as abandoned:
        abandoned.bind(f"{tmp_path}/s")
    failure = failure_of(f"unix://{tmp_path}/s")
    assert (failure.reason, failure.answer) == ("unreachable", "Connection refused")


def test_a_socket_without_permission_must_be_denied():
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        os.chmod(folder, 0o755)
        listener.bind(f"{folder}/s")
        os.chmod(f"{folder}/s", 0o000)
        listener.listen()
        mine = os.geteuid()
        if mine == 0:
            os.seteuid(SOME_USER)
        try:
            failure = failure_of(f"unix://{folder}/s")
        finally:
            os.seteuid(mine)
    assert (failure.reason, failure.answer) == ("denied", "Permission denied")
    assert "Join the group that owns the socket" in str(failure)


def test_a_closed_port_must_be_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    failure = failure_of(f"tcp://127.0.0.1:{port}")
    assert (failure.reason, failure.answer) == ("unreachable", "Connection refused")


def test_a_host_without_address_must_be_unreachable():
    failure = failure_of("tcp://no-such-host.invalid:2375")
    assert failure.reason == "unreachable"
    assert "object at 0x" not in str(failure)


def test_an_engine_that_hangs_up_must_be_unreachable():
    with listening(lambda connection: connection.close()) as place:
        failure = failure_of(f"tcp://{place}")
    assert failure.reason == "unreachable"
    assert "run the task again" in str(failure)


def test_an_engine_that_does_not_answer_must_time_out():
    with listening(lambda connection: None) as place:
        failure = failure_of(f"tcp://{place}", timeout=1)
    assert failure.reason == "timeout"
    assert "Raise timeout" in str(failure)


@pytest.mark.parametrize("garbage", [b"220 mail.example ESMTP\r\n", b"\x15\x03\x01\x00\x02\x02\x46"])
def test_a_server_of_another_kind_must_make_a_sentence(garbage):
    def babble(connection):
        connection.sendall(garbage)
        connection.shutdown(socket.SHUT_WR)

    with listening(babble) as place:
        failure = failure_of(f"tcp://{place}")
    assert failure.reason in ("unreachable", "engine_error")
    assert "object at 0x" not in str(failure) and "Error(" not in str(failure)


def test_an_answer_that_is_not_json_must_be_an_error_of_the_engine():
    with serving(lambda method, path: Answer(200, b"<html>")) as server:
        failure = failure_of(f"tcp://{server.address}")
    assert failure.reason == "engine_error"
    assert "Is this a Docker engine?" in str(failure)


def test_a_certificate_nobody_vouches_for_must_fail_tls(tls):
    with serving(fine, tls) as server:
        failure = failure_of(f"tcp://{server.address}", tls=True)
    assert failure.reason == "tls"
    assert "Set ca_path" in str(failure)


def test_a_certificate_for_another_name_must_fail_tls(tls, ca_path):
    with serving(fine, tls) as server:
        failure = failure_of(f"tcp://{server.address}", tls=True, ca_path=ca_path)
    assert failure.reason == "tls"
    assert "Set tls_hostname" in str(failure)


def test_the_name_of_the_certificate_may_be_given(tls, ca_path):
    with serving(fine, tls) as server:
        assert engine_at(f"tcp://{server.address}", tls=True, ca_path=ca_path, tls_hostname="engine.test").info() == {"Name": "engine"}


def test_another_name_than_the_one_given_must_fail_tls(tls, ca_path):
    with serving(fine, tls) as server:
        failure = failure_of(f"tcp://{server.address}", tls=True, ca_path=ca_path, tls_hostname="other.test")
    assert failure.reason == "tls"


def test_only_an_explicit_no_may_do_without_verification(tls):
    with serving(fine, tls) as server:
        assert engine_at(f"https://{server.address}", verify=False).info() == {"Name": "engine"}


def test_an_engine_that_wants_a_client_certificate_must_fail_tls(tls, authority, ca_path):
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.maximum_version = ssl.TLSVersion.TLSv1_2  # later ones refuse after the handshake, and the client may see no more than the end
    authority.configure_trust(tls)
    with serving(fine, tls) as server:
        failure = failure_of(f"tcp://{server.address}", tls=True, ca_path=ca_path, tls_hostname="engine.test")
    assert failure.reason == "tls"
    assert "Set client_cert and client_key" in str(failure)


def test_a_client_certificate_must_be_shown(tls, authority, ca_path, tmp_path):
    tls.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(tls)
    pair = authority.issue_cert("user@engine.test")
    pair.private_key_pem.write_to_path(tmp_path / "key.pem")
    pair.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    own = {"client_cert": f"{tmp_path}/cert.pem", "client_key": f"{tmp_path}/key.pem"}
    with serving(fine, tls) as server:
        assert engine_at(f"tcp://{server.address}", tls=True, ca_path=ca_path, tls_hostname="engine.test", **own).info()


def test_tls_towards_a_port_without_it_must_fail_tls():
    with serving(fine) as server:
        failure = failure_of(f"tcp://{server.address}", tls=True)
    assert failure.reason == "tls"
    assert "Does the engine speak TLS on this port?" in str(failure)


@pytest.mark.parametrize("option", ["ca_path", "client_cert"])
def test_a_file_that_is_not_there_must_be_named(option):
    own = {"client_cert": "/nowhere", "client_key": "/nowhere"} if option == "client_cert" else {option: "/nowhere"}
    failure = failure_of("tcp://127.0.0.1:1", tls=True, **own)
    assert (failure.reason, failure.answer) == ("invalid", f"{option}: no file can be read at /nowhere")


@pytest.mark.parametrize("url", ["npipe:////./pipe/docker", "engine.test", ""])
def test_an_unknown_scheme_must_be_invalid(url):
    failure = failure_of(url)
    assert failure.reason == "invalid"
    assert "unix:///path" in str(failure)


@pytest.mark.parametrize(
    "url", ["tcp://engine.test:port", "tcp://", "tcp://engine.test:99999", "https://engine.test:port", "unix://", "ssh://"]
)
def test_an_address_that_cannot_be_one_must_be_invalid(url):
    failure = failure_of(url)
    assert failure.reason == "invalid"
    assert url in str(failure)


def test_a_missing_library_must_be_said_with_where_to_install_it(monkeypatch):
    monkeypatch.setattr(transport, "SDK_PROBLEM", "No module named 'docker'")
    failure = failure_of("unix:///nowhere")
    assert failure.reason == "missing_library"
    assert "pip install docker" in str(failure)


@pytest.mark.parametrize(
    ("status", "message", "reason"),
    [
        (400, "invalid reference format", "invalid"),
        (401, "nope", "denied"),
        (404, "no such volume", "not_found"),
        (409, "volume is in use", "conflict"),
        (500, "something broke", "engine_error"),
        (501, "not with this storage driver", "unsupported"),
        (400, "client version 1.99 is too new. Maximum supported API version is 1.51", "unsupported"),
        (400, "client version 1.20 is too old. Minimum supported API version is 1.24", "unsupported"),
        (500, "driver failed programming external connectivity: Bind for 0.0.0.0:80 failed: port is already allocated", "conflict"),
        (500, "failed to bind host port for 127.0.0.1:80: address already in use", "conflict"),
        (500, "unauthorized: authentication required", "denied"),
        (500, "manifest for registry.test/app:9 not found: manifest unknown", "not_found"),
        (500, "dial tcp: lookup registry.test: no such host", "unreachable"),
    ],
)
def test_what_the_engine_says_must_count_more_than_its_status(status, message, reason):
    failure = answered(status, message)
    assert (failure.reason, failure.answer) == (reason, message)


def test_the_innermost_activity_must_be_named():
    with pytest.raises(Conflict, match="Could not remove volume db: in use."), doing("clean up"), doing("remove volume db"):
        raise Conflict("in use")


def test_a_sentence_must_end_once():
    failure = Conflict("is it in use?", "Remove it.")
    failure.aftermath = ["The old one is back."]
    assert str(failure) == "is it in use? The old one is back. Remove it."


def test_none_must_stand_for_missing_and_for_nothing_else():
    def look(error):
        with none_if_missing():
            raise error

    assert look(NotFound("no")) is None
    with pytest.raises(Conflict):
        look(Conflict("no"))


def test_a_parsers_complaint_must_name_the_option():
    with pytest.raises(_errors.Invalid, match="^memory: 1x is no size.$"), saying("memory"):
        raise ValueError("1x is no size")


def test_reasons_must_be_words_of_their_own():
    kinds = [kind for kind in vars(_errors).values() if isinstance(kind, type) and issubclass(kind, Failure)]
    assert len({kind.reason for kind in kinds}) == len(kinds)
    assert all(kind.__doc__ and kind.reason.replace("_", "").isalpha() for kind in kinds)
