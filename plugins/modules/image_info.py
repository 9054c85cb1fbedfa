#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: image_info
short_description: Look at images
version_added: 0.1.0
description:
  - Returns what the engine shows of some images, or of all.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.reads
options:
  name:
    description:
      - The images, by name (with V(latest) where there is neither tag nor digest) or identifier. All images when left out.
      - An image that is not there is left out of the result.
    type: list
    elements: str
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.image_pull
  - module: dockfleet.docker.image_remove
"""

EXAMPLES = r"""
- name: Look at two images
  dockfleet.docker.image_info:
    name:
      - nginx:1.27
      - shop/web
  register: result

- name: Say how many of them are there
  ansible.builtin.debug:
    msg: "{{ result.images | length }} of 2"

- name: Look at all images
  dockfleet.docker.image_info:
"""

RETURN = r"""
images:
  description: The images as the engine inspects them.
  returned: success
  type: list
  elements: dict
  sample:
    - Architecture: amd64
      Config: {"Cmd": ["nginx", "-g", "daemon off;"], "Env": ["NGINX_VERSION=1.27.3"]}
      Created: "2026-11-23T10:00:00Z"
      Id: sha256:66f8bdd3810c96dc5c28aec39583af731b34a2cd99471530f53c8794ed5b423e
      Os: linux
      RepoDigests: ["nginx@sha256:fb197595ebe76b9c0c14ab68159fd3c08bd067ec62300583543f0ebda353b5be"]
      RepoTags: ["nginx:1.27"]
      Size: 191670156
"""

from ..module_utils._run import run_module
from ..module_utils.resources.info.images import ImageInfo


def main() -> None:
    run_module(ImageInfo)


if __name__ == "__main__":
    main()
