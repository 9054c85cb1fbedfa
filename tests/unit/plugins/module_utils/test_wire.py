# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What requests must look like, and in which API version they are made."""

from __future__ import annotations

import base64
import json

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils import _wire
from ansible_collections.dockfleet.docker.plugins.module_utils._address import Address
from ansible_collections.dockfleet.docker.plugins.module_utils._engine import Manager
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, Invalid, Unsupported
from ansible_collections.dockfleet.docker.tests.unit.http_engine import Answer, engine_at, serving

NEWEST = ".".join(map(str, _wire.NEWEST))


def speaking(oldest, newest):
    """A script of an engine that speaks these API versions and answers like Docker where it does not."""

    def script(method, path):
        asked = path.split("/")[1][1:]
        number = _wire.as_version(asked)
        if number > _wire.as_version(newest):
            said = f"client version {asked} is too new. Maximum supported API version is {newest}"
        elif number < _wire.as_version(oldest):
            said = f"client version {asked} is too old. Minimum supported API version is {oldest}, please upgrade your client"
        else:
            return Answer(200, {"version": asked}, Api_Version=newest)
        return Answer(400, {"message": said}, Api_Version=newest)

    return script


def versions_asked(server):
    return [path.split("/")[1] for _method, path in server.asked]


@pytest.mark.parametrize(
    ("oldest", "newest", "asked"),
    [
        ("1.24", "1.51", ["v1.44", f"v{NEWEST}"]),
        ("1.44", "1.47", ["v1.44", "v1.47"]),
        ("1.44", "1.99", ["v1.44", f"v{NEWEST}"]),
        ("1.24", "1.41", ["v1.44", "v1.41", "v1.41"]),
        ("1.48", "1.60", ["v1.44", f"v{NEWEST}", f"v{NEWEST}"]),
    ],
)
def test_requests_must_be_made_in_the_newest_version_that_both_know(oldest, newest, asked):
    with serving(speaking(oldest, newest)) as server:
        engine = engine_at(f"tcp://{server.address}")
        assert engine.info()["version"] == asked[1 if len(asked) > 2 else 0][1:]
        engine.info()
        assert versions_asked(server) == asked


def test_an_engine_that_is_too_new_must_be_a_sentence():
    with serving(speaking("1.90", "1.99")) as server, pytest.raises(Unsupported, match="is too old. .*Set api_version"):
        engine_at(f"tcp://{server.address}").info()


def test_a_version_that_was_asked_for_must_be_kept():
    with serving(speaking("1.24", "1.51")) as server:
        engine = engine_at(f"tcp://{server.address}", api_version="1.45")
        engine.info()
        engine.info()
        assert versions_asked(server) == ["v1.45", "v1.45"]
        assert engine.api_version == "1.45"


def test_a_version_that_the_engine_does_not_speak_must_not_be_replaced():
    with serving(speaking("1.24", "1.41")) as server, pytest.raises(Unsupported, match="1.50 is too new"):
        engine_at(f"tcp://{server.address}", api_version="1.50").info()


def test_a_version_that_is_none_must_be_said():
    with pytest.raises(Unsupported, match="api_version new is not a version"):
        engine_at("unix:///nowhere", api_version="new")


def test_the_version_must_be_asked_for_when_it_is_not_known_yet():
    with serving(speaking("1.24", "1.43")) as server:
        engine = engine_at(f"tcp://{server.address}")
        assert engine.api_version == "1.43"
        engine.needs("1.43", "an option")
        with pytest.raises(Unsupported, match=r"an option needs API version 1.44 and requests are made in 1.43"):
            engine.needs("1.44", "an option")


def test_an_invalid_first_request_must_not_be_made_twice():
    with serving(lambda method, path: Answer(400, {"message": "no name"})) as server:
        with pytest.raises(Invalid, match="no name"):
            engine_at(f"tcp://{server.address}").create_volume({})
        assert len(server.asked) == 1


