# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a wish and what was seen to the steps between them. PRIVATE: pure, it touches nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Dict, Mapping

from ..._errors import Invalid, NotFound, doing
from ..._fields import Drift, at, sides
from ..._reconcile import Plan, Step
from . import networks
from .compare import differences, in_words, short, update_of
from .leftovers import heal, is_running, sweep, wait
from .replace import carried_before, carry_volumes, replace_step, stop_step, vanishes
from .row import IGNORE
from .rows import BY_OPTION
from .wish import Wish, body_of

Json = Dict[str, Any]


@dataclass(frozen=True)
class SeenContainer:
    """What observe found: inspects of the container, of what an interrupted replace left, and of the image.

    ``image`` is the one that the wish names, else the container's own, and ``own_image`` what the latter can be called. ``registry`` is
    the digest that the registry has for it, where it was asked. ``joined`` is the container whose network the wish wants to share.
    """

    container: Json | None = None
    new: Json | None = None
    old: Json | None = None
    image: Json | None = None
    own_image: str | None = None
    registry: str | None = None
    joined: Json | None = None


@dataclass
class Draft:
    """A plan in the making."""

    steps: list[Step] = field(default_factory=list)
    before: Json = field(default_factory=dict)
    after: Json = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def differ(self, option: str, before: Any, after: Any) -> None:
        self.before[option], self.after[option] = before, after

    def done(self) -> Plan:
        return Plan(tuple(self.steps), self.before, self.after, tuple(self.warnings))


def plan_of(wish: Wish, seen: SeenContainer) -> Plan:
    """The plan, in the order in which it is carried out: heal, pull, create or change, then start or stop."""
    draft = Draft()
    if wish.state == "absent":
        return _absent(wish, seen, draft)
    container, draft.steps = heal(wish, seen.container, seen.new, seen.old)
    if container is None and wish.image is None:
        with doing(f"create {wish.target}"):
            raise Invalid("there is none yet, and no image is given", "Set image.")
    news = _pull(wish, seen, container, draft)
    if container is None:
        _create(wish, seen, draft)
        _run_new(wish, seen, draft)
    else:
        _change(wish, seen, container, news, draft)
    return draft.done()


def _absent(wish: Wish, seen: SeenContainer, draft: Draft) -> Plan:
    draft.steps = sweep(wish, seen.new, seen.old)
    if seen.container is not None:
        also = [] if wish.keep_volumes else carried_before(seen.container)
        data = {"name": wish.name, "volumes": not wish.keep_volumes, "force": True, "also": also}
        parts = [stop_step(wish, seen.container)] if is_running(seen.container) else []
        parts.append(Step("remove", wish.target, data=data))
        draft.steps.append(Step("remove", wish.target, "state is absent", parts=tuple(parts)))
        draft.differ("state", _state(seen.container), "absent")
    return draft.done()


def _state(container: Mapping[str, Any]) -> str:
    return "started" if is_running(container) else "stopped"


def _pull(wish: Wish, seen: SeenContainer, container: Json | None, draft: Draft) -> str:
    """Plan to pull; answers in words which image will be there then, where it is not the one that is there now."""
    if wish.image is None:
        return ""
    if seen.image is None:
        return _pull_missing(wish, container, draft)
    if seen.registry is None or any(str(each).endswith(seen.registry) for each in seen.image.get("RepoDigests") or []):
        return ""
    draft.steps.append(Step("pull", f"image {wish.image}", "pull is always, and the registry has another one", data=wish.image))
    return short(seen.registry)


def _pull_missing(wish: Wish, container: Json | None, draft: Draft) -> str:
    if container is not None and wish.modes["image"] == IGNORE:
        return ""
    if wish.pull == "never":
        with doing(f"{'replace' if container else 'create'} {wish.target}"):
            raise NotFound(f"image {wish.image} is not on the engine, and pull is never", "Set pull to missing, or load the image first.")
    draft.steps.append(Step("pull", f"image {wish.image}", "not found", data=wish.image))
    return str(wish.image)


def _create(wish: Wish, seen: SeenContainer, draft: Draft) -> None:
    body = body_of(wish, str(wish.image), None)
    data = {"name": wish.name, "body": body, "networks": networks.missing_from(body, None)}
    draft.steps.append(Step("create", wish.target, "not found", data=data))
    draft.before = {"state": "absent"}
    draft.after = {
        "state": wish.state,
        "image": wish.image,
        **{option: BY_OPTION[option].tell(value) for option, value in wish.want.items()},
    }
    draft.after.update({} if wish.networks is None else {"networks": wish.networks})
    draft.after.update({"network_mode": wish.network_mode} if wish.network_mode else {})


