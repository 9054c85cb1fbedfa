# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task's result must hold, and how the shipped module's shell ends."""

from __future__ import annotations

import io
import json
import sys

import pytest
from ansible.module_utils import basic
from ansible_collections.dockfleet.docker.plugins.module_utils import _run
from ansible_collections.dockfleet.docker.plugins.module_utils._address import Address
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, EngineError
from ansible_collections.dockfleet.docker.plugins.module_utils._reconcile import Plan, Step
from ansible_collections.dockfleet.docker.plugins.module_utils._run import converge, failed, run_module
from ansible_collections.dockfleet.docker.plugins.module_utils._spec import Spec
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.volume import Volume
from ansible_collections.dockfleet.docker.tests.unit.helpers import params_of
from ansible_collections.dockfleet.docker.tests.unit.memory_engine.engine import MemoryEngine


class Here:
    """A manager that has one engine, wherever it is asked for."""

    def __init__(self):
        self.one = MemoryEngine()
        self.one.requests = []
        self.closed = False

    def engine(self, address):
        assert isinstance(address, Address)
        return self.one

    def close(self):
        self.closed = True


class Stubborn:
    """A resource that plans the same update again after it was done, and warns."""

    reads = False
    spec = Spec({"name": {"type": "str"}})

    def __init__(self, params):
        self.step = Step("update", "web", "memory: 1m -> 2m")

    def observe(self, engine):
        return {}

    def plan(self, seen):
        return Plan((self.step,), {"memory": 1}, {"memory": 2}, ("an option is ignored",))

    def perform(self, engine, step):
        pass

    def show(self, seen):
        return {"container": seen}


class Looking(Stubborn):
    reads = True

    def plan(self, seen):
        return Plan()


def told(kind, check_mode=False, manager=None, **options):
    return converge(kind, params_of(kind, {"docker_host": "/nowhere", **options}), check_mode=check_mode, manager=manager or Here())


def test_a_result_must_say_what_changed_and_why():
    result = told(Volume, name="db")
    assert result["changed"] is True
    assert result["plan"] == [{"step": "create", "target": "volume db", "because": "not found"}]
    assert result["diff"] == {"before": {"state": "absent"}, "after": {"state": "present"}}
    assert result["volume"]["Name"] == "db"
    assert result["reached_by"] == "unix"
    assert "requests" not in result and "warnings" not in result


def test_check_mode_must_foresee_the_same_plan_and_difference():
    here = Here()
    foreseen = told(Volume, check_mode=True, manager=here, name="db")
    done = told(Volume, manager=here, name="db")
    assert [foreseen[key] for key in ("changed", "plan", "diff")] == [done[key] for key in ("changed", "plan", "diff")]
    assert foreseen["volume"] == {}


def test_what_only_reads_must_have_neither_plan_nor_difference():
    assert told(Looking) == {"changed": False, "container": {}, "reached_by": "unix"}


def test_what_is_left_must_be_a_warning_after_those_of_the_plan():
    assert told(Stubborn)["warnings"] == ["an option is ignored", "Still to do after the change: update web: memory: 1m -> 2m"]


def test_requests_must_be_told_when_debugging():
    here = Here()
    here.one.requests.append({"path": "/before"})
    assert told(Volume, manager=here, name="db", debug=True)["requests"] == []


def test_a_failure_must_say_what_was_done_before_it():
    failure = Conflict("port taken", facts={"exit_code": 1})
    assert failed(failure)["changed"] is False
    failure.done = (Step("create", "web", "not found"),)
    result = failed(failure)
    assert (result["reason"], result["msg"], result["changed"], result["exit_code"]) == ("conflict", "port taken.", True, 1)
    assert result["plan"] == [{"step": "create", "target": "web", "because": "not found"}]


@pytest.fixture
def shipped(monkeypatch, capsys):
    """Run a module as it runs on its target, and return what it prints."""

    def run(kind, manager, **options):
        arguments = {"docker_host": "/nowhere", "_ansible_check_mode": False, **options}
        monkeypatch.setattr(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode(), raising=False)
        monkeypatch.setattr(basic, "_ANSIBLE_PROFILE", "legacy", raising=False)
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        monkeypatch.setattr(_run, "MANAGER", manager)
        with pytest.raises(SystemExit):
            run_module(kind)
        return json.loads(capsys.readouterr().out)

    return run


def test_a_shipped_module_must_say_that_it_ran_on_its_target(shipped):
    here = Here()
    result = shipped(Volume, here, name="db")
    assert (result["ran_on"], result["changed"], result["invocation"]["module_args"]["volume_name"]) == ("target", True, "db")
    assert here.closed


def test_a_shipped_module_must_warn(shipped, monkeypatch):
    heard = []
    monkeypatch.setattr(basic.AnsibleModule, "warn", lambda module, warning: heard.append(warning))
    shipped(Stubborn, Here(), name="web")
    assert heard == ["an option is ignored", "Still to do after the change: update web: memory: 1m -> 2m"]


def test_a_shipped_module_must_fail_with_a_reason(shipped):
    here = Here()
    here.one.fail("create_volume", EngineError("disk full"))
    result = shipped(Volume, here, name="db")
    assert (result["failed"], result["reason"], result["msg"]) == (
        True,
        "engine_error",
        "Could not create volume db on unix:///nowhere: disk full.",
    )
    assert here.closed


def test_a_shipped_module_must_keep_its_hands_off_in_check_mode(shipped):
    here = Here()
    result = shipped(Volume, here, name="db", _ansible_check_mode=True)
    assert (result["changed"], here.one.kept("volumes")) == (True, {})


def test_a_wrong_option_must_fail_with_the_same_keys_as_any_other_failure(shipped):
    result = shipped(Volume, Here(), colour="red")
    assert (result["failed"], result["reason"], result["ran_on"]) == (True, "invalid", "target")
    assert (result["changed"], result["plan"]) == (False, [])
