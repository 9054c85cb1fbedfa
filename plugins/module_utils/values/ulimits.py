# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource limits of processes. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import re
from typing import Any, Iterable

# docker/go-units, ulimit.go
NAMES = ("core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending",
         "stack")  # fmt: skip

_ULIMIT = re.compile(r"([a-z]+)[:=](-1|\d+)(?::(-1|\d+))?", re.ASCII)


def ulimits(specs: Iterable[str]) -> list[dict[str, Any]]:
    """``HostConfig.Ulimits`` of ``name:soft[:hard]``: ``[{"Name": "nofile", "Soft": 1024, "Hard": 2048}]``, sorted by name.

    Without a hard limit it is the soft one. -1 is no limit.
    """
    found: dict[str, dict[str, Any]] = {}
    for spec in specs:
        limit = _ulimit(str(spec).strip())
        if limit["Name"] in found:
            raise ValueError(f'ulimit "{spec}": {limit["Name"]} is limited twice; leave one out')
        found[limit["Name"]] = limit
    return [found[name] for name in sorted(found)]


def _ulimit(spec: str) -> dict[str, Any]:
    match = _ULIMIT.fullmatch(spec)
    if match is None:
        raise ValueError(f'ulimit "{spec}": write name:soft or name:soft:hard with whole numbers, for example nofile:1024:2048')
    name, soft, hard = match.group(1), int(match.group(2)), int(match.group(3) or match.group(2))
    if name not in NAMES:
        raise ValueError(f'ulimit "{spec}": "{name}" is not a limit; there are {", ".join(NAMES)}')
    if hard != -1 and (soft > hard or soft == -1):
        raise ValueError(f'ulimit "{spec}": the soft limit is above the hard one; lower it, or raise the hard limit')
    return {"Name": name, "Soft": soft, "Hard": hard}
