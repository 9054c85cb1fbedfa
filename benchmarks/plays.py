# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs ansible-playbook, believes no play whose recap is not what was expected, and times it from within."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Sequence

from scenarios import Task

RECAP = re.compile(r"^localhost\s*: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)\s+skipped=(\d+)", re.MULTILINE)
CLOCK = Path(__file__).resolve().parent / "callback"


class Trouble(Exception):
    """One sentence, or what a playbook printed."""


@dataclass(frozen=True)
class Times:
    """Seconds per task: of the whole play, with what only its first task pays (imports), and of the tasks after the first."""

    task: float
    later: float


@dataclass(frozen=True)
class Runner:
    """``collections``: each subject's collections path, so that no one sees the other's collection. ``scratch`` is an empty folder."""

    playbook: str
    interpreter: str
    collections: Mapping[str, str]
    scratch: Path

    def play(self, subject: str, tasks: Sequence[Task], changed: bool, docker_host: str) -> Times:
        """How long these tasks took; Trouble unless all of them were changed, or none, as expected."""
        play, clock = self.scratch / "play.json", self.scratch / "clock.json"
        play.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": list(tasks)}]))
        clock.unlink(missing_ok=True)
        local = ["-i", "localhost,", "-c", "local", "--forks", "1", "-e", f"ansible_python_interpreter={self.interpreter}"]
        environment = {**self._environment(subject), "DOCKER_HOST": docker_host, "BENCH_CLOCK": str(clock)}
        status, output, errors = finished([self.playbook, *local, str(play)], environment)
        recap = RECAP.search(output)
        expected = (len(tasks), len(tasks) * changed, 0, 0, 0)
        if status or not recap or tuple(map(int, recap.groups())) != expected:
            wish = f"expected ok={expected[0]} changed={expected[1]}"
            raise Trouble(f"{subject}: {wish}, and got:\n{output[-3000:]}{errors[-2000:]}")
        moments = json.loads(clock.read_text())
        begun, second, ended = moments[0], moments[2], moments[-1]  # second: of a play of one task its end
        return Times((ended - begun) / len(tasks), (ended - second) / max(len(tasks) - 1, 1))

    def _environment(self, subject: str) -> dict[str, str]:
        """The caller's, with Ansible's own defaults in the place of what the caller has set for Ansible."""
        config = self.scratch / "ansible.cfg"
        config.touch()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
        paths = {"ANSIBLE_COLLECTIONS_PATH": self.collections[subject], "ANSIBLE_CALLBACK_PLUGINS": str(CLOCK)}
        return {**kept, **paths, "ANSIBLE_CONFIG": str(config), "ANSIBLE_NOCOLOR": "1"}


def finished(argv: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Status, output and errors. When this process is told to end, so is Ansible, which ends its workers; killed, it would leave them."""
    with subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            output, errors = process.communicate()
        except BaseException:
            process.terminate()
            process.communicate()
            raise
    return process.returncode, output, errors
