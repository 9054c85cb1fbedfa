# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every module's options share, and the shape of a resource's specification. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from ansible.module_utils.common.parameters import env_fallback
from ansible.module_utils.errors import AnsibleFallbackNotFound


def in_cert_path(filename: str) -> str:
    """The file of that name in DOCKER_CERT_PATH, where the docker CLI looks for it."""
    folder = os.environ.get("DOCKER_CERT_PATH")
    if not folder:
        raise AnsibleFallbackNotFound
    return os.path.join(folder, filename)


ENGINE: dict[str, Any] = {
    "docker_host": {
        "type": "str",
        "default": "unix:///var/run/docker.sock",
        "aliases": ["docker_url"],
        "fallback": (env_fallback, ["DOCKER_HOST"]),
    },
    "context": {"type": "str", "fallback": (env_fallback, ["DOCKFLEET_CONTEXT"])},
    "tls": {"type": "bool", "default": False, "fallback": (env_fallback, ["DOCKER_TLS"])},
    "tls_hostname": {"type": "str", "fallback": (env_fallback, ["DOCKER_TLS_HOSTNAME"])},
    "validate_certs": {"type": "bool", "aliases": ["tls_verify"], "fallback": (env_fallback, ["DOCKER_TLS_VERIFY"])},
    "ca_path": {"type": "path", "aliases": ["ca_cert", "tls_ca_cert", "cacert_path"], "fallback": (in_cert_path, ["ca.pem"])},
    "client_cert": {"type": "path", "aliases": ["tls_client_cert", "cert_path"], "fallback": (in_cert_path, ["cert.pem"])},
    "client_key": {"type": "path", "aliases": ["tls_client_key", "key_path"], "fallback": (in_cert_path, ["key.pem"])},
    "api_version": {
        "type": "str",
        "default": "auto",
        "aliases": ["docker_api_version"],
        "fallback": (env_fallback, ["DOCKER_API_VERSION"]),
    },
    "timeout": {"type": "int", "default": 60, "fallback": (env_fallback, ["DOCKER_TIMEOUT"])},
    "use_ssh_client": {"type": "bool", "default": False},
    "debug": {"type": "bool", "default": False},
}

PLACE: dict[str, Any] = {
    "run_on": {
        "type": "str",
        "default": "auto",
        "choices": ["auto", "controller", "target"],
        "fallback": (env_fallback, ["DOCKFLEET_RUN_ON"]),
    },
}


@dataclass(frozen=True)
class Spec:
    """A resource's own options and the rules between them, in the terms of AnsibleModule; the shared options are added here."""

    options: dict[str, Any]
    mutually_exclusive: list[list[str]] = field(default_factory=list)
    required_together: list[list[str]] = field(default_factory=list)
    required_one_of: list[list[str]] = field(default_factory=list)
    required_if: list[Any] = field(default_factory=list)
    required_by: dict[str, list[str]] = field(default_factory=dict)

    def as_arguments(self) -> dict[str, Any]:
        """Keyword arguments for AnsibleModule and ArgumentSpecValidator alike."""
        return {
            "argument_spec": {**self.options, **ENGINE, **PLACE},
            "mutually_exclusive": self.mutually_exclusive,
            "required_together": [["client_cert", "client_key"], *self.required_together],
            "required_one_of": self.required_one_of,
            "required_if": self.required_if,
            "required_by": self.required_by,
        }
