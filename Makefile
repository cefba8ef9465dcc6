# make         set up and build the site
# make test    set up what the tests need and run them all; in random order by SHUFFLE=7, or another number
# make serve   edit, and see the page follow
# Behind them: make check, check-sources, audit, lint, lock, schema, map, bench, lighthouse, fuzz, mutants, screenshots, clean

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes

# Each module is compiled once, whatever the machine says: the tests start the program dozens of times.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := site
.PHONY: site test serve check check-sources audit lint lock schema map bench lighthouse fuzz mutants screenshots clean

site: .venv/ready
	$(BIN)/python build.py build

test: .venv/test-ready lint
	$(BIN)/python -m pytest -n auto --dist worksteal

serve: .venv/ready
	$(BIN)/python build.py serve

check: .venv/ready
	$(BIN)/python build.py check

# Every figure against the sources' own lines: make check-sources SOURCES=folder-of-texts
check-sources: .venv/test-ready
	$(BIN)/python -m tests.provenance "$(SOURCES)"

# What is known of faults in what is pinned, as far as the registries answer.
audit: .venv/test-ready
	$(BIN)/python -m tests.audit

lint: .venv/test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy --no-error-summary

bench: .venv/test-ready
	$(BIN)/python -m tests.bench

# Lighthouse is a package of its own under tests/lighthouse/, installed at first use.
lighthouse: .venv/test-ready
	$(BIN)/python -m tests.lighthouse.run

# The random tests, with eight times as many cases as the suite has time for; with FUZZ=8 so many times more.
FUZZ ?= 1
fuzz: .venv/test-ready
	FUZZ=$(FUZZ) $(BIN)/python -m pytest -n auto --dist worksteal --timeout 0 tests/rules tests/read tests/publish/test_warm.py \
	  tests/publish/test_again.py tests/publish/test_hostile.py tests/site/test_every_page.py tests/site/test_kept.py tests/site/test_renewed.py \
	  tests/site/test_planner_kept.py tests/site/test_hostile_pages.py tests/test_faults.py tests/test_mistakes.py

# Mutants of what decides, in both languages: SAMPLE=500 judges so many of each, drawn by a fixed seed. Stopped,
# it goes on where it was. The instrumenter of Stryker is installed at first use.
mutants: .venv/test-ready
	$(BIN)/python -m tests.mutants.python $(if $(SAMPLE),--sample $(SAMPLE))
	$(BIN)/python -m tests.mutants.javascript $(if $(SAMPLE),--sample $(SAMPLE))
	$(BIN)/python -m tests.mutants.report

screenshots: .venv/test-ready
	$(BIN)/python -m tests.screenshots

# The schemas that editors of the YAML are helped by; a test asks that they be fresh.
schema: .venv/ready
	$(BIN)/python -m catalogue.editor.schemas

# The house drawn from its imports; a test asks that it be fresh.
map: .venv/test-ready
	$(BIN)/python -m tests.house

lock: .venv/ready
	$(BIN)/python -m pip --disable-pip-version-check install --quiet uv
	for name in requirements requirements-test; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-emit-index-url --no-emit-find-links $$name.in --output-file $$name.lock; \
	done

clean:
	rm -rf .venv .cache site .site-new .site-old .site-last .site-lock .site-ledger tests/node_modules tests/*/node_modules

.venv/ready: requirements.lock make.py
	$(PYTHON) make.py setup

# The system's packages and pip's come at the same time; of pip's, those that are used are compiled when they are.
.venv/test-ready: .venv/ready requirements-test.lock tests/package-lock.json tests/setup_tools.py
	$(BIN)/python tests/setup_tools.py system & $(PIP) --no-compile -r requirements-test.lock; done=$$?; wait; exit $$done
	$(BIN)/python tests/setup_tools.py
	touch $@
