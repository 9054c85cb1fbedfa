# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A volume's change that is interrupted after any of its calls must neither lose the volume nor leave anything behind."""

from __future__ import annotations

from typing import Any, Iterator

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Failure

from .conftest import Converge, Proxy, changing, docker, every_cut

NAME = "dockfleet-test-fault-volume"


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    docker("volume", "rm", "--force", NAME, NAME + ".dockfleet-trial")


def test_a_replacement_cut_at_any_call_must_leave_one_volume_and_converge_the_next_time(proxy: Proxy, through: Converge) -> None:
    def replace(label: str) -> dict[str, Any]:
        return through("volume", name=NAME, labels={"a": label}, recreate="options-changed")

    replace("0")
    proxy.clear()
    replace("1")
    calls = sum(changing(request) for request in proxy.requests)
    assert calls == 4
    for number, when in every_cut(proxy, changing, calls):
        label = f"{number}{when}"
        with pytest.raises(Failure) as raised:
            replace(label)
        assert raised.value.reason == "unreachable"
        assert docker("volume", "ls", "--quiet", "--filter", f"name={NAME}") == NAME, (number, when)
        proxy.clear()
        replace(label)
        assert replace(label)["plan"] == []


def test_an_engine_that_dies_must_end_the_task_with_a_sentence(proxy: Proxy, through: Converge) -> None:
    proxy.inject(changing, then_dead=True)
    with pytest.raises(Failure, match=f"Could not create volume {NAME} on unix://.*run the task again") as raised:
        through("volume", name=NAME)
    assert raised.value.reason == "unreachable"


def test_an_engine_that_does_not_answer_must_end_the_task_in_time(proxy: Proxy, through: Converge) -> None:
    proxy.inject(action="stall")
    with pytest.raises(Failure, match="no answer in time") as raised:
        through("volume", name=NAME, timeout=1)
    assert raised.value.reason == "timeout"


def test_an_engine_with_an_error_of_its_own_must_be_quoted(proxy: Proxy, through: Converge) -> None:
    proxy.inject(changing, action="status", status=500, body={"message": "disk on fire"})
    with pytest.raises(Failure, match="disk on fire") as raised:
        through("volume", name=NAME)
    assert raised.value.reason == "engine_error"


def test_a_no_change_task_must_make_one_request(proxy: Proxy, through: Converge) -> None:
    through("volume", name=NAME)
    proxy.clear()
    through("volume", name=NAME)
    assert [(request.method, request.path) for request in proxy.requests] == [("GET", f"/volumes/{NAME}")]
