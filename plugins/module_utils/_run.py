# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From options to a task's result, and the module's shell around it. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from typing import Any, Mapping, NoReturn, Protocol

from ansible.module_utils.basic import AnsibleModule

from ._address import Address
from ._engine import Manager
from ._errors import Failure, Invalid, speaking_to
from ._reconcile import Outcome, Plan, Step, reconcile
from ._spec import Spec

MANAGER = Manager()


class Kind(Protocol):
    """A resource that a module serves: its options, its three functions, and what it shows of what was seen.

    ``reads`` is true for information modules, which never change anything and so have neither plan nor diff in their results.
    """

    spec: Spec
    reads: bool

    def __init__(self, params: Mapping[str, Any]) -> None: ...

    def observe(self, engine: Any) -> Any: ...

    def plan(self, seen: Any) -> Plan: ...

    def perform(self, engine: Any, step: Step) -> Mapping[str, Any] | None: ...

    def show(self, seen: Any) -> dict[str, Any]: ...


def converge(kind: type[Kind], params: Mapping[str, Any], *, check_mode: bool, manager: Manager | None = None) -> dict[str, Any]:
    """Bring the engine named in the options to what they wish. Returns the task's result; raises a Failure."""
    address = Address.from_params(params)
    engine = (manager or MANAGER).engine(address)
    first = len(engine.requests)
    with speaking_to(address.url):
        resource = kind(params)
        outcome = reconcile(resource, engine, check_mode=check_mode)
    told = result(resource, outcome)
    told["reached_by"] = address.way
    if params.get("debug"):
        told["requests"] = engine.requests[first:]
    return told


def result(resource: Kind, outcome: Outcome[Any]) -> dict[str, Any]:
    """What a task returns about an outcome, besides where it ran."""
    plan = outcome.plan
    told: dict[str, Any] = {"changed": plan.changes, **resource.show(outcome.seen), **plan.facts, **outcome.facts}
    if not resource.reads:
        told.update(plan=plan.as_data(), diff={"before": plan.before, "after": plan.after})
    left = [f"Still to do after the change: {step}" for step in outcome.left.steps]
    warnings = list(dict.fromkeys([*plan.warnings, *left, *outcome.left.warnings]))
    if warnings:
        told["warnings"] = warnings
    return told


def failed(failure: Failure) -> dict[str, Any]:
    """What a task returns about a Failure: one sentence, the fixed reason, and what was already done when it happened."""
    done = Plan(tuple(getattr(failure, "done", ())))
    return {**failure.facts, "msg": str(failure), "reason": failure.reason, "changed": done.changes, "plan": done.as_data()}


class Module(AnsibleModule):
    """AnsibleModule, whose own complaints about options carry the same keys as every other failure."""

    def fail_json(self, msg: str, **facts: Any) -> NoReturn:
        """End the task with a sentence; the options are at fault unless ``facts`` say otherwise."""
        super().fail_json(**{"ran_on": "target", **failed(Invalid(msg)), **facts})


def run_module(kind: type[Kind]) -> None:
    """The shell of a module that was shipped to its target."""
    module = Module(supports_check_mode=True, **kind.spec.as_arguments())
    try:
        told = converge(kind, module.params, check_mode=module.check_mode)
    except Failure as failure:
        module.fail_json(**failed(failure))
    finally:
        MANAGER.close()
    for warning in told.pop("warnings", []):
        module.warn(warning)
    module.exit_json(ran_on="target", **told)
