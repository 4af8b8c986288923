# quxiang: everything is built with the tag duckdb_arrow (DuckDB's Arrow
# interface); without it `go build ./...` stops and says so.

SHELL   := /bin/bash
GO      ?= go
TAGS    := -tags duckdb_arrow
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT  ?= $(shell git rev-parse HEAD 2>/dev/null || echo 未知提交)
BIN     := bin/quxiang
DEMO    := demo
ECHARTS := templates/assets/echarts.min.js

.PHONY: deps assets build demo test lint bench nation fuzz torture attack portability release man wine race pictures clean

## demo: synthetic university from files to report; prints the paths last
demo: build
	rm -rf $(DEMO)
	$(BIN) demo $(DEMO)/

## test: every test, with the time of each package
test: deps assets
	$(GO) test $(TAGS) -timeout 15m ./...

## build: the one binary, into bin/
build: deps assets
	$(GO) build $(TAGS) -trimpath -ldflags "-X main.version=$(VERSION) -X main.commit=$(COMMIT)" -o $(BIN) ./cmd/quxiang

## deps: system packages (Debian); what is there is left alone
deps:
	@.ci/deps

## assets: the chart script, by lock file, bundled and embedded at build time
assets: $(ECHARTS)

NODE    := node_modules/.package-lock.json
$(NODE): package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(ECHARTS): package.json package-lock.json templates/library/echarts.js
	@$(MAKE) $(NODE)
	node_modules/.bin/esbuild templates/library/echarts.js --bundle --minify --charset=utf8 \
	  --format=iife --global-name=echarts --target=es2015 --log-level=warning \
	  --banner:js='/*! Apache ECharts, Apache License 2.0; zrender, BSD 3-Clause; tslib, 0BSD */' --outfile=$@
	@touch $@

# what ./... passes over
TOOLS := ./.ci/attack ./.ci/bench ./.ci/handout ./.ci/pictures

## lint: gofmt, go vet, staticcheck, the style of the SQL
lint: deps assets
	@unformatted=$$(gofmt -l .ci cmd pipelines reports sql templates); \
	if [ -n "$$unformatted" ]; then echo "gofmt: $$unformatted"; exit 1; fi
	$(GO) vet $(TAGS) ./... $(TOOLS)
	$(GO) -C .ci/portability vet $(TAGS) . # a module of its own
	$(GO) tool staticcheck $(TAGS) ./... $(TOOLS)
	$(GO) test $(TAGS) ./sql/...

## bench: the figures of docs/benchmarks.md; BENCHDIR needs 30 GB, of the disk
## with the least load. JOB is one of them: university, province, decade (files
## to report against pandas, Polars and R, the build against bare DuckDB; with
## -build behind it the latter alone),
## growth, limit, reading, loading, judging, demo; PERCENT of the rows tries it out
BENCHDIR ?= bench
JOB      ?= university province decade growth limit reading loading judging demo
RUNS     ?= 5
PERCENT  ?= 100
PYTHON   ?= $(BENCHDIR)/python/bin/python
bench: build $(BENCHDIR)/python/ready
	$(GO) build $(TAGS) -o $(BENCHDIR)/bench ./.ci/bench
	$(GO) build -o $(BENCHDIR)/measure .ci/measure.go
	.ci/bench/jobs $(BIN) $(BENCHDIR) $(PYTHON) $(RUNS) $(PERCENT) $(JOB)

$(BENCHDIR)/python/ready: .ci/bench/peers/requirements.txt
	mkdir -p $(BENCHDIR)
	python3 -m venv $(BENCHDIR)/python && $(BENCHDIR)/python/bin/pip -q install -r $<
	@touch $@

## nation: NATION rows of Parquet in ten cohorts, built where they lie within
## 24 GiB and 40 GB of spill; wants an idle machine (see .ci/bench/nation)
NATION ?= 1000000
nation: build
	mkdir -p $(BENCHDIR)
	$(GO) build $(TAGS) -o $(BENCHDIR)/bench ./.ci/bench
	$(GO) build -o $(BENCHDIR)/measure .ci/measure.go
	.ci/bench/nation $(BIN) $(BENCHDIR) $(NATION)

