# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every resource that only reads has in common. PRIVATE."""

from __future__ import annotations

from typing import Any

from ..._reconcile import Plan, Step


class Reading:
    """Nothing is planned, and so nothing is done."""

    reads = True

    def plan(self, seen: Any) -> Plan:
        return Plan()

    def perform(self, engine: Any, step: Step) -> None:
        """There is nothing to do."""
