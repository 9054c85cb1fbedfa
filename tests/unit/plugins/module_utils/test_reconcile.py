# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What looking, deciding, acting and looking again must do, whatever the resource is."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, EngineError
from ansible_collections.dockfleet.docker.plugins.module_utils._reconcile import Plan, Step, carry_out, reconcile


class Scripted:
    """A resource whose plans are given, which keeps a diary, and whose steps named in ``failing`` fail."""

    def __init__(self, *plans, failing=None):
        self.plans = list(plans)
        self.failing = failing or {}
        self.diary = []

    def observe(self, engine):
        self.diary.append("observe")
        return len(self.plans)

    def plan(self, seen):
        return self.plans.pop(0)

    def perform(self, engine, step):
        self.diary.append(f"{step.do} {step.target}")
        if step.do in self.failing:
            raise self.failing[step.do]


def step(do, **more):
    return Step(do, "web", **more)


def saga(*names):
    return step("replace", parts=tuple(step(name, undo=step("un" + name)) for name in names))


def test_an_empty_plan_must_end_after_one_look():
    resource = Scripted(Plan(warnings=("kept",)))
    outcome = reconcile(resource, None, check_mode=False)
    assert resource.diary == ["observe"]
    assert (outcome.plan.warnings, str(outcome.left)) == (("kept",), "")


def test_check_mode_must_not_perform():
    resource = Scripted(Plan((step("create"),)))
    outcome = reconcile(resource, None, check_mode=True)
    assert resource.diary == ["observe"]
    assert str(outcome.plan) == "create web: "


def test_steps_must_be_performed_in_order_and_looked_at_again():
    resource = Scripted(Plan((step("create"), step("start"))), Plan())
    outcome = reconcile(resource, None, check_mode=False)
    assert resource.diary == ["observe", "create web", "start web", "observe"]
    assert not outcome.left


def test_what_is_left_must_be_told():
    left = step("update", because="memory: 1m -> 2m")
    outcome = reconcile(Scripted(Plan((step("create"),)), Plan((left,))), None, check_mode=False)
    assert outcome.left.steps == (left,)


def test_a_step_that_is_asked_for_on_every_run_must_not_count_as_left():
    restart = step("restart", repeats=True)
    outcome = reconcile(Scripted(Plan((restart,)), Plan((restart,))), None, check_mode=False)
    assert not outcome.left


def test_a_failure_must_name_the_steps_that_were_done():
    resource = Scripted(Plan((step("create"), step("start"), step("wait"))), failing={"start": Conflict("port taken")})
    with pytest.raises(Conflict) as caught:
        reconcile(resource, None, check_mode=False)
    assert [each.do for each in caught.value.done] == ["create"]
    assert resource.diary == ["observe", "create web", "start web"]


def test_parts_must_be_taken_back_last_one_first_with_the_one_that_failed():
    resource = Scripted(failing={"c": EngineError("no")})
    with pytest.raises(EngineError):
        carry_out(resource, None, saga("a", "b", "c", "d"))
    assert resource.diary == ["a web", "b web", "c web", "unc web", "unb web", "una web"]


def test_parts_that_succeed_must_not_be_taken_back():
    resource = Scripted()
    carry_out(resource, None, saga("a", "b"))
    assert resource.diary == ["a web", "b web"]


def test_a_part_without_undo_must_be_passed_over():
    resource = Scripted(failing={"b": EngineError("no")})
    parts = (step("a"), step("b", undo=step("unb")))
    with pytest.raises(EngineError):
        carry_out(resource, None, step("replace", parts=parts))
    assert resource.diary == ["a web", "b web", "unb web"]


def test_the_undo_of_the_part_that_failed_may_fail_in_silence():
    resource = Scripted(failing={"b": EngineError("no"), "unb": EngineError("nothing there")})
    with pytest.raises(EngineError) as caught:
        carry_out(resource, None, saga("a", "b"))
    assert str(caught.value) == "no."
    assert resource.diary[-1] == "una web"


def test_another_undo_that_fails_must_be_told_and_must_not_stop_the_rest():
    resource = Scripted(failing={"c": EngineError("no"), "unb": EngineError("disk full")})
    with pytest.raises(EngineError) as caught:
        carry_out(resource, None, saga("a", "b", "c"))
    assert str(caught.value) == "no. Could not unb web again: disk full."
    assert resource.diary[-1] == "una web"


def test_an_undo_that_worked_must_tell_what_the_user_should_know():
    told = step("una", because="The old web is back.")
    parts = (step("a", undo=told), step("b"))
    resource = Scripted(failing={"b": EngineError("no")})
    with pytest.raises(EngineError) as caught:
        carry_out(resource, None, step("replace", parts=parts))
    assert str(caught.value) == "no. The old web is back."


@pytest.mark.parametrize("failing", ["b", "c"])
def test_from_a_final_part_on_nothing_must_be_taken_back(failing):
    resource = Scripted(failing={failing: EngineError("no")})
    parts = (step("a", undo=step("una")), step("b", final=True), step("c", undo=step("unc")))
    with pytest.raises(EngineError):
        carry_out(resource, None, step("replace", parts=parts))
    assert resource.diary == ["a web", "b web", "c web"][: 2 if failing == "b" else 3]


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt(), SystemExit(1), TimeoutError("task timed out")])
def test_an_interrupt_must_not_leave_half_a_step_behind(interrupt):
    resource = Scripted(failing={"b": interrupt})
    with pytest.raises(type(interrupt)):
        carry_out(resource, None, saga("a", "b"))
    assert resource.diary == ["a web", "b web", "unb web", "una web"]


def test_a_failed_saga_must_not_count_as_done():
    resource = Scripted(Plan((step("create"), saga("a", "b"))), failing={"b": EngineError("no")})
    with pytest.raises(EngineError) as caught:
        reconcile(resource, None, check_mode=False)
    assert [each.do for each in caught.value.done] == ["create"]


def test_waiting_must_be_no_change():
    assert not Plan((step("wait for", waits=True),)).changes
    assert Plan((step("start"), step("wait for", waits=True))).changes


def test_a_plan_must_read_as_lines_and_as_data():
    plan = Plan((Step("create", "volume db", "not found"), Step("start", "container web", "state is exited")))
    assert str(plan).splitlines() == ["create volume db: not found", "start container web: state is exited"]
    assert plan.as_data()[0] == {"step": "create", "target": "volume db", "because": "not found"}
    assert plan and not Plan()
