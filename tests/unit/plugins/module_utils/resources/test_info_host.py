# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What host_info must ask for, and what it must show of the answers."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Unreachable
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.info.host import SHOWN, HostInfo
from ansible_collections.dockfleet.docker.tests.unit.helpers import params_of
from ansible_collections.dockfleet.docker.tests.unit.memory_engine.engine import MemoryEngine


@pytest.fixture
def engine():
    made = MemoryEngine()
    made.kept("containers")["web"] = {"Id": "9" * 64, "Image": "sha256:1111", "Mounts": []}
    made.kept("images")["app:1"] = {"Id": "sha256:1111"}
    made.kept("volumes").update({name: {"Name": name, "Driver": "local", "Mountpoint": f"/{name}"} for name in ("data", "logs")})
    return made


def shown(engine, **options):
    info = HostInfo(params_of(HostInfo, options))
    return info.show(info.observe(engine))


def test_nothing_else_must_be_asked_for_than_what_was_named(engine):
    assert shown(engine) == {"can_talk_to_docker": True, "host_info": {"Name": "memory", "Containers": 1, "Images": 1}}
    assert engine.calls == ["info"]


@pytest.mark.parametrize("kind", ["containers", "images", "volumes"])
def test_a_list_must_cost_one_request_and_show_what_is_documented(engine, kind):
    found = shown(engine, **{kind: True})
    assert engine.calls == ["info", f"list_{kind}"]
    assert found[kind] and all(set(each) == set(SHOWN[kind]) for each in found[kind])


def test_a_list_must_be_whole_when_everything_is_asked_for(engine):
    assert shown(engine, volumes=True, verbose_output=True)["volumes"] == list(engine.kept("volumes").values())


def test_a_list_must_be_filtered(engine):
    assert [each["Name"] for each in shown(engine, volumes=True, volumes_filters={"name": "log"})["volumes"]] == ["logs"]


def test_only_running_containers_must_be_listed_unless_all_are_asked_for(engine):
    asked = []
    engine.list_containers = lambda filters, all: asked.append(all) or []
    shown(engine, containers=True)
    shown(engine, containers=True, containers_all=True)
    assert asked == [False, True]


def test_disk_usage_must_be_one_number_unless_everything_is_asked_for(engine):
    assert shown(engine, disk_usage=True)["disk_usage"] == {"LayersSize": 1}
    assert len(shown(engine, disk_usage=True, verbose_output=True)["disk_usage"]["Volumes"]) == 2


def test_an_engine_that_does_not_answer_must_be_told_as_a_fact(engine):
    engine.fail("info", Unreachable("connection refused"))
    with pytest.raises(Unreachable, match="Could not ask the engine about itself: connection refused") as caught:
        shown(engine)
    assert caught.value.facts == {"can_talk_to_docker": False}
