# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a network must plan, and that no endpoint is lost while it is replaced."""

from __future__ import annotations

import copy

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, Denied, EngineError, Unreachable
from ansible_collections.dockfleet.docker.plugins.module_utils._reconcile import reconcile
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.network import Network
from ansible_collections.dockfleet.docker.tests.unit.helpers import judge_law, judge_plan, load_cases, params_of
from ansible_collections.dockfleet.docker.tests.unit.memory_engine.engine import MemoryEngine

CASES = load_cases("network")


def engine_with(seen):
    """``seen`` holds others (networks as they are created), network (what differs from a plain one called front), containers (their
    endpoints, by name; one without an identifier gets that of its network) and stopped (the names of those that never ran)."""
    seen = copy.deepcopy(seen or {})
    engine = MemoryEngine()
    for body in seen.get("others") or []:
        engine.have_network(body)
    if "network" in seen:
        addresses = {} if seen["network"].get("ConfigFrom") else {"IPAM": {"Config": [{"Subnet": "10.9.0.0/24"}]}}
        engine.have_network({"Name": "front", **addresses, **seen["network"]})
    for name, ends in (seen.get("containers") or {}).items():
        running = name not in (seen.get("stopped") or [])
        state = {"Running": running}
        engine.kept("containers")[name] = {"Id": (name * 64)[:64], "State": state, "NetworkSettings": {"Networks": ends}, "Mounts": []}
        for network, end in ends.items():
            end.setdefault("NetworkID", engine.kept("networks")[network]["Id"] if running else "")
    engine.calls.clear()
    return engine


@pytest.mark.parametrize("case", CASES)
def test_plan_must_be(case):
    class Planned(Network):
        """Plans for what is seen through its own eyes, since what is looked at depends on the options."""

        def plan(self, seen):
            return super().plan(self.observe(seen) if isinstance(seen, MemoryEngine) else seen)

    judge_plan(Planned, case, engine_with(case["seen"]))


@pytest.mark.parametrize("case", CASES)
def test_run_must_keep_the_law(case):
    judge_law(Network, case, engine_with(case["seen"]))


def test_every_option_must_have_a_plan_case():
    named = {key for param in CASES for key in param.values[0]["options"]}
    known = {name: {name, *(spec.get("aliases") or [])} for name, spec in Network.spec.options.items()}
    assert not [name for name, names in known.items() if not named & names]


def run(engine, **options):
    return reconcile(Network(params_of(Network, {"name": "front", **options})), engine, check_mode=False)


def test_looking_must_cost_two_requests_and_one_more_for_who_is_connected():
    for options, calls in (({}, ["list_networks", "inspect_network"]), ({"appends": True, "connected": []}, ["list_containers"])):
        engine = engine_with({"network": {}, "containers": {"web": {"front": {}}}})
        run(engine, **options)
        assert [call.split()[0] for call in engine.calls][-len(calls) :] == calls and len(engine.calls) <= 3


WEB = {"IPAMConfig": {"IPv4Address": "10.9.0.5"}, "Aliases": ["www"], "Links": ["db:db"]}
SEEN = {"network": {"Labels": {"app": "shop"}}, "containers": {"web": {"front": WEB}, "db": {"front": {}}}}
REPLACE = [
    ("create_network", 1),  # the journal
    ("disconnect_network", 1),
    ("disconnect_network", 2),
    ("remove_network", 1),
    ("create_network", 2),
    ("connect_network", 1),
    ("connect_network", 2),
]


def settled(engine):
    """What there is, without the identifiers that a new network gets."""
    networks = {name: {key: value for key, value in each.items() if key != "Id"} for name, each in engine.kept("networks").items()}
    ends = {name: each["NetworkSettings"]["Networks"] for name, each in engine.kept("containers").items()}
    own = {name: {net: {k: v for k, v in end.items() if k != "NetworkID"} for net, end in each.items()} for name, each in ends.items()}
    return networks, own


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("method", "nth"), REPLACE)
def test_replacing_that_fails_must_leave_the_network_with_its_endpoints(method, nth, when):
    engine = engine_with(SEEN)
    before = settled(engine)
    engine.fail(method, EngineError("disk full"), nth=nth, when=when)
    with pytest.raises(EngineError, match="disk full") as caught:
        run(engine, internal=True)
    assert settled(engine) == before
    removed = (method, nth) in REPLACE[4:] or ((method, nth) == ("remove_network", 1) and when == "after")
    assert ("The old network front is back, with 2 endpoints." in str(caught.value)) == removed


