# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network's options as rows, and what to create from them. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import ipaddress
from typing import Any, Mapping, Sequence

from ..._errors import Conflict
from ..._fields import Field, at, mentioned, put
from ...values.environment import labels
from ...values.names import address, subnet

IPAM_BLOCK = {
    "subnet": {"type": "str"},
    "iprange": {"type": "str"},
    "gateway": {"type": "str"},
    "aux_addresses": {"type": "dict"},
}
WRITTEN = {"subnet": "Subnet", "iprange": "IPRange", "gateway": "Gateway", "aux_addresses": "AuxiliaryAddresses"}
Block = Mapping[str, Any]


def driver_options(values: Mapping[str, Any]) -> dict[str, str]:
    """Driver options as text; drivers read true and false in lower case."""
    return {str(key): str(value).lower() if isinstance(value, bool) else str(value) for key, value in values.items()}


def blocks(wanted: list[Block]) -> list[dict[str, Any]]:
    """IPAM blocks in the engine's words and in one spelling of each address."""
    return [{WRITTEN[key]: _spelled(key, value) for key, value in block.items() if value not in (None, {})} for block in wanted]


def _spelled(key: str, value: Any) -> Any:
    if key == "aux_addresses":
        return {str(name): address(str(each)) for name, each in value.items()}
    return address(str(value)) if key == "gateway" else subnet(str(value))


def respelled(have: Any) -> list[dict[str, Any]]:
    """The engine's IPAM blocks in the spelling of blocks(); an IPv6 gateway may come with the length of its subnet."""
    return [{key: _respelled(value) for key, value in block.items() if value} for block in have or []]


def _respelled(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _respelled(each) for name, each in value.items()}
    try:
        whole = ipaddress.ip_interface(value)
    except ValueError:
        return value
    return str(whole.network) if "/" in value and whole.ip == whole.network.network_address else str(whole.ip)


def spoken_of(want: list[Block], have: list[Block]) -> list[Block]:
    """Of each block that is there, what the wished block of the same subnet, or else of the same family, speaks about."""
    twins = ((block, twin_of(block, have)) for block in want)
    return [mentioned(block, twin) for block, twin in twins if twin is not None]


def twin_of(block: Block, have: Sequence[Block]) -> Block | None:
    """The block that is there and that a wished one speaks about."""
    same = next((each for each in have if each.get("Subnet") == block.get("Subnet")), None)
    return same or next((each for each in have if family(each) == family(block)), None)


def completed(want: Sequence[Block], have: Sequence[Block]) -> list[Block]:
    """The blocks to create: a wished one with what it does not speak about, as long as its subnet stays, and those of other families."""
    made = []
    for block in want:
        twin = twin_of(block, have) or {}
        made.append({**(twin if block.get("Subnet", twin.get("Subnet")) == twin.get("Subnet") else {}), **block})
    return [*made, *(each for each in have if family(each) not in {family(block) for block in want})]


def family(block: Block) -> int:
    """4 or 6."""
    return 6 if ":" in str(block.get("Subnet") or block.get("Gateway") or block.get("IPRange") or "") else 4


def told(shown: list[Block]) -> list[dict[str, Any]]:
    """Blocks in the words of the options."""
    names = {written: option for option, written in WRITTEN.items()}
    return [{names.get(key, key): value for key, value in block.items()} for block in shown]


FIELDS = (
    Field("driver", "Driver", {"type": "str"}),
    Field("driver_options", "Options", {"type": "dict"}, lens=mentioned, encode=driver_options),
    Field("labels", "Labels", {"type": "dict"}, lens=mentioned, encode=labels),
    Field("internal", "Internal", {"type": "bool"}, blank=False),
    Field("attachable", "Attachable", {"type": "bool"}, blank=False),
    Field("ingress", "Ingress", {"type": "bool"}, blank=False),
    Field("scope", "Scope", {"type": "str", "choices": ["local", "global", "swarm"]}),
    Field("enable_ipv4", "EnableIPv4", {"type": "bool"}, blank=True),
    Field("enable_ipv6", "EnableIPv6", {"type": "bool"}, blank=False),
    Field("config_only", "ConfigOnly", {"type": "bool"}, blank=False),
    Field("config_from", "ConfigFrom.Network", {"type": "str"}),
    Field("ipam_driver", "IPAM.Driver", {"type": "str"}),
    Field("ipam_driver_options", "IPAM.Options", {"type": "dict"}, lens=mentioned, encode=driver_options),
    Field(
        "ipam_config",
        "IPAM.Config",
        {"type": "list", "elements": "dict", "options": IPAM_BLOCK},
        lens=spoken_of,
        encode=blocks,
        decode=respelled,
        tell=told,
    ),
)
# What a network that is only a configuration must not have.
FLAGS = {"Scope", "Ingress", "Internal", "Attachable"}
# What a network shows of the configuration that it uses, and must not have of its own.
CONFIGURED = {"Labels", "Options", "IPAM", "EnableIPv4", "EnableIPv6", "ConfigOnly"}
# Options and addresses belong to a driver, and go with it.
OF_A_DRIVER = {"Scope", "Ingress", "Options", "IPAM", "EnableIPv4", "EnableIPv6", "ConfigOnly"}
# The engine writes its flags into the options too, where they would contradict a flag that changes.
SHADOWS = ("com.docker.network.enable_ipv4", "com.docker.network.enable_ipv6")


def body(name: str, want: Mapping[str, Any], have: Mapping[str, Any] | None) -> dict[str, Any]:
    """What to create: the wish, and of the network that is there all that the wish does not speak about."""
    made: dict[str, Any] = {"Name": name}
    kept = kept_of(want, have or {})
    for row in FIELDS:
        value, old = want.get(row.option), at(kept, row.path)
        if row.lens is mentioned:
            value = {**(old or {}), **(value or {})}
        elif row.option == "ipam_config":
            value = completed(value or [], respelled(old))
        elif value is None:
            value = old
        if value not in (None, "", {}, []):
            put(made, row.path, value)
    return made


def check_fits(new: Mapping[str, Any], container: str, settings: Mapping[str, Any]) -> None:
    """Raise Conflict when a container's fixed address lies outside the subnets of the network to create."""
    for key, length in (("ipv4_address", 4), ("ipv6_address", 6)):
        nets = [block["Subnet"] for block in at(new, "IPAM.Config") or [] if family(block) == length and block.get("Subnet")]
        fixed = settings.get(key)
        if fixed and nets and not any(ipaddress.ip_address(fixed) in ipaddress.ip_network(net) for net in nets):
            what = f"{container} has the fixed address {fixed}, which {', '.join(nets)} does not contain"
            raise Conflict(what, f"Name the container in connected with another {key}, or disconnect it first.")


def kept_of(want: Mapping[str, Any], have: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part of an existing network that its replacement keeps."""
    gone: set[str] = set() if have.get("Scope") == "swarm" else {"Scope"}
    if have.get("ConfigOnly"):
        gone.add("Driver")  # the engine shows null, and takes it for the network of that name
    if want.get("config_only"):
        gone |= FLAGS
    if want.get("config_from") or at(have, "ConfigFrom.Network"):
        gone |= CONFIGURED
    elif want.get("driver") not in (None, have.get("Driver")):
        gone |= OF_A_DRIVER
    options = {key: value for key, value in (have.get("Options") or {}).items() if key not in SHADOWS}
    return {key: value for key, value in {**have, "Options": options}.items() if key not in gone}
