#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: host_info
short_description: Look at the engine and at what is on it
version_added: 0.1.0
description:
  - Returns what the engine says about itself, and on request lists of its containers, images, networks and volumes and its disk usage.
  - Each list is one request, whatever its length.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.reads
options:
  containers:
    description:
      - List the containers.
    type: bool
    default: false
  containers_filters:
    description:
      - Filters for O(containers), with the names and values of C(docker container ls --filter). A filter may have a list of
        values; C(label) takes C(name), C(name=value), a list of them, or a dictionary.
    type: dict
  containers_all:
    description:
      - List stopped containers too.
    type: bool
    default: false
  images:
    description:
      - List the images.
    type: bool
    default: false
  images_filters:
    description:
      - Filters for O(images), with the names and values of C(docker image ls --filter). A filter may have a list of
        values; C(label) takes C(name), C(name=value), a list of them, or a dictionary.
    type: dict
  networks:
    description:
      - List the networks.
    type: bool
    default: false
  networks_filters:
    description:
      - Filters for O(networks), with the names and values of C(docker network ls --filter). A filter may have a list of
        values; C(label) takes C(name), C(name=value), a list of them, or a dictionary.
    type: dict
  volumes:
    description:
      - List the volumes.
    type: bool
    default: false
  volumes_filters:
    description:
      - Filters for O(volumes), with the names and values of C(docker volume ls --filter). A filter may have a list of
        values; C(label) takes C(name), C(name=value), a list of them, or a dictionary.
    type: dict
  disk_usage:
    description:
      - Measure the disk usage. The engine walks its storage for it, which may take long.
    type: bool
    default: false
  verbose_output:
    description:
      - Return all that the engine lists of each object, not only what the docker CLI shows.
    type: bool
    default: false
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.container_info
  - module: dockfleet.docker.image_info
  - module: dockfleet.docker.network_info
  - module: dockfleet.docker.volume_info
"""

EXAMPLES = r"""
- name: Ask the engine about itself
  dockfleet.docker.host_info:
  register: engine

- name: Say what it is
  ansible.builtin.debug:
    msg: "Docker {{ engine.host_info.ServerVersion }} with {{ engine.host_info.ContainersRunning }} running containers"

- name: List the containers of an application, stopped ones too
  dockfleet.docker.host_info:
    containers: true
    containers_all: true
    containers_filters:
      label:
        app: shop
"""

RETURN = r"""
can_talk_to_docker:
  description: Whether the engine answered.
  returned: always
  type: bool
  sample: true
host_info:
  description: What the engine says about itself, as in C(docker system info).
  returned: success
  type: dict
  sample:
    Architecture: x86_64
    CgroupDriver: systemd
    CgroupVersion: "2"
    Containers: 3
    ContainersPaused: 0
    ContainersRunning: 2
    ContainersStopped: 1
    DockerRootDir: /var/lib/docker
    Driver: overlay2
    Images: 12
    KernelVersion: 6.12.48+deb13-amd64
    LiveRestoreEnabled: false
    LoggingDriver: json-file
    MemTotal: 16777216000
    NCPU: 4
    Name: host1
    OSType: linux
    OSVersion: "13"
    OperatingSystem: Debian GNU/Linux 13 (trixie)
    ServerVersion: 28.5.2
containers:
  description: The containers, with the keys in the sample, or with all that the engine lists when O(verbose_output=true).
  returned: when O(containers=true)
  type: list
  elements: dict
  sample:
    - {"Command": "nginx", "Created": 1795428000, "Id": "8c1f…", "Image": "nginx:1", "Names": ["/web"], "Ports": [], "Status": "Up 2 h"}
images:
  description: The images, with the keys in the sample, or with all that the engine lists when O(verbose_output=true).
  returned: when O(images=true)
  type: list
  elements: dict
  sample:
    - {"Created": 1795428000, "Id": "sha256:66f8…", "RepoTags": ["nginx:1.27"], "Size": 191670156}
networks:
  description: The networks, with the keys in the sample, or with all that the engine lists when O(verbose_output=true).
  returned: when O(networks=true)
  type: list
  elements: dict
  sample:
    - {"Driver": "bridge", "Id": "0856…", "Name": "shop", "Scope": "local"}
volumes:
  description: The volumes, with the keys in the sample, or with all that the engine lists when O(verbose_output=true).
  returned: when O(volumes=true)
  type: list
  elements: dict
  sample:
    - {"Driver": "local", "Name": "db"}
disk_usage:
  description: The size of all layers in bytes, or all that the engine measures when O(verbose_output=true).
  returned: when O(disk_usage=true)
  type: dict
  sample: {"LayersSize": 1905321092}
"""

from ..module_utils._run import run_module
from ..module_utils.resources.info.host import HostInfo


def main() -> None:
    run_module(HostInfo)


if __name__ == "__main__":
    main()
