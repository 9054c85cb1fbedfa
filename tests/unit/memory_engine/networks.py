# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks of the engine in memory: who is attached is kept with the containers. It answers as engine 28.5 does."""

from __future__ import annotations

import ipaddress
from hashlib import sha256
from typing import Any

from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, Denied, EngineError, Invalid, NotFound

from ._memory import Memory, call

UNSAID = {
    "Driver": "bridge",
    "Internal": False,
    "Attachable": False,
    "Ingress": False,
    "EnableIPv4": True,
    "EnableIPv6": False,
    "ConfigOnly": False,
    "ConfigFrom": {"Network": ""},
    "Options": {},
    "Labels": {},
    "Containers": {},
}
DRIVERS = ("bridge", "ipvlan", "macvlan", "overlay")
PREDEFINED = ("bridge", "host", "none")
ALONE = ("Ingress", "Internal", "Attachable", "Scope")
CONFIGURED = ("Labels", "Options", "IPAM", "EnableIPv6")
NO_MEMBER = "configuration network can only contain network specific fields"
NO_OWN = "user specified configurations are not supported if the network depends on a configuration network"


class Networks(Memory):
    """Created once, never changed, not removed while a running container is attached; the engine is the manager of a swarm."""

    @call
    def list_networks(self, filters: Any = None) -> Any:
        names = (filters or {}).get("name")
        return [network for name, network in self.kept("networks").items() if not names or any(part in name for part in names)]

    @call
    def inspect_network(self, name: str) -> Any:
        network = self._network(name)
        return {**network, "Containers": {user["Id"]: {"Name": each} for each, user in self._active(network["Name"]).items()}}

    @call
    def create_network(self, body: Any) -> Any:
        self._refuse(body["Name"], body)
        return {"Id": self.have_network(body)["Id"], "Warning": ""}

    @call
    def remove_network(self, name: str) -> None:
        name = self._network(name)["Name"]
        if name in PREDEFINED:
            raise Denied(f"{name} is a pre-defined network and cannot be removed")
        if any(each.get("ConfigFrom", {}).get("Network") == name for each in self.kept("networks").values()):
            raise Denied(f'error while removing network: configuration network "{name}" is in use')
        active = self._active(name)
        if active:
            raise Denied(f"error while removing network: network {name} has active endpoints ({', '.join(active)})")
        del self.kept("networks")[name]

    @call
    def connect_network(self, name: str, body: Any) -> None:
        network, container, config = self._network(name), self._attachable(body["Container"]), body.get("EndpointConfig") or {}
        name, running = network["Name"], _running(container)
        if running and name in self._ends(container):
            raise Denied(f"endpoint with name {body['Container']} already exists in network {name}")
        fixed = (config.get("IPAMConfig") or {}).get("IPv4Address")
        nets = [ipaddress.ip_network(block["Subnet"]) for block in (network.get("IPAM") or {}).get("Config") or []]
        if fixed and nets and not any(ipaddress.ip_address(fixed) in net for net in nets):
            raise Invalid(f"invalid endpoint settings:\nno configured subnet or ip-range contain the IP address {fixed}")
        self._ends(container)[name] = {**config, "NetworkID": network.get("Id", name) if running else ""}

    @call
    def disconnect_network(self, name: str, container: str, force: bool = False) -> None:
        network, ends = self._network(name), self._ends(self._attachable(container))
        if network["Name"] not in ends:
            raise EngineError(f"container {container} is not connected to the network {name}")
        del ends[network["Name"]]

    def have_network(self, body: Any) -> Any:
        """A network as it is when the engine has made it, whatever would be refused; the test decides what there is."""
        source = self.kept("networks").get((body.get("ConfigFrom") or {}).get("Network") or "", {})
        configured = {key: source[key] for key in (*CONFIGURED, "EnableIPv4") if key in source}
        made = {**UNSAID, **configured, **body, "Id": sha256(f"{body['Name']}{len(self.calls)}".encode()).hexdigest()}
        made["IPAM"] = {"Driver": "default", "Options": None, "Config": [], **(configured.get("IPAM") or {}), **(body.get("IPAM") or {})}
        if made["ConfigOnly"]:
            made["Driver"] = "null"
        made.setdefault("Scope", "swarm" if made["Driver"] == "overlay" else "local")
        return self.kept("networks").setdefault(body["Name"], made)

    def _refuse(self, name: str, body: Any) -> None:
        source = (body.get("ConfigFrom") or {}).get("Network")
        if name in PREDEFINED:
            raise Denied(f"operation is not permitted on predefined {name} network")
        if name in self.kept("networks"):
            raise Conflict(f"network with name {name} already exists")
        if source and source not in self.kept("networks"):
            raise NotFound(f'configuration network "{source}" does not exist')
        for other, fields, why in ((source, CONFIGURED, NO_OWN), (body.get("ConfigOnly"), ALONE, NO_MEMBER)):
            if other and any(body.get(field) for field in fields):
                raise Denied(why)
        if not body.get("ConfigOnly") and body.get("Driver", "bridge") not in DRIVERS:
            raise NotFound(f'plugin "{body["Driver"]}" not found')
        if body.get("EnableIPv4") is False and not body.get("EnableIPv6"):
            raise Invalid("IPv4 or IPv6 must be enabled")
        self._refuse_addresses([] if body.get("ConfigOnly") else (body.get("IPAM") or {}).get("Config") or [])

    def _refuse_addresses(self, blocks: list[Any]) -> None:
        others = [each for each in self.kept("networks").values() if not each.get("ConfigOnly")]
        taken = [ipaddress.ip_network(block["Subnet"]) for each in others for block in (each.get("IPAM") or {}).get("Config") or []]
        for block in blocks:
            if not block.get("Subnet"):
                raise Invalid("invalid network config:\ninvalid subnet : invalid CIDR block notation")
            if any(ipaddress.ip_network(block["Subnet"]).overlaps(other) for other in taken):
                raise Denied("invalid pool request: Pool overlaps with other one on this address space")

    def _active(self, name: str) -> dict[str, Any]:
        return {user: seen for user, seen in self.kept("containers").items() if _running(seen) and name in self._ends(seen)}

    def _network(self, name: str) -> Any:
        found = [each for key, each in self.kept("networks").items() if name in (key, each.get("Id"))]
        if not found:
            raise NotFound(f"network {name} not found")
        return found[0]

    def _attachable(self, name: str) -> Any:
        found = [each for key, each in self.kept("containers").items() if name in (key, each.get("Id"))]
        if not found:
            raise NotFound(f"No such container: {name}")
        return found[0]

    @staticmethod
    def _ends(container: Any) -> dict[str, Any]:
        ends: dict[str, Any] = container.setdefault("NetworkSettings", {}).setdefault("Networks", {})
        return ends


def _running(container: Any) -> bool:
    return bool((container.get("State") or {}).get("Running", True))
