# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine in memory: the facade's methods over dictionaries, one file per kind of object.

It answers what the real engine answers, as far as resources look at it; the integration tests hold that against a real engine.
"""

from __future__ import annotations

from .containers import Containers
from .images import Images
from .networks import Networks
from .system import System
from .volumes import Volumes


class MemoryEngine(Containers, Images, Networks, System, Volumes):
    """All kinds of objects together."""
