# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module's documentation says is what its code does."""

from __future__ import annotations

from typing import Any, Iterator

import pytest
from ansible_collections.dockfleet.docker.tests.unit.contract.collection import COLLECTION, Module, modules

EACH_MODULE = pytest.mark.parametrize("module", [pytest.param(module, id=module.name) for module in modules()])
KEYWORDS = {
    "name", "register", "loop", "loop_control", "when", "vars", "with_items", "until", "retries", "delay", "failed_when", "changed_when",
    "check_mode", "diff", "become", "become_user", "delegate_to", "run_once", "environment", "async", "poll", "no_log", "tags", "notify",
    "ignore_errors", "args", "block", "rescue", "always", "module_defaults",
}  # fmt: skip


def differences(documented: dict[str, Any], spec: dict[str, Any], where: str = "") -> Iterator[str]:
    """Where documented options and an argument specification do not say the same."""
    for option in sorted({*documented, *spec}):
        name = where + option
        if option not in spec:
            yield f"{name} is documented and does not exist"
        elif option not in documented:
            yield f"{name} exists and is not documented"
        else:
            yield from _of_one(name, documented[option], spec[option])


def _of_one(name: str, documented: dict[str, Any], spec: dict[str, Any]) -> Iterator[str]:
    said, done = _facts(documented), _facts(spec)
    yield from (f"{name}: {key} is documented as {said[key]!r} and is {done[key]!r}" for key in said if said[key] != done[key])
    if not documented.get("description"):
        yield f"{name}: has no description"
    if documented.get("suboptions") or spec.get("options"):
        yield from differences(documented.get("suboptions") or {}, spec.get("options") or {}, name + ".")


def _facts(option: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": option.get("type", "str"),
        "elements": option.get("elements"),
        "required": bool(option.get("required")),
        "default": option.get("default"),
        "choices": sorted(map(str, option.get("choices") or [])),
        "aliases": sorted(option.get("aliases") or []),
    }


def unknown_options(given: Any, options: dict[str, Any], where: str = "") -> Iterator[str]:
    """The keys of an example's arguments that are no option, at any depth."""
    names = {name: option for key, option in options.items() for name in [key, *(option.get("aliases") or [])]}
    for key, value in given.items():
        if key not in names:
            yield where + key
            continue
        suboptions = names[key].get("suboptions")
        for item in value if isinstance(value, list) else [value]:
            if suboptions and isinstance(item, dict):
                yield from unknown_options(item, suboptions, f"{where}{key}.")


def in_examples(module: Module) -> Iterator[tuple[str, Any]]:
    """(action, arguments) of every task in a module's examples; tasks in blocks and plays too."""
    pending = list(module.text("EXAMPLES") or [])
    while pending:
        entry = pending.pop(0)
        pending += [task for key in ("tasks", "block", "rescue", "always", "pre_tasks", "post_tasks") for task in entry.get(key) or []]
        if {"hosts", "block"} & set(entry):
            continue
        yield from ((key, value or {}) for key, value in entry.items() if key not in KEYWORDS)


@EACH_MODULE
def test_documented_options_must_be_those_of_the_code(module):
    told = list(differences(module.options, module.spec))
    assert not told, "\n" + "\n".join(told)


@EACH_MODULE
def test_documentation_must_name_the_module_and_its_first_release(module):
    documented = module.text("DOCUMENTATION")
    assert documented["module"] == module.name
    assert documented["short_description"] and not documented["short_description"].endswith(".")
    assert documented["version_added"]
    expected = "reads" if module.kind.reads else "changes"
    fragments = ["engine", "attributes", f"attributes.{expected}"]
    assert {f"{COLLECTION}.{name}" for name in fragments} <= set(documented["extends_documentation_fragment"])


@EACH_MODULE
def test_examples_must_use_options_that_exist(module):
    actions = [action for action, _arguments in in_examples(module)]
    assert f"{COLLECTION}.{module.name}" in actions, "there is no example of the module itself"
    assert not [action for action in actions if action.count(".") < 2], "actions are written with their full names"
    own = {f"{COLLECTION}.{each.name}": each for each in modules()}
    told = [
        f"{action}: {option}"
        for action, arguments in in_examples(module)
        if action in own
        for option in unknown_options(arguments, own[action].options)
    ]
    assert not told, f"no such option: {told}"


@EACH_MODULE
def test_return_values_must_be_described(module):
    told = [f"{key}: {lack}" for key, value in (module.text("RETURN") or {}).items() for lack in _lacking(value)]
    assert module.text("RETURN"), "RETURN is empty"
    assert not told, "\n" + "\n".join(told)


def _lacking(value: dict[str, Any]) -> list[str]:
    return [key for key in ("description", "returned", "type") if not value.get(key)] + (
        ["sample or contains"] if not {"sample", "contains"} & set(value) else []
    )


@pytest.mark.parametrize(
    ("documented", "spec", "said"),
    [
        ({}, {"a": {}}, "a exists and is not documented"),
        ({"a": {"description": "x"}}, {}, "a is documented and does not exist"),
        ({"a": {"description": "x", "type": "int"}}, {"a": {}}, "a: type is documented as 'int' and is 'str'"),
        ({"a": {"description": "x", "default": False}}, {"a": {}}, "a: default is documented as False and is None"),
        ({"a": {"description": "x"}}, {"a": {"aliases": ["b"]}}, "a: aliases is documented as [] and is ['b']"),
        ({"a": {"description": "x"}}, {"a": {"options": {"b": {}}}}, "a.b exists and is not documented"),
        ({"a": {}}, {"a": {}}, "a: has no description"),
    ],
)
def test_a_difference_must_be_told(documented, spec, said):
    assert list(differences(documented, spec)) == [said]


def test_an_unknown_option_must_be_found_at_any_depth():
    options = {"a": {"aliases": ["b"], "suboptions": {"c": {}}}}
    assert list(unknown_options({"b": [{"c": 1, "d": 2}], "e": 3}, options)) == ["b.d", "e"]
