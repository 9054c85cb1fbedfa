#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network
short_description: Create and remove networks, and attach containers to them
version_added: 0.1.0
description:
  - Creates and removes networks of a Docker engine, and connects containers to them.
  - An engine changes nothing of a network but its endpoints. A network that differs in anything else is replaced, and every container
    on it, running or not, is connected again with the fixed addresses, aliases, links, driver options and gateway priority it had.
    What the options do not speak about is kept. Its MAC address is requested too, but engines up to 28.5 give one only to a container
    that they create.
  - A replacement that fails puts the old network and its endpoints back. Where that fails too, or the task was killed, the next run does
    it, which finds what there was in a label of a network named after this one with C(.dockfleet-replaced) at its end.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.changes
options:
  name:
    description:
      - The network's name.
    type: str
    required: true
    aliases: [network_name]
  state:
    description:
      - V(present) creates the network when there is none, V(absent) disconnects its containers and removes it.
    type: str
    default: present
    choices: [absent, present]
  driver:
    description:
      - The network driver. The engine takes V(bridge) when none is given.
    type: str
  driver_options:
    description:
      - Options of the driver. Only the options named here are compared.
    type: dict
  labels:
    description:
      - Labels of the network. Only the labels named here are compared.
    type: dict
  internal:
    description:
      - Whether the network is cut off from the outside.
    type: bool
  attachable:
    description:
      - Whether containers outside of services may join a network of the swarm.
    type: bool
  ingress:
    description:
      - Whether the network carries the swarm's routing mesh.
    type: bool
  scope:
    description:
      - Where the network exists.
    type: str
    choices: [local, global, swarm]
  enable_ipv4:
    description:
      - Whether containers get IPv4 addresses. Needs API version 1.47.
    type: bool
  enable_ipv6:
    description:
      - Whether containers get IPv6 addresses.
    type: bool
  config_only:
    description:
      - Whether the network is only a configuration for others to use with O(config_from).
    type: bool
  config_from:
    description:
      - The network with O(config_only) whose configuration this one uses.
    type: str
  ipam_driver:
    description:
      - The driver that manages the addresses.
    type: str
  ipam_driver_options:
    description:
      - Options of that driver. Only the options named here are compared.
    type: dict
  ipam_config:
    description:
      - The network's subnets. A subnet is compared with the one of the same address, or else of the same family; only what is named
        is compared.
    type: list
    elements: dict
    suboptions:
      subnet:
        description:
          - The subnet, for example V(172.28.0.0/16).
        type: str
      iprange:
        description:
          - The part of the subnet from which containers get their addresses.
        type: str
      gateway:
        description:
          - The gateway's address.
        type: str
      aux_addresses:
        description:
          - Addresses that containers must not get, by the name of the host that has them.
        type: dict
  connected:
    description:
      - The containers to connect, by name or identifier, or as dictionaries with the keys C(name), C(ipv4_address), C(ipv6_address),
        C(aliases), C(links), C(mac_address), C(driver_opts) and C(gw_priority) (a higher one makes the network the default gateway;
        needs API version 1.48).
      - A container whose endpoint differs from what is named is disconnected and connected again. Aliases and links that it has besides
        are kept.
      - Containers that are not in the list are disconnected unless O(appends) is V(true). An empty list disconnects all. When the
        option is left out, nothing is connected or disconnected.
    type: list
    elements: raw
    aliases: [containers]
  appends:
    description:
      - Leave containers connected that are not in O(connected).
    type: bool
    default: false
    aliases: [incremental]
  force:
    description:
      - Replace the network on each run, even if it does not differ.
    type: bool
    default: false
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.network_info
  - module: dockfleet.docker.container
"""

EXAMPLES = r"""
- name: Create a network
  dockfleet.docker.network:
    name: shop

- name: Create a network with a subnet of its own
  dockfleet.docker.network:
    name: shop
    ipam_config:
      - subnet: 172.28.0.0/16
        gateway: 172.28.0.1
    labels:
      app: shop

- name: Connect exactly these containers
  dockfleet.docker.network:
    name: shop
    connected:
      - web
      - name: db
        ipv4_address: 172.28.0.10
        aliases: [database]

- name: Connect one more
  dockfleet.docker.network:
    name: shop
    connected: [worker]
    appends: true

- name: Remove a network, and disconnect what is on it
  dockfleet.docker.network:
    name: shop
    state: absent
"""

RETURN = r"""
network:
  description: The network as the engine inspects it; empty when there is none.
  returned: success
  type: dict
  sample:
    Attachable: false
    Containers: {}
    Driver: bridge
    EnableIPv6: false
    IPAM: {"Config": [{"Gateway": "172.28.0.1", "Subnet": "172.28.0.0/16"}], "Driver": "default", "Options": null}
    Internal: false
    Labels: {"app": "shop"}
    Name: shop
    Options: {}
    Scope: local
"""

from ..module_utils._run import run_module
from ..module_utils.resources.network import Network


def main() -> None:
    run_module(Network)


if __name__ == "__main__":
    main()
