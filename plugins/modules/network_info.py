#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network_info
short_description: Look at one network
version_added: 0.1.0
description:
  - Says whether a network exists, and what the engine shows of it.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.reads
options:
  name:
    description:
      - The network's name, or its identifier.
    type: str
    required: true
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.network
"""

EXAMPLES = r"""
- name: Look at a network
  dockfleet.docker.network_info:
    name: shop
  register: result

- name: Say whether it is there
  ansible.builtin.debug:
    msg: "The network {{ 'exists' if result.exists else 'does not exist' }}."
"""

RETURN = r"""
exists:
  description: Whether there is such a network.
  returned: success
  type: bool
  sample: true
network:
  description: The network as the engine inspects it; V(none) when there is none.
  returned: success
  type: dict
  sample:
    Attachable: false
    Containers: {}
    Driver: bridge
    EnableIPv6: false
    Id: 0e16bbb4d5a1c0a6e5c2c31c8dd1cb5a8e87eb6e1d64aeea6a7be0b1cf8cb9f6
    IPAM: {"Config": [{"Gateway": "172.28.0.1", "Subnet": "172.28.0.0/16"}], "Driver": "default", "Options": null}
    Internal: false
    Labels: {"app": "shop"}
    Name: shop
    Options: {}
    Scope: local
"""

from ..module_utils._run import run_module
from ..module_utils.resources.info.objects import NetworkInfo


def main() -> None:
    run_module(NetworkInfo)


if __name__ == "__main__":
    main()
