# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the unit tests of resources share: plan cases read from data, and the laws that every resource keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Failure
from ansible_collections.dockfleet.docker.plugins.module_utils._reconcile import Plan, reconcile
from ansible_collections.dockfleet.docker.plugins.plugin_utils._kinds import KINDS
from ansible_collections.dockfleet.docker.tests.unit.contract.collection import Module

CASES = Path(__file__).parent / "cases"
KEYS = {"name", "options", "seen", "plan", "error", "reason", "before", "after", "warnings"}


def load_cases(kind: str) -> list[Any]:
    """The cases of tests/unit/cases/<kind>/*.yml as pytest parameters named by their obligation.

    A case: ``name``, ``options`` (of the module), ``seen`` (what observe would have found, null for nothing), and either ``plan`` (the
    plan's lines) with optional ``before``, ``after``, ``warnings``, or ``error`` (a part of the sentence) with optional ``reason``.
    """
    found = [case for path in sorted((CASES / kind).glob("*.yml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for case in found:
        unknown, known = set(case) - KEYS, {"name", "options", "seen"} <= set(case) and ("plan" in case) != ("error" in case)
        assert known and not unknown, f"case {case.get('name', case)!r} lacks a key, has both plan and error, or has unknown keys {unknown}"
    return [pytest.param(case, id=case["name"]) for case in found]


def params_of(kind: Any, options: dict[str, Any]) -> dict[str, Any]:
    """Options as the shells hand them to a resource: aliases resolved, defaults filled in, types converted."""
    arguments = kind.spec.as_arguments()
    checked = ArgumentSpecValidator(arguments.pop("argument_spec"), **arguments).validate(options)
    assert not checked.error_messages, checked.errors.msg
    return dict(checked.validated_parameters)


def judge_plan(kind: Any, case: dict[str, Any], seen: Any) -> None:
    """The resource must plan what the case says, and the same when it is asked twice."""
    if "error" in case:
        _judge_error(case, lambda: kind(params_of(kind, case["options"])).plan(seen))
        return
    resource = kind(params_of(kind, case["options"]))
    plan = resource.plan(seen)
    told, said = _told(plan, case), _said(case)
    assert told == said, f"it plans {told}, and is to plan {said}"
    assert resource.plan(seen) == plan, "planning twice must not make a difference"


def judge_law(kind: Any, case: dict[str, Any], engine: Any) -> None:
    """On an engine in the case's state: check mode foresees the case's plan and touches nothing, the run does it, nothing is left."""
    if "error" in case:
        _judge_error(case, lambda: _run(kind, case, engine, check_mode=True))
        return
    before = engine.state()
    foreseen = _run(kind, case, engine, check_mode=True)
    assert _told(foreseen.plan, case) == _said(case), "observe must find what the case says is seen"
    assert engine.state() == before, "check mode must not change the engine"
    done = _run(kind, case, engine, check_mode=False)
    assert str(done.plan) == str(foreseen.plan)
    assert (done.plan.before, done.plan.after) == (foreseen.plan.before, foreseen.plan.after)
    assert str(done.left) == "", "what is left after the change is a bug"
    again = _run(kind, case, engine, check_mode=True)
    assert [str(step) for step in again.plan.steps if not step.repeats] == [], "a second run must change nothing"
    _judge_returned(kind, case, done.seen)


def _run(kind: Any, case: dict[str, Any], engine: Any, *, check_mode: bool) -> Any:
    return reconcile(kind(params_of(kind, case["options"])), engine, check_mode=check_mode)


def _judge_returned(kind: Any, case: dict[str, Any], seen: Any) -> None:
    (name,) = [name for name, served in KINDS.items() if served is kind]
    shown = kind(params_of(kind, case["options"])).show(seen)
    assert set(shown) <= set(Module(name).text("RETURN")), "what is returned must be documented"


def _judge_error(case: dict[str, Any], attempt: Callable[[], Any]) -> None:
    with pytest.raises(Failure) as caught:
        attempt()
    assert case["error"] in str(caught.value), f"it says {caught.value}"
    assert caught.value.reason == case.get("reason", caught.value.reason)


def _told(plan: Plan, case: dict[str, Any]) -> dict[str, Any]:
    told = {"plan": str(plan).splitlines(), "before": plan.before, "after": plan.after, "warnings": list(plan.warnings)}
    return {key: value for key, value in told.items() if key in case or key in ("plan", "warnings")}


def _said(case: dict[str, Any]) -> dict[str, Any]:
    return {"warnings": [], **{key: case[key] for key in ("plan", "before", "after", "warnings") if key in case}}
