# `make check` is what a commit must pass; `.ci/run` runs the same checks on a fresh machine.
PY := .venv/bin/python

.PHONY: check lint types rooms test format
check: lint types rooms test

lint:
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .

types:
	$(PY) -m mypy

rooms:
	.venv/bin/lint-imports

test:
	$(PY) -m pytest

format:
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .
