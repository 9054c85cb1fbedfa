# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Pythons of this machine: those on PATH, and pyenv's, which need not be on it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Iterator

PROBE = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"


def find(version: str) -> Path | None:
    """A working interpreter of this version, such as 3.11, that can make virtual environments."""
    return next((python for python in _candidates(version) if _works(python, version)), None)


def _candidates(version: str) -> Iterator[Path]:
    """pyenv's own first: what it puts on PATH are scripts that work only for the versions it was told to use."""
    for root in _pyenv_roots():
        yield from sorted((root / "versions").glob(f"{version}.*/bin/python{version}"), reverse=True)
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        python = Path(folder) / f"python{version}"
        if python.is_file():
            yield python


def _pyenv_roots() -> list[Path]:
    try:
        told = subprocess.run(["pyenv", "root"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        told = ""
    named = (os.environ.get("PYENV_ROOT"), told, str(Path.home() / ".pyenv"))
    return list(dict.fromkeys(Path(name) for name in named if name))


def _works(python: Path, version: str) -> bool:
    try:
        done = subprocess.run([str(python), "-c", PROBE], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == version
