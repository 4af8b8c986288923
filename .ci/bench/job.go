package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// runJob is the verb job: measures one job and keeps what it found.
//
//	bench job NAME -dir DIR -bin QUXIANG [-python P] [-runs 5] [-percent 100] [-keep DIR]
func runJob(args []string) error {
	flags := flag.NewFlagSet("job", flag.ContinueOnError)
	t := track{}
	flags.StringVar(&t.dir, "dir", "bench", "where files, workspaces and outputs go")
	flags.StringVar(&t.bin, "bin", "bin/quxiang", "the program")
	flags.StringVar(&t.python, "python", "", "an interpreter with peers/requirements.txt; empty: none of those peers")
	flags.IntVar(&t.runs, "runs", runs, "of how many runs the median is taken")
	flags.StringVar(&t.memory, "memory", "", "limit for the job limit")
	percent := flags.Int("percent", 100, "share of the graduates, to try the job out")
	kept := flags.String("keep", "testdata/bench", "where results are kept")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	var err error
	if t.dir, err = filepath.Abs(filepath.Join(t.dir, args[0])); err != nil {
		return err
	}
	if err := os.MkdirAll(*kept, 0o755); err != nil {
		return err
	}
	return t.run(args[0], *percent, *kept)
}

// buildJob behind a job's name is its build alone, against bare DuckDB.
const buildJob = "-build"

// run measures the named job: growth and limit are ours alone.
func (t track) run(name string, percent int, kept string) error {
	if name == "growth" || name == "limit" {
		return t.runGrowth(name, percent, kept)
	}
	var err error
	of, alone := strings.CutSuffix(name, buildJob)
	if t.job, err = jobNamed(of); err != nil {
		return err
	}
	t.job = t.job.scaled(percent)
	if err := os.RemoveAll(t.input()); err != nil {
		return err
	}
	if err := t.job.write(t.input()); err != nil {
		return err
	}
	if !alone {
		r, err := t.race()
		if err == nil {
			err = keep(kept, of, r)
		}
		if err != nil || t.python == "" {
			return err
		}
	}
	r, err := t.bare()
	if err != nil {
		return err
	}
	return keep(kept, r.Job, r)
}

func (t track) runGrowth(name string, percent int, kept string) error {
	if name == "growth" {
		g, err := t.grow(percent)
		if err != nil {
			return err
		}
		return keep(kept, name, g)
	}
	if t.memory == "" {
		t.memory = "2GB"
	}
	t.job, _ = jobNamed("decade")
	t.job = t.job.scaled(percent)
	p, err := t.point()
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d rows under %s: %.1f s, %d MiB\n", p.Rows, t.memory, p.Wall, p.Peak)
	return keep(kept, name, Growth{Machine: machine(), Memory: t.memory, Points: []Point{p}})
}
