# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of the Docker Engine API. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import re


def at_least(have: str, need: str) -> bool:
    """Whether an API version such as ``1.44`` is the needed one or newer; its parts are numbers, so 1.44 is newer than 1.9."""
    return _parts(have) >= _parts(need)


def _parts(version: str) -> tuple[int, int]:
    match = re.fullmatch(r"v?(\d+)\.(\d+)", version.strip(), re.ASCII)
    if match is None:
        raise ValueError(f'"{version}" is not an API version; write it as in 1.44')
    return int(match.group(1)), int(match.group(2))
