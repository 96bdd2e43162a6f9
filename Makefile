# The two commands that matter: make report, make test. "make help" lists all.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

export CGO_ENABLED := 1
HTSM_SHARED ?= $(abspath ../shared)
export HTSM_SHARED

TOOLS   := go tool -modfile=generator/tools/go.mod
ASSETS  := generator/asset/files/echarts.min.js
SAMPLE  := --period 2026-08..2026-10
# The checksum of everything that the program is built from, so that a manifest
# names the program that made an edition.
SOURCE   = $(shell find generator templates site go.mod go.sum -type f \( -name '*.go' -o -name '*.yaml' -o -name '*.js' -o -name '*.gohtml' -o -name '*.css' -o -name 'go.*' -o -name 'package-lock.json' \) -not -path '*/node_modules/*' -not -path '*/public/*' -not -path '*/.public-releases/*' -not -name '*_test.go' -not -path '*/testdata/*' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-64)
LDFLAGS  = -s -w -X main.source=$(SOURCE)

.PHONY: help
help: ## Show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

site/node_modules/.package-lock.json: site/package.json site/package-lock.json
	cd site && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(ASSETS): site/node_modules/.package-lock.json site/assets.mjs
	node site/assets.mjs
	@touch $@

.PHONY: assets
assets: $(ASSETS) ## Install the npm packages and put in place what the program embeds

.PHONY: build
build: $(ASSETS) ## Build bin/htsm
	go build -trimpath -buildvcs=false -ldflags '$(LDFLAGS)' -o bin/htsm ./generator/cmd/htsm

.PHONY: report
report: build ## Build the sample edition into site/public/
	bin/htsm build $(SAMPLE) --revise "the sample was rebuilt"

site/gates/node_modules/.package-lock.json: site/gates/package.json site/gates/package-lock.json
	cd site/gates && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: gates
gates: site/gates/node_modules/.package-lock.json ## Install what holds the site against its gates

.PHONY: check-site
check-site: gates ## Hold site/public against its gates in a browser (make report first)
	node site/gates/gates.mjs $(foreach a,$(wildcard site/public/*),$(realpath $(a)))

.PHONY: check-pdf
check-pdf: gates ## Hold the briefs of site/public against veraPDF and other readers (make report first)
	node site/gates/pdf.mjs $(foreach a,$(wildcard site/public/*),$(realpath $(a)))

.PHONY: test
test: $(ASSETS) ## Run all tests
	go build ./...
	go test -timeout 30m ./...

.PHONY: generate
generate: $(ASSETS) ## Rewrite generated code, schemas and reference parts of the manual
	go generate ./generator/...
	UPDATE=1 go test ./generator/schema ./generator/stats ./generator/finding ./generator/lang ./generator/verify/pdf -run 'UpToDate|Current' -count=1

.PHONY: check
check: $(ASSETS) ## Check format, vet, staticcheck, generated code, modules, notices
	@unformatted=$$($(TOOLS) gofumpt -l generator site templates); if [ -n "$$unformatted" ]; then echo "not formatted (make fmt):"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	$(TOOLS) staticcheck ./...
	go mod tidy -diff
	cd generator/tools && go mod tidy -diff
	go run generator/stats/gen.go -check
	@cd generator/tools && go run ./notices -check
	go test ./generator -count=1

.PHONY: fmt
fmt: ## Format the code
	$(TOOLS) gofumpt -w generator site templates

.PHONY: lint
lint: check ## Check more slowly: dead code too
	$(TOOLS) deadcode -test ./...

# RECORDS=10000000 measures the catalogue over ten million records alone: an hour
# and three gigabytes of disk. The other parts of OPERATING.md stay.
RECORDS ?= 100000,1000000
.PHONY: bench
bench: build ## Measure findings, the catalogue (RECORDS=N), every package and the sample
ifneq ($(RECORDS),10000000)
	cd generator/stats && go test -count=1 -timeout 3h -run '^TestOperatingCharacteristics$$' -seeds 100 -nulls 200 -write
endif
	cd generator/stats && go test -count=1 -timeout 3h -run '^TestCosts$$' -records $(RECORDS) -write
ifneq ($(RECORDS),10000000)
	go test ./generator/... -run '^$$' -bench . -benchtime 3x -timeout 60m
endif

.PHONY: fuzz
fuzz: $(ASSETS) ## Fuzz every reader for 20 seconds
	@set -e; for pkg in $$(go list ./generator/...); do \
	  found=$$(go test $$pkg -list '^Fuzz'); \
	  for f in $$(echo "$$found" | sed -n '/^Fuzz/p'); do \
	    echo "$$pkg $$f"; go test $$pkg -run '^$$' -fuzz "^$$f$$" -fuzztime 20s; done; done

.PHONY: golden
golden: $(ASSETS) ## Rewrite golden files; read the difference before you commit
	UPDATE=1 go test ./... -count=1

.PHONY: notices
notices: $(ASSETS) ## Rewrite THIRD-PARTY-NOTICES.md
	cd generator/tools && go run ./notices

.PHONY: sample
sample: build ## Rewrite the committed extract data/detections.csv
	bin/htsm synth --records 8000 --seed 20261123 --from 2023-01 --to 2026-10 > data/detections.csv

.PHONY: serve
serve: build ## Show the reports as they are now on http://127.0.0.1:8080/, and again at every change
	bin/htsm serve

.PHONY: clean
clean: ## Remove what make made, but no published edition
	rm -rf bin .cache site/node_modules site/gates/node_modules $(filter-out generator/asset/files/README.md,$(wildcard generator/asset/files/*))
