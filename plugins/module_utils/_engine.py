# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cached connections, and the Docker Engine API in dictionaries. PRIVATE: not part of the collection's API.

Paths, bodies and answers are those of https://docs.docker.com/reference/api/engine/; each method is one request.
"""

from __future__ import annotations

import os
from typing import Any, Dict, Iterator
from urllib.parse import quote

from ._address import Address
from ._wire import Wire

Json = Dict[str, Any]


class Manager:
    """Connections to one or more engines, made when first used and kept for the life of the process."""

    def __init__(self) -> None:
        self._engines: dict[tuple[int, Address], Engine] = {}

    def engine(self, address: Address) -> Engine:
        """The engine at the address. Connections are not shared across a fork."""
        key = (os.getpid(), address)
        if key not in self._engines:
            self._engines[key] = Engine(address)
        return self._engines[key]

    def close(self) -> None:
        """Close every connection."""
        for engine in self._engines.values():
            engine.close()
        self._engines.clear()


class Engine(Wire):
    """One method per engine call: dictionaries in, dictionaries out, a Failure for an error."""

    # system
    def info(self) -> Json:
        """GET /info."""
        return dict(self.request("GET", "/info"))

    def version(self) -> Json:
        """GET /version."""
        return dict(self.request("GET", "/version"))

    def disk_usage(self) -> Json:
        """GET /system/df. The engine walks its storage for it, which may take long."""
        return dict(self.request("GET", "/system/df"))

    # volumes
    def list_volumes(self, filters: Json | None = None) -> list[Json]:
        """GET /volumes, without its warnings."""
        return list(self.request("GET", "/volumes", filters=filters).get("Volumes") or [])

    def inspect_volume(self, name: str) -> Json:
        """GET /volumes/{name}."""
        return dict(self.request("GET", "/volumes/" + _part(name)))

    def create_volume(self, body: Json) -> Json:
        """POST /volumes/create."""
        return dict(self.request("POST", "/volumes/create", body))

    def remove_volume(self, name: str, force: bool = False) -> None:
        """DELETE /volumes/{name}."""
        self.request("DELETE", "/volumes/" + _part(name), force=force or None)

    # networks
    def list_networks(self, filters: Json | None = None) -> list[Json]:
        """GET /networks; summaries without the attached containers."""
        return list(self.request("GET", "/networks", filters=filters) or [])

    def inspect_network(self, name: str) -> Json:
        """GET /networks/{name}; an identifier, its beginning, or a name."""
        return dict(self.request("GET", "/networks/" + _part(name)))

    def create_network(self, body: Json) -> Json:
        """POST /networks/create; answers Id and Warning."""
        return dict(self.request("POST", "/networks/create", body))

    def remove_network(self, name: str) -> None:
        """DELETE /networks/{name}."""
        self.request("DELETE", "/networks/" + _part(name))

    def connect_network(self, name: str, body: Json) -> None:
        """POST /networks/{name}/connect with Container and EndpointConfig."""
        self.request("POST", f"/networks/{_part(name)}/connect", body)

    def disconnect_network(self, name: str, container: str, force: bool = False) -> None:
        """POST /networks/{name}/disconnect."""
        self.request("POST", f"/networks/{_part(name)}/disconnect", {"Container": container, "Force": force})

    # images
    def list_images(self, filters: Json | None = None, all: bool = False, digests: bool = False) -> list[Json]:
        """GET /images/json."""
        return list(self.request("GET", "/images/json", filters=filters, all=all or None, digests=digests or None) or [])

    def inspect_image(self, name: str) -> Json:
        """GET /images/{name}/json; a reference or an identifier."""
        return dict(self.request("GET", f"/images/{_reference(name)}/json"))

    def inspect_distribution(self, name: str) -> Json:
        """GET /distribution/{name}/json: the descriptor (digest) and platforms that the registry has, asked by the engine."""
        return dict(self.request("GET", f"/distribution/{_reference(name)}/json", headers=self.registry_auth(name)))

    def pull_image(self, name: str, tag: str | None = None, platform: str | None = None) -> Iterator[Json]:
        """POST /images/create; progress messages as they come. ``tag`` may be a digest."""
        return self.stream("POST", "/images/create", headers=self.registry_auth(name), fromImage=name, tag=tag, platform=platform)

    def tag_image(self, name: str, repository: str, tag: str | None = None) -> None:
        """POST /images/{name}/tag."""
        self.request("POST", f"/images/{_reference(name)}/tag", repo=repository, tag=tag)

    def remove_image(self, name: str, force: bool = False, prune: bool = True) -> list[Json]:
        """DELETE /images/{name}; answers a list of {Untagged} and {Deleted}."""
        return list(self.request("DELETE", "/images/" + _reference(name), force=force, noprune=not prune) or [])

    # containers
    def list_containers(self, filters: Json | None = None, all: bool = True, size: bool = False, limit: int | None = None) -> list[Json]:
        """GET /containers/json; stopped ones too unless told otherwise."""
        return list(self.request("GET", "/containers/json", filters=filters, all=all, size=size or None, limit=limit) or [])

    def inspect_container(self, name: str, size: bool = False) -> Json:
        """GET /containers/{name}/json."""
        return dict(self.request("GET", _container(name, "json"), size=size or None))

    def create_container(self, name: str, body: Json, platform: str | None = None) -> Json:
        """POST /containers/create; answers Id and Warnings."""
        return dict(self.request("POST", "/containers/create", body, name=name, platform=platform))

    def start_container(self, name: str) -> None:
        """POST /containers/{name}/start; nothing happens to one that runs."""
        self.request("POST", _container(name, "start"))

    def stop_container(self, name: str, timeout: int | None = None) -> None:
        """POST /containers/{name}/stop; ``timeout`` seconds until it is killed, the container's own when None."""
        self.request("POST", _container(name, "stop"), timeout=self._patience(timeout), t=timeout)

    def restart_container(self, name: str, timeout: int | None = None) -> None:
        """POST /containers/{name}/restart; ``timeout`` as in stop_container."""
        self.request("POST", _container(name, "restart"), timeout=self._patience(timeout), t=timeout)

    def kill_container(self, name: str, signal: str | None = None) -> None:
        """POST /containers/{name}/kill; SIGKILL when no signal is named."""
        self.request("POST", _container(name, "kill"), signal=signal)

    def pause_container(self, name: str) -> None:
        """POST /containers/{name}/pause."""
        self.request("POST", _container(name, "pause"))

    def unpause_container(self, name: str) -> None:
        """POST /containers/{name}/unpause."""
        self.request("POST", _container(name, "unpause"))

    def rename_container(self, name: str, new_name: str) -> None:
        """POST /containers/{name}/rename."""
        self.request("POST", _container(name, "rename"), name=new_name)

    def update_container(self, name: str, body: Json) -> Json:
        """POST /containers/{name}/update; answers Warnings."""
        return dict(self.request("POST", _container(name, "update"), body) or {})

    def remove_container(self, name: str, volumes: bool = False, force: bool = False, link: bool = False) -> None:
        """DELETE /containers/{name}; ``volumes`` removes its anonymous ones."""
        self.request("DELETE", _container(name), v=volumes or None, force=force or None, link=link or None)

    def wait_container(self, name: str, condition: str = "not-running", timeout: float | None = None) -> int:
        """POST /containers/{name}/wait; answers the exit code. Conditions: not-running, next-exit, removed."""
        return int(self.request("POST", _container(name, "wait"), timeout=timeout, condition=condition)["StatusCode"])

    def container_logs(self, name: str, tail: int) -> bytes:
        """GET /containers/{name}/logs, both streams, framed as the engine does unless the container has a TTY."""
        return bytes(self.request("GET", _container(name, "logs"), stdout=True, stderr=True, tail=tail) or b"")

    def _patience(self, seconds: int | None) -> float:
        """How long to wait for an answer that the engine gives only after that many seconds of its own; without a number, 10."""
        return self.address.timeout + (10 if seconds is None else seconds)


def _part(name: str) -> str:
    return quote(name, safe="")


def _reference(name: str) -> str:
    return quote(name, safe="/:@")


def _container(name: str, call: str = "") -> str:
    return "/containers/" + _part(name) + ("/" + call if call else "")