def test_query_arguments_must_be_in_the_engines_spelling():
    with serving(lambda method, path: Answer(200, [])) as server:
        engine = engine_at(f"tcp://{server.address}", api_version="1.44")
        engine.list_containers(filters={"name": ["a b"]}, all=False, size=True)
        engine.remove_image("registry.test:5000/app@sha256:0", prune=False)
        engine.remove_volume("odd/../name")
        assert server.asked == [
            ("GET", "/v1.44/containers/json?filters=%7B%22name%22%3A+%5B%22a+b%22%5D%7D&all=0&size=1"),
            ("DELETE", "/v1.44/images/registry.test:5000/app@sha256:0?force=0&noprune=1"),
            ("DELETE", "/v1.44/volumes/odd%2F..%2Fname"),
        ]


def test_answers_must_be_json_bytes_or_nothing():
    answers = {
        "/json": Answer(200, {"a": 1}),
        "/raw": Answer(200, b"\0", Content_Type="application/octet-stream"),
        "/none": Answer(200, b""),
    }
    with serving(lambda method, path: answers["/" + path.rsplit("/", 1)[1]]) as server:
        engine = engine_at(f"tcp://{server.address}")
        assert [engine.request("GET", path) for path in answers] == [{"a": 1}, b"\0", None]


def test_an_error_without_json_must_still_be_told():
    with serving(lambda method, path: Answer(409, b"busy\n", Content_Type="text/plain")) as server, pytest.raises(Conflict) as caught:
        engine_at(f"tcp://{server.address}").info()
    assert caught.value.answer == "HTTP status 409 busy"


def test_a_stream_must_give_its_messages_and_raise_the_error_in_it():
    lines = b'{"status": "Pulling"}\r\n\r\n{"error": "manifest unknown: not found"}\r\n{"status": "never"}\r\n'
    with serving(lambda method, path: Answer(200, lines)) as server:
        messages = engine_at(f"tcp://{server.address}").stream("POST", "/images/create")
        assert next(messages) == {"status": "Pulling"}
        with pytest.raises(Exception, match="manifest unknown"):
            next(messages)


def test_every_request_must_be_on_record():
    with serving(speaking("1.24", "1.41")) as server:
        engine = engine_at(f"tcp://{server.address}")
        engine.info()
        told = [(each["method"], each["path"], each["status"]) for each in engine.requests]
        assert told == [("GET", "/info", 400), ("GET", "/info", 200)]
        assert all(each["seconds"] >= 0 for each in engine.requests)


def test_the_proxy_of_the_environment_must_not_stand_between(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    with serving(lambda method, path: Answer(200, {"direct": True})) as server:
        assert engine_at(f"tcp://{server.address}").info() == {"direct": True}


def test_credentials_must_come_from_the_configuration_of_the_docker_cli(monkeypatch, tmp_path):
    stored = base64.b64encode(b"me:secret").decode()
    (tmp_path / "config.json").write_text(json.dumps({"auths": {"registry.test:5000": {"auth": stored}}}))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    engine = engine_at("unix:///nowhere")
    header = engine.registry_auth("registry.test:5000/app:1")["X-Registry-Auth"]
    told = json.loads(base64.urlsafe_b64decode(header))
    assert (told["username"], told["password"]) == ("me", "secret")
    assert engine.registry_auth("elsewhere.test/app") is None


def test_one_address_must_have_one_connection():
    manager = Manager()
    here, again, there = (Address(url=url) for url in ("unix:///a", "unix:///a", "unix:///b"))
    assert manager.engine(here) is manager.engine(again)
    assert manager.engine(here) is not manager.engine(there)
    manager.close()


def test_a_connection_must_not_be_shared_across_a_fork(monkeypatch):
    manager = Manager()
    mine = manager.engine(Address(url="unix:///a"))
    monkeypatch.setattr("os.getpid", lambda: -1)
    assert manager.engine(Address(url="unix:///a")) is not mine
