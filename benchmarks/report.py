# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From seconds to a table, a file and a verdict."""

from __future__ import annotations

from statistics import median
from typing import Any, Mapping, Sequence

from plays import Times
from scenarios import DEBUG, OURS, PEER, Scenario

BASES = {"ours/debug": DEBUG, "ours/peer": PEER}
HEADINGS = ("scenario", "debug", "peer", "ours", *BASES, "all/debug", "all/peer", "requests ours", "requests peer")


def summary(values: Sequence[float]) -> dict[str, Any]:
    return {"min": min(values), "median": median(values), "max": max(values), "rounds": list(values)}


def ratios(seconds: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """Taken round by round, since a machine's speed changes between rounds."""
    return {name: summary([mine / other for mine, other in zip(seconds[OURS], seconds[base])]) for name, base in BASES.items()}


def result(scenario: Scenario, times: Mapping[str, Sequence[Times]], requests: Mapping[str, float]) -> dict[str, Any]:
    """One scenario's figures."""
    whole = {subject: [each.task for each in rounds] for subject, rounds in times.items()}
    later = {subject: [each.later for each in rounds] for subject, rounds in times.items()}
    return {
        "scenario": scenario.name,
        "seconds_per_further_task": {subject: summary(values) for subject, values in later.items()},
        "ratios": ratios(later),
        "seconds_per_task_of_all": {subject: summary(values) for subject, values in whole.items()},
        "ratios_of_all": ratios(whole),
        "requests_per_task": dict(requests),
        "limits": dict(scenario.limits),
    }


def table(results: Sequence[Mapping[str, Any]]) -> str:
    """Medians in columns, the words to the left and the numbers to the right."""
    rows = [HEADINGS, *map(_row, results)]
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join("  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows)


def _row(told: Mapping[str, Any]) -> tuple[str, ...]:
    times = [f"{told['seconds_per_further_task'][subject]['median'] * 1000:.0f} ms" for subject in (DEBUG, PEER, OURS)]
    compared = [f"{told[kind][name]['median']:.2f}" for kind in ("ratios", "ratios_of_all") for name in BASES]
    requests = [f"{told['requests_per_task'][subject]:.1f}" for subject in (OURS, PEER)]
    return (told["scenario"], *times, *compared, *requests)


def missed(results: Sequence[Mapping[str, Any]]) -> list[str]:
    """A sentence for each limit that is exceeded."""
    told = []
    for one in results:
        reached = {**{name: values["median"] for name, values in one["ratios"].items()}, "requests": one["requests_per_task"][OURS]}
        for name, limit in one["limits"].items():
            if reached[name] > limit:
                told.append(f"Too slow: {one['scenario']}: {name} is {reached[name]:.2f} per further task, and at most {limit} is allowed.")
    return told
