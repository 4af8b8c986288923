// Package synth writes a synthetic university, or a province of many (see
// WriteProvince): a whole workspace with seven cohorts of files as offices have
// them, dirt included, for the last two also the registers of the duties, and a
// manifest that says what was planted and what the true figures are.
//
// Everything is drawn from one seed, each topic from its own stream, so the
// same seed and options give the same bytes. Persons, employers and the school
// are invented; codes and names of majors, places and industries are the
// national ones. The manifest counts the generator's records directly and is
// therefore an oracle that shares no code with what it tests.
package synth

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"quxiang/pipelines/fault"
)

// Options say how large the university is and how nasty.
type Options struct {
	Graduates    int    // per cohort, about; 0 means 6000
	Cohorts      []int  // ascending; nil means 2018 to 2024
	HostileMajor bool   // adds a major whose name is a script
	NonResponse  string // who does not answer the survey: "margins" (the default) or "pay", by pay itself
}

func (o Options) withDefaults() Options {
	if o.Graduates == 0 {
		o.Graduates = 6000
	}
	if len(o.Cohorts) == 0 {
		o.Cohorts = []int{2018, 2019, 2020, 2021, 2022, 2023, 2024}
	}
	if o.NonResponse == "" {
		o.NonResponse = "margins"
	}
	return o
}

// Write makes the workspace in dir, which must be empty or absent, and returns
// its manifest, which is also written there. Errors of files are *fault.Error.
func Write(dir string, seed uint64, opts Options) (Manifest, error) {
	if err := requireEmpty(dir); err != nil {
		return Manifest{}, err
	}
	opts = opts.withDefaults()
	w := newWorld(seed, opts)
	w.populate()
	b := &builder{dir: dir, world: w, opts: opts, hired: map[int]hires{}, states: map[state]string{}, helped: map[int][]*helped{}, manifest: Manifest{Seed: seed, Graduates: opts.Graduates,
		InstitutionCode: institutionCode, InstitutionName: institutionName, Cohorts: opts.Cohorts}}
	b.plan()
	if err := b.writeAll(); err != nil {
		return Manifest{}, &fault.Error{Kind: fault.Failed, Op: "生成示范工作区", File: dir,
			Why: "写文件时出错", Hint: "检查磁盘空间和权限", Err: err}
	}
	return b.manifest, nil
}

// requireEmpty keeps a generator from writing among somebody's files.
func requireEmpty(dir string) error {
	items, err := os.ReadDir(dir)
	if err == nil && len(items) == 0 || os.IsNotExist(err) {
		return nil
	}
	return &fault.Error{Kind: fault.Usage, Op: "生成示范工作区", File: filepath.Base(dir),
		Why: "文件夹不是空的，或者读不了", Hint: "换一个空文件夹", Err: err}
}

// topic names a random stream of a cohort.
func topic(name string, cohort int) string { return fmt.Sprint(name, "/", strconv.Itoa(cohort)) }
