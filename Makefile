# make run [DIR=folder]   build what the browser needs and open it
# make build              build both programs
# make install [PREFIX=…] install both programs, man pages and completions (/usr/local unless told)
# make test               build and run every test
# make screens            renew the expected screens, to be looked at before they are committed
# make screenshots        renew the pictures
# make fuzz [SECONDS=600]  look for inputs that break the reading and editing of JSON
# make bench              measure against other tools (see Benchmarks/README.md)

SHELL := /bin/sh
DIR ?= Fixtures/library
PREFIX ?= /usr/local
SECONDS ?= 600
PYTHON_ENV := .build/python
# One file that needs nothing of the machine it runs on, and starts in two thirds of the time.
BUILD := swift build -c release -Xswiftc -static-executable -Xswiftc -use-ld=lld -j 2

.PHONY: run browser build install test screens screenshots fuzz bench lint imports clean

run: browser
	@exec .build/release/llm-mock-tui "$(DIR)"

browser:
	@Tools/install-packages libncurses-dev libpcre2-dev nettle-dev
	$(BUILD) --product llm-mock-tui

build: browser
	$(BUILD) --product llm-mock

install:
	@Tools/install-packages libncurses-dev libpcre2-dev nettle-dev
	@Tools/install-programs "$(DESTDIR)$(PREFIX)"

test: $(PYTHON_ENV)/ready
	@Tools/install-packages libncurses-dev libpcre2-dev nettle-dev libvterm-dev tmux
	swift build --build-tests -j 2
	LLM_MOCK_PYTHON="$(CURDIR)/$(PYTHON_ENV)/bin/python" Tools/run-tests --skip-build

# The Python package, to compare with.
$(PYTHON_ENV)/ready:
	@Tools/install-packages python3-venv
	python3 -m venv $(PYTHON_ENV)
	$(PYTHON_ENV)/bin/pip install --quiet llm-mock==1.0.1
	@touch $@

screens:
	UPDATE_SCREENS=1 swift test --filter Screen

screenshots: build
	@Tools/install-packages xterm xvfb imagemagick tmux fonts-dejavu-core fonts-noto-cjk fonts-noto-color-emoji
	screenshots/take.sh

# Into a folder of its own: everything is built with the fuzzer's probes. What it finds is put beside
# the seeds, where the tests keep an eye on it.
fuzz:
	LLM_MOCK_FUZZ=1 swift build -c release --scratch-path .build-fuzz --sanitize fuzzer --product fuzz-json -j 2
	mkdir -p .build-fuzz/corpus
	.build-fuzz/release/fuzz-json -max_total_time=$(SECONDS) -max_len=4096 -artifact_prefix=Fixtures/fuzz/ \
	  .build-fuzz/corpus Fixtures/fuzz

bench: build
	$(BUILD) --product measure
	Benchmarks/setup.sh
	Benchmarks/bench.py

lint:
	swift format lint --strict -r Package.swift Sources Tests Benchmarks Fuzzing

# Arrows between targets run one way: an import that a target does not declare is an error.
imports:
	swift build -j 2 --explicit-target-dependency-import-check error

clean:
	rm -rf .build
