# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs whole ansible-playbook processes, and believes none whose recap is not what was expected."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Sequence

from scenarios import Task

RECAP = re.compile(r"^localhost\s*: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)\s+skipped=(\d+)", re.MULTILINE)


class Trouble(Exception):
    """One sentence, or what a playbook printed."""


@dataclass(frozen=True)
class Runner:
    """``collections``: each subject's collections path, so that no one sees the other's collection. ``scratch`` is an empty folder."""

    playbook: str
    interpreter: str
    collections: Mapping[str, str]
    scratch: Path

    def seconds(self, subject: str, tasks: Sequence[Task], changed: bool, docker_host: str) -> float:
        """How long a play of these tasks took; Trouble unless all of them were changed, or none, as expected."""
        play = self.scratch / "play.json"
        play.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": list(tasks)}]))
        argv = [self.playbook, "-i", "localhost,", "-c", "local", "-e", f"ansible_python_interpreter={self.interpreter}", str(play)]
        begun = time.perf_counter()
        told = subprocess.run(argv, env=self._environment(subject, docker_host), capture_output=True, text=True, check=False)
        taken = time.perf_counter() - begun
        recap = RECAP.search(told.stdout)
        expected = (len(tasks), len(tasks) * changed, 0, 0, 0)
        if told.returncode or not recap or tuple(map(int, recap.groups())) != expected:
            raise Trouble(
                f"{subject}: expected ok={expected[0]} changed={expected[1]}, and got:\n{told.stdout[-3000:]}{told.stderr[-2000:]}"
            )
        return taken

    def _environment(self, subject: str, docker_host: str) -> dict[str, str]:
        """The caller's, with Ansible's own defaults in the place of what the caller has set for Ansible."""
        config = self.scratch / "ansible.cfg"
        config.touch()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
        ours = {"ANSIBLE_CONFIG": str(config), "ANSIBLE_COLLECTIONS_PATH": self.collections[subject], "ANSIBLE_NOCOLOR": "1"}
        return {**kept, **ours, "DOCKER_HOST": docker_host}
