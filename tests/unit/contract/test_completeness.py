# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module is complete when it has all that belongs to one; this lists who lacks what."""

from __future__ import annotations

import re
from typing import Any

import yaml
from ansible_collections.dockfleet.docker.plugins.plugin_utils._kinds import KINDS
from ansible_collections.dockfleet.docker.tests.unit.contract.collection import COLLECTION, PLUGINS, ROOT, Module, modules, sources

RUNTIME = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
GROUP = RUNTIME["action_groups"]["docker"]
TARGETS = ROOT / "tests" / "integration" / "targets"
CASES = ROOT / "tests" / "unit" / "cases"
UNIT = [path.read_text(encoding="utf-8") for path in sources("tests/unit/plugins")]


def naming(kind: Any) -> list[str]:
    """The texts of the unit tests that name a resource class."""
    return [text for text in UNIT if re.search(rf"\b{kind.__name__}\b", text)]


def lacking(module: Module) -> list[str]:
    """What a module lacks, in words."""
    kind = module.kind
    parts = {
        "a place in the action group of meta/runtime.yml": module.name in GROUP,
        f"the action plugin plugins/action/{module.name}.py": (PLUGINS / "action" / f"{module.name}.py").is_file(),
        f"a row in _kinds.py that names {kind.__name__}": KINDS.get(module.name) is kind,
        f"the integration target tests/integration/targets/{module.name}": (TARGETS / module.name / "tasks" / "main.yml").is_file(),
        f"a unit test that uses {kind.__name__}": any(naming(kind)),
    }
    if not kind.reads:
        parts[f"a unit test that holds {kind.__name__} to judge_law"] = any("judge_law" in text for text in naming(kind))
        parts[f"plan cases in tests/unit/cases/{module.name}"] = any((CASES / module.name).glob("*.yml"))
    return [part for part, there in parts.items() if not there]


def test_every_module_must_have_all_that_belongs_to_one():
    told = [f"{COLLECTION}.{module.name} lacks {part}" for module in modules() for part in lacking(module)]
    assert not told, "\n" + "\n".join(told)


def test_nothing_must_stand_for_a_module_that_is_gone():
    names = {module.name for module in modules()}
    assert set(GROUP) == names
    assert set(KINDS) == names
    assert {path.stem for path in sources("plugins/action")} == names


def test_every_action_plugin_must_be_the_shell_and_nothing_else():
    texts = {path.read_text(encoding="utf-8") for path in sources("plugins/action")}
    assert len(texts) == 1, "the action plugins differ from each other"


def test_a_module_that_has_nothing_must_be_told_all_that_it_lacks():
    class Nobody:
        reads = False

    class Nothing(Module):
        kind = Nobody

    assert len(lacking(Nothing("nothing"))) == 7
