package main

import (
	"path/filepath"
	"strings"
	"testing"

	"quxiang/pipelines/load"
	"quxiang/pipelines/workspace"
)

// registers are the files of testdata/golden/ten_systems that are no list of
// graduates, each by its contract.
var registers = map[string]string{
	"就业创业工作人员": "staff", "经费与基本数据": "budget", "就业创业课程": "course", "就业活动": "career_activity", "访企拓岗": "employer_visit",
	"校园招聘信息": "posting", "重点群体名单": "key_group", "自主创业项目": "startup", "大学生创业园": "incubator", "去向核查": "verification",
	"就业工作台账": "work_record", "最低工资标准": "minimum_wage", "实习单位": "internship_employer", "用人单位说明": "employer_note",
	"校友问卷": "alumni_answer", "学院沿革": "college_history", "2024届毕业生名单": "roster",
}

// The ten systems of a tiny school, counted by hand in the README of
// testdata/golden/ten_systems: what the duties are judged by and how each comes
// out are exactly what stands there, no row more and none less.
func TestHandOfTenSystems(t *testing.T) {
	dir := filepath.Join(projectRoot, "testdata", "golden", "ten_systems")
	h := newHouse(t, 2024, func(c *workspace.Config) {
		c.Duties.Province, c.Duties.SchoolType, c.Duties.LocalRate = "河南", "新建本科", "90.00"
	})
	h.load(tenSystems(filepath.Join(dir, "data"))...)
	h.build()
	t.Run("measures", func(t *testing.T) {
		h.checkTable(t, filepath.Join(dir, "expected_measures.csv"), "marts.duty_measure", "measure college item", "num den")
	})
	t.Run("verdicts", func(t *testing.T) {
		h.checkTable(t, filepath.Join(dir, "expected_verdicts.csv"), "marts.duty_verdict", "duty college",
			"status num den need shortfall units_reached units")
	})
}

func tenSystems(data string) []load.Request {
	var requests []load.Request
	for _, name := range sorted(registers) {
		requests = append(requests, load.Request{Paths: []string{filepath.Join(data, name+".csv")}, Contract: registers[name]})
	}
	for _, name := range []string{"2021届去向登记-20211231", "2023届去向登记-20230831", "2024届去向登记-20240831", "2024届去向登记-20241231"} {
		requests = append(requests, load.Request{Paths: []string{filepath.Join(data, name+".csv")}, Contract: "destination"})
	}
	return requests
}

// checkTable holds the rows of a mart against those of a file: the same keys,
// and the same values for each.
func (h *house) checkTable(t *testing.T, file, mart, keys, values string) {
	t.Helper()
	columns := append(strings.Fields(keys), strings.Fields(values)...)
	at := len(strings.Fields(keys))
	want, got := map[string]string{}, map[string]string{}
	for _, row := range table(t, file) {
		var cells []string
		for _, c := range columns {
			cells = append(cells, row[c])
		}
		want[strings.Join(cells[:at], " ")] = strings.Join(cells[at:], ",")
	}
	for _, row := range h.rows("select " + strings.Join(columns, ", ") + " from " + mart + " where cohort = 2024") {
		got[strings.Join(row[:at], " ")] = strings.Join(row[at:], ",")
	}
	if len(want) < 100 {
		t.Fatalf("%s has only %d rows", file, len(want))
	}
	for _, key := range sorted(want) {
		if value, found := got[key]; !found || value != want[key] {
			t.Errorf("%s: got %q, counted by hand %q", key, value, want[key])
		}
	}
	for _, key := range sorted(got) {
		if _, found := want[key]; !found {
			t.Errorf("%s: got %q, which nobody counted", key, got[key])
		}
	}
}
