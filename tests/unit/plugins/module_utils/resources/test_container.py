# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a container must plan, and that nothing that works is lost while the plan is carried out."""

from __future__ import annotations

import copy

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, EngineError, Unhealthy, Unreachable
from ansible_collections.dockfleet.docker.plugins.module_utils._reconcile import reconcile
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.container import Container
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.container.plan import SeenContainer
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.container.rows import ROWS
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.container.troubles import lines
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.info.containers import ContainerInfo
from ansible_collections.dockfleet.docker.tests.unit.helpers import judge_law, judge_plan, load_cases, params_of
from ansible_collections.dockfleet.docker.tests.unit.memory_engine.engine import MemoryEngine

CASES = load_cases("container")
IMAGES = {
    "app:1": {"Id": "sha256:" + "1" * 64, "Config": {"Env": ["PATH=/bin"], "Cmd": ["serve"]}, "RepoDigests": ["app@sha256:" + "a" * 64]},
    "app:2": {"Id": "sha256:" + "2" * 64, "Config": {"Env": ["PATH=/bin"], "Cmd": ["serve"], "Volumes": {"/var/data": {}}}},
    "also:1": {"Id": "sha256:" + "1" * 64, "Config": {"Env": ["PATH=/bin"], "Cmd": ["serve"]}},
    "rich:1": {
        "Id": "sha256:" + "3" * 64,
        "Config": {
            "Env": ["PATH=/bin", "FROM=image"],
            "Labels": {"from": "image"},
            "ExposedPorts": {"81/tcp": {}},
            "Volumes": {"/vol": {}},
            "Cmd": ["serve"],
            "Entrypoint": ["/enter"],
            "User": "www",
            "Healthcheck": {"Test": ["CMD", "check"], "Retries": 5},
        },
    },
}
WEB = {
    "Id": "9" * 64,
    "Name": "/web",
    "Image": IMAGES["app:1"]["Id"],
    "Created": "2026-11-23T09:00:00Z",
    "State": {
        "Running": True,
        "Status": "running",
        "ExitCode": 0,
        "StartedAt": "2026-11-23T09:00:01Z",
        "FinishedAt": "0001-01-01T00:00:00Z",
    },
    "Config": {"Image": "app:1", "Env": ["PATH=/bin"], "Cmd": ["serve"], "Labels": {}},
    "HostConfig": {"NetworkMode": "bridge", "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0}},
    "NetworkSettings": {"Networks": {"bridge": {"NetworkID": "5" * 64}}},
    "Mounts": [],
}
STOPPED = {"Running": False, "Status": "exited", "FinishedAt": "2026-11-23T09:30:00Z"}


NEWER = "sha256:" + "7" * 64
REGISTRY = {
    "app:1": {"Id": IMAGES["app:1"]["Id"], "Config": {}, "digest": "sha256:" + "a" * 64},
    "app:2": {"Id": NEWER, "Config": {}, "digest": "sha256:" + "b" * 64},
    "other:1": {"Id": NEWER, "Config": {}, "digest": "sha256:" + "c" * 64},
}


def merged(there, over):
    """A case's own values over those of WEB."""
    if not isinstance(there, dict) or not isinstance(over, dict) or over.get("only"):
        return {key: value for key, value in over.items() if key != "only"} if isinstance(over, dict) else over
    return {**there, **{key: merged(there.get(key), value) for key, value in over.items()}}


def engine_with(seen):
    """``seen`` holds what differs from WEB, by the end of the container's name: "", "-new" or "-old"; "stopped" is the state of one."""
    engine = MemoryEngine()
    engine.kept("images").update(copy.deepcopy(IMAGES))
    engine.kept("registry").update(copy.deepcopy(REGISTRY))
    engine.kept("networks").update({name: {"Name": name} for name in ("bridge", "front", "back")})
    for end, own in (seen or {}).items():
        name = "web" + (".dockfleet" + end if end else "")
        own = merged({"State": STOPPED}, own or {}) if end else own or {}
        engine.kept("containers")[name] = copy.deepcopy(merged({**WEB, "Name": "/" + name}, own))
    return engine


@pytest.mark.parametrize("case", CASES)
def test_plan_must_be(case):
    class Planned(Container):
        """Plans for what is seen through its own eyes, since what is looked at depends on the options."""

        def plan(self, seen):
            return super().plan(seen if isinstance(seen, SeenContainer) else self.observe(seen))

    judge_plan(Planned, case, engine_with(case["seen"]))


@pytest.mark.parametrize("case", CASES)
def test_run_must_keep_the_law(case):
    judge_law(Container, case, engine_with(case["seen"]))


def test_every_option_must_have_a_plan_case():
    named = {key for param in CASES for key in param.values[0]["options"]}
    known = {name: [name, *(spec.get("aliases") or [])] for name, spec in Container.spec.options.items()}
    assert not [name for name, names in known.items() if not named & set(names)]


def test_every_comparison_must_have_a_plan_case():
    used = {(key, mode) for param in CASES for key, mode in (param.values[0]["options"].get("comparisons") or {}).items()}
    kinds = {row.kind: {mode for key, mode in used if key == row.option} for row in ROWS}
    for row in ROWS:
        kinds[row.kind] |= {mode for key, mode in used if key == row.option}
    assert kinds["value"] >= {"strict", "ignore", "allow_more_present"}, "the last is an error"
    assert all(kinds[kind] >= {"strict", "allow_more_present"} for kind in ("list", "set", "dict", "parts"))


def web(**options):
    return Container(params_of(Container, {"name": "web", "image": "app:1", **options}))


def run(engine, **options):
    return reconcile(web(**options), engine, check_mode=False)


@pytest.mark.parametrize("options", [{"state": "started", "networks": [{"name": "bridge"}]}, {"image": None}])
def test_looking_must_cost_two_requests_where_nothing_differs(options):
    engine = engine_with({"": None})
    assert not run(engine, **options).plan
    assert engine.calls == ["list_containers", "inspect_container web"]


def test_a_name_that_means_another_image_by_now_must_be_noticed():
    engine = engine_with({"": None})
    engine.kept("images")["app:1"] = IMAGES["app:2"]
    assert str(run(engine).plan) == "replace container web: image: 111111111111 -> 222222222222"


REPLACE = [
    "create_container web.dockfleet-new",
    "stop_container web",
    "rename_container web",
    "rename_container web.dockfleet-new",
    "start_container web",
    "remove_container web.dockfleet-old",
]


def changes(engine):
    return [call for call in engine.calls if not call.startswith(("list_", "inspect_"))]


def test_replacing_must_stop_the_old_one_only_when_the_new_one_is_made():
    engine = engine_with({"": None})
    run(engine, env={"A": "1"})
    assert changes(engine) == REPLACE


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("part", range(5))
def test_replacing_that_fails_must_leave_the_container_as_it_was(part, when):
    engine = engine_with({"": None})
    method, name = REPLACE[part].split()
    nth = [call.split()[0] for call in REPLACE[: part + 1]].count(method)
    engine.fail(method, EngineError("disk full"), nth=nth, when=when)
    with pytest.raises(EngineError, match="disk full") as caught:
        run(engine, env={"A": "1"})
    left = engine.state()["containers"]
    assert list(left) == ["web"] and left["web"]["Id"] == WEB["Id"] and left["web"]["State"]["Running"]
    assert ("Container web is running again as before." in str(caught.value)) == (part > 0)


def test_an_old_container_that_cannot_be_removed_must_not_bring_it_back():
    engine = engine_with({"": None})
    engine.fail("remove_container", EngineError("device is busy"))
    with pytest.raises(EngineError, match="Could not remove the old container web"):
        run(engine, env={"A": "1"})
    assert "A=1" in engine.state()["containers"]["web"]["Config"]["Env"]
    assert str(run(engine, env={"A": "1"}).plan).startswith("finish the interrupted replace of container web")


def test_what_cannot_be_taken_back_must_be_told():
    engine = engine_with({"": None})
    engine.fail("start_container", Conflict("port is already allocated"))
    engine.fail("start_container", Unreachable("gone"), nth=2)
    with pytest.raises(Conflict, match="Could not start container web again: gone"):
        run(engine, env={"A": "1"})


def test_a_start_that_fails_must_carry_the_facts():
    engine = engine_with({"": {"State": STOPPED}})
    engine.fail("start_container", EngineError("no such file"))
    with pytest.raises(EngineError) as caught:
        run(engine)
    assert caught.value.facts["container_logs"] == ["starting", "out of luck"]
    assert {"exit_code", "oom_killed", "container_error", "health_output"} <= set(caught.value.facts)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"ExitCode": 3}, "it ended with exit code 3; its last words were: out of luck"),
        ({"ExitCode": 137, "OOMKilled": True}, "it ended with exit code 137, killed for lack of memory"),
        ({"Running": True, "Health": {"Status": "starting", "Log": [{"Output": "sick"}]}}, "still starting after 0.01 seconds; .*: sick"),
    ],
)
def test_a_container_that_does_not_become_healthy_must_say_why(state, said):
    engine = engine_with({"": {"Config": {"Healthcheck": {"Test": ["CMD", "x"]}}, "State": {"Health": {"Status": "starting"}}}})
    plan = web(state="healthy", healthy_wait_timeout=0.01).plan(web().observe(engine))
    engine.kept("containers")["web"]["State"] = {"Running": False, "Status": "exited", **state}
    with pytest.raises(Unhealthy, match=said):
        web(state="healthy", healthy_wait_timeout=0.01).perform(engine, plan.steps[-1])


