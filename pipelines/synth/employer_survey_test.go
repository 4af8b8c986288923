package synth

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The frame of the employers' survey from the registers alone.
func employersAgree(t *testing.T, u *university) {
	rosters := onRosters(t, u)
	for _, e := range u.m.Employers {
		frame := map[string]bool{}
		for cohort := e.SurveyYear - 3; cohort < e.SurveyYear; cohort++ {
			maps.Copy(frame, employersOf(t, u, rosters, cohort))
		}
		answered, satisfied := 0, 0
		for _, r := range u.all(t, "employer_answer") {
			if r["调查年度"] != strconv.Itoa(e.SurveyYear) {
				continue
			}
			answered++
			words := wordingOf(e.SurveyYear)
			satisfied += one(slices.Contains(words.satisfaction[:satisfiedUpTo], r["总体满意度"]))
			if !frame[r["统一社会信用代码"]] {
				t.Errorf("%s answered and hired nobody", r["单位名称"])
			}
		}
		if len(frame) != e.Frame || answered != e.Answered || satisfied != e.SatisfiedAnswered {
			t.Errorf("%+v: the files have %d employers, %d answers, %d of them content", e, len(frame), answered, satisfied)
		}
	}
	if len(u.m.Employers) != 2 {
		t.Errorf("%d surveys of employers", len(u.m.Employers))
	}
}

// employersOf are the credit codes that took somebody of a cohort's denominator.
func employersOf(t *testing.T, u *university, rosters map[int]map[string]bool, cohort int) map[string]bool {
	t.Helper()
	out, counted := map[string]bool{}, rosters[cohort]
	for _, f := range u.m.Files {
		if f.Contract != "destination" || f.Cohort != cohort || !strings.HasSuffix(f.AsOf, "12-31") {
			continue
		}
		codes := map[string]string{}
		readRegister(sheetOf(t, u.dir, f), f, dirtyRows(u.m, f), codes)
		for _, r := range u.records(t, f) {
			code := codes[r["学号"]]
			if counted[r["学号"]] && r["单位组织机构代码"] != "" && (code == "10" || code == "11" || code == "12") {
				out[r["单位组织机构代码"]] = true
			}
		}
	}
	return out
}

// dirtyRows are the rows of a register whose destination is not to be believed.
func dirtyRows(m Manifest, f File) map[int]string {
	out := map[int]string{}
	for _, fault := range m.Faults {
		if fault.File == f.Path && (fault.Field == "destination_code" || fault.Rule == "duplicate_row") {
			out[fault.Row] = fault.Rule
		}
	}
	return out
}

// Posts for each major of a cohort, and a capacity for each that recruits.
func demandAndCapacity(t *testing.T, u *university) {
	posts := map[string]int{}
	for _, r := range u.all(t, "vacancy") {
		n, err := strconv.Atoi(r["岗位数"])
		if err != nil || n < 0 {
			t.Errorf("posts: %q", r["岗位数"])
		}
		posts[r["毕业年度"]+r["学历"]+r["专业代码"]]++
	}
	for _, c := range u.m.Truth {
		key := strconv.Itoa(c.Cohort) + c.Level + c.MajorCode
		if c.Cohort >= 2022 && c.Exclusion == "" && posts[key] == 0 {
			t.Errorf("no posts for %s", key)
		}
	}
	capacity, controlled, suspended := map[string]bool{}, 0, 0
	for _, r := range u.all(t, "major_capacity") {
		capacity[r["学历"]+r["专业"]] = true
		controlled += one(r["是否国控"] == "是")
		suspended += one(r["是否停招"] == "是")
	}
	for _, p := range u.m.Plans {
		if p.Year == lastPlanYear && !p.Class && !capacity[p.Level+p.Major] {
			t.Errorf("%s %s recruits and has no capacity", p.Level, p.Major)
		}
	}
	if controlled < 2 || suspended != 1 {
		t.Errorf("%d majors controlled, %d suspended", controlled, suspended)
	}
}
