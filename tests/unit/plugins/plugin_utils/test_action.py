# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a task must run and why, and what reaches a resource from a task's arguments."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play_context import PlayContext
from ansible_collections.dockfleet.docker.plugins.module_utils import _run
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, Invalid
from ansible_collections.dockfleet.docker.plugins.plugin_utils import _action
from ansible_collections.dockfleet.docker.plugins.plugin_utils._action import Shell, plain
from ansible_collections.dockfleet.docker.tests.unit.memory_engine.engine import MemoryEngine


class Sealed:
    """A value whose vault password is not known."""

    def __str__(self):
        raise AnsibleError("Attempting to decrypt but no vault secrets found.")


def shell(args=None, transport="local", become=False, async_val=0, environment=None, check_mode=False, diff=False):
    task = SimpleNamespace(
        action="dockfleet.docker.volume",
        args=args or {},
        async_val=async_val,
        become=become,
        check_mode=check_mode,
        diff=diff,
        environment=environment,
    )
    made = Shell(task, SimpleNamespace(transport=transport, _shell=SimpleNamespace(tmpdir=None)), PlayContext(), DataLoader(), None, None)
    made._load_name = "dockfleet.docker.volume"
    return made


@pytest.fixture
def engine(monkeypatch):
    one = MemoryEngine()
    one.requests = []
    monkeypatch.setattr(_run, "MANAGER", SimpleNamespace(engine=lambda address: one))
    return one


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    monkeypatch.delenv("DOCKFLEET_RUN_ON", raising=False)


@pytest.mark.parametrize(
    ("task", "place", "why"),
    [
        ({}, "controller", "the connection is local"),
        ({"transport": "ansible.builtin.local"}, "controller", "the connection is local"),
        ({"transport": "ssh"}, "target", "the connection is ssh"),
        ({"transport": "community.docker.docker"}, "target", "the connection is docker"),
        ({"become": True}, "target", "it becomes another user"),
        ({"async_val": 5}, "target", "it is asynchronous"),
        ({"environment": [{"A": "b"}]}, "target", "it has an environment of its own"),
        ({"environment": [{}]}, "controller", "the connection is local"),
        ({"transport": "ssh", "args": {"run_on": "controller"}}, "controller", "run_on says so"),
        ({"args": {"run_on": "target"}}, "target", "run_on says so"),
    ],
)
def test_the_place_must_follow_from_the_task(task, place, why):
    assert shell(**task)._place({}) == (place, why)


def test_a_missing_library_must_send_the_task_to_its_target(monkeypatch):
    monkeypatch.setattr(_action, "SDK_PROBLEM", "No module named 'docker'")
    assert shell()._place({})[0] == "target"


def test_an_option_must_stand_before_a_variable_and_that_before_the_environment(monkeypatch):
    monkeypatch.setenv("DOCKFLEET_RUN_ON", "target")
    assert shell()._place({})[0] == "target"
    assert shell()._place({"dockfleet_run_on": "controller"})[0] == "controller"
    assert shell({"run_on": "target"})._place({"dockfleet_run_on": "controller"})[0] == "target"


def test_async_in_the_controller_must_be_refused():
    with pytest.raises(Invalid, match="async needs a process on the target"):
        shell({"run_on": "controller"}, async_val=5)._place({})


def test_a_task_in_the_controller_must_converge_and_say_so(engine):
    result = shell({"name": "db"}).run(task_vars={})
    assert (result["changed"], result["ran_on"], result["reached_by"]) == (True, "controller", "unix")
    assert result["invocation"]["module_args"]["volume_name"] == "db"
    assert "db" in engine.kept("volumes")


def test_check_mode_must_reach_the_resource(engine):
    assert shell({"name": "db"}, check_mode=True).run(task_vars={})["changed"]
    assert not engine.kept("volumes")


def test_a_wrong_option_must_fail_as_it_does_on_the_target(engine):
    result = shell({"name": "db", "colour": "red"}).run(task_vars={})
    assert result["failed"] and result["reason"] == "invalid"
    assert result["msg"].startswith("Unsupported parameters for (dockfleet.docker.volume) module: colour.")


def test_a_failure_must_be_a_sentence_with_its_reason(engine):
    engine.fail("create_volume", Conflict("the name is taken"))
    result = shell({"name": "db", "docker_host": "/nowhere"}).run(task_vars={})
    assert result["msg"] == "Could not create volume db on unix:///nowhere: the name is taken."
    assert (result["failed"], result["reason"]) == (True, "conflict")
    assert result["ran_on"] == "controller"


def test_an_option_given_twice_must_be_told(engine):
    result = shell({"name": "db", "volume_name": "db"}).run(task_vars={})
    assert result["warnings"] == ["Both option volume_name and its alias name are set."]


def test_arguments_must_be_plain_data():
    loaded = DataLoader().load("a: text\nb: [1, 2.5, true, null]\nc: {d: e}\n")
    made = plain(loaded)
    assert made == {"a": "text", "b": [1, 2.5, True, None], "c": {"d": "e"}}
    assert json.dumps(made)
    assert [type(made["a"]), *map(type, made["b"])] == [str, int, float, bool, type(None)]


def test_what_is_no_data_must_become_text():
    assert plain({1: ("a", SimpleNamespace)}) == {1: ["a", str(SimpleNamespace)]}


def test_a_value_that_cannot_be_decrypted_must_be_a_sentence():
    with pytest.raises(Invalid, match="an option cannot be decrypted"):
        plain({"a": [Sealed()]})
