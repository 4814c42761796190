# Targets with one line of help each; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup test check score bench samples lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

setup: $(VENV)/.ready ## make .venv with the command luoshi in it

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) tools/make_venv.py $(VENV) requirements.lock
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock pyproject.toml
	$(PYTHON) tools/make_venv.py $(VENV) requirements-dev.lock
	@touch $@ $(VENV)/.ready

test: $(VENV)/.ready-dev ## the one test command: sets up, checks style, types and imports, runs every test
	@sh tools/system-packages.sh
	@$(MAKE) --no-print-directory check; checks=$$?; $(BIN)/pytest -n auto && exit $$checks

check: $(VENV)/.ready-dev ## style, types and imports only
	$(BIN)/ruff check src tests tools benchmarks samples
	$(BIN)/mypy
	$(BIN)/lint-imports

score: $(VENV)/.ready-dev ## score the reading of every plan that has gold, and print the table
	$(BIN)/python tools/score.py

bench: $(VENV)/.ready-dev ## time and memory, each beside its bound
	$(BIN)/python benchmarks/reading.py

samples: $(VENV)/.ready-dev ## build the fictional county's files anew from their source
	$(BIN)/python samples/build_yunlu.py

lock: ## resolve the dependencies anew (hashes, no addresses)
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -q pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -q --extra ocr --extra dev pyproject.toml -o requirements-dev.lock

clean: ## remove what was built
	rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
