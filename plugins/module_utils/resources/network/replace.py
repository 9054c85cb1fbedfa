# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replacing a network without losing what is attached to it, even when the task is killed in the middle. PRIVATE.

The engine cannot rename a network, and two cannot share a subnet, so the old one goes before the new one comes, and with it the
engine's memory of the endpoints. For that time a network that is configuration only, and so takes no addresses and no bridge, keeps
them in a label: a later run finds it and puts everything back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Mapping, Tuple

from ..._reconcile import Step
from . import endpoints
from .endpoints import Endpoint

Endpoints = Tuple[Endpoint, ...]
JOURNAL = ".dockfleet-replaced"
LABEL = "dockfleet.docker.replaced"


@dataclass(frozen=True)
class Journal:
    """What an interrupted replacement wrote down: the old network as a request to create it, and its endpoints."""

    network: Mapping[str, Any]
    endpoints: tuple[Endpoint, ...]


def written(network: Mapping[str, Any], attached: tuple[Endpoint, ...]) -> str:
    """A journal as text."""
    lines = [[each.container, each.name, dict(each.settings or {})] for each in attached]
    return json.dumps({"network": network, "endpoints": lines}, sort_keys=True)


def read(network: Mapping[str, Any] | None) -> Journal | None:
    """The journal that a network carries; None when there is no such network."""
    if network is None:
        return None
    kept = json.loads((network.get("Labels") or {}).get(LABEL) or "{}")
    return Journal(kept.get("network") or {}, tuple(Endpoint(*each) for each in kept.get("endpoints") or []))


def attach(target: str, container: str, options: Mapping[str, Any], name: str, undo: Step | None = None, because: str = "") -> Step:
    """A step that attaches a container."""
    return Step("connect", f"{name} to {target}", because, data=endpoints.body(container, options), undo=undo)


def detach(target: str, container: str, name: str, undo: Step | None = None, because: str = "") -> Step:
    """A step that detaches a container."""
    return Step("disconnect", f"{name} from {target}", because, data=container, undo=undo)


def parts(target: str, old: Mapping[str, Any], new: Mapping[str, Any], before: Endpoints, after: Endpoints) -> tuple[Step, ...]:
    """The calls that replace a network, each with the one that takes it back; the same endpoints as they are and as they shall be."""
    name = old["Name"]
    note = {"Name": name + JOURNAL, "ConfigOnly": True, "Labels": {LABEL: written(old, before)}}
    settle = Step("settle", f"the replacement of {target}", data=name + JOURNAL)
    restored = Step("create", target, f"The old {target} is back, with {len(before)} endpoints.", data=old)
    return (
        Step("note", f"the endpoints of {target}", data=note, undo=settle),
        *(detach(target, each.container, each.name, undo=_again(target, each)) for each in before),
        Step("remove", target, data=name, undo=restored),
        Step("create", target, data=new, undo=Step("remove", target, data=name)),
        *(attach(target, each.container, each.settings or {}, each.name, undo=detach(target, each.container, each.name)) for each in after),
        Step("forget", f"the replacement of {target}", data=name + JOURNAL, final=True),
    )


def restore(name: str, target: str, journal: Journal, present: bool, attached: tuple[Endpoint, ...]) -> Step:
    """The step that puts back what an interrupted replacement left undone."""
    there = {each.container for each in attached}
    missing = [each for each in journal.endpoints if each.container not in there]
    calls = [] if present else [Step("create", target, data=journal.network)]
    calls += [_again(target, each) for each in missing]
    calls.append(Step("forget", f"the replacement of {target}", data=name + JOURNAL))
    return Step("restore", target, "an earlier replacement was interrupted", parts=tuple(calls))


def _again(target: str, endpoint: Endpoint) -> Step:
    return Step("reconnect", f"{endpoint.name} to {target}", data=endpoints.body(endpoint.container, endpoint.settings or {}))
