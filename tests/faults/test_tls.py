# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS as a user meets it: a relay with a certificate of its own before the real engine."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
import trustme
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Failure

from .conftest import ENGINE, Proxy, apply


class Pki:
    """A CA, a server's certificate, a client's, and their files."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.ca = trustme.CA()
        self.server = self.ca.issue_cert(*names)
        client = self.ca.issue_cert("client@example.org")
        self.ca_path, self.client_cert, self.client_key = (str(folder / name) for name in ("ca.pem", "cert.pem", "key.pem"))
        self.ca.cert_pem.write_to_path(self.ca_path)
        client.private_key_pem.write_to_path(self.client_key)
        with open(self.client_cert, "wb") as file:
            file.writelines(pem.bytes() for pem in client.cert_chain_pems)

    def context(self, mutual: bool = False) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.configure_cert(context)
        if mutual:
            context.verify_mode = ssl.CERT_REQUIRED
            self.ca.configure_trust(context)
        return context


@pytest.fixture
def pki(tmp_path: Path) -> Pki:
    return Pki(tmp_path, "127.0.0.1", "localhost")


@pytest.fixture
def engine_at() -> Iterator[Callable[..., str]]:
    """Starts a relay with a TLS context, and gives its URL."""
    relays: list[Proxy] = []

    def start(context: ssl.SSLContext) -> str:
        relays.append(Proxy(ENGINE, tls=context).__enter__())
        return relays[-1].url

    yield start
    for relay in relays:
        relay.__exit__()


def ask(url: str, **options: Any) -> dict[str, Any]:
    return apply("volume", False, {"name": "dockfleet-test-tls-none", "state": "absent", "docker_host": url, "timeout": 5, **options})


def refusal(url: str, **options: Any) -> Failure:
    with pytest.raises(Failure) as raised:
        ask(url, **options)
    assert raised.value.reason == "tls", raised.value
    return raised.value


def test_a_certificate_of_a_trusted_ca_must_be_accepted(pki: Pki, engine_at: Any) -> None:
    told = ask(engine_at(pki.context()), tls=True, ca_path=pki.ca_path)
    assert told["reached_by"] == "tcp+tls"
    assert told["changed"] is False


def test_tls_must_verify_when_nothing_is_said_about_it(pki: Pki, engine_at: Any) -> None:
    assert "ca_path" in str(refusal(engine_at(pki.context()), tls=True))


def test_verification_must_end_only_when_the_user_says_so(pki: Pki, engine_at: Any) -> None:
    assert ask(engine_at(pki.context()), tls=True, validate_certs=False)["changed"] is False


def test_validate_certs_alone_must_mean_tls(pki: Pki, engine_at: Any) -> None:
    assert ask(engine_at(pki.context()), validate_certs=True, ca_path=pki.ca_path)["reached_by"] == "tcp+tls"


def test_an_https_address_must_mean_tls(pki: Pki, engine_at: Any) -> None:
    assert ask(engine_at(pki.context()).replace("tcp:", "https:"), ca_path=pki.ca_path)["reached_by"] == "tcp+tls"


def test_a_certificate_of_another_ca_must_be_refused(pki: Pki, engine_at: Any, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert "ca_path" in str(refusal(engine_at(pki.context()), tls=True, ca_path=Pki(tmp_path / "other", "x.example").ca_path))


def test_a_certificate_for_another_name_must_be_refused_unless_that_name_is_given(engine_at: Any, tmp_path: Path) -> None:
    pki = Pki(tmp_path, "engine.example")
    url = engine_at(pki.context())
    assert "tls_hostname" in str(refusal(url, tls=True, ca_path=pki.ca_path))
    assert ask(url, tls=True, ca_path=pki.ca_path, tls_hostname="engine.example")["changed"] is False
    assert "tls_hostname" in str(refusal(url, tls=True, ca_path=pki.ca_path, tls_hostname="other.example"))


def test_an_engine_that_wants_a_client_certificate_must_get_it(pki: Pki, engine_at: Any) -> None:
    url = engine_at(pki.context(mutual=True))
    mine = {"client_cert": pki.client_cert, "client_key": pki.client_key}
    assert ask(url, tls=True, ca_path=pki.ca_path, **mine)["changed"] is False
    assert "client_cert" in str(refusal(url, tls=True, ca_path=pki.ca_path))


def test_a_client_certificate_of_another_ca_must_be_refused_in_words(pki: Pki, engine_at: Any, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Pki(tmp_path / "other", "x.example")
    url = engine_at(pki.context(mutual=True))
    assert "client_cert" in str(refusal(url, tls=True, ca_path=pki.ca_path, client_cert=other.client_cert, client_key=other.client_key))


def test_tls_to_a_port_without_it_must_say_so() -> None:
    with Proxy(ENGINE, listen="tcp://127.0.0.1:0") as relay:
        assert "Does the engine speak TLS" in str(refusal(relay.url, tls=True))


def test_a_context_of_the_docker_cli_must_bring_its_own_tls(pki: Pki, engine_at: Any, tmp_path: Path, monkeypatch: Any) -> None:
    from .conftest import docker

    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "config"))
    files = f"ca={pki.ca_path},cert={pki.client_cert},key={pki.client_key}"
    docker("context", "create", "far", "--docker", f"host={engine_at(pki.context(mutual=True))},{files}")
    told = apply("volume", False, {"name": "dockfleet-test-tls-none", "state": "absent", "context": "far"})
    assert (told["reached_by"], told["changed"]) == ("tcp+tls", False)
