# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which engine the docker CLI would talk to here."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Iterator

from client import Engine

DEFAULT = "unix:///var/run/docker.sock"


def candidates() -> Iterator[str]:
    """DOCKER_HOST alone where it is set; else the CLI's current context, then the default socket."""
    named = os.environ.get("DOCKER_HOST")
    if named:
        yield named
        return
    context = _context_host()
    if context:
        yield context
    yield DEFAULT


def answering() -> Engine | None:
    for host in candidates():
        engine = Engine(host)
        if engine.answers():
            return engine
    return None


def _context_host() -> str | None:
    """The endpoint of the current context, read from the CLI's own files."""
    folder = Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker")
    try:
        name = os.environ.get("DOCKER_CONTEXT") or json.loads((folder / "config.json").read_text()).get("currentContext")
        if not name or name == "default":
            return None
        digest = hashlib.sha256(name.encode()).hexdigest()
        meta = json.loads((folder / "contexts" / "meta" / digest / "meta.json").read_text())
        return meta["Endpoints"]["docker"]["Host"] or None
    except (OSError, ValueError, KeyError):
        return None
