# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look, decide, act, look again: the one way in which this collection changes an engine. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, Mapping, Protocol, TypeVar

Seen = TypeVar("Seen")
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One change, in words a user would use (``do``, ``target``, ``because``), and what perform needs for it (``data``, never shown).

    A step of several engine calls lists them as ``parts``: all of them happen, or none, since each part may name the step that takes
    it back: ``undo``, whose ``because`` is the whole sentence that the user then reads. From a ``final`` part on nothing is taken back.
    ``repeats`` marks a step that the user asked for on every run, so planning it again is no sign of a failure; ``waits`` one that
    only waits, so it makes no change.
    """

    do: str
    target: str
    because: str = ""
    data: Any = None
    parts: tuple[Step, ...] = ()
    undo: Step | None = None
    final: bool = False
    repeats: bool = False
    waits: bool = False

    def __str__(self) -> str:
        return f"{self.do} {self.target}: {self.because}"


@dataclass(frozen=True)
class Plan:
    """The steps to take, the difference they make (keyed by option names), what the user should hear, and what is returned besides."""

    steps: tuple[Step, ...] = ()
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.steps)

    def __str__(self) -> str:
        return "\n".join(str(step) for step in self.steps)

    @property
    def changes(self) -> bool:
        """Whether the engine would not be as before."""
        return any(not step.waits for step in self.steps)

    def as_data(self) -> list[dict[str, str]]:
        """The plan as it stands in a task's result."""
        return [{"step": step.do, "target": step.target, "because": step.because} for step in self.steps]


@dataclass(frozen=True)
class Outcome(Generic[Seen]):
    """What was planned, what is there now, what a second look would still change, and what the engine answered to the steps."""

    plan: Plan
    seen: Seen
    left: Plan = Plan()
    facts: dict[str, Any] = field(default_factory=dict)


class Resource(Protocol[Seen]):
    """observe reads, plan decides and touches nothing, perform makes one engine call, and may say what of its answer is to be returned."""

    def observe(self, engine: Any) -> Seen: ...

    def plan(self, seen: Seen) -> Plan: ...

    def perform(self, engine: Any, step: Step) -> Facts | None: ...


def reconcile(resource: Resource[Seen], engine: Any, *, check_mode: bool) -> Outcome[Seen]:
    """Bring the engine to what the resource wishes; in check mode only say how."""
    seen = resource.observe(engine)
    plan = resource.plan(seen)
    if check_mode or not plan:
        return Outcome(plan, seen)
    done: list[Step] = []
    facts: dict[str, Any] = {}
    try:
        for step in plan.steps:
            facts.update(carry_out(resource, engine, step) or {})
            done.append(step)
    except Exception as error:
        setattr(error, "done", tuple(done))  # noqa: B010
        raise
    seen = resource.observe(engine)
    again = resource.plan(seen)
    left = Plan(tuple(step for step in again.steps if not step.repeats), warnings=again.warnings)
    return Outcome(plan, seen, left, facts)


def carry_out(resource: Resource[Any], engine: Any, step: Step) -> Facts | None:
    """Perform a step; when a part of it fails, take back that part and all before it, last one first."""
    if not step.parts:
        return resource.perform(engine, step)
    begun: list[Step] = []
    try:
        for part in step.parts:
            begun.append(part)
            resource.perform(engine, part)
    except BaseException as error:  # an interrupt or the task's own timeout must not leave half a step behind either
        told = getattr(error, "aftermath", [])
        told.extend([] if any(part.final for part in begun) else _take_back(resource, engine, begun))
        raise
    return None


def _take_back(resource: Resource[Any], engine: Any, begun: list[Step]) -> list[str]:
    """Undo what was begun. The last part may or may not have reached the engine, so its undo may fail in silence."""
    told: list[str] = []
    for part in reversed(begun):
        if part.undo is None:
            continue
        try:
            resource.perform(engine, part.undo)
        except Exception as error:
            if part is not begun[-1]:
                told.append("Could not {} {} again: {}".format(part.undo.do, part.undo.target, getattr(error, "answer", error)))
        else:
            if part.undo.because:
                told.append(part.undo.because)
    return told
