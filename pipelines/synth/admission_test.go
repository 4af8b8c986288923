package synth

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// university is a workspace on disk, each file read once.
type university struct {
	dir    string
	m      Manifest
	sheets map[string][]map[string]string // by path
}

// records reads a plain sheet by its headings, which stand in the first row
// that begins with one of firstHeadings.
func (u *university) records(t *testing.T, f File) []map[string]string {
	t.Helper()
	if out, ok := u.sheets[f.Path]; ok {
		return out
	}
	var headings []string
	var out []map[string]string
	for _, row := range sheetOf(t, u.dir, f) {
		if headings == nil {
			if slices.Contains(firstHeadings, at(row, 0)) {
				headings = row
			}
			continue
		}
		r := map[string]string{}
		for i, h := range headings {
			r[h] = at(row, i)
		}
		out = append(out, r)
	}
	u.sheets[f.Path] = out
	return out
}

var firstHeadings = []string{"年份", "考生号", "学号", "调查年度", "毕业年度", "招生年份"}

// all reads every file of a contract; the plan made for print has other
// headings and is left out.
func (u *university) all(t *testing.T, contract string) []map[string]string {
	t.Helper()
	var out []map[string]string
	for _, f := range u.m.Files {
		if f.Contract == contract && f.Sheet != "Sheet1" {
			out = append(out, u.records(t, f)...)
		}
	}
	return out
}

// One university, and what its files must agree on with its manifest.
func TestFilesAgreeWithTheManifest(t *testing.T) {
	dir, m := written(t, 9, Options{Graduates: 500})
	u := &university{dir, m, map[string][]map[string]string{}}
	for _, c := range []struct {
		name  string
		check func(*testing.T, *university)
	}{
		{"admissions add up", admissionsAddUp}, {"classes divide", classesDivide}, {"print", classesInPrint},
		{"upgrades", upgradesApart}, {"surveys", surveysAgree}, {"groups", surveyGroupsAddUp},
		{"survey faults", surveyFaultsAreThere}, {"wording", questionnairesAreReworded},
		{"employers", employersAgree}, {"demand", demandAndCapacity},
	} {
		t.Run(c.name, func(t *testing.T) { c.check(t, u) })
	}
}

// admitted is a line of an admission list, whatever its headings are.
type admitted struct {
	year                          int
	exam, card, level, kind, name string
	registered                    bool
}

func admissionsOf(t *testing.T, u *university) map[string]admitted {
	t.Helper()
	out := map[string]admitted{}
	for _, r := range u.all(t, "admission") {
		year, _ := strconv.Atoi(r["年份"])
		a := admitted{year: year, level: r["层次"], exam: r["考生号"] + r["KSH"], card: r["身份证号"] + r["SFZH"],
			name: r["录取专业名称"] + r["LQZYMC"], kind: ordinary, registered: r["报到"]+r["BD"] == "是"}
		if r["计划性质"]+r["JHXZ"] == upgraded {
			a.kind = upgraded
		}
		if _, twice := out[a.exam]; twice {
			t.Errorf("examination number %s was admitted twice", a.exam)
		}
		out[a.exam] = a
	}
	return out
}

// lastRoster is the last cohort of the university.
const lastRoster = 2024

// due is the cohort with which people of a year should graduate.
func due(year int, level, kind string) int {
	switch {
	case kind == upgraded:
		return year + 2
	case level == "专科":
		return year + 3
	}
	return year + 4
}

// endOf is what the files say became of somebody: the first roster that has the
// record, else the last change, else nothing, which before the last roster is
// no answer and after it goes without saying.
func endOf(roster string, due int, changes []map[string]string) string {
	if roster != "" {
		return roster
	}
	state := stateUnaccounted
	if due > lastRoster {
		state = stateStudying
	}
	for _, c := range changes {
		switch c["异动类型"] {
		case "退学":
			state = stateWithdrawn
		case "转学", "取消学籍", "死亡":
			state = stateOtherLeave
		case "休学", "保留学籍", "延长学制", "复学", "降级", "留级":
			state = stateStudying
		}
	}
	return state
}

