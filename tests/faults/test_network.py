# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network's replacement that is interrupted after any of its calls must lose no endpoint."""

from __future__ import annotations

import json
from typing import Any, Iterator

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Failure

from .conftest import BASE, Converge, Proxy, changing, docker, every_cut

NAME = "dockfleet-test-fault-net"
RUNNING, STOPPED = NAME + "-running", NAME + "-stopped"
SETTINGS = {
    RUNNING: ("192.168.211.10", "running-alias", {"org.example.note": "running"}),
    STOPPED: ("192.168.211.11", "stopped-alias", {"org.example.note": "stopped"}),
}


@pytest.fixture(autouse=True)
def stage() -> Iterator[None]:
    docker("network", "create", "--subnet", "192.168.211.0/24", "--label", "a=0", NAME)
    for container, (address, alias, options) in SETTINGS.items():
        note = "".join(f",driver-opt={key}={value}" for key, value in options.items())
        docker("create", "--name", container, "--network", f"name={NAME},ip={address},alias={alias}{note}", BASE, "sleep", "600")
    docker("start", RUNNING)
    yield
    docker("rm", "--force", *SETTINGS, check=False)
    docker("network", "rm", NAME, NAME + ".dockfleet-replaced", check=False)


def endpoint(container: str) -> tuple[str, str, dict[str, str]] | None:
    shown = json.loads(docker("inspect", container))[0]["NetworkSettings"]["Networks"].get(NAME)
    if shown is None:
        return None
    alias = next((alias for alias in shown["Aliases"] or [] if alias.endswith("-alias")), "")
    return (shown["IPAMConfig"] or {}).get("IPv4Address", ""), alias, shown["DriverOpts"]


def everything_is_attached() -> None:
    assert {container: endpoint(container) for container in SETTINGS} == SETTINGS
    assert docker("network", "ls", "--quiet", "--filter", f"name={NAME}.dockfleet-replaced") == ""


def relabel(through: Converge, label: str) -> dict[str, Any]:
    return through("network", name=NAME, labels={"a": label})


def test_a_replacement_must_bring_every_endpoint_back(through: Converge) -> None:
    assert relabel(through, "1")["changed"]
    everything_is_attached()


def test_a_replacement_cut_at_any_call_must_be_taken_back_and_converge_the_next_time(proxy: Proxy, through: Converge) -> None:
    relabel(through, "1")
    calls = sum(changing(request) for request in proxy.requests)
    for number, when in every_cut(proxy, changing, calls):
        label = f"{number}{when}"
        with pytest.raises(Failure) as raised:
            relabel(through, label)
        assert raised.value.reason == "unreachable"
        if number < calls:
            everything_is_attached()
        proxy.clear()
        relabel(through, label)
        everything_is_attached()
        assert relabel(through, label)["plan"] == []


def test_an_engine_that_dies_at_any_call_must_lose_no_endpoint_for_the_next_run(proxy: Proxy, through: Converge) -> None:
    relabel(through, "1")
    calls = sum(changing(request) for request in proxy.requests)
    for number, when in every_cut(proxy, changing, calls, then_dead=True):
        label = f"{number}{when}"
        with pytest.raises(Failure):
            relabel(through, label)
        proxy.revive()
        proxy.clear()
        told = relabel(through, label)
        everything_is_attached()
        assert not told.get("warnings"), told
        assert relabel(through, label)["plan"] == [], (number, when)


def test_an_interrupted_replacement_must_be_named_in_check_mode_and_change_nothing(proxy: Proxy, through: Converge) -> None:
    proxy.inject(lambda request: request.method == "DELETE", when="after", then_dead=True)
    with pytest.raises(Failure):
        relabel(through, "1")
    proxy.revive()
    proxy.clear()
    told = through("network", check_mode=True, name=NAME, labels={"a": "1"})
    assert [step["step"] for step in told["plan"]] == ["restore", "replace"]
    assert told["plan"][0]["because"] == "an earlier replacement was interrupted"
    assert not any(changing(request) for request in proxy.requests)


def test_a_no_change_task_must_make_two_requests(proxy: Proxy, through: Converge) -> None:
    through("network", name=NAME, labels={"a": "0"})
    assert len(proxy.requests) == 2


def test_a_fixed_address_outside_the_new_subnet_must_be_refused_before_anything_is_touched(proxy: Proxy, through: Converge) -> None:
    with pytest.raises(Failure, match=f"{RUNNING} has the fixed address 192.168.211.10") as raised:
        through("network", name=NAME, ipam_config=[{"subnet": "192.168.212.0/24"}])
    assert raised.value.reason == "conflict"
    assert not any(changing(request) for request in proxy.requests)
