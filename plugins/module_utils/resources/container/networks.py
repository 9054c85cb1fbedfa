# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which networks a container should be in, and how: for the create body, and for connecting it live. PRIVATE."""

from __future__ import annotations

from typing import Any, Dict, Mapping

from ..._fields import Drift, Field, among, at, because, drift, mentioned, put, sides, wanted
from ..._reconcile import Step
from ...values.names import address, mac
from .forms import mode_seen, texts
from .row import IGNORE, STRICT

Json = Dict[str, Any]


def _links(specs: list[str]) -> list[str]:
    """A link without an alias has the container's name as its alias."""
    return [spec if ":" in spec else f"{spec}:{spec}" for spec in specs]


ENDPOINT = (
    Field("ipv4_address", "IPAMConfig.IPv4Address", encode=address),
    Field("ipv6_address", "IPAMConfig.IPv6Address", encode=address, decode=lambda there: address(there) if there else None),
    Field("aliases", "Aliases", lens=among, encode=list),
    Field("links", "Links", lens=among, encode=_links),
    Field("mac_address", "MacAddress", encode=mac, lens=lambda want, have: have or want),  # shown only while the container runs
    Field("driver_opts", "DriverOpts", lens=mentioned, encode=texts),
    Field("gw_priority", "GwPriority", blank=0),
)
NO_NETWORK = ("none", "host")


def networks_wish(entries: list[Json]) -> dict[str, Json]:
    """By network name, what the user said about each endpoint."""
    found: dict[str, Json] = {}
    for entry in entries:
        name = entry["name"]
        if not name or name in found:
            raise ValueError(f'network "{name}" is named twice; leave one out' if name else "a network has no name; name it")
        found[name] = wanted(ENDPOINT, entry)
    return found


def is_private(mode: str | None) -> bool:
    """Whether a container of this network mode cannot be in further networks."""
    return mode in NO_NETWORK or str(mode).startswith("container:")


def attached(container: Mapping[str, Any] | None) -> dict[str, Json]:
    """The endpoints of a container by network name."""
    networks: dict[str, Json] = at(container, "NetworkSettings.Networks") or {}
    return {name: endpoint or {} for name, endpoint in networks.items() if name not in NO_NETWORK}


def goal(wish: Any, container: Mapping[str, Any] | None) -> dict[str, Json]:
    """The networks that the container should be in, each with what the wish says of it."""
    there = attached(container)
    named = {_key(name, there): want for name, want in (wish.networks or {}).items()}
    mode = wish.modes["networks"]
    if container is not None and mode == IGNORE:
        named = {}
    elif mode == STRICT and wish.networks is not None:
        there = {name: each for name, each in there.items() if wish.network_mode and name == mode_seen(wish.network_mode)}
    leaving = _leaving(wish, container)
    kept: dict[str, Json] = {name: {} for name in there if name not in named and name != leaving}
    return {**named, **kept}


def _leaving(wish: Any, container: Mapping[str, Any] | None) -> str | None:
    """The network of the container's network mode, when the wish is for another: as with docker run, it is then not in both."""
    primary = mode_seen(at(container, "HostConfig.NetworkMode"))
    if wish.network_mode:
        return None if mode_seen(wish.network_mode) == primary else primary
    return primary if wish.networks and wish.modes["networks"] != IGNORE else None


def _key(name: str, there: Mapping[str, Json]) -> str:
    """The name under which inspect shows a network that was named by its identifier."""
    by_id = (key for key, endpoint in there.items() if len(name) >= 12 and str(endpoint.get("NetworkID")).startswith(name))
    return name if name in there else next(by_id, name)


def place(body: Json, wish: Any, container: Mapping[str, Any] | None) -> None:
    """Write network mode and endpoints into the body of a create call."""
    mode, ends = wish.network_mode, goal(wish, container)
    if not mode and wish.networks:
        mode = next(iter(wish.networks))
    elif not mode and container is not None:
        mode = at(container, "HostConfig.NetworkMode")
        mode = mode if is_private(mode) or mode_seen(mode) in ends or not ends else next(iter(ends))
    if mode:
        put(body, "HostConfig.NetworkMode", mode)
    if ends and not is_private(mode):
        there = attached(container)
        made = {name: endpoint(want, there.get(name), container) for name, want in ends.items()}
        put(body, "NetworkingConfig.EndpointsConfig", made)


