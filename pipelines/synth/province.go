package synth

import (
	"fmt"
	"slices"
	"strconv"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/workspace"
)

// ProvinceOptions say how large the province is; 0 and nil mean the default.
// Where the classes cannot hold that many graduates (5 to 400 each a cohort),
// there are as many as they hold.
type ProvinceOptions struct {
	Institutions int   `json:"institutions"`         // 150; at most 9999
	Majors       int   `json:"majors"`               // 300, of the national catalogues; at most 1500
	Graduates    int   `json:"graduates_per_cohort"` // about; 900,000
	Cohorts      []int `json:"cohorts"`              // ascending; 2020 to 2024
}

func (o ProvinceOptions) withDefaults() ProvinceOptions {
	if o.Institutions == 0 {
		o.Institutions = 150
	}
	if o.Majors == 0 {
		o.Majors = 300
	}
	if o.Graduates == 0 {
		o.Graduates = 900_000
	}
	if len(o.Cohorts) == 0 {
		o.Cohorts = []int{2020, 2021, 2022, 2023, 2024}
	}
	return o
}

const (
	provinceCode     = "41"
	provinceName     = "中原示范省"
	mostSchools      = 9999
	provinceRegister = "数据/去向登记"
)

// check refuses what cannot be made.
func (o ProvinceOptions) check() error {
	refuse := func(what string, value any) error {
		return &fault.Error{Kind: fault.Usage, Op: "生成示范省级工作区", Value: fmt.Sprint(value), Why: what,
			Hint: fmt.Sprintf("学校 1 至 %d 所，专业 1 至 %d 个，每届毕业生至少 1 人，届次从小到大、不重复", mostSchools, mostMajors)}
	}
	switch {
	case o.Institutions < 1 || o.Institutions > mostSchools:
		return refuse("学校数超出范围", o.Institutions)
	case o.Majors < 1 || o.Majors > mostMajors:
		return refuse("专业数超出范围", o.Majors)
	case o.Graduates < 1:
		return refuse("毕业生数超出范围", o.Graduates)
	case !slices.IsSorted(o.Cohorts) || len(slices.Compact(slices.Clone(o.Cohorts))) != len(o.Cohorts):
		return refuse("届次没有从小到大，或有重复", o.Cohorts)
	}
	return nil
}

// province is everything that is true before any file is written.
type province struct {
	seed    uint64
	opts    ProvinceOptions
	schools []*school
	majors  []*major
	changes []majorChange
	classes []*class
	origins wheel[*place]
	mixes   map[string][]pair  // destinations of the placed, by level
	tilts   map[string]float64 // by category/code
	files   []*schoolFile
	cells   []ProvinceCell
}

func (p *province) lastCohort() int { return p.opts.Cohorts[len(p.opts.Cohorts)-1] }

func newProvince(seed uint64, o ProvinceOptions) *province {
	p := &province{seed: seed, opts: o, origins: newWheel(loadPlaces(), func(q *place) float64 { return q.origin })}
	w := &world{mixes: map[string][]pair{}, tilts: map[string]float64{}}
	w.shares()
	p.mixes, p.tilts = w.mixes, w.tilts
	p.listSchools()
	p.listChanges()
	p.listMajors()
	p.listClasses()
	p.scaleClasses()
	p.sizeClasses()
	p.rateClasses()
	p.listFiles()
	return p
}

// listFiles lays out what every file holds; a cohort without graduates has none.
func (p *province) listFiles() {
	for _, s := range p.schools {
		for _, cohort := range p.opts.Cohorts {
			f := &schoolFile{p: p, school: s, cohort: cohort}
			for _, c := range s.classes {
				if n, m := c.in(cohort); n > 0 {
					f.taught = append(f.taught, taught{major: m, female: c.major.female})
					p.cells = append(p.cells, ProvinceCell{Institution: s.Code, Level: m.level.name, MajorCode: m.code,
						Cohort: cohort, Graduates: n, TrueRate: c.rates[cohort]})
				}
			}
			if len(f.taught) > 0 {
				p.files = append(p.files, f)
			}
		}
	}
	p.bindCells()
}

