# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""House rule 15: what a reader can hold in the head. Docstrings, comments and blank lines do not count."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path
from typing import Iterator

import pytest
from ansible_collections.dockfleet.docker.tests.unit.contract.collection import PLUGINS, ROOT, Module, modules, shown, sources

FUNCTION = 25
MODULE = 12
CORE = 100
RESOURCE = 250
TEST = 400
# What may be larger, how large, and why. A row that is not needed any more fails.
LARGER = {
    "plugins/module_utils/_errors.py": (140, "the tree of failures beside the tables that say which fault of the system is which of them"),
}
NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER}


def code_lines(source: str) -> set[int]:
    """The numbers of the lines that hold code."""
    tree = ast.parse(source)
    documented = [
        node.body[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(node) is not None
    ]
    docstrings = {line for node in documented for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    code = {line for token in tokens if token.type not in NO_CODE for line in range(token.start[0], token.end[0] + 1)}
    return code - docstrings


def functions(source: str) -> Iterator[tuple[str, int, int]]:
    """(name, line, lines of code) of every function, those inside others counted with them too."""
    code = code_lines(source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node.lineno, len(code & set(range(node.lineno, (node.end_lineno or 0) + 1)))


def too_large(measured: dict[str, int], limit: int) -> list[str]:
    """What exceeds the limit or its exception, and exceptions that are not needed."""
    told = []
    for what, size in measured.items():
        allowed = LARGER.get(what, (limit, ""))[0]
        if size > allowed:
            told.append(f"{what} has {size} lines of code; {allowed} are allowed")
        elif what in LARGER and size <= limit:
            told.append(f"{what} has only {size} lines of code: remove its row in LARGER")
    return told


def _size(path: Path) -> int:
    return len(code_lines(path.read_text(encoding="utf-8")))


def test_functions_must_be_short():
    measured = {}
    for path in sources("plugins", "tests", "benchmarks"):
        for name, line, size in functions(path.read_text(encoding="utf-8")):
            measured[f"{shown(path)}:{line} {name}"] = size
    told = [f"{what} has {size} lines of code; {FUNCTION} are allowed" for what, size in measured.items() if size > FUNCTION]
    assert not told, "\n" + "\n".join(told)


def test_core_files_must_be_small():
    files = [path for path in sources("plugins/module_utils") if path.parent == PLUGINS / "module_utils"]
    told = too_large({shown(path): _size(path) for path in files}, CORE)
    assert not told, "\n" + "\n".join(told)


def test_resource_files_must_be_small():
    told = too_large({shown(path): _size(path) for path in sources("plugins/module_utils/resources")}, RESOURCE)
    assert not told, "\n" + "\n".join(told)


def test_test_files_must_be_small():
    told = too_large({shown(path): _size(path) for path in sources("tests", "benchmarks")}, TEST)
    assert not told, "\n" + "\n".join(told)


@pytest.mark.parametrize("module", [pytest.param(module, id=module.name) for module in modules()])
def test_a_module_must_be_documentation_and_one_call(module: Module):
    source = module.path.read_text(encoding="utf-8")
    documented = {"DOCUMENTATION", "EXAMPLES", "RETURN"}
    strings = [node for node in module.tree.body if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in documented]
    last = max(node.end_lineno or 0 for node in strings)
    assert len(strings) == len(documented)
    assert len([line for line in code_lines(source) if line > last]) <= MODULE


def test_check_mode_must_be_decided_in_one_place():
    branches = []
    for path in sources("plugins"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.If, ast.IfExp, ast.While)) and "check_mode" in ast.dump(node.test):
                branches.append(f"{shown(path)}:{node.lineno}")
    assert len(branches) == 1 and branches[0].startswith("plugins/module_utils/_reconcile.py:"), branches


def test_exceptions_must_name_what_is_there_and_why():
    told = [what for what, (_size_, why) in LARGER.items() if not (ROOT / what).is_file() or len(why) < 20]
    assert not told


def test_documentation_and_comments_must_not_count():
    source = '"""Doc."""\n\n# comment\ndef f():\n    """Doc\n    more."""\n    return (\n        1\n    )\n'
    assert code_lines(source) == {4, 7, 8, 9}
    assert list(functions(source)) == [("f", 4, 4)]
