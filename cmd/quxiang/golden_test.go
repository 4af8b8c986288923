package main

import (
	"fmt"
	"html"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"quxiang/pipelines/load"
	"quxiang/reports/figure"
)

// The twenty graduates of testdata/golden/hand20, counted by hand in its
// README: every cell of expected.csv is found in the mart, and its rate and
// count stand in the page and in the workbook.
func TestHandOfTwenty(t *testing.T) {
	dir := filepath.Join(projectRoot, "testdata", "golden", "hand20")
	h := newHouse(t, 2024, nil)
	h.load(load.Request{Paths: []string{
		filepath.Join(dir, "data", "2024届毕业生名单.csv"),
		filepath.Join(dir, "data", "2024届去向登记-20240831.csv"),
		filepath.Join(dir, "data", "2024届去向登记-20241231.csv"),
		filepath.Join(dir, "data", "2024届登记系统控制数.csv"),
	}, Cohort: 2024})
	h.build()
	page, book, text := h.report(2024)
	checkBuiltAt(t, text)
	expected := table(t, filepath.Join(dir, "expected.csv"))
	for _, want := range expected {
		t.Run(strings.Join([]string{want["cutoff"], want["edition"], want["grain"], keysOf(want)}, " "), func(t *testing.T) {
			h.checkCell(t, want)
			h.checkPrinted(t, want, page, book)
		})
	}
	h.checkFlow()
	if got := h.rows("select * from marts.tie_out where difference <> 0"); len(got) > 0 {
		t.Errorf("control totals differ: %v", got)
	}
}

