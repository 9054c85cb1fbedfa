# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/coverage.md names only what exists, and plans only what does not."""

from __future__ import annotations

import importlib
import re
from functools import lru_cache
from typing import Any

import pytest
from ansible_collections.dockfleet.docker.tests.unit.contract.collection import PACKAGE, PLUGINS, ROOT, Module, modules

COVERAGE = ROOT / "docs" / "coverage.md"
ITEM = re.compile(r"`((?:module|option|returns|plugin|code) [\w. ]+|planned: [\w. ]+)`")


ELSEWHERE = ("inventory", "lookup", "connection", "filter", "../extensions/eda/plugins/event_source")


def rows() -> list[tuple[str, str]]:
    """(function or field, what serves it) of both tables."""
    lines = COVERAGE.read_text(encoding="utf-8").splitlines() if COVERAGE.is_file() else []
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("| ")]
    return [(row[0], row[1]) for row in cells if row[0] not in ("function", "field", "---")]


def exists(item: str) -> bool:
    """Whether the collection has what an item names."""
    kind, _space, what = item.partition(" ")
    name, _dot, path = what.partition(".")
    if kind == "plugin":
        return _is_plugin(*what.split(" "))
    if kind == "code":
        return _is_code(name, path.split("."))
    if name not in _names():
        return False
    options, returned = _documented(name)
    if kind == "option":
        return _in_options(options, path.split("."))
    return kind == "module" and not path or kind == "returns" and _in_returned(returned, path.split("."))


def is_there_by_now(plan: str) -> bool:
    """Whether what is planned exists: a module, a plugin of any type, or an option or a returned key of a module."""
    what = plan.partition(": ")[2]
    if " " in what:
        return exists(f"plugin {what}")
    if "." in what:
        return exists(f"option {what}") or exists(f"returns {what}")
    return what in _names() or any(_is_plugin(kind, what) for kind in ELSEWHERE)


@lru_cache(maxsize=None)
def _names() -> set[str]:
    return {module.name for module in modules()}


@lru_cache(maxsize=None)
def _documented(name: str) -> tuple[Any, Any]:
    module = Module(name)
    return module.options, module.text("RETURN")


def _is_plugin(kind: str, name: str) -> bool:
    return (PLUGINS / kind / f"{name}.py").is_file()


def _is_code(file: str, path: list[str]) -> bool:
    found: Any = importlib.import_module(f"{PACKAGE}.plugins.module_utils.{file}")
    for part in path:
        found = getattr(found, part, None)
    return found is not None


def _in_options(options: Any, path: list[str]) -> bool:
    found = next((option for name, option in (options or {}).items() if path[0] in (name, *(option.get("aliases") or []))), None)
    return found is not None and (len(path) == 1 or _in_options(found.get("suboptions"), path[1:]))


def _in_returned(returned: Any, path: list[str]) -> bool:
    """Down the documented keys; where a value is only shown by a sample, down the sample (a list's first item)."""
    found = (returned or {}).get(path[0])
    if found is None or len(path) == 1:
        return found is not None
    if found.get("contains"):
        return _in_returned(found["contains"], path[1:])
    sample = found.get("sample")
    for part in path[1:]:
        sample = sample[0] if isinstance(sample, list) and sample else sample
        if not isinstance(sample, dict) or part not in sample:
            return False
        sample = sample[part]
    return True


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_what_is_named_must_exist_and_what_is_planned_must_not(row: tuple[str, str]) -> None:
    served = row[1]
    items = ITEM.findall(served)
    assert items or len(served) > 20, "it says neither what serves this nor why nothing does"
    assert "`" not in ITEM.sub("", served), f"cannot read {served}"
    missing = [item for item in items if not item.startswith("planned") and not exists(item)]
    done = [item for item in items if item.startswith("planned") and is_there_by_now(item)]
    assert not missing, f"does not exist: {missing}"
    assert not done, f"exists by now, so name it as what serves {row[0]}: {done}"


def test_nothing_must_be_listed_twice() -> None:
    names = [name for name, _served in rows()]
    assert len(names) > 200
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(
    ("item", "there"),
    [
        ("module volume", True),
        ("module nothing", False),
        ("option volume.labels", True),
        ("option volume.name", True),
        ("option volume.docker_host", True),
        ("option volume.colour", False),
        ("returns volume.volume", True),
        ("returns volume.volume.Mountpoint", True),
        ("returns volume.volume.Colour", False),
        ("code _engine.Manager.engine", True),
        ("code _engine.Manager.colour", False),
        ("plugin lookup nothing", False),
    ],
)
def test_what_exists_must_be_found_and_nothing_else(item: str, there: bool) -> None:
    assert exists(item) is there


@pytest.mark.parametrize(
    ("plan", "there"), [("planned: volume", True), ("planned: volume.labels", True), ("planned: volume.colour", False)]
)
def test_a_plan_that_came_true_must_be_found(plan: str, there: bool) -> None:
    assert is_there_by_now(plan) is there
