# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Containers, to be read only. PRIVATE."""

from __future__ import annotations

from typing import Any, Iterable, Mapping

from ..._errors import doing, none_if_missing
from ..._spec import Spec
from ...values.filters import filters
from ._reading import Reading


class ContainerInfo(Reading):
    """One container by name, several, or all that pass filters."""

    spec = Spec(
        options={
            "name": {"type": "str"},
            "names": {"type": "list", "elements": "str"},
            "filters": {"type": "dict"},
            "all": {"type": "bool", "default": True},
            "summary": {"type": "bool", "default": False},
            "size": {"type": "bool", "default": False},
        },
        mutually_exclusive=[["name", "names", "filters"], ["name", "summary"]],
    )

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.name: str | None = params["name"]
        self.names: list[str] | None = params["names"]
        self.filters = filters(params["filters"])
        self.all: bool = params["all"]
        self.summary: bool = params["summary"]
        self.size: bool = params["size"]

    def observe(self, engine: Any) -> list[dict[str, Any]]:
        """The containers that there are; one that goes in the meantime is left out."""
        if self.name is not None:
            return self._inspected(engine, [self.name])
        if self.names is not None and not self.summary:
            return self._inspected(engine, self.names)
        with doing("list containers"):
            listed = engine.list_containers(filters=self.filters, all=self.all or self.names is not None, size=self.size)
        if self.names is not None:
            listed = [each for each in listed if any(_is(each, name) for name in self.names)]
        return listed if self.summary else self._inspected(engine, [each["Id"] for each in listed])

    def _inspected(self, engine: Any, names: Iterable[str]) -> list[dict[str, Any]]:
        found = []
        for name in names:
            with doing(f"inspect container {name}"), none_if_missing():
                found.append(dict(engine.inspect_container(name, size=self.size)))
        return found

    def show(self, seen: list[dict[str, Any]]) -> dict[str, Any]:
        if self.name is None:
            return {"containers": seen}
        return {"exists": bool(seen), "container": seen[0] if seen else None}


def _is(listed: Mapping[str, Any], name: str) -> bool:
    return "/" + name.lstrip("/") in listed["Names"] or (len(name) >= 4 and str(listed["Id"]).startswith(name))
