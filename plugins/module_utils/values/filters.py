# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters of the engine's lists. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from typing import Any, Mapping


def filters(given: Mapping[str, Any] | None) -> dict[str, list[str]] | None:
    """Each filter as a list of texts, which is what the engine takes; None for none. A dictionary (of labels) becomes NAME=value."""
    return {str(key): _words(value) for key, value in given.items()} if given else None


def _words(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}={item}" for key, item in value.items()]
    many = value if isinstance(value, list) else [value]
    return [str(item).lower() if isinstance(item, bool) else str(item) for item in many]
