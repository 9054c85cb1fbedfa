# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An engine for the tests: the one that answers here, else a private one from Debian's packages.

eval "$(python3 tests/engine/engine.py up)"
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys

import daemon
import find
import images
import registry
from client import Engine
from places import Trouble, cache, data, locked, say, state

NEWEST = "testing"
ACTIONS = """up: have an engine and print shell exports; down: stop what up started; status: what runs (exit code 0 if an engine answers);
env: the exports alone, starting nothing"""


def main() -> int:
    options = _parser().parse_args()
    try:
        return {"up": up, "down": down, "status": status, "env": env}[options.action](options)
    except Trouble as trouble:
        say(str(trouble))
    except PermissionError as error:
        say(f"This needs more rights than you have: {error}.")
    except KeyboardInterrupt:
        say("Interrupted.")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="engine.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("up", "down", "status", "env"), help=ACTIONS)
    parser.add_argument("--suite", help=f"Debian suite of the private engine, such as trixie or bookworm; default {NEWEST}")
    parser.add_argument("--registry", action="store_true", help="also have a registry on the loopback address")
    parser.add_argument("--force-private", action="store_true", help="leave an engine that answers alone and start a private one")
    return parser


def up(options: argparse.Namespace) -> int:
    with locked():
        _check_suite(options.suite)
        there = None if options.force_private else _answering()
        engine = there or _private(options.suite, options.force_private)
        suite = options.suite or (daemon.running() or {}).get("suite") or NEWEST
        made = images.ensure(engine, _is_private(engine), suite)
        if options.registry:
            registry.ensure(suite)
        say(_report(engine, bool(there), made))
    _print_exports(engine)
    return 0


def down(_options: argparse.Namespace) -> int:
    with locked():
        stopped = registry.stop()
        stopped = daemon.stop() or stopped
    say(f"Stopped the private engine and removed its data; downloads stay in {cache()}." if stopped else "No private engine was running.")
    return 0


def status(_options: argparse.Namespace) -> int:
    engine, private, mirror = _answering(), daemon.running(), registry.running()
    print(f"engine: {engine.host}, version {engine.get('/version')['Version']}" if engine else "engine: none answers")
    print(f"private engine: pid {private['pid']}, Debian {private['suite']}" if private else "private engine: not running")
    print(f"registry: {mirror['address']}, pid {mirror['pid']}" if mirror else "registry: not running")
    print(f"downloads: {cache()}; state and logs: {state()}; data: {data()}")
    return 0 if engine else 1


def env(_options: argparse.Namespace) -> int:
    engine = _answering()
    if not engine:
        raise Trouble("No Docker engine answers: run `python3 tests/engine/engine.py up` first.")
    _print_exports(engine)
    return 0


def _answering() -> Engine | None:
    """The engine of the environment, else the private one that runs already."""
    ours = Engine(daemon.socket())
    return find.answering() or (ours if daemon.running() and ours.answers() else None)


def _is_private(engine: Engine) -> bool:
    return engine.host == daemon.socket()


def _private(suite: str | None, beside: bool) -> Engine:
    ours = Engine(daemon.socket())
    return ours if daemon.running() and ours.answers() else daemon.start(suite or NEWEST, beside)


def _check_suite(wanted: str | None) -> None:
    has = (daemon.running() or {}).get("suite")
    if wanted and has and wanted != has:
        raise Trouble(f"A private engine of Debian {has} runs already: stop it with `python3 tests/engine/engine.py down` first.")


def _report(engine: Engine, found: bool, made: list[str]) -> str:
    kind = f"private engine (Debian {(daemon.running() or {}).get('suite')})" if _is_private(engine) else "engine"
    words = [f"{'Using the' if found else 'Started a'} {kind} {engine.get('/version')['Version']} at {engine.host}"]
    named = os.environ.get("DOCKER_HOST")
    if named and named != engine.host:
        words.append(f"DOCKER_HOST={named} is not used")
    if made:
        words.append(f"made {', '.join(made)}")
    if registry.running():
        words.append(f"registry at {(registry.running() or {})['address']}")
    if _is_private(engine) and _foreign_config():
        words.append(f"DOCKER_CONFIG stays yours: compose and buildx are in {daemon.cli_config()}/cli-plugins")
    return "; ".join(words) + "."


def _print_exports(engine: Engine) -> None:
    for name, value in _exports(engine).items():
        print(f"export {name}={shlex.quote(value)}")


def _exports(engine: Engine) -> dict[str, str]:
    found = {
        "DOCKER_HOST": engine.host,
        "DOCKFLEET_BASE_IMAGE": next(iter(images.OWN)),
        "DOCKFLEET_DOCKER_CLI": shutil.which("docker") or "",
    }
    if _is_private(engine):
        found["DOCKFLEET_DOCKER_CLI"] = str(daemon.commands() / "docker")
        found["PATH"] = _path_with(str(daemon.commands()))
        if not _foreign_config():
            found["DOCKER_CONFIG"] = str(daemon.cli_config())
    mirror = registry.running()
    if mirror:
        found["DOCKFLEET_REGISTRY"] = mirror["address"]
    return found


def _foreign_config() -> bool:
    """A DOCKER_CONFIG that the user chose is not replaced."""
    return os.environ.get("DOCKER_CONFIG", str(daemon.cli_config())) != str(daemon.cli_config())


def _path_with(folder: str) -> str:
    rest = [part for part in os.environ.get("PATH", "").split(os.pathsep) if part != folder]
    return os.pathsep.join([folder, *rest])


if __name__ == "__main__":
    sys.exit(main())
