# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts of the docker CLI: an engine's address and TLS material by name. PRIVATE: not part of the collection's API.

Read from the CLI's store itself. The SDK's reader takes a context without SkipTLSVerify for one that skips it, and looks in the
working directory where there is no config.json.
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

from .._errors import Invalid, NotFound

DEFAULT = {"docker_host": "unix:///var/run/docker.sock"}
TLS_FILES = {"ca_path": "ca.pem", "client_cert": "cert.pem", "client_key": "key.pem"}


def look_up(name: str) -> dict[str, Any]:
    """The context's address as options: docker_host, and where it has TLS also tls, validate_certs, ca_path, client_cert, client_key."""
    if name == "default":
        return dict(DEFAULT)
    store = os.path.join(os.environ.get("DOCKER_CONFIG") or os.path.expanduser("~/.docker"), "contexts")
    known_as = hashlib.sha256(name.encode("utf-8")).hexdigest()
    endpoint = _endpoint(name, os.path.join(store, "meta", known_as, "meta.json"))
    folder = os.path.join(store, "tls", known_as, "docker")
    found: dict[str, Any] = {
        option: os.path.join(folder, file) for option, file in TLS_FILES.items() if os.path.isfile(os.path.join(folder, file))
    }
    if found:
        found.update(tls=True, validate_certs=not endpoint.get("SkipTLSVerify", False))
    return {"docker_host": endpoint["Host"], **found}


def _endpoint(name: str, path: str) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            endpoint = json.load(file)["Endpoints"]["docker"]
        endpoint["Host"]
    except FileNotFoundError:
        raise NotFound(f"there is no docker context named {name}", "See docker context ls, or set docker_host.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Invalid(f"docker context {name} cannot be read from {path} ({error!r})") from error
    return dict(endpoint)
