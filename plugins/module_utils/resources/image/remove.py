# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An image's name, or the image itself, taken away. PRIVATE."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping

from ..._errors import Conflict, doing
from ..._reconcile import Plan, Step
from ..._spec import Spec
from ...values.images import Reference, is_image_id
from . import naming


@dataclass(frozen=True)
class SeenUse:
    """The image (None: there is none), and the containers made of it."""

    image: dict[str, Any] | None
    users: list[str] = field(default_factory=list)


class ImageRemove:
    """Takes the name away, and with the last name the image."""

    reads = False
    spec = Spec(options={**naming.NAME, "force": {"type": "bool", "default": False}, "prune": {"type": "bool", "default": True}})

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.name = naming.named(params)
        self.target = f"image {self.name}"
        self.force: bool = params["force"]
        self.prune: bool = params["prune"]

    def observe(self, engine: Any) -> SeenUse:
        image = naming.inspected(engine, self.name)
        if image is None or not self._goes(image):
            return SeenUse(image)
        with doing(f"list the containers of {self.target}"):
            containers = engine.list_containers(filters={"ancestor": [image["Id"]]})
        return SeenUse(image, sorted(each["Names"][0].lstrip("/") for each in containers if each["ImageID"] == image["Id"]))

    def _names(self, image: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        """The names that go, and those that stay."""
        tags, digests = image.get("RepoTags") or [], image.get("RepoDigests") or []
        if is_image_id(self.name):
            return [*tags, *digests], []
        if self.name in digests:
            return [self.name], [*tags, *(each for each in digests if each != self.name)]
        others = [tag for tag in tags if tag != self.name]
        # the digest of a repository goes with the last of its tags
        mine = [] if any(_repository(tag) == _repository(self.name) for tag in others) else _digests_of(self.name, digests)
        return [self.name, *mine], [*others, *(each for each in digests if each not in mine)]

    def _goes(self, image: Mapping[str, Any]) -> bool:
        """Whether the image itself goes: no tag stays, and no digest of another repository."""
        return not self._names(image)[1]

    def plan(self, seen: SeenUse) -> Plan:
        if seen.image is None:
            return Plan(facts={"image": {}, "untagged": [], "deleted": []})
        untagged, _stay = self._names(seen.image)
        goes = self._goes(seen.image)
        self._refuse(seen, untagged)
        facts = {"image": seen.image, "untagged": sorted(untagged), "deleted": [seen.image["Id"]] if goes else []}
        why = f"image {naming.short(seen.image['Id'])} goes with its last name" if goes and untagged else "the image has no name"
        step = Step("remove" if goes else "untag", self.target, why if goes else "the image keeps other names")
        before, after = {"exists": True}, {"exists": False}
        return Plan((step,), {**before, "untagged": sorted(untagged)}, {**after, "untagged": []}, facts=facts)

    def _refuse(self, seen: SeenUse, untagged: list[str]) -> None:
        with doing(f"remove {self.target}"):
            if seen.users and not self.force:
                raise Conflict(f"it is used by {', '.join(seen.users)}", "Remove these containers first, or set force.")
            repositories = {_repository(name) for name in untagged}
            if is_image_id(self.name) and len(repositories) > 1 and not self.force:
                raise Conflict(
                    f"it has several names ({', '.join(sorted(untagged))})", "Name one of them, or set force to remove them all."
                )

    def perform(self, engine: Any, step: Step) -> Mapping[str, Any]:
        with doing(f"{step.do} {step.target}"):
            answer = engine.remove_image(self.name, force=self.force, prune=self.prune)
        untagged = sorted(each["Untagged"] for each in answer if "Untagged" in each)
        return {"untagged": untagged, "deleted": sorted(each["Deleted"] for each in answer if "Deleted" in each)}

    def show(self, seen: SeenUse) -> dict[str, Any]:
        return {}


def _repository(name: str) -> str:
    return Reference.parse(name, default_tag=None).name


def _digests_of(name: str, digests: list[str]) -> list[str]:
    return [each for each in digests if _repository(each) == _repository(name)]
