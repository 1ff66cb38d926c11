# The portal's commands: `make` or `make help` lists them. The steps themselves are in tools/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run serve test test-sqlite test-browser test-postgres lint bench lock clean

# `make run PORT=8001`, `make test ARGS="-k import"`
PORT ?= 8000
ARGS ?=
# Two at once is a third faster on two cores; `JOBS=0` runs one after the other.
JOBS ?= 2
export PORT ARGS JOBS

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## the portal with demo data on http://127.0.0.1:8000/ (PORT=...); keeps its data in var/
	@bash tools/run.sh

serve: ## production on one machine: asks DATABASE_URL, SECRET_KEY and ALLOWED_HOSTS
	@bash tools/serve.sh

test: ## the whole suite on SQLite, in Chromium and on PostgreSQL (ARGS="-k ...", JOBS=0)
	@bash tools/test.sh all

test-sqlite: ## the suite on SQLite, without the browser tests
	@bash tools/test.sh sqlite

test-browser: ## the browser tests only, in headless Chromium
	@bash tools/test.sh browser

test-postgres: ## the suite on a throw-away PostgreSQL cluster
	@bash tools/test.sh postgres

lint: ## style, templates, migrations, deployment settings and the house rules of the tree
	@bash tools/lint.sh

bench: ## what comparing, searching and a dossier cost, with ratios (BENCH="12 120" for fewer plans)
	@bash tools/setup.sh dev
	@.venv/bin/python -W ignore -m tools.bench dossier
	@.venv/bin/python -W ignore -m tools.bench

lock: ## for maintainers: pin requirements*.txt anew, with hashes (UPGRADE=1 takes newer releases)
	@bash tools/lock.sh

clean: ## throw away the virtual environment and caches; var/ (your data) stays
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
