# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of a container's /etc/hosts. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from typing import Any, Mapping

from .names import address

GATEWAY = "host-gateway"


def etc_hosts(values: Mapping[str, Any]) -> list[str]:
    """``HostConfig.ExtraHosts``, sorted: ``["db:10.0.0.5"]``. The address may be ``host-gateway``, which the engine resolves."""
    return sorted(f"{name}:{_address(name, value)}" for name, value in values.items())


def spelled(entries: list[str] | None) -> list[str]:
    """The ``ExtraHosts`` that an engine shows, in the spelling of ``etc_hosts``, so that the two can be compared."""
    return sorted(_spelled(entry) for entry in entries or [])


def _spelled(entry: str) -> str:
    name, _colon, ip = entry.partition(":")
    try:
        return f"{name}:{_address(name, ip)}"
    except ValueError:
        return entry


def _address(name: Any, value: Any) -> str:
    if not isinstance(name, str) or not name or any(letter.isspace() or letter == ":" for letter in name):
        raise ValueError(f'etc_hosts: "{name}" is not a host name; write name and address as in "db: 10.0.0.5"')
    text = str(value).strip()
    if text == GATEWAY:
        return text
    try:
        return address(text[1:-1] if text.startswith("[") and text.endswith("]") else text)
    except ValueError:
        raise ValueError(f'etc_hosts: "{value}" for {name} is not an IP address; write one, or {GATEWAY}') from None
