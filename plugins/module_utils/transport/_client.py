# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The SDK's client as an HTTP session. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

APIClient: Any = None
with suppress(ImportError):  # connect() reports it
    from docker import APIClient

# The SDK wants a version to start with, or asks the engine for one; the engine facade writes the version into each path by itself.
UNUSED_VERSION = "1.44"


def client(url: str, address: Any, **more: Any) -> Any:
    """An SDK client that sends nothing until it is told to."""
    return APIClient(base_url=url, version=UNUSED_VERSION, timeout=address.timeout, **more)