// checkBuiltAt reads the time of the build that the page prints: China's, and
// in the one form that workbooks take for their properties.
func checkBuiltAt(t *testing.T, page string) {
	t.Helper()
	found := regexp.MustCompile(`生成于 <time datetime="([^"]*)">([^<]*)<`).FindStringSubmatch(page)
	if found == nil {
		t.Fatal("the page does not say when it was made")
	}
	at, err := time.Parse(time.RFC3339, html.UnescapeString(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	if _, offset := at.Zone(); offset != 8*60*60 || time.Since(at).Abs() > time.Hour || at.Format(time.DateOnly) != found[2] {
		t.Errorf("built at %s, printed as %s", found[1], found[2])
	}
}

var counters = []string{"graduates", "settled", "employed", "flexible", "startup", "further_study",
	"seeking", "not_seeking", "unregistered", "unrecognised"}

var grainKeys = []string{"level", "college", "major", "gender", "origin", "difficulty", "completion"}

func keysOf(want map[string]string) string {
	var keys []string
	for _, name := range grainKeys {
		if want[name] != "" {
			keys = append(keys, want[name])
		}
	}
	return strings.Join(keys, " ")
}

// cellOf is the where clause of an expected cell.
func cellOf(want map[string]string) string {
	where := fmt.Sprintf("cohort = 2024 and cutoff = '%s' and edition = '%s' and grain = '%s'",
		want["cutoff"], want["edition"], want["grain"])
	for _, name := range grainKeys {
		if want[name] != "" {
			where += fmt.Sprintf(" and %s = '%s'", name, want[name])
		}
	}
	return where
}

func (h *house) checkCell(t *testing.T, want map[string]string) {
	t.Helper()
	got := h.rows("select " + strings.Join(counters, ", ") + " from marts.placement where " + cellOf(want))
	if len(got) != 1 {
		t.Fatalf("%d rows, want 1", len(got))
	}
	for i, name := range counters {
		if got[0][i] != want[name] {
			t.Errorf("%s is %s, want %s", name, got[0][i], want[name])
		}
	}
}

// checkPrinted finds the cell's rate in page and workbook. A report prints the
// edition in force at its main cut-off; the first count stands beside it for
// the school, its levels and colleges.
func (h *house) checkPrinted(t *testing.T, want map[string]string, page, book map[string]string) {
	t.Helper()
	first := want["cutoff"] == "08-31" && !slices.Contains([]string{"school", "level", "college"}, want["grain"])
	if want["edition"] != "2024" || first {
		return
	}
	id := h.figureID(t, want)
	for where, figures := range map[string]map[string]string{"page": page, "workbook": book} {
		got, found := figures[id]
		if !found {
			t.Fatalf("%s does not print %s", where, id)
		}
		if strings.TrimSuffix(got, "%") != want["rate"] {
			t.Errorf("%s prints %s as %s, want %s", where, id, got, want["rate"])
		}
	}
}

// figureID is the id under which a report prints the cell's rate; major and
// college are known there by their keys.
func (h *house) figureID(t *testing.T, want map[string]string) string {
	t.Helper()
	f := figure.Figure{Indicator: "settled_rate", Edition: "2024", Cohort: 2024, Cutoff: want["cutoff"], Grain: want["grain"]}
	columns := map[string]string{"level": "level", want["grain"]: want["grain"]}
	switch want["grain"] {
	case "school":
		return figure.ID(f)
	case "major", "college":
		columns[want["grain"]] += "_key"
	}
	if want["grain"] != "major" && want["grain"] != "level" {
		delete(columns, "level")
	}
	for _, name := range sorted(columns) {
		rows := h.rows("select " + columns[name] + " from marts.placement where " + cellOf(want))
		f.Keys = append(f.Keys, figure.Key{Name: name, Value: rows[0][0]})
	}
	return figure.ID(f)
}

// checkFlow: employer kinds and the way from origin to workplace of the eight
// who signed with an employer.
func (h *house) checkFlow() {
	h.t.Helper()
	got := h.rows(`select label, head_count, total from marts.distribution where cutoff = '12-31'
		and dimension = 'employer_nature' and population = 'employed_units' and level = '全部' order by head_count desc`)
	if fmt.Sprint(got) != "[[其他企业 6 8] [国有企业 2 8]]" {
		h.t.Errorf("employers: %v", got)
	}
	got = h.rows(`select origin_province, work_province, head_count from marts.flow where cutoff = '12-31'
		and population = 'employed_units' order by head_count desc, origin_province_code, work_province_code`)
	want := "[[河南省 河南省 3] [江苏省 江苏省 1] [河南省 河北省 1] [河南省 江苏省 1] [湖北省 湖北省 1] [四川省 河南省 1]]"
	if fmt.Sprint(got) != want {
		h.t.Errorf("flow:\n got %v\nwant %v", got, want)
	}
}

// Four files, three kinds of identifier: testdata/golden/four_files.
func TestHandOfFourFiles(t *testing.T) {
	data := filepath.Join(projectRoot, "testdata", "golden", "four_files", "data")
	h := newHouse(t, 2024, nil)
	h.load(
		load.Request{Paths: []string{filepath.Join(data, "毕业生名单.csv")}, Contract: "roster"},
		load.Request{Paths: []string{filepath.Join(data, "录取名册.csv")}, Contract: "admission"},
		load.Request{Paths: []string{filepath.Join(data, "2024届去向登记-20241231.csv")}, Cohort: 2024},
		load.Request{Paths: []string{filepath.Join(data, "校友问卷.csv")}, Contract: "alumni_answer"},
	)
	h.build()
	cases := []struct{ name, query, want string }{
		{"persons", "select count(distinct person_key) from warehouse.bridge_person", "[[5]]"},
		{"identifiers", "select pid_kind, count(*) from warehouse.bridge_person group by pid_kind order by pid_kind",
			"[[exam 5] [idcard 5] [student 6]]"},
		{"school", "select graduates, settled from marts.placement where grain = 'school' and edition = '2024'", "[[4 3]]"},
		{"levels", "select level, graduates, settled, seeking from marts.placement where grain = 'level' and edition = '2024' order by level",
			"[[本科 3 2 1] [第二学士学位 1 1 0]]"},
		{"admissions", "select count(*), count(person_key) from warehouse.fct_admission", "[[5 5]]"},
		{"answers", "select count(*), count(person_key) from warehouse.fct_alumni_response", "[[2 2]]"},
		{"the same person", `select count(*) from warehouse.fct_alumni_response as a
			inner join warehouse.fct_graduate as g on a.person_key = g.person_key where g.level = '第二学士学位'`, "[[1]]"},
		{"conflicts", "select bad_rows from provenance.check_result where check_name = 'person_conflict'", "[[1]]"},
		{"nobody counted twice", "select count(*) from warehouse.fct_graduate where exclusion is not null", "[[0]]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := fmt.Sprint(h.rows(c.query)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
