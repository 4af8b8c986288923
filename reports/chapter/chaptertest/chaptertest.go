// Package chaptertest gives tests a report's rows and documents without a
// database: the marts of a made-up school and of the smallest possible one, as
// CSV in testdata, one file a mart.
package chaptertest

import (
	"embed"
	"encoding/csv"
	"errors"
	"io/fs"
	"path"
	"reflect"
	"strconv"
	"testing"

	"quxiang/reports/chapter"
)

//go:embed testdata
var files embed.FS

// The cases in testdata.
const (
	School = "school" // three levels, four colleges, four cohorts, two cut-offs, two surveys, a plan
	Tiny   = "tiny"   // three graduates of one major, a destination register only
)

// Options are the options that the cases are meant for.
func Options() chapter.Options {
	return chapter.Options{Institution: "示例大学", Cohort: 2024, Edition: "auto", MainCutoff: "12-31", SmallN: 10}
}

// Document is the document of a case.
func Document(t testing.TB, name string) *chapter.Document {
	t.Helper()
	doc, err := chapter.Compose(Data(t, name), Options())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Data is the rows of a case. A mart without a file has no rows.
func Data(t testing.TB, name string) *chapter.Data {
	t.Helper()
	d := &chapter.Data{}
	dir := path.Join("testdata", name)
	graduates(t, dir, d)
	provenance(t, dir, d)
	cards(t, dir, d)
	surveys(t, dir, &d.Surveys)
	linkage(t, dir, &d.Linkage)
	quotas(t, dir, &d.Quotas)
	duties(t, dir, &d.Duties)
	work(t, dir, &d.Duties.Work)
	return d
}

// graduates reads who graduated and where they went, with the code tables.
func graduates(t testing.TB, dir string, d *chapter.Data) {
	t.Helper()
	read(t, dir, "cutoff", &d.Cutoffs)
	read(t, dir, "placement", &d.Placement)
	read(t, dir, "distribution", &d.Distribution)
	read(t, dir, "flow", &d.Flow)
	read(t, dir, "excluded", &d.Excluded)
	read(t, dir, "cutoff_move", &d.Moves)
	read(t, dir, "tie_out", &d.TieOut)
	read(t, dir, "roster_difference", &d.RosterDifference)
	read(t, dir, "trend_break", &d.TrendBreak)
	read(t, dir, "start_quality", &d.Starts)
	read(t, dir, "key_group_placement", &d.KeyGroups)
	read(t, dir, "key_region_count", &d.KeyRegions)
	read(t, dir, "major_change", &d.MajorChanges)
	read(t, dir, "code_label", &d.Labels)
	read(t, dir, "edition", &d.Editions)
	read(t, dir, "edition_part", &d.Parts)
	read(t, dir, "indicator", &d.Indicators)
	read(t, dir, "denominator_rule", &d.Rules)
	read(t, dir, "population", &d.Populations)
}

// provenance reads what the build did.
func provenance(t testing.TB, dir string, d *chapter.Data) {
	t.Helper()
	read(t, dir, "build", &d.Builds)
	read(t, dir, "check_result", &d.Checks)
	read(t, dir, "load", &d.Loads)
	read(t, dir, "file", &d.Files)
	read(t, dir, "finding_count", &d.Findings)
	read(t, dir, "override", &d.Overrides)
}

// cards reads verdicts and ranks.
func cards(t testing.TB, dir string, d *chapter.Data) {
	t.Helper()
	read(t, dir, "card_rule", &d.Cards.Rules)
	read(t, dir, "card_count", &d.Cards.Counts)
	read(t, dir, "major_verdict", &d.Cards.Verdicts)
	read(t, dir, "major_verdict_year", &d.Cards.Years)
	read(t, dir, "major_panel", &d.Cards.Panels)
	read(t, dir, "major_source", &d.Cards.Sources)
	read(t, dir, "ranking", &d.Ranks.Ranks)
	read(t, dir, "benchmark", &d.Ranks.Benchmarks)
}

// surveys reads two cohorts' answers of one year, and their employers'. Majors
// have the indicators that a table lists; levels, those that a linkage does.
func surveys(t testing.TB, dir string, d *chapter.SurveyData) {
	t.Helper()
	read(t, dir, "survey_response", &d.Responses)
	read(t, dir, "survey_raking", &d.Rakings)
	read(t, dir, "survey_balance", &d.Balances)
	read(t, dir, "survey_indicator", &d.Indicators)
	read(t, dir, "survey_measure", &d.Measures)
	read(t, dir, "survey_rule", &d.Rules)
	read(t, dir, "survey_start", &d.Starts)
}

// linkage reads entry cohorts whose graduates of the report's year are those of
// its placement.
func linkage(t testing.TB, dir string, d *chapter.LinkageData) {
	t.Helper()
	read(t, dir, "entry_cohort", &d.Cohorts)
	read(t, dir, "linkage", &d.Majors)
	read(t, dir, "class_split", &d.Splits)
	read(t, dir, "admission_mode_count", &d.Modes)
	read(t, dir, "vacancy", &d.Vacancies)
	read(t, dir, "linkage_career", &d.Careers)
}

// quotas reads an index made of those rows and a proposal that solves its own
// problem.
func quotas(t testing.TB, dir string, d *chapter.QuotaData) {
	t.Helper()
	read(t, dir, "quota_setting", &d.Settings)
	read(t, dir, "quota_proposal", &d.Lines)
	read(t, dir, "quota_total", &d.Totals)
	read(t, dir, "quota_conflict", &d.Conflicts)
	read(t, dir, "major_index", &d.Indices)
	read(t, dir, "index_part", &d.Parts)
	read(t, dir, "index_stability", &d.Stability)
	read(t, dir, "index_component", &d.Components)
}

// duties reads verdicts whose shortfalls are those of its list.
func duties(t testing.TB, dir string, d *chapter.DutyData) {
	t.Helper()
	read(t, dir, "duty_rule", &d.Rules)
	read(t, dir, "duty_verdict", &d.Verdicts)
	read(t, dir, "duty_shortfall", &d.Shortfalls)
	read(t, dir, "duty_unmeasured", &d.Unmeasured)
	read(t, dir, "duty_college", &d.Colleges)
	read(t, dir, "suspicion_count", &d.Suspicions)
	read(t, dir, "posting_count", &d.Postings)
	read(t, dir, "posting_finding", &d.Findings)
}

// work reads what the registers of the employment office hold.
func work(t testing.TB, dir string, d *chapter.WorkData) {
	t.Helper()
	read(t, dir, "staff_count", &d.Staff)
	read(t, dir, "budget_item", &d.Budget)
	read(t, dir, "course_list", &d.Courses)
	read(t, dir, "activity_count", &d.Activities)
	read(t, dir, "visit_count", &d.Visits)
	read(t, dir, "help_count", &d.Helps)
	read(t, dir, "startup_count", &d.Startups)
	read(t, dir, "incubator_list", &d.Incubators)
	read(t, dir, "verification_count", &d.Verifications)
}

// read fills rows from a CSV whose header names columns by the rows' tags.
func read[T any](t testing.TB, dir, mart string, into *[]T) {
	t.Helper()
	f, err := files.Open(path.Join(dir, mart+".csv"))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", mart, err)
	}
	fields := fieldsOf[T](t, mart, lines[0])
	for _, line := range lines[1:] {
		var row T
		for i, cell := range line {
			set(t, mart, reflect.ValueOf(&row).Elem().Field(fields[i]), cell)
		}
		*into = append(*into, row)
	}
}

