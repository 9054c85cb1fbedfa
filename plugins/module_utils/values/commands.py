# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands and entrypoints. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import shlex
from typing import Any, Sequence


def argv(command: str | Sequence[Any]) -> list[str]:
    """A command as the engine wants it. Text is split as a POSIX shell would; the items of a list are taken as they are."""
    if isinstance(command, str):
        return _split(command)
    if isinstance(command, Sequence):
        return [_word(item) for item in command]
    raise ValueError(f'"{command}" is not a command; write text or a list')


def argv_compatible(command: str | Sequence[Any]) -> list[str]:
    """The same for ``command_handling=compatibility``: a list is joined by blanks without quoting, then split like text."""
    return argv(command) if isinstance(command, str) else _split(" ".join(argv(command)))


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise ValueError(f"the command {text} cannot be split into words ({str(error).lower()}); close it, or write a list") from None


def _word(item: Any) -> str:
    if isinstance(item, (str, int, float)):
        return str(item)
    raise ValueError(f'"{item}" is not a word of a command; every item of the list must be text')
