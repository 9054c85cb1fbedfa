# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes in bytes. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import re
from fractions import Fraction

LARGEST = 2**63 - 1  # the engine keeps sizes in 64 signed bits
UNLIMITED = -1

_SIZE = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(?:([KMGTP])(?:I?B)?|B)?", re.ASCII | re.IGNORECASE)
_UNITS = "BKMGTP"


def bytes_of(size: str | int, unlimited: bool = False) -> int:
    """``512m``, ``1G``, ``10KiB``, ``1.5 GB`` or a plain number, in bytes; a unit is a power of 1024, in any case.

    ``unlimited`` or -1 give -1 where ``unlimited`` is true. Fractions of a byte are rounded. Units are those of the docker CLI
    (docker/go-units, RAMInBytes).
    """
    text = str(size).strip()
    if unlimited and text.lower() in ("unlimited", "-1"):
        return UNLIMITED
    match = _SIZE.fullmatch(text)
    if match is None or isinstance(size, bool):
        also = ', or "unlimited"' if unlimited else ""
        raise ValueError(f'"{size}" is not a size: write a number and a unit (B, K, M, G, T or P), for example 512M{also}')
    number: int = round(Fraction(match.group(1)) * 1024 ** _UNITS.index((match.group(2) or "B").upper()))
    if number > LARGEST:
        raise ValueError(f'"{size}" is too large: an engine counts up to {LARGEST} bytes')
    return number


def human(size: int) -> str:
    """Bytes as a person reads them, rounded to two decimals: ``1.5 GiB``; negative sizes are ``unlimited``."""
    if size < 0:
        return "unlimited"
    power = min(max(size.bit_length() - 1, 0) // 10, len(_UNITS) - 1)
    number = f"{size / 1024**power:.2f}".rstrip("0").rstrip(".")
    return f"{number} {_UNITS[power]}iB" if power else f"{size} B"
