# demo · test · lint · bench · pictures · catalogues · overruled · lock: each sets up what it needs from nothing and asks nothing.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Wheels with known hashes only; then the checkout itself, built by the locked backend without a look at any index.
LOCKED := --only-binary :all: --require-hashes --requirement
CHECKOUT := --no-index --no-build-isolation --no-deps --editable .

# Tests start dozens of processes: each would compile Toile anew where the environment forbids to keep what is compiled.
unexport PYTHONDONTWRITEBYTECODE

.NOTPARALLEL:
.PHONY: help demo test lint bench pictures catalogues overruled lock

help:
	@echo "make demo    set up, load the demo collection into .demo/ and serve it"
	@echo "make test    set up and run every test this machine can run"
	@echo "make lint    linters, types, import contracts, templates"
	@echo "make bench   measure the figures in docs/"
	@echo "make pictures take the README's pictures of the running demo"
	@echo "make catalogues  bring the customers' languages up to date with the code"
	@echo "make overruled  after a training, name anew what the policy overrules wrongly"
	@echo "make lock    compile requirements/ anew (UPGRADE=--upgrade for newer versions)"

demo: .venv/run.stamp
	TOILE_DATA="$(CURDIR)/.demo" $(BIN)/toile demo

test: .venv/test.stamp
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(OPTIONS)

lint: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/djlint app/templates --quiet --check
	$(BIN)/djlint app/templates --quiet --lint

bench: .venv/bench.stamp
	$(BIN)/python -m pytest --override-ini python_files="bench_*.py" --capture no tests/benchmarks

pictures: .venv/test.stamp
	$(BIN)/python docs/take_pictures.py

catalogues: .venv/test.stamp
	$(BIN)/python -m app.translations.update

overruled: .venv/test.stamp
	@: >.overruled
	TOILE_NOTE_OVERRULED="$(CURDIR)/.overruled" $(BIN)/python -m pytest tests/nlp --ignore tests/nlp/test_overruled.py \
		-m "not thorough" --numprocesses auto --dist worksteal; \
		status=$$?; LC_ALL=C sort -u .overruled >tests/nlp/overruled.tsv; rm .overruled; exit $$status

lock: .venv/test.stamp
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes --no-strip-extras --no-header \
		--no-annotate $(UPGRADE) --extra postgres --group build --output-file requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes --no-strip-extras --no-header \
		--no-annotate $(UPGRADE) --extra postgres --group build --group test --constraint requirements/run.txt \
		--output-file requirements/test.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes --no-strip-extras --no-header \
		--no-annotate $(UPGRADE) --extra postgres --group build --group bench --constraint requirements/test.txt \
		--output-file requirements/bench.txt pyproject.toml

# The venv's own stamp is written last: one that was interrupted half way is made again.
# Debian's Python comes without ensurepip unless python3-venv is installed; virtualenv brings its own pip.
.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Toile needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv || { rm -rf .venv; $(PYTHON) -m virtualenv --quiet .venv; } || \
		{ rm -rf .venv; echo "This Python cannot make virtual environments: install python3-venv or virtualenv."; exit 1; }
	@touch $@

.venv/run.stamp: .venv/made.stamp requirements/run.txt pyproject.toml
	$(INSTALL) $(LOCKED) requirements/run.txt
	$(INSTALL) $(CHECKOUT)
	@touch $@

.venv/test.stamp: .venv/made.stamp requirements/test.txt pyproject.toml
	$(INSTALL) $(LOCKED) requirements/test.txt
	$(INSTALL) $(CHECKOUT)
	@touch $@ .venv/run.stamp

.venv/bench.stamp: .venv/made.stamp requirements/bench.txt pyproject.toml
	$(INSTALL) $(LOCKED) requirements/bench.txt
	$(INSTALL) $(CHECKOUT)
	@touch $@ .venv/test.stamp .venv/run.stamp
