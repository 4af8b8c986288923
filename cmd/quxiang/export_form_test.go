package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// filledForm is a form filled from a build, read back by defined names.
type filledForm struct {
	t    *testing.T
	name string
	f    *excelize.File
	at   map[string][2]string // sheet and cell
}

// fillForm fills a shipped form by the command.
func (h *house) fillForm(t *testing.T, name string) filledForm {
	t.Helper()
	path := filepath.Join(t.TempDir(), name+".xlsx")
	h.exports("--form", name, "--to", path)
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	form := filledForm{t: t, name: name, f: f, at: map[string][2]string{}}
	for _, d := range f.GetDefinedName() {
		sheet, cell, _ := strings.Cut(d.RefersTo, "!")
		form.at[d.Name] = [2]string{strings.Trim(sheet, "'"), strings.ReplaceAll(cell, "$", "")}
	}
	return form
}

// raw is the number or the text of the cell that many columns right of a name
// and rows below it.
func (f filledForm) raw(name string, right, below int) string {
	f.t.Helper()
	at, found := f.at[name]
	if !found {
		f.t.Fatalf("%s: no cell is called %s", f.name, name)
	}
	col, row, err := excelize.CellNameToCoordinates(at[1])
	if err != nil {
		f.t.Fatal(err)
	}
	cell, _ := excelize.CoordinatesToCellName(col+right, row+below)
	v, err := f.f.GetCellValue(at[0], cell, excelize.Options{RawCellValue: true})
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

// is compares a cell with what a query counts.
func (f filledForm) is(name, want string) {
	f.t.Helper()
	if got := f.raw(name, 0, 0); got != want {
		f.t.Errorf("%s: %s is %q, want %q", f.name, name, got, want)
	}
}

// column adds up a table's column and returns the number of rows too.
func (f filledForm) column(name string, right int) (sum int64, rows int) {
	f.t.Helper()
	for ; f.raw(name, 0, rows) == strconv.Itoa(rows+1); rows++ { // the serial number
		n, err := strconv.ParseInt(f.raw(name, right, rows), 10, 64)
		if err != nil {
			f.t.Fatalf("%s: column %d of row %d holds %q", f.name, right, rows+1, f.raw(name, right, rows))
		}
		sum += n
	}
	return sum, rows
}

// one is the one value of a query.
func (h *house) one(format string, args ...any) string {
	h.t.Helper()
	rows := h.rows(fmt.Sprintf(format, args...))
	if len(rows) != 1 || len(rows[0]) != 1 {
		h.t.Fatalf("%s: %v", format, rows)
	}
	return rows[0][0]
}

// factCount is who counts in a cohort at a cut-off, by SQL that shares nothing
// with the marts.
const factCount = `select coalesce(sum(g.head_count), 0) from warehouse.fct_graduate as g
	where g.counted = 1 and g.cohort = 2024 and g.cutoff = '12-31' and g.level = '%s' and %s`

// checkForms ties the shipped forms out to the facts.
func (h *house) checkForms(t *testing.T) {
	t.Run("undergraduate_destination", func(t *testing.T) { h.checkDestinationForm(t) })
	t.Run("undergraduate_admission", func(t *testing.T) { h.checkAdmissionForm(t) })
	t.Run("vocational_destination", func(t *testing.T) { h.checkVocationalForm(t) })
	t.Run("provincial_major_rate", func(t *testing.T) { h.checkProvincialForm(t) })
}

func (h *house) checkDestinationForm(t *testing.T) {
	f := h.fillForm(t, "undergraduate_destination")
	placed := "g.destination_code in ('10', '11', '12', '27', '46', '50', '51', '75', '76', '80', '81', '82', '85', 'E0')"
	working := placed + " and g.destination_code not in ('80', '81', '82', '85')"
	nature := func(codes string) string { return working + " and g.employer_nature_code in (" + codes + ")" }
	for name, where := range map[string]string{
		"graduates_all": "true", "settled_all": placed, "agreement_signed": "g.destination_code = '10'", "contract_signed": "g.destination_code = '11'",
		"other_form": "g.destination_code = '12'", "research_assistant": "g.destination_code = '27'", "enlisted_all": "g.destination_code = '46'",
		"project_national": "g.destination_code = '50'", "project_local": "g.destination_code = '51'", "startup_all": "g.destination_code = '75'",
		"freelance_all": "g.destination_code = '76'", "study_all": "g.destination_code in ('80', '81', '82', '85')",
		"study_domestic": "g.destination_code in ('80', '81', '82')", "study_abroad": "g.destination_code = '85'",
		"seeking_all": "g.destination_code = '70'", "wants_study": "g.destination_code = '71'", "wants_other": "g.destination_code = '72'",
		"nature_government": nature("'10'"), "nature_public": nature("'20', '21', '22', '23', '29'"), "nature_company": nature("'31', '32', '39'"),
		"nature_army": nature("'40'"), "nature_grassroots": nature("'55', '56'"),
		"nature_unknown": working + " and g.employer_nature_code is null",
	} {
		f.is(name, h.one(factCount, "本科", where))
	}
	n, _ := strconv.ParseFloat(h.one(factCount, "本科", placed), 64)
	all, _ := strconv.ParseFloat(h.one(factCount, "本科", "true"), 64)
	if rate, err := strconv.ParseFloat(f.raw("settled_rate", 0, 0), 64); err != nil || rate < n/all-0.00005001 || rate > n/all+0.00005001 {
		t.Errorf("settled_rate is %v, want %v (%v)", rate, n/all, err)
	}
	f.is("degrees_awarded", "")
	if blank := sheetText(t, f.f, "未填项"); !strings.Contains(blank, "degrees_awarded|授予学士学位数|学位授予不在") {
		t.Errorf("what stays blank is not told:\n%s", blank)
	}
}

func (h *house) checkAdmissionForm(t *testing.T) {
	f := h.fillForm(t, "undergraduate_admission")
	admitted := h.one("select sum(head_count) from warehouse.fct_admission where year = 2024 and level = '本科'")
	registered := h.one("select sum(head_count) from warehouse.fct_admission where year = 2024 and level = '本科' and registered = 1")
	plan := h.one("select sum(plan) from marts.major_plan where year = 2024 and level = '本科'")
	f.is("plan_all", plan)
	f.is("admitted_all", admitted)
	f.is("registered_all", registered)
	for right, want := range map[int]string{5: plan, 6: admitted, 7: registered} {
		if sum, _ := f.column("majors_first", right); strconv.FormatInt(sum, 10) != want || f.raw("majors_totals", right, 0) != want {
			t.Errorf("column %d adds up to %d, its total says %s, want %s", right, sum, f.raw("majors_totals", right, 0), want)
		}
	}
	if _, rows := f.column("majors_first", 6); strconv.Itoa(rows) != h.one(`select count(*) from (select distinct major_key, admission_type
		from marts.linkage where entry_year = 2024 and level = '本科')`) {
		t.Errorf("%d majors", rows)
	}
}

func (h *house) checkVocationalForm(t *testing.T) {
	f := h.fillForm(t, "vocational_destination")
	all := h.one(factCount, "专科", "true")
	f.is("graduates_all", all)
	if sum, rows := f.column("majors_first", 3); strconv.FormatInt(sum, 10) != all || rows < 2 {
		t.Errorf("%d graduates in %d majors, want %s", sum, rows, all)
	}
	for right, codes := range map[int]string{8: "'10', '11', '12', '27', '46', '50', '51'", 9: "'75'", 10: "'76'", 11: "'80', '81', '82', '85'", 12: "'46'", 13: "'70'"} {
		want := h.one(factCount, "专科", "g.destination_code in ("+codes+")")
		if sum, _ := f.column("majors_first", right); strconv.FormatInt(sum, 10) != want || f.raw("majors_totals", right, 0) != want {
			t.Errorf("column %d adds up to %d, want %s", right, sum, want)
		}
	}
}

// checkProvincialForm: every major's line is the mart's, in its order.
func (h *house) checkProvincialForm(t *testing.T) {
	f := h.fillForm(t, "provincial_major_rate")
	want := h.rows(`select a.level, case when a.major_key like '%名称%' then null else split_part(a.major_key, ':', 2) end, a.major, a.graduates, (20000 * b.settled + b.graduates) // (2 * b.graduates),
		a.settled, (20000 * a.settled + a.graduates) // (2 * a.graduates)
		from marts.placement as a left join marts.placement as b on b.cohort = a.cohort and b.cutoff = '08-31' and b.edition = a.edition
			and b.grain = a.grain and b.major_key = a.major_key
		where a.cohort = 2024 and a.cutoff = '12-31' and a.edition = '2024' and a.grain = 'major' order by a.level, a.major_key`)
	for i, row := range want {
		for col, wanted := range row {
			got := f.raw("majors_first", 1+col, i)
			if col == 4 || col == 6 { // hundredths of a percent, held as a fraction
				v, _ := strconv.ParseFloat(got, 64)
				got = strconv.FormatFloat(v*10000, 'f', 0, 64)
			}
			if got != wanted {
				t.Errorf("row %d, column %d: %q, want %q", i+1, col+1, got, wanted)
			}
		}
	}
	if _, rows := f.column("majors_first", 4); rows != len(want) || rows < 10 {
		t.Errorf("%d majors, want %d", rows, len(want))
	}
}
