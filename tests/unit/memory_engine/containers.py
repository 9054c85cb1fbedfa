# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Containers of the engine in memory: kept as inspect shows them, by name."""

from __future__ import annotations

from typing import Any

from ._memory import Memory, call


class Containers(Memory):
    """What resources ask about containers."""

    @call
    def list_containers(self, filters: Any = None, all: bool = True, size: bool = False, limit: int | None = None) -> Any:
        shown = [(name, seen) for name, seen in self.kept("containers").items() if _passes(name, seen, filters or {})]
        return [{"Id": seen.get("Id", name), "Names": ["/" + name], "Mounts": seen.get("Mounts") or []} for name, seen in shown]


def _passes(name: str, seen: Any, filters: Any) -> bool:
    volumes = [mount.get("Name") for mount in seen.get("Mounts") or []]
    tests = {"volume": lambda wish: wish in volumes, "name": lambda wish: wish in name}
    return all(any(tests[key](wish) for wish in wishes) for key, wishes in filters.items())
