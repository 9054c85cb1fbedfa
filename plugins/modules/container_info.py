#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: container_info
short_description: Read containers
version_added: 0.1.0
description:
  - Reads one container by its name, several by their names, or all that pass filters.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.reads
options:
  name:
    description:
      - The name of one container, or its identifier or the beginning of that. The result is in RV(exists) and RV(container).
    type: str
  names:
    description:
      - The names or identifiers of several containers. Those that exist are in RV(containers).
    type: list
    elements: str
  filters:
    description:
      - Only containers that pass these filters of the engine, for example V(label), V(status), V(network), V(volume), V(ancestor),
        V(health) or V(name). A value is text, a list of which one has to match, or a dictionary of labels and their values.
      - When O(name), O(names) and O(filters) are left out, all containers are read.
    type: dict
  all:
    description:
      - Whether containers that do not run are read, too. Containers that are named are read in any case.
    type: bool
    default: true
  summary:
    description:
      - Read what the engine lists instead of inspecting each container. That is one request for all of them.
    type: bool
    default: false
  size:
    description:
      - Also read how much each container has written. The engine has to walk its files for that, which may take long.
    type: bool
    default: false
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.container
"""

EXAMPLES = r"""
- name: Read one container
  dockfleet.docker.container_info:
    name: web
  register: result

- name: Say whether it runs
  ansible.builtin.debug:
    msg: "{{ result.container.State.Status if result.exists else 'there is none' }}"

- name: Read all running containers of an application
  dockfleet.docker.container_info:
    filters:
      label:
        app: shop
    all: false

- name: List all containers, with one request
  dockfleet.docker.container_info:
    summary: true
"""

RETURN = r"""
exists:
  description: Whether there is such a container.
  returned: when O(name) is given
  type: bool
  sample: true
container:
  description: The container as the engine inspects it; V(null) when there is none.
  returned: when O(name) is given
  type: dict
  sample:
    Config: {"Cmd": ["sleep", "1000"], "Env": ["A=1"], "Image": "example/app:1.0", "Labels": {"app": "shop"}}
    Created: "2026-11-23T10:00:00.123456789Z"
    HostConfig: {"Memory": 536870912, "NetworkMode": "bridge", "RestartPolicy": {"MaximumRetryCount": 0, "Name": "always"}}
    Id: 62be52df9dd09d3c53a7f9c26a7df3d01575dbf9cfc5cfb54298dd91e4cef025
    Image: sha256:d8b570094d0125c5b6b9bf98d8d734764c22a9a65c1cc45caab8ff1cd52e19ca
    Mounts:
      - {"Destination": "/data", "Name": "shop-data", "RW": true, "Source": "/var/lib/docker/volumes/shop-data/_data", "Type": "volume"}
    Name: /web
    NetworkSettings:
      Networks:
        bridge:
          Gateway: 172.17.0.1
          IPAddress: 172.17.0.2
          MacAddress: "02:42:ac:11:00:02"
          NetworkID: 870c72ffae7f5e23a3c1f4f1b5a0a9f6f1c4a7f1d1f2b3c4d5e6f708192a3b4c
      Ports: {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]}
    RestartCount: 0
    State:
      ExitCode: 0
      Health: {"FailingStreak": 0, "Status": "healthy"}
      Running: true
      StartedAt: "2026-11-23T10:00:00.345678901Z"
      Status: running
containers:
  description: The containers as the engine inspects them, or with O(summary=true) as it lists them, which the sample shows.
  returned: when O(name) is not given
  type: list
  elements: dict
  sample:
    - Created: 1795428000
      Id: 62be52df9dd09d3c53a7f9c26a7df3d01575dbf9cfc5cfb54298dd91e4cef025
      Image: example/app:1.0
      Labels: {"app": "shop"}
      Names: ["/web"]
      NetworkSettings: {"Networks": {"bridge": {"IPAddress": "172.17.0.2"}}}
      Ports: [{"IP": "127.0.0.1", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"}]
      State: running
      Status: Up 3 hours
"""

from ..module_utils._run import run_module
from ..module_utils.resources.info.containers import ContainerInfo


def main() -> None:
    run_module(ContainerInfo)


if __name__ == "__main__":
    main()
