# `make run` and `make test` set up what they need; nothing else has to be done first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run build dist dev nodes test unit browser clients check bench fuzz tools chromium

# What setup/toolchain.sh found or installed: the compiler's name and where the tools are.
WITH := . target/toolchain.env &&

help: ## what can be done here
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

run: build ## build it, and serve it with its sandbox at http://127.0.0.1:3000
	target/release/timeback-dashboard

build: tools ## what `make run` serves: the release binary and its site folder
	@$(WITH) cargo leptos build --release --precompress --split --lib-features split

dist: build ## target/dist: one program with its site inside, its licenses and checksums, settings, systemd unit
	$(WITH) setup/dist.sh

dev: tools ## build, serve, and build again at every change
	$(WITH) cargo leptos watch --split --lib-features split

nodes: build ## serve three nodes on PostgreSQL and Redis behind HAProxy
	@setup/servers.sh
	setup/postgres.sh node end2end/nodes.mjs

test: unit browser clients ## every test: units, stories through the real router, the browser, and API clients

unit: tools
	@echo "==> Units and stories"
	@setup/servers.sh
	$(WITH) setup/postgres.sh cargo test --workspace --features ssr

browser: build chromium
	@echo "==> The browser: every journey with and without scripts"
	cd end2end && npx playwright test

clients: build chromium
	@setup/servers.sh
	@echo "==> API clients: Supabase's and Clerk's own, over SQLite and PostgreSQL"
	setup/postgres.sh node --test end2end/clients/*.test.mjs

check: tools ## formatting, lints for both worlds, documentation
	$(WITH) setup/check.sh

bench: build ## figures, beside those of Next.js, the official Python SDK and a bare handler
	$(WITH) setup/bench.sh

fuzz: tools ## fuzz the client's parsers with FUZZ_EXECUTIONS mutated responses; FUZZ_INPUT=file replays one
	$(WITH) setup/fuzz.sh

tools:
	@setup/toolchain.sh

chromium:
	@setup/browser.sh
