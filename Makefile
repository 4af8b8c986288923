# quxiang: everything is built with the tag duckdb_arrow (DuckDB's Arrow
# interface); without it `go build ./...` stops and says so.

SHELL   := /bin/bash
GO      ?= go
TAGS    := -tags duckdb_arrow
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BIN     := bin/quxiang
DEMO    := demo
ECHARTS := templates/assets/echarts.min.js

.PHONY: deps assets build demo test lint bench fuzz torture race clean

## demo: synthetic university from files to report; prints both paths last
demo: build
	rm -rf $(DEMO)
	$(BIN) demo $(DEMO)/

## test: every test, with the time of each package
test: deps assets
	$(GO) test $(TAGS) -timeout 8m ./...

## build: the one binary, into bin/
build: deps assets
	$(GO) build $(TAGS) -trimpath -ldflags "-X main.version=$(VERSION)" -o $(BIN) ./cmd/quxiang

## deps: system packages (Debian); what is there is left alone
deps:
	@.ci/deps

## assets: the chart script, by lock file, embedded at build time
assets: $(ECHARTS)

$(ECHARTS): package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	cp node_modules/echarts/dist/echarts.min.js $@
	@touch $@

## lint: gofmt, go vet, staticcheck, the style of the SQL
lint: deps assets
	@unformatted=$$(gofmt -l .ci cmd pipelines reports sql templates); \
	if [ -n "$$unformatted" ]; then echo "gofmt: $$unformatted"; exit 1; fi
	$(GO) vet $(TAGS) ./...
	$(GO) tool staticcheck $(TAGS) ./...
	$(GO) test $(TAGS) ./sql/...

## bench: the figures of docs/benchmarks.md; BENCHDIR needs 3 GB, PYTHON is an
## interpreter with python-calamine and duckdb, or empty
BENCHDIR ?= bench
PYTHON   ?=
bench: build
	rm -rf $(BENCHDIR) && mkdir -p $(BENCHDIR)
	$(GO) build $(TAGS) -o $(BENCHDIR)/bench ./.ci/bench
	$(GO) build -o $(BENCHDIR)/measure .ci/measure.go
	@echo "== demo: files to report"
	QUXIANG_CONFIG_DIR=$(BENCHDIR)/config $(BENCHDIR)/measure $(BIN) demo $(BENCHDIR)/demo/ | tail -1
	@echo "== reading workbooks, one thread, medians of five"
	$(BENCHDIR)/bench write $(BENCHDIR)
	$(BENCHDIR)/bench compare $(BENCHDIR) $(PYTHON)
	@echo "== 900,000 graduates of 150 institutions, 60 columns: workbooks, then CSV"
	$(BENCHDIR)/bench province $(BENCHDIR)
	.ci/bench/load $(BIN) $(BENCHDIR) $(PYTHON)
	@echo "== 4.5 million graduates of 150 institutions: cards and ranking"
	.ci/bench/judge $(BIN) $(BENCHDIR)

## fuzz: every fuzz target for FUZZTIME
FUZZTIME ?= 30s
fuzz: assets
	@for pkg in $$(grep -rl --include='*_test.go' '^func Fuzz' pipelines reports cmd | xargs -n1 dirname | sort -u); do \
	  for target in $$(grep -ho '^func Fuzz[A-Za-z0-9]*' $$pkg/*_test.go | cut -c6-); do \
	    $(GO) test $(TAGS) -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x ./$$pkg || exit 1; \
	  done; \
	done

## torture: kills, full disks and broken files by the hundred; long
TORTURE ?= 500
torture: deps assets
	QUXIANG_TORTURE=$(TORTURE) $(GO) test $(TAGS) -timeout 60m -v -run '^TestKilled|^TestDiskFull' ./cmd/quxiang
	QUXIANG_TORTURE=10000 $(GO) test $(TAGS) -timeout 60m -v -run '^TestBrokenFiles' ./pipelines/source

## race: every test under the race detector; long
race: deps assets
	$(GO) test $(TAGS) -race -timeout 60m ./...

clean:
	rm -rf bin $(DEMO) $(BENCHDIR) node_modules $(ECHARTS)
