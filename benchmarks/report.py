# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From seconds to a table, a file and a verdict."""

from __future__ import annotations

from statistics import median
from typing import Any, Mapping, Sequence

from scenarios import DEBUG, OURS, PEER, Scenario

HEADINGS = ("scenario", "changed", DEBUG, PEER, OURS, "to debug", "to the peer", f"requests, {PEER}", f"requests, {OURS}")


def summary(values: Sequence[float]) -> dict[str, Any]:
    return {"min": min(values), "median": median(values), "max": max(values), "rounds": list(values)}


def result(scenario: Scenario, seconds: Mapping[str, Sequence[float]], requests: Mapping[str, float]) -> dict[str, Any]:
    """One scenario's figures: seconds per task by subject, ratios taken round by round, requests per task by subject."""
    ratios = {
        name: [mine / other for mine, other in zip(seconds[OURS], seconds[base])]
        for name, base in (("to debug", DEBUG), ("to the peer", PEER))
    }
    return {
        "scenario": scenario.name,
        "changed": scenario.changed,
        "seconds_per_task": {subject: summary(values) for subject, values in seconds.items()},
        "ratios": {name: summary(values) for name, values in ratios.items()},
        "requests_per_task": dict(requests),
        "limits": dict(scenario.limits),
    }


def table(results: Sequence[Mapping[str, Any]]) -> str:
    """Markdown; a cell of time is the median of the rounds, and their extremes."""
    rows = [HEADINGS, ["---"] * len(HEADINGS), *map(_row, results)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(told: Mapping[str, Any]) -> list[str]:
    times = [_cell(told["seconds_per_task"][subject], "{:.3f}", " s") for subject in (DEBUG, PEER, OURS)]
    ratios = [_cell(told["ratios"][name], "{:.2f}", "") for name in ("to debug", "to the peer")]
    requests = [f"{told['requests_per_task'][subject]:.1f}" for subject in (PEER, OURS)]
    return [told["scenario"], "yes" if told["changed"] else "no", *times, *ratios, *requests]


def _cell(values: Mapping[str, float], form: str, unit: str) -> str:
    least, middle, most = (form.format(values[name]) for name in ("min", "median", "max"))
    return f"{middle}{unit} ({least} to {most})"


def missed(results: Sequence[Mapping[str, Any]]) -> list[str]:
    """A sentence for each limit that is exceeded."""
    told = []
    for one in results:
        reached = {**{name: values["median"] for name, values in one["ratios"].items()}, "requests": one["requests_per_task"][OURS]}
        for name, limit in one["limits"].items():
            if reached[name] > limit:
                told.append(f"{one['scenario']}: {name} is {reached[name]:.2f}; at most {limit} is allowed")
    return told
