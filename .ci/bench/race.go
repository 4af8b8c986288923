package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Usage is what one run took, or the median of several.
type Usage struct {
	Wall float64 `json:"wall_s"`
	CPU  float64 `json:"cpu_s"`
	Peak int64   `json:"peak_mib"` // of the largest process of the run
}

// Runner is one who takes part, with the median of its runs.
type Runner struct {
	Name     string `json:"name"`
	Versions string `json:"versions"`
	Usage
	Why string `json:"why,omitempty"` // why there are no figures
}

// Race is a job and what everybody took for it.
type Race struct {
	Job     string   `json:"job"`
	Rows    int      `json:"rows"`
	Columns int      `json:"columns"`
	Files   int      `json:"files"`
	Runs    int      `json:"runs"`
	Machine string   `json:"machine"`
	Lines   int      `json:"lines"` // of tables compared equal
	Runners []Runner `json:"runners"`
}

// peer is a script and what interprets it.
type peer struct{ name, script string }

var peers = []peer{
	{"pandas + openpyxl", "office.py"},
	{"Polars + calamine + DuckDB", "frames.py"},
	{"R：readxl + data.table + rmarkdown", "report.R"},
}

// race runs a job: each peer once, whose tables must equal ours, then everybody
// in turns as often as asked.
func (t track) race() (Race, error) {
	r := Race{Job: t.job.name, Rows: t.job.rows(), Columns: t.job.columns, Runs: t.runs, Machine: machine()}
	files, err := os.ReadDir(t.input())
	if err != nil {
		return r, err
	}
	r.Files = len(files)
	first, err := t.ours()
	if err != nil {
		return r, err
	}
	ours, err := t.ourTables()
	if err != nil {
		return r, err
	}
	r.Lines = len(ours)
	r.Runners = append(r.Runners, Runner{Name: "quxiang", Versions: version(t.bin), Usage: first})
	for _, p := range t.peers() {
		r.Runners = append(r.Runners, t.qualify(p, ours))
	}
	return r, t.laps(&r)
}

// qualify is a peer's first run; one whose tables differ from ours takes no
// further part, and neither does one that fails.
func (t track) qualify(p peer, ours []string) Runner {
	runner := Runner{Name: p.name}
	usage, err := t.theirs(p)
	if err == nil {
		err = t.sameTables(p, ours)
	}
	if err != nil {
		runner.Why = err.Error()
		return runner
	}
	runner.Usage, runner.Versions = usage, t.note(p, "versions.txt")
	fmt.Fprintf(os.Stderr, "%s: %s equal, %.1f s\n", t.job.name, p.name, usage.Wall)
	return runner
}

// laps are the runs that count: everybody in turns, so that a busy minute of
// the machine hits all alike.
func (t track) laps(r *Race) error {
	all := make([][]Usage, len(r.Runners))
	for range t.runs {
		for i, runner := range r.Runners {
			if runner.Why != "" {
				continue
			}
			usage, err := t.lap(runner.Name)
			if err != nil {
				return fmt.Errorf("%s: %w", runner.Name, err)
			}
			all[i] = append(all[i], usage)
		}
	}
	for i := range r.Runners {
		if len(all[i]) > 0 {
			r.Runners[i].Usage = median(all[i])
		}
	}
	return nil
}

func (t track) lap(name string) (Usage, error) {
	for _, p := range peers {
		if p.name == name {
			return t.theirs(p)
		}
	}
	return t.ours()
}

// median takes each figure's median on its own.
func median(all []Usage) Usage {
	middle := func(of func(Usage) float64) float64 {
		values := make([]float64, len(all))
		for i, u := range all {
			values[i] = of(u)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return Usage{
		Wall: middle(func(u Usage) float64 { return u.Wall }),
		CPU:  middle(func(u Usage) float64 { return u.CPU }),
		Peak: int64(middle(func(u Usage) float64 { return float64(u.Peak) })),
	}
}

// measured runs a command; ok lists the exit codes that are no failure.
func measured(cmd *exec.Cmd, ok ...int) (Usage, error) {
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start).Seconds()
	if cmd.ProcessState == nil {
		return Usage{}, err
	}
	if err != nil && !slices.Contains(ok, cmd.ProcessState.ExitCode()) {
		text := said.String()
		return Usage{}, fmt.Errorf("%w: %s", err, text[max(0, len(text)-400):])
	}
	state := cmd.ProcessState
	return Usage{Wall: wall, CPU: (state.UserTime() + state.SystemTime()).Seconds(),
		Peak: state.SysUsage().(*syscall.Rusage).Maxrss / 1024}, nil
}

// version is what the program says of itself.
func version(bin string) string {
	out, err := exec.Command(bin, "version").Output()
	if err != nil {
		return err.Error()
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return line
}

// machine names the processor, the cores and the memory.
func machine() string {
	out, err := exec.Command("sh", "-c", `printf '%s 核（%s），%s GiB 内存' "$(nproc)" \
		"$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(awk '/MemTotal/{printf "%d", $2/1048576+0.5}' /proc/meminfo)"`).Output()
	if err != nil {
		return err.Error()
	}
	return string(out)
}

// keep writes what was measured where the documentation's tables come from.
func keep(dir, name string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name+".json"), append(text, '\n'), 0o644)
}