def test_env_of_a_file_must_yield_to_env(tmp_path):
    (tmp_path / "env").write_text("A=file\nB=file\n", encoding="utf-8")
    engine = engine_with({"": None})
    plan = web(env_file=str(tmp_path / "env"), env={"A": "task"}).plan(web().observe(engine))
    assert str(plan) == "replace container web: env: (none) -> A=task, B=file"


def test_an_identifier_must_find_its_container():
    engine = engine_with({"": None})
    engine.kept("containers")["9" * 12] = engine.kept("containers")["web"]
    container = Container(params_of(Container, {"name": "9" * 12, "state": "stopped"}))
    del engine.kept("containers")["9" * 12]
    engine.inspect_container = lambda name, size=False: engine.kept("containers")["web"] if name in ("web", "9" * 12) else None
    assert str(container.plan(container.observe(engine))) == "stop container web: state is stopped"


def test_logs_must_be_read_with_and_without_frames():
    assert lines(b"\1\0\0\0\0\0\0\4one\n\2\0\0\0\0\0\0\3two") == ["one", "two"]
    assert lines(b"one\r\ntwo", framed=False) == ["one", "two"]


def info(**options):
    return ContainerInfo(params_of(ContainerInfo, options))


def test_info_must_read_one_many_or_all():
    engine = engine_with({"": None, "-old": None})
    one, none = info(name="web"), info(name="none")
    assert one.show(one.observe(engine)) == {"exists": True, "container": engine.kept("containers")["web"]}
    assert none.show(none.observe(engine)) == {"exists": False, "container": None}
    for options, count in (({}, 2), ({"names": ["web", "none"]}, 1), ({"filters": {"name": "old$"}}, 1)):
        many = info(**options)
        assert len(many.show(many.observe(engine))["containers"]) == count
