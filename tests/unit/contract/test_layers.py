# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file belongs to a layer, and imports only what its layer may."""

from __future__ import annotations

import ast
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Iterator, NamedTuple

import pytest
from ansible_collections.dockfleet.docker.tests.unit.contract.collection import PACKAGE, PLUGINS, shown, sources

FACTS = ("module_utils._errors", "module_utils._fields", "module_utils._reconcile", "module_utils._spec", "module_utils.values")


class Layer(NamedTuple):
    """The files of a layer, the parts of the collection that they may import, and the libraries besides the standard one."""

    files: str
    own: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()


# The first row that fits a file holds for it.
LAYERS = (
    Layer("modules/*", ("module_utils._run", "module_utils.resources")),
    Layer("action/*", ("plugin_utils",)),
    Layer("plugin_utils/_kinds.py", ("module_utils._run", "module_utils.resources")),
    Layer(
        "plugin_utils/*",
        ("plugin_utils", "module_utils._run", "module_utils._engine", "module_utils._errors", "module_utils.transport"),
        ("ansible",),
    ),
    *(
        Layer(f"{shell}/*", ("plugin_utils", "module_utils._run", "module_utils._engine", "module_utils._errors"), ("ansible",))
        for shell in ("inventory", "lookup", "connection", "filter")
    ),
    Layer("doc_fragments/*"),
    Layer("module_utils/_run.py", ("module_utils._address", "module_utils._engine", *FACTS[:4]), ("ansible.module_utils",)),
    Layer("module_utils/_spec.py", (), ("ansible.module_utils",)),
    Layer("module_utils/_engine.py", ("module_utils._wire", "module_utils._address", "module_utils._errors", "module_utils._spec")),
    Layer("module_utils/_wire.py", ("module_utils.transport", "module_utils._address", "module_utils._errors")),
    Layer("module_utils/_address.py", ("module_utils.transport", "module_utils._errors")),
    Layer("module_utils/_errors.py", (), ("docker", "paramiko", "requests")),
    Layer("module_utils/_fields.py"),
    Layer("module_utils/_reconcile.py"),
    Layer("module_utils/values/*", ("module_utils.values",)),
    Layer("module_utils/transport/*", ("module_utils.transport", "module_utils._errors"), ("docker", "paramiko", "requests", "urllib3")),
    Layer("module_utils/resources/*", ("module_utils.resources", *FACTS)),
)


def layer_of(path: str) -> Layer | None:
    """The layer of a file; the path is relative to plugins/."""
    return next((layer for layer in LAYERS if fnmatch(path, layer.files)), None)


def imported(path: str, source: str) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of all that a file imports; parts of this collection start with a dot, and are relative to plugins/."""
    package = path.split("/")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, _own(alias.name)) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            dots = "." if node.level else ""
            start = dots + ".".join([*base, *(node.module or "").split(".")]).strip(".")
            yield from ((node.lineno, _own(f"{start}.{alias.name}")) for alias in node.names)


def _own(name: str) -> str:
    return name[len(PACKAGE) + len(".plugins") :] if name.startswith(PACKAGE + ".plugins.") else name


def violations(path: str, source: str) -> list[str]:
    """What a file imports and may not, one line each."""
    layer = layer_of(path)
    if layer is None:
        return [f"plugins/{path}: belongs to no layer; give it a row in {Path(__file__).name}"]
    told = []
    for line, name in imported(path, source):
        allowed = ["." + part for part in layer.own] + list(layer.libraries)
        if name.split(".")[0] in sys.stdlib_module_names or any((name + ".").startswith(part + ".") for part in allowed):
            continue
        told.append(f"plugins/{path}:{line}: {layer.files} imports {name.lstrip('.')}")
    return told


def test_every_file_must_import_only_what_its_layer_may():
    told = [line for path in sources("plugins") for line in violations(str(path.relative_to(PLUGINS)), path.read_text(encoding="utf-8"))]
    assert not told, "\n" + "\n".join(told)


def test_a_module_must_import_one_resource():
    told = []
    for path in sources("plugins/modules"):
        relative = str(path.relative_to(PLUGINS))
        resources = [name for _line, name in imported(relative, path.read_text(encoding="utf-8")) if ".resources." in name]
        if len(resources) != 1:
            told.append(f"{shown(path)}: imports {resources}")
    assert not told, "\n" + "\n".join(told)


@pytest.mark.parametrize(
    ("path", "source", "said"),
    [
        ("modules/x.py", "import docker", "plugins/modules/x.py:1: modules/* imports docker"),
        ("modules/x.py", "from ..module_utils._engine import Engine", "imports module_utils._engine.Engine"),
        ("modules/x.py", "from ansible.module_utils.basic import AnsibleModule", "imports ansible.module_utils.basic.AnsibleModule"),
        ("module_utils/resources/x.py", "def f():\n    from .._run import converge", "x.py:2: module_utils/resources/* imports"),
        ("module_utils/resources/a/x.py", "from ..._engine import Engine", "imports module_utils._engine.Engine"),
        ("module_utils/_fields.py", "from . import _errors", "imports module_utils._errors"),
        ("module_utils/values/x.py", "from .._errors import Invalid", "imports module_utils._errors.Invalid"),
        ("module_utils/_engine.py", "from .resources.volume import Volume", "imports module_utils.resources.volume.Volume"),
        ("module_utils/transport/x.py", "from .._engine import Engine", "imports module_utils._engine.Engine"),
        ("module_utils/_new.py", "", "belongs to no layer"),
        (
            "action/x.py",
            "from ansible_collections.dockfleet.docker.plugins.module_utils._engine import Engine",
            "imports module_utils._engine.Engine",
        ),
    ],
)
def test_a_forbidden_import_must_be_told_with_its_line(path, source, said):
    assert said in "\n".join(violations(path, source))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("modules/x.py", "from __future__ import annotations\nfrom ..module_utils._run import run_module"),
        (
            "module_utils/resources/container/x.py",
            "from ..network import Network\nfrom ..._fields import Field\nfrom ...values import ports",
        ),
        ("module_utils/_wire.py", "from . import transport\nimport json"),
        ("module_utils/transport/x.py", "import docker.errors\nfrom ._client import client"),
    ],
)
def test_what_a_layer_may_import_must_not_be_told(path, source):
    assert violations(path, source) == []
