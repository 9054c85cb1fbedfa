# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What README, CONTRIBUTING and the guides say is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.dockfleet.docker.plugins.module_utils import _errors, _wire
from ansible_collections.dockfleet.docker.plugins.module_utils._spec import ENGINE, PLACE
from ansible_collections.dockfleet.docker.tests.unit.contract.collection import COLLECTION, ROOT, modules, sources

README = ROOT / "README.md"
GUIDES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
EACH_GUIDE = pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
REPOSITORY = "https://github.com/dockfleet/dockfleet.docker/blob/main/"


def links(guide: Path) -> list[str]:
    return re.findall(r"\]\(([^)#\s]+)", guide.read_text(encoding="utf-8"))


def fences(guide: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)


def tasks(found: Any) -> list[dict[str, Any]]:
    return [task for entry in found for task in (entry.get("tasks", []) if "hosts" in entry else [entry])]


@EACH_GUIDE
def test_links_into_the_repository_must_lead_somewhere(guide):
    inside = [link[len(REPOSITORY) :] if link.startswith(REPOSITORY) else link for link in links(guide)]
    files = [link for link in inside if "://" not in link]
    base = ROOT if guide == README else guide.parent
    assert not [link for link in files if not (base / link).exists()]


def test_readme_must_use_full_addresses():
    assert not [link for link in links(README) if not link.startswith("https://")]


@EACH_GUIDE
def test_tasks_in_a_guide_must_be_tasks_of_this_collection(guide):
    own = {f"{COLLECTION}.{module.name}": module for module in modules()}
    for text in fences(guide, "yaml"):
        for task in tasks(yaml.safe_load(text)):
            (action,) = [key for key in task if key.startswith(COLLECTION)]
            names = {name for key, option in own[action].options.items() for name in [key, *(option.get("aliases") or [])]}
            assert set(task[action]) <= names


def test_readme_must_name_every_module_with_what_it_does():
    rows = re.findall(rf"^\| `{re.escape(COLLECTION)}\.(\w+)` \| (.+?) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(module.name, module.text("DOCUMENTATION")["short_description"]) for module in modules()]


def test_guide_to_results_must_list_every_reason():
    listed = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "results.md").read_text(encoding="utf-8"), re.MULTILINE)
    kinds = [kind for kind in vars(_errors).values() if isinstance(kind, type) and issubclass(kind, _errors.Failure)]
    assert sorted(listed) == sorted(kind.reason for kind in kinds)


def test_guide_to_connecting_must_name_every_option_and_variable():
    text = (ROOT / "docs" / "connecting.md").read_text(encoding="utf-8")
    variables = [name for option in ENGINE.values() for name in option.get("fallback", (None, []))[1] if name.isupper()]
    told = [name for name in [*ENGINE, *PLACE, *variables, "DOCKER_CERT_PATH"] if f"`{name}" not in text]
    assert not told


def test_readme_must_name_the_newest_api_version():
    assert "versions up to {}.{}.".format(*_wire.NEWEST) in README.read_text(encoding="utf-8")


def test_every_environment_variable_in_the_documentation_must_have_its_page():
    named = {name for path in sources("plugins") for name in re.findall(r"\bE\((\w+)\)", path.read_text(encoding="utf-8"))}
    listed = yaml.safe_load((ROOT / "docs" / "docsite" / "config.yml").read_text(encoding="utf-8"))["envvar_directives"]
    assert not named - set(listed)
