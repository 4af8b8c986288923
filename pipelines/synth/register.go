package synth

import (
	"slices"
	"strconv"
)

// hiddenSheetName is the sheet somebody hid instead of deleting it.
const hiddenSheetName = "上年"

// dataFile is a roster or a register on its way to disk.
type dataFile struct {
	path, contract string
	sheet          string // empty for CSV
	encoding       string // of CSV: GB18030, UTF-8; empty for a workbook
	cohort         int
	asOf           string
	title          string // a row above the headings, "" for none
	pinyin         bool   // a row of field names above the headings
	total          bool   // a row of totals at the bottom
	hidden         bool   // a hidden sheet of last year's
	columns        []column
	unknown        string // a heading of the school's own, "" for none
	entries        []*entry
}

func (f *dataFile) isCSV() bool { return f.encoding != "" }

func (f *dataFile) has(field string) bool {
	return slices.ContainsFunc(f.columns, func(c column) bool { return c.field == field })
}

func (f *dataFile) heading(field string) string {
	for _, c := range f.columns {
		if c.field == field {
			return c.heading
		}
	}
	return ""
}

// firstRow is the row of the first entry.
func (f *dataFile) firstRow() int {
	row := 2
	if f.title != "" {
		row++
	}
	if f.pinyin {
		row++
	}
	return row
}

func (f *dataFile) describe() File {
	out := File{Path: f.path, Contract: f.contract, Cohort: f.cohort, AsOf: f.asOf, Sheet: f.sheet,
		Rows: len(f.entries), Skipped: f.firstRow() - 1}
	if f.total {
		out.Skipped++
	}
	for _, e := range f.entries {
		if e.hidden {
			out.Hidden++
		}
	}
	return out
}

// grid lays the file out.
func (f *dataFile) grid() grid {
	g := grid{sheet: f.sheet, lines: f.lines}
	if f.title != "" {
		g.merged = [][4]int{{1, 1, 1, len(f.columns)}}
	}
	if f.hidden {
		g.hidden, g.leaves = hiddenSheetName, f.lastYear()
	}
	return g
}

func (f *dataFile) lines(yield func(line) bool) {
	for _, l := range f.head() {
		if !yield(l) {
			return
		}
	}
	for _, e := range f.entries {
		if !yield(f.row(e)) {
			return
		}
	}
	if f.total {
		yield(line{cells: []any{"合计", "", strconv.Itoa(len(f.entries))}})
	}
}

func (f *dataFile) head() []line {
	var headings, names []any
	for _, c := range f.columns {
		headings = append(headings, c.heading)
		names = append(names, c.pinyin)
	}
	if f.unknown != "" {
		headings = append(headings, f.unknown)
	}
	var out []line
	if f.title != "" {
		out = append(out, line{cells: []any{f.title}})
	}
	if f.pinyin {
		out = append(out, line{cells: names})
	}
	return append(out, line{cells: headings})
}

func (f *dataFile) row(e *entry) line {
	cells := make([]any, len(f.columns), len(f.columns)+1)
	for i, c := range f.columns {
		cells[i] = e.cell(c.field)
	}
	if f.unknown != "" {
		cells = append(cells, "F"+e.g.student[:6])
	}
	return line{cells: cells, hidden: e.hidden}
}

// lastYear is what a hidden sheet has: rows that must not be loaded.
func (f *dataFile) lastYear() []line {
	out := f.head()
	for _, e := range f.entries[:min(5, len(f.entries))] {
		out = append(out, f.row(e))
	}
	return out
}

// register builds the destination file of a cohort at a cut-off.
func (w *world) register(cohort int, cutoff string, outsiders []*graduate) *dataFile {
	f := registerForm(cohort, cutoff)
	dates := dateForm(cohort, cutoff)
	for _, g := range w.rosters[cohort] {
		if o := g.outcomes[cutoff]; o != nil {
			f.entries = append(f.entries, &entry{g: g, o: o, counts: o.code, dates: dates})
		}
	}
	for _, g := range outsiders {
		o := g.outcomes[cutoff]
		f.entries = append(f.entries, &entry{g: g, o: o, counts: o.code, dates: dates, absent: true})
	}
	return f
}

// registerForm is how the export of that day looked.
func registerForm(cohort int, cutoff string) *dataFile {
	year := strconv.Itoa(cohort)
	f := &dataFile{contract: "destination", cohort: cohort, asOf: year + "-" + cutoff, sheet: "去向登记",
		columns: exportColumns()[:nationalColumns]}
	name := year + "届-" + year + cutoff[:2] + cutoff[3:]
	f.path = "数据/去向登记/" + name + ".xlsx"
	switch {
	case cohort == 2018:
		f.pinyin, f.columns, f.sheet = true, fiftyColumns(), "Sheet1"
	case cohort == 2019:
		f.encoding, f.sheet, f.path = "GB18030", "", "数据/去向登记/"+name+".csv"
	case cohort == 2020 && cutoff == "08-31":
		f.title = institutionName + year + "届毕业生毕业去向登记表"
	case cohort == 2023:
		f.columns = exportColumns()[:surveyedColumns]
	case cohort >= 2024:
		f.columns, f.unknown = exportColumns(), onlyIf(cohort == 2024, "辅导员工号")
	}
	f.total = cohort == 2020 && cutoff == "12-31" || cohort == 2023 && cutoff == "12-31"
	f.hidden = cohort == 2022 && cutoff == "12-31" || cohort == 2024 && cutoff == "08-31"
	return f
}

// dateForm is how dates are written in the export of that day.
func dateForm(cohort int, cutoff string) string {
	switch {
	case cohort == 2021:
		return "2006/1/2"
	case cohort >= 2022 && cutoff == "12-31":
		return "2006-01-02"
	case cohort == 2022:
		return "2006年1月"
	}
	return "200601"
}

// fiftyColumns is the form for upload: those with a field name, without the
// 报到证 block.
func fiftyColumns() []column {
	var out []column
	for _, c := range exportColumns()[:nationalColumns] {
		dead := slices.Contains([]string{"permit_kind_code", "permit_kind", "permit_employer",
			"permit_place_code", "permit_place", "permit_no", "permit_from", "qq"}, c.field)
		if c.pinyin != "" && !dead {
			out = append(out, c)
		}
	}
	return out
}

// dirtyRegister soils a register and returns what was planted.
func (w *world) dirtyRegister(f *dataFile, cutoff string) (faults, silent []planted) {
	r := stream(w.seed, topic("dirt/"+cutoff, f.cohort))
	w.plantNames(f)
	faults = soil(r, f, registerStains)
	silent = vary(r, f, 0.012)
	faults = append(faults, repeat(r, f, 0.5)...)
	if f.cohort >= 2021 && !f.isCSV() && cutoff == "12-31" {
		faults = append(faults, hide(r, f, 0.5)...)
	}
	return faults, silent
}

// plantNames gives two employers names that look like something else.
func (w *world) plantNames(f *dataFile) {
	names := []string{"合计科技有限公司", `=cmd|' /C calc'!A0`}
	for _, e := range f.entries {
		if len(names) == 0 {
			return
		}
		if e.o.employer != nil && e.o.code == "11" && !e.absent {
			e.edit("employer_name", names[0])
			names = names[1:]
		}
	}
}
