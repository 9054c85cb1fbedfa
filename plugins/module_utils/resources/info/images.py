# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images, to be read only. PRIVATE."""

from __future__ import annotations

from typing import Any, Mapping

from ..._errors import doing, none_if_missing
from ..._spec import Spec
from ...values.images import is_image_id
from ..image import naming
from ._reading import Reading


class ImageInfo(Reading):
    """Some images by name, or all."""

    spec = Spec(options={"name": {"type": "list", "elements": "str"}})

    def __init__(self, params: Mapping[str, Any]) -> None:
        names = params["name"]
        self.names = None if not names else [each if is_image_id(each) else naming.reference("name", each).familiar() for each in names]

    def observe(self, engine: Any) -> list[dict[str, Any]]:
        """The images that there are; one that goes in the meantime is left out."""
        names = self.names
        if names is None:
            with doing("list images"):
                names = [each["Id"] for each in engine.list_images()]
        found = []
        for name in names:
            with doing(f"inspect image {name}"), none_if_missing():
                found.append(dict(engine.inspect_image(name)))
        return found

    def show(self, seen: list[dict[str, Any]]) -> dict[str, Any]:
        return {"images": seen}
