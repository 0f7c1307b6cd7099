# The two commands of the README: `make run` and `make test`. Both make what they need, once.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run test check floors format bench soak walk fuzz screenshots golden laws readme docs requirements clean

run: $(VENV)/run.stamp
	@$(BIN)/pmc-tui --demo

test: check
	$(BIN)/pytest -n auto

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-cache > /dev/null || $(BIN)/lint-imports --no-cache
	$(BIN)/mypy --no-error-summary

# start, export and a journey with the oldest versions that pyproject.toml allows, in an environment of its own
floors: $(VENV)/dev.stamp
	$(BIN)/python -m tests.floors

format: $(VENV)/dev.stamp
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --fix --quiet .

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench

# eight of ours and two other programs write one file at the same time, for some twenty seconds
soak: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench.soak

# the orders in which the system calls of two of ours and two other programs can follow each other; DEEP=1 for hours
walk: $(VENV)/dev.stamp
	$(BIN)/python -m tests.support.walk $(if $(DEEP),--deep) $(if $(PART),--part $(PART))

# random keys, mouse, pastes, broken bytes against minutes that another program writes too; SEED=… repeats one
fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m tests.fuzz $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT)) $(FILES)

screenshots: $(VENV)/dev.stamp
	$(BIN)/python -m tests.screenshots

# three meetings in every form of export; the picture needs Chromium
golden: $(VENV)/dev.stamp
	$(BIN)/python -m tests.golden_files
	! command -v chromium > /dev/null || $(BIN)/python -m tests.page_picture

# what exports keep and leave out, over all minutes beside this repository
laws: $(VENV)/dev.stamp
	$(BIN)/python -m tests.laws

readme: $(VENV)/dev.stamp
	$(BIN)/python -m tests.readme

# the manual as a site in build/site; a link that leads nowhere is an error
docs: $(VENV)/dev.stamp
	@$(PIP) install --group docs || $(NO_PIP)
	rm -rf build/pages && mkdir -p build/pages
	cp -R docs screenshots LICENSE *.md build/pages
	$(BIN)/python -m mkdocs build

# the versions that the tests were last run with, with their hashes: requirements-dev.txt
requirements: $(VENV)/dev.stamp
	@$(PIP) install uv || $(NO_PIP)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--extra web --group dev pyproject.toml --output-file requirements-dev.txt

# A stamp says that a step was done to its end: what was begun and given up is gone through again.
PIP   := $(BIN)/python -m pip --disable-pip-version-check --quiet
AGAIN  = Then again: make $(or $(MAKECMDGOALS),run)
NO_PIP = { echo "Nothing could be installed; pip says above why. Without a network, name an index: PIP_INDEX_URL=…" \
	"$(AGAIN)" >&2; exit 1; }

$(VENV)/venv.stamp:
	@test -n "$(PYTHON)" || { echo "There is no python3 here. Install Python 3.11 or newer, on Debian and Ubuntu:" \
		"sudo apt install python3 python3-venv. $(AGAIN)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is not Python 3.11 or" \
		"newer. Name one that is: make $(or $(MAKECMDGOALS),run) PYTHON=python3.12" >&2; exit 1; }
	@$(BIN)/python -c '' 2> /dev/null || $(PYTHON) -m venv --without-pip --clear $(VENV) || { \
		echo "Python's module venv is missing. On Debian and Ubuntu: sudo apt install python3-venv. $(AGAIN)" >&2; exit 1; }
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(BIN)/python -m ensurepip > /dev/null 2>&1 || { \
		echo "Python's module ensurepip is missing. On Debian and Ubuntu: sudo apt install python3-venv. $(AGAIN)" >&2; exit 1; }
	@touch $@

$(VENV)/run.stamp: pyproject.toml | $(VENV)/venv.stamp
	@$(PIP) install --editable . || $(NO_PIP)
	@$(BIN)/python -m compileall -q tui widgets  # else the first start would, or every one where it may not
	@touch $@

# pip reads dependency groups as of 25.1
$(VENV)/dev.stamp: pyproject.toml $(VENV)/run.stamp
	@$(PIP) install --upgrade 'pip>=25.1' || $(NO_PIP)
	@$(PIP) install --group dev || $(NO_PIP)
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .hypothesis
