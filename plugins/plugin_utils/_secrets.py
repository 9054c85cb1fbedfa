# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps no_log values out of results, on every ansible-core. PRIVATE: not part of the collection's API."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Iterable

from ansible.module_utils.common import parameters

register_secret: Any = None
with suppress(ImportError):  # ansible-core 2.22 and later: values stay real, output is masked
    from ansible.module_utils.secrets import register_secret  # type: ignore[import-not-found,no-redef,unused-ignore]


def hide(result: Any, secrets: Iterable[str]) -> Any:
    """The result as it may be returned when these values are secret."""
    if register_secret is None:
        hidden = set(secrets)
        return parameters.remove_values(result, hidden) if hidden else result
    for secret in secrets:
        register_secret(secret)
    return result
