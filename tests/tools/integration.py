# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run the integration targets: each in its own ansible-playbook, once from the controller and once on the target.

A target is a role in tests/integration/targets. Its file `aliases` may say skip/controller or skip/target (with a reason behind #),
disabled, or serial (the target changes what others see, so it runs alone).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ROOT / "tests" / "integration" / "targets"
WAYS = ("controller", "target")
TAIL = 60


@dataclass(frozen=True)
class Job:
    target: str
    run_on: str

    def __str__(self) -> str:
        return f"{self.target} ({self.run_on})"

    def aliases(self) -> dict[str, str]:
        """Alias -> the reason written behind it."""
        try:
            lines = (TARGETS / self.target / "aliases").read_text(encoding="utf-8").splitlines()
        except OSError:
            return {}
        pairs = (line.partition("#") for line in lines)
        return {alias.strip(): reason.strip() for alias, _hash, reason in pairs if alias.strip()}

    def skipped(self) -> str | None:
        """Why the job is not run; None if it is."""
        aliases = self.aliases()
        for alias in (f"skip/{self.run_on}", "disabled"):
            if alias in aliases:
                return aliases[alias] or f"its aliases say {alias}"
        return None


@dataclass(frozen=True)
class Outcome:
    job: Job
    status: int
    seconds: float
    output: str


def main() -> int:
    options = parser().parse_args()
    jobs = [Job(target, run_on) for target in chosen(options.targets) for run_on in options.run_on or WAYS]
    if not jobs:
        print("There are no integration targets.", file=sys.stderr)
        return 1
    skipped = [job for job in jobs if job.skipped()]
    for job in skipped:
        print(f"SKIPPED {job}: {job.skipped()}")
    failed = passed = 0
    for outcome in outcomes([job for job in jobs if job not in skipped], options):
        show(outcome, options.verbose)
        failed, passed = failed + bool(outcome.status), passed + (not outcome.status)
    print(f"{passed} passed, {failed} failed, {len(skipped)} skipped")
    return 1 if failed else 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("targets", nargs="*", help="names of targets; all when none is named")
    made.add_argument("--run-on", action="append", choices=WAYS, help="only this way; both when not given")
    made.add_argument("--jobs", type=int, default=2, help="how many run at a time")
    made.add_argument("--timeout", type=float, default=900, help="seconds after which a target counts as failed")
    made.add_argument("--verbose", action="store_true", help="show the whole output, also of what passed")
    return made


def chosen(names: list[str]) -> list[str]:
    there = sorted(path.name for path in TARGETS.glob("*") if path.is_dir() and not path.name.startswith("setup_"))
    wanted = [name for words in names for name in words.replace(",", " ").split()]
    unknown = set(wanted) - set(there)
    if unknown:
        sys.exit(f"There is no integration target {', '.join(sorted(unknown))}; there are: {', '.join(there)}.")
    return wanted or there


def outcomes(jobs: list[Job], options: argparse.Namespace) -> Iterable[Outcome]:
    together = [job for job in jobs if "serial" not in job.aliases()]
    with ThreadPoolExecutor(max(1, options.jobs)) as pool:
        for done in as_completed([pool.submit(run, job, options.timeout) for job in together]):
            yield done.result()
    for job in jobs:
        if job not in together:
            yield run(job, options.timeout)


def run(job: Job, patience: float) -> Outcome:
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"dockfleet-{job.target}-") as scratch:
        status, output = play(command(job, Path(scratch)), environment(job, scratch), patience)
    return Outcome(job, status, time.monotonic() - start, output)


def command(job: Job, scratch: Path) -> list[str]:
    (scratch / "output").mkdir()
    (scratch / "ansible.cfg").touch()
    playbook, inventory = scratch / "play.yml", scratch / "inventory.json"
    playbook.write_text(f"- hosts: localhost\n  gather_facts: false\n  roles: [{job.target}]\n")
    inventory.write_text(json.dumps({"all": {"hosts": {"localhost": variables(job, scratch)}}}))
    return [str(Path(sys.executable).parent / "ansible-playbook"), "-i", str(inventory), str(playbook)]


def variables(job: Job, scratch: Path) -> dict[str, str]:
    """Variables of the host, so that a target may set others for a task; output_dir and resource_prefix as ansible-test names them."""
    return {
        "ansible_connection": "local",
        "ansible_python_interpreter": sys.executable,
        "dockfleet_run_on": job.run_on,
        "output_dir": str(scratch / "output"),
        "resource_prefix": f"dockfleet-{job.target}-{job.run_on}".replace("_", "-"),
    }


def environment(job: Job, scratch: str) -> dict[str, str]:
    return {
        **os.environ,
        "ANSIBLE_CONFIG": f"{scratch}/ansible.cfg",
        "ANSIBLE_COLLECTIONS_PATH": os.pathsep.join(str(ROOT / ".dev" / name) for name in ("collections", "peer")),
        "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1",
        "ANSIBLE_LOCAL_TEMP": f"{scratch}/local",
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_ROLES_PATH": str(TARGETS),
        "DOCKFLEET_RUN_ON": job.run_on,
    }


def play(argv: list[str], env: dict[str, str], patience: float) -> tuple[int, str]:
    child = subprocess.Popen(
        argv,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        output, _none = child.communicate(timeout=patience)
        return child.returncode, output
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        output, _none = child.communicate()
        return 1, f"{output}\nStopped after {patience:.0f} seconds."


def show(outcome: Outcome, verbose: bool) -> None:
    print(f"{'FAILED ' if outcome.status else 'ok     '} {outcome.job!s:<40} {outcome.seconds:5.1f}s", flush=True)
    lines = outcome.output.rstrip().splitlines()
    for line in lines:
        if '"msg": "SKIPPED' in line:
            print(f"    {line.partition(': ')[2].strip(chr(34))}", flush=True)
    if verbose or outcome.status:
        print("\n".join(f"    {line}" for line in (lines if verbose else why(lines))), flush=True)


def why(lines: list[str]) -> list[str]:
    """The tasks that failed, as a play prints them, without those before and after; the end of the output where none says so."""
    starts = [*(number for number, line in enumerate(lines) if line.startswith(("TASK [", "PLAY "))), len(lines)]
    tasks = [lines[begin:end] for begin, end in zip(starts, starts[1:])]
    failed = [task for task in tasks if any(line.startswith(("fatal: ", "failed: ")) for line in task) and "...ignoring" not in task]
    return [line for task in failed[-3:] for line in task] or lines[-TAIL:]


if __name__ == "__main__":
    sys.exit(main())
