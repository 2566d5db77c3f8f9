# `make check` is what a commit must pass. `.ci/run` runs the same checks on a fresh machine, with the
# test command of the README; `make quality` is its part that runs no tests.
BIN := .venv/bin

.PHONY: check quality lint types rooms test format

check: quality test

quality: lint types rooms

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

rooms:
	$(BIN)/lint-imports

# Fails under the share of lines and branches that pyproject.toml asks for, too.
test:
	$(BIN)/python -m pytest --cov=atm_tui

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
