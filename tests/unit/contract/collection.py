# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection as the contract tests see it: its modules, their documentation and their specifications."""

from __future__ import annotations

import ast
import importlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
PLUGINS = ROOT / "plugins"
COLLECTION = "dockfleet.docker"
PACKAGE = "ansible_collections.dockfleet.docker"


def sources(*folders: str) -> list[Path]:
    """The Python files under these folders of the collection."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py") if not path.name.startswith("."))


def shown(path: Path) -> str:
    """A path as a failing test prints it."""
    return str(path.relative_to(ROOT))


@dataclass(frozen=True)
class Module:
    """One module: its name, its syntax tree and the strings that document it, read without importing it."""

    name: str

    @property
    def path(self) -> Path:
        return PLUGINS / "modules" / (self.name + ".py")

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path)

    def text(self, variable: str) -> Any:
        """What the YAML of DOCUMENTATION, EXAMPLES or RETURN says; None where the module has no such string."""
        return yaml.safe_load(literals(self.tree).get(variable) or "null")

    @property
    def options(self) -> dict[str, Any]:
        """The documented options, with those of the fragments."""
        documented = self.text("DOCUMENTATION")
        merged: dict[str, Any] = {}
        for fragment in documented.get("extends_documentation_fragment", []):
            merged.update(fragment_of(fragment).get("options") or {})
        return {**merged, **(documented.get("options") or {})}

    @property
    def kind(self) -> Any:
        """The resource class that its main runs."""
        served = [node.args[0] for node in ast.walk(self.tree) if isinstance(node, ast.Call) and _called(node) == "run_module"]
        assert len(served) == 1, f"{shown(self.path)} must call run_module once"
        name = served[0].id  # type: ignore[attr-defined]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and name in [alias.name for alias in node.names]:
                return getattr(importlib.import_module(f"{PACKAGE}.plugins.{node.module}"), name)
        raise AssertionError(f"{shown(self.path)} does not import {name}")

    @property
    def spec(self) -> dict[str, Any]:
        """Its argument specification, shared options included."""
        return dict(self.kind.spec.as_arguments()["argument_spec"])


def modules() -> list[Module]:
    """Every module of the collection."""
    return [Module(path.stem) for path in sources("plugins/modules") if path.stem != "__init__"]


def literals(tree: ast.Module) -> dict[str, str]:
    """The strings that a file assigns at its top level, or in the body of a class there, by name."""
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    assigned = [node for body in bodies for node in body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)]
    return {node.targets[0].id: node.value.value for node in assigned}  # type: ignore[attr-defined,union-attr]


@lru_cache(maxsize=None)
def fragment_of(name: str) -> dict[str, Any]:
    """What a documentation fragment says: ``dockfleet.docker.engine`` or ``dockfleet.docker.attributes.changes``."""
    assert name.startswith(COLLECTION + "."), f"the fragment {name} is none of this collection"
    file, _dot, variable = name[len(COLLECTION) + 1 :].partition(".")
    text = literals(_parsed(PLUGINS / "doc_fragments" / (file + ".py")))[(variable or "documentation").upper()]
    return dict(yaml.safe_load(text))


@lru_cache(maxsize=None)
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", "")
