# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run ansible-test sanity on every Python of this machine that a managed host or a controller may have, and say which were left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from collection_copy import ROOT, refresh
from pythons import find

# What ansible-core 2.19 supports on managed hosts; the controller's own are the last three.
SUPPORTED = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13")
# Not what pip says while ansible-test makes its environments.
TELLING = ("Running", "ERROR", "FATAL", "NOTICE", "WARNING", "Traceback")
OURS = "dockfleet: stands in for get-pip.py"
# ansible-test downloads this file from its own host; ensurepip and the package index do as well.
GET_PIP = f"""# {OURS}
import subprocess
import sys

subprocess.check_call([sys.executable, "-m", "ensurepip", "--default-pip"], stdout=subprocess.DEVNULL)
pins = [word for word in sys.argv[1:] if word.startswith("pip==")]
subprocess.check_call([sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *pins])
"""


def main() -> int:
    pythons = {version: python for version in SUPPORTED for python in [find(version)] if python}
    stand_in_for_get_pip()
    status, output = run(pythons, sys.argv[1:])
    tested = sorted(set(re.findall(r"[Rr]unning sanity test \S+ on Python (3\.\d+)", output)), key=numeric)
    print(f"Python versions tested: {', '.join(tested) or 'none by version'}")
    for version in SUPPORTED:
        if version not in pythons:
            print(f"SKIPPED Python {version}: no working python{version} on PATH or under pyenv")
    print_skipped(output)
    missed = [version for version in pythons if version not in tested]
    if missed and not sys.argv[1:]:
        print(f"FAILED: ansible-test left out Python {', '.join(missed)} although it is here.", file=sys.stderr)
        return 1
    return status


def run(pythons: dict[str, Path], arguments: list[str]) -> tuple[int, str]:
    """Exit code and output; what matters of it is shown as it comes, all of it is in .dev/sanity.log."""
    folders = [str(Path(sys.executable).parent), *(str(python.parent) for python in pythons.values())]
    env = {**os.environ, "PATH": os.pathsep.join([*folders, os.environ["PATH"]])}
    argv = ["ansible-test", "sanity", "--color", "no", *arguments]
    copy = refresh()
    child = subprocess.Popen(argv, cwd=copy, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert child.stdout
    with (ROOT / ".dev" / "sanity.log").open("w+") as log:
        for line in child.stdout:
            log.write(line)
            if line.startswith(TELLING) and "Location" not in line:
                print(line, end="", flush=True)
        log.seek(0)
        return child.wait(), log.read()


def print_skipped(output: str) -> None:
    """ansible-test's own reasons, once more at the end, where they are seen."""
    for line in dict.fromkeys(re.findall(r"^WARNING: (.*(?:[Ss]kipp|not found).*)$", output, re.MULTILINE)):
        print(f"SKIPPED {line}")


def stand_in_for_get_pip() -> None:
    source = Path(ansible_test_folder(), "_internal", "python_requirements.py").read_text()
    pinned = re.search(r"pip='([0-9.]+)'", source)
    if not pinned:
        return
    path = Path.home() / ".ansible" / "test" / "cache" / f"get_pip_{pinned.group(1).replace('.', '_')}.py"
    if path.exists() and OURS not in path.read_text(errors="replace"):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GET_PIP)


def ansible_test_folder() -> Path:
    spec = find_spec("ansible_test")
    if not spec or not spec.submodule_search_locations:
        sys.exit("ansible-test is missing: run `make env`.")
    return Path(spec.submodule_search_locations[0])


def numeric(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


if __name__ == "__main__":
    sys.exit(main())
