# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network and what is attached to it. The engine changes nothing but the endpoints of a network, so the rest is replaced. PRIVATE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping

from ..._errors import Conflict, Invalid, doing, none_if_missing, saying
from ..._fields import Drift, because, drift, sides, wanted
from ..._reconcile import Plan, Step
from ..._spec import Spec
from ...values.names import check_name
from . import endpoints, replace, rows
from .endpoints import Endpoint, Wish
from .replace import Endpoints, Journal

PREDEFINED = ("bridge", "host", "none")


@dataclass(frozen=True)
class SeenNetwork:
    """The network as the engine inspects it (None: there is none), its endpoints, and what an interrupted replacement left.

    ``attached`` is None as long as the wish does not speak about endpoints.
    """

    network: Mapping[str, Any] | None = None
    attached: tuple[Endpoint, ...] | None = None
    journal: Journal | None = None


class Network:
    """Present with its endpoints, or absent."""

    reads = False
    spec = Spec(
        options={
            "name": {"type": "str", "required": True, "aliases": ["network_name"]},
            "state": {"type": "str", "default": "present", "choices": ["absent", "present"]},
            **{row.option: row.spec for row in rows.FIELDS},
            "connected": {"type": "list", "elements": "raw", "aliases": ["containers"]},
            "appends": {"type": "bool", "default": False, "aliases": ["incremental"]},
            "force": {"type": "bool", "default": False},
        }
    )

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.name: str = params["name"]
        self.target = f"network {self.name}"
        self.state: str = params["state"]
        self.appends: bool = params["appends"]
        self.force: bool = params["force"]
        with saying(f"options of {self.target}"):
            check_name("network", self.name)
            self.want = wanted(rows.FIELDS, params)
            self.connected = None if params["connected"] is None else endpoints.wishes(params["connected"])
        if self.want.get("config_only"):
            self.want.pop("driver", None)  # the engine shows null, whatever was asked for
        for block in self.want.get("ipam_config", []):
            if rows.family(block) == 6 and params["enable_ipv6"] is False:
                raise Invalid(f"ipam_config of {self.target} has IPv6 addresses and enable_ipv6 is false")

    # look
    def observe(self, engine: Any) -> SeenNetwork:
        names = {self.name, self.name + replace.JOURNAL}
        with doing(f"look for {self.target}"):
            # the engine takes the filter for a pattern that may match anywhere
            found = {each["Name"]: each for each in engine.list_networks(filters={"name": sorted(names)}) if each["Name"] in names}
        journal = replace.read(found.get(self.name + replace.JOURNAL))
        network = self._inspect(engine, found[self.name]["Id"]) if self.name in found else None
        if network is None or not (journal or self._speaks_of_endpoints(network)):
            return SeenNetwork(network, None, journal)
        return SeenNetwork(network, self._attached(engine, network), journal)

    def _inspect(self, engine: Any, identifier: str) -> Mapping[str, Any] | None:
        with doing(f"inspect {self.target}"), none_if_missing():
            return dict(engine.inspect_network(identifier))
        return None

    def _speaks_of_endpoints(self, network: Mapping[str, Any]) -> bool:
        return self.state == "absent" or self.connected is not None or self._to_replace(network)

    def _to_replace(self, network: Mapping[str, Any]) -> bool:
        return self.state == "present" and (self.force or bool(drift(rows.FIELDS, self.want, network)))

    def _attached(self, engine: Any, network: Mapping[str, Any]) -> tuple[Endpoint, ...]:
        """Every container on the network, running or not; with its settings where they have to survive or are wished for."""
        with doing(f"list the containers on {self.target}"):
            listed = engine.list_containers(filters={"network": [self.name]})
        found = [Endpoint(each["Id"], each["Names"][0].lstrip("/")) for each in listed if endpoints.is_on(each, self.name, network["Id"])]
        needed = self.state == "absent" or self._to_replace(network) or any(wish.options for wish in self.connected or [])
        return tuple(self._with_settings(engine, each) if needed else each for each in sorted(found, key=lambda each: each.name))

    def _with_settings(self, engine: Any, endpoint: Endpoint) -> Endpoint:
        with doing(f"inspect container {endpoint.name}"):
            shown = engine.inspect_container(endpoint.container)["NetworkSettings"]["Networks"]
        return Endpoint(endpoint.container, endpoint.name, endpoints.settings_of(shown.get(self.name) or {}, endpoint.container))

    # decide
    def plan(self, seen: SeenNetwork) -> Plan:
        steps: list[Step] = []
        attached = seen.attached or ()
        if seen.journal:
            steps.append(replace.restore(self.name, self.target, seen.journal, seen.network is not None, attached))
            attached += tuple(each for each in seen.journal.endpoints if each.container not in {one.container for one in attached})
        network = seen.network or (seen.journal.network if seen.journal else None)
        decided = self._absent(network, attached) if self.state == "absent" else self._present(network, attached)
        return Plan((*steps, *decided.steps), decided.before, decided.after, decided.warnings)

    def _absent(self, network: Mapping[str, Any] | None, attached: tuple[Endpoint, ...]) -> Plan:
        if network is None:
            return Plan()
        self._refuse_predefined("remove")
        back = [replace.attach(self.target, each.container, each.settings or {}, each.name) for each in attached]
        parts = [replace.detach(self.target, each.container, each.name, undo=undo) for each, undo in zip(attached, back)]
        why = "state is absent" + (f", disconnects {', '.join(each.name for each in attached)}" if attached else "")
        removal = Step("remove", self.target, why, data=self.name)
        step = Step("remove", self.target, why, parts=(*parts, removal)) if parts else removal
        return Plan((step,), {"state": "present"}, {"state": "absent"})

    def _present(self, network: Mapping[str, Any] | None, attached: tuple[Endpoint, ...]) -> Plan:
        if network is None:
            first = Step("create", self.target, "not found", data=rows.body(self.name, self.want, None))
            return self._with_endpoints(first, {"state": "absent"}, {"state": "present", **self._told()}, ())
        found = drift(rows.FIELDS, self.want, network)
        if not (found or self.force):
            return self._with_endpoints(None, {}, {}, attached)
        self._refuse_predefined("replace")
        wished = tuple(self._as_wished(each) for each in attached)
        return self._with_endpoints(self._replacement(network, attached, wished, found), *sides(found), wished)

    def _as_wished(self, endpoint: Endpoint) -> Endpoint:
        wish = next((wish for wish in self.connected or [] if endpoint.is_of(wish.container)), None)
        return endpoint if wish is None else Endpoint(endpoint.container, endpoint.name, {**(endpoint.settings or {}), **wish.options})

    def _told(self) -> dict[str, Any]:
        return {row.option: row.tell(self.want[row.option]) for row in rows.FIELDS if row.option in self.want}

    def _replacement(self, network: Mapping[str, Any], attached: Endpoints, wished: Endpoints, found: Drift) -> Step:
        old, new = rows.body(self.name, {}, network), rows.body(self.name, self.want, network)
        with doing(f"replace {self.target}"):
            for each in wished:
                rows.check_fits(new, each.name, each.settings or {})
        why = because(found) or "force is true"
        if found and set(found) <= {"labels"}:
            why += " (an engine cannot change the labels of a network)"
        if attached:
            why += f"; {', '.join(each.name for each in attached)} will be connected again"
        return Step("replace", self.target, why, parts=replace.parts(self.target, old, new, attached, wished), repeats=not found)

    def _with_endpoints(self, first: Step | None, before: Any, after: Any, attached: tuple[Endpoint, ...]) -> Plan:
        steps = [] if first is None else [first]
        if self.connected is None:
            return Plan(tuple(steps), before, after)
        changes = [step for wish in self.connected for step in self._endpoint(wish, attached)]
        surplus = [] if self.appends else [each for each in attached if not any(each.is_of(wish.container) for wish in self.connected)]
        changes += [replace.detach(self.target, each.container, each.name, because="not in connected") for each in surplus]
        if changes:
            have, want = endpoints.sides(self.connected, attached, surplus)
            before, after = {**before, "connected": have}, {**after, "connected": want}
        there = [(wish, each) for wish in self.connected for each in attached if each.is_of(wish.container)]
        macs = tuple(sentence for sentence in (endpoints.other_mac(wish, each) for wish, each in there) if sentence)
        return Plan((*steps, *changes), before, after, macs)

    def _endpoint(self, wish: Wish, attached: tuple[Endpoint, ...]) -> list[Step]:
        there = next((each for each in attached if each.is_of(wish.container)), None)
        if there is None:
            return [replace.attach(self.target, wish.container, wish.options, wish.container, because="not connected")]
        found = endpoints.difference(wish, there)
        if not found:
            return []
        back = replace.attach(self.target, there.container, there.settings or {}, there.name)
        merged = {**(there.settings or {}), **wish.options}
        parts = (
            replace.detach(self.target, there.container, there.name, undo=back),
            replace.attach(self.target, there.container, merged, there.name, undo=replace.detach(self.target, there.container, there.name)),
        )
        return [Step("reconnect", f"{there.name} to {self.target}", because(found), parts=parts)]

    def _refuse_predefined(self, verb: str) -> None:
        if self.name in PREDEFINED:
            with doing(f"{verb} {self.target}"):
                raise Conflict("the engine brings this network itself", "Choose another name.")

    # act
    def perform(self, engine: Any, step: Step) -> None:
        with doing(f"{step.do} {step.target}"), endpoints.in_the_way():
            if step.do in ("create", "note"):
                if step.data.get("EnableIPv4") is not None and "enable_ipv4" in self.want:
                    engine.needs("1.47", "enable_ipv4")
                engine.create_network(step.data)
            elif step.do == "remove":
                engine.remove_network(step.data)
            elif step.do == "forget" or (step.do == "settle" and self._is_back(engine)):
                with none_if_missing():
                    engine.remove_network(step.data)
            elif step.do == "disconnect":
                engine.disconnect_network(self.name, step.data, force=True)
            elif step.do != "settle":
                self._connect(engine, step)

    def _is_back(self, engine: Any) -> bool:
        """Whether the old network and its endpoints are there again; if not, the next run needs the journal."""
        seen = self.observe(engine)
        there = {each.container for each in seen.attached or ()}
        return seen.network is not None and all(each.container in there for each in (seen.journal.endpoints if seen.journal else ()))

    def _connect(self, engine: Any, step: Step) -> None:
        if "GwPriority" in step.data["EndpointConfig"]:
            engine.needs(endpoints.GW_PRIORITY_SINCE, "gw_priority")
        if step.do == "connect":
            engine.connect_network(self.name, step.data)
            return
        with none_if_missing():  # a container that was attached before may be gone by now
            engine.connect_network(self.name, step.data)

    def show(self, seen: SeenNetwork) -> dict[str, Any]:
        return {"network": dict(seen.network or {})}
