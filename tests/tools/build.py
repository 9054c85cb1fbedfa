# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Build the collection, install it where nothing else is, and read every plugin's documentation from there.

Fails when Galaxy's importer would refuse it, when it holds less than the checkout, or a plugin without documentation; prints what was
found of each kind.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from collection_copy import ROOT, refresh

NAME = "dockfleet.docker"
DIST, INSTALLED = ROOT / ".dev" / "dist", ROOT / ".dev" / "installed"
KINDS = ("module", "inventory", "lookup", "connection", "filter", "test", "callback", "become", "strategy", "vars", "role")
# Folders of plugins that have no documentation of their own.
FOLDERS = {"module": "modules"}


def main() -> int:
    try:
        archive = build()
        install(archive)
        import_as_galaxy_does(archive)
        print(f"{archive.relative_to(ROOT)}: {archive.stat().st_size // 1024} kB")
        faults = [fault for kind in KINDS for fault in judge(kind)]
    except subprocess.CalledProcessError as error:
        print(f"This failed: {' '.join(map(str, error.cmd))}\n{error.stdout}{error.stderr}", file=sys.stderr)
        return 1
    for fault in faults:
        print(f"FAILED  {fault}", file=sys.stderr)
    return 1 if faults else 0


def build() -> Path:
    """From a copy, so that no stray file of the checkout gets in."""
    shutil.rmtree(DIST, ignore_errors=True)
    galaxy("build", str(refresh()), "--output-path", str(DIST))
    return next(DIST.glob("*.tar.gz"))


def install(archive: Path) -> None:
    shutil.rmtree(INSTALLED, ignore_errors=True)
    galaxy("install", str(archive), "--collections-path", str(INSTALLED), "--offline")
    galaxy("verify", NAME, "--collections-path", str(INSTALLED), "--offline")


def import_as_galaxy_does(archive: Path) -> None:
    """Its own run of ansible-test would need containers; `make sanity` does that part."""
    settings = DIST / "importer.cfg"
    settings.write_text("[galaxy-importer]\nRUN_ANSIBLE_TEST = False\nCHECK_REQUIRED_TAGS = True\nLOG_LEVEL_MAIN = WARNING\n")
    tools = ROOT / ".dev" / "tools" / "bin"
    path = os.pathsep.join([str(tools), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "GALAXY_IMPORTER_CONFIG": str(settings)}
    done = subprocess.run(
        [str(tools / "python"), "-m", "galaxy_importer.main", str(archive)],
        cwd=DIST,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(done.stdout, end="", flush=True)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, done.args, "", "")


def judge(kind: str) -> list[str]:
    """What is wrong with the plugins of this kind."""
    listed = set(ansible_doc("--list", "--type", kind, NAME))
    lacking = [f"{kind} {name} is in the checkout, not in the build" for name in sorted(expected(kind) - listed)]
    if not listed:
        return lacking
    documented = ansible_doc("--json", "--type", kind, *sorted(listed))
    dumb = [f"{kind} {name} shows no documentation" for name in sorted(listed) if not has_words(documented.get(name, {}))]
    print(f"ok      {len(listed)} of kind {kind}" if not lacking + dumb else f"FAILED  kind {kind}")
    return lacking + dumb


def expected(kind: str) -> set[str]:
    """Names by file; a filter's or test's file may hold several, under other names."""
    if kind == "role":
        return {f"{NAME}.{path.parents[1].name}" for path in ROOT.glob("roles/*/meta/argument_specs.yml")}
    if kind in ("filter", "test"):
        return set()
    found = (ROOT / "plugins" / FOLDERS.get(kind, kind)).glob("*.py")
    return {f"{NAME}.{path.stem}" for path in found if not path.stem.startswith("_")}


def has_words(documented: dict[str, Any]) -> bool:
    if "entry_points" in documented:
        return any(point.get("short_description") for point in documented["entry_points"].values())
    return bool((documented.get("doc") or {}).get("description"))


def galaxy(*arguments: str) -> None:
    run("ansible-galaxy", "collection", *arguments)


def ansible_doc(*arguments: str) -> dict[str, Any]:
    if "--list" in arguments:
        arguments = ("--json", *arguments)
    return dict(json.loads(run("ansible-doc", *arguments) or "{}"))


def run(command: str, *arguments: str) -> str:
    env = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(INSTALLED), "ANSIBLE_NOCOLOR": "1"}
    argv = [str(Path(sys.executable).parent / command), *arguments]
    return subprocess.run(argv, cwd=ROOT / ".dev", env=env, stdin=subprocess.DEVNULL, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
