# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Containers of the engine in memory: kept as inspect shows them, by name."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, NotFound

from ._memory import call
from .images import Images

MERGED = ("Env", "Labels", "ExposedPorts", "Volumes")  # what the engine takes from the image besides what is said
INSTEAD = ("Cmd", "Entrypoint", "User", "WorkingDir", "Healthcheck", "StopSignal")  # and what it takes where nothing is said
NEVER = "0001-01-01T00:00:00Z"


class Containers(Images):
    """What resources ask about containers. Time is counted in calls, so that what happened first can be told."""

    api_version = "1.51"

    def needs(self, version: str, what: str) -> None:
        """Everything is there."""

    @call
    def list_containers(self, filters: Any = None, all: bool = True, size: bool = False, limit: int | None = None) -> Any:
        shown = [(name, seen) for name, seen in self.kept("containers").items() if _passes(name, seen, filters or {})]
        return [{**_listed(name, seen), "Image": self._image_shown(seen)} for name, seen in shown]

    def _image_shown(self, seen: Any) -> Any:
        """By name as long as the name means the container's image."""
        name = (seen.get("Config") or {}).get("Image")
        return name if (self.kept("images").get(name) or {}).get("Id") == seen.get("Image") else seen.get("Image")

    @call
    def inspect_container(self, name: str, size: bool = False) -> Any:
        return self._container(name)

    @call
    def create_container(self, name: str, body: Any, platform: str | None = None) -> Any:
        if name in self.kept("containers"):
            raise Conflict(f'the container name "/{name}" is already in use')
        image = self._image_of(body["Image"])
        host = {"NetworkMode": "bridge", **body.get("HostConfig", {})}
        made = {"Id": sha256(f"{name}{len(self.calls)}".encode()).hexdigest(), "Name": "/" + name, "Image": image["Id"], "HostConfig": host}
        given = {key: value for key, value in body.items() if key not in ("HostConfig", "NetworkingConfig")}
        made["Config"] = _configured(given, image.get("Config") or {})
        ends = (body.get("NetworkingConfig") or {}).get("EndpointsConfig") or {}
        made["NetworkSettings"] = {"Networks": {host["NetworkMode"]: {}, **ends}}
        made["State"] = {"Running": False, "Status": "created", "ExitCode": 0, "StartedAt": NEVER, "FinishedAt": NEVER}
        made.update(Created=self._now(), Mounts=self._mounts(made))
        self.kept("containers")[name] = made
        return {"Id": made["Id"], "Warnings": []}

    @call
    def start_container(self, name: str) -> None:
        container = self._container(name)
        check = container["Config"].get("Healthcheck") or {"Test": ["NONE"]}
        health = {} if check.get("Test") == ["NONE"] else {"Health": {"Status": "healthy", "Log": []}}
        container["State"].update(Running=True, Status="running", StartedAt=self._now(), **health)

    @call
    def stop_container(self, name: str, timeout: int | None = None) -> None:
        container = self._container(name)
        if container["State"]["Running"]:
            container["State"].update(Running=False, Status="exited", FinishedAt=self._now())
        if container["HostConfig"].get("AutoRemove"):
            del self.kept("containers")[name]

    @call
    def kill_container(self, name: str, signal: str | None = None) -> None:
        if not self._container(name)["State"]["Running"]:
            raise Conflict(f"container {name} is not running")
        self._container(name)["State"].update(Running=False, Status="exited", ExitCode=137, FinishedAt=self._now())

    @call
    def restart_container(self, name: str, timeout: int | None = None) -> None:
        self._container(name)["State"].update(StartedAt=self._now())

    @call
    def rename_container(self, name: str, new_name: str) -> None:
        container = self._container(name)
        if new_name in self.kept("containers"):
            raise Conflict(f'the container name "/{new_name}" is already in use')
        del self.kept("containers")[name]
        container["Name"] = "/" + new_name
        self.kept("containers")[new_name] = container

    @call
    def update_container(self, name: str, body: Any) -> Any:
        self._container(name)["HostConfig"].update(body)
        return {"Warnings": None}

    @call
    def remove_container(self, name: str, volumes: bool = False, force: bool = False, link: bool = False) -> None:
        if self._container(name)["State"]["Running"] and not force:
            raise Conflict(f"container {name} is running")
        del self.kept("containers")[name]

    @call
    def wait_container(self, name: str, condition: str = "not-running", timeout: float | None = None) -> int:
        return int(self._container(name)["State"]["ExitCode"])

    @call
    def container_logs(self, name: str, tail: int) -> bytes:
        return b"".join(b"\1\0\0\0" + len(line).to_bytes(4, "big") + line for line in (b"starting\n", b"out of luck\n"))

    def _container(self, name: str) -> Any:
        kept = self.kept("containers")
        found = kept.get(name) or next((each for each in kept.values() if len(name) >= 12 and each.get("Id", "").startswith(name)), None)
        if found is None:
            raise NotFound(f"No such container: {name}")
        return found

    def _now(self) -> str:
        return f"2026-11-23T10:00:00.{len(self.calls):09}Z"

    def _mounts(self, container: Any) -> list[Any]:
        binds = {bind.split(":")[1]: bind.split(":")[0] for bind in container["HostConfig"].get("Binds") or []}
        fresh = {target: sha256(f"{target}{len(self.calls)}".encode()).hexdigest() for target in container["Config"].get("Volumes") or {}}
        return [{"Type": "volume", "Name": name, "Destination": target} for target, name in {**fresh, **binds}.items()]


def _configured(given: Any, image: Any) -> Any:
    """The configuration of a container: what was said, and what the image has."""
    made = {**{key: image[key] for key in INSTEAD if image.get(key)}, **given}
    for key in MERGED:
        there = image.get(key) or ([] if key == "Env" else {})
        if key == "Env":
            named = {each.split("=")[0] for each in given.get(key) or []}
            made[key] = [*(given.get(key) or []), *(each for each in there if each.split("=")[0] not in named)]
        elif there or given.get(key):
            made[key] = {**there, **(given.get(key) or {})}
    return made


def _listed(name: str, seen: Any) -> Any:
    return {
        "Id": seen.get("Id", name),
        "Names": ["/" + name],
        "ImageID": seen.get("Image"),
        "Mounts": seen.get("Mounts") or [],
        "NetworkSettings": {"Networks": _ends(seen)},
    }


def _ends(seen: Any) -> Any:
    return (seen.get("NetworkSettings") or {}).get("Networks") or {}


def _passes(name: str, seen: Any, filters: Any) -> bool:
    volumes = [mount.get("Name") for mount in seen.get("Mounts") or []]
    tests = {
        "volume": lambda wish: wish in volumes,
        "name": lambda wish: re.search(wish, "/" + name) is not None,
        "ancestor": lambda wish: wish == seen.get("Image"),
        "network": lambda wish: wish in [each for network, end in _ends(seen).items() for each in (network, end.get("NetworkID"))],
    }
    return all(any(tests[key](wish) for wish in wishes) for key, wishes in filters.items())
