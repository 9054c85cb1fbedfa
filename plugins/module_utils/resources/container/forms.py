# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between what users write, what is compared, and what the engine takes and shows. PRIVATE. Each function is pure.

``x_wish`` reads an option (ValueError for what makes no sense), ``x_seen`` what inspect shows, ``x_body`` is for the engine, ``x_told`` for
the user.
"""

from __future__ import annotations

import re
from typing import Any, Dict, Mapping

from ...values import durations, environment, health, hosts, mounts, ports, restart, sizes, ulimits, volumes
from ...values.names import address
from ...values.volumes import Bind

Json = Dict[str, Any]
ANONYMOUS = re.compile(r"[0-9a-f]{64}")


def pairs(separator: str) -> Any:
    """A reader of lists of name and value: ``["A=1"]`` as ``{"A": "1"}``."""
    return lambda items: {name: value for name, _sep, value in (str(item).partition(separator) for item in items or [])}


def joined(separator: str) -> Any:
    """The way back."""
    return lambda values: [f"{name}{separator}{value}" for name, value in values.items()]


def env_wish(values: Mapping[str, Any]) -> dict[str, str]:
    return dict(pairs("=")(environment.env(values)))


def hosts_wish(values: Mapping[str, Any]) -> dict[str, str]:
    return dict(pairs(":")(hosts.etc_hosts(values)))


def texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): "" if value is None else str(value) for key, value in values.items()}


def exposed_wish(specs: list[str]) -> Json:
    return ports.exposed(specs)


def ports_wish(specs: list[str]) -> Json:
    return ports_seen(ports.published(specs))


def ports_seen(bindings: Mapping[str, Any] | None) -> Json:
    """By container port, in one order; the engine writes an unset host port as 0 or as nothing."""
    return {port: sorted((_binding(each) for each in there or []), key=str) for port, there in (bindings or {}).items()}


def _binding(binding: Mapping[str, Any]) -> dict[str, str]:
    host_port = str(binding.get("HostPort") or "")
    return {"HostIp": binding.get("HostIp") or "", "HostPort": "" if host_port == "0" else host_port}


def any_address(want: Mapping[str, Any], have: Mapping[str, Any]) -> Json:
    """Published ports of which the wish names no address, as if they had none where they are bound to 0.0.0.0."""
    return {port: [_as_wished(each, want.get(port) or []) for each in there] for port, there in have.items()}


def _as_wished(binding: Json, want: list[Json]) -> Json:
    bare = {**binding, "HostIp": ""}
    return bare if binding["HostIp"] == "0.0.0.0" and bare in want and binding not in want else binding


def ports_told(bindings: Mapping[str, Any]) -> list[str]:
    return [_port_told(port, each) for port, there in bindings.items() for each in there]


def _port_told(port: str, binding: Mapping[str, str]) -> str:
    ip, host = binding["HostIp"], binding["HostPort"]
    container = port[: -len("/tcp")] if port.endswith("/tcp") else port
    where = f"[{ip}]" if ":" in ip else ip
    return ":".join(part for part in (where, host) if part) + (":" if ip and not host else "") + (":" if host else "") + container


def volumes_wish(specs: list[str]) -> dict[str, Bind]:
    found: dict[str, Bind] = {}
    for spec in specs:
        bind = volumes.bind(spec)
        if found.get(bind.target, bind) != bind:
            raise ValueError(f'volume "{spec}": {bind.target} is mounted twice; leave one out')
        found[bind.target] = bind
    return found


def volumes_seen(inspected: Mapping[str, Any]) -> dict[str, Bind]:
    """By target, of a container or an image. An anonymous volume that an earlier replace carried over is still anonymous."""
    config, host = inspected.get("Config") or {}, inspected.get("HostConfig") or {}
    anonymous = {target: Bind(None, target, "") for target in config.get("Volumes") or {}}
    binds = [volumes.bind(text) for text in host.get("Binds") or []]
    carried = {bind.target for bind in binds if bind.target in anonymous and ANONYMOUS.fullmatch(bind.source or "")}
    return {**anonymous, **{bind.target: bind for bind in binds if bind.target not in carried}}


def volumes_told(binds: Mapping[str, Bind]) -> list[str]:
    texts_ = [str(bind) for bind in binds.values()]
    return [text[: -len(":rw")] if text.endswith(":rw") else text for text in texts_]


def volumes_place(body: Json, binds: Mapping[str, Bind]) -> None:
    body["Volumes"] = {target: {} for target, bind in binds.items() if bind.is_anonymous}
    body.setdefault("HostConfig", {})["Binds"] = [str(bind) for bind in binds.values() if not bind.is_anonymous]


def mounts_wish(wanted: list[Json]) -> Json:
    return mounts_seen(mounts.mounts(wanted))


def mounts_seen(there: list[Json] | None) -> Json:
    return {each["Target"]: each for each in there or []}


def values_of(keyed: Mapping[str, Any]) -> list[Any]:
    return list(keyed.values())


def mounts_told(there: Mapping[str, Any]) -> list[str]:
    return [_mount_told(target, each) for target, each in there.items()]


def _mount_told(target: str, mount: Mapping[str, Any]) -> str:
    told = [f"{mount.get('Type', '')}:{mount.get('Source', '')}:{target}".replace("::", ":").strip(":")]
    told += ["ro"] if mount.get("ReadOnly") else []
    told += [f"{key}={value}" for key, value in sorted(mount.items()) if key not in ("Type", "Source", "Target", "ReadOnly")]
    return ",".join(told)


def ulimits_wish(specs: list[str]) -> Json:
    return ulimits_seen(ulimits.ulimits(specs))


def ulimits_seen(there: list[Json] | None) -> Json:
    return {each["Name"]: each for each in there or []}


def ulimits_told(there: Mapping[str, Any]) -> list[str]:
    return [f"{name}:{each.get('Soft')}:{each.get('Hard')}" for name, each in there.items()]


def addresses(texts_: list[str]) -> list[str]:
    return [address(text) for text in texts_]


def capabilities(names: list[str] | None) -> list[str]:
    """In one spelling: the engine takes ``sys_time``, ``SYS_TIME`` and ``CAP_SYS_TIME`` alike and shows what it was given."""
    return sorted({re.sub("^CAP_", "", str(name).upper()) for name in names or []})


def signal(name: str | None) -> str:
    """In one spelling; the engine stops with SIGTERM where nothing is said."""
    text = str(name or "SIGTERM").upper()
    return text if text.isdigit() or text.startswith("SIG") else f"SIG{text}"


def size(value: Any) -> int:
    return sizes.bytes_of(value)


def swap(value: Any) -> int:
    return sizes.bytes_of(value, unlimited=True)


def nano(cpus: float) -> int:
    if not 0 <= cpus < 10**6:
        raise ValueError(f"{cpus} is not a number of CPUs; write for example 1.5, or 0 for no limit")
    return round(cpus * 10**9)


def cpus_told(value: int | None) -> float:
    return (value or 0) / 10**9


def cpus_said(cpus: float) -> str:
    return f"{cpus:g}" if cpus else "(none)"


def no_limit(value: int) -> int:
    """The engine keeps -1 as 0."""
    return max(value, 0)


def size_said(value: int | None) -> str:
    return sizes.human(value) if value else "(none)"


def healthcheck_wish(values: Mapping[str, Any]) -> Json:
    return health.healthcheck(values)


def healthcheck_told(check: Mapping[str, Any]) -> Json:
    """In the terms of the option: ``{"test": "true", "interval": "1m30s"}``."""
    told: Json = {}
    for option, key in {"test": "Test", **health.DURATIONS, "retries": "Retries"}.items():
        if key in check:
            told[option] = durations.written(check[key]) if option in health.DURATIONS else check[key]
    if len(told.get("test") or []) == 2 and told["test"][0] == "CMD-SHELL":
        told["test"] = told["test"][1]
    return told


def policy_wish(name: str) -> str:
    return str(restart.restart_policy(name)["Name"])


def mode_seen(name: str | None) -> str:
    """Docker calls the default network bridge, and engines show one or the other."""
    return "bridge" if name in (None, "", "default") else str(name)
