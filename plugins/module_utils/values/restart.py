# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restart policies. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from typing import Any

POLICIES = ("no", "on-failure", "always", "unless-stopped")


def restart_policy(name: str, retries: int | None = None) -> dict[str, Any]:
    """``HostConfig.RestartPolicy``: ``{"Name": "on-failure", "MaximumRetryCount": 3}``; 0 retries are as many as it takes.

    Only on-failure counts: the engine refuses a number with another policy.
    """
    if name not in POLICIES:
        hint = 'put "no" in quotes' if isinstance(name, bool) else f"there are {', '.join(POLICIES)}"
        raise ValueError(f'"{name}" is not a restart policy; {hint}')
    if retries is not None and retries < 0:
        raise ValueError(f"a restart policy cannot try {retries} times; write 1 or more, or 0 for as often as it takes")
    if retries and name != "on-failure":
        raise ValueError(f'the restart policy "{name}" does not count; leave the number of retries out, or use on-failure')
    return {"Name": name, "MaximumRetryCount": retries or 0}
