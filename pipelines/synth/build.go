package synth

import (
	"os"
	"path/filepath"
	"sync"

	"quxiang/pipelines/workspace"
)

// builder plans all files in one goroutine, so that the order of random numbers
// is fixed, and then writes them with two.
type builder struct {
	dir      string
	world    *world
	opts     Options
	manifest Manifest
	loads    []workspace.Load
	jobs     []job
	mapping  string        // text of the one mapping file
	hired    map[int]hires // by cohort, at the end of its year
	states   map[state]string
	helped   map[int][]*helped // by cohort
}

// job is a file that is ready to be written.
type job struct {
	path, encoding string
	grid           grid
}

// plan makes every file's content and the manifest. Reference files come
// first: snapshots of old cohorts carry the names that the histories explain.
func (b *builder) plan() {
	b.planHistories()
	outsiders := map[int][]*graduate{}
	for _, cohort := range b.opts.Cohorts {
		outsiders[cohort] = b.world.outsiders(cohort)
		b.planRoster(cohort)
	}
	for _, cohort := range b.opts.Cohorts {
		for _, cutoff := range cutoffsOf(cohort) {
			cells := b.planRegister(cohort, cutoff, outsiders[cohort])
			b.planControl(cohort, cutoff, cells)
		}
	}
	b.planAdmissionPlans()
	b.planAdmissions()
	b.planScoreRanks()
	b.planStatusChanges()
	b.planAlumni()
	b.planEmployers()
	b.planVacancies()
	b.planCapacity()
	b.planKeyGroups()
	b.planDuties()
}

func (b *builder) planRoster(cohort int) {
	f := b.world.roster(cohort)
	faults := b.world.dirtyRoster(f)
	b.manifest.Faults = append(b.manifest.Faults, locate(f, faults)...)
	b.add(f.describe(), f.encoding, f.grid(), "")
}

func (b *builder) planRegister(cohort int, cutoff string, outsiders []*graduate) []Cell {
	f := b.world.register(cohort, cutoff, outsiders)
	faults, silent := b.world.dirtyRegister(f, cutoff)
	m := &b.manifest
	m.Faults = append(m.Faults, locate(f, faults)...)
	m.Silent = append(m.Silent, locate(f, silent)...)
	if f.hidden {
		m.Faults = append(m.Faults, Fault{File: f.path, Sheet: hiddenSheetName, Rule: "hidden_sheet"})
	}
	if f.unknown != "" {
		m.UnknownColumns = append(m.UnknownColumns, UnknownColumn{f.path, f.unknown, len(f.entries)})
	}
	m.RosterDifferences = append(m.RosterDifferences, b.world.rosterDifference(cohort, cutoff, f.entries))
	if cutoff == "12-31" {
		b.hired[cohort] = hiresOf(f.entries)
	}
	b.remember(cohort, cutoff, f.entries)
	cells := b.world.truth(cohort, cutoff, f.entries)
	m.Truth = append(m.Truth, cells...)
	b.add(f.describe(), f.encoding, f.grid(), "")
	return cells
}

// add queues a file, lists it in the manifest and among what `run` loads.
func (b *builder) add(f File, encoding string, g grid, mapping string) {
	if f.Records == 0 {
		f.Records = f.Rows
	}
	b.manifest.Files = append(b.manifest.Files, f)
	b.jobs = append(b.jobs, job{f.Path, encoding, g})
	l := workspace.Load{Files: []string{f.Path}, Contract: f.Contract, Cohort: f.Cohort, AsOf: f.AsOf, Mapping: mapping}
	if f.Cohort != 0 {
		l.Scope = "school"
	}
	b.loads = append(b.loads, l)
}

// writers is how many files are written at once; more gain little on the
// machines this is for, and each holds a sheet in memory.
const writers = 2

func (b *builder) writeAll() error {
	config := workspace.Defaults(institutionCode, institutionName, b.opts.Cohorts[len(b.opts.Cohorts)-1])
	config.Load = b.loads
	// as the shortfalls are planted for: no new school, and below the local rate
	config.Duties = workspace.Duties{Province: "河南", SchoolType: "普通本科", LocalRate: "91.20"}
	config.Cards.Rules = []string{"教育部2011", "安徽2022"} // so that the demonstration has cards to show
	if _, err := workspace.Create(b.dir, config); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(b.dir, "mappings", planMappingName+".toml"), []byte(b.mapping), 0o644); err != nil {
		return err
	}
	tmp := filepath.Join(b.dir, ".synth")
	if err := os.MkdirAll(tmp, 0o755); err != nil {
		return err
	}
	if err := b.writeJobs(tmp); err != nil {
		return err
	}
	if err := os.RemoveAll(tmp); err != nil {
		return err
	}
	return b.manifest.write(b.dir)
}

// writeJobs returns the first error; the other writers finish their file.
func (b *builder) writeJobs(tmp string) error {
	queue, errs := make(chan job), make(chan error, writers)
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() { errs <- b.drain(queue, tmp) })
	}
	for _, j := range b.jobs {
		queue <- j
	}
	close(queue)
	wg.Wait()
	for range writers {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// drain keeps receiving after an error, so that the sender never blocks.
func (b *builder) drain(queue <-chan job, tmp string) error {
	var first error
	for j := range queue {
		if first == nil {
			first = b.writeJob(j, tmp)
		}
	}
	return first
}

func (b *builder) writeJob(j job, tmp string) error {
	path := filepath.Join(b.dir, filepath.FromSlash(j.path))
	if j.encoding != "" {
		return writeCSV(path, j.encoding, j.grid)
	}
	return writeXLSX(path, tmp, j.grid)
}
