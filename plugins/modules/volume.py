#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume
short_description: Create and remove volumes
version_added: 0.1.0
description:
  - Creates and removes volumes of a Docker engine.
  - The engine never changes a volume's driver, options or labels. A volume that differs is kept, with a warning, unless O(recreate)
    allows to replace it together with its data.
  - A volume that containers use is neither removed nor recreated; the error names them.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.changes
options:
  volume_name:
    description:
      - The volume's name.
    type: str
    required: true
    aliases: [name]
  state:
    description:
      - V(present) creates the volume when there is none, V(absent) removes it with its data.
    type: str
    default: present
    choices: [absent, present]
  driver:
    description:
      - The volume driver. The engine takes V(local) when none is given.
    type: str
  driver_options:
    description:
      - Options of the driver, for example V(type), V(device) and V(o) of the V(local) driver.
      - Only the options named here are compared.
    type: dict
  labels:
    description:
      - Labels of the volume. Only the labels named here are compared.
    type: dict
  recreate:
    description:
      - When to replace a volume that exists. B(All data in it is lost.)
      - V(never) keeps it and warns about a difference, V(options-changed) replaces it when O(driver), O(driver_options) or O(labels)
        differ, V(always) replaces it on each run.
    type: str
    default: never
    choices: [always, never, options-changed]
  force:
    description:
      - Remove the volume even if its driver's plugin is gone. A volume in use is not removed with it either.
    type: bool
    default: false
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.volume_info
"""

EXAMPLES = r"""
- name: Create a volume
  dockfleet.docker.volume:
    name: db

- name: Create a volume with options of its driver
  dockfleet.docker.volume:
    name: cache
    driver_options:
      type: tmpfs
      device: tmpfs
      o: size=100m,uid=1000
    labels:
      app: shop

- name: Replace a volume whose options differ, and lose its data
  dockfleet.docker.volume:
    name: cache
    driver_options:
      type: tmpfs
      device: tmpfs
      o: size=200m,uid=1000
    recreate: options-changed

- name: Remove a volume
  dockfleet.docker.volume:
    name: db
    state: absent
"""

RETURN = r"""
volume:
  description: The volume as the engine inspects it; empty when there is none.
  returned: success
  type: dict
  sample:
    CreatedAt: "2026-11-23T10:00:00Z"
    Driver: local
    Labels: {"app": "shop"}
    Mountpoint: /var/lib/docker/volumes/db/_data
    Name: db
    Options: {}
    Scope: local
"""

from ..module_utils._run import run_module
from ..module_utils.resources.volume import Volume


def main() -> None:
    run_module(Volume)


if __name__ == "__main__":
    main()
