# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Environment variables and labels. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from typing import Any, Mapping


def env(values: Mapping[str, Any]) -> list[str]:
    """``Config.Env``, sorted: ``["KEY=value"]``. Values must be strings, since YAML's ``yes`` or ``010`` would not arrive as written."""
    return sorted(f"{key}={_value(key, value)}" for key, value in values.items())


def env_file(text: str, caller: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of an env file, by the rules of the docker CLI (docker/cli, pkg/kvfile).

    Blank lines and lines that begin with ``#`` are left out; nothing is unquoted; the last of two equal names counts. A name without
    ``=`` takes its value from ``caller`` (the caller's environment) and is left out where that has none.
    """
    found: dict[str, str] = {}
    for number, raw in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        line = (raw[:-1] if raw.endswith("\r") else raw).lstrip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        _check_line(name, number)
        if equals:
            found[name] = value
        elif caller is not None and name in caller:
            found[name] = caller[name]
    return found


def labels(values: Mapping[str, Any]) -> dict[str, str]:
    """Labels with values as text. A number is written out and a missing value is empty; what YAML may have changed is refused."""
    return dict(_label(key, value) for key, value in values.items())


def _label(key: Any, value: Any) -> tuple[str, str]:
    if isinstance(value, (bool, float)):
        hint = f"{value} may not be what was written; put the value in quotes"
    elif value is None or isinstance(value, (str, int)):
        return _text(f'label "{key}": the key', key), "" if value is None else str(value)
    else:
        hint = "a label holds text, not a list or dictionary; use the filter to_json"
    raise ValueError(f'label "{key}": {hint}')


def _value(key: Any, value: Any) -> str:
    where = f'environment variable "{key}":'
    name = _text(f"{where} the name", key)
    if not name or "=" in name or "\0" in name:
        raise ValueError(f'{where} a name is not empty and holds no "="')
    return _text(f"{where} the value", value)


def _text(what: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"{what} is not text; put it in quotes, or use the filter string")


def _check_line(name: str, number: int) -> None:
    if not name:
        raise ValueError(f'line {number} of the env file has no name before "="; write NAME=value')
    if any(letter.isspace() for letter in name):
        raise ValueError(f'line {number} of the env file: the name "{name}" holds blanks; write NAME=value without blanks around "="')
