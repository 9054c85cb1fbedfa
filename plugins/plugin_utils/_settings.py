# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings that hold for every task: a variable, an environment variable or a line in ansible.cfg. PRIVATE."""

from __future__ import annotations

from typing import Any, Mapping

from ansible import constants

PLUGIN = "dockfleet.docker"
SETTINGS = {
    "run_on": {
        "type": "str",
        "default": "auto",
        "choices": ["auto", "controller", "target"],
        "env": [{"name": "DOCKFLEET_RUN_ON"}],
        "ini": [{"section": "dockfleet", "key": "run_on"}],
        "vars": [{"name": "dockfleet_run_on"}],
    },
}

constants.config.initialize_plugin_configuration_definitions("action", PLUGIN, SETTINGS)


def setting(name: str, task_vars: Mapping[str, Any]) -> Any:
    """The value of a setting: a variable before the environment, the environment before ansible.cfg."""
    return constants.config.get_config_value(name, plugin_type="action", plugin_name=PLUGIN, variables=dict(task_vars))
