# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine in memory says of itself."""

from __future__ import annotations

from typing import Any

from ._memory import Memory, call


class System(Memory):
    """An engine with a name, and sizes that are counts."""

    @call
    def info(self) -> Any:
        return {"Name": "memory", "Containers": len(self.kept("containers")), "Images": len(self.kept("images"))}

    @call
    def disk_usage(self) -> Any:
        volumes = [{"Name": name, "UsageData": {"Size": 1}} for name in self.kept("volumes")]
        return {"LayersSize": len(self.kept("images")), "Volumes": volumes}
