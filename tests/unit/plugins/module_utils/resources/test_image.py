# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What images must plan: pulled only when the registry has another one, tagged and removed by their names."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import EngineError, NotFound, Unreachable
from ansible_collections.dockfleet.docker.plugins.module_utils._reconcile import reconcile
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.image.pull import ImagePull
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.image.remove import ImageRemove
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.image.tag import ImageTag
from ansible_collections.dockfleet.docker.plugins.module_utils.resources.info.images import ImageInfo
from ansible_collections.dockfleet.docker.tests.unit.helpers import judge_law, judge_plan, load_cases, params_of
from ansible_collections.dockfleet.docker.tests.unit.memory_engine.engine import MemoryEngine

KINDS = {"image_pull": ImagePull, "image_tag": ImageTag, "image_remove": ImageRemove}
CASES = [pytest.param(KINDS[name], case.values[0], id=f"{name}: {case.id}") for name in KINDS for case in load_cases(name)]


class Silent(MemoryEngine):
    """Its registry answers no questions."""

    def inspect_distribution(self, name):
        raise EngineError("denied")


def engine_with(seen):
    """``seen`` holds images and registry as the engine in memory keeps them, users (containers by name, with their image), and silent."""
    seen = seen or {}
    engine = Silent() if seen.get("silent") else MemoryEngine()
    engine.kept("images").update(seen.get("images") or {})
    engine.kept("registry").update(seen.get("registry") or {})
    for name, image in (seen.get("users") or {}).items():
        engine.kept("containers")[name] = {"Id": name, "Image": image}
    return engine


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_plan_must_be(kind, case):
    class Planned(kind):
        """Plans for what is seen through its own eyes, since what is looked at depends on the options."""

        def plan(self, seen):
            return super().plan(self.observe(seen))

    judge_plan(Planned, case, engine_with(case["seen"]))


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_run_must_keep_the_law(kind, case):
    judge_law(kind, case, engine_with(case["seen"]))


@pytest.mark.parametrize("name", KINDS)
def test_every_option_must_have_a_plan_case(name):
    used = {key for kind, case in (param.values for param in CASES) if kind is KINDS[name] for key in case["options"]}
    assert not set(KINDS[name].spec.options) - used


def run(kind, engine, **options):
    return reconcile(kind(params_of(kind, options)), engine, check_mode=False)


def test_a_registry_that_cannot_be_reached_must_fail_the_task():
    engine = engine_with({"images": {"app:1": {"Id": "sha256:1111"}}})
    engine.fail("inspect_distribution", Unreachable("no route to host"))
    with pytest.raises(Unreachable, match="Could not ask the registry for image app:1: no route to host"):
        run(ImagePull, engine, name="app:1")


def test_an_image_that_is_pulled_for_another_platform_must_fail_the_task():
    engine = engine_with({"registry": {"app:1": {"Id": "sha256:1", "digest": "sha256:1"}}})
    engine.inspect_image = lambda name: {"Id": "sha256:1", "Os": "linux", "Architecture": "amd64"}
    with pytest.raises(NotFound, match="the registry has it for linux/amd64 and not for linux/s390x"):
        run(ImagePull, engine, name="app:1", platform="linux/s390x", pull="not_present")


def test_looking_at_an_image_must_cost_two_requests_and_one_when_any_will_do():
    seen = {"images": {"app:1": {"Id": "sha256:1"}}, "registry": {"app:1": {"Id": "sha256:1", "digest": "sha256:1"}}}
    for pull, calls in (("always", ["inspect_image app:1", "inspect_distribution app:1"]), ("not_present", ["inspect_image app:1"])):
        engine = engine_with(seen)
        run(ImagePull, engine, name="app:1", pull=pull)
        assert engine.calls == calls


def test_an_image_that_is_not_there_must_not_be_tagged():
    with pytest.raises(NotFound, match="Could not tag image app:1 as app:2: No such image: app:1"):
        run(ImageTag, engine_with(None), name="app:1", repository=["app:2"])


def test_what_is_tagged_and_removed_must_be_told():
    engine = engine_with({"images": {"app:1": {"Id": "sha256:1111"}}})
    assert run(ImageTag, engine, name="app:1", repository=["app:1", "app:2"]).plan.facts == {"tagged_images": ["app:2"]}
    assert run(ImageRemove, engine, name="app:1").facts == {"untagged": ["app:1"], "deleted": []}
    gone = run(ImageRemove, engine, name="app:2")
    assert gone.facts == {"untagged": ["app:2"], "deleted": ["sha256:1111"]}
    assert gone.plan.facts["image"]["Id"] == "sha256:1111"
    assert run(ImageRemove, engine, name="app:2").plan.facts == {"image": {}, "untagged": [], "deleted": []}


def test_info_must_read_some_or_all_and_leave_out_what_is_not_there():
    engine = engine_with({"images": {"app:1": {"Id": "sha256:1111"}, "app:2": {"Id": "sha256:1111"}, "web:1": {"Id": "sha256:2222"}}})
    for names, found in ((None, ["sha256:1111", "sha256:2222"]), (["web:1", "none"], ["sha256:2222"]), (["app:2"], ["sha256:1111"])):
        info = ImageInfo(params_of(ImageInfo, {"name": names} if names else {}))
        assert [image["Id"] for image in info.show(info.observe(engine))["images"]] == found
