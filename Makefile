# Every target has a line of help; `make` alone prints them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
HOST ?= 127.0.0.1
PORT ?= 8000
export UV_PYTHON_DOWNLOADS := never
export AVOW_VAR ?= $(CURDIR)/var

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: setup ## set up, load the demonstration once, serve on http://127.0.0.1:8000 (HOST=, PORT=)
	@exec .venv/bin/avow serve --demo --host "$(HOST)" --port "$(PORT)"

test: setup ## install what the tests need; run the suite on SQLite, on PostgreSQL and in the browser
	@tests/run all

setup: .venv/.ready ## make the environment; .venv/bin/avow works after it

.venv/.ready: pyproject.toml uv.lock deploy/bootstrap
	@deploy/bootstrap
	@touch $@

check: setup ## format, lint, types, import rules, messages
	@tests/run check

fast: setup ## the suite on SQLite only, without the browser
	@tests/run sqlite

format: setup ## put code and templates into our format
	@.venv/bin/ruff check --fix --quiet src tests || true
	@.venv/bin/ruff format --quiet src tests
	@.venv/bin/djade --target-version 5.2 $$(git ls-files 'src/**/*.html') || true

messages: setup ## collect the messages of pages and mails into src/avow/locale (needs gettext)
	@tests/run messages

docs: setup ## write the generated pages of docs/ anew
	@.venv/bin/avow docs

bench: setup ## measure imports, search, files, figures and a PDF beside the plainest way to do the same (SIZES="2500 100000")
	@.venv/bin/python bench/import_floor.py $(SIZES)
	@.venv/bin/python bench/statistics_floor.py $(SIZES)
	@.venv/bin/python bench/search.py $(SIZES)
	@.venv/bin/python bench/exports.py $(SIZES)
	@.venv/bin/python bench/annual_pdf.py

.PHONY: help run test setup check fast format messages docs bench
