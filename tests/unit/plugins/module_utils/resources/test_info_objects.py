# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at one network or volume must cost one request and plan nothing."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Unreachable
from ansible_collections.dockfleet.docker.plugins.module_utils._reconcile import reconcile
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.info.objects import NetworkInfo, VolumeInfo
from ansible_collections.dockfleet.docker.tests.unit.helpers import params_of
from ansible_collections.dockfleet.docker.tests.unit.memory_engine.engine import MemoryEngine


@pytest.fixture
def engine():
    made = MemoryEngine()
    made.create_network({"Name": "one"})
    made.create_volume({"Name": "one"})
    made.calls.clear()
    return made


@pytest.mark.parametrize(("kind", "what"), [(NetworkInfo, "network"), (VolumeInfo, "volume")])
def test_an_object_must_be_shown_as_the_engine_inspects_it(engine, kind, what):
    for name, there in (("one", engine.kept(what + "s")["one"]), ("none", None)):
        engine.calls.clear()
        resource = kind(params_of(kind, {"name": name}))
        outcome = reconcile(resource, engine, check_mode=False)
        assert resource.show(outcome.seen) == {"exists": there is not None, what: there}
        assert (str(outcome.plan), engine.calls) == ("", [f"inspect_{what} {name}"])


@pytest.mark.parametrize(("kind", "what"), [(NetworkInfo, "network"), (VolumeInfo, "volume")])
def test_an_engine_that_does_not_answer_must_not_be_taken_for_one_without_the_object(engine, kind, what):
    engine.fail(f"inspect_{what}", Unreachable("gone"))
    with pytest.raises(Unreachable, match=f"Could not inspect {what} one: gone"):
        kind(params_of(kind, {"name": "one"})).observe(engine)
