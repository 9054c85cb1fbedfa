# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine as every drop-in case finds it: the images, containers and networks that the tasks speak of."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import Iterator

import pytest

BASE = os.environ.get("DOCKFLEET_BASE_IMAGE", "dockfleet/base:1")
DOCKER = os.environ.get("DOCKFLEET_DOCKER_CLI", "docker")
REGISTRY = os.environ.get("DOCKFLEET_REGISTRY", "")
PREFIX = "dropin"
# What tests/engine started belongs to the tests, and so does what a run that was killed left on it.
OURS = os.environ.get("DOCKER_HOST", "").startswith("unix:///run/dockfleet-engine/")
VARIABLES = {"fulllist": ["container_a", "container_b"]}

IMAGES = ["pacur/centos-7", "sinatra", "python:3.12"]
TAGS = ["python-3:3.12", "local-registry:5000/python-3/3.12:latest"]
CONTAINERS = ["container_a", "container_b", "container_c"]
NETWORKS = ["network_one", "network_two", "network_three", "network_four", "network_ipv6_one", "network_ipv6_two", "mydata"]
VOLUMES = ["volume_one", "volume_two", "mydata"]


def localised(tasks: str) -> str:
    """The tasks with the image that would be pulled from the network pulled from the local registry instead."""
    return tasks.replace("pacur/centos-7", f"{REGISTRY}/pacur/centos-7") if REGISTRY and "image_pull" in tasks else tasks


@contextmanager
def set_up(tasks: str) -> Iterator[None]:
    """Everything that the tasks name there before, nothing there afterwards.

    A user's engine that has something of these names already is left alone.
    """
    if OURS:
        clear()
    taken = sorted({*CONTAINERS, *NETWORKS, *VOLUMES, *(name if ":" in name else name + ":latest" for name in IMAGES)} & set(present()))
    if taken:
        pytest.skip(f"the engine has {', '.join(taken)} already, which the examples would overwrite")
    try:
        for image in IMAGES:
            docker("tag", BASE, image)
        if REGISTRY in tasks and REGISTRY:
            docker("tag", BASE, f"{REGISTRY}/pacur/centos-7")
            docker("push", "--quiet", f"{REGISTRY}/pacur/centos-7")
            docker("rmi", f"{REGISTRY}/pacur/centos-7")
        for name in [name for name in CONTAINERS if name in tasks or "fulllist" in tasks]:
            docker("run", "--detach", "--name", name, BASE, "sleep", "600")
        if "mydata" in tasks:
            docker("volume", "create", "mydata")
            docker("network", "create", "--subnet", "192.168.213.0/24", "mydata")
        yield
    finally:
        clear()


def clear() -> None:
    """Remove every object of the stage, and what the cases made under their prefix."""
    docker("rm", "--force", *CONTAINERS, *made("container"), check=False)
    docker("network", "rm", *NETWORKS, *made("network"), check=False)
    docker("volume", "rm", *VOLUMES, *made("volume"), check=False)
    docker("rmi", *IMAGES, *TAGS, f"{REGISTRY}/pacur/centos-7", *made("image"), check=False)


LISTINGS = {"container": ("ps", "--all"), "network": ("network", "ls"), "volume": ("volume", "ls"), "image": ("images",)}
FORMS = {"container": "{{.Names}}", "image": "{{.Repository}}:{{.Tag}}"}


def present(*kinds: str) -> list[str]:
    """The names of what is on the engine."""
    return [name for kind in kinds or LISTINGS for name in docker(*LISTINGS[kind], "--format", FORMS.get(kind, "{{.Name}}")).split()]


def made(kind: str) -> list[str]:
    """Names with the cases' prefix."""
    return [name for name in present(kind) if name.startswith(PREFIX)]


def docker(*words: str, check: bool = True) -> str:
    """Run the docker CLI; names that are not there do not matter when ``check`` is false."""
    told = subprocess.run([DOCKER, *words], capture_output=True, text=True, check=False)
    assert told.returncode == 0 or not check, f"docker {' '.join(words)}: {told.stderr}"
    return told.stdout
