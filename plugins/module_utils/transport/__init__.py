# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One way to an engine per file; ``connect`` picks by the address's scheme. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

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
    session = BY_SCHEME[_scheme(address.url)](address)
    # proxies, netrc and CA bundles of the environment are meant for the web, not for an engine whose address and CA the user names
    session.trust_env = False
    return session


def _scheme(url: str) -> str:
    """The scheme of a URL that can be an engine's: one that is known, with a path (unix) or with a host and a port that can be one."""
    with suppress(ValueError):  # a port that is none
        parts = urlsplit(url)
        place, port = parts.netloc or parts.path if "unix" in parts.scheme else parts.hostname, parts.port
        if parts.scheme in BY_SCHEME and place and port != 0:
            return parts.scheme
    raise Invalid(
        f"docker_host {url} is no address of an engine", "Use unix:///path, tcp://host:port, https://host:port or ssh://user@host."
    )


def registry_auth(session: Any, reference: str) -> dict[str, str] | None:
    """The header that carries the docker CLI's stored credentials for a reference's registry, or None where it has none."""
    registry, _name = auth.resolve_repository_name(reference)
    header = auth.get_config_header(session, registry)
    return {"X-Registry-Auth": header.decode("ascii") if isinstance(header, bytes) else header} if header else None
