# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    """What every module supports, and what only those that change or only those that read do."""

    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    support: full
    description: Can run in check mode and return the changed status without changing the engine.
  action_group:
    support: full
    membership:
      - dockfleet.docker.docker
    description: Use C(group/dockfleet.docker.docker) in C(module_defaults) to set options for this module.
  async:
    support: full
    description: Supports being used with the C(async) keyword. The task then runs on its target.
"""

    CHANGES = r"""
options: {}
attributes:
  diff_mode:
    support: full
    description: Returns what has changed, or in check mode would change, keyed by the names of the options.
  idempotent:
    support: full
    description: When run again without changes from elsewhere, it changes nothing.
notes:
  - "RV(ignore:plan), RV(ignore:diff), RV(ignore:ran_on) and RV(ignore:reached_by) are part of every result: the steps with their
    reasons, the difference, where the task ran (V(controller) or V(target)), and how the engine was reached (V(unix), V(tcp),
    V(tcp+tls) or V(ssh)). A failed task returns a fixed word in RV(ignore:reason)."
"""

    READS = r"""
options: {}
attributes:
  diff_mode:
    support: N/A
    description: Changes nothing, so there is no difference.
  idempotent:
    support: full
    description: Changes nothing.
notes:
  - "RV(ignore:ran_on) and RV(ignore:reached_by) are part of every result: where the task ran (V(controller) or V(target)), and how
    the engine was reached (V(unix), V(tcp), V(tcp+tls) or V(ssh)). A failed task returns a fixed word in RV(ignore:reason)."
"""
