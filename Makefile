# make run | test | fuzz | bench | lint | weights | picture | lesson   (`make` alone is `make run`)
VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
PIP    := $(BIN)/python -m pip install --disable-pip-version-check --quiet
MINUTES ?= 5
CPU    := https://download.pytorch.org/whl/cpu

.PHONY: run test fuzz bench lint weights picture lesson
run: $(VENV)/app
	$(BIN)/streamlit run app.py

test: $(VENV)/dev
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal

fuzz: $(VENV)/dev
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=fuzz --fuzz=$(MINUTES)

bench: $(VENV)/dev
	$(BIN)/python -m bench

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/oxlint

weights: $(VENV)/app
	$(BIN)/python -m train

picture: $(VENV)/dev
	$(BIN)/python docs/picture.py

lesson: $(VENV)/dev
	$(BIN)/python -m docs.new_lesson "$(STEM)" "$(PART)"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Unrolled needs Python 3.11, 3.12 or 3.13."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# On Linux without an NVIDIA driver, torch's own CPU build saves several GB; where its index cannot
# be reached, the plain package does.
$(VENV)/app: requirements.txt | $(BIN)/python
	@if [ "$$(uname -s)" = Linux ] && ! command -v nvidia-smi >/dev/null; then \
		$(PIP) --retries 0 --timeout 10 --index-url $(CPU) "$$(sed -n 's/^\(torch==[^ ]*\).*/\1/p' requirements.txt)" 2>/dev/null \
		|| echo "PyTorch's CPU index cannot be reached; taking the plain package."; \
	fi
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/app
	$(PIP) -r requirements-dev.txt
	@touch $@
