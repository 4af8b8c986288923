package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"quxiang/pipelines/workspace"
)

// track is where a job is run, and by what.
type track struct {
	job         job
	dir         string // input, workspace and outputs lie in it
	bin, python string
	memory      string // for --memory; empty: what the program takes by itself
	runs        int
}

func (t track) input() string     { return filepath.Join(t.dir, "input") }
func (t track) workspace() string { return filepath.Join(t.dir, "workspace") }
func (t track) output(p peer) string {
	return filepath.Join(t.dir, strings.TrimSuffix(p.script, filepath.Ext(p.script)))
}

// peers are those whose interpreter is there.
func (t track) peers() []peer {
	var here []peer
	for _, p := range peers {
		if interpreter := t.interpreter(p); interpreter == "" || (p.script == "report.R" && missing(interpreter)) {
			fmt.Fprintln(os.Stderr, "left out:", p.name)
			continue
		}
		here = append(here, p)
	}
	return here
}

func missing(command string) bool {
	_, err := exec.LookPath(command)
	return err != nil
}

func (t track) interpreter(p peer) string {
	if filepath.Ext(p.script) == ".R" {
		return "Rscript"
	}
	return t.python
}

// ours runs the program from files to report in a new workspace.
func (t track) ours() (Usage, error) {
	if err := t.prepare(); err != nil {
		return Usage{}, err
	}
	return measured(t.program("run", "--year", fmt.Sprint(t.job.to)), 3)
}

// program is the program with a verb, in the workspace.
func (t track) program(args ...string) *exec.Cmd {
	all := []string{"-C", t.workspace(), "-q"}
	if t.memory != "" {
		all = append(all, "--memory", t.memory)
	}
	cmd := exec.Command(t.bin, append(all, args...)...)
	cmd.Env = append(os.Environ(), "QUXIANG_CONFIG_DIR="+filepath.Join(t.dir, "config"))
	return cmd
}

// prepare makes the workspace anew.
func (t track) prepare() error {
	if err := os.RemoveAll(t.workspace()); err != nil {
		return err
	}
	code := "41"
	if t.job.level == "school" {
		code = fmt.Sprint(schoolCode(0))
	}
	c := workspace.Defaults(code, "测速", t.job.to)
	c.Level, c.Report.Cohorts, c.Report.AssumeComplete = t.job.level, t.job.from, true
	for cohort := t.job.from; cohort <= t.job.to; cohort++ {
		day := fmt.Sprintf("%d-12-31", cohort)
		c.Load = append(c.Load, workspace.Load{Files: []string{filepath.Join(t.input(), fmt.Sprintf("*-%d1231.*", cohort))},
			Contract: "destination", Cohort: cohort, AsOf: day})
	}
	_, err := workspace.Create(t.workspace(), c)
	return err
}

// theirs runs a peer's script.
func (t track) theirs(p peer) (Usage, error) {
	out := t.output(p)
	if err := errors.Join(os.RemoveAll(out), os.MkdirAll(out, 0o755)); err != nil {
		return Usage{}, err
	}
	return measured(exec.Command(t.interpreter(p), filepath.Join(".ci/bench/peers", p.script), t.input(), out, t.job.level, "sql/reference"))
}

func (t track) note(p peer, name string) string {
	text, err := os.ReadFile(filepath.Join(t.output(p), name))
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(text))
}

// sameTables compares a peer's tables with ours, line by line in order of text,
// and wants a report beside them.
func (t track) sameTables(p peer, ours []string) error {
	if _, err := os.Stat(filepath.Join(t.output(p), "report.html")); err != nil {
		return err
	}
	theirs, err := lines(filepath.Join(t.output(p), "tables.csv"))
	if err != nil {
		return err
	}
	for i := range max(len(ours), len(theirs)) {
		if i >= len(ours) || i >= len(theirs) || ours[i] != theirs[i] {
			return fmt.Errorf("tables differ at line %d of %d and %d: %s | %s", i+1, len(ours), len(theirs), at(ours, i), at(theirs, i))
		}
	}
	return nil
}

func at(all []string, i int) string {
	if i < len(all) {
		return all[i]
	}
	return "(none)"
}

func lines(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []string
	for s := bufio.NewScanner(f); ; {
		if !s.Scan() {
			slices.Sort(all)
			return all, s.Err()
		}
		all = append(all, strings.ReplaceAll(s.Text(), `"`, ""))
	}
}

// What of our tables a peer computes too.
var (
	comparedGrains = strings.Fields("school level college college_level major college_major gender gender_level origin difficulty urban_rural")
	comparedDims   = strings.Fields("gender ethnicity political difficulty origin_province employer_nature industry occupation work_province destination")
	placementLine  = strings.Fields(`cohort edition grain level college major gender origin difficulty urban_rural
		graduates settled employed startup flexible further_study settled_other seeking not_seeking`)
	distributionLine = strings.Fields("cohort dimension population level code head_count total")
)

// ourTables are the lines that the peers write, from the marts that our report
// was made of.
func (t track) ourTables() ([]string, error) {
	marts := filepath.Join(t.dir, "marts")
	if err := os.RemoveAll(marts); err != nil {
		return nil, err
	}
	if _, err := measured(t.program("export", "placement", "distribution", "--names", "--format", "csv", "--to", marts)); err != nil {
		return nil, err
	}
	var all []string
	for _, name := range []string{"placement", "distribution"} {
		some, err := martLines(marts, name)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.Sort(all)
	return all, nil
}

func martLines(dir, name string) ([]string, error) {
	found, err := filepath.Glob(filepath.Join(dir, "*"+name+"*.csv"))
	if err != nil || len(found) != 1 {
		return nil, fmt.Errorf("export of %s: %d files: %w", name, len(found), err)
	}
	f, err := os.Open(found[0])
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	return chosen(name, rows)
}

// chosen are a mart's rows that peers compute, in the peers' columns.
func chosen(name string, rows [][]string) ([]string, error) {
	columns, filter, wanted := placementLine, "grain", comparedGrains
	if name == "distribution" {
		columns, filter, wanted = distributionLine, "dimension", comparedDims
	}
	head := slices.IndexFunc(rows, func(r []string) bool { return slices.Contains(r, filter) })
	if head < 0 {
		return nil, errors.New(name + ": no heading " + filter)
	}
	where := map[string]int{}
	for i, c := range rows[head] {
		where[strings.TrimPrefix(c, "\ufeff")] = i
	}
	var all []string
	for _, row := range rows[head+1:] {
		if len(row) != len(rows[head]) || !slices.Contains(wanted, row[where[filter]]) {
			continue
		}
		line := name
		for _, c := range columns {
			line += "," + row[where[c]]
		}
		all = append(all, line)
	}
	return all, nil
}
