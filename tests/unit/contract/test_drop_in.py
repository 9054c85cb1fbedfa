# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option of community.docker's twin module is here, and means the same; docs/porting.md names each exception.

Reads the documentation of both collections, nothing else. The tables of docs/porting.md are the only list of exceptions: a difference
that they do not name fails, and so does a row that is no difference any more.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterator

import pytest
from ansible_collections.dockfleet.docker.tests.unit.contract.collection import ROOT, Module, modules

SAME = [
    *("container", "container_info", "container_exec", "network", "network_info", "volume", "volume_info", "login", "prune"),
    *("image", "image_build", "image_pull", "image_push", "image_tag", "image_remove", "image_load", "image_export", "image_info"),
    *("host_info", "context_info"),
]
OTHER = {
    "copy_into": "docker_container_copy_into",
    "compose": "docker_compose_v2",
    "compose_pull": "docker_compose_v2_pull",
    "compose_exec": "docker_compose_v2_exec",
    "compose_run": "docker_compose_v2_run",
}
TWINS = {**{name: "docker_" + name for name in SAME}, **OTHER}
PORTED = [module for module in modules() if module.name in TWINS]
PORTING = ROOT / "docs" / "porting.md"


def peer_folder() -> str | None:
    """The folder whose ansible_collections has community.docker."""
    named = [os.environ.get("DOCKFLEET_PEER", ""), str(ROOT / ".dev" / "peer"), *os.environ.get("ANSIBLE_COLLECTIONS_PATH", "").split(":")]
    return next((path for path in named if path and Path(path, "ansible_collections/community/docker").is_dir()), None)


@lru_cache(maxsize=None)
def peer_documentation() -> dict[str, Any]:
    """{module: {doc, return}} of all twins, as ansible-doc tells them."""
    folder = peer_folder()
    if folder is None:
        pytest.skip("community.docker is not installed: run `make env`, or set DOCKFLEET_PEER to the folder of its ansible_collections")
    names = [f"community.docker.{TWINS[module.name]}" for module in PORTED]
    command = [str(Path(sys.executable).parent / "ansible-doc"), "--json", "--type", "module", *names]
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": folder}
    told = json.loads(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    return {module.name: told[f"community.docker.{TWINS[module.name]}"] for module in PORTED}


def peer_options(module: Module) -> dict[str, Any]:
    """The options of a module's twin."""
    return dict(peer_documentation()[module.name]["doc"]["options"])


def differences(theirs: dict[str, Any], ours: dict[str, Any], where: str = "") -> Iterator[tuple[str, str]]:
    """(option, what a playbook written for the peer would stumble over)."""
    for key, option in theirs.items():
        twin = next((each for name, each in ours.items() if key in (name, *(each.get("aliases") or []))), None)
        if twin is None:
            yield where + key, "is missing"
            continue
        yield from ((where + key, what) for what in _of_one(option, twin, {*ours, *(twin.get("aliases") or [])}))
        if option.get("suboptions"):
            yield from differences(option["suboptions"], twin.get("suboptions") or {}, f"{where}{key}.")


def _of_one(theirs: dict[str, Any], ours: dict[str, Any], names: set[str]) -> Iterator[str]:
    for key, otherwise in (("type", "str"), ("elements", None), ("default", None)):
        if theirs.get(key, otherwise) != ours.get(key, otherwise):
            yield f"{key} {theirs.get(key, otherwise)} -> {ours.get(key, otherwise)}"
    for alias in sorted(set(theirs.get("aliases") or []) - names):
        yield f"alias {alias} is missing"
    for choice in sorted(map(str, theirs.get("choices") or [])):
        if ours.get("choices") and choice not in map(str, ours["choices"]):
            yield f"choice {choice} is missing"
    if ours.get("choices") and not theirs.get("choices"):
        yield "has choices"
    if ours.get("required") and not theirs.get("required"):
        yield "is required"


def rows(heading: str) -> dict[tuple[str, str], str]:
    """{(module, option): reason} of the table below a heading of docs/porting.md; one row may name several options."""
    section = PORTING.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found = {}
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        for module in re.findall(r"`([\w.]+)`", cells[0]):
            found.update({(module, option): cells[-1] for option in re.findall(r"`([\w.]+)`", cells[1])})
    return found


def excused(module: str, option: str, table: dict[tuple[str, str], str]) -> bool:
    """Whether the table names the option for this module or for every one."""
    return (module, option) in table or ("every", option) in table


@pytest.mark.parametrize("module", [pytest.param(module, id=module.name) for module in PORTED])
def test_every_option_of_the_twin_must_mean_the_same_here(module: Module) -> None:
    allowed = {**rows("Options that differ"), **rows("Options still to come")}
    told = [
        f"{module.name}.{option}: {what}"
        for option, what in differences(peer_options(module), module.options)
        if not excused(module.name, option, allowed)
    ]
    assert not told, "docs/porting.md does not name these differences:\n" + "\n".join(told)


@pytest.mark.parametrize("module", [pytest.param(module, id=module.name) for module in PORTED])
def test_every_key_that_the_twin_returns_must_be_returned_here(module: Module) -> None:
    theirs, ours = peer_documentation()[module.name]["return"] or {}, module.text("RETURN")
    allowed = rows("Returned keys that differ")
    told = [
        f"{module.name}: {key} {'is missing' if key not in ours else 'is of another type'}"
        for key, value in theirs.items()
        if (key not in ours or ours[key]["type"] != value["type"]) and (module.name, key) not in allowed
    ]
    assert not told, "\n".join(told)


def test_porting_guide_must_name_no_difference_that_is_gone() -> None:
    found = {(module.name, option) for module in PORTED for option, _what in differences(peer_options(module), module.options)}
    named = {**rows("Options that differ"), **rows("Options still to come")}
    gone = [pair for pair in named if pair not in found and not (pair[0] == "every" and pair[1] in {option for _module, option in found})]
    assert not gone, f"no difference any more: {gone}"


def test_an_option_still_to_come_must_be_missing() -> None:
    options = {module.name: module.options for module in PORTED}
    come = [(module, option) for module, option in rows("Options still to come") if option in options.get(module, {})]
    assert not come, f"implemented by now, so no longer to come: {come}"


def test_every_difference_must_have_a_reason() -> None:
    named = rows("Options that differ")
    assert named, "docs/porting.md has no table below 'Options that differ'"
    assert not [pair for pair, reason in named.items() if len(reason) < 20]


@pytest.mark.parametrize(
    ("theirs", "ours", "said"),
    [
        ({"a": {}}, {}, [("a", "is missing")]),
        ({"a": {"aliases": ["b"]}}, {"b": {"aliases": ["a"]}}, []),
        ({"a": {"aliases": ["b"]}}, {"a": {}}, [("a", "alias b is missing")]),
        ({"a": {"choices": ["x", "y"]}}, {"a": {"choices": ["x", "z"]}}, [("a", "choice y is missing")]),
        ({"a": {"default": 1}}, {"a": {}}, [("a", "default 1 -> None")]),
        ({"a": {}}, {"a": {"required": True}}, [("a", "is required")]),
        ({"a": {"suboptions": {"b": {}}}}, {"a": {"suboptions": {}}}, [("a.b", "is missing")]),
        ({}, {"a": {}}, []),
    ],
)
def test_what_a_playbook_would_stumble_over_must_be_told(theirs: Any, ours: Any, said: Any) -> None:
    assert list(differences(theirs, ours)) == said
