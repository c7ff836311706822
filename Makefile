# Everything that is done often, each with one word. `make help` lists it.

ASSETS := crates/app/assets
# Folders of test data that are not part of this repository; tests that use them are skipped without.
ifneq ($(wildcard ../shared/corpora),)
export MUSTER_CORPORA ?= $(abspath ../shared/corpora)
endif

.DEFAULT_GOAL := help
.PHONY: help setup tools assets demo test soak fuzz bench matching fmt lint docs screenshots

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

setup: tools assets ## install what building and testing need

tools: ## install PostgreSQL, Chromium, npm, and what tests send mail, sign in and pay with, where they are missing (root or sudo)
	@scripts/install-missing npm postgresql chromium mailserver oidc-provider-mock localstripe

assets: $(ASSETS)/node_modules/.package-lock.json ## fetch the browser libraries that the binary embeds

$(ASSETS)/node_modules/.package-lock.json: $(ASSETS)/package.json $(ASSETS)/package-lock.json
	@scripts/install-missing npm
	cd $(ASSETS) && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

demo: assets ## start the panel on an example company; LISTEN=127.0.0.1:9000 picks another port
	@cargo build --release --locked -p muster
	@exec target/release/muster demo $(if $(LISTEN),--listen $(LISTEN))

test: ## check everything: format, lints, docs, tests on both databases, browser tests
	@scripts/test

soak: assets ## laws, kills and large imports at full size, on both databases (hours)
	@scripts/soak

fuzz: ## millions of inputs for what reads files and values, where cargo-fuzz is installed (minutes to hours)
	@scripts/fuzz

bench: assets ## the ratios of speed and memory, each with its floor
	@scripts/bench

matching: ## how many columns of labelled header rows are matched rightly, field by field
	@cargo test -q --locked -p muster-plan --test it matching_score -- --nocapture --test-threads=1

fmt: ## format the code
	cargo fmt --all

lint: assets ## clippy, and cargo-deny where it is installed
	@scripts/lint

docs: assets ## the documentation of the crates, in target/doc
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items

screenshots: tools assets ## take the pictures of docs/pictures anew from the real program
	@scripts/screenshots
