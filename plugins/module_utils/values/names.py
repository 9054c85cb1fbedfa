# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of engine objects, and addresses in one spelling. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import ipaddress
import re

_RESTRICTED = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")  # the engine's daemon/names, RestrictedNamePattern
_MAC = re.compile(r"[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2})(?:\1[0-9a-fA-F]{2}){4}")


def check_name(kind: str, name: str) -> str:
    """The name, if an engine takes it for a new object of this kind: ``container``, ``volume`` or ``network``.

    Containers and volumes share one rule; a network may have any name that is not blank.
    """
    if not name.strip():
        raise ValueError(f"the name of a {kind} is empty; give it one")
    if kind != "network" and not _RESTRICTED.fullmatch(name):
        raise ValueError(f'"{name}" is not a name for a {kind}: use two or more letters, digits, "_", "." and "-", a letter or digit first')
    return name


def address(text: str) -> str:
    """An IPv4 or IPv6 address in its shortest spelling."""
    try:
        if "%" not in text:
            return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        pass
    raise ValueError(f'"{text}" is not an IP address')


def subnet(text: str) -> str:
    """An IPv4 or IPv6 network as address/length, in its shortest spelling: ``2001:db8::/64``."""
    try:
        whole = ipaddress.ip_interface(text.strip())
    except ValueError:
        whole = None
    if whole is None or "/" not in text or "%" in text:
        raise ValueError(f'"{text}" is not a subnet; write address/length, for example 172.28.0.0/16')
    if whole.ip != whole.network.network_address:
        raise ValueError(f'"{text}" is an address inside a subnet; write "{whole.network}"')
    return str(whole.network)


def mac(text: str) -> str:
    """A hardware address of six bytes with colons, in lower case, as the engine shows it."""
    if not _MAC.fullmatch(text.strip()):
        raise ValueError(f'"{text}" is not a MAC address; write it as in 92:d0:c6:0a:29:33')
    return text.strip().lower().replace("-", ":")
