# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the same tasks as community.docker's modules and as this collection's, each from the same beginning, and keeps the results."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

NAMES = {
    "docker_volume": "volume",
    "docker_volume_info": "volume_info",
    "docker_network": "network",
    "docker_network_info": "network_info",
    "docker_image_pull": "image_pull",
    "docker_image_tag": "image_tag",
    "docker_image_remove": "image_remove",
    "docker_image_info": "image_info",
    "docker_host_info": "host_info",
    "docker_container": "container",
    "docker_container_info": "container_info",
}
BIN = Path(sys.executable).parent


def renamed(text: str) -> str:
    """A playbook written for community.docker with nothing changed but its modules' names."""
    return re.sub(r"community\.docker\.(\w+)", lambda found: "dockfleet.docker." + NAMES[found[1]], text)


def examples(peer: str, module: str) -> str:
    """The tasks that the peer's own documentation of a module shows."""
    command = [str(BIN / "ansible-doc"), "--json", "--type", "module", f"community.docker.{module}"]
    told = subprocess.run(command, env=environment(peer), capture_output=True, text=True, check=True).stdout
    return str(json.loads(told)[f"community.docker.{module}"]["examples"])


def environment(peer: str) -> dict[str, str]:
    """What ansible needs to find both collections and nothing of the user's."""
    paths = [peer, *os.environ.get("ANSIBLE_COLLECTIONS_PATH", "").split(":")]
    quiet = {
        "DOCKER_API_VERSION": "1.44",  # both negotiate, up to versions of their own, in which the engine shows different keys
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
    }
    return {**os.environ, **quiet, "ANSIBLE_COLLECTIONS_PATH": ":".join(path for path in paths if path)}


def run(folder: Path, peer: str, tasks: str, variables: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Run the tasks in order, going on after a failure. Returns (task name, result) for each."""
    book: list[dict[str, Any]] = []
    for number, task in enumerate(yaml.safe_load(tasks)):
        task.setdefault("register", f"result_{number}")
        task.setdefault("ignore_errors", True)
        book.append(task)
    told = ", ".join(f"lookup('ansible.builtin.vars', '{task['register']}')" for task in book)
    keep = {"content": f"{{{{ [{told}] | to_json }}}}", "dest": str(folder / "results.json"), "mode": "0600"}
    book.append({"name": "Keep the results", "ansible.builtin.copy": keep})
    path = folder / "play.yml"
    path.write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": book}], sort_keys=False))
    told = subprocess.run([str(BIN / "ansible-playbook"), str(path)], env=environment(peer), capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-3000:]
    return list(zip([task["name"] for task in book], json.loads((folder / "results.json").read_text())))
