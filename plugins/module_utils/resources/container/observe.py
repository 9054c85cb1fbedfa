# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is of a container: two requests where nothing differs, a third for the image where something does. PRIVATE."""

from __future__ import annotations

import re
from typing import Any, Dict

from ..._errors import doing, none_if_missing
from ..._fields import at
from ...values.images import is_image_id
from .compare import differences, same_name
from .leftovers import NEW, OLD, pattern
from .networks import network_drift
from .plan import SeenContainer
from .row import IGNORE
from .wish import Wish

Json = Dict[str, Any]


def seen_of(wish: Wish, engine: Any) -> SeenContainer:
    """List the container and what an interrupted replace left of it, then inspect what is there, and the image."""
    with doing(f"look for {wish.target}"):
        listed = engine.list_containers(filters={"name": [pattern(wish.name)]})
    names = {name.lstrip("/"): each for each in listed for name in each["Names"]}
    for what, version in wish.needs.items():
        engine.needs(version, what)
    container = inspect(engine, wish.name) if wish.name in names else None
    new, old = (inspect(engine, wish.name + end) if wish.name + end in names else None for end in (NEW, OLD))
    if wish.state == "absent":
        return SeenContainer(container, new, old)
    joined = _joined(wish, engine) if container else None
    told = _image_told(wish, names[wish.name], container, joined) if container and not (new or old) else None
    if told:
        return SeenContainer(container, image=told, joined=joined)
    image, own = _image(wish, engine, container or old)
    return SeenContainer(container, new, old, image, own, _registry(wish, engine, image, container), joined)


def by_identifier(engine: Any, name: str) -> str | None:
    """The name of the container that has this identifier, or begins with it."""
    if not re.fullmatch(r"[0-9a-f]{4,64}", name):
        return None
    found = inspect(engine, name)
    return str(found["Name"]).lstrip("/") if found and found["Id"].startswith(name) else None


def inspect(engine: Any, name: str) -> Json | None:
    """Inspect a container; None where there is none."""
    with doing(f"inspect container {name}"), none_if_missing():
        return dict(engine.inspect_container(name))
    return None


def _inspect_image(engine: Any, name: str) -> Json | None:
    with doing(f"inspect image {name}"), none_if_missing():
        return dict(engine.inspect_image(name))
    return None


def _image(wish: Wish, engine: Any, container: Json | None) -> Any:
    """The image that the wish names; else that of the container, and what to call it: by name only where that is still the same one."""
    if wish.image is not None or container is None:
        return (_inspect_image(engine, wish.image) if wish.image else None), None
    name = str(at(container, "Config.Image"))
    image = _inspect_image(engine, name)
    if image is not None and image["Id"] == container["Image"]:
        return image, name
    return _inspect_image(engine, container["Image"]), container["Image"]


def _image_told(wish: Wish, listed: Json, container: Json, joined: Json | None) -> Json | None:
    """The image by its identifier alone, which spares a request, where no more of it can matter: nothing differs even so.

    The engine's list shows a container's image by name only as long as the name still means the image that the container is made of.
    """
    name = str(at(container, "Config.Image"))
    known = listed.get("Image") == name and not is_image_id(name)
    if wish.recreate or wish.pull == "always" or not known or (wish.image is not None and not same_name(name, wish.image)):
        return None
    image = {"Id": container["Image"]}
    differs = differences(wish, container, image, joined=joined) or network_drift(wish, container)
    return None if differs else image


def _registry(wish: Wish, engine: Any, image: Json | None, container: Json | None) -> str | None:
    """The digest that the registry has for the image; asked only where one is there, and may be old."""
    if wish.image is None or image is None or wish.pull != "always" or is_image_id(wish.image):
        return None
    if container is not None and wish.modes["image"] == IGNORE:
        return None
    with doing(f"ask the registry for image {wish.image}"):
        return str(engine.inspect_distribution(wish.image)["Descriptor"]["digest"])


def _joined(wish: Wish, engine: Any) -> Json | None:
    """The container whose network is to be shared: the engine keeps its identifier, whatever it was called by."""
    kind, _colon, name = (wish.network_mode or "").partition(":")
    return inspect(engine, name) if kind == "container" and name else None
