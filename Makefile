# Targets with one line of help each; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test check score bench samples lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

LOOKS := src/luoshi/desk/static/desk/vendor/tabler.min.css
SITE_TESTS := tests/accounts tests/audit tests/browser tests/calendar tests/desk tests/jobs tests/notices tests/plans tests/rounds tests/site tests/units

setup: $(VENV)/.ready $(LOOKS) ## make .venv with the command luoshi in it, and fetch the pages' design system

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) tools/make_venv.py $(VENV) requirements.lock
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock pyproject.toml
	$(PYTHON) tools/make_venv.py $(VENV) requirements-dev.lock
	@touch $@ $(VENV)/.ready

$(LOOKS): front_end/package-lock.json tools/front_end.py | $(VENV)/.ready
	$(PYTHON) tools/front_end.py $(VENV)
	@touch $@

run: setup ## load the fictional county and serve it on 127.0.0.1:8000, with its log-ins shown
	$(BIN)/luoshi serve --demo

# The checks and the tests on PostgreSQL come first, so that the summary of the whole suite closes the output.
test: $(VENV)/.ready-dev $(LOOKS) ## the one test command: sets up, checks style, types and imports, runs every test on both databases
	@sh tools/system-packages.sh
	@$(MAKE) --no-print-directory check; checks=$$?; \
	$(BIN)/python tools/with_postgres.py $(BIN)/pytest -q -n auto --dist worksteal $(SITE_TESTS); postgres=$$?; \
	$(BIN)/pytest -n auto --dist worksteal && exit $$((checks + postgres))

check: $(VENV)/.ready-dev ## style, types and imports only
	$(BIN)/ruff check src tests tools benchmarks samples
	$(BIN)/mypy
	$(BIN)/lint-imports

score: $(VENV)/.ready-dev ## score the reading of every plan that has gold, and print the table
	$(BIN)/python tools/score.py

bench: $(VENV)/.ready-dev ## time and memory, each beside its bound
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/in_force.py
	$(BIN)/python benchmarks/pace.py
	$(BIN)/python benchmarks/site.py

samples: $(VENV)/.ready-dev ## build the fictional county's files anew from their source
	$(BIN)/python samples/build_yunlu.py

lock: $(VENV)/.ready-dev ## resolve the dependencies anew (hashes, no addresses)
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -q --extra site pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -q --extra site --extra ocr --extra dev pyproject.toml -o requirements-dev.lock

clean: ## remove what was built
	rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
