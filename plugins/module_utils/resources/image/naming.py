# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the options name and tag of an image module say which image is meant. PRIVATE."""

from __future__ import annotations

from typing import Any, Mapping

from ..._errors import doing, none_if_missing, saying
from ...values.images import Reference, is_image_id

NAME = {
    "name": {"type": "str", "required": True},
    "tag": {"type": "str", "default": "latest"},
}


def reference(option: str, name: str, tag: str | None = "latest") -> Reference:
    """The image of a name, with this tag (or digest) where the name has none."""
    with saying(option):
        plain = Reference.parse(name, default_tag=None)
        if plain.tag or plain.digest or tag is None:
            return plain
        return Reference.parse(f"{name}{'@' if ':' in tag else ':'}{tag}")


def named(params: Mapping[str, Any]) -> str:
    """What to call the image towards the engine: an identifier, or its name as people write it."""
    name = params["name"]
    return name if is_image_id(name) else reference("name", name, params["tag"]).familiar()


def inspected(engine: Any, name: str) -> dict[str, Any] | None:
    """The image as the engine inspects it; None when it has none of that name."""
    with doing(f"inspect image {name}"), none_if_missing():
        return dict(engine.inspect_image(name))
    return None


def short(identifier: str) -> str:
    """The beginning of an identifier, as the docker CLI shows it."""
    return identifier.split(":")[-1][:12]
