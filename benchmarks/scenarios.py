# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is measured: each row is a scenario, which both collections run with the same options."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any, Mapping, Sequence

OURS, PEER, DEBUG = "dockfleet.docker", "community.docker", "debug"
SUBJECTS = (OURS, PEER, DEBUG)
MODULES = {OURS: "dockfleet.docker.", PEER: "community.docker.docker_"}

Task = Mapping[str, Any]


@dataclass(frozen=True)
class Scenario:
    """Tasks that alternate between ``steps``; ``steps`` and ``setup`` are options, to which the object's name is added.

    Each of the tasks must be ``changed``, or none of them; each task of the setup must be. ``limits``: the largest median ratios, by
    their names in report.py, and the largest number of requests per task of dockfleet.docker.
    """

    name: str
    module: str
    steps: Sequence[Mapping[str, Any]]
    changed: bool
    setup: Sequence[Mapping[str, Any]] = ()
    limits: Mapping[str, float] = field(default_factory=dict)

    def tasks(self, subject: str, number: int, thing: str) -> list[Task]:
        """That many tasks of a subject, one after the other and not as a loop, so that each pays for its own start."""
        if subject == DEBUG:
            return [{"ansible.builtin.debug": {"msg": "nothing to do"}}] * number
        return [self._task(subject, options, thing) for options in islice(cycle(self.steps), number)]

    def preparation(self, subject: str, thing: str) -> list[Task]:
        return [] if subject == DEBUG else [self._task(subject, options, thing) for options in self.setup]

    def changes(self, subject: str) -> bool:
        return self.changed and subject != DEBUG

    def _task(self, subject: str, options: Mapping[str, Any], thing: str) -> Task:
        return {MODULES[subject] + self.module: {"name": thing, **options}}


def scenarios(image: str) -> list[Scenario]:
    """The table; the image has to be on the engine."""
    volume = {"labels": {"app": "shop", "tier": "data"}}
    container = {"image": image, "command": "sleep 1000", "env": {"MODE": "quick"}, "labels": {"app": "shop"}, "memory": "64M"}
    running, created, absent = {**container, "state": "started"}, {**container, "state": "present"}, {"state": "absent"}
    quick = {"ours/debug": 1.5, "ours/peer": 0.1, "requests": 3}
    return [
        Scenario("no-change volume", "volume", [volume], False, setup=[volume], limits=quick),
        Scenario("no-change container", "container", [running], False, setup=[running], limits=quick),
        Scenario("create and remove volume", "volume", [volume, absent], True),
        Scenario("create and remove container", "container", [created, absent], True),
    ]
