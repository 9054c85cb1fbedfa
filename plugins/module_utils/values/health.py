# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Health checks. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from typing import Any, Mapping

from .durations import nanoseconds_of

DISABLED = ["NONE"]
KINDS = ("NONE", "CMD", "CMD-SHELL")

DURATIONS = {"interval": "Interval", "timeout": "Timeout", "start_period": "StartPeriod", "start_interval": "StartInterval"}
_SHORTEST = 10**6  # the engine refuses less than a millisecond; 0 means its default


def healthcheck(values: Mapping[str, Any]) -> dict[str, Any]:
    """``Config.Healthcheck`` of ``test``, ``interval``, ``timeout``, ``start_period``, ``start_interval`` and ``retries``.

    A test as text is run by the container's shell. Without one the check is disabled; with ``test_cli_compatible`` the image's test
    stays and the other values replace the image's. Durations become nanoseconds.
    """
    test = values.get("test")
    if not test and not values.get("test_cli_compatible") or test == DISABLED:
        return {"Test": list(DISABLED)}
    found: dict[str, Any] = {"Test": _test(test)} if test else {}
    for option, key in DURATIONS.items():
        if values.get(option) is not None:
            found[key] = _duration(option, values[option])
    if values.get("retries") is not None:
        found["Retries"] = _retries(values["retries"])
    return found


def _test(test: Any) -> list[str]:
    if isinstance(test, str):
        return ["CMD-SHELL", test]
    if isinstance(test, (list, tuple)):
        return _words([str(word) for word in test])
    raise ValueError(f'health check test "{test}": write text or a list')


def _words(words: list[str]) -> list[str]:
    if words[0] not in KINDS:
        raise ValueError(f'health check test: a list begins with NONE, CMD or CMD-SHELL, not "{words[0]}"; put CMD before it')
    if words[0] == "NONE":
        raise ValueError('health check test: nothing may follow NONE; write ["NONE"] to disable the check')
    if len(words) == 1:
        raise ValueError(f"health check test: {words[0]} is not followed by a command; add it to the list")
    return words


def _duration(option: str, text: Any) -> int:
    try:
        duration = nanoseconds_of(text)
    except ValueError as error:
        raise ValueError(f"health check {option}: {error}") from None
    if 0 < duration < _SHORTEST:
        raise ValueError(f'health check {option}: "{text}" is too short; an engine allows 0 or at least 1ms')
    return duration


def _retries(number: Any) -> int:
    if isinstance(number, bool) or not str(number).isdecimal():
        raise ValueError(f'health check retries: "{number}" is not a number of retries; write 1 or more, or 0 for the engine\'s default')
    return int(number)
