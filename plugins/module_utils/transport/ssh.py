# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ssh://user@host:port by the SDK's own adapters: paramiko, or the ssh program. Unknown host keys are refused. PRIVATE."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from .._errors import MissingLibrary
from ._client import client

paramiko: Any = None
with suppress(ImportError):
    import paramiko


def connect(address: Any) -> Any:
    """A session through ``docker system dial-stdio`` on the far side."""
    if paramiko is None and not address.use_ssh_client:
        raise MissingLibrary(
            "the Python library paramiko is not installed", "Install it where the task runs, or set use_ssh_client to use the ssh program."
        )
    return client(address.url, address, use_ssh_client=address.use_ssh_client)
