# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A volume: created with a driver, options and labels that the engine never changes afterwards. PRIVATE."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping

from .._errors import Conflict, doing, none_if_missing, saying
from .._fields import Drift, Field, at, because, drift, mentioned, sides, wanted
from .._reconcile import Plan, Step
from .._spec import Spec
from ..values.environment import labels


def strings(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in values.items()}


FIELDS = (
    Field("driver", "Driver", {"type": "str"}),
    Field("driver_options", "Options", {"type": "dict"}, lens=mentioned, encode=strings),
    Field("labels", "Labels", {"type": "dict"}, lens=mentioned, encode=labels),
)
# inspect shows a volume's options under another name than create takes them
WRITTEN = {"Driver": "Driver", "Options": "DriverOpts", "Labels": "Labels"}
# Removing a volume loses its data, so a volume of this name shows first that the driver takes the new options.
TRIAL = ".dockfleet-trial"


@dataclass(frozen=True)
class SeenVolume:
    """The volume as the engine inspects it (None: there is none), and the names of the containers that use it."""

    volume: dict[str, Any] | None = None
    users: list[str] = field(default_factory=list)


class Volume:
    """Present or absent; data is lost only when recreate or absent asks for it, and never under a container's feet."""

    reads = False
    spec = Spec(
        options={
            "volume_name": {"type": "str", "required": True, "aliases": ["name"]},
            "state": {"type": "str", "default": "present", "choices": ["absent", "present"]},
            **{row.option: row.spec for row in FIELDS},
            "recreate": {"type": "str", "default": "never", "choices": ["always", "never", "options-changed"]},
            "force": {"type": "bool", "default": False},
        }
    )

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.name: str = params["volume_name"]
        self.target = f"volume {self.name}"
        self.state: str = params["state"]
        self.recreate: str = params["recreate"]
        self.force: bool = params["force"]
        with saying(f"options of {self.target}"):
            self.want = wanted(FIELDS, params)

    def observe(self, engine: Any) -> SeenVolume:
        volume = self._inspect(engine)
        if volume is None or (self.state == "present" and self.recreate == "never"):
            return SeenVolume(volume)
        with doing(f"list the containers that use {self.target}"):
            containers = engine.list_containers(filters={"volume": [self.name]})
        return SeenVolume(volume, sorted(each["Names"][0].lstrip("/") for each in containers))

    def _inspect(self, engine: Any) -> dict[str, Any] | None:
        with doing(f"inspect {self.target}"), none_if_missing():
            return dict(engine.inspect_volume(self.name))
        return None

    def plan(self, seen: SeenVolume) -> Plan:
        if self.state == "absent":
            return self._plan_absent(seen)
        if seen.volume is None:
            after = {"state": "present", **self.want}
            step = Step("create", self.target, "not found", data=self._body(seen, self.name))
            return Plan((step,), before={"state": "absent"}, after=after)
        found = drift(FIELDS, self.want, seen.volume)
        if self.recreate == "always" or (found and self.recreate == "options-changed"):
            return self._plan_recreate(seen, found)
        if found:
            why = "%s differs (%s) and is kept: recreate is never. Set recreate to options-changed to replace it and its data."
            return Plan(warnings=(why % (self.target, because(found)),))
        return Plan()

    def _plan_absent(self, seen: SeenVolume) -> Plan:
        if seen.volume is None:
            return Plan()
        self._refuse_if_used("remove", seen)
        step = Step("remove", self.target, "state is absent", data=self.name)
        return Plan((step,), before={"state": "present"}, after={"state": "absent"})

    def _plan_recreate(self, seen: SeenVolume, found: Drift) -> Plan:
        self._refuse_if_used("recreate", seen)
        before, after = sides(found)
        trial, on_trial = self.name + TRIAL, f"the trial of {self.target}"
        parts = (
            Step("create", f"a trial of {self.target}", data=self._body(seen, trial), undo=Step("clear away", on_trial, data=trial)),
            Step("remove", on_trial, data=trial),
            Step("remove", self.target, data=self.name, undo=self._undo(seen)),
            Step("create", self.target, data=self._body(seen, self.name)),
        )
        why = because(found) or "recreate is always"
        return Plan((Step("recreate", self.target, why, parts=parts, repeats=not found),), before, after)

    def _undo(self, seen: SeenVolume) -> Step:
        body = {"Name": self.name, **{written: at(seen.volume, path) for path, written in WRITTEN.items()}}
        return Step("create", self.target, f"An empty {self.target} with its old options took its place.", data=body)

    def _body(self, seen: SeenVolume, name: str) -> dict[str, Any]:
        """What to create: the wish, and of what is there all that the wish does not speak about."""
        body: dict[str, Any] = {"Name": name}
        for row in FIELDS:
            have, want = at(seen.volume, row.path), self.want.get(row.option)
            body[WRITTEN[row.path]] = {**(have or {}), **(want or {})} if row.lens is mentioned else want or have
        # without options given, inspect would show null instead of a dictionary
        return {key: value for key, value in body.items() if value or key == "DriverOpts"}

    def _refuse_if_used(self, verb: str, seen: SeenVolume) -> None:
        if seen.users:
            with doing(f"{verb} {self.target}"):
                raise Conflict("it is used by {}".format(", ".join(seen.users)), "Remove these containers first.")

    def perform(self, engine: Any, step: Step) -> None:
        with doing(f"{step.do} {step.target}"):
            if step.do == "create":
                engine.create_volume(step.data)
            elif step.do == "remove":
                engine.remove_volume(step.data, force=self.force)
            else:
                with none_if_missing():
                    engine.remove_volume(step.data, force=True)

    def show(self, seen: SeenVolume) -> dict[str, Any]:
        return {"volume": seen.volume or {}}
