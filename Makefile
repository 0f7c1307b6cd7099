# The two commands of the README: `make run` and `make test`. Both make what they need, once.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run test check format bench soak fuzz screenshots golden laws readme clean

run: $(VENV)/run.stamp
	@$(BIN)/pmc-tui --demo

test: check
	$(BIN)/pytest -n auto

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-cache > /dev/null || $(BIN)/lint-imports --no-cache
	$(BIN)/mypy --no-error-summary

format: $(VENV)/dev.stamp
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --fix --quiet .

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench

# eight of ours and two other programs write one file at the same time, for some twenty seconds
soak: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench.soak

# random keys, mouse, pastes, broken bytes against minutes that another program writes too; SEED=… repeats one
fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m tests.fuzz $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT)) $(FILES)

screenshots: $(VENV)/dev.stamp
	$(BIN)/python -m tests.screenshots

# the example meeting in every form of export; the picture needs Chromium
golden: $(VENV)/dev.stamp
	$(BIN)/python -m tests.golden_files
	! command -v chromium > /dev/null || $(BIN)/python -m tests.page_picture

# what exports keep and leave out, over all minutes beside this repository
laws: $(VENV)/dev.stamp
	$(BIN)/python -m tests.laws

readme: $(VENV)/dev.stamp
	$(BIN)/python -m tests.readme

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q tui widgets  # else the first start would, or every one where it may not
	@touch $@

# pip reads dependency groups as of 25.1
$(VENV)/dev.stamp: pyproject.toml $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .hypothesis