// bindCells points the files at their cells, which no longer move, and numbers
// the graduates through the whole province, so that no two share a 考生号.
func (p *province) bindCells() {
	i, serial := 0, 0
	for _, f := range p.files {
		f.firstSerial = serial
		for j := range f.taught {
			f.taught[j].cell = &p.cells[i]
			serial += p.cells[i].Graduates
			i++
		}
	}
}

// WriteProvince makes a province's workspace in dir, which must be empty or
// absent: the list of its institutions, one folder an institution with a
// register a cohort as of 31 December, the history of its majors and its
// admission plans. It returns the manifest, which is also written there. The
// same seed and options give the same bytes. Errors of files are *fault.Error.
func WriteProvince(dir string, seed uint64, opts ProvinceOptions) (ProvinceManifest, error) {
	opts = opts.withDefaults()
	if err := opts.check(); err != nil {
		return ProvinceManifest{}, err
	}
	if err := requireEmpty(dir); err != nil {
		return ProvinceManifest{}, err
	}
	p := newProvince(seed, opts)
	m, err := p.write(dir)
	if err != nil {
		return ProvinceManifest{}, &fault.Error{Kind: fault.Failed, Op: "生成示范省级工作区", File: dir,
			Why: "写文件时出错", Hint: "检查磁盘空间和权限", Err: err}
	}
	return m, nil
}

func (p *province) write(dir string) (ProvinceManifest, error) {
	b := &builder{dir: dir}
	p.plan(b)
	if _, err := workspace.Create(dir, p.config(b.loads)); err != nil {
		return ProvinceManifest{}, err
	}
	if err := b.writeJobs(""); err != nil { // no workbooks, so nothing spills
		return ProvinceManifest{}, err
	}
	m := ProvinceManifest{Seed: p.seed, Options: p.opts, Code: provinceCode, Name: provinceName,
		Files: b.manifest.Files, Cells: p.cells}
	for _, s := range p.schools {
		m.Institutions = append(m.Institutions, s.ProvinceInstitution)
	}
	return m, m.write(dir)
}

func (p *province) config(loads []workspace.Load) workspace.Config {
	c := workspace.Defaults(provinceCode, provinceName, p.lastCohort())
	c.Level, c.Load = "province", loads
	c.Cards.Rules = []string{"安徽2022", "四川", "福建高职"} // so that the demonstration has cards to show
	c.Report.Cohorts, c.Report.AssumeComplete = p.opts.Cohorts[0], true
	return c
}

// plan queues the files; `run` loads the registers of a cohort by one pattern.
func (p *province) plan(b *builder) {
	lines := []line{textLine("学校代码", "学校名称", "办学层次", "办学类型", "所在地")}
	for _, s := range p.schools {
		lines = append(lines, textLine(s.Code, s.Name, s.Tier, s.Kind, s.Place))
	}
	b.addText("数据/院校/院校名单.csv", "institution", lines)
	b.addText("数据/沿革/专业沿革.csv", "major_history", p.historyLines())
	first := p.opts.Cohorts[0] - studyLevels[0].years
	b.addText(fmt.Sprintf("数据/招生计划/%d-%d.csv", first, p.lastCohort()), "admission_plan", p.planLines())
	loads := b.loads
	for _, f := range p.files {
		b.add(f.describe(), "UTF-8", grid{lines: f.lines()}, "")
	}
	b.loads = loads
	for _, cohort := range p.opts.Cohorts {
		b.loads = append(b.loads, workspace.Load{Files: []string{provinceRegister + "/*/" + registerName(cohort)},
			Contract: "destination", Cohort: cohort, AsOf: yearEnd(cohort)})
	}
}

// addText queues a plain text table, headings first.
func (b *builder) addText(path, contract string, lines []line) {
	b.add(File{Path: path, Contract: contract, Rows: len(lines) - 1, Skipped: 1}, "UTF-8",
		grid{lines: slices.Values(lines)}, "")
}

func (f *schoolFile) describe() File {
	folder := f.school.Code + " " + f.school.Name
	return File{Path: provinceRegister + "/" + folder + "/" + registerName(f.cohort), Contract: "destination",
		Cohort: f.cohort, AsOf: yearEnd(f.cohort), Rows: f.rows(), Skipped: 1}
}

func registerName(cohort int) string { return fmt.Sprintf("%d届-%d1231.csv", cohort, cohort) }

func yearEnd(cohort int) string { return strconv.Itoa(cohort) + "-12-31" }
