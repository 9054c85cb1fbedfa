#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_info
short_description: Look at one volume
version_added: 0.1.0
description:
  - Says whether a volume exists, and what the engine shows of it.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.reads
options:
  name:
    description:
      - The volume's name.
    type: str
    required: true
    aliases: [volume_name]
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.volume
"""

EXAMPLES = r"""
- name: Look at a volume
  dockfleet.docker.volume_info:
    name: db
  register: result

- name: Say whether it is there
  ansible.builtin.debug:
    msg: "The volume {{ 'exists' if result.exists else 'does not exist' }}."
"""

RETURN = r"""
exists:
  description: Whether there is such a volume.
  returned: success
  type: bool
  sample: true
volume:
  description: The volume as the engine inspects it; V(none) when there is none.
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
from ..module_utils.resources.info.objects import VolumeInfo


def main() -> None:
    run_module(VolumeInfo)


if __name__ == "__main__":
    main()
