# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One way to an engine per file; ``connect`` picks by the address's scheme. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from typing import Any

from .._errors import Invalid, MissingLibrary
from . import ssh, tcp, unix

try:
    from docker import auth
except ImportError as error:
    SDK_PROBLEM = str(error)
else:
    SDK_PROBLEM = ""

BY_SCHEME = {
    "unix": unix.connect,
    "http+unix": unix.connect,
    "tcp": tcp.connect,
    "http": tcp.connect,
    "https": tcp.connect,
    "ssh": ssh.connect,
}


def connect(address: Any) -> Any:
    """An SDK client for the address, which is an HTTP session that has not spoken yet."""
    if SDK_PROBLEM:
        raise MissingLibrary(
            f"the Python library docker cannot be imported ({SDK_PROBLEM})",
            "Install it where the task runs (pip install docker), or let the task run in the controller (run_on: controller).",
        )
    scheme = address.url.partition("://")[0]
    if scheme not in BY_SCHEME:
        raise Invalid(
            f"docker_host {address.url} has no scheme that is known here",
            "Use unix:///path, tcp://host:port, https://host:port or ssh://user@host.",
        )
    session = BY_SCHEME[scheme](address)
    # proxies, netrc and CA bundles of the environment are meant for the web, not for an engine whose address and CA the user names
    session.trust_env = False
    return session


def registry_auth(session: Any, reference: str) -> dict[str, str] | None:
    """The header that carries the docker CLI's stored credentials for a reference's registry, or None where it has none."""
    registry, _name = auth.resolve_repository_name(reference)
    header = auth.get_config_header(session, registry)
    return {"X-Registry-Auth": header.decode("ascii") if isinstance(header, bytes) else header} if header else None
