# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where the private engine keeps its things, and how its scripts run commands and fail."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Mapping, Sequence


class Trouble(Exception):
    """One sentence for the person at the terminal."""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def is_root() -> bool:
    return os.geteuid() == 0


def state() -> Path:
    """Sockets, pid files, logs. Short, because a socket's path may have about 100 characters; fixed, so that checkouts share one engine."""
    if is_root() and Path("/run").is_dir():
        return Path("/run/dockfleet-engine")
    return Path(f"/tmp/dockfleet-engine-{os.geteuid()}")


def data() -> Path:
    """Images, containers, volumes: on disk, where /run is often memory."""
    return Path("/var/lib/dockfleet-engine") if is_root() else state() / "data"


def cache() -> Path:
    """Downloads, kept when the engine goes."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "dockfleet"


def private(folder: Path) -> Path:
    """Make the folder for this user alone; refuse one that somebody else prepared."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    seen = folder.lstat()
    if folder.is_symlink() or seen.st_uid != os.geteuid():
        raise Trouble(f"{folder} belongs to somebody else: remove it and try again.")
    folder.chmod(0o700)
    return folder


@contextmanager
def locked() -> Iterator[None]:
    """One `up` or `down` at a time on this machine; the lock file lies beside the state, which `down` removes."""
    path = f"{state()}.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def run(argv: Sequence[str], doing: str, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """Standard output of a command; a failure becomes one sentence with the command's own last words."""
    try:
        done = subprocess.run(list(argv), cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Trouble(f"Cannot {doing}: {argv[0]}: {error.strerror}.") from error
    if done.returncode:
        raise Trouble(f"Cannot {doing}: {last_words(done.stderr or done.stdout)}")
    return done.stdout


def last_words(text: str, lines: int = 3) -> str:
    return " | ".join(line.strip() for line in text.strip().splitlines()[-lines:]) or "no message"
