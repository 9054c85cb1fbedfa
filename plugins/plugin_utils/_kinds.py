# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which resource serves which module. PRIVATE: not part of the collection's API.

Imported by the action plugins before Ansible forks its workers, so that no worker imports a resource or the SDK again.
"""

from __future__ import annotations

from ansible_collections.dockfleet.docker.plugins.module_utils._run import Kind
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.container import Container
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.image.pull import ImagePull
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.image.remove import ImageRemove
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.image.tag import ImageTag
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.info.containers import ContainerInfo
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.info.host import HostInfo
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.info.images import ImageInfo
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.info.objects import NetworkInfo, VolumeInfo
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.network import Network
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.volume import Volume

KINDS: dict[str, type[Kind]] = {
    "container": Container,
    "container_info": ContainerInfo,
    "host_info": HostInfo,
    "image_info": ImageInfo,
    "image_pull": ImagePull,
    "image_remove": ImageRemove,
    "image_tag": ImageTag,
    "network": Network,
    "network_info": NetworkInfo,
    "volume": Volume,
    "volume_info": VolumeInfo,
}
