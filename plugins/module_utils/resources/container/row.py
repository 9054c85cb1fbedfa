# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a row says about a container's option, and how the option's kind is compared. PRIVATE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Iterable, Mapping

from ..._fields import Field, Lens, among, as_is, mentioned, said, unordered, whole

STRICT = "strict"
IGNORE = "ignore"
MORE = "allow_more_present"
MODES = (STRICT, IGNORE, MORE)


def in_order(want: Iterable[Any], have: Iterable[Any] | None) -> Any:
    """A list whose order counts, and which may hold more than the wish: the items of the wish, as far as they follow each other."""
    rest = iter(have or [])
    found = []
    for item in want:
        if item not in rest:  # this consumes the iterator up to the item
            break
        found.append(item)
    return found


def within(want: Any, have: Any) -> Any:
    """As mentioned, in dictionaries inside dictionaries too."""
    if not isinstance(want, dict) or not isinstance(have, dict):
        return have
    return {key: within(want[key], have[key]) for key in want if key in have}


def parts(want: Mapping[str, Any], have: Mapping[str, Any] | None) -> dict[str, Any]:
    """All entries that are there, each seen as far as its own wish speaks about it."""
    return {key: within(want[key], there) if key in want else there for key, there in (have or {}).items()}


# How each kind of option is seen in each mode of ``comparisons``; modes that a kind does not know are missing. ``parts`` are the
# entries of a list, keyed by what tells them apart.
LENSES: dict[str, dict[str, Lens]] = {
    "value": {STRICT: whole},
    "list": {STRICT: whole, MORE: in_order},
    "set": {STRICT: unordered, MORE: among},
    "dict": {STRICT: whole, MORE: mentioned},
    "parts": {STRICT: parts, MORE: within},
}


@dataclass(frozen=True)
class Row(Field):
    """An option of a container.

    ``kind`` is a key of LENSES. ``compared`` is its mode in ``comparisons`` unless the user says another. ``of_image`` is true where the
    image has a value of its own, which inspect shows as the container's. ``live`` works for all values but those of ``only_new``: the
    engine reads 0 and empty ones as "leave it". ``say`` writes what ``tell`` gives into a sentence.
    ``alike(want, have)`` is what is there in the wish's spelling, where two spellings mean the same. ``path`` is inspect's; create takes
    what is below ``Config`` at its top, unless ``place(body, value)`` puts it there. ``special`` rows have code of their own.
    """

    kind: str = "value"
    compared: str = ""
    of_image: bool = False
    say: Callable[[Any], str] = said
    special: bool = False
    only_new: tuple[Any, ...] = (0, "")
    alike: Callable[[Any, Any], Any] = lambda want, have: have
    place: Callable[[dict[str, Any], Any], None] | None = None

    @property
    def mode(self) -> str:
        """How it is compared when the user says nothing: what may hold more than the wish, may."""
        return self.compared or (STRICT if self.kind in ("value", "list") else MORE)

    @property
    def created(self) -> str:
        """The path in the body of the engine's create call."""
        return self.path[len("Config.") :] if self.path.startswith("Config.") else self.path


__all__ = ["IGNORE", "LENSES", "MODES", "MORE", "STRICT", "Row", "as_is", "in_order", "parts", "within"]
