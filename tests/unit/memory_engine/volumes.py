# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Volumes of the engine in memory."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, Invalid, NotFound

from ._memory import Memory, call


class Volumes(Memory):
    """Created once, never changed, not removed while a container mounts them."""

    @call
    def list_volumes(self, filters: Any = None) -> Any:
        names = (filters or {}).get("name")
        return [volume for name, volume in self.kept("volumes").items() if not names or any(part in name for part in names)]

    @call
    def inspect_volume(self, name: str) -> Any:
        return self._volume(name)

    @call
    def create_volume(self, body: Any) -> Any:
        name, driver = body["Name"], body.get("Driver") or "local"
        if not re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", name):
            raise Invalid(f"{name} is no name for a volume")
        there = self.kept("volumes").get(name)
        if there and there["Driver"] != driver:
            raise Conflict(f"volume {name} exists with driver {there['Driver']}")
        made = {"Name": name, "Driver": driver, "Options": body.get("DriverOpts"), "Labels": body.get("Labels"), "Scope": "local"}
        return self.kept("volumes").setdefault(name, made)

    @call
    def remove_volume(self, name: str, force: bool = False) -> None:
        self._volume(name)
        users = self._users(name)
        if users:
            raise Conflict(f"volume {name} is in use by {users}")
        del self.kept("volumes")[name]

    def _volume(self, name: str) -> Any:
        if name not in self.kept("volumes"):
            raise NotFound(f"get {name}: no such volume")
        return self.kept("volumes")[name]

    def _users(self, name: str) -> list[str]:
        containers = self.kept("containers").items()
        return [user for user, seen in containers if any(mount.get("Name") == name for mount in seen.get("Mounts") or [])]
