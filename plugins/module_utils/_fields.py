# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options as rows, and lenses that say which part of reality a wish speaks about. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterable, Mapping, Tuple

Lens = Callable[[Any, Any], Any]


def whole(want: Any, have: Any) -> Any:
    """All of it: the wish is compared with everything that is there."""
    return have


def mentioned(want: Mapping[str, Any], have: Mapping[str, Any] | None) -> dict[str, Any]:
    """Only the keys the user named; what the image or the driver added is left alone."""
    there = have or {}
    return {key: there[key] for key in want if key in there}


def unordered(want: Iterable[Any], have: Iterable[Any] | None) -> Any:
    """A list whose order means nothing: what is there, in the order of the wish, then the rest."""
    there = list(have or [])
    first = [item for item in want if item in there]
    return first + [item for item in there if item not in first]


def among(want: Iterable[Any], have: Iterable[Any] | None) -> Any:
    """A list whose order means nothing, and which may hold more than the wish."""
    there = list(have or [])
    return [item for item in want if item in there]


def as_is(value: Any) -> Any:
    """The option's value is already what the engine wants."""
    return value


@dataclass(frozen=True)
class Field:
    """One option: its name, where inspect shows it, its argument spec, how it is written for the engine, how it is compared.

    ``path`` is dotted; an empty one is all that inspect shows. ``live`` names the argument of the engine's update call when that can
    change it in place. ``blank`` is what an engine shows for "not set"; it is compared as the absence of a value. Where the engine's
    form is not fit to be compared, ``encode`` gives another (a list of NAME=value as a dictionary, say), ``decode`` reads that from
    what inspect shows, ``write`` makes the engine's form of it, and ``tell`` the user's.
    """

    option: str
    path: str
    spec: dict[str, Any] = field(default_factory=dict)
    lens: Lens = whole
    encode: Callable[[Any], Any] = as_is
    live: str | None = None
    blank: Any = None
    decode: Callable[[Any], Any] = as_is
    write: Callable[[Any], Any] = as_is
    tell: Callable[[Any], Any] = as_is


Drift = Dict[str, Tuple[Any, Any]]


def at(data: Any, path: str) -> Any:
    """The value at a dotted path, or None where the path ends early; an empty path is the whole."""
    for key in path.split(".") if path else ():
        data = data.get(key) if isinstance(data, dict) else None
    return data


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at a dotted path, making the dictionaries on the way."""
    *way, last = path.split(".")
    for key in way:
        data = data.setdefault(key, {})
    data[last] = value


def wanted(fields: Iterable[Field], params: Mapping[str, Any]) -> dict[str, Any]:
    """What the user asked for, by option, as the engine would write it; an option left out wishes nothing."""
    return {row.option: row.encode(params[row.option]) for row in fields if params.get(row.option) is not None}


def drift(fields: Iterable[Field], want: Mapping[str, Any], seen: Any) -> Drift:
    """The options whose wish differs from what is there, each with (have, want) in the user's terms."""
    found: Drift = {}
    for row in fields:
        if row.option not in want:
            continue
        have = row.lens(want[row.option], there(row, seen))
        if have != want[row.option]:
            have, wish = differing(have, want[row.option])
            found[row.option] = (row.tell(have), row.tell(wish))
    return found


def differing(have: Any, want: Any) -> tuple[Any, Any]:
    """Of two dictionaries only the keys that differ; anything else whole."""
    if not isinstance(have, dict) or not isinstance(want, dict):
        return have, want
    same = {key for key in want if key in have and have[key] == want[key]}
    return {key: have[key] for key in have if key not in same}, {key: want[key] for key in want if key not in same}


def there(row: Field, seen: Any) -> Any:
    """What is there of an option, in the form in which it is compared."""
    value = at(seen, row.path)
    return row.decode(row.blank if value is None else value)


def because(found: Drift) -> str:
    """The differences in words: ``driver: local -> nfs``."""
    return ", ".join(f"{option}: {said(have)} -> {said(want)}" for option, (have, want) in found.items())


def said(value: Any) -> str:
    """A value as a person would write it, short."""
    if isinstance(value, dict):
        text = ", ".join(f"{key}={said(item)}" for key, item in sorted(value.items(), key=str))
    elif isinstance(value, (list, tuple)):
        text = ", ".join(said(item) for item in value)
    elif isinstance(value, bool):
        text = "true" if value else "false"
    else:
        text = "" if value is None else str(value)
    return (text if len(text) <= 120 else text[:117] + "...") or "(none)"


def sides(found: Drift) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two sides of a diff, keyed by option."""
    return {option: have for option, (have, want) in found.items()}, {option: want for option, (have, want) in found.items()}
