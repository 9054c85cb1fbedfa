#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: image_tag
short_description: Give an image further names
version_added: 0.1.0
description:
  - Gives an image one or more further names.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.changes
options:
  name:
    description:
      - The image, as C(name), C(repository/name) or C(registry:port/name), with C(:tag) or C(@digest) or without; or the identifier of
        an image.
    type: str
    required: true
  tag:
    description:
      - The tag, where O(name) has neither tag nor digest. A digest such as V(sha256:…) is taken for one.
    type: str
    default: latest
  repository:
    description:
      - The names to give, each with C(:tag) or else with the tag of O(tag).
    type: list
    elements: str
    required: true
  existing_images:
    description:
      - What happens to a name that another image has. V(overwrite) takes it away from that image, V(keep) leaves it there.
    type: str
    default: overwrite
    choices: [keep, overwrite]
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.image_pull
  - module: dockfleet.docker.image_remove
"""

EXAMPLES = r"""
- name: Name an image for a registry
  dockfleet.docker.image_tag:
    name: shop/web:2.4
    repository:
      - registry.example.org:5000/shop/web:2.4
      - registry.example.org:5000/shop/web:latest

- name: Keep the image that runs under another name before it is replaced
  dockfleet.docker.image_tag:
    name: shop/web
    repository: [shop/web:previous]
"""

RETURN = r"""
image:
  description: The image as the engine inspects it.
  returned: success
  type: dict
  sample:
    Architecture: amd64
    Config: {"Cmd": ["nginx", "-g", "daemon off;"], "Env": ["NGINX_VERSION=1.27.3"]}
    Created: "2026-11-23T10:00:00Z"
    Id: sha256:66f8bdd3810c96dc5c28aec39583af731b34a2cd99471530f53c8794ed5b423e
    Os: linux
    RepoDigests: ["nginx@sha256:fb197595ebe76b9c0c14ab68159fd3c08bd067ec62300583543f0ebda353b5be"]
    RepoTags: ["nginx:1.27"]
    Size: 191670156
tagged_images:
  description: The names that were given, or in check mode would be.
  returned: success
  type: list
  elements: str
  sample: ["registry.example.org:5000/shop/web:2.4"]
"""

from ..module_utils._run import run_module
from ..module_utils.resources.image.tag import ImageTag


def main() -> None:
    run_module(ImageTag)


if __name__ == "__main__":
    main()
