package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"quxiang/pipelines"
	"quxiang/pipelines/model"
	"quxiang/pipelines/store"
	"quxiang/pipelines/workspace"
)

// plan is what bare.py runs: TARGET in it is the file to write.
type plan struct {
	Memory  string   `json:"memory"`
	Prelude []string `json:"prelude"`
	Steps   []string `json:"steps"`
}

// needsGo finds models that call functions written in Go.
var needsGo = regexp.MustCompile(`\b(beta_cdf|rate_below|beta_quantile)\(`)

// makePlan takes a built workspace's models in their order. What is no plain
// SQL is copied from its build.
func (t track) makePlan() (plan, error) {
	w, err := workspace.Open(t.workspace())
	if err != nil {
		return plan{}, err
	}
	e, err := pipelines.NewEngine(w, pipelines.Options{})
	if err != nil {
		return plan{}, err
	}
	prelude, err := e.Prelude()
	if err != nil {
		return plan{}, err
	}
	p := plan{Memory: fmt.Sprintf("%dMiB", store.Budget(0).BuildMemory()>>20), Prelude: barePrelude(prelude)}
	for _, m := range e.Project.Macros {
		p.Prelude = append(p.Prelude, m.SQL)
	}
	for _, name := range append(referenceNames(e.Project), "reference.run_parameter", "reference.report_cutoff", "provenance.load", "provenance.file",
		"provenance.finding_count", "provenance.unknown_column") {
		p.Steps = append(p.Steps, copied(name))
	}
	for _, n := range e.Project.Nodes {
		p.Steps = append(p.Steps, bareStep(n))
	}
	return p, nil
}

// barePrelude is the reader's prelude with the finished build under another
// name and a new file in its place.
func barePrelude(prelude string) []string {
	var all []string
	for line := range strings.Lines(prelude) {
		switch line = strings.TrimSuffix(strings.TrimSpace(line), ";"); {
		case strings.HasPrefix(line, "--") || line == "":
		case strings.Contains(line, " as build "):
			all = append(all, strings.Replace(line, " as build ", " as ready ", 1),
				"attach 'TARGET' as build (recovery_mode no_wal_writes)", "set preserve_insertion_order = false")
			for _, schema := range []string{"reference", "warehouse", "marts", "provenance"} {
				all = append(all, "create schema build."+schema)
			}
		default:
			all = append(all, line)
		}
	}
	return all
}

func referenceNames(p *model.Project) []string {
	var names []string
	for _, r := range p.References {
		names = append(names, r.Name)
	}
	return names
}

func copied(name string) string { return "create table build." + name + " as from ready." + name }

func bareStep(n *model.Node) string {
	switch {
	case n.Go != nil || needsGo.MatchString(n.SQL):
		return copied(n.Name)
	case n.Layer == "staging":
		return "create " + n.Kind() + " stg." + n.Name + " as\n" + n.SQL
	}
	return "create table build." + n.Name + " as\n" + n.SQL
}

// bare runs the job's build by ours and by bare DuckDB in turns, and compares
// the tables of the two files first.
func (t track) bare() (Race, error) {
	r := Race{Job: t.job.name + buildJob, Rows: t.job.rows(), Columns: t.job.columns, Runs: t.runs, Machine: machine()}
	if _, err := t.ours(); err != nil {
		return r, err
	}
	if err := t.sameBuild(&r); err != nil {
		return r, err
	}
	var built, plain []Usage
	var checks, inGo []float64
	for range t.runs {
		one, err := t.rebuild()
		if err != nil {
			return r, err
		}
		if err := t.writePlan(); err != nil { // the build that it copies from goes when three newer ones are there
			return r, err
		}
		other, err := t.runPlan()
		if err != nil {
			return r, err
		}
		parts, err := t.parts()
		if err != nil {
			return r, err
		}
		built, plain = append(built, one), append(plain, other)
		checks, inGo = append(checks, parts[0]), append(inGo, parts[1])
	}
	note := t.note(peer{script: "bare.py"}, "versions.txt")
	r.Runners = []Runner{{Name: "quxiang build", Versions: version(t.bin), Usage: median(built)},
		{Name: "其中：检查和列测试", Usage: walls(checks)}, {Name: "其中：Go 写的模型", Usage: walls(inGo)},
		{Name: "DuckDB 直接运行模型的 SQL", Versions: note, Usage: median(plain)}}
	return r, nil
}

func walls(seconds []float64) Usage {
	var all []Usage
	for _, s := range seconds {
		all = append(all, Usage{Wall: s})
	}
	return median(all)
}

// rebuild builds again from the same store.
func (t track) rebuild() (Usage, error) {
	time.Sleep(time.Second) // a build is named by its second
	return measured(t.program("build"), 3)
}

func (t track) planFile() string { return filepath.Join(t.dir, "plan.json") }

func (t track) runPlan() (Usage, error) {
	return measured(exec.Command(t.python, ".ci/bench/peers/bare.py", t.planFile(), t.output(peer{script: "bare.py"})))
}

// writePlan writes the plan of the current build.
func (t track) writePlan() error {
	p, err := t.makePlan()
	if err != nil {
		return err
	}
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return os.WriteFile(t.planFile(), text, 0o600)
}

// sameBuild runs the plan once and compares every table of the layers by a sum
// over its rows.
func (t track) sameBuild(r *Race) error {
	out := t.output(peer{script: "bare.py"})
	if err := errors.Join(os.MkdirAll(out, 0o755), t.writePlan()); err != nil {
		return err
	}
	if _, err := t.runPlan(); err != nil {
		return err
	}
	said, err := exec.Command(t.python, ".ci/bench/peers/same.py", t.build(), filepath.Join(out, "bare.duckdb")).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, said)
	}
	_, err = fmt.Sscan(string(said), &r.Lines)
	return err
}

// build is the file of the current build.
func (t track) build() string {
	dir := filepath.Join(t.workspace(), "warehouse")
	id, err := os.ReadFile(filepath.Join(dir, "current"))
	if err != nil {
		return err.Error()
	}
	return filepath.Join(dir, "build-"+strings.TrimSpace(string(id))+".duckdb")
}

// parts are the seconds of the last build's checks and of its models in Go.
func (t track) parts() ([2]float64, error) {
	var parts [2]float64
	out, err := exec.Command(t.python, ".ci/bench/peers/parts.py", t.build()).CombinedOutput()
	if err != nil {
		return parts, fmt.Errorf("%w: %s", err, out)
	}
	_, err = fmt.Sscan(string(out), &parts[0], &parts[1])
	return parts, err
}
