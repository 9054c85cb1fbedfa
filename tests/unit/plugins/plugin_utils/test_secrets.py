# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets must not come back in results."""

from __future__ import annotations

from ansible_collections.dockfleet.docker.plugins.plugin_utils import _secrets
from ansible_collections.dockfleet.docker.plugins.plugin_utils._secrets import hide


def test_a_secret_must_not_stand_in_a_result(monkeypatch):
    monkeypatch.setattr(_secrets, "register_secret", None)
    result = hide({"msg": "cannot log in with hunter2!", "plan": [{"because": "password: hunter2"}], "rest": 5}, ["hunter2"])
    assert "hunter2" not in str(result)
    assert result["rest"] == 5


def test_a_newer_ansible_must_be_told_the_secret(monkeypatch):
    told = []
    monkeypatch.setattr(_secrets, "register_secret", told.append)
    assert hide({"msg": "hunter2"}, ["hunter2"]) == {"msg": "hunter2"}
    assert told == ["hunter2"]
