# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carry out the steps of a container's plan: each verb is one engine call, or a wait for what a call began. PRIVATE."""

from __future__ import annotations

import time
from typing import Any, Callable

from ..._errors import Conflict, Failure, NotFound, Unhealthy, doing
from ..._fields import at
from ..._reconcile import Step
from ...values.images import Reference
from ...values.versions import at_least
from .troubles import last_words, told_by

PAUSE = 0.2  # seconds between two looks at a container's health


def carry_out(engine: Any, step: Step) -> None:
    """Make the call that the step names."""
    with doing(f"{step.do} {step.target}"):
        VERBS[step.do](engine, step.data)


def _create(engine: Any, data: Any) -> None:
    for network in data["networks"]:  # the engine would find out only at the start
        engine.inspect_network(network)
    body, later = dict(data["body"]), {}
    ends = at(body, "NetworkingConfig.EndpointsConfig") or {}
    if len(ends) > 1 and not at_least(engine.api_version, "1.44"):  # Docker 24 and older take one network here
        first = body["HostConfig"].get("NetworkMode")
        first = first if first in ends else next(iter(ends))
        body["NetworkingConfig"] = {"EndpointsConfig": {first: ends[first]}}
        later = {name: each for name, each in ends.items() if name != first}
    engine.create_container(data["name"], body)
    for name, each in later.items():
        engine.connect_network(name, {"Container": data["name"], "EndpointConfig": each})


def _start(engine: Any, name: str) -> None:
    try:
        engine.start_container(name)
    except Failure as failure:
        failure.facts.update(told_by(engine, name))
        raise


def _stop(engine: Any, data: Any) -> None:
    engine.stop_container(data["name"], timeout=data["timeout"])


def _kill(engine: Any, data: Any) -> None:
    try:
        engine.kill_container(data["name"], signal=data["signal"])
    except Conflict:  # it ended by itself in the meantime
        return
    engine.wait_container(data["name"])


def _restart(engine: Any, data: Any) -> None:
    engine.restart_container(data["name"], timeout=data["timeout"])


def _move(engine: Any, names: Any) -> None:
    engine.rename_container(*names)


def _remove(engine: Any, data: Any) -> None:
    try:
        engine.remove_container(data["name"], volumes=data["volumes"], force=data.get("force", False))
    except NotFound:  # one with --rm is gone when it is stopped
        return
    except Conflict as conflict:
        if "already in progress" not in conflict.answer:
            raise
        _gone(engine, data["name"])
    for volume in data.get("also", []):
        engine.remove_volume(volume)


def _gone(engine: Any, name: str) -> None:
    try:
        engine.wait_container(name, condition="removed")
    except NotFound:
        return


def _update(engine: Any, data: Any) -> None:
    engine.update_container(*data)


def _pull(engine: Any, image: str) -> None:
    reference = Reference.parse(image)
    for _message in engine.pull_image(reference.name, tag=reference.digest or reference.tag):
        pass


def _connect(engine: Any, data: Any) -> None:
    network, container, endpoint = data
    engine.connect_network(network, {"Container": container, "EndpointConfig": endpoint})


def _disconnect(engine: Any, data: Any) -> None:
    engine.disconnect_network(*data)


def _wait(engine: Any, data: Any) -> None:
    """Look at the health until it is good. A container that ends and is not restarted will not become healthy."""
    name, seconds = data["name"], data["timeout"]
    deadline = time.monotonic() + seconds if seconds > 0 else None
    while True:
        container = engine.inspect_container(name)
        health = at(container, "State.Health.Status")
        if health == "healthy" or (health in (None, "none") and at(container, "State.Running")):
            return
        problem = _hopeless(container) or _late(health, seconds, deadline)
        if problem:
            facts = told_by(engine, name)
            raise Unhealthy(problem + last_words(facts), facts=facts)
        time.sleep(PAUSE)


def _hopeless(container: Any) -> str:
    state = container["State"]
    if state["Running"] or state.get("Restarting"):
        return ""
    killed = ", killed for lack of memory" if state.get("OOMKilled") else ""
    return f"it ended with exit code {state['ExitCode']}{killed}"


def _late(health: Any, seconds: float, deadline: float | None) -> str:
    if deadline is None or time.monotonic() < deadline:
        return ""
    return f"it is still {health} after {seconds:g} seconds"


VERBS: dict[str, Callable[[Any, Any], None]] = {
    "create": _create,
    "start": _start,
    "stop": _stop,
    "kill": _kill,
    "restart": _restart,
    "move": _move,
    "remove": _remove,
    "update": _update,
    "pull": _pull,
    "connect": _connect,
    "disconnect": _disconnect,
    "wait for": _wait,
    "wait for the end of": _gone,
}