// fieldsOf finds the field of each column; a column without one is an error.
func fieldsOf[T any](t testing.TB, mart string, header []string) []int {
	t.Helper()
	typ := reflect.TypeFor[T]()
	at := map[string]int{}
	for i := range typ.NumField() {
		at[typ.Field(i).Tag.Get("col")] = i
	}
	out := make([]int, len(header))
	for i, name := range header {
		n, ok := at[name]
		if !ok {
			t.Fatalf("%s.csv: no field for column %s", mart, name)
		}
		out[i] = n
	}
	return out
}

// set puts a cell into a field; an empty cell leaves the zero value.
func set(t testing.TB, mart string, field reflect.Value, cell string) {
	t.Helper()
	var err error
	switch {
	case cell == "":
		return
	case field.Kind() == reflect.Pointer:
		field.Set(reflect.New(field.Type().Elem()))
		set(t, mart, field.Elem(), cell)
	case field.Kind() == reflect.String:
		field.SetString(cell)
	case field.Kind() == reflect.Bool:
		var b bool
		b, err = strconv.ParseBool(cell)
		field.SetBool(b)
	default:
		var n int64
		n, err = strconv.ParseInt(cell, 10, 64)
		field.SetInt(n)
	}
	if err != nil {
		t.Fatalf("%s.csv: %v", mart, err)
	}
}
