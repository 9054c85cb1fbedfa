# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Further names for an image. PRIVATE."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping

from ..._errors import Invalid, doing
from ..._reconcile import Plan, Step
from ..._spec import Spec
from ...values.images import Reference, is_image_id
from . import naming


@dataclass(frozen=True)
class SeenTags:
    """The image to tag (None: there is none), and the identifier of the image that has each wished name now."""

    image: dict[str, Any] | None
    holders: Mapping[str, str] = field(default_factory=dict)


class ImageTag:
    """Every name in repository means the image, unless another image has it and is to keep it."""

    reads = False
    spec = Spec(
        options={
            **naming.NAME,
            "repository": {"type": "list", "elements": "str", "required": True},
            "existing_images": {"type": "str", "default": "overwrite", "choices": ["keep", "overwrite"]},
        }
    )

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.name = naming.named(params)
        self.target = f"image {self.name}"
        self.wished = [self._wished(text, params["tag"]) for text in params["repository"]]
        self.keeps = params["existing_images"] == "keep"

    def _wished(self, text: str, tag: str) -> Reference:
        if is_image_id(text):
            raise Invalid(f"repository: {text} is the identifier of an image", "Write a name, such as example/app:1.0.")
        wished = naming.reference("repository", text, tag)
        if wished.digest:
            raise Invalid(f"repository: {text} has a digest, which a tag cannot give", "Write a name, such as example/app:1.0.")
        return wished

    def observe(self, engine: Any) -> SeenTags:
        image = naming.inspected(engine, self.name)
        there = {name: naming.inspected(engine, name) for name in (wished.familiar() for wished in self.wished)}
        return SeenTags(image, {name: seen["Id"] for name, seen in there.items() if seen})

    def plan(self, seen: SeenTags) -> Plan:
        steps, before, after = [], {}, {}
        mine = seen.image["Id"] if seen.image else None
        for wished in self.wished:
            name = wished.familiar()
            holder = seen.holders.get(name)
            if holder is not None and (holder == mine or self.keeps):
                continue
            why = f"it is the name of another image ({naming.short(holder)})" if holder else "no image has this name"
            steps.append(Step("tag", f"{self.target} as {name}", why, data=wished))
            before[name], after[name] = holder, mine or self.name
        facts = {"tagged_images": [step.data.familiar() for step in steps]}
        diff = ({"repository": before}, {"repository": after}) if steps else ({}, {})
        missing = f"There is no {self.target} yet, so a task before this one must bring it."
        return Plan(tuple(steps), *diff, warnings=() if seen.image else (missing,), facts=facts)

    def perform(self, engine: Any, step: Step) -> None:
        with doing(f"tag {self.target} as {step.data.familiar()}"):
            engine.tag_image(self.name, step.data.name, step.data.tag)

    def show(self, seen: SeenTags) -> dict[str, Any]:
        return {"image": seen.image or {}}
