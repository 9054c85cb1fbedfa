# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A replace that fails or is killed at any of its calls: the old container or the new one serves, and the next run converges."""

from __future__ import annotations

import json
import os
from typing import Any, Iterator

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Failure

from .conftest import Converge, Proxy, changing, docker, every_cut

NAME = "dockfleet-test-fault-web"
NETWORK = "dockfleet-test-fault-net"
IMAGE = os.environ.get("DOCKFLEET_BASE_IMAGE", "dockfleet/base:1")
SERVE = ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"]
ENDS = ("", ".dockfleet-new", ".dockfleet-old")
HEALTH = {"test": "true", "interval": "1s", "start_interval": "100ms", "start_period": "5s"}
ADDRESS = {"name": NETWORK, "ipv4_address": "172.29.77.10", "aliases": ["www"], "mac_address": "92:d0:c6:0a:29:33"}

SCENES = {
    "one that runs": {"state": "started", "published_ports": ["127.0.0.1:18077:80"], "volumes": ["/data"]},
    "one with a fixed address": {"state": "started", "networks": [ADDRESS]},
    "one that must become healthy": {"state": "healthy", "healthcheck": HEALTH},
    "one that runs and is only to be there": {"state": "present"},
    "one that is killed": {"state": "started", "force_kill": True},
}


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    docker("network", "create", "--subnet", "172.29.77.0/24", NETWORK)
    yield
    docker("rm", "--force", "--volumes", *(NAME + end for end in ENDS), check=False)
    docker("network", "rm", NETWORK, check=False)


def names() -> list[str]:
    """The containers that there are, of all that the test makes."""
    return sorted(docker("ps", "--all", "--filter", f"name=^/{NAME}", "--format", "{{.Names}}").split())


def inspect(name: str = NAME) -> Any:
    return json.loads(docker("inspect", name))[0]


def version_that_serves() -> str:
    """The version of the container that has the name and runs."""
    seen = inspect()
    assert seen["State"]["Running"], "nobody serves"
    return str(dict(each.split("=", 1) for each in seen["Config"]["Env"])["VERSION"])


def task(through: Converge, version: str, **options: Any) -> dict[str, Any]:
    return through("container", name=NAME, image=IMAGE, command=SERVE, env={"VERSION": version}, **options)


def running(through: Converge, scene: dict[str, Any], version: str) -> None:
    """Begin with one that runs, whatever the scene's state says."""
    task(through, version, **{**scene, "state": "started"})


def calls_of(proxy: Proxy, through: Converge, scene: dict[str, Any]) -> int:
    running(through, scene, "0")
    proxy.clear()
    task(through, "1", **scene)
    return sum(changing(request) for request in proxy.requests)


def scenes(*names: str) -> Any:
    return pytest.mark.parametrize("scene", [pytest.param(SCENES[name], id=name) for name in names])


@scenes("one that runs", "one with a fixed address", "one that must become healthy")
def test_replacing_that_fails_at_any_call_must_bring_the_old_one_back(proxy: Proxy, through: Converge, scene: dict[str, Any]) -> None:
    calls = calls_of(proxy, through, scene)
    assert calls >= 6
    before = "1"
    for number, when in every_cut(proxy, changing, calls):
        with pytest.raises(Failure) as raised:
            task(through, f"{number}{when}", **scene)
        last = number == calls  # the old one is removed: the new one works by then
        assert version_that_serves() == (f"{number}{when}" if last else before), (number, when, str(raised.value))
        assert last or number == 1 or "is running again as before" in str(raised.value), str(raised.value)
        assert names() == [NAME] or (last and when == "before"), (number, when, names())
        proxy.clear()
        before = converges(through, f"{number}{when}", scene)


@scenes("one with a fixed address", "one that is killed", "one that runs and is only to be there")
def test_replacing_that_is_killed_at_any_call_must_be_healed_by_the_next_run(
    proxy: Proxy, through: Converge, scene: dict[str, Any]
) -> None:
    calls = calls_of(proxy, through, scene)
    for number in range(1, calls + 1):
        for when in ("before", "after"):
            proxy.clear()
            proxy.inject(changing, nth=number, when=when, then_dead=True)
            with pytest.raises(Failure):
                task(through, f"{number}{when}", **scene)
            proxy.clear()
            proxy.revive()
            converges(through, f"{number}{when}", scene, healing=len(names()) > 1)


def converges(through: Converge, version: str, scene: dict[str, Any], healing: bool = False) -> str:
    """The next run brings the wish about and says what it heals; a third one has nothing to do, and nothing is left over."""
    foreseen = through("container", True, name=NAME, image=IMAGE, command=SERVE, env={"VERSION": version}, **scene)
    done = task(through, version, **scene)
    assert done["plan"] == foreseen["plan"]
    assert "warnings" not in done
    if healing:
        assert "interrupted" in " ".join(f"{step['target']} {step['because']}" for step in done["plan"]), done["plan"]
    assert task(through, version, **scene)["plan"] == []
    assert names() == [NAME]
    assert version_that_serves() == version
    return version


def test_a_stopped_container_whose_replace_was_killed_must_stay_stopped(proxy: Proxy, through: Converge) -> None:
    for number in range(1, 6):
        task(through, "0", state="stopped")
        proxy.inject(changing, nth=number, when="after", then_dead=True)
        with pytest.raises(Failure):
            task(through, "1", state="present", labels={"round": str(number)})
        proxy.clear()
        proxy.revive()
        task(through, "1", state="present", labels={"round": str(number)})
        assert names() == [NAME]
        assert not inspect()["State"]["Running"], number
        if number == 4:
            break


def test_anonymous_volumes_must_keep_their_data_through_faults_and_replaces(proxy: Proxy, through: Converge) -> None:
    scene = {"volumes": ["/data"], "state": "started"}
    running(through, scene, "0")
    docker("exec", NAME, "sh", "-c", "echo precious > /data/file")
    for number in (3, 4, 5, 6):
        proxy.inject(changing, nth=number, when="after", then_dead=True)
        with pytest.raises(Failure):
            task(through, str(number), **scene)
        proxy.clear()
        proxy.revive()
        converges(through, str(number), scene)
        assert docker("exec", NAME, "cat", "/data/file") == "precious"


def test_removing_must_take_what_an_interrupted_replace_left_with_it(proxy: Proxy, through: Converge) -> None:
    running(through, {}, "0")
    proxy.inject(changing, nth=4, when="before", then_dead=True)
    with pytest.raises(Failure):
        task(through, "1")
    proxy.clear()
    proxy.revive()
    assert len(names()) == 2
    told = through("container", name=NAME, state="absent")
    assert names() == []
    assert [step["because"] for step in told["plan"]] == ["an interrupted replace left it"] * 2
