package main

import (
	"archive/zip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/load"
	"quxiang/pipelines/workspace"
)

// sentSchools are the schools of a small province: the first sends counts, the
// other its rows.
var sentSchools = []string{"10001", "10002"}

// additive are the marts that are sums over schools, and what to compare of
// them: everything but whether a roster is here.
var additive = map[string]string{
	"placement":     "select * from marts.placement",
	"distribution":  "select * from marts.distribution",
	"flow":          "select * from marts.flow",
	"major_history": "select * from marts.major_history",
	"major_year":    "select * from marts.major_year",
	"cutoff":        "select * exclude (has_roster) from marts.cutoff",
	"institution":   "select * from marts.institution",
}

// A province to which schools send counts has the figures, to the last integer
// and name, that it has of their rows.
func TestCountsGiveTheFiguresOfRows(t *testing.T) {
	files := writeSchools(t, t.TempDir())
	rows := newHouse(t, 2024, province)
	for _, school := range sentSchools {
		rows.takeRows(files, school)
	}
	rows.build()

	out := t.TempDir()
	sendCounts(t, files, sentSchools[0], out)
	counts := newHouse(t, 2024, province)
	counts.takeRows(files, sentSchools[1])
	counts.load(load.Request{Paths: []string{out}})
	counts.build()
	for name, query := range additive {
		got, want := asLines(counts.rows(query)), asLines(rows.rows(query))
		if len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s: %d rows, want %d: %s", name, len(got), len(want), oneSided(got, want))
		}
	}
	counts.checkBlocked(t, files, out)
}

func province(c *workspace.Config) {
	c.Level, c.Institution.Code, c.Institution.Name = "province", "41", "示范省"
	c.Report.AssumeComplete = true
}

// takeRows loads a school's lists.
func (h *house) takeRows(files map[string][]string, school string) {
	h.t.Helper()
	for _, path := range files[school] {
		r := load.Request{Paths: []string{path}}
		if h.engine.Workspace.Config.Level == "province" {
			r.Institution = school
		}
		h.load(r)
	}
}

// sendCounts builds a school's own workspace and exports its two cohorts.
func sendCounts(t *testing.T, files map[string][]string, school, out string) {
	t.Helper()
	h := newHouse(t, 2024, func(c *workspace.Config) {
		c.Institution.Code, c.Institution.Name, c.Report.AssumeComplete = school, "学校"+school, true
	})
	h.takeRows(files, school)
	h.build()
	for _, year := range []string{"2023", "2024"} {
		h.exports("--marts", "--year", year, "--to", filepath.Join(out, school+"-"+year+".zip"))
	}
	if _, err := h.verb("export", "--marts", "--year", "2019", "--to", filepath.Join(out, "none.zip")); fault.KindOf(err) != fault.Usage {
		t.Errorf("a cohort without graduates: %v", err)
	}
	if _, err := h.verb("export", "--marts", "--to", filepath.Join(out, "a.csv")); fault.KindOf(err) != fault.Usage {
		t.Errorf("not an archive: %v", err)
	}
}

// checkBlocked: a digit changed after the export stops the build, and so does a
// school of which a cohort came in both ways.
func (h *house) checkBlocked(t *testing.T, files map[string][]string, out string) {
	path := filepath.Join(t.TempDir(), "院校汇总数.csv")
	text := member(t, filepath.Join(out, "10001-2024-内部版.zip"), "院校汇总数.csv")
	changed := strings.Replace(text, ",1\r\n", ",2\r\n", 1)
	if changed == text {
		t.Fatal("nothing to change")
	}
	if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	h.load(load.Request{Paths: []string{path}})
	h.takeRows(files, sentSchools[0])
	_, err := h.engine.Build(t.Context())
	if fault.KindOf(err) != fault.Check {
		t.Fatal(err)
	}
	for _, check := range []string{"exchange_complete", "exchange_once"} {
		if !strings.Contains(err.Error(), check) {
			t.Errorf("not stopped by %s: %v", check, err)
		}
	}
}

