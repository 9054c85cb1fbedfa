# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Background processes that are recorded in a file, and ended only when they are provably the recorded ones."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, Mapping, Sequence

ENDED = ("Z", "X")


def _stat(pid: int) -> list[str] | None:
    """Fields of /proc/PID/stat from the state on: state, ppid, …, start time at index 19."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


def _started(pid: int) -> str | None:
    fields = _stat(pid)
    return fields[19] if fields and fields[0] not in ENDED else None


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def spawn(argv: Sequence[str], log: Path, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a process that outlives this one."""
    with log.open("ab") as out:
        return subprocess.Popen(
            list(argv), stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=dict(env), cwd="/", start_new_session=True
        )


def record(path: Path, pid: int, **facts: Any) -> None:
    path.write_text(json.dumps({"pid": pid, "started": _started(pid), **facts}) + "\n")


def recorded(path: Path, marker: str) -> dict[str, Any] | None:
    """The record, if its process still runs: same start time, and the marker in its command line (a pid alone may have been reused)."""
    try:
        facts = json.loads(path.read_text())
        pid = int(facts["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    same = facts.get("started") is not None and _started(pid) == facts["started"] and marker in command_line(pid)
    return dict(facts) if same else None


def stop(pid: int, seconds: float) -> None:
    """Ask the process to end, and end it when it does not."""
    born = _started(pid)
    for number, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, 10.0)):
        if born is None or _started(pid) != born:
            return
        _signal(pid, number)
        _wait_for_end(pid, born, patience)


def kill_all(pids: Sequence[int]) -> None:
    for pid in pids:
        _signal(pid, signal.SIGKILL)


def programs(marker: str, names: Sequence[str]) -> list[int]:
    """Processes of these programs whose command line holds the marker."""
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if _program(pid) in names and marker in command_line(pid)]


def families(marker: str, names: Sequence[str]) -> list[int]:
    """Such processes, and all that descend from them."""
    parents = {int(entry.name): _parent(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    found = set(programs(marker, names))
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return sorted(found)
        found |= more


def _program(pid: int) -> str:
    """The executable's file name, even when the file was deleted since."""
    try:
        return os.path.basename(os.readlink(f"/proc/{pid}/exe")).replace(" (deleted)", "")
    except OSError:
        return ""


def _parent(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _wait_for_end(pid: int, born: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and _started(pid) == born:
        time.sleep(0.05)


def network(pid: int) -> str:
    """Name of the network namespace the process lives in; empty if it is gone or not ours to see."""
    try:
        return os.readlink(f"/proc/{pid}/ns/net")
    except OSError:
        return ""
