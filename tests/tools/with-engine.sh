#!/usr/bin/env bash
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Runs a command with an engine and, where it can be had, a registry: with-engine.sh COMMAND [ARGUMENT ...]
set -euo pipefail

engine="$(dirname "$0")/../engine/engine.py"
exports="$(python3 "$engine" up --registry || python3 "$engine" up)"
eval "$exports"
exec "$@"
