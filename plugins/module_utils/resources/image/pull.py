# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An image, from its registry to the engine. PRIVATE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping

from ..._errors import EngineError, NotFound, TimedOut, Unsupported, doing, saying
from ..._reconcile import Plan, Step
from ..._spec import Spec
from ...values import platforms
from . import naming


@dataclass(frozen=True)
class SeenImage:
    """The image on the engine (None: there is none), the digest that the registry has, and why it is not known."""

    image: dict[str, Any] | None
    newest: str | None = None
    unknown: str = ""


class ImagePull:
    """The engine has the image; with ``pull: always`` the one that the registry has now."""

    reads = False
    spec = Spec(
        options={
            **naming.NAME,
            "platform": {"type": "str"},
            "pull": {"type": "str", "default": "always", "choices": ["always", "not_present"]},
        }
    )

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.reference = naming.reference("name", params["name"], params["tag"])
        self.name = self.reference.familiar()
        self.target = f"image {self.name}"
        self.platform: str | None = params["platform"]
        self.always = params["pull"] == "always"
        with saying("platform"):
            platforms.normal(self.platform or "linux")

    def observe(self, engine: Any) -> SeenImage:
        image = naming.inspected(engine, self.name)
        if image is None or not self.always or self.reference.digest or not self._fits(image):
            return SeenImage(image)
        try:
            with doing(f"ask the registry for {self.target}"):
                return SeenImage(image, engine.inspect_distribution(self.name)["Descriptor"]["digest"])
        except (EngineError, TimedOut, Unsupported) as failure:  # a registry may refuse this question and still give the image
            return SeenImage(image, unknown=failure.answer)

    def _fits(self, image: Mapping[str, Any]) -> bool:
        return self.platform is None or platforms.is_of(self.platform, image)

    def plan(self, seen: SeenImage) -> Plan:
        why = self._why(seen)
        if not why:
            return Plan()
        before = {"image": _digest_or_id(seen.image, self.reference.name)}
        after = {"image": seen.newest or self.reference.digest or "pulled"}
        warnings = (f"Whether the registry has a newer {self.target} cannot be foreseen: {seen.unknown}.",) if seen.unknown else ()
        return Plan((Step("pull", self.target, why, repeats=bool(seen.unknown)),), before, after, warnings)

    def _why(self, seen: SeenImage) -> str:
        if seen.image is None:
            return "not found"
        if not self._fits(seen.image):
            return f"platform: {seen.image.get('Os')}/{seen.image.get('Architecture')} -> {self.platform}"
        if seen.unknown:
            return "pull is always"
        mine = _digest_or_id(seen.image, self.reference.name)
        return f"the registry has another image: {mine} -> {seen.newest}" if seen.newest not in (None, mine) else ""

    def perform(self, engine: Any, step: Step) -> None:
        with doing(f"pull {self.target}"):
            for _message in engine.pull_image(self.reference.name, self.reference.digest or self.reference.tag, self.platform):
                pass
            if self.platform:
                self._check_platform(naming.inspected(engine, self.name) or {})

    def _check_platform(self, image: Mapping[str, Any]) -> None:
        """An engine takes what the registry gives, even for another platform."""
        if not self._fits(image):
            has = f"{image.get('Os')}/{image.get('Architecture')}"
            raise NotFound(f"the registry has it for {has} and not for {self.platform}", "Name a platform that the image is made for.")

    def show(self, seen: SeenImage) -> dict[str, Any]:
        return {"image": seen.image or {}}


def _digest_or_id(image: Mapping[str, Any] | None, repository: str) -> str | None:
    """The digest under which the image came from the repository; its identifier where it did not."""
    if image is None:
        return None
    for each in image.get("RepoDigests") or []:
        name, _at, digest = each.partition("@")
        if naming.reference("RepoDigests", name, None).name == repository:
            return str(digest)
    return str(image["Id"])
