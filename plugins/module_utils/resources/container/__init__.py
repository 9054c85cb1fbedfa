# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A container: made from rows, compared as the user wants, changed in place where the engine can, and replaced safely. PRIVATE."""

from __future__ import annotations

from typing import Any, Mapping

from ..._reconcile import Plan, Step
from ..._spec import Spec
from .observe import by_identifier, seen_of
from .perform import carry_out
from .plan import SeenContainer, plan_of
from .rows import ROWS
from .wish import wish_of

STATES = ["absent", "present", "healthy", "stopped", "started"]


class Container:
    """Absent, present, stopped, started or healthy. Nothing that works is removed before its replacement works."""

    reads = False
    spec = Spec(
        options={
            "name": {"type": "str", "required": True},
            "state": {"type": "str", "default": "started", "choices": STATES},
            **{row.option: row.spec for row in ROWS},
            "env_file": {"type": "path"},
            "comparisons": {"type": "dict"},
            "pull": {"type": "raw", "default": "missing", "choices": ["never", "missing", "always", True, False]},
            "recreate": {"type": "bool", "default": False},
            "restart": {"type": "bool", "default": False},
            "keep_volumes": {"type": "bool", "default": True},
            "force_kill": {"type": "bool", "default": False, "aliases": ["forcekill"]},
            "kill_signal": {"type": "str"},
            "healthy_wait_timeout": {"type": "float", "default": 300},
        },
        required_by={"restart_retries": ["restart_policy"]},
    )

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.wish = wish_of(params)

    def observe(self, engine: Any) -> SeenContainer:
        seen = seen_of(self.wish, engine)
        if seen.container is None and not seen.old:
            name = by_identifier(engine, self.wish.name)
            if name is not None:
                self.wish = self.wish.called(name)
                return seen_of(self.wish, engine)
        return seen

    def plan(self, seen: SeenContainer) -> Plan:
        return plan_of(self.wish, seen)

    def perform(self, engine: Any, step: Step) -> None:
        carry_out(engine, step)

    def show(self, seen: SeenContainer) -> dict[str, Any]:
        return {"container": seen.container or {}}
