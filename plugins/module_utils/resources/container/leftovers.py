# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an interrupted replace left: how it is told apart, and how the next run finishes or takes back. PRIVATE.

A replace makes the new container beside the old one under NEW, stops the old one, renames it to OLD, and gives the new one its name.
Whichever of these calls was the last, what is there now says how far it came.
"""

from __future__ import annotations

import re
from typing import Any, Dict, Mapping

from ..._fields import at
from ..._reconcile import Step
from .wish import Wish

Json = Dict[str, Any]
NEW = ".dockfleet-new"
OLD = ".dockfleet-old"
INTERRUPTED = "an earlier replace was interrupted"


def pattern(name: str) -> str:
    """For the engine's name filter: the container and what an interrupted replace of it leaves."""
    return f"^/?{re.escape(name)}({re.escape(NEW)}|{re.escape(OLD)})?$"


def is_running(container: Mapping[str, Any] | None) -> bool:
    return bool(at(container, "State.Running"))


def heal(wish: Wish, web: Json | None, new: Json | None, old: Json | None) -> tuple[Json | None, list[Step]]:
    """The steps that finish or take back an interrupted replace, and the container as it will then be."""
    if old is None and new is None:
        return web, []
    if old is None:
        return _discard(wish, web, new)
    return _finish(wish, web, new) if web and _works(wish, web) else _restore(wish, web, new, old)


def _works(wish: Wish, web: Json) -> bool:
    """Whether the new container came so far that the old one is not needed: it runs, or it ran to its end without a fault."""
    if at(web, "State.Restarting") or (wish.state == "healthy" and at(web, "State.Health.Status") == "unhealthy"):
        return False
    return is_running(web) or (_has_run(web) and at(web, "State.ExitCode") == 0)


def _has_run(container: Mapping[str, Any]) -> bool:
    return not str(at(container, "State.StartedAt") or "0001").startswith("0001")


def _ran(container: Mapping[str, Any], new: Mapping[str, Any] | None) -> bool:
    """Whether the container ran when the replace began: it was stopped only after the new one had been made."""
    made = str((new or {}).get("Created") or "")
    return is_running(container) or bool(made and _moment(at(container, "State.FinishedAt")) > _moment(made))


def _moment(text: Any) -> tuple[str, str]:
    """A time that can be compared: engines leave zeros out at the end of the fraction."""
    seconds, _dot, fraction = str(text or "").rstrip("Z").partition(".")
    return seconds, fraction.ljust(9, "0")


def _discard(wish: Wish, web: Json | None, new: Json | None) -> tuple[Json | None, list[Step]]:
    """The replace ended before the old container was moved aside; it may have been stopped."""
    gone = remove(wish, wish.name + NEW, f"the unfinished replacement of {wish.target}", INTERRUPTED, fresh=True)
    if web is None or is_running(web) or not _ran(web, new) or wish.state == "stopped":
        return web, [gone]
    return _running(web), [_back(wish, [gone], INTERRUPTED)]


def _finish(wish: Wish, web: Json, new: Json | None) -> tuple[Json, list[Step]]:
    parts = [wait(wish, final=True)] if wish.state == "healthy" and at(web, "State.Health.Status") == "starting" else []
    parts += [remove(wish, name, f"container {name}") for name in _others(wish, new)]
    why = "the new container works, and the old one was still there"
    return web, [Step("finish", f"the interrupted replace of {wish.target}", why, parts=tuple(parts))]


def _others(wish: Wish, new: Json | None) -> list[str]:
    return [wish.name + OLD, *([wish.name + NEW] if new else [])]


def _restore(wish: Wish, web: Json | None, new: Json | None, old: Json) -> tuple[Json, list[Step]]:
    parts = [remove(wish, wish.name, f"the unfinished replacement of {wish.target}", fresh=not _has_run(web))] if web else []
    parts.append(Step("move", f"{wish.target} back to its name", data=(wish.name + OLD, wish.name)))
    if new:
        parts.append(remove(wish, wish.name + NEW, f"the unfinished replacement of {wish.target}", fresh=True))
    if not _ran(old, new or web) or wish.state == "stopped":
        return old, [Step("restore", wish.target, INTERRUPTED, parts=tuple(parts))]
    return _running(old), [_back(wish, parts, INTERRUPTED)]


def _back(wish: Wish, parts: list[Step], why: str) -> Step:
    return Step("restore", wish.target, why, parts=(*parts, Step("start", wish.target, data=wish.name)))


def _running(container: Json) -> Json:
    return {**container, "State": {**container["State"], "Running": True, "Status": "running"}}


def wait(wish: Wish, because: str = "", final: bool = False) -> Step:
    """Wait until the container is healthy."""
    data = {"name": wish.name, "timeout": wish.healthy_wait_timeout}
    return Step("wait for", f"{wish.target} to become healthy", because, data=data, final=final, waits=True)


def remove(wish: Wish, name: str, target: str, why: str = "", fresh: bool = False) -> Step:
    """Remove a container, running or not. A fresh one has no data: what it made for itself goes with it."""
    return Step("remove", target, why, data={"name": name, "volumes": fresh or not wish.keep_volumes, "force": True})


def sweep(wish: Wish, new: Json | None, old: Json | None) -> list[Step]:
    """Remove what an interrupted replace left of a container that is to be absent."""
    names = [name for name, there in ((wish.name + NEW, new), (wish.name + OLD, old)) if there]
    return [remove(wish, name, f"container {name}", "an interrupted replace left it") for name in names]
