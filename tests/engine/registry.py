# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A real registry on the loopback address: Debian's docker-registry."""

from __future__ import annotations

import os
import socket
import time
from contextlib import closing
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import process
from debian import Suite, is_debian
from places import Trouble, data, last_words, private, state

HOST = "127.0.0.1"
USUAL_PORT = 5091


def running() -> dict[str, Any] | None:
    """What was recorded about the registry, if it runs: pid, address."""
    return process.recorded(state() / "registry.json", str(state()))


def ensure(suite_name: str) -> str:
    """Address of the registry, which is started unless it runs."""
    there = running()
    if there:
        return str(there["address"])
    if not is_debian():
        raise Trouble("The registry for tests comes from Debian's packages, and this machine has another system: start a registry by hand.")
    return _start(Suite(suite_name))


def stop() -> bool:
    there = running()
    if there:
        process.stop(there["pid"], 10)
    return bool(there)


def _start(suite: Suite) -> str:
    program = suite.need(["docker-registry"]) / "usr/bin/docker-registry"
    private(state())
    private(data())
    address = f"{HOST}:{_free_port()}"
    settings, log = state() / "registry.yml", state() / "registry.log"
    settings.write_text(_settings(address))
    env = {key: value for key, value in os.environ.items() if not key.startswith(("REGISTRY_", "OTEL_"))}
    child = process.spawn([str(program), "serve", str(settings)], log, {**env, "OTEL_TRACES_EXPORTER": "none"})
    process.record(state() / "registry.json", child.pid, address=address)
    deadline = time.monotonic() + 30
    while child.poll() is None and time.monotonic() < deadline:
        if _answers(address):
            return address
        time.sleep(0.1)
    process.stop(child.pid, 5)
    raise Trouble(f"The registry did not start; {log} ends: {last_words(log.read_text(errors='replace'))}")


def _settings(address: str) -> str:
    return f"""version: 0.1
log: {{level: warn}}
storage:
  filesystem: {{rootdirectory: {data() / "registry"}}}
  delete: {{enabled: true}}
http: {{addr: "{address}"}}
"""


def _free_port() -> int:
    """The usual port, so that addresses stay the same between runs; any other where it is taken."""
    for port in (USUAL_PORT, 0):
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Trouble("No port is free for the registry.")


def _answers(address: str) -> bool:
    try:
        with urlopen(f"http://{address}/v2/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
