# What one does here, one line each. `make` alone lists them.
.DEFAULT_GOAL := help
sources := Sources Tests Benchmarks Package.swift
# Suites that take seconds: they start the program, or sweep over every size and every byte.
slow := gradflowTests|Hostile|ScreenTests|Totality|ModeRules|CoresTests|ComparisonLayout|Claims|Timeline|SavedRun|Sweep

PREFIX ?= /usr/local
share = $(DESTDIR)$(PREFIX)/share
program = .build/release/gradflow

.PHONY: run install test fast hard lint format snapshots tsan asan bench ci help

run: ## the program, optimised
	swift run -c release gradflow

install: ## program, completions and manual page, below PREFIX=/usr/local
	swift build -c release --product gradflow
	install -d $(DESTDIR)$(PREFIX)/bin $(share)/man/man1 $(share)/bash-completion/completions \
	  $(share)/zsh/site-functions $(share)/fish/vendor_completions.d
	install $(program) $(DESTDIR)$(PREFIX)/bin
	$(program) manual > $(share)/man/man1/gradflow.1
	$(program) --generate-completion-script bash > $(share)/bash-completion/completions/gradflow
	$(program) --generate-completion-script zsh > $(share)/zsh/site-functions/_gradflow
	$(program) --generate-completion-script fish > $(share)/fish/vendor_completions.d/gradflow.fish

test: ## all tests
	swift test

fast: ## the tests that are quick
	swift test --skip '$(slow)'

hard: ## keys, sizes, signals, files and redraws at random, for minutes; HARD=seconds of each
	GRADFLOW_HARD=$(or $(HARD),120) swift test --no-parallel --filter Hard

lint: ## tells what is not formatted
	swift format lint --strict --recursive $(sources)

format: ## formats
	swift format --in-place --recursive $(sources)

snapshots: ## records the screens anew; look at the difference before you commit it
	RECORD_SNAPSHOTS=1 swift test --filter SnapshotTests

tsan: ## all tests under ThreadSanitizer
	.ci/sanitize thread

asan: ## all tests under AddressSanitizer
	.ci/sanitize address

bench: ## a training step's time, beside JAX and PyTorch; Benchmarks/README.md tells what it needs
	swift build -c release && python3 Benchmarks/compare.py --gradflow .build/release/gradflow-bench

ci: ## all that must hold before a change lands
	.ci/run

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
