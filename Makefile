# `make` alone lists what there is. Every target first makes .venv where it is missing or older than the lock.

PYTHON ?= python3
ARTICLES ?= data/examples
PORT ?= 5000
BIN := .venv/bin
READY := .venv/.ready

export MLFLOW_DISABLE_TELEMETRY := true
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup predict train ui notebooks quality bench test format lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(READY) ## Make .venv from the hashed lock (a minute or so, once)

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@echo "Making .venv from requirements.lock: a minute or so, this once."
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --disable-pip-version-check -q --no-compile --no-deps --only-binary :all: --require-hashes -r requirements.lock
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib || true # pip would compile on one core
	@touch $@

predict: $(READY) ## Read the bundled example articles, or make predict ARTICLES=my/folder
	@$(BIN)/python predict.py $(ARTICLES)

train: $(READY) ## Train the candidates on the embedded corpus and log them to MLflow
	@$(BIN)/python train.py

ui: $(READY) ## Compare training runs in the MLflow UI, on this machine only
	@echo "http://127.0.0.1:$(PORT), until Ctrl-C"
	@$(BIN)/mlflow ui --host 127.0.0.1 --port $(PORT) --backend-store-uri sqlite:///mlruns.db

notebooks: $(READY) ## Run the notebooks on the corpus and the runs that are tracked
	@$(BIN)/jupyter-execute --inplace notebooks/*.ipynb

quality: $(READY) ## Measure on labelled rulings: make quality TRAIN="a.jsonl b.jsonl" TEST=c.jsonl [CORRECTIONS=d.jsonl] [ENCODER=folder]
	@$(BIN)/python train.py --data $(TRAIN) $(if $(CORRECTIONS),--corrections $(CORRECTIONS)) --test $(TEST) --promote never $(if $(ENCODER),--encoder $(ENCODER))

bench: $(READY) ## Measure speed, memory and size: make bench MODELS="folder ..." PILE=articles.jsonl.gz
	@$(BIN)/python -m models.bench $(if $(MODELS),--models $(MODELS)) $(if $(PILE),--articles $(PILE)) $(if $(GROWTH),--growth $(GROWTH))

test: $(READY) ## Lint, check the format and the types, run the tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

format: $(READY) ## Format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

lock: ## Pin what pyproject.toml asks for anew (needs uv)
	@UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --upgrade pyproject.toml -o requirements.lock

clean: ## Remove .venv and the tools' caches; training runs stay
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