## fuzz: every fuzz target for FUZZTIME
FUZZTIME ?= 30s
fuzz: assets
	@for pkg in $$(grep -rl --include='*_test.go' '^func Fuzz' pipelines reports cmd | xargs -n1 dirname | sort -u); do \
	  for target in $$(grep -ho '^func Fuzz[A-Za-z0-9]*' $$pkg/*_test.go | cut -c6-); do \
	    $(GO) test $(TAGS) -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x ./$$pkg || exit 1; \
	  done; \
	done

## torture: kills, full disks, two verbs at once and broken files by the hundred; long
TORTURE ?= 500
torture: deps assets
	QUXIANG_TORTURE=$(TORTURE) $(GO) test $(TAGS) -timeout 3h -v -run '^TestKilled|^TestDiskFull|^TestByForce' ./cmd/quxiang
	QUXIANG_TORTURE=10000 $(GO) test $(TAGS) -timeout 60m -v -run '^TestBrokenFiles' ./pipelines/source
	$(MAKE) attack ATTACKS=1000 ATTACKRESULTS=$(ATTACKDIR)/results.json

## attack: tries to find out from public editions what they hide: ATTACKS
## invented schools and the demo; the verdicts go into ATTACKRESULTS
ATTACKS       ?= 30
ATTACKDIR     ?= attack
ATTACKRESULTS ?= testdata/disclosure/results.json
attack: build
	rm -rf $(ATTACKDIR) && mkdir -p $(ATTACKDIR)
	python3 -m venv $(ATTACKDIR)/python && $(ATTACKDIR)/python/bin/pip -q install -r .ci/attack/requirements.txt
	$(GO) build $(TAGS) -o $(ATTACKDIR)/attack ./.ci/attack
	QUXIANG_CONFIG_DIR=$(CURDIR)/$(ATTACKDIR)/config $(BIN) demo $(ATTACKDIR)/workspace/ | tail -1
	$(ATTACKDIR)/attack school $(ATTACKDIR)/editions $$(seq 1 $(ATTACKS))
	QUXIANG_CONFIG_DIR=$(CURDIR)/$(ATTACKDIR)/config $(ATTACKDIR)/attack workspace $(ATTACKDIR)/editions/demo $(ATTACKDIR)/workspace
	JOBS=$$(nproc) $(ATTACKDIR)/python/bin/python .ci/attack/attack.py $(ATTACKRESULTS) $(ATTACKDIR)/editions/*

## portability: the models once more on PostgreSQL (Debian's package), every
## value held against DuckDB's; a workspace may take the demo's place (PORTED)
PORTDIR := portability
PORTED  ?=
portability: build
	rm -rf $(PORTDIR) && mkdir -p $(PORTDIR)
	cd .ci/portability && $(GO) build $(TAGS) -o $(CURDIR)/$(PORTDIR)/portability .
ifeq ($(PORTED),)
	QUXIANG_CONFIG_DIR=$(CURDIR)/$(PORTDIR)/config $(BIN) demo $(PORTDIR)/workspace/ | tail -1
endif
	$(PORTDIR)/portability $(PORTDIR) $(or $(PORTED),$(PORTDIR)/workspace)

## release: the programs that are handed out, with documentation, licences and
## checksums, into DIST: Linux and, as root, Windows, whose compiler lives in a
## folder of its own (SYSROOT)
DIST    ?= dist
SYSROOT ?= /var/tmp/quxiang-sysroot
release: deps assets $(NODE)
	.ci/release $(VERSION) $(COMMIT) $(DIST) $(SYSROOT)

## man: manual pages of the verbs, into DIST/man1; the release has them packed
man: build
	$(BIN) man $(DIST)/man1

## wine: the program for Windows under wine, as root: the demonstration, and the
## scripts of the command line whose names match SCRIPTS; long
SCRIPTS ?= .
wine: deps assets
	.ci/wine $(SYSROOT) '$(SCRIPTS)'

## race: every test under the race detector, a package after the other; long
race: deps assets
	for package in $$($(GO) list $(TAGS) ./...); do $(GO) test $(TAGS) -race -timeout 60m $$package || exit 1; done

## pictures: the documentation's pictures of the demo; LibreOffice draws the sheets
PICTURED := $(DEMO)/pictures
pictures: demo
	rm -rf $(PICTURED) && mkdir -p $(PICTURED)
	$(BIN) -C $(DEMO) duties --html $(PICTURED)/duties.html
	$(BIN) -C $(DEMO) duties --college 文学院 --html $(PICTURED)/college.html
	$(BIN) -C $(DEMO) check --college 文学院 --suspects $(PICTURED)/suspects.xlsx
	$(BIN) init $(PICTURED)/blank --institution 19901 --name 示范大学
	$(GO) run $(TAGS) ./.ci/pictures $(DEMO)/reports/*/*年度报告-*届.html $(PICTURED)/duties.html \
	  $(PICTURED)/college.html $(PICTURED)/blank/空白模板/*/就业创业工作人员.xlsx $(PICTURED)/suspects.xlsx docs/pictures

clean:
	rm -rf bin $(DIST) $(DEMO) $(BENCHDIR) $(ATTACKDIR) $(PORTDIR) node_modules $(ECHARTS)
