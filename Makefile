# Everything happens in .venv, from the two lock files; nothing else on the machine is touched.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
ARGS ?=

# what the build says is of use only where it fails
CHECKOUT = said=$$($(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . 2>&1) \
	|| { echo "$$said" >&2; exit 1; }

# Tests keep thousands of small files safe, and a disk lets each be waited for: where memory has room, they are written there.
MEMORY = $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 { print "/dev/shm" }')
FLEETING = -o tmp_path_retention_policy=failed -o tmp_path_retention_count=1

# Tests start hundreds of processes, which would all compile what they import; __pycache__ is ignored by git.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test slow opensearch test-opensearch lint format lock quality bench audit coverage mutants dist dist-check clean

help:  ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 17

run: .venv/run.stamp  ## Set everything up; the bot with DISCORD_TOKEN set, else the chat (ARGS="ask 'a question'": any command)
	@$(BIN)/python -m bot $(if $(ARGS),$(ARGS),$(if $(DISCORD_TOKEN),run,chat))

test: .venv/dev.stamp  ## Set everything up and run the suite without what takes long, which `make slow` runs
	@TMPDIR=$(or $(TMPDIR),$(MEMORY),/tmp) $(BIN)/python -m pytest -n auto --dist worksteal $(FLEETING) $(ARGS)

slow: .venv/dev.stamp  ## What `make test` leaves out: tests that take long, whole sweeps, properties with more examples (CI: coverage)
	@TMPDIR=$(or $(TMPDIR),$(MEMORY),/tmp) $(BIN)/python -m pytest -n auto --dist worksteal $(FLEETING) \
		-m "slow or sweep or hypothesis" --hypothesis-profile thorough $(ARGS)

opensearch: .venv/dev.stamp  ## A cluster of OpenSearch on loopback to try things on (needs Java 17 and Maven; ARGS="--nodes 2")
	@$(BIN)/python -m tests.opensearch $(ARGS)

test-opensearch: .venv/dev.stamp  ## The suite's part that asks a real cluster, which it starts and stops (needs Java 17 and Maven)
	@MARROW_TEST_OPENSEARCH=1 $(BIN)/python -m pytest tests/opensearch $(ARGS)

lint: .venv/dev.stamp  ## Style, types, and the order of the house: who imports whom, and how long a file may be
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/python -m pytest tests/meta/test_layers.py

format: .venv/dev.stamp  ## Put the code in its usual shape
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

quality: .venv/dev.stamp  ## Score the question sets and print the table
	@$(BIN)/python -m tests.quality $(ARGS)

bench: .venv/dev.stamp  ## Measure speed and memory beside rank-bm25 alone
	@$(BIN)/python -m tests.benchmarks $(ARGS)

audit: .venv/dev.stamp  ## Known advisories on what is installed, and the code read for unsafe habits
	@$(BIN)/python -m tests.audit
	@$(BIN)/bandit -q -c pyproject.toml -r bot corpus index && echo "bandit finds nothing that is not answered."

coverage: .venv/dev.stamp  ## The whole suite, the slow tests too, with every line and branch counted, in the processes it starts too
	@$(BIN)/coverage erase; $(BIN)/coverage run -m pytest -n auto --dist worksteal -m "not online" --hypothesis-profile thorough $(ARGS); passed=$$?; \
		$(BIN)/coverage combine -q && $(BIN)/coverage report && exit $$passed

mutants: .venv/dev.stamp  ## Are small faults in what keeps the promises caught by its tests? (ARGS="gate": one module)
	@$(BIN)/python -m tests.mutants $(ARGS)

lock: .venv/dev.stamp  ## Write both lock files anew from pyproject.toml (needs uv on the PATH)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header --extra dev pyproject.toml -o requirements-dev.lock

dist: .venv/dev.stamp  ## The sdist and the wheel, into dist/
	@$(BIN)/python -m tests.packaging dist

dist-check: .venv/dev.stamp  ## Both made, and the wheel run outside the checkout on the packages of requirements.lock alone
	@$(BIN)/python -m tests.packaging check

clean:  ## Remove the virtual environment and what tools left behind (never data/)
	rm -rf .venv .mypy_cache .ruff_cache .coverage .coverage.* build dist *.egg-info
	find bot corpus index tests -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Marrow needs Python 3.11 or newer; install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up Marrow in .venv (once; a minute or two)…" >&2
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@test -e .venv/dev.stamp || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(CHECKOUT)
	@touch $@

.venv/dev.stamp: requirements-dev.lock pyproject.toml | .venv/bin/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(CHECKOUT)
	@touch $@ .venv/run.stamp