// lives gathers by examination number what rosters and changes say.
type lives struct {
	rosters  map[string]string // completion in the first roster
	changes  map[string][]map[string]string
	admitted map[string]admitted
}

func livesOf(t *testing.T, u *university) lives {
	t.Helper()
	l := lives{map[string]string{}, map[string][]map[string]string{}, admissionsOf(t, u)}
	for _, r := range u.all(t, "roster") {
		l.rosters[r["考生号"]] = cmp.Or(l.rosters[r["考生号"]], r["毕结业结论"])
	}
	for _, c := range u.all(t, "status_change") {
		l.changes[c["考生号"]] = append(l.changes[c["考生号"]], c)
	}
	return l
}

// grade is the 年级 that the changes end in.
func (l lives) grade(exam string, entry int) int {
	for _, c := range l.changes[exam] {
		if to, _ := strconv.Atoi(c["现年级"]); to > 0 {
			entry = to
		}
	}
	return entry
}

// count adds up the entry years from the files alone.
func (l lives) count() map[string]int {
	out := map[string]int{}
	for exam, a := range l.admitted {
		key := fmt.Sprint(a.year, a.level, a.kind)
		out[key+"admitted"]++
		if !a.registered {
			continue
		}
		out[key+"registered"]++
		if grade := l.grade(exam, a.year); grade != a.year {
			out[key+"moved out"]++
			continue
		}
		out[key+endOf(l.rosters[exam], due(a.year, a.level, a.kind), l.changes[exam])]++
	}
	for exam, list := range l.changes {
		entry, _ := strconv.Atoi(list[0]["入学年份"])
		if grade := l.grade(exam, entry); grade != entry {
			key := fmt.Sprint(grade, list[0]["学历"], ordinary)
			out[key+"moved in"]++
			out[key+endOf(l.rosters[exam], due(grade, list[0]["学历"], ordinary), list)]++
		}
	}
	return out
}

// booked adds the manifest up in the same words.
func booked(m Manifest) map[string]int {
	out := map[string]int{}
	for _, a := range m.Admissions {
		key := fmt.Sprint(a.Year, a.Level, a.Type)
		for name, n := range map[string]int{"admitted": a.Admitted, "registered": a.Registered, "moved in": a.MovedIn,
			"moved out": a.MovedOut, stateGraduated: a.Graduated, stateConcluded: a.Concluded, stateLeftEarly: a.LeftEarly,
			stateWithdrawn: a.Withdrawn, stateOtherLeave: a.OtherLeave, stateStudying: a.Studying, stateUnaccounted: a.Unaccounted} {
			out[key+name] += n
		}
	}
	return out
}

// Everybody registered is accounted for, but for those few whom the manifest
// counts, by the rows of the files alone.
func admissionsAddUp(t *testing.T, u *university) {
	l := livesOf(t, u)
	got, want := l.count(), booked(u.m)
	for key, n := range want {
		if got[key] != n {
			t.Errorf("%s: %d in the files, %d in the manifest", key, got[key], n)
		}
	}
	listed := map[int]bool{}
	for _, a := range l.admitted {
		listed[a.year] = true
	}
	if len(listed) != 10 {
		t.Fatalf("admission lists of %d years, want 2015 to 2024", len(listed))
	}
	for exam, list := range l.changes {
		entry, _ := strconv.Atoi(list[0]["入学年份"])
		if a := l.admitted[exam]; listed[entry] && (!a.registered || a.year != entry || a.card != list[0]["身份证号"]) {
			t.Errorf("%s changed in %s and is not among those who came in %d", exam, list[0]["异动日期"], entry)
		}
	}
	for _, r := range u.all(t, "roster") {
		entry, _ := strconv.Atoi(r["学号"][:4])
		if a := l.admitted[r["考生号"]]; listed[entry] && r["招生类型"] != "" && (!a.registered || a.kind != r["招生类型"]) {
			t.Errorf("%s graduated and did not come in %d as %s", r["学号"], entry, r["招生类型"])
		}
	}
}

