# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks of the engine in memory: who is attached is kept with the containers."""

from __future__ import annotations

import ipaddress
from hashlib import sha256
from typing import Any

from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, NotFound

from ._memory import Memory, call

UNSAID = {
    "Driver": "bridge",
    "Scope": "local",
    "Internal": False,
    "Attachable": False,
    "Ingress": False,
    "EnableIPv4": True,
    "EnableIPv6": False,
    "ConfigOnly": False,
    "Options": {},
    "Labels": {},
}


class Networks(Memory):
    """Created once, never changed, not removed while a container is attached."""

    @call
    def list_networks(self, filters: Any = None) -> Any:
        names = (filters or {}).get("name")
        return [network for name, network in self.kept("networks").items() if not names or any(part in name for part in names)]

    @call
    def inspect_network(self, name: str) -> Any:
        return self._network(name)

    @call
    def create_network(self, body: Any) -> Any:
        kept, name = self.kept("networks"), body["Name"]
        if name in kept:
            raise Conflict(f"network with name {name} already exists")
        blocks = (body.get("IPAM") or {}).get("Config") or []
        taken = [block["Subnet"] for each in kept.values() if not each.get("ConfigOnly") for block in each["IPAM"]["Config"]]
        for block in [] if body.get("ConfigOnly") else blocks:
            if any(ipaddress.ip_network(block["Subnet"]).overlaps(ipaddress.ip_network(other)) for other in taken):
                raise Conflict("Pool overlaps with other one on this address space")
        made = {**UNSAID, **body, "Id": sha256(f"{name}{len(self.calls)}".encode()).hexdigest()}
        made["IPAM"] = {"Driver": "default", "Options": None, **(body.get("IPAM") or {}), "Config": blocks}
        kept[name] = made
        return {"Id": made["Id"], "Warning": ""}

    @call
    def remove_network(self, name: str) -> None:
        network = self._network(name)
        users = [user for user, seen in self.kept("containers").items() if network["Name"] in self._ends(seen)]
        if users:
            raise Conflict(f"network {name} has active endpoints ({', '.join(users)})")
        del self.kept("networks")[network["Name"]]

    @call
    def connect_network(self, name: str, body: Any) -> None:
        network, container = self._network(name), self._attachable(body["Container"])
        if network["Name"] in self._ends(container):
            raise Conflict(f"endpoint with name {body['Container']} already exists in network {name}")
        self._ends(container)[network["Name"]] = {**(body.get("EndpointConfig") or {}), "NetworkID": network.get("Id", name)}

    @call
    def disconnect_network(self, name: str, container: str, force: bool = False) -> None:
        network, ends = self._network(name), self._ends(self._attachable(container))
        if network["Name"] not in ends:
            raise Conflict(f"container {container} is not connected to the network {name}")
        del ends[network["Name"]]

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