def endpoint(want: Mapping[str, Any], there: Json | None, container: Mapping[str, Any] | None) -> Json:
    """An endpoint's settings for the engine: the wish, and of what is there all that it does not speak about.

    The MAC address is among them, even if the engine made it: inspect does not tell, and one that was asked for must not be lost.
    """
    made: Json = {}
    for row in ENDPOINT:
        value = want.get(row.option, at(there, row.path))
        if value and row.option == "aliases":
            value = [alias for alias in value if alias != str((container or {}).get("Id"))[:12]]  # engines before 25 add it
        if value:
            put(made, row.path, value)
    return made


def network_drift(wish: Any, container: Mapping[str, Any]) -> dict[str, Drift]:
    """What differs, by network: of one that is to be connected or left, its ``connected``; else of its endpoint."""
    there, ends = attached(container), goal(wish, container)
    found: dict[str, Drift] = {name: {"connected": (True, False)} for name in there if name not in ends}
    for name, want in ends.items():
        differs = drift(ENDPOINT, want, there[name]) if name in there else {"connected": (False, True)}
        if differs:
            found[name] = differs
    return found


def needs_replace(wish: Any, container: Mapping[str, Any], found: dict[str, Drift]) -> bool:
    """Engines ignore the MAC address of an endpoint that is connected to a container later (seen up to Docker 28)."""
    ends = goal(wish, container)
    return any("mac_address" in ends.get(name, {}) for name in found)


def missing_from(body: Mapping[str, Any], container: Mapping[str, Any] | None) -> list[str]:
    """The networks of a create call's body in which the container that it replaces is not: they may not exist."""
    there = attached(container)
    return [name for name in at(body, "NetworkingConfig.EndpointsConfig") or {} if name not in there]


def network_steps(wish: Any, container: Mapping[str, Any], found: dict[str, Drift]) -> list[Step]:
    """Connect first, so that the container is never without a network."""
    there, ends = attached(container), goal(wish, container)
    steps = []
    for name, differs in sorted(found.items(), key=lambda item: item[1].get("connected") == (True, False)):
        if differs.get("connected") == (False, True):
            steps.append(_connect(wish, name, endpoint(ends[name], None, container), "it is not connected"))
        elif "connected" in differs:
            why = "networks is compared strictly and does not name it"
            why = why if wish.modes["networks"] == STRICT else "networks is given and does not name this network of its network mode"
            steps.append(_disconnect(wish, name, why))
        else:
            steps.append(_reconnect(wish, container, name, there[name], ends[name], because(differs)))
    return steps


def _connect(wish: Any, network: str, body: Json, why: str = "") -> Step:
    return Step("connect", f"{wish.target} to network {network}", why, data=(network, wish.name, body))


def _disconnect(wish: Any, network: str, why: str = "", undo: Step | None = None) -> Step:
    return Step("disconnect", f"{wish.target} from network {network}", why, data=(network, wish.name), undo=undo)


def _reconnect(wish: Any, container: Any, network: str, there: Json, want: Json, why: str) -> Step:
    told = f"{wish.title} is connected to network {network} as before."
    back = _connect(wish, network, endpoint({}, there, container), told)
    parts = (_disconnect(wish, network, undo=back), _connect(wish, network, endpoint(want, there, container)))
    return Step("reconnect", f"{wish.target} to network {network}", why, parts=parts)


def network_sides(wish: Any, found: dict[str, Drift]) -> Any:
    """Both sides of the difference in the networks that a container is in, by network."""
    before: dict[str, Json] = {}
    after: dict[str, Json] = {}
    for name, differs in found.items():
        have, want = sides(differs)
        before.update({name: have} if have.pop("connected", True) else {})
        after.update({name: want or dict((wish.networks or {}).get(name, {}))} if want.pop("connected", True) else {})
    return before, after


def network_words(found: dict[str, Drift]) -> str:
    """The same as part of a sentence: ``networks: bridge -> front``."""
    gone = [name for name, differs in found.items() if differs.get("connected") == (True, False)]
    come = [name for name, differs in found.items() if differs.get("connected") == (False, True)]
    told = [f"networks: {', '.join(gone) or '(none)'} -> {', '.join(come) or '(none)'}"] if gone or come else []
    return ", ".join(told + [f"network {name}: {because(differs)}" for name, differs in found.items() if "connected" not in differs])
