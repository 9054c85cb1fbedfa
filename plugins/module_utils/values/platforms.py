# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Platforms as os/architecture/variant. PRIVATE: not part of the collection's API.

The names and defaults are those of github.com/containerd/platforms (database.go, platforms.go).
"""

from __future__ import annotations

from typing import Any, Mapping

SYSTEMS = {"linux", "windows", "darwin", "freebsd"}
OTHER_NAMES = {"x86_64": "amd64", "x86-64": "amd64", "aarch64": "arm64", "i386": "386", "armhf": "arm", "armel": "arm/v6"}
IMPLIED = {"arm64": "v8", "arm": "v7"}


def normal(platform: str) -> tuple[str, str, str]:
    """(os, architecture, variant) of ``linux/arm/v7``, ``arm64`` or ``linux``; empty where nothing is said."""
    parts = [part for part in platform.lower().split("/") if part]
    if not parts or len(parts) > 3:
        raise ValueError(f'"{platform}" is not a platform; write it as in linux/amd64 or linux/arm/v7')
    system = parts.pop(0) if parts[0] in SYSTEMS else "linux"
    architecture, _slash, variant = OTHER_NAMES.get(parts[0], parts[0]).partition("/") if parts else ("", "", "")
    return system, architecture, parts[1] if len(parts) > 1 else variant or IMPLIED.get(architecture, "")


def is_of(platform: str, image: Mapping[str, Any]) -> bool:
    """Whether an image, as the engine inspects it, is of the platform."""
    system, architecture, variant = normal(platform)
    shown = image.get("Architecture", "")
    have = (image.get("Os", ""), shown, image.get("Variant") or IMPLIED.get(shown, ""))
    return all(wish in ("", there) for wish, there in zip((system, architecture, variant), have))
