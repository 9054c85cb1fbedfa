# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One volume or one network by name, to be read only. PRIVATE."""

from __future__ import annotations

from typing import Any, Mapping

from ..._errors import doing, none_if_missing
from ..._spec import Spec
from ._reading import Reading


class VolumeInfo(Reading):
    """Whether a volume exists, and what the engine shows of it."""

    spec = Spec(options={"name": {"type": "str", "required": True, "aliases": ["volume_name"]}})

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.name: str = params["name"]

    def observe(self, engine: Any) -> dict[str, Any] | None:
        with doing(f"inspect volume {self.name}"), none_if_missing():
            return dict(engine.inspect_volume(self.name))
        return None

    def show(self, seen: dict[str, Any] | None) -> dict[str, Any]:
        return {"exists": seen is not None, "volume": seen}


class NetworkInfo(Reading):
    """Whether a network exists, and what the engine shows of it."""

    spec = Spec(options={"name": {"type": "str", "required": True}})

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.name: str = params["name"]

    def observe(self, engine: Any) -> dict[str, Any] | None:
        with doing(f"inspect network {self.name}"), none_if_missing():
            return dict(engine.inspect_network(self.name))
        return None

    def show(self, seen: dict[str, Any] | None) -> dict[str, Any]:
        return {"exists": seen is not None, "network": seen}
