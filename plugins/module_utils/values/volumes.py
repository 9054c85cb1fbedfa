# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Volumes in short form (``source:target:mode``) and tmpfs. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from typing import Callable, Iterable

# At most one of each; the engine's volume/mounts/linux_parser.go
GROUPS = (
    ("rw", "ro"),
    ("z", "Z"),
    ("private", "rprivate", "shared", "rshared", "slave", "rslave"),
    ("consistent", "cached", "delegated"),
    ("nocopy",),
)
MODES = tuple(mode for group in GROUPS for mode in group)

_VOLUME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")


@dataclass(frozen=True)
class Bind:
    """One entry of ``volumes``, in one spelling: two entries that mean the same are equal.

    ``source`` is a path on the engine's host, the name of a volume, or None for an anonymous volume. ``mode`` always says ``rw`` or
    ``ro`` first (it is empty for an anonymous volume).
    """

    source: str | None
    target: str
    mode: str = "rw"

    @property
    def is_anonymous(self) -> bool:
        """Whether the engine makes a new volume for it: it belongs into ``Config.Volumes``."""
        return self.source is None

    @property
    def is_volume(self) -> bool:
        """Whether a volume is mounted, named or anonymous, rather than a path."""
        return self.source is None or not self.source.startswith("/")

    @property
    def read_only(self) -> bool:
        """Whether the container may not write there."""
        return "ro" in self.mode.split(",")

    def __str__(self) -> str:
        """As the engine wants it in ``HostConfig.Binds``; an anonymous volume is its target."""
        return self.target if self.source is None else f"{self.source}:{self.target}:{self.mode}"


def local_path(path: str) -> str:
    """A path that begins with ``.`` or ``~`` made absolute where this code runs; anything else as it is."""
    return os.path.abspath(os.path.expanduser(path)) if path[:1] in (".", "~") else path


def bind(text: str, resolve: Callable[[str], str] = local_path) -> Bind:
    """Read ``source:target[:mode[,mode]]`` or ``/anonymous``; ``resolve`` makes the source's path absolute."""
    where = f'volume "{text}"'
    parts = text.strip().split(":")
    if len(parts) > 3:
        raise ValueError(f"{where}: there are more than three parts; write source:target:mode, or use mounts for a path with a colon")
    if len(parts) == 1:
        return Bind(None, _target(parts[0], where), "")
    if len(parts) == 2 and parts[0].startswith("/") and _are_modes(parts[1]):
        raise ValueError(f"{where}: an anonymous volume has no mode; write source:target:mode, or the target alone")
    found = Bind(_source(parts[0], where, resolve), _target(parts[1], where), _mode(parts[2] if len(parts) == 3 else "", where))
    _check_modes(found, where)
    return found


def spelled(entry: str) -> Bind:
    """One of the ``Binds`` that an engine shows; what ``bind`` does not know equals no wish."""
    try:
        return bind(entry, resolve=str)
    except ValueError:
        return Bind(None, entry, "")


def tmpfs(specs: Iterable[str]) -> dict[str, str]:
    """``HostConfig.Tmpfs`` of ``target[:option[,option]]``: ``{"/run": "size=64m,noexec"}``; the options are the mount command's."""
    found: dict[str, str] = {}
    for spec in specs:
        path, _dummy, options = str(spec).strip().partition(":")
        target = _target(path, f'tmpfs "{spec}"')
        if target in found:
            raise ValueError(f'tmpfs "{spec}": {target} is mounted twice; leave one out')
        found[target] = options
    return found


def _source(text: str, where: str, resolve: Callable[[str], str]) -> str:
    if not text:
        raise ValueError(f"{where}: the source is missing; write a path or the name of a volume before the colon")
    path = resolve(text)
    if path.startswith("/"):
        return _clean(path)
    if not _VOLUME.fullmatch(path):
        raise ValueError(
            f'{where}: "{text}" is neither a path (beginning with "/", "./" or "~/") nor the name of a volume (two letters or more)'
        )
    return path


def _target(text: str, where: str) -> str:
    if not text.startswith("/"):
        raise ValueError(f'{where}: "{text}" is not an absolute path in the container; begin it with "/"')
    target = _clean(text)
    if target == "/":
        raise ValueError(f"{where}: nothing can be mounted over the container's whole file system; name a folder in it")
    return target


def _clean(path: str) -> str:
    return posixpath.normpath("/" + path.lstrip("/"))  # normpath keeps two slashes in front


def _mode(text: str, where: str) -> str:
    given = text.split(",") if text else []
    for mode in given:
        if mode not in MODES:
            raise ValueError(f'{where}: "{mode}" is not a mode; there are {", ".join(MODES)}')
    chosen = [_one_of(group, given, where) for group in GROUPS]
    return ",".join(mode for mode in [chosen[0] or "rw", *chosen[1:]] if mode)


def _one_of(group: tuple[str, ...], given: Iterable[str], where: str) -> str:
    found = [mode for mode in given if mode in group]
    if len(found) > 1:
        raise ValueError(f"{where}: the modes {' and '.join(found)} exclude each other; keep one")
    return found[0] if found else ""


def _check_modes(found: Bind, where: str) -> None:
    """The engine refuses these."""
    propagation = [mode for mode in found.mode.split(",") if mode in GROUPS[2]]
    if found.is_volume and propagation:
        raise ValueError(f"{where}: {propagation[0]} is for paths, not for volumes; leave it out")
    if not found.is_volume and "nocopy" in found.mode.split(","):
        raise ValueError(f"{where}: nocopy is for volumes, not for paths; leave it out")


def _are_modes(text: str) -> bool:
    return all(mode in MODES for mode in text.split(","))
