# Openline: `make run` starts everything on this machine. `make` alone lists the targets.
# Everything is called through `.venv/bin/python -m`, so that a path with blanks does no harm.

SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
PY := .venv/bin/python
OPENLINE := $(PY) -m openline.project
AGENCY ?= agency/uscis
ON ?= $(shell date +%F)
ARGS ?=

.PHONY: help setup assets run test screens lint format check conformance rulebook drawings bench lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-13s %s\n", $$1, $$2 }' Makefile

setup: .venv/.python-installed node_modules/.installed src/openline/ui/built/.built .venv/.catalogs-compiled .venv/.taught ## Install everything that is needed into this folder (quick the second time)
	@:

.venv/.python-installed: requirements/test.txt pyproject.toml scripts/install_python.sh
	@PYTHON="$(PYTHON)" scripts/install_python.sh
	@touch $@

node_modules/.installed: package.json package-lock.json | .venv/.python-installed
	@echo "Installing the browser assets' packages ..."
	@scripts/node.sh npm ci --silent --ignore-scripts
	@touch $@

src/openline/ui/built/.built: node_modules/.installed scripts/build_assets.py
	@$(PY) scripts/build_assets.py
	@touch $@

.venv/.catalogs-compiled: $(wildcard src/openline/locale/*/LC_MESSAGES/*.po) | .venv/.python-installed
	@if [ -d src/openline/locale ]; then $(PY) scripts/compile_catalogs.py; fi
	@touch $@

# Learned once for all processes and data folders; `make run` after a change of the sayings learns anew.
.venv/.taught: $(wildcard agency/*/intents/*/sayings.*.yaml) $(wildcard src/openline/gateways/understanding/*.py) | .venv/.python-installed
	@echo "Learning what people say (about a minute) ..."
	@$(OPENLINE) teach
	@touch $@

assets: node_modules/.installed ## Build src/openline/ui/built from node_modules again
	@$(PY) scripts/build_assets.py
	@touch src/openline/ui/built/.built

run: setup ## Start everything here: database, synthetic agency, pages, clocks (PORT=8000, OPENLINE_DATA=data)
	@exec $(OPENLINE) demo

test: setup ## Run the tests (ARGS="-k callback" for some of them)
	@$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

screens: setup ## Picture the pages of the journey anew in docs/screens
	@OPENLINE_SCREENS=docs/screens $(PY) -m pytest -q tests/pages/test_journey.py

lint: setup ## Check style, types, layers, templates and YAML
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	scripts/node.sh node node_modules/pyright/index.js -p .
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PY) scripts/lint_templates.py
	$(PY) -m yamllint --strict agency tests .github

format: setup ## Put Python and templates into the agreed form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(PY) scripts/lint_templates.py --reformat

check: setup ## Check the agency pack: rules, examples, calendars (AGENCY=agency/uscis)
	@$(OPENLINE) check --agency "$(AGENCY)"

conformance: setup ## Say for each rule of the catalogue whether it is kept; writes conformance.json
	@$(PY) -m pytest tests/conformance tests/stories -q -n 2 --dist loadfile --conformance $(ARGS)

rulebook: setup ## Write every rule as in force on a day into docs/rulebook, and the schemas beside it (ON=2026-11-25)
	@$(OPENLINE) rulebook --on "$(ON)" --agency "$(AGENCY)" --write docs/rulebook
	@$(OPENLINE) schemas docs/schemas

drawings: setup ## Draw every flow into docs/flows
	@$(OPENLINE) draw --all docs/flows --agency "$(AGENCY)"

# How often `make bench` plays the ledger under fire; a play takes about a second. FIRE=0 leaves it out.
FIRE ?= 2000
bench: setup ## Measure CPU time and 500 open chats (ARGS="--help"), then play the ledger under fire (FIRE=2000)
	@PYTHONPATH=src $(PY) -m benchmarks $(ARGS)
	@if [ "$(FIRE)" != 0 ]; then OPENLINE_FIRE_EXAMPLES="$(FIRE)" $(PY) -m pytest tests/integration/test_ledger_under_fire.py -q; fi

lock: setup ## Pin requirements and npm packages anew, with hashes and without index addresses
	@for each in base test node; do \
	  $(PY) -m uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    --universal --python-version 3.11 "requirements/$$each.in" -o "requirements/$$each.txt" || exit 1; \
	done
	@scripts/node.sh npm install --package-lock-only --ignore-scripts

clean: ## Remove what was built and installed here; the data folder stays
	rm -rf .venv node_modules src/openline/ui/built .pytest_cache .ruff_cache .hypothesis
