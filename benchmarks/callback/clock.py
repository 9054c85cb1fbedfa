# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Notes when a play begins, when each of its tasks begins, and when all is done."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: clock
type: aggregate
short_description: Notes when tasks begin
description: Writes a JSON list of seconds to the file that the environment variable BENCH_CLOCK names.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "clock"

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.moments: list[float] = []

    def v2_playbook_on_play_start(self, play: Any) -> None:
        self.moments.append(time.perf_counter())

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:
        self.moments.append(time.perf_counter())

    def v2_playbook_on_stats(self, stats: Any) -> None:
        self.moments.append(time.perf_counter())
        Path(os.environ["BENCH_CLOCK"]).write_text(json.dumps(self.moments), encoding="utf-8")
