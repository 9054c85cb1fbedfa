#!/usr/bin/env bash
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Every check that only reads: style, types, documentation, changelog, licences. Runs all of them, then fails if one did.
set -uo pipefail

root="$(cd "$(dirname "$0")/../.." && pwd)"
tools="$root/.dev/tools/bin"
failed=()
cd "$root" || exit 1
export PATH="$tools:$PATH" ANSIBLE_COLLECTIONS_PATH="$root/.dev/collections:$root/.dev/peer"

check() {
    local name="$1" start=$SECONDS
    shift
    if output="$("$@" 2>&1)"; then
        printf 'ok      %-28s %3ds\n' "$name" "$((SECONDS - start))"
    else
        printf 'FAILED  %-28s %3ds\n%s\n' "$name" "$((SECONDS - start))" "$output"
        failed+=("$name")
    fi
}

# mypy takes a collection's files for modules of ansible_collections only when it starts above that folder.
types_of_plugins() {
    cd "$root/.dev/collections" && mypy --config-file "$root/pyproject.toml" ansible_collections/dockfleet/docker/plugins
}

types_of() {
    cd "$1" && mypy --config-file "$root/pyproject.toml" .
}

# They import what tests/engine has, as they do when they run.
types_of_benchmarks() {
    export MYPYPATH="$root/tests/engine"
    types_of benchmarks
}

check "ruff check" ruff check --output-format concise .
check "ruff format" ruff format --check .
check "mypy plugins" types_of_plugins
check "mypy tests/engine" types_of tests/engine
check "mypy tests/tools" types_of tests/tools
check "mypy benchmarks" types_of_benchmarks
check "yamllint" yamllint --strict .
check "antsibull-changelog" antsibull-changelog lint
check "antsibull-docs" antsibull-docs lint-collection-docs --plugin-docs --validate-collection-refs=all --check-extra-docs-refs .
check "reuse" reuse lint --lines
check "ansible-lint" ansible-lint --offline --nocolor -q --strict --exclude tests/integration
# The roles that targets share take plain words, so that a target reads like a sentence.
check "ansible-lint targets" ansible-lint --offline --nocolor -q --strict --skip-list 'var-naming[no-role-prefix]' tests/integration

if ((${#failed[@]})); then
    echo "Failed: ${failed[*]}." >&2
    exit 1
fi
