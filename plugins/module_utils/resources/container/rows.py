# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A container's options, one row each: spec, create body, comparison and update call come from here. PRIVATE.

To add an option, add a row; ``special`` rows are for options that need code of their own (see compare.py and networks.py).
"""

from __future__ import annotations

import shlex
from typing import Any

from ...values import commands, environment, volumes
from . import forms
from .row import IGNORE, Row
from .suboptions import HEALTHCHECK, MOUNT, NETWORK

TEXT: dict[str, Any] = {"type": "str"}
NUMBER: dict[str, Any] = {"type": "int"}
FLAG: dict[str, Any] = {"type": "bool"}
DICT: dict[str, Any] = {"type": "dict"}
STRINGS: dict[str, Any] = {"type": "list", "elements": "str"}


def _words(value: Any) -> str:
    return " ".join(shlex.quote(word) for word in value or []) or "(none)"


def _dicts(suboptions: dict[str, Any]) -> dict[str, Any]:
    return {"type": "list", "elements": "dict", "options": suboptions}


_POLICIES = ["no", "on-failure", "always", "unless-stopped"]
_ENV = forms.pairs("=")
_HOSTS = forms.pairs(":")

# pylint takes the fields that Row adds for those of Field: pylint: disable=redundant-keyword-arg
# fmt: off
ROWS = (
    Row("image", "Config.Image", TEXT, special=True),
    Row("command", "Config.Cmd", {"type": "raw"}, kind="list", encode=commands.argv, blank=[], of_image=True, say=_words),
    Row("entrypoint", "Config.Entrypoint", STRINGS, kind="list", encode=commands.argv, blank=[], of_image=True, say=_words),
    Row("env", "Config.Env", DICT, kind="dict", encode=forms.env_wish, decode=_ENV, write=forms.joined("="), of_image=True),
    Row("labels", "Config.Labels", DICT, kind="dict", encode=environment.labels, blank={}, of_image=True),
    Row("user", "Config.User", TEXT, blank=""),
    Row("working_dir", "Config.WorkingDir", TEXT, blank=""),
    Row("hostname", "Config.Hostname", TEXT, blank=""),
    Row("published_ports", "HostConfig.PortBindings", {**STRINGS, "aliases": ["ports"]}, kind="dict",
        encode=forms.ports_wish, decode=forms.ports_seen, tell=forms.ports_told, alike=forms.any_address),
    Row("exposed_ports", "Config.ExposedPorts", {**STRINGS, "aliases": ["exposed", "expose"]}, kind="dict",
        encode=forms.exposed_wish, blank={}, write=dict, tell=list, of_image=True),
    Row("volumes", "", STRINGS, kind="dict",
        encode=forms.volumes_wish, decode=forms.volumes_seen, tell=forms.volumes_told, place=forms.volumes_place, of_image=True),
    Row("mounts", "HostConfig.Mounts", _dicts(MOUNT), kind="parts",
        encode=forms.mounts_wish, decode=forms.mounts_seen, write=forms.values_of, tell=forms.mounts_told),
    Row("tmpfs", "HostConfig.Tmpfs", STRINGS, kind="dict", encode=volumes.tmpfs, blank={}, tell=forms.joined(":")),
    Row("networks", "NetworkSettings.Networks", _dicts(NETWORK), kind="parts", special=True),
    Row("network_mode", "HostConfig.NetworkMode", TEXT, special=True),
    Row("restart_policy", "HostConfig.RestartPolicy.Name", {"type": "str", "choices": _POLICIES},
        encode=forms.policy_wish, decode=lambda name: name or "no", live="RestartPolicy.Name"),
    Row("restart_retries", "HostConfig.RestartPolicy.MaximumRetryCount", NUMBER,
        blank=0, live="RestartPolicy.MaximumRetryCount", only_new=()),
    Row("memory", "HostConfig.Memory", TEXT, encode=forms.size, blank=0, live="Memory", say=forms.size_said),
    Row("memory_reservation", "HostConfig.MemoryReservation", TEXT,
        encode=forms.size, blank=0, live="MemoryReservation", say=forms.size_said),
    # On cgroup v1 an update to -1 changes what inspect shows, and not the limit of the container that runs (seen with runc 1.3)
    Row("memory_swap", "HostConfig.MemorySwap", TEXT,
        encode=forms.swap, blank=0, live="MemorySwap", only_new=(0, -1), say=forms.size_said),
    Row("cpus", "HostConfig.NanoCpus", {"type": "float"},
        encode=forms.nano, blank=0, live="NanoCpus", tell=forms.cpus_told, say=forms.cpus_said),
    Row("cpu_shares", "HostConfig.CpuShares", NUMBER, blank=0, live="CpuShares"),
    Row("cpuset_cpus", "HostConfig.CpusetCpus", TEXT, blank="", live="CpusetCpus"),
    Row("pids_limit", "HostConfig.PidsLimit", NUMBER, encode=forms.no_limit, blank=0, live="PidsLimit", only_new=()),
    Row("healthcheck", "Config.Healthcheck", {**DICT, "options": HEALTHCHECK}, kind="dict",
        encode=forms.healthcheck_wish, blank={"Test": ["NONE"]}, tell=forms.healthcheck_told),
    Row("capabilities", "HostConfig.CapAdd", STRINGS, kind="set", encode=forms.capabilities, decode=forms.capabilities),
    Row("cap_drop", "HostConfig.CapDrop", STRINGS, kind="set", encode=forms.capabilities, decode=forms.capabilities),
    Row("privileged", "HostConfig.Privileged", FLAG, blank=False),
    Row("read_only", "HostConfig.ReadonlyRootfs", FLAG, blank=False),
    Row("log_driver", "HostConfig.LogConfig.Type", TEXT),
    Row("log_options", "HostConfig.LogConfig.Config", {**DICT, "aliases": ["log_opt"]}, kind="dict", encode=forms.texts, blank={}),
    Row("stop_signal", "Config.StopSignal", TEXT, encode=forms.signal, decode=forms.signal),
    # Not compared unless asked for: it is also how long this task waits for a stop
    Row("stop_timeout", "Config.StopTimeout", NUMBER, compared=IGNORE),
    Row("tty", "Config.Tty", FLAG, blank=False),
    Row("interactive", "Config.OpenStdin", FLAG, blank=False),
    Row("init", "HostConfig.Init", FLAG, blank=False),
    Row("ulimits", "HostConfig.Ulimits", STRINGS, kind="parts",
        encode=forms.ulimits_wish, decode=forms.ulimits_seen, write=forms.values_of, tell=forms.ulimits_told),
    Row("dns_servers", "HostConfig.Dns", STRINGS, kind="list", encode=forms.addresses, blank=[]),
    Row("etc_hosts", "HostConfig.ExtraHosts", DICT, kind="dict", encode=forms.hosts_wish, decode=_HOSTS, write=forms.joined(":")),
)
# fmt: on

BY_OPTION = {row.option: row for row in ROWS}