// The years of a 大类: no line of its members in the plan, and everybody who
// graduated from one, or is on the way, got the major in the second year; all
// but one of the last year have it still before them.
func classesDivide(t *testing.T, u *university) {
	for _, r := range u.all(t, "admission_plan") {
		year, _ := strconv.Atoi(r["年份"])
		member := r["招生类型"] == ordinary && r["学历"] == "本科" && slices.Contains([]string{"计算机科学与技术", "软件工程", "会计学"}, r["专业名称"])
		if member && year >= firstClassYear || r["专业大类"] != "" && (year < firstClassYear || r["专业名称"]+r["专业代码"] != "") {
			t.Errorf("the plan of %d has a line %s %s", year, r["专业名称"], r["专业大类"])
		}
	}
	l := livesOf(t, u)
	students, undivided, early := 0, 0, map[string]int{}
	for exam, a := range l.admitted {
		switch end := endOf(l.rosters[exam], due(a.year, a.level, a.kind), l.changes[exam]); {
		case !strings.HasSuffix(a.name, "类") || !a.registered || l.rosters[exam] == "" && (end != stateStudying || a.year <= 2020):
			continue
		case a.year == lastChangeYear:
			undivided++
			early[a.name] += len(l.changes[exam])
			continue
		case len(l.changes[exam]) == 0:
			t.Errorf("%s was admitted to %s in %d and has no major", exam, a.name, a.year)
			continue
		}
		students++
		first := l.changes[exam][0]
		if a.year < firstClassYear || first["异动类型"] != "大类分流" || first["原专业"] != a.name || first["原专业代码"] != "" ||
			first["现专业代码"] == "" || first["异动日期"] != strconv.Itoa(a.year+1)+"-09-01" {
			t.Errorf("%s was admitted to %s in %d, and then: %v", exam, a.name, a.year, first)
		}
	}
	if students < 300 || undivided < 50 || len(early) != 2 || early["计算机类"] != 1 || early["工商管理类"] != 1 {
		t.Errorf("%d students of a 大类, and %d of one to be divided; early ones: %v", students, undivided, early)
	}
}

// In the sheet for print a 大类 has a column of its own and no major.
func classesInPrint(t *testing.T, u *university) {
	var found []string
	for _, f := range u.m.Files {
		if f.Contract != "admission_plan" || f.Skipped != 3 {
			continue
		}
		for _, row := range sheetOf(t, u.dir, f)[f.Skipped:] {
			if row[2] != "" {
				found = append(found, row[2])
			}
			if (row[1] == "") != (row[2] != "") || row[1] == "会计学" {
				t.Errorf("the sheet for print has a line %v", row[:3])
			}
		}
	}
	slices.Sort(found)
	if !slices.Equal(found, []string{"工商管理类", "计算机类"}) {
		t.Errorf("the sheet for print has the 大类 %v", found)
	}
}

// 专升本 takes two years and knows no choices.
func upgradesApart(t *testing.T, u *university) {
	graduates, plans, listed := 0, 0, 0
	for _, r := range u.all(t, "roster") {
		if r["招生类型"] == upgraded {
			graduates++
			if r["学历"] != "本科生毕业" || r["学制"] != "2" {
				t.Errorf("%s: 专升本 as %s of %s years", r["学号"], r["学历"], r["学制"])
			}
		}
	}
	for _, r := range u.all(t, "admission_plan") {
		if n, _ := strconv.Atoi(r["计划数"]); r["招生类型"] == upgraded {
			plans += n
		}
	}
	for _, r := range u.all(t, "admission") {
		if r["计划性质"]+r["JHXZ"] == upgraded {
			listed++
			for n := '1'; n <= '6'; n++ {
				if r["专业代号"+string(n)]+r["ZYDH"+string(n)] != "" {
					t.Errorf("%s of 专升本 has a choice", r["考生号"]+r["KSH"])
				}
			}
		}
	}
	// 10 a year: 7 cohorts, 11 plans, 9 lists with a few who left or never came
	if graduates < 65 || graduates > 77 || plans < 110 || plans > 121 || listed < 86 || listed > 126 {
		t.Errorf("专升本: %d graduates, %d planned, %d admitted", graduates, plans, listed)
	}
}