def _run_new(wish: Wish, seen: SeenContainer, draft: Draft) -> None:
    if wish.runs:
        draft.steps.append(Step("start", wish.target, f"state is {wish.state}", data=wish.name))
    if _check_health(wish, at(seen.image, "Config.Healthcheck") if seen.image else {}, draft):
        draft.steps.append(wait(wish, "it has just been started"))


def _change(wish: Wish, seen: SeenContainer, container: Json, news: str, draft: Draft) -> None:
    found = differences(wish, container, seen.image, news, seen.joined)
    ends = networks.network_drift(wish, container)
    update = update_of(wish, found, container)
    if wish.recreate or update is None or networks.needs_replace(wish, container, ends):
        _replace(wish, seen, container, found, ends, draft)
        return
    _differ(wish, found, ends, draft)
    if update:
        draft.steps.append(Step("update", wish.target, in_words(found), data=(wish.name, update)))
    draft.steps.extend(networks.network_steps(wish, container, ends))
    _run(wish, container, draft)


def _differ(wish: Wish, found: Drift, ends: dict[str, Drift], draft: Draft) -> None:
    draft.before, draft.after = sides(found)
    if ends:
        draft.differ("networks", *networks.network_sides(wish, ends))


def _replace(wish: Wish, seen: SeenContainer, container: Json, found: Drift, ends: dict[str, Drift], draft: Draft) -> None:
    body = body_of(wish, _image_for(wish, seen, container), container)
    lost = carry_volumes(body, seen.image, container) if wish.keep_volumes else ()
    if lost:
        draft.warnings.append(f"Volumes that {wish.target} does not mount any more are kept: {', '.join(lost)}.")
    if vanishes(container):
        draft.warnings.append(f"{wish.title} removes itself when it stops, so it cannot be brought back if its replacement fails.")
    _differ(wish, found, ends, draft)
    why = ", ".join(part for part in (in_words(found), networks.network_words(ends)) if part)
    draft.steps.append(replace_step(wish, container, body, why or "recreate is true", repeats=not why))
    if wish.runs != is_running(container) and wish.state != "present":
        draft.differ("state", _state(container), wish.state)
    _check_health(wish, at(seen.image, "Config.Healthcheck"), draft)


def _image_for(wish: Wish, seen: SeenContainer, container: Json) -> str:
    """What to make the replacement of: the wish, or else the container's own image."""
    ignored = wish.modes["image"] == IGNORE and seen.image is None
    return str(wish.image if wish.image and not ignored else seen.own_image or container["Image"])


def _check_health(wish: Wish, inherited: Any, draft: Draft) -> bool:
    """Whether there is a health to wait for; a user who asked for it hears when there is none."""
    check = wish.want.get("healthcheck") or inherited or {"Test": ["NONE"]}
    if wish.state == "healthy" and check.get("Test") == ["NONE"]:
        draft.warnings.append(f"{wish.title} has no health check, so healthy means no more than started.")
        return False
    return wish.state == "healthy"


def _run(wish: Wish, container: Json, draft: Draft) -> None:
    """Start, stop or restart a container that is otherwise as wished."""
    if wish.state == "stopped" and is_running(container):
        draft.steps.append(stop_step(wish, container, "state is stopped"))
        draft.differ("state", "started", "stopped")
    if not wish.runs:
        return
    code = at(container, "State.ExitCode")
    if not is_running(container):
        # one that ended well after its start, a job, is started on each run
        job = at(container, "State.Status") == "exited" and code == 0
        draft.steps.append(Step("start", wish.target, _why_stopped(code), data=wish.name, repeats=job))
        draft.differ("state", "stopped", wish.state)
    elif wish.restart:
        data = {"name": wish.name, "timeout": wish.stop_timeout}
        draft.steps.append(Step("restart", wish.target, "restart is true", data=data, repeats=True))
    health = at(container, "State.Health.Status")
    last = draft.steps[-1] if draft.steps else None
    started = last is not None and last.do in ("start", "restart")
    if _check_health(wish, at(container, "Config.Healthcheck"), draft) and (started or health != "healthy"):
        step = wait(wish, "it has just been started" if started else f"it is {health}")
        draft.steps.append(replace(step, repeats=last is not None and last.repeats))


def _why_stopped(code: int | None) -> str:
    """0, 137 and 143 are what a stop leaves behind, too."""
    return "it is stopped" if code in (None, 0, 137, 143) else f"it ended with exit code {code}"
