# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A local socket. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from typing import Any

from ._client import client


def connect(address: Any) -> Any:
    """A session over the socket of ``unix:///path``."""
    return client(address.url.replace("http+unix://", "unix://", 1), address)