func member(t *testing.T, archive, name string) string {
	t.Helper()
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// writeSchools writes, for each school, a history of majors, the rosters of two
// cohorts and their registers; some on the roster are in no register.
func writeSchools(t *testing.T, dir string) map[string][]string {
	t.Helper()
	files := map[string][]string{}
	for i, school := range sentSchools {
		r := rand.New(rand.NewPCG(9, uint64(i)))
		for _, cohort := range []int{2023, 2024} {
			people := makePeople(r, i, cohort)
			add := func(name string, heading string, lines []string) {
				path := filepath.Join(dir, school+name)
				if err := os.WriteFile(path, []byte(heading+"\n"+strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
				files[school] = append(files[school], path)
			}
			add(fmt.Sprintf("-%d届毕业生名单.csv", cohort), rosterHeading, column(people, 0))
			add(fmt.Sprintf("-%d届去向登记-%d0831.csv", cohort, cohort), registerHeading, column(people[5:], 1))
			add(fmt.Sprintf("-%d届去向登记-%d1231.csv", cohort, cohort), registerHeading, column(people[2:], 2))
		}
	}
	return files
}

const (
	rosterHeading   = "考生号,毕业年度,院校代码,院校名称,学历,专业代码,专业,性别,民族,政治面貌,城乡生源,困难生类别,师范生类别,培养方式,生源地代码,毕结业结论"
	registerHeading = "考生号,毕业年度,院校代码,院校名称,学历,专业代码,专业,毕业去向代码,单位性质代码,单位行业代码,工作职位类别代码,单位所在地代码"
)

// makePeople draws people: the lines of the roster and of two registers.
func makePeople(r *rand.Rand, school, cohort int) [][3]string {
	pick := func(values ...string) string { return values[r.IntN(len(values))] }
	var people [][3]string
	for n := range 120 {
		level, major := "本科", pick("080901,计算机科学与技术", "120201,工商管理", "050101,汉语言文学", ",自拟专业")
		if school > 0 && r.IntN(3) == 0 {
			level, major = "硕士", pick("0812,计算机科学与技术", "1202,工商管理学")
		}
		who := fmt.Sprintf("%02d41%02d%08d,%d,%s,学校%s,%s,%s", (cohort-4)%100, school, n, cohort, sentSchools[school], sentSchools[school], level, major)
		roster := strings.Join([]string{who, pick("男", "女", ""), pick("汉族", "回族", ""), pick("共青团员", "群众", ""), pick("城镇", "农村", ""), pick("非困难生", "家庭困难", ""),
			pick("非师范生", ""), pick("非定向", ""), pick("410100", "110000", "320100", ""), pick("毕业", "毕业", "结业")}, ",")
		goes := func() string {
			code := pick("10", "11", "12", "46", "50", "75", "76", "80", "85", "70", "71", "72", "")
			return strings.Join([]string{who, code, pick("10", "31", "39", ""), pick("I", "P", "C", ""), pick("130", "20", ""), pick("410100", "110000", "310000", "")}, ",")
		}
		people = append(people, [3]string{roster, goes(), goes()})
	}
	return people
}

func column(people [][3]string, i int) []string {
	lines := make([]string, len(people))
	for n, p := range people {
		lines[n] = p[i]
	}
	return lines
}

// asLines makes a line of each row, in order.
func asLines(rows [][]string) []string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = strings.Join(row, "|")
	}
	slices.Sort(lines)
	return lines
}

// oneSided are the first lines that only one has.
func oneSided(got, want []string) string {
	var text strings.Builder
	for _, side := range []struct {
		sign string
		a, b []string
	}{{"\n- ", want, got}, {"\n+ ", got, want}} {
		shown := 0
		for _, line := range side.a {
			if _, there := slices.BinarySearch(side.b, line); !there && shown < 3 {
				text.WriteString(side.sign + line)
				shown++
			}
		}
	}
	return text.String()
}
