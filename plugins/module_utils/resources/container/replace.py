# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replace a container so that at any moment either it or its replacement can serve. PRIVATE.

The new container is created beside the old one, which proves the image and the options; it takes addresses, ports and names only when it
is started, and by then the old one has released them. Until the new one runs (and is healthy, when that is asked for), each call can
be taken back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, Mapping

from ..._fields import at
from ..._reconcile import Step
from .forms import ANONYMOUS, volumes_seen
from .leftovers import NEW, OLD, is_running, remove, wait
from .networks import missing_from
from .wish import Wish

Json = Dict[str, Any]


def replace_step(wish: Wish, container: Mapping[str, Any], body: Json, why: str, repeats: bool = False) -> Step:
    """One step: create beside, stop old, move old aside, rename new, start new, wait until healthy, remove old."""
    ran = is_running(container)
    goes = vanishes(container)  # when it is stopped, so nothing can be taken back from then on
    parts = [_create(wish, container, body)]
    parts += [replace(_stop(wish, container), final=goes)] if ran else []
    parts += [Step("wait for the end of", wish.target, data=container["Id"])] if goes else [_aside(wish, ran)]
    parts += [_take_name(wish)]
    if wish.runs or (wish.state == "present" and ran):
        parts += [_start(wish), *([wait(wish)] if wish.state == "healthy" else [])]
    parts += [] if goes else [_remove_old(wish, container)]
    return Step("replace", wish.target, why, parts=tuple(parts), repeats=repeats)


def vanishes(container: Mapping[str, Any]) -> bool:
    """Whether the engine removes the container when it is stopped (docker run --rm)."""
    return is_running(container) and bool(at(container, "HostConfig.AutoRemove"))


def _create(wish: Wish, container: Mapping[str, Any], body: Json) -> Step:
    target = f"the replacement of {wish.target}"
    data = {"name": wish.name + NEW, "body": body, "networks": missing_from(body, container)}
    return Step("create", target, data=data, undo=remove(wish, wish.name + NEW, target, fresh=True))


def _stop(wish: Wish, container: Mapping[str, Any]) -> Step:
    again = Step("start", wish.target, f"{wish.title} is running again as before.", data=wish.name)
    return replace(stop_step(wish, container), undo=again)


def stop_step(wish: Wish, container: Mapping[str, Any], why: str = "") -> Step:
    """Stop a running container, or kill it when force_kill is set."""
    seconds = wish.stop_timeout if wish.stop_timeout is not None else at(container, "Config.StopTimeout")
    data = {"name": wish.name, "timeout": seconds, "kill": wish.force_kill, "signal": wish.kill_signal}
    return Step("kill" if wish.force_kill else "stop", wish.target, why, data=data)


def _aside(wish: Wish, ran: bool) -> Step:
    told = "" if ran else f"{wish.title} is back as before."
    undo = Step("move", f"{wish.target} back to its name", told, data=(wish.name + OLD, wish.name))
    return Step("move", f"{wish.target} aside", data=(wish.name, wish.name + OLD), undo=undo)


def _take_name(wish: Wish) -> Step:
    target = f"the replacement of {wish.target}"
    undo = Step("move", f"{target} aside", data=(wish.name, wish.name + NEW))
    return Step("move", f"{target} to its name", data=(wish.name + NEW, wish.name), undo=undo)


def _start(wish: Wish) -> Step:
    """Taken back by stopping, so that ports and addresses are free for the old container."""
    data = {"name": wish.name, "timeout": wish.stop_timeout, "kill": wish.force_kill, "signal": wish.kill_signal}
    undo = Step("stop", f"the replacement of {wish.target}", data=data)
    return Step("start", f"the replacement of {wish.target}", data=wish.name, undo=undo)


def _remove_old(wish: Wish, container: Mapping[str, Any]) -> Step:
    """The new container works by now, so a failure here takes nothing back; the next run removes the old one."""
    data = {"name": wish.name + OLD, "volumes": not wish.keep_volumes, "also": [] if wish.keep_volumes else carried_before(container)}
    return Step("remove", f"the old {wish.target}", data=data, final=True)


def anonymous(container: Mapping[str, Any]) -> dict[str, str]:
    """The volumes of a container that nobody named, by where they are mounted."""
    config, mounts = volumes_seen(container), at(container, "HostConfig.Mounts") or []
    targets = {target for target, bind in config.items() if bind.is_anonymous}
    targets.update(each["Target"] for each in mounts if each["Type"] == "volume" and ANONYMOUS.fullmatch(each.get("Source") or "0" * 64))
    mounted = [each for each in container.get("Mounts") or [] if each.get("Type") == "volume" and each["Destination"] in targets]
    return {each["Destination"]: each["Name"] for each in mounted}


def carried_before(container: Mapping[str, Any]) -> list[str]:
    """The anonymous volumes that an earlier replace carried over: the engine does not know any more that nobody named them."""
    binds = [str(bind).split(":", maxsplit=1)[0] for bind in at(container, "HostConfig.Binds") or []]
    sources = binds + [each.get("Source") for each in at(container, "HostConfig.Mounts") or []]
    return sorted(name for name in anonymous(container).values() if name in sources)


def carry_volumes(body: Json, image: Any, container: Mapping[str, Any]) -> tuple[str, ...]:
    """Mount the old container's anonymous volumes where the new one would get empty ones; answers those that it has no place for."""
    host = body.setdefault("HostConfig", {})
    mounts = host.get("Mounts") or []
    places = {each["Target"]: each for each in mounts if each["Type"] == "volume" and not each.get("Source")}
    empty = {*(body.get("Volumes") or {}), *(at(image, "Config.Volumes") or {})}
    taken = (
        {str(bind).split(":")[1] for bind in host.get("Binds") or []} | {each["Target"] for each in mounts} | set(host.get("Tmpfs") or {})
    )
    lost = []
    for target, name in anonymous(container).items():
        if target in places:
            host["Mounts"] = [{**each, "Source": name} if each is places[target] else each for each in host["Mounts"]]
        elif target in empty - taken:
            host.setdefault("Binds", []).append(f"{name}:{target}:rw")
        else:
            lost.append(f"{name} ({target})")
    return tuple(lost)
