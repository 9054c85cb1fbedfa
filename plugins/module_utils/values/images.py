# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Image references. PRIVATE: not part of the collection's API.

The grammar, the default registry and the length limit are those of github.com/distribution/reference (reference.go, regexp.go and
normalize.go); the digests are those of github.com/opencontainers/go-digest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DEFAULT_REGISTRY = "docker.io"
LONGEST_PATH = 255

_OFFICIAL = "library/"
_ALIASES = {"index.docker.io": DEFAULT_REGISTRY}
_LABEL = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_REGISTRY = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?")
_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_PATH = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})*")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_HEX = re.compile(r"[a-f0-9]+")
_ID = re.compile(r"(?:sha256:)?[a-fA-F0-9]{64}")
_DIGEST_LENGTH = {"sha256": 64, "sha384": 96, "sha512": 128}


def is_image_id(text: str) -> bool:
    """Whether this is a whole image id, 64 hexadecimal digits with or without ``sha256:``; a shortened id looks like any name."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True)
class Reference:
    """One image by name: ``registry`` (``docker.io`` where none is said), ``path`` (``library/busybox``), ``tag`` and ``digest``."""

    registry: str
    path: str
    tag: str | None = None
    digest: str | None = None

    @classmethod
    def parse(cls, text: str, default_tag: str | None = "latest") -> Reference:
        """Read ``[registry/]path[:tag][@digest]``; ``default_tag`` is the tag of a name with neither tag nor digest, None for none."""
        if is_image_id(text):
            raise ValueError(f'image "{text}": an image id has neither registry nor tag; name a repository here, such as "example/app:1.0"')
        named, at_sign, digest = text.partition("@")
        before, slash, last = named.rpartition("/")
        last, colon, tag = last.partition(":")
        registry, path = _split(before + slash + last)
        _check_registry(text, registry)
        _check_path(text, path)
        if colon and not _TAG.fullmatch(tag):
            raise ValueError(f'image "{text}": "{tag}" is not a tag (up to 128 letters, digits, "_", "." and "-", not "." or "-" first)')
        if at_sign:
            _check_digest(text, digest)
        return cls(registry, path, (tag or None) if colon or at_sign else default_tag, digest or None)

    @property
    def name(self) -> str:
        """Registry and path: ``docker.io/library/busybox``."""
        return f"{self.registry}/{self.path}"

    def canonical(self) -> str:
        """Everything that is known, nothing left to defaults: ``docker.io/library/busybox:1.36``."""
        return self.name + self._rest()

    def familiar(self) -> str:
        """The way people and an engine's RepoTags write it: ``busybox:1.36``."""
        if self.registry != DEFAULT_REGISTRY:
            return self.canonical()
        official = self.path.startswith(_OFFICIAL) and self.path.count("/") == 1
        return (self.path[len(_OFFICIAL) :] if official else self.path) + self._rest()

    def _rest(self) -> str:
        return (f":{self.tag}" if self.tag else "") + (f"@{self.digest}" if self.digest else "")


def _split(name: str) -> tuple[str, str]:
    """Registry and path. The first part is a registry if it holds a dot, a colon or a capital, or is ``localhost``."""
    first, slash, rest = name.partition("/")
    if slash and (first == "localhost" or re.search(r"[.:A-Z]", first)):
        registry, path = _ALIASES.get(first, first), rest
    else:
        registry, path = DEFAULT_REGISTRY, name
    if registry == DEFAULT_REGISTRY and path and "/" not in path:
        path = _OFFICIAL + path
    return registry, path


def _check_registry(text: str, registry: str) -> None:
    if not _REGISTRY.fullmatch(registry):
        raise ValueError(f'image "{text}": "{registry}" is not a registry; write a host name or address, with ":port" if need be')


def _check_path(text: str, path: str) -> None:
    said = path[len(_OFFICIAL) :] if path.startswith(_OFFICIAL) else path
    if not said:
        raise ValueError(f'image "{text}": the name of the repository is missing; write it as in "example/app:1.0"')
    if path != path.lower() and _PATH.fullmatch(path.lower()):
        raise ValueError(f'image "{text}": a repository is written in lower case; did you mean "{said.lower()}"?')
    if not _PATH.fullmatch(path):
        raise ValueError(f'image "{text}": "{said}" is not a repository (lower case letters and digits, with ".", "_", "-" or "/" between)')
    if len(path) > LONGEST_PATH:
        raise ValueError(f'image "{text}": the repository has {len(path)} characters; {LONGEST_PATH} are allowed')


def _check_digest(text: str, digest: str) -> None:
    algorithm, _dummy, digits = digest.partition(":")
    length = _DIGEST_LENGTH.get(algorithm)
    if length is None:
        raise ValueError(f'image "{text}": "{digest}" is not a digest; write it as "sha256:" and 64 hexadecimal digits')
    if len(digits) != length or not _HEX.fullmatch(digits):
        raise ValueError(f'image "{text}": a {algorithm} digest has {length} hexadecimal digits in lower case; copy the whole digest')
