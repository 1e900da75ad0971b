# The two commands of the README are `make build` and `make test`; the rest stands beside them.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := build
.PHONY: build serve check test lint audit bench pictures figures words lock clean

build: .venv/run.done ## make the site and the booklet in output/
	@$(PYTHON) build.py build

serve: .venv/run.done ## show the site as it is being written; follows what is saved
	@$(PYTHON) build.py serve

check: .venv/run.done ## find what is wrong with the content; writes nothing
	@$(PYTHON) build.py check

test: .venv/test.done lint ## all tests, with a linter and a type checker before them
	@$(PYTHON) -m pytest

lint: .venv/test.done
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

audit: .venv/test.done ## the full crosses: every page x width x mode, 200 kills, Lighthouse, booklets; writes docs/quality.md
	@$(PYTHON) -m tests.quality --write

bench: .venv/test.done ## measure what a build costs; the figures in docs/performance.md
	@$(PYTHON) -m tests.bench

pictures: .venv/test.done ## the pictures of the README and docs/
	@$(PYTHON) -m tests.pictures

figures: .venv/test.done ## the publication's own figures, drawn anew from the register
	@$(PYTHON) -m tests.figures

words: .venv/test.done ## what people are told, from the program into its Swedish catalogue, and docs/meddelanden.md
	@$(PYTHON) -m tests.words

lock: ## exact versions with hashes, from pyproject.toml
	@scripts/lock

clean: ## everything that is made, the environment too
	rm -rf .venv .press output

.venv/run.done: requirements.txt scripts/set-up
	@scripts/set-up run
	@touch $@

.venv/test.done: requirements.txt requirements-test.txt tests/node/package-lock.json scripts/set-up
	@scripts/set-up test
	@touch .venv/run.done $@
