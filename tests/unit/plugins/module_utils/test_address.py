# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which engine a task means."""

from __future__ import annotations

import hashlib
import json

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._address import Address
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Invalid, NotFound
from ansible_collections.dockfleet.docker.plugins.module_utils._spec import ENGINE
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.volume import Volume
from ansible_collections.dockfleet.docker.tests.unit.helpers import params_of

VARIABLES = [name for option in ENGINE.values() if "fallback" in option for name in option["fallback"][1] if name.isupper()]


@pytest.fixture(autouse=True)
def no_environment(monkeypatch, tmp_path):
    for name in [*VARIABLES, "DOCKER_CERT_PATH"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))


def address(**options):
    return Address.from_params(params_of(Volume, {"name": "db", **options}))


def add_context(folder, name, host, files=(), **endpoint):
    known_as = hashlib.sha256(name.encode()).hexdigest()
    meta = folder / "contexts" / "meta" / known_as
    meta.mkdir(parents=True)
    described = {"Name": name, "Metadata": {}, "Endpoints": {"docker": {"Host": host, **endpoint}}}
    (meta / "meta.json").write_text(json.dumps(described))
    tls = folder / "contexts" / "tls" / known_as / "docker"
    tls.mkdir(parents=True)
    for file in files:
        (tls / file).write_text("")
    return tls


def test_without_options_the_local_socket_must_be_meant():
    assert address() == Address(url="unix:///var/run/docker.sock")
    assert address().way == "unix"


def test_a_path_must_be_a_socket():
    assert address(docker_host="/run/engine").url == "unix:///run/engine"


@pytest.mark.parametrize(
    ("options", "tls", "verify"),
    [
        ({}, False, True),
        ({"tls": True}, True, True),
        ({"validate_certs": True}, True, True),
        ({"validate_certs": False}, False, False),
        ({"tls": True, "validate_certs": False}, True, False),
        ({"tls_verify": True}, True, True),
    ],
)
def test_tls_must_be_verified_unless_the_user_says_no(options, tls, verify):
    found = address(docker_host="tcp://engine.test:2376", **options)
    assert (found.tls, found.verify) == (tls, verify)


@pytest.mark.parametrize(
    ("options", "way"),
    [
        ({"docker_host": "tcp://engine.test:2375"}, "tcp"),
        ({"docker_host": "http://engine.test:2375"}, "tcp"),
        ({"docker_host": "tcp://engine.test:2376", "tls": True}, "tcp+tls"),
        ({"docker_host": "https://engine.test:2376"}, "tcp+tls"),
        ({"docker_host": "ssh://me@engine.test"}, "ssh"),
        ({"docker_host": "http+unix:///run/engine"}, "unix"),
    ],
)
def test_the_way_must_be_told(options, way):
    assert address(**options).way == way


def test_the_environment_must_count_where_an_option_is_left_out(monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "tcp://engine.test:2376")
    monkeypatch.setenv("DOCKER_TLS_VERIFY", "1")
    monkeypatch.setenv("DOCKER_CERT_PATH", "/certs")
    monkeypatch.setenv("DOCKER_TIMEOUT", "5")
    found = address()
    assert (found.url, found.tls, found.timeout) == ("tcp://engine.test:2376", True, 5)
    assert (found.ca_path, found.client_cert, found.client_key) == ("/certs/ca.pem", "/certs/cert.pem", "/certs/key.pem")
    assert address(docker_host="/run/engine").url == "unix:///run/engine"


def test_a_context_must_stand_before_docker_host(tmp_path):
    add_context(tmp_path, "far", "ssh://me@far.test")
    assert address(context="far", docker_host="/run/engine").url == "ssh://me@far.test"


def test_a_contexts_tls_material_must_be_used_and_verified(tmp_path):
    tls = add_context(tmp_path, "far", "tcp://far.test:2376", files=["ca.pem", "cert.pem", "key.pem"])
    found = address(context="far")
    assert (found.tls, found.verify) == (True, True)
    assert (found.ca_path, found.client_cert, found.client_key) == (f"{tls}/ca.pem", f"{tls}/cert.pem", f"{tls}/key.pem")


@pytest.mark.parametrize(("skips", "verify"), [(True, False), (False, True)])
def test_only_a_context_that_says_so_must_skip_verification(tmp_path, skips, verify):
    add_context(tmp_path, "far", "tcp://far.test:2376", files=["ca.pem"], SkipTLSVerify=skips)
    assert address(context="far").verify is verify


def test_the_default_context_must_be_the_local_socket():
    assert address(context="default", docker_host="tcp://elsewhere.test:2375").url == "unix:///var/run/docker.sock"


def test_an_unknown_context_must_be_a_sentence():
    with pytest.raises(NotFound, match="there is no docker context named lost. See docker context ls, or set docker_host."):
        address(context="lost")


@pytest.mark.parametrize("content", ["", "{}", '{"Endpoints": {"docker": {}}}', '{"Endpoints": []}'])
def test_a_broken_context_must_be_a_sentence(tmp_path, content):
    add_context(tmp_path, "far", "tcp://far.test:2376")
    next(tmp_path.glob("contexts/meta/*/meta.json")).write_text(content)
    with pytest.raises(Invalid, match="docker context far cannot be read from"):
        address(context="far")


def test_half_a_client_certificate_must_be_refused():
    with pytest.raises(AssertionError, match="client_cert, client_key"):
        address(client_cert="/certs/cert.pem")


def test_equal_options_must_make_equal_addresses():
    assert len({address(timeout=5), address(timeout=5), address(timeout=6)}) == 2
