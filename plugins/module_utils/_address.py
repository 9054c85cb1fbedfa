# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an engine is and how it is spoken to. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Mapping

from .transport import contexts


@dataclass(frozen=True)
class Address:
    """Where an engine is and how it is spoken to: the key of the connection cache."""

    url: str
    tls: bool = False
    verify: bool = True
    tls_hostname: str | None = None
    ca_path: str | None = None
    client_cert: str | None = None
    client_key: str | None = None
    api_version: str = "auto"
    timeout: int = 60
    use_ssh_client: bool = False

    @classmethod
    def from_params(cls, params: Mapping[str, Any]) -> Address:
        """From a module's options. A context's address and TLS material stand before docker_host and its own."""
        options = dict(params)
        if options.get("context"):
            options.update(contexts.look_up(options["context"]))
        own = {each.name: options[each.name] for each in fields(cls) if options.get(each.name) is not None}
        validate = options.get("validate_certs")
        own["tls"] = bool(options.get("tls") or validate)
        return cls(url=_url(options["docker_host"]), verify=validate is not False, **own)

    @property
    def way(self) -> str:
        """How the engine is reached, as the result's ``reached_by`` says it."""
        scheme = self.url.partition("://")[0]
        tls = self.tls or scheme == "https"
        return {"unix": "unix", "http+unix": "unix", "ssh": "ssh"}.get(scheme, "tcp+tls" if tls else "tcp")


def _url(host: str) -> str:
    return "unix://" + host if host.startswith("/") else host
