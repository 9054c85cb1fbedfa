# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real engine behind a relay that breaks on demand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._engine import Manager
from ansible_collections.dockfleet.docker.plugins.module_utils._run import converge
from ansible_collections.dockfleet.docker.plugins.plugin_utils._kinds import KINDS

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))
from proxy import Proxy  # noqa: E402

ENGINE = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
BASE = os.environ.get("DOCKFLEET_BASE_IMAGE", "dockfleet/base:1")
Converge = Callable[..., "dict[str, Any]"]


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy(ENGINE) as relay:
        yield relay


@pytest.fixture
def through(proxy: Proxy) -> Iterator[Converge]:
    """Converge a module's options through the relay, as a task would: each call has connections of its own."""

    def run(module: str, check_mode: bool = False, docker_host: str = proxy.url, **options: Any) -> dict[str, Any]:
        return apply(module, check_mode, {"docker_host": docker_host, **options})

    yield run


def apply(module: str, check_mode: bool, options: dict[str, Any]) -> dict[str, Any]:
    from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

    arguments = KINDS[module].spec.as_arguments()
    checked = ArgumentSpecValidator(arguments.pop("argument_spec"), **arguments).validate(options)
    assert not checked.error_messages, checked.error_messages
    manager = Manager()
    try:
        return converge(KINDS[module], checked.validated_parameters, check_mode=check_mode, manager=manager)
    finally:
        manager.close()


def docker(*words: str, check: bool = True) -> str:
    """The docker CLI, straight to the engine."""
    command = [os.environ.get("DOCKFLEET_DOCKER_CLI", "docker"), "--host", ENGINE, *words]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0 or not check, told.stderr
    return told.stdout.strip()


def every_cut(proxy: Proxy, match: Callable[[Any], bool], calls: int, **how: Any) -> Iterator[tuple[int, str]]:
    """(number, when) for each matching call, before and after the engine has done it; the fault is set before each is given."""
    for number in range(1, calls + 1):
        for when in ("before", "after"):
            proxy.clear()
            proxy.inject(match, nth=number, when=when, **how)
            yield number, when


def changing(request: Any) -> bool:
    """Whether a request may change the engine."""
    return request.method != "GET" and request.method != "HEAD"
