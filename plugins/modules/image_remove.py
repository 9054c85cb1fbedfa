#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: image_remove
short_description: Remove an image, or one of its names
version_added: 0.1.0
description:
  - Takes a name away from an image, and removes the image with its last name.
  - An image that containers use is not removed unless O(force) is V(true); the error names them.
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
  force:
    description:
      - Remove the image even if stopped containers use it, and when O(name) is an identifier, with all its names.
    type: bool
    default: false
  prune:
    description:
      - Remove parent images that have no name, too.
    type: bool
    default: true
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.image_info
  - module: dockfleet.docker.image_tag
"""

EXAMPLES = r"""
- name: Remove an image
  dockfleet.docker.image_remove:
    name: shop/web
    tag: "2.3"

- name: Remove an image with all its names
  dockfleet.docker.image_remove:
    name: sha256:66f8bdd3810c96dc5c28aec39583af731b34a2cd99471530f53c8794ed5b423e
    force: true
"""

RETURN = r"""
image:
  description: The image as the engine inspected it before; empty when there was none.
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
untagged:
  description: The names that were taken away. In check mode, those that would be.
  returned: success
  type: list
  elements: str
  sample: ["shop/web:2.3"]
deleted:
  description:
    - The identifiers of the images and layers that were removed. In check mode, the identifier of the image when it would be removed;
      which layers no other image shares is known only afterwards.
  returned: success
  type: list
  elements: str
  sample: ["sha256:66f8bdd3810c96dc5c28aec39583af731b34a2cd99471530f53c8794ed5b423e"]
"""

from ..module_utils._run import run_module
from ..module_utils.resources.image.remove import ImageRemove


def main() -> None:
    run_module(ImageRemove)


if __name__ == "__main__":
    main()
