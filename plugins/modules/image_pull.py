#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: image_pull
short_description: Pull an image from its registry
version_added: 0.1.0
description:
  - Makes sure that the engine has an image, and with O(pull=always) the one that its registry has now.
  - The registry's digest is asked for before anything is pulled, so an image that is up to date is no change, and check mode knows it too.
  - Credentials are those that C(docker login) stored where the task runs.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.changes
options:
  name:
    description:
      - The image, as C(name), C(repository/name) or C(registry:port/name), with C(:tag) or C(@digest) or without.
    type: str
    required: true
  tag:
    description:
      - The tag, where O(name) has neither tag nor digest. A digest such as V(sha256:…) is taken for one.
    type: str
    default: latest
  platform:
    description:
      - The platform to pull, as C(os/architecture/variant) or a part of it, for example V(linux/arm64). An image of another platform
        is replaced.
    type: str
  pull:
    description:
      - V(always) pulls whenever the registry has another image than the engine.
      - V(not_present) pulls only when the engine has no image of the name, or one of another O(platform).
    type: str
    default: always
    choices: [always, not_present]
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.image_tag
  - module: dockfleet.docker.image_info
"""

EXAMPLES = r"""
- name: Have the newest image of a tag
  dockfleet.docker.image_pull:
    name: nginx
    tag: "1.27"

- name: Have any image of the name, for this platform
  dockfleet.docker.image_pull:
    name: registry.example.org:5000/shop/web:2.4
    platform: linux/amd64
    pull: not_present

- name: Have exactly this image
  dockfleet.docker.image_pull:
    name: nginx@sha256:fb197595ebe76b9c0c14ab68159fd3c08bd067ec62300583543f0ebda353b5be
"""

RETURN = r"""
image:
  description: The image as the engine inspects it. In check mode, the one that was there before; empty when there was none.
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
"""

from ..module_utils._run import run_module
from ..module_utils.resources.image.pull import ImagePull


def main() -> None:
    run_module(ImagePull)


if __name__ == "__main__":
    main()
