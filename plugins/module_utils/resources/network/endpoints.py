# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How containers are attached to a network: what the user wishes, and what the engine shows. PRIVATE."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Iterable, Iterator, Mapping

from ..._errors import Conflict, Denied, Invalid
from ...values.names import address, mac

# option -> (where the engine has it in an endpoint's settings, the type it must have)
OPTIONS: dict[str, tuple[str, Any]] = {
    "ipv4_address": ("IPAMConfig.IPv4Address", str),
    "ipv6_address": ("IPAMConfig.IPv6Address", str),
    "aliases": ("Aliases", list),
    "links": ("Links", list),
    "mac_address": ("MacAddress", str),
    "driver_opts": ("DriverOpts", dict),
    "gw_priority": ("GwPriority", int),
}
GW_PRIORITY_SINCE = "1.48"
_IN_THE_WAY = r"overlaps with other one|[Aa]ddress already in use|already exists in network|has active endpoints|network .* is in use"


@dataclass(frozen=True)
class Wish:
    """A container that should be attached, and the options named for it, in the user's words."""

    container: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Endpoint:
    """A container that is attached. ``settings`` are its options in the user's words, None as long as nobody asked for them."""

    container: str
    name: str
    settings: Mapping[str, Any] | None = None

    def is_of(self, container: str) -> bool:
        """Whether a name or the beginning of an identifier means this container."""
        return container.lstrip("/") == self.name or (len(container) >= 12 and self.container.startswith(container))


def wishes(connected: list[Any]) -> list[Wish]:
    """The option ``connected``: names, or dictionaries with a name and options of the endpoint."""
    found: list[Wish] = []
    for wish in map(_wish, connected):
        if wish not in found and any(wish.container == each.container for each in found):
            raise Invalid(f'connected: container "{wish.container}" is named twice, with different options')
        found += [] if wish in found else [wish]
    return found


def _wish(given: Any) -> Wish:
    if not isinstance(given, dict):
        return Wish(str(given).lstrip("/"))
    unknown = sorted(set(given) - {"name", *OPTIONS})
    if unknown or not given.get("name"):
        raise Invalid(f"connected: {dict(given)} {'has no name' if not unknown else 'has unknown keys: ' + ', '.join(unknown)}", _KEYS)
    return Wish(
        str(given["name"]).lstrip("/"), {key: _checked(key, value) for key, value in given.items() if key != "name" and value is not None}
    )


_KEYS = f"Its keys are name, {', '.join(OPTIONS)}."


def _checked(key: str, value: Any) -> Any:
    kind = OPTIONS[key][1]
    if kind is int and isinstance(value, str) and value.lstrip("-").isdigit():
        value = int(value)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Invalid(f"connected: {key} must be a {kind.__name__}, not {value!r}")
    if kind is list:
        return [str(each) for each in value]
    if kind is dict:
        return {str(name): str(each) for name, each in value.items()}
    return {"ipv4_address": address, "ipv6_address": address, "mac_address": mac}.get(key, lambda same: same)(value)


def is_on(listed: Mapping[str, Any], name: str, identifier: str) -> bool:
    """Whether a container of the engine's list is on this network, and not on another of that name or that beginning.

    A container that has not run since it was connected is on it by name only. One that ran on a network that was removed since is not.
    """
    end = listed["NetworkSettings"]["Networks"].get(name)
    return end is not None and end.get("NetworkID") in (None, "", identifier)


def settings_of(shown: Mapping[str, Any], container: str) -> dict[str, Any]:
    """An endpoint of a container's inspection in the user's words: what was configured, without what the engine made up."""
    ipam = shown.get("IPAMConfig") or {}
    made_up = {container[:12]}
    found = {
        "ipv4_address": ipam.get("IPv4Address"),
        "ipv6_address": ipam.get("IPv6Address"),
        "aliases": [alias for alias in shown.get("Aliases") or [] if alias not in made_up],
        "links": shown.get("Links"),
        "mac_address": shown.get("MacAddress"),
        "driver_opts": shown.get("DriverOpts"),
        "gw_priority": shown.get("GwPriority"),
    }
    return {key: value for key, value in found.items() if value}


def body(container: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The request that attaches a container with these options."""
    config: dict[str, Any] = {}
    for key, value in options.items():
        *way, last = OPTIONS[key][0].split(".")
        place = config.setdefault(way[0], {}) if way else config
        place[last] = value
    return {"Container": container, "EndpointConfig": config}


def difference(wish: Wish, endpoint: Endpoint) -> dict[str, tuple[Any, Any]]:
    """The options that differ, each with (have, want). Further aliases and links may be there, and order means nothing.

    The MAC address is not among them: connecting again would not change it (see other_mac).
    """
    found = {}
    for key, want in wish.options.items():
        if key == "mac_address":
            continue
        have = (endpoint.settings or {}).get(key)
        if isinstance(want, list):
            have = [each for each in want if each in (have or [])]
        elif isinstance(want, dict):
            have = {name: each for name, each in (have or {}).items() if name in want}
        elif key == "gw_priority":
            have = have or 0
        if have != want:
            found[key] = (have, want)
    return found


def sides(wished: list[Wish], attached: Iterable[Endpoint], surplus: list[Endpoint]) -> tuple[list[Any], list[Any]]:
    """Both sides of a diff: the names of who is attached, with the options that differ where an endpoint changes."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {wish.container: wish.container for wish in wished}
    for each in attached:
        wish = next((wish for wish in wished if each.is_of(wish.container)), None)
        found = difference(wish, each) if wish else {}
        if wish:
            del after[wish.container]
        have, want = ({key: pair[side] for key, pair in found.items()} for side in (0, 1))
        before[each.name] = {"name": each.name, **have} if found else each.name
        if each not in surplus:
            after[each.name] = {"name": each.name, **want} if found else each.name
    return [before[name] for name in sorted(before)], [after[name] for name in sorted(after)]


def other_mac(wish: Wish, endpoint: Endpoint) -> str:
    """A sentence when the MAC address is not the wished one. Engine 28.5 ignores the one in a request to connect, and takes it only
    when it creates a container."""
    want, have = wish.options.get("mac_address"), (endpoint.settings or {}).get("mac_address")
    if want is None or want == have:
        return ""
    what = f"{endpoint.name} has the MAC address {have}, not {want}, and this engine gives one only to a container that it creates"
    return f"{what}: name it in networks of the module container."


@contextmanager
def in_the_way() -> Iterator[None]:
    """Tell what is in the way from what this user may not do; the engine answers both with one status."""
    try:
        yield
    except Denied as refused:
        if not re.search(_IN_THE_WAY, refused.answer):
            raise
        raise Conflict(refused.answer) from refused