def test_replacing_must_keep_addresses_aliases_links_and_all_that_is_not_spoken_about():
    engine = engine_with(SEEN)
    run(engine, internal=True)
    networks, ends = settled(engine)
    assert list(networks) == ["front"] and networks["front"]["Labels"] == {"app": "shop"} and networks["front"]["Internal"]
    assert ends == {"web": {"front": WEB}, "db": {"front": {}}}


@pytest.mark.parametrize(("method", "nth"), REPLACE)
def test_replacing_that_was_killed_must_be_finished_by_the_next_run(method, nth):
    engine = engine_with(SEEN)
    before = settled(engine)
    engine.fail(method, Unreachable("gone"), nth=nth, when="after")
    engine.dies_with(Unreachable)
    with pytest.raises(Unreachable):
        run(engine, internal=True)
    engine.revive()
    healed = run(engine)
    assert str(healed.plan) == "restore network front: an earlier replacement was interrupted"
    networks, ends = settled(engine)
    assert list(networks) == ["front"] and ends == before[1]


def test_a_network_of_which_somebody_is_a_member_must_be_taken_back_when_its_removal_fails():
    engine = engine_with(SEEN)
    before = settled(engine)
    engine.fail("remove_network", Conflict("busy"))
    with pytest.raises(Conflict, match="Could not remove network front: busy"):
        run(engine, state="absent")
    assert settled(engine) == before


def test_replacing_must_keep_what_a_block_of_addresses_does_not_speak_about():
    there = {"Subnet": "10.9.0.0/24", "Gateway": "10.9.0.1", "IPRange": "10.9.0.128/25", "AuxiliaryAddresses": {"a": "10.9.0.3"}}
    sixth = {"Subnet": "fd00:1::/64"}
    engine = engine_with({"network": {"EnableIPv6": True, "IPAM": {"Config": [there, sixth]}}})
    run(engine, ipam_config=[{"gateway": "10.9.0.2"}])
    assert engine.inspect_network("front")["IPAM"]["Config"] == [{**there, "Gateway": "10.9.0.2"}, sixth]
    run(engine, ipam_config=[{"subnet": "10.8.0.0/24"}])
    assert engine.inspect_network("front")["IPAM"]["Config"] == [{"Subnet": "10.8.0.0/24"}, sixth]


def test_replacing_must_keep_that_a_network_carries_the_mesh_of_a_swarm():
    engine = engine_with({"network": {"Driver": "overlay", "Ingress": True}})
    run(engine, labels={"app": "shop"})
    made = engine.inspect_network("front")
    assert (made["Ingress"], made["Scope"]) == (True, "swarm")


def test_what_is_in_the_way_must_not_be_told_as_a_lack_of_rights():
    engine = engine_with({"others": [{"Name": "back", "IPAM": {"Config": [{"Subnet": "10.9.0.0/25"}]}}]})
    with pytest.raises(Conflict, match="Could not create network front: invalid pool request: Pool overlaps"):
        run(engine, ipam_config=[{"subnet": "10.9.0.0/24"}])
    engine.fail("create_network", Denied("authorization denied by plugin"))
    with pytest.raises(Denied):
        run(engine)


def test_an_old_network_that_cannot_be_put_back_must_be_put_back_by_the_next_run():
    engine = engine_with(SEEN)
    before = settled(engine)
    for nth in (2, 3):  # the new network, and the old one again
        engine.fail("create_network", EngineError("disk full"), nth=nth)
    with pytest.raises(EngineError, match="Could not create network front again: disk full"):
        run(engine, internal=True)
    assert list(engine.kept("networks")) == ["front.dockfleet-replaced"]
    assert str(run(engine).plan) == "restore network front: an earlier replacement was interrupted"
    assert settled(engine) == before


def test_an_endpoint_that_cannot_be_put_back_must_be_put_back_by_the_next_run():
    engine = engine_with(SEEN)
    before = settled(engine)
    engine.fail("create_network", EngineError("disk full"), nth=2)
    engine.fail("connect_network", EngineError("busy"), nth=2)
    with pytest.raises(EngineError, match="Could not reconnect db to network front again: busy"):
        run(engine, internal=True)
    assert str(run(engine).plan) == "restore network front: an earlier replacement was interrupted"
    assert settled(engine) == before
