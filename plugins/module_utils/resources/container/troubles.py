# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a container has to say about its own fault, as facts for the task's result. PRIVATE."""

from __future__ import annotations

from typing import Any

from ..._errors import Failure
from ..._fields import at

LAST_LINES = 20


def told_by(engine: Any, name: str) -> dict[str, Any]:
    """Exit code, OOM flag, the engine's own error, health output and last log lines; empty where the engine does not answer either."""
    try:
        container = engine.inspect_container(name)
    except Failure:
        return {}
    state = container.get("State") or {}
    facts = {
        "exit_code": state.get("ExitCode"),
        "oom_killed": bool(state.get("OOMKilled")),
        "container_error": state.get("Error") or "",
        "health_output": [str(check.get("Output")).strip() for check in at(state, "Health.Log") or []][-3:],
    }
    try:
        logs = engine.container_logs(name, tail=LAST_LINES)
    except Failure:  # a log driver that cannot be read
        return {**facts, "container_logs": []}
    return {**facts, "container_logs": lines(logs, framed=not at(container, "Config.Tty"))}


def last_words(facts: dict[str, Any]) -> str:
    """The most telling line, to end a sentence with."""
    for what, texts in (("its last health check said", facts.get("health_output")), ("its last words were", facts.get("container_logs"))):
        told = [line for text in texts or [] for line in str(text).splitlines() if line.strip()]
        if told:
            return f"; {what}: {told[-1].strip()[:200]}"
    return ""


def lines(logs: bytes, framed: bool = True) -> list[str]:
    """The lines of a log. Each piece of a framed one begins with its stream, three zeros and its length in four bytes."""
    text = b""
    while framed and len(logs) >= 8:
        end = 8 + int.from_bytes(logs[4:8], "big")
        text, logs = text + logs[8:end], logs[end:]
    return (text or logs).decode(errors="replace").splitlines()
