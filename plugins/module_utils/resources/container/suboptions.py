# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The suboptions of a container's options, in the terms of AnsibleModule. PRIVATE."""

from __future__ import annotations

from typing import Any, Dict

Spec = Dict[str, Any]


def _of(kind: str, **more: Any) -> Spec:
    return {"type": kind, **more}


def _strings() -> Spec:
    return _of("list", elements="str")


HEALTHCHECK: Spec = {
    "test": _of("raw"),
    "test_cli_compatible": _of("bool", default=False),
    "interval": _of("str"),
    "timeout": _of("str"),
    "retries": _of("int"),
    "start_period": _of("str"),
    "start_interval": _of("str"),
}

MOUNT: Spec = {
    "target": _of("str", required=True),
    "source": _of("str"),
    "type": _of("str", default="volume", choices=["bind", "npipe", "tmpfs", "volume", "cluster", "image"]),
    "read_only": _of("bool"),
    "consistency": _of("str", choices=["default", "consistent", "cached", "delegated"]),
    "propagation": _of("str", choices=["private", "rprivate", "shared", "rshared", "slave", "rslave"]),
    "no_copy": _of("bool"),
    "labels": _of("dict"),
    "volume_driver": _of("str"),
    "volume_options": _of("dict"),
    "tmpfs_size": _of("str"),
    "tmpfs_mode": _of("str"),
    "tmpfs_options": _of("list", elements="dict"),
    "non_recursive": _of("bool"),
    "create_mountpoint": _of("bool"),
    "read_only_non_recursive": _of("bool"),
    "read_only_force_recursive": _of("bool"),
    "subpath": _of("str"),
}

NETWORK: Spec = {
    "name": _of("str", required=True),
    "ipv4_address": _of("str"),
    "ipv6_address": _of("str"),
    "aliases": _strings(),
    "links": _strings(),
    "mac_address": _of("str"),
    "driver_opts": _of("dict"),
    "gw_priority": _of("int"),
}
