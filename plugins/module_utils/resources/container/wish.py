# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the user asks for: options read, checked and ready to be compared or written. PRIVATE."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Dict, Mapping

from ..._errors import Invalid, saying
from ..._fields import put
from ...values import environment, mounts, restart
from ...values.names import check_name
from . import networks
from .row import IGNORE, LENSES, MODES, MORE, STRICT
from .rows import BY_OPTION, ROWS

Json = Dict[str, Any]
ALIASES = {alias: row.option for row in ROWS for alias in row.spec.get("aliases", [])}
PULL = {"true": "always", "yes": "always", "always": "always", "false": "missing", "no": "missing", "missing": "missing", "never": "never"}


@dataclass(frozen=True)
class Wish:
    """The options of a container's task. ``want`` holds the rows' options that were given, as they are compared."""

    name: str
    state: str
    image: str | None = None
    network_mode: str | None = None
    networks: dict[str, Json] | None = None
    want: Json = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)
    pull: str = "missing"
    recreate: bool = False
    restart: bool = False
    keep_volumes: bool = True
    force_kill: bool = False
    kill_signal: str | None = None
    stop_timeout: int | None = None
    healthy_wait_timeout: float = 300

    @property
    def target(self) -> str:
        """The container in words."""
        return f"container {self.name}"

    @property
    def title(self) -> str:
        """The same at the beginning of a sentence."""
        return f"Container {self.name}"

    def called(self, name: str) -> Wish:
        """The same wish for a container of another name."""
        return replace(self, name=name)

    @property
    def runs(self) -> bool:
        """Whether it should run in the end."""
        return self.state in ("started", "healthy")


KEPT = ("recreate", "restart", "keep_volumes", "force_kill", "kill_signal", "stop_timeout", "healthy_wait_timeout", "network_mode")


def wish_of(params: Mapping[str, Any]) -> Wish:
    """Read the options; Invalid says which one makes no sense, and why."""
    with saying("name"):
        name = check_name("container", params["name"].lstrip("/"))
    given = {**params, "env": _environment(params)}
    own = {option: params[option] for option in KEPT if params.get(option) is not None}
    ends = None
    if params.get("networks") is not None:
        with saying("networks"):
            ends = networks.networks_wish(params["networks"])
    return Wish(
        name=name,
        state=params["state"],
        image=params.get("image") or None,
        networks=ends,
        want=_want(given),
        modes=modes_of(params.get("comparisons") or {}),
        needs=_needs(params),
        pull=_pull(params.get("pull")),
        **own,
    )


def _environment(params: Mapping[str, Any]) -> Json | None:
    """The variables of env and of env_file; those of env count."""
    path = params.get("env_file")
    if not path:
        return params.get("env")
    with saying("env_file"):
        try:
            with open(path, encoding="utf-8") as file:
                found = environment.env_file(file.read())
        except OSError as error:
            raise ValueError(f"{path} cannot be read ({error.strerror})") from error
    return {**found, **(params.get("env") or {})}


def _want(params: Mapping[str, Any]) -> Json:
    want: Json = {}
    for row in ROWS:
        if not row.special and params.get(row.option) is not None:
            with saying(row.option):
                want[row.option] = row.encode(params[row.option])
    if params.get("restart_policy"):
        with saying("restart_retries"):
            restart.restart_policy(params["restart_policy"], params.get("restart_retries"))
    if "exposed_ports" in want:  # what is published is exposed too
        want["exposed_ports"] = {**want["exposed_ports"], **{port: {} for port in want.get("published_ports", {})}}
    return want


def _needs(params: Mapping[str, Any]) -> dict[str, str]:
    """The API versions that some suboptions need, by what needs them."""
    found = {f"mounts[].{option}": version for option, version in mounts.needs(params.get("mounts") or []).items()}
    if any(entry.get("gw_priority") is not None for entry in params.get("networks") or []):
        found["networks[].gw_priority"] = "1.48"
    if (params.get("healthcheck") or {}).get("start_interval"):
        found["healthcheck.start_interval"] = "1.44"
    return found


def _pull(value: Any) -> str:
    word = str("missing" if value is None else value).lower()
    if word not in PULL:
        raise Invalid(f'pull: "{value}" is not a way to pull; write never, missing or always')
    return PULL[word]


def modes_of(comparisons: Mapping[str, Any]) -> dict[str, str]:
    """How each option is compared: the user's word, else the wildcard's, else the option's own."""
    said: dict[str, str] = {}
    for key, mode in comparisons.items():
        _check_mode(key, mode)
        option = ALIASES.get(key, key)
        if option in said:
            raise Invalid(f"comparisons: {option} is named twice, once as {' and once as '.join(_spellings(option, comparisons))}")
        said[option] = mode
    every = said.pop("*", None)
    return {row.option: said.get(row.option) or every or row.mode for row in ROWS}


def _spellings(option: str, comparisons: Mapping[str, Any]) -> list[str]:
    return [key for key in comparisons if ALIASES.get(key, key) == option]


def _check_mode(key: str, mode: Any) -> None:
    option = ALIASES.get(key, key)
    if option != "*" and option not in BY_OPTION:
        raise Invalid(f'comparisons: "{key}" is not an option of a container that can be compared')
    if mode not in MODES:
        raise Invalid(f'comparisons: "{mode}" is not a way to compare {key}; write {STRICT}, {IGNORE} or {MORE}')
    if mode == MORE and option == "*":
        raise Invalid(f'comparisons: the wildcard "*" can be {STRICT} or {IGNORE}, not {MORE}')
    if mode == MORE and MORE not in LENSES[BY_OPTION[option].kind]:
        raise Invalid(f"comparisons: {key} is a single value, so it cannot be compared with {MORE}; write {STRICT} or {IGNORE}")


def body_of(wish: Wish, image: str, container: Mapping[str, Any] | None) -> Json:
    """The body of a create call: the wish alone, and the networks in which the container that it replaces is."""
    body: Json = {"Image": image}
    for row in ROWS:
        if row.special or row.option not in wish.want:
            continue
        value = row.write(wish.want[row.option])
        if row.place is not None:
            row.place(body, value)
        else:
            put(body, row.created, value)
    if "published_ports" in wish.want:
        body.setdefault("ExposedPorts", {}).update({port: {} for port in wish.want["published_ports"]})
    networks.place(body, wish, container)
    return body
