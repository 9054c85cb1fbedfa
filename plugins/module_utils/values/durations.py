# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Durations in nanoseconds. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import re
from fractions import Fraction

LARGEST = 2**63 - 1

_UNITS = {
    "h": 3600 * 10**9,
    "m": 60 * 10**9,
    "s": 10**9,
    "ms": 10**6,
    "us": 10**3,
    "\u00b5s": 10**3,  # the micro sign
    "\u03bcs": 10**3,  # the Greek letter mu
    "ns": 1,
}
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|\u00b5s|\u03bcs|ns)", re.ASCII)
_WHOLE = re.compile(rf"(?:{_PART.pattern})+", re.ASCII)


def nanoseconds_of(duration: str) -> int:
    """``1h2m3s4ms5us``, ``1.5s`` or ``0``, in nanoseconds. The grammar is that of Go's time.ParseDuration, without signs."""
    text = str(duration).strip()
    if text == "0":
        return 0
    if not _WHOLE.fullmatch(text):
        hint = f'name the unit, as in "{text}s"' if text.isdigit() else 'write it as in "1m30s" (units: h, m, s, ms, us and ns)'
        raise ValueError(f'"{duration}" is not a duration: {hint}')
    total = sum(int(Fraction(number) * _UNITS[unit]) for number, unit in _PART.findall(text))
    if total > LARGEST:
        raise ValueError(f'"{duration}" is too long: an engine counts up to 292 years')
    return total


def written(nanoseconds: int) -> str:
    """The way back, in the units that a person would take: ``1m30s``."""
    parts = []
    rest = nanoseconds
    for unit in ("h", "m", "s", "ms", "us", "ns"):
        count, rest = divmod(rest, _UNITS[unit])
        parts += [f"{count}{unit}"] if count else []
    return "".join(parts) or "0s"
