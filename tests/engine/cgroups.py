# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Control groups for an engine that no init system prepared a machine for."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Iterator

from places import run, say

ROOT = Path("/sys/fs/cgroup")


def prepare() -> None:
    """Nothing on most machines; else mount the hierarchies, or make room in a container's own version 2 tree."""
    if not os.path.ismount(ROOT):
        _mount()
    if (ROOT / "cgroup.type").exists():
        _make_room()


def _mount() -> None:
    names = list(_version1())
    if not names:
        run(["mount", "-t", "cgroup2", "cgroup2", str(ROOT)], "mount the control groups")
        return
    run(["mount", "-t", "tmpfs", "cgroup", str(ROOT)], "mount the control groups")
    for name in names:
        (ROOT / name).mkdir()
        run(["mount", "-t", "cgroup", "-o", name, "cgroup", str(ROOT / name)], f"mount the control group {name}")


def _version1() -> Iterator[str]:
    """Controllers that a version 1 hierarchy can have: enabled, and not all taken by version 2."""
    rows = [line.split() for line in Path("/proc/cgroups").read_text().splitlines() if not line.startswith("#")]
    if any(hierarchy != "0" for _name, hierarchy, _count, _enabled in rows):
        yield from (name for name, _hierarchy, _count, enabled in rows if enabled == "1")


def _make_room() -> None:
    """Version 2 lets only a group without processes hand controllers down, and in a container the root group has them all."""
    try:
        (ROOT / "init").mkdir(exist_ok=True)
        for pid in (ROOT / "cgroup.procs").read_text().split():
            _move(pid)
        wanted = " ".join(f"+{name}" for name in (ROOT / "cgroup.controllers").read_text().split())
        (ROOT / "cgroup.subtree_control").write_text(wanted)
    except OSError as error:
        say(f"Containers may have no resource limits here: {error}.")


def _move(pid: str) -> None:
    with contextlib.suppress(OSError):
        (ROOT / "init" / "cgroup.procs").write_text(pid)
