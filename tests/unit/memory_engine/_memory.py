# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all parts of the engine in memory share: a record of the calls, their faults, and the state to compare."""

from __future__ import annotations

import copy
import functools
from typing import Any, Callable, Iterator


def call(method: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a facade method: it is recorded, fails when told to, and hands out copies."""

    @functools.wraps(method)
    def recorded(self: Memory, *args: Any, **kwargs: Any) -> Any:
        self.calls.append(f"{method.__name__} {args[0] if args and isinstance(args[0], str) else ''}".strip())
        self._fail(method.__name__, "before")
        answer = method(self, *copy.deepcopy(args), **copy.deepcopy(kwargs))
        self._fail(method.__name__, "after")
        return answer if isinstance(answer, Iterator) else copy.deepcopy(answer)

    return recorded


class Memory:
    """``objects`` holds what each part of the engine keeps, by kind and name, in the form that inspect shows."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self._faults: list[tuple[str, int, str, BaseException]] = []
        self._dies_with: type[Exception] | None = None
        self._dead: type[Exception] | None = None

    def kept(self, kind: str) -> dict[str, Any]:
        """The objects of a kind, by name."""
        return self.objects.setdefault(kind, {})

    def state(self) -> dict[str, dict[str, Any]]:
        """Everything there is, as a copy to compare with later."""
        return {kind: copy.deepcopy(kept) for kind, kept in self.objects.items() if kept}

    def fail(self, method: str, error: BaseException, nth: int = 1, when: str = "before") -> None:
        """Let the nth call of a method from now on raise ``error``, ``before`` it is carried out or ``after`` that."""
        self._faults.append((method, nth, when, error))

    def dies_with(self, error: type[Exception]) -> None:
        """Let the next fault be the end: every call after it raises ``error`` until ``revive``."""
        self._dies_with = error

    def revive(self) -> None:
        """Answer again."""
        self._dies_with = self._dead = None

    def _fail(self, method: str, when: str) -> None:
        if self._dead:
            raise self._dead("the engine is dead")
        met = [fault for fault in self._faults if (fault[0], fault[2]) == (method, when)]
        counted = [(name, nth - 1, moment, error) for name, nth, moment, error in met]
        self._faults = [fault for fault in self._faults if fault not in met] + [fault for fault in counted if fault[1]]
        for _name, nth, _moment, error in counted:
            if not nth:
                self._dead = self._dies_with
                raise error
