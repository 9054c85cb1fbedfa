# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A private dockerd for tests: started where no engine answers, stopped without a trace."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import cgroups
import process
from client import Engine
from debian import Suite, install, is_debian
from places import Trouble, data, is_root, last_words, private, run, say, state

REQUIRED = ("docker.io", "containerd")
# Debian 12 has the CLI inside docker.io, and neither compose 2 nor buildx.
OPTIONAL = ("docker-cli", "docker-compose", "docker-buildx", "tini-static")
FROM_MACHINE = {"runc": "runc", "iptables": "iptables"}
PROGRAMS = ("dockerd", "containerd", "containerd-shim-runc-v2")
BASE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
OWN_BRIDGE = "dockfleet0"
OWN_SUBNET = "10.213.0.1/24"
IMPOSSIBLE = "No Docker engine answers and a private one needs Debian and root: start Docker, or set DOCKER_HOST."


def socket() -> str:
    return f"unix://{state()}/docker.sock"


def commands() -> Path:
    """The folder for PATH: only what a user of the engine calls."""
    return state() / "cli" / "bin"


def cli_config() -> Path:
    """A DOCKER_CONFIG that knows compose and buildx."""
    return state() / "cli" / "config"


def running() -> dict[str, Any] | None:
    """What was recorded about the private engine, if it runs: pid, suite, version."""
    return process.recorded(_record(), str(state()))


def start(suite_name: str, beside: bool) -> Engine:
    """Start the private engine, beside another dockerd only on demand; Trouble where that is impossible."""
    if not (is_debian() and is_root()):
        raise Trouble(IMPOSSIBLE)
    network = _bridge(beside)
    suite = Suite(suite_name)
    root = suite.need(REQUIRED, OPTIONAL)
    install(FROM_MACHINE)
    _try_out(root, suite_name)
    _end_leftovers()
    private(state())
    private(data())
    _link_commands(root)
    cgroups.prepare()
    return _launch(root, suite, network)


def stop() -> bool:
    """Stop the private engine and remove its data; False if there was nothing."""
    there = running()
    if there:
        _remove_containers_and_networks(Engine(socket()))
        process.stop(there["pid"], 40)
        _remove_bridge(OWN_BRIDGE if there["bridge"] else "docker0")
    found = bool(there) or state().exists() or data().exists()
    _end_leftovers()
    for folder in (state(), data()):
        _remove(folder)
    return found


def _record() -> Path:
    return state() / "dockerd.json"


def _log() -> Path:
    return state() / "dockerd.log"


def _other_dockerd() -> int | None:
    """Process id of another dockerd in this network namespace."""
    mine = os.readlink("/proc/self/ns/net")
    for pid in process.programs("", ("dockerd",)):
        if process.network(pid) == mine and str(state()) not in process.command_line(pid):
            return pid
    return None


def _bridge(beside: bool) -> list[str]:
    """The dockerd arguments that keep two of them apart; only the user can say that the other's firewall rules do not matter."""
    other = _other_dockerd()
    if not other:
        return []
    if not beside:
        raise Trouble(
            f"A dockerd runs here already (pid {other}): use it by DOCKER_HOST, stop it, or start beside it with --force-private."
        )
    say(f"Another dockerd runs here (pid {other}): the ports it publishes may be unreachable until it restarts.")
    _remove_bridge(OWN_BRIDGE)
    run(["ip", "link", "add", OWN_BRIDGE, "type", "bridge"], "create a bridge")
    run(["ip", "address", "add", OWN_SUBNET, "dev", OWN_BRIDGE], "give the bridge an address")
    run(["ip", "link", "set", OWN_BRIDGE, "up"], "start the bridge")
    return ["--bridge", OWN_BRIDGE]


def _try_out(root: Path, suite: str) -> None:
    try:
        run([str(root / "usr/sbin/dockerd"), "--version"], "run dockerd")
    except Trouble as trouble:
        raise Trouble(f"Debian {suite}'s dockerd does not run on this machine; choose another with --suite. ({trouble})") from trouble


def _link_commands(root: Path) -> None:
    plugins = cli_config() / "cli-plugins"
    shutil.rmtree(state() / "cli", ignore_errors=True)
    for folder in (commands(), plugins):
        folder.mkdir(parents=True)
    (cli_config() / "config.json").write_text("{}\n")
    (commands() / "docker").symlink_to(root / "usr/bin/docker")
    for plugin in (root / "usr/libexec/docker/cli-plugins").glob("docker-*"):
        (plugins / plugin.name).symlink_to(plugin)


def _launch(root: Path, suite: Suite, network: list[str]) -> Engine:
    settings = state() / "daemon.json"
    settings.write_text("{}\n")
    argv = [
        str(root / "usr/sbin/dockerd"),
        *("--config-file", str(settings), "--data-root", str(data() / "docker"), "--exec-root", str(state() / "exec")),
        *("--pidfile", str(state() / "dockerd.pid"), "-H", socket(), "--exec-opt", "native.cgroupdriver=cgroupfs"),
        *network,
    ]
    env = {key: value for key, value in os.environ.items() if not key.startswith(("DOCKER", "CONTAINERD"))}
    env["PATH"] = f"{root}/usr/bin:{root}/usr/sbin:{BASE_PATH}"
    (state() / "dockerd.pid").unlink(missing_ok=True)
    _log().write_bytes(b"")
    child = process.spawn(argv, _log(), env)
    process.record(_record(), child.pid, suite=suite.name, version=suite.version("docker.io"), bridge=bool(network))
    engine = Engine(socket())
    _wait(child, engine)
    return engine


def _wait(child: subprocess.Popen[bytes], engine: Engine) -> None:
    deadline = time.monotonic() + 90
    while child.poll() is None and time.monotonic() < deadline:
        if engine.answers():
            return
        time.sleep(0.1)
    process.stop(child.pid, 10)
    raise Trouble(f"The private dockerd did not start; {_log()} ends: {last_words(_log().read_text(errors='replace'))}")


def _remove_containers_and_networks(engine: Engine) -> None:
    """Faster than waiting for dockerd to stop each container, and the only way to lose their bridges."""
    try:
        for container in engine.get("/containers/json?all=1"):
            _quietly(engine, "DELETE", f"/containers/{container['Id']}?force=1")
        _quietly(engine, "POST", "/swarm/leave?force=1")
        _quietly(engine, "POST", "/networks/prune")
    except Trouble as trouble:
        say(str(trouble))


def _quietly(engine: Engine, method: str, path: str) -> None:
    with contextlib.suppress(Trouble):
        engine.call(method, path)


def _remove_bridge(name: str) -> None:
    if shutil.which("ip"):
        subprocess.run(["ip", "link", "delete", name], stdin=subprocess.DEVNULL, capture_output=True, check=False)


def _end_leftovers() -> None:
    """Processes and mounts that a killed dockerd left behind."""
    process.kill_all(process.families(str(state()), PROGRAMS))
    for point in reversed(_mounts()):
        subprocess.run(["umount", "-l", point], stdin=subprocess.DEVNULL, capture_output=True, check=False)


def _mounts() -> list[str]:
    """Mount points inside the state and data folders, outer ones first."""
    ours = tuple(f"{folder}/" for folder in (state(), data()))
    points = [line.split()[4].replace("\\040", " ") for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    return [point for point in points if point.startswith(ours)]


def _remove(folder: Path) -> None:
    if _mounts():
        raise Trouble(f"Cannot remove {folder}: {_mounts()[0]} is still mounted.")
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        raise Trouble(f"Cannot remove {folder}: something there is still in use.")
