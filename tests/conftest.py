# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lets plain pytest import ansible_collections.dockfleet.docker and load its plugins by name, as Ansible does."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _collections() -> list[str]:
    """Where `make env` put this collection, and the one that it is compared with."""
    return [str(ROOT / ".dev" / "collections"), str(ROOT / ".dev" / "peer")]


def _install_finder() -> None:
    try:
        from ansible.plugins.loader import init_plugin_loader
        from ansible.utils.collection_loader import AnsibleCollectionConfig
    except ImportError:
        return  # ansible-test keeps the controller's code away from the tests of modules
    if AnsibleCollectionConfig.collection_finder:
        return  # ansible-test has its own
    if not Path(_collections()[0]).is_dir():
        raise pytest.UsageError("Run `make env` first: Ansible finds the collection in the folder that it makes.")
    init_plugin_loader(_collections())


_install_finder()
