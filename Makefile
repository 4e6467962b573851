# The commands of this project; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test lint format texts bench search-server

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

run: ## set everything up and serve the site on http://127.0.0.1:$$PORT (8000)
	@bin/run

test: ## run every check and test
	@bin/test

lint: ## ruff, templates, import contracts, types
	@bin/setup requirements-dev.txt
	@bin/lint

format: ## bring code into shape
	@bin/setup requirements-dev.txt
	.venv/bin/ruff check --fix . && .venv/bin/ruff format .

texts: ## collect the interface's texts into site/locale (needs GNU gettext)
	.venv/bin/python manage.py makemessages --locale el --no-obsolete --no-wrap --ignore '.venv/*' --ignore 'tests/*'

bench: ## measure how applications are taken in, on SQLite and PostgreSQL (more: bin/bench --full, --inbox, --search)
	@bin/bench

search-server: ## run a real search server on port 9200 (KIND=elasticsearch or opensearch; needs a JDK and Maven)
	@bin/search_server $(or $(KIND),opensearch) $(or $(SEARCH_PORT),9200)
