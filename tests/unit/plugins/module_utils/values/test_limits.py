# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ulimits, health checks and restart policies must mean."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.health import healthcheck
from ansible_collections.dockfleet.docker.plugins.module_utils.values.restart import restart_policy
from ansible_collections.dockfleet.docker.plugins.module_utils.values.ulimits import NAMES, ulimits

S = 10**9


@pytest.mark.parametrize(
    ("specs", "wanted"),
    [
        ([], []),
        (["nofile:262144:262144"], [("nofile", 262144, 262144)]),
        (["nproc:65535"], [("nproc", 65535, 65535)]),
        (["nofile=1024:2048"], [("nofile", 1024, 2048)]),
        (["memlock:-1:-1"], [("memlock", -1, -1)]),
        (["memlock:-1"], [("memlock", -1, -1)]),
        (["core:0:-1"], [("core", 0, -1)]),
        (["nproc:1:2", "core:0"], [("core", 0, 0), ("nproc", 1, 2)]),
        ([f"{name}:1" for name in NAMES], [(name, 1, 1) for name in NAMES]),
    ],
)
def test_a_ulimit_must_have_a_soft_and_a_hard_limit(specs, wanted):
    assert ulimits(specs) == [{"Name": name, "Soft": soft, "Hard": hard} for name, soft, hard in wanted]


@pytest.mark.parametrize(
    ("specs", "says"),
    [
        (["nofile"], 'ulimit "nofile": write name:soft or name:soft:hard with whole numbers, for example nofile:1024:2048'),
        (["nofile:many"], 'ulimit "nofile:many": write name:soft'),
        (["nofile:1:2:3"], 'ulimit "nofile:1:2:3": write name:soft'),
        (["nofile:-2"], 'ulimit "nofile:-2": write name:soft'),
        (["files:1"], 'ulimit "files:1": "files" is not a limit; there are core, cpu'),
        (["nofile:2:1"], 'ulimit "nofile:2:1": the soft limit is above the hard one'),
        (["nofile:-1:5"], 'ulimit "nofile:-1:5": the soft limit is above the hard one'),
        (["nofile:1", "nofile:2"], 'ulimit "nofile:2": nofile is limited twice; leave one out'),
    ],
)
def test_a_bad_ulimit_must_be_named(specs, says):
    with pytest.raises(ValueError) as caught:
        ulimits(specs)
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"test": "curl localhost"}, {"Test": ["CMD-SHELL", "curl localhost"]}),
        ({"test": ["CMD", "true"]}, {"Test": ["CMD", "true"]}),
        ({"test": ["CMD", "sleep", 5]}, {"Test": ["CMD", "sleep", "5"]}),
        ({"test": ["CMD-SHELL", "true || false"]}, {"Test": ["CMD-SHELL", "true || false"]}),
        ({"test": ["NONE"]}, {"Test": ["NONE"]}),
        ({"test": ["NONE"], "interval": "5s", "test_cli_compatible": True}, {"Test": ["NONE"]}),
        ({}, {"Test": ["NONE"]}),
        ({"interval": "5s"}, {"Test": ["NONE"]}),
        ({"test": None, "interval": "5s", "test_cli_compatible": False}, {"Test": ["NONE"]}),
        ({"interval": "5s", "test_cli_compatible": True}, {"Interval": 5 * S}),
        ({"test_cli_compatible": True, "retries": None}, {}),
        (
            {"test": "x", "interval": "1m30s", "timeout": "10s", "start_period": "1ms", "start_interval": "0", "retries": 3},
            {"Test": ["CMD-SHELL", "x"], "Interval": 90 * S, "Timeout": 10 * S, "StartPeriod": 10**6, "StartInterval": 0, "Retries": 3},
        ),
        ({"test": "x", "retries": "0"}, {"Test": ["CMD-SHELL", "x"], "Retries": 0}),
    ],
)
def test_a_health_check_must_be_read_as_documented(values, wanted):
    assert healthcheck(values) == wanted


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"test": ["curl"]}, 'health check test: a list begins with NONE, CMD or CMD-SHELL, not "curl"; put CMD before it'),
        ({"test": ["NONE", "x"]}, "health check test: nothing may follow NONE"),
        ({"test": ["CMD"]}, "health check test: CMD is not followed by a command"),
        ({"test": 5}, 'health check test "5": write text or a list'),
        ({"test": "x", "interval": "30"}, 'health check interval: "30" is not a duration: name the unit, as in "30s"'),
        ({"test": "x", "timeout": "5us"}, 'health check timeout: "5us" is too short; an engine allows 0 or at least 1ms'),
        ({"test": "x", "start_interval": "-1s"}, 'health check start_interval: "-1s" is not a duration'),
        ({"test": "x", "retries": -1}, 'health check retries: "-1" is not a number of retries'),
        ({"test": "x", "retries": True}, 'health check retries: "True" is not a number of retries'),
    ],
)
def test_a_bad_health_check_must_be_named(values, says):
    with pytest.raises(ValueError) as caught:
        healthcheck(values)
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize(
    ("name", "retries", "count"),
    [("no", None, 0), ("always", None, 0), ("always", 0, 0), ("unless-stopped", None, 0), ("on-failure", None, 0), ("on-failure", 5, 5)],
)
def test_a_restart_policy_must_have_a_name_and_a_count(name, retries, count):
    assert restart_policy(name, retries) == {"Name": name, "MaximumRetryCount": count}


@pytest.mark.parametrize(
    ("name", "retries", "says"),
    [
        ("sometimes", None, '"sometimes" is not a restart policy; there are no, on-failure, always, unless-stopped'),
        (False, None, '"False" is not a restart policy; put "no" in quotes'),
        ("always", 3, 'the restart policy "always" does not count; leave the number of retries out, or use on-failure'),
        ("on-failure", -1, "a restart policy cannot try -1 times; write 1 or more, or 0 for as often as it takes"),
    ],
)
def test_a_restart_policy_that_the_engine_refuses_must_be_named(name, retries, says):
    with pytest.raises(ValueError) as caught:
        restart_policy(name, retries)
    assert str(caught.value) == says
