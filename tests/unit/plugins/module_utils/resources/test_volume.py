# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a volume must plan, and that it never loses data unasked."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import EngineError
from ansible_collections.dockfleet.docker.plugins.module_utils._reconcile import reconcile
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.volume import SeenVolume, Volume
from ansible_collections.dockfleet.docker.tests.unit.helpers import judge_law, judge_plan, load_cases, params_of
from ansible_collections.dockfleet.docker.tests.unit.memory_engine.engine import MemoryEngine

CASES = load_cases("volume")


def engine_with(seen):
    engine = MemoryEngine()
    for user in (seen or {}).get("users", []):
        engine.kept("containers")[user] = {"Mounts": [{"Type": "volume", "Name": seen["volume"]["Name"]}]}
    if seen:
        engine.kept("volumes")[seen["volume"]["Name"]] = dict(seen["volume"])
    return engine


@pytest.mark.parametrize("case", CASES)
def test_plan_must_be(case):
    judge_plan(Volume, case, SeenVolume(**(case["seen"] or {})))


@pytest.mark.parametrize("case", CASES)
def test_run_must_keep_the_law(case):
    judge_law(Volume, case, engine_with(case["seen"]))


RECREATE = {"name": "db", "driver_options": {"o": "size=2m"}, "recreate": "options-changed"}
SEEN = {"volume": {"Name": "db", "Driver": "local", "Options": {"o": "size=1m"}, "Labels": {"app": "shop"}, "Scope": "local"}}


@pytest.mark.parametrize(("method", "nth"), [("create_volume", 1), ("remove_volume", 1), ("remove_volume", 2)])
@pytest.mark.parametrize("when", ["before", "after"])
def test_replacing_that_fails_must_leave_the_volume_as_it_was(method, nth, when):
    engine = engine_with(SEEN)
    engine.fail(method, EngineError("disk full"), nth=nth, when=when)
    with pytest.raises(EngineError, match="disk full") as caught:
        reconcile(Volume(params_of(Volume, RECREATE)), engine, check_mode=False)
    assert engine.state() == engine_with(SEEN).state()
    assert "again" not in str(caught.value), "a trial that is gone already needs no clearing away"


def test_replacing_that_fails_at_last_must_bring_back_an_empty_volume_and_say_so():
    engine = engine_with(SEEN)
    engine.fail("create_volume", EngineError("disk full"), nth=2)
    with pytest.raises(EngineError) as caught:
        reconcile(Volume(params_of(Volume, RECREATE)), engine, check_mode=False)
    assert engine.state() == engine_with(SEEN).state()
    assert str(caught.value) == "Could not create volume db: disk full. An empty volume db with its old options took its place."


def test_replacing_must_keep_what_the_wish_does_not_speak_about():
    engine = engine_with(SEEN)
    reconcile(Volume(params_of(Volume, RECREATE)), engine, check_mode=False)
    made = engine.inspect_volume("db")
    assert (made["Labels"], made["Options"]) == ({"app": "shop"}, {"o": "size=2m"})


def test_looking_at_a_volume_that_is_only_kept_must_cost_one_request():
    engine = engine_with(SEEN)
    reconcile(Volume(params_of(Volume, {"name": "db"})), engine, check_mode=False)
    assert engine.calls == ["inspect_volume db"]
