# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The controller's shell: decides where a task runs, and runs it here when it can. PRIVATE: not part of the collection's API.

Each module has an action plugin of its own name that is this class. A redirect from many modules to one action plugin would give
them all the same resolved name, and with it each other's module_defaults.
"""

from __future__ import annotations

from typing import Any, Mapping

from ansible.errors import AnsibleError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.action import ActionBase
from ansible.utils.vars import merge_hash
from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Failure, Invalid
from ansible_collections.dockfleet.docker.plugins.module_utils._run import Kind, converge, failed
from ansible_collections.dockfleet.docker.plugins.module_utils.transport import SDK_PROBLEM
from ansible_collections.dockfleet.docker.plugins.plugin_utils._kinds import KINDS
from ansible_collections.dockfleet.docker.plugins.plugin_utils._secrets import hide
from ansible_collections.dockfleet.docker.plugins.plugin_utils._settings import setting

COLLECTION = "dockfleet.docker"


class Shell(ActionBase):
    """Runs a module's resource in the controller's process, or ships the module."""

    TRANSFERS_FILES = False
    _supports_async = True
    _supports_check_mode = True

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        told: dict[str, Any] = super().run(tmp, task_vars)
        name = str(self._load_name).rpartition(".")[2]
        try:
            place, why = self._place(task_vars or {})
            self._display.vvv(f"{COLLECTION}.{name} runs on the {place}: {why}", host=self._play_context.remote_addr)
            if place == "controller":
                return {**told, **self._here(KINDS[name], name), "ran_on": "controller"}
        except Failure as failure:
            return {**told, **failed(failure), "failed": True, "ran_on": "controller"}
        there = self._execute_module(f"{COLLECTION}.{name}", task_vars=task_vars, wrap_async=self._task.async_val)
        return dict(merge_hash(told, there))

    def _place(self, task_vars: Mapping[str, Any]) -> tuple[str, str]:
        """(controller or target, why)."""
        asked = self._task.args.get("run_on") or setting("run_on", task_vars)
        if asked == "controller" and self._task.async_val:
            raise Invalid("async needs a process on the target and run_on is controller", "Leave out run_on or async.")
        if asked in ("controller", "target"):
            return asked, "run_on says so"
        obstacles = self._obstacles()
        return ("target", obstacles[0]) if obstacles else ("controller", "the connection is local")

    def _obstacles(self) -> list[str]:
        """What keeps a task from running in the controller."""
        transport = str(self._connection.transport).rpartition(".")[2]
        known = {
            f"the connection is {transport}": transport != "local",
            "it becomes another user": bool(self._task.become),
            "it is asynchronous": bool(self._task.async_val),
            "it has an environment of its own": any(self._task.environment or []),
            f"the controller cannot import the library docker ({SDK_PROBLEM})": bool(SDK_PROBLEM),
        }
        return [why for why, so in known.items() if so]

    def _here(self, kind: type[Kind], name: str) -> dict[str, Any]:
        """Validate the options as AnsibleModule would, and converge."""
        arguments = kind.spec.as_arguments()
        checked = ArgumentSpecValidator(arguments.pop("argument_spec"), **arguments).validate(plain(self._task.args))
        if checked.error_messages:
            unsupported = checked.unsupported_parameters
            prefix = f"Unsupported parameters for ({COLLECTION}.{name}) module: " if unsupported else ""
            raise Invalid(prefix + checked.errors.msg)
        told = self._converge(kind, checked.validated_parameters)
        doubled = ["Both option {option} and its alias {alias} are set.".format(**each) for each in checked._warnings]
        if doubled:
            told["warnings"] = doubled + told.get("warnings", [])
        return dict(hide(told, checked._no_log_values))

    def _converge(self, kind: type[Kind], params: dict[str, Any]) -> dict[str, Any]:
        try:
            told = converge(kind, params, check_mode=self._task.check_mode)
        except Failure as failure:
            told = {**failed(failure), "failed": True}
        return {**told, "invocation": {"module_args": params}}


def plain(value: Any) -> Any:
    """Arguments as the JSON that a shipped module would get: no tagged strings, no vault objects, no lazy containers."""
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    for builtin in (int, float):
        if isinstance(value, builtin):
            return builtin(value)
    try:
        return str.__str__(value) if isinstance(value, str) else str(value)
    except AnsibleError as error:
        raise Invalid(f"an option cannot be decrypted: {error}") from error
