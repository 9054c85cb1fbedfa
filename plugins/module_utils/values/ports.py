# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Published and exposed ports. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from contextlib import suppress
from typing import Dict, Iterable, Iterator, List, Mapping

from .names import address

Bindings = Dict[str, List[Dict[str, str]]]

PROTOCOLS = ("tcp", "udp", "sctp")


def published(specs: Iterable[str], default_ip: str = "") -> Bindings:
    """``HostConfig.PortBindings`` of ``[[ip:]host:]container[/protocol]``: ``{"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}``.

    ``default_ip`` is the HostIp of entries that name none; an empty HostPort (0 in the entry) lets the engine choose. Of two ranges
    the shorter one counts; a range of host ports for one container port stays a range, from which the engine takes a free port. Order
    is kept, and a fixed host port said twice counts once. The rules are those documented for community.docker.docker_container.
    """
    fallback = _ip(default_ip, f'default host IP "{default_ip}"')
    found: Bindings = {}
    for spec in specs:
        for port, binding in _bindings(str(spec), fallback):
            there = found.setdefault(port, [])
            if not (binding["HostPort"].isdigit() and binding in there):
                there.append(binding)
    return found


def exposed(specs: Iterable[str]) -> dict[str, dict[str, str]]:
    """``Config.ExposedPorts`` of ``port[-port][/protocol]``: ``{"80/tcp": {}}``; order is kept."""
    found: dict[str, dict[str, str]] = {}
    for spec in specs:
        where = f'exposed port "{spec}"'
        ports, protocol = _protocol(str(spec), where)
        found.update((f"{port}/{protocol}", {}) for port in _range(ports, where))
    return found


def spelled(bindings: Mapping[str, list[dict[str, str]] | None] | None) -> Bindings:
    """The ``PortBindings`` that an engine shows, in the spelling of ``published``, so that the two can be compared."""
    return {port: [_spelled(binding) for binding in there or []] for port, there in (bindings or {}).items()}


def _spelled(binding: Mapping[str, str]) -> dict[str, str]:
    ip, host_port = binding.get("HostIp") or "", binding.get("HostPort") or ""
    with suppress(ValueError):  # an engine's answer is not ours to judge
        ip = _ip(ip, "")
    return {"HostIp": ip, "HostPort": "" if host_port == "0" else host_port}


def _bindings(spec: str, fallback: str) -> Iterator[tuple[str, dict[str, str]]]:
    where = f'published port "{spec}"'
    sides, protocol = _protocol(spec, where)
    *left, container = sides.split(":")
    host = left.pop() if left else ""
    ip = _ip(":".join(left), where) or fallback
    ports = _range(container, where)
    for port, host_port in zip(ports, _host_ports(host, len(ports), where)):
        yield f"{port}/{protocol}", {"HostIp": ip, "HostPort": host_port}


def _host_ports(text: str, wanted: int, where: str) -> list[str]:
    """A host port for each of the container's; empty ones are for the engine to choose."""
    if not text:
        return [""] * wanted
    ports = _range(text, where, lowest=0)
    if wanted == 1 and len(ports) > 1:
        return [f"{ports[0]}-{ports[-1]}"]
    return [str(port or "") for port in ports]


def _protocol(spec: str, where: str) -> tuple[str, str]:
    ports, slash, protocol = spec.strip().partition("/")
    if slash and protocol.lower() not in PROTOCOLS:
        raise ValueError(f'{where}: "{protocol}" is not a protocol (tcp, udp or sctp)')
    return ports, protocol.lower() or "tcp"


def _range(text: str, where: str, lowest: int = 1) -> list[int]:
    first, dash, last = text.partition("-")
    low = _number(first, where, lowest)
    high = _number(last, where, lowest) if dash else low
    if low > high:
        raise ValueError(f'{where}: the range "{text}" runs backwards; write "{high}-{low}"')
    return list(range(low, high + 1))


def _number(text: str, where: str, lowest: int) -> int:
    if not text:
        raise ValueError(f"{where}: a port number is missing; write it as in 8080:80")
    if not (text.isascii() and text.isdigit() and lowest <= int(text) <= 65535):
        raise ValueError(f'{where}: "{text}" is not a port number (1 to 65535)')
    return int(text)


def _ip(text: str, where: str) -> str:
    if not text:
        return ""
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        return address(bare)
    except ValueError:
        raise ValueError(f'{where}: "{text}" is not an IP address; a host name is not resolved here, write its address') from None
