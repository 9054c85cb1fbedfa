# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine itself and what is on it, to be read only. PRIVATE."""

from __future__ import annotations

from typing import Any, Callable, Mapping

from ..._errors import Failure, doing
from ..._spec import Spec
from ...values.filters import filters
from ._reading import Reading

# What is shown of each object unless everything is asked for: what the docker CLI lists.
SHOWN = {
    "containers": ("Id", "Image", "Command", "Created", "Status", "Ports", "Names"),
    "images": ("Id", "RepoTags", "Created", "Size"),
    "networks": ("Id", "Driver", "Name", "Scope"),
    "volumes": ("Driver", "Name"),
}
FILTERED = tuple(SHOWN)


class HostInfo(Reading):
    """What the engine says of itself, and lists of its objects where they are asked for; one request each."""

    spec = Spec(
        options={
            **{kind: {"type": "bool", "default": False} for kind in SHOWN},
            **{f"{kind}_filters": {"type": "dict"} for kind in FILTERED},
            "containers_all": {"type": "bool", "default": False},
            "disk_usage": {"type": "bool", "default": False},
            "verbose_output": {"type": "bool", "default": False},
        }
    )

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.params = params

    def observe(self, engine: Any) -> dict[str, Any]:
        try:
            with doing("ask the engine about itself"):
                seen: dict[str, Any] = {"host_info": engine.info()}
        except Failure as failure:
            failure.facts["can_talk_to_docker"] = False
            raise
        lists: dict[str, Callable[..., Any]] = {
            "containers": lambda filters: engine.list_containers(filters, all=self.params["containers_all"]),
            "images": engine.list_images,
            "networks": engine.list_networks,
            "volumes": engine.list_volumes,
        }
        for kind, ask in lists.items():
            if self.params[kind]:
                with doing(f"list {kind}"):
                    seen[kind] = ask(filters(self.params[f"{kind}_filters"]))
        if self.params["disk_usage"]:
            with doing("measure the disk usage"):
                seen["disk_usage"] = engine.disk_usage()
        return seen

    def show(self, seen: dict[str, Any]) -> dict[str, Any]:
        shown = dict(seen, can_talk_to_docker=True)
        if self.params["verbose_output"]:
            return shown
        for kind, keys in SHOWN.items():
            if kind in seen:
                shown[kind] = [{key: each.get(key) for key in keys} for each in seen[kind]]
        if "disk_usage" in seen:
            shown["disk_usage"] = {"LayersSize": seen["disk_usage"].get("LayersSize")}
        return shown
