# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a container differs from the wish, as the user wants it compared. PRIVATE."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, Mapping

from ..._fields import Drift, at, drift, put, there
from ...values.images import Reference, is_image_id
from .forms import mode_seen
from .networks import is_private
from .row import IGNORE, LENSES, STRICT, Row
from .rows import BY_OPTION, ROWS
from .wish import Wish

Json = Dict[str, Any]


def differences(wish: Wish, container: Mapping[str, Any], image: Json | None, new_image: str = "", joined: Json | None = None) -> Drift:
    """The options that differ, networks apart: (have, want) in the user's terms.

    ``image`` is the one that the wish names, or else the container's; ``new_image`` says in words that another one is about to be
    pulled; ``joined`` is the container whose network the wish wants to share.
    """
    rows, want = [], {}
    for row in ROWS:
        mode = wish.modes[row.option]
        if not row.special and row.option in wish.want and mode != IGNORE:
            rows.append(_seen_in(row, mode))
            want[row.option] = _with_image(row, mode, wish.want[row.option], image)
    found = _image(wish, container, image, new_image)
    found.update(drift(rows, want, container))
    found.update(_network_mode(wish, container, joined))
    return found


def _seen_in(row: Row, mode: str) -> Row:
    lens = LENSES[row.kind][mode]
    return replace(row, lens=lambda want, have: lens(want, row.alike(want, have)))


def _with_image(row: Row, mode: str, want: Any, image: Json | None) -> Any:
    """What the image adds to a wish: all that it sets, where the comparison is strict, and its own value where the wish is empty."""
    if not row.of_image or image is None:
        return want
    given = there(row, image)
    if row.kind == "dict":
        return {**given, **want} if mode == STRICT else want
    return want or given if row.option == "command" else want


def _image(wish: Wish, container: Mapping[str, Any], image: Json | None, new_image: str) -> Drift:
    if wish.image is None or wish.modes["image"] == IGNORE:
        return {}
    name = str(at(container, "Config.Image"))
    if image is None or new_image:
        return {"image": (_said(name, container["Image"], wish.image), new_image or wish.image)}
    if image["Id"] != container["Image"]:
        return {"image": (_said(name, container["Image"], wish.image), _said(wish.image, image["Id"], name))}
    return {} if same_name(name, wish.image) else {"image": (name, wish.image)}


def _said(name: str, identifier: str, other: str) -> str:
    """An image in words: its name, or where that does not tell the two apart its identifier."""
    return name if not same_name(name, other) and not is_image_id(name) else short(identifier)


def short(identifier: str) -> str:
    """An identifier as the docker CLI shows it."""
    return identifier.rpartition(":")[2][:12]


def same_name(one: str, other: str) -> bool:
    """Whether two references name the same; an identifier is another name for any."""
    try:
        return Reference.parse(one).canonical() == Reference.parse(other).canonical()
    except ValueError:
        return True


def _network_mode(wish: Wish, container: Mapping[str, Any], joined: Json | None) -> Drift:
    have = mode_seen(at(container, "HostConfig.NetworkMode"))
    if wish.modes["network_mode"] == IGNORE:
        return {}
    if wish.network_mode is None:
        first = next(iter(wish.networks or {}), None)
        return {"network_mode": (have, first)} if first and is_private(have) else {}
    want = mode_seen(wish.network_mode)
    kept = f"container:{joined['Id']}" if joined else want  # the engine keeps the identifier of a container that was named
    return {"network_mode": (have, want)} if have not in (want, kept) else {}


def in_words(found: Drift) -> str:
    """The differences as one line: ``memory: 256 MiB -> 512 MiB, env: A=1 -> A=2``."""
    return ", ".join(f"{option}: {BY_OPTION[option].say(have)} -> {BY_OPTION[option].say(want)}" for option, (have, want) in found.items())


def update_of(wish: Wish, found: Drift, container: Mapping[str, Any]) -> Json | None:
    """The body of an update call that makes all the differences (empty for none), or None where the container must be replaced."""
    body: Json = {}
    for option in found:
        row, value = BY_OPTION[option], wish.want.get(option)
        if row.live is None or value is None or value in row.only_new:
            return None
        put(body, row.live, row.write(value))
    if "RestartPolicy" in body:
        body["RestartPolicy"] = _policy(wish, container)
    if "Memory" in body and "MemorySwap" not in body:
        body.update(_swap(body["Memory"], container))
    return body


def _policy(wish: Wish, container: Mapping[str, Any]) -> Json:
    """The engine takes the policy as a whole, and a number of retries only for on-failure."""
    there_ = at(container, "HostConfig.RestartPolicy") or {}
    name = wish.want.get("restart_policy", there_.get("Name") or "no")
    kept = there_.get("MaximumRetryCount", 0) if there_.get("Name") == name else 0
    return {"Name": name, "MaximumRetryCount": wish.want.get("restart_retries", kept) if name == "on-failure" else 0}


def _swap(memory: int, container: Mapping[str, Any]) -> Json:
    """The engine refuses a memory limit above that of memory and swap; where it chose the latter itself, it is twice the former."""
    limit, swap = at(container, "HostConfig.Memory") or 0, at(container, "HostConfig.MemorySwap") or 0
    if swap == -1 or (swap >= memory and swap != 2 * limit):
        return {}
    return {"MemorySwap": 2 * memory}
