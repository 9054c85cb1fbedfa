# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# The one door to building and testing. Everything it needs goes to .dev/; `make clean` takes it away again.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

DEV := $(CURDIR)/.dev
CORE := $(DEV)/core/bin
WITH_ENGINE := tests/tools/with-engine.sh
PYTHON ?= python3

TARGET ?=
RUN_ON ?=
JOBS ?= 2
UNIT_ARGS ?=
FAULT_ARGS ?=
DROP_IN_ARGS ?=
BENCH_ARGS ?=
SANITY_ARGS ?=

# ansible-test and pip start Python by name; what `make` inherited must not lead it to other collections.
unexport PYTHONPATH
export ANSIBLE_COLLECTIONS_PATH := $(DEV)/collections:$(DEV)/peer
export DOCKFLEET_PEER := $(DEV)/peer
export PATH := $(CORE):$(PATH)

.PHONY: help env engine demo demo-clean test lint unit integration faults drop-in sanity bench build clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

env: ## Make or refresh the private environment in .dev/
	@$(PYTHON) tests/tools/environment.py

engine: ## Have a Docker engine, a private one where none answers; prints shell exports
	@$(PYTHON) tests/engine/engine.py up --registry

demo: env ## Run the quick start against a real engine
	@$(WITH_ENGINE) ansible-playbook playbooks/quickstart.yml

demo-clean: env ## Take away what the quick start made
	@$(WITH_ENGINE) ansible-playbook playbooks/quickstart_clean.yml

test: lint unit sanity build integration faults drop-in ## Run every check, the quick ones first

lint: env ## Judge style, types, documentation, changelog and licences
	@tests/tools/lint.sh

unit: env ## Run the unit tests (UNIT_ARGS="-k name")
	@pytest $(UNIT_ARGS)

integration: env ## Run playbooks on a real engine (TARGET="volume network" RUN_ON=controller|target JOBS=2)
	@$(WITH_ENGINE) python tests/tools/integration.py --jobs $(JOBS) $(addprefix --run-on ,$(RUN_ON)) $(TARGET)

faults: env ## Break things on purpose: engines that die, stall or lie
	@$(WITH_ENGINE) pytest tests/faults $(FAULT_ARGS)

drop-in: env ## Run playbooks of community.docker with its modules and with ours, and compare (DROP_IN_ARGS="-k volume")
	@$(WITH_ENGINE) pytest tests/drop_in $(DROP_IN_ARGS)

sanity: env ## Run ansible-test sanity on every Python of this machine (SANITY_ARGS="--test validate-modules")
	@python tests/tools/sanity.py $(SANITY_ARGS)

bench: env ## Time the collection beside community.docker
	@$(WITH_ENGINE) python benchmarks/run.py $(BENCH_ARGS)

build: env ## Build the collection, install it offline and read its documentation from there
	@python tests/tools/build.py

clean: ## Stop the private engine and remove .dev/
	@$(PYTHON) tests/engine/engine.py down
	@rm -rf .dev
