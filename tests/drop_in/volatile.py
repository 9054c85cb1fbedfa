# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a result may differ between two runs of the same tasks, and what may not."""

from __future__ import annotations

import re
from contextlib import suppress
from ipaddress import ip_network
from typing import Any

# Times, identifiers and addresses that the engine makes up, and how busy it is.
MADE_UP = {
    "CreatedAt", "Created", "Id", "EndpointID", "MacAddress", "NetworkID", "SandboxID", "SandboxKey", "LastTagTime", "SystemTime",
    "NGoroutines", "NEventsListener", "NFd", "UsageData", "BuilderSize", "BuildCache", "Hostname", "StartedAt", "FinishedAt", "Pid",
    "ContainersRunning", "ContainersStopped", "AttachStdout", "AttachStderr", "Images",
    "ResolvConfPath", "HostnamePath", "HostsPath", "LogPath", "MergedDir", "UpperDir", "WorkDir", "LowerDir", "ID",
}  # fmt: skip
# For how long something runs, addresses of the engine's own pools, and identifiers inside of names.
CHOSEN = re.compile(r"^Up .*|^172\.(1[6-9]|2\d|3[01])\.[\d./]+$|\b[0-9a-f]{12}\b|\b[0-9a-f]{64}\b")
# Keys of Ansible itself and of the peer's debugging.
APART = {
    "actions",
    "diff",
    "invocation",
    "deprecations",
    "warnings",
    "plan",
    "ran_on",
    "reached_by",
    "reason",
    "msg",
    "exception",
    "requests",
}


def essence(value: Any) -> Any:
    """A result without what is made up: what remains must be the same from both collections."""
    if isinstance(value, dict) and "tagged_images" in value:
        # Ours is the image as it is after the task, with its new names
        value = {**value, "image": {key: item for key, item in value["image"].items() if key != "RepoTags"}}
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key not in MADE_UP | APART}
        kept = {key: item for key, item in kept.items() if key != "Containers" or not isinstance(item, int)}
        return {_known(key, item): essence(item) for key, item in kept.items()}
    if isinstance(value, list):
        return sorted((essence(item) for item in value), key=str) if _is_listing(value) else [essence(item) for item in value]
    return _spelled(value)


def differences(wanted: Any, got: Any, path: str = "") -> list[str]:
    """Where ``got`` lacks something of ``wanted`` or has another value, as lines."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        gone = [f"{path}{key}: {wanted[key]!r} is missing" for key in wanted if key not in got]
        return gone + [line for key in wanted if key in got for line in differences(wanted[key], got[key], f"{path}{key}.")]
    return [] if wanted == got else [f"{path[:-1]}: {wanted!r} there, {got!r} here"]


def _known(key: str, item: Any) -> str:
    """Dictionaries by identifier, such as the containers of a network, are told apart by their items' names."""
    return f"<id of {item.get('Name')}>" if re.fullmatch("[0-9a-f]{64}", key) and isinstance(item, dict) else key


def _is_listing(value: list[Any]) -> bool:
    """The engine lists its objects in no certain order."""
    return all(isinstance(item, dict) and {"Name", "Names", "RepoTags"} & set(item) for item in value)


def _spelled(value: Any) -> Any:
    """An IPv6 network in its shortest spelling, which is how ours are written; no address that the engine chose, and no identifier."""
    if not isinstance(value, str):
        return value
    with suppress(ValueError):
        return str(ip_network(value)) if "::" in value else re.sub(CHOSEN, "<chosen>", value)
    return value
