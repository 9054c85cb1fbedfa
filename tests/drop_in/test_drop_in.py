# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A playbook written for community.docker must do the same after its modules are renamed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from . import stage, twins
from .volatile import differences, essence

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
DOCUMENTED = [name for name in twins.NAMES if not name.startswith("docker_container")]


@pytest.fixture(scope="module")
def peer() -> str:
    path = os.environ.get("DOCKFLEET_PEER", "")
    if not Path(path, "ansible_collections/community/docker").is_dir():
        pytest.skip("community.docker is not installed: set DOCKFLEET_PEER to the folder that holds its ansible_collections")
    return path


@pytest.mark.parametrize("module", DOCUMENTED)
def test_the_peers_documented_examples_must_do_the_same(module: str, peer: str, tmp_path: Path) -> None:
    both_must_agree(peer, tmp_path, twins.examples(peer, module))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_playbook_must_do_the_same_after_renaming(case: Path, peer: str, tmp_path: Path) -> None:
    both_must_agree(peer, tmp_path, case.read_text())


def both_must_agree(peer: str, folder: Path, tasks: str) -> None:
    tasks = stage.localised(tasks)
    theirs, ours = folder / "theirs", folder / "ours"
    results = []
    for where, text in ((theirs, tasks), (ours, twins.renamed(tasks))):
        where.mkdir()
        with stage.set_up(tasks):
            results.append(twins.run(where, peer, text, stage.VARIABLES))
    for (name, wanted), (_name, got) in zip(*results):
        assert got.get("failed", False) == wanted.get("failed", False), f"{name}: {got.get('msg')} / {wanted.get('msg')}"
        assert got.get("changed") == wanted.get("changed"), name
        told = differences(essence(wanted), essence(got))
        assert not told, f"{name}: " + "; ".join(told)
