# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a result may differ between two runs of the same tasks, and what may not."""

from __future__ import annotations

import re
from typing import Any

# Times, identifiers and addresses that the engine makes up, and how busy it is.
MADE_UP = {
    "CreatedAt", "Created", "Id", "EndpointID", "MacAddress", "NetworkID", "SandboxID", "SandboxKey", "LastTagTime", "SystemTime",
    "NGoroutines", "NEventsListener", "NFd", "UsageData", "BuilderSize", "BuildCache", "Hostname", "StartedAt", "FinishedAt", "Pid",
    "ResolvConfPath", "HostnamePath", "HostsPath", "LogPath", "MergedDir", "UpperDir", "WorkDir", "LowerDir", "ID",
}  # fmt: skip
# Keys of Ansible itself and of the peer's debugging.
APART = {
    "actions",
    "diff",
    "invocation",
    "deprecations",
    "warnings",
    "plan",
    "ran_on",
    "reached_by",
    "reason",
    "msg",
    "exception",
    "requests",
}


def essence(value: Any) -> Any:
    """A result without what is made up: what remains must be the same from both collections."""
    if isinstance(value, dict):
        return {re.sub(r"^[0-9a-f]{64}$", "<id>", key): essence(item) for key, item in value.items() if key not in MADE_UP | APART}
    if isinstance(value, list):
        return [essence(item) for item in value]
    return value
