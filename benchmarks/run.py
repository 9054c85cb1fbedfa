# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Times dockfleet.docker beside community.docker and ansible.builtin.debug, in one run; see README.md.

tests/tools/with-engine.sh python benchmarks/run.py --rounds 5 --only volume
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Callable, Iterator

from plays import Runner, Times, Trouble
from report import missed, result, table
from scenarios import DEBUG, OURS, PEER, SUBJECTS, Scenario, scenarios

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "engine"))
import find  # noqa: E402
import places  # noqa: E402
from client import Engine  # noqa: E402
from proxy import Proxy  # noqa: E402

PREFIX = f"dockfleet-bench-{os.getpid()}"


def main() -> int:
    options = _parser().parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_told: sys.exit(1))  # so that objects are removed then, too
    try:
        return bench(options)
    except (Trouble, places.Trouble) as trouble:
        say(str(trouble))
    except KeyboardInterrupt:
        say("Interrupted.")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    beside = Path(sys.executable).parent / "ansible-playbook"
    playbook = str(beside) if beside.exists() else shutil.which("ansible-playbook") or "ansible-playbook"
    parser.add_argument("--rounds", type=_number(3), default=3, help="how often each subject is timed; default %(default)s")
    parser.add_argument("--tasks", type=_number(2), default=20, help="tasks of a play; default %(default)s")
    parser.add_argument("--only", action="append", metavar="WORDS", help="only scenarios with these words in their name; may be repeated")
    parser.add_argument("--output", type=Path, default=ROOT / ".dev" / "bench" / "results.json", help="default %(default)s")
    parser.add_argument("--ansible-playbook", default=playbook, help="default %(default)s")
    parser.add_argument("--interpreter", default=sys.executable, help="Python for modules; default %(default)s")
    parser.add_argument("--ours", default=str(ROOT / ".dev" / "collections"), help="collections path of dockfleet.docker")
    parser.add_argument("--peer", default=str(ROOT / ".dev" / "peer"), help="collections path of community.docker")
    parser.add_argument("--image", default=os.environ.get("DOCKFLEET_BASE_IMAGE", "dockfleet/base:1"), help="default %(default)s")
    return parser


def _number(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdigit() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text}: at least {least}")
        return int(text)

    return number


def bench(options: argparse.Namespace) -> int:
    engine = find.answering()
    if not engine:
        raise Trouble("No Docker engine answers: run `make bench`.")
    if engine.image_labels(options.image) is None:
        raise Trouble(f"The engine has no image {options.image}: run `make bench`.")
    chosen = [one for one in scenarios(options.image) if not options.only or any(words in one.name for words in options.only)]
    if not chosen:
        raise Trouble(f"No scenario is called like that: {', '.join(one.name for one in scenarios(options.image))}.")
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        paths = {OURS: options.ours, PEER: options.peer, DEBUG: options.ours}
        runner = Runner(options.ansible_playbook, options.interpreter, paths, Path(scratch))
        facts = {"made": datetime.now(timezone.utc).isoformat(timespec="seconds"), **environment(options, engine)}
        results = [measure(one, runner, engine, options) for one in chosen]
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps({**facts, "scenarios": results}, indent=2) + "\n")
    print(f"{table(results)}\n\n{sentence(facts)}")
    failures = missed(results)
    for failure in failures:
        say(failure)
    return 1 if failures else 0


def measure(scenario: Scenario, runner: Runner, engine: Engine, options: argparse.Namespace) -> dict[str, Any]:
    """One scenario's figures. The subjects take turns within each round, and another one begins each time."""
    times: dict[str, list[Times]] = {subject: [] for subject in SUBJECTS}
    with prepared(scenario, runner, engine) as things:

        def run(subject: str, docker_host: str = engine.host) -> Times:
            tasks = scenario.tasks(subject, options.tasks, things[subject])
            return runner.play(subject, tasks, scenario.changes(subject), docker_host)

        for number in range(options.rounds):
            say(f"{scenario.name}: round {number + 1} of {options.rounds}")
            first = number % len(SUBJECTS)
            for subject in SUBJECTS[first:] + SUBJECTS[:first]:
                times[subject].append(run(subject))
        requests = {}
        for subject in (OURS, PEER):
            with Proxy(engine.host) as relay:  # not timed
                run(subject, relay.url)
                requests[subject] = len(relay.requests) / options.tasks
    return result(scenario, times, requests)


@contextmanager
def prepared(scenario: Scenario, runner: Runner, engine: Engine) -> Iterator[dict[str, str]]:
    """Each subject's object by subject, as the scenario finds it; nothing of it is left afterwards."""
    things = {subject: f"{PREFIX}-{number}" for number, subject in enumerate(SUBJECTS)}
    try:
        for subject, thing in things.items():
            tasks = scenario.preparation(subject, thing)
            if tasks:
                runner.play(subject, tasks, True, engine.host)
        yield things
    finally:
        for thing in engine.get("/containers/json?all=1"):
            if any(name.startswith(f"/{PREFIX}-") for name in thing["Names"]):
                engine.call("DELETE", f"/containers/{thing['Id']}?force=1&v=1")
        for thing in engine.get("/volumes")["Volumes"] or []:
            if thing["Name"].startswith(f"{PREFIX}-"):
                engine.call("DELETE", f"/volumes/{thing['Name']}")


def environment(options: argparse.Namespace, engine: Engine) -> dict[str, Any]:
    """What the figures depend on."""
    told = subprocess.run([options.ansible_playbook, "--version"], capture_output=True, text=True, check=True).stdout
    core = re.search(r"\[core ([^\]]+)\]", told)
    return {
        "cpus": os.cpu_count(),
        "machine": platform.machine(),
        "load": os.getloadavg(),
        "versions": {
            "ansible-core": core[1] if core else "unknown",
            "python": platform.python_version(),
            "engine": engine.get("/version")["Version"],
            OURS: version(Path(options.ours) / "ansible_collections" / "dockfleet" / "docker"),
            PEER: version(Path(options.peer) / "ansible_collections" / "community" / "docker"),
        },
        "rounds": options.rounds,
        "tasks": options.tasks,
    }


def version(collection: Path) -> str:
    """From the manifest of an installed collection, else from its source."""
    manifest, source = collection / "MANIFEST.json", collection / "galaxy.yml"
    if manifest.exists():
        return str(json.loads(manifest.read_text())["collection_info"]["version"])
    found = re.search(r"^version: *(\S+)", source.read_text(), re.MULTILINE) if source.exists() else None
    return found[1] if found else "unknown"


def sentence(facts: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {value}" for name, value in facts["versions"].items())
    return f"Per task, median of {facts['rounds']} rounds of {facts['tasks']} tasks, {facts['cpus']} CPUs. {versions}."


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
