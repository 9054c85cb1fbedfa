# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mounts in long form. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import posixpath
import re
from typing import Any, Callable, Iterable, Mapping

from .sizes import bytes_of
from .volumes import local_path

TYPES = ("bind", "cluster", "image", "npipe", "tmpfs", "volume")

# option: (the types it is for, the API version it needs, where it goes in the engine's Mount)
OPTIONS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "read_only": (TYPES, "", "ReadOnly"),
    "consistency": (TYPES, "", "Consistency"),
    "propagation": (("bind",), "", "BindOptions.Propagation"),
    "non_recursive": (("bind",), "1.40", "BindOptions.NonRecursive"),
    "create_mountpoint": (("bind",), "1.42", "BindOptions.CreateMountpoint"),
    "read_only_non_recursive": (("bind",), "1.44", "BindOptions.ReadOnlyNonRecursive"),
    "read_only_force_recursive": (("bind",), "1.44", "BindOptions.ReadOnlyForceRecursive"),
    "no_copy": (("volume",), "", "VolumeOptions.NoCopy"),
    "labels": (("volume",), "", "VolumeOptions.Labels"),
    "volume_driver": (("volume",), "", "VolumeOptions.DriverConfig.Name"),
    "volume_options": (("volume",), "", "VolumeOptions.DriverConfig.Options"),
    "subpath": (("volume", "image"), "1.45", ""),  # in the options of its type
    "tmpfs_size": (("tmpfs",), "", "TmpfsOptions.SizeBytes"),
    "tmpfs_mode": (("tmpfs",), "", "TmpfsOptions.Mode"),
    "tmpfs_options": (("tmpfs",), "1.46", "TmpfsOptions.Options"),
}
TYPE_NEEDS = {"cluster": "1.42", "image": "1.47"}

Mount = Mapping[str, Any]


def mounts(wanted: Iterable[Mount], resolve: Callable[[str], str] = local_path) -> list[dict[str, Any]]:
    """``HostConfig.Mounts`` of the ``mounts`` option, in its order and as the engine will show it: nothing false or empty is in it.

    ``resolve`` makes the source of a bind absolute where it begins with ``.`` or ``~``. No target may appear twice.
    """
    found = [_mount(each, resolve) for each in wanted]
    targets = [posixpath.normpath(each["Target"]) for each in found]
    for target in targets:
        if targets.count(target) > 1:
            raise ValueError(f'mounts: "{target}" is the target of {targets.count(target)} mounts; keep one')
    return found


def needs(wanted: Iterable[Mount]) -> dict[str, str]:
    """The API version that each option in use needs, where that is newer than 1.25: ``{"subpath": "1.45", "type=image": "1.47"}``."""
    found: dict[str, str] = {}
    for each in wanted:
        if _type(each) in TYPE_NEEDS:
            found[f"type={_type(each)}"] = TYPE_NEEDS[_type(each)]
        found.update((option, row[1]) for option, row in OPTIONS.items() if row[1] and each.get(option) is not None)
    return found


def _mount(wish: Mount, resolve: Callable[[str], str]) -> dict[str, Any]:
    kind = _type(wish)
    where = f'mount "{wish.get("target") or ""}"'
    if kind not in TYPES:
        raise ValueError(f'{where}: "{kind}" is not a type of mount; there are {", ".join(TYPES)}')
    _check_target(wish.get("target") or "", where)
    mount: dict[str, Any] = {"Type": kind, "Target": wish["target"], **_source(wish, kind, where, resolve)}
    for option, (kinds, _needs, path) in OPTIONS.items():
        if wish.get(option) is None:
            continue
        if kind not in kinds:
            raise ValueError(f"{where}: {option} is for the type {' or '.join(kinds)}, not for {kind}; leave it out")
        value = _encoded(option, wish[option], where)
        if value:
            _put(mount, path or f"{kind.capitalize()}Options.Subpath", value)
    _check_together(wish, kind, where)
    return mount


def _type(wish: Mount) -> str:
    return wish.get("type") or "volume"


def _source(wish: Mount, kind: str, where: str, resolve: Callable[[str], str]) -> dict[str, str]:
    source = wish.get("source")
    if source and kind == "tmpfs":
        raise ValueError(f"{where}: a tmpfs has no source; leave it out")
    if not source and kind not in ("tmpfs", "volume"):
        raise ValueError(f"{where}: the type {kind} needs a source; name it")
    if not source:
        return {}
    return {"Source": resolve(source) if kind == "bind" else source}


def _check_target(target: str, where: str) -> None:
    if not target:
        raise ValueError(f"{where}: the target is missing; name a path in the container")
    if posixpath.normpath(target).strip("/") == "":
        raise ValueError(f"{where}: nothing can be mounted over the container's whole file system; name a folder in it")
    if not re.match(r"/|[A-Za-z]:|\\\\", target):  # or as Windows has it
        raise ValueError(f'{where}: the target is not an absolute path; begin it with "/"')


def _check_together(wish: Mount, kind: str, where: str) -> None:
    """The engine refuses these."""
    for option in ("read_only", "subpath"):
        if kind == "volume" and wish.get(option) and not wish.get("source"):
            raise ValueError(f"{where}: {option} needs a volume with a name; name it as source")
    if wish.get("read_only_non_recursive") and wish.get("read_only_force_recursive"):
        raise ValueError(f"{where}: read_only_non_recursive and read_only_force_recursive exclude each other; keep one")


def _encoded(option: str, value: Any, where: str) -> Any:
    try:
        return _ENCODINGS[option](value) if option in _ENCODINGS else value
    except ValueError as error:
        raise ValueError(f"{where}: {option}: {error}") from None


def _put(mount: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    for key in way:
        mount = mount.setdefault(key, {})
    mount[last] = value


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): "" if value is None else str(value) for key, value in values.items()}


def _octal(mode: Any) -> int:
    try:
        number = int(str(mode), 8)
    except ValueError:
        number = -1
    if not 0 <= number <= 0o7777:
        raise ValueError(f'"{mode}" is not a mode; write up to four octal digits in quotes, for example "1777"')
    return number


def _subpath(path: str) -> str:
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f'"{path}" leaves its source; write a relative path without ".."')
    return path


def _flags(options: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """The engine's form of ``[{size: 1m}, {noexec: null}]``: ``[["size", "1m"], ["noexec"]]``."""
    found = []
    for option in options:
        if len(option) != 1:
            raise ValueError(f"each item has one name and one value, not {len(option)}; write one item for each option")
        name, value = next(iter(option.items()))
        if not isinstance(name, str) or not (value is None or isinstance(value, str)):
            raise ValueError(f'"{name}": name and value are text; put them in quotes, or leave the value empty for a flag')
        found.append([name] if value is None else [name, value])
    return found


_ENCODINGS: dict[str, Callable[[Any], Any]] = {
    "labels": _texts,
    "volume_options": _texts,
    "subpath": _subpath,
    "tmpfs_size": bytes_of,
    "tmpfs_mode": _octal,
    "tmpfs_options": _flags,
}
