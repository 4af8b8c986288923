//go:build linux

package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quxiang/reports/record"
)

// What is planted: a name, numbers that are sound, and numbers that are not,
// which messages have to speak of.
var secrets = []string{"欧阳查漏", "11010519491231002X", "410105200201010018", "20240101990001", "13912345678", "查漏@example.com",
	"司徒问卷", "13887654321", "问卷@example.com", "0379-65554321"}

const leakRegister = `学号,姓名,身份证号,考生号,手机号码,电子邮箱,学院,学历,专业,毕业去向,毕业日期,备注
20240101990001,欧阳查漏,11010519491231002X,20410105990001,13912345678,查漏@example.com,文学院,本科生毕业,汉语言文学,升学,2024-06-30,欧阳查漏
20240101990002,欧阳查漏,410105200201010018,2041010599xx02,13912345678,查漏@example.com,文学院,本科生毕业,汉语言文学,在家,2024-06-30,欧阳查漏
,欧阳查漏,,,,,文学院,本科生毕业,汉语言文学,升学,2024-06-30,欧阳查漏
`

// The other lists that name people: who was admitted, who was asked, and who
// answered for an employer. In each one line is sound and one is not. A sound
// answer says words of its own where it should choose, and names itself.
var leakLists = map[string]string{
	"admission": `年份,省份,层次,考生号,姓名,身份证号,录取专业名称,报到,联系电话,备注
2020,河南省,本科,20410105990001,欧阳查漏,11010519491231002X,汉语言文学,是,13912345678,欧阳查漏
2020,河南省,本科,2041010599xx02,欧阳查漏,410105200201010018,汉语言文学,不详,13912345678,欧阳查漏
`,
	"alumni_invitation": `调查年度,毕业年度,学号,身份证号,姓名,专业,邀请日期,联系结果,邮箱
2027,2024,20240101990001,11010519491231002X,欧阳查漏,汉语言文学,2027-08-25,已送达,查漏@example.com
2027,2024,20240101990002,410105200201010018,欧阳查漏,汉语言文学,八月末,电话13912345678,查漏@example.com
`,
	"alumni_answer": `调查年度,毕业年度,学号,身份证号,姓名,答卷日期,同意日期,就业状态,月收入,专业相关度,母校满意度,是否晋升,手机
2027,2024,20240101990001,11010519491231002X,欧阳查漏,2027-09-01,2027-09-01,其他：欧阳查漏在家,8000,其他：我叫欧阳查漏，电话13912345678,查漏@example.com,欧阳查漏没有,13912345678
2027,2024,20240101990002,410105200201010018,欧阳查漏,九月初,,全职就业,13912345678,相关,满意,是,13912345678
`,
	"employer_answer": `调查年度,单位名称,统一社会信用代码,单位性质,填写人,联系电话,答卷日期,总体满意度,再招聘意愿,电子邮箱
2027,问卷示例公司,91410100MA00000000,其他企业,司徒问卷,13887654321,2027-10-08,请致电司徒问卷13887654321,欧阳查漏很好,问卷@example.com
2027,问卷示例二公司,0379-65554321,其他企业,司徒问卷,0379-65554321,十月,满意,愿意,问卷@example.com
`,
}

// TestNothingNamesAPerson runs what an office runs, on people with planted
// names and numbers, and looks for them in everything that is printed and in
// every file that is left, but for the sources, the store and the two lists
// that are meant to name people.
func TestNothingNamesAPerson(t *testing.T) {
	t.Parallel()
	v := newVictim(t)
	sources, commands := plantLists(t, v)
	for _, args := range append(commands, [][]string{
		{"check", "--limit", "0"}, {"check", "--json"}, {"history"}, {"history", "--json"}, {"status"},
		{"build"}, {"check"}, {"check", "--json"}, {"report", "--year", "2024"}, {"state"}, {"cards", "--rule", "江西", "--all", "--xlsx", filepath.Join(v.dir, "牌.xlsx")},
		{"rank", "majors", "--top", "0", "--xlsx", filepath.Join(v.dir, "排名.xlsx")}, {"check", "--export", filepath.Join(v.dir, "问题.xlsx")},
		{"history", "--access"}, {"lineage", "marts.placement"}, {"render", "marts.placement"}, {"undo", "99"}, {"doctor"}, {"render", "warehouse.alumni_frame"}, {"render", "marts.survey_response"}, {"render", "warehouse.fct_entrant"},
	}...) {
		v.tells(args...)
	}
	named, clean := publishes(t, v)
	history := v.must("history")
	for path := range sources {
		if !strings.Contains(history, filepath.Base(path)) {
			t.Errorf("%s was not loaded:\n%s", path, history)
		}
	}
	v.run(60*time.Millisecond, append([]string{"-C", v.ws}, v.load()...)...) // killed: what it spilled must go
	v.must("state")
	sources[named], sources[clean] = true, true
	searchFiles(t, v.ws, sources)
}

// tells runs a verb and looks into what it prints.
func (v *victim) tells(args ...string) {
	v.t.Helper()
	_, out := v.run(0, append([]string{"-C", v.ws}, args...)...)
	findPlanted(v.t, strings.Join(args, " "), []byte(out))
}

// publishes lets out all that is published, exported, explained and compared;
// the lines behind a figure as a workbook are meant to name people.
func publishes(t *testing.T, v *victim) (named, clean string) {
	t.Helper()
	out := func(name string) string { return filepath.Join(v.ws, "导出", name) }
	named = out("来源行.xlsx")
	marts := sqlNames(t, "marts/*.toml")
	clean = filepath.Join(v.ws, "数据", "改正-20241231.csv")
	if err := os.WriteFile(clean, []byte(cleanRegister()), 0o600); err != nil {
		t.Fatal(err)
	}
	export := func(args ...string) []string { return slices.Concat([]string{"export", "--to"}, args) }
	for _, args := range [][]string{
		{"signoff", "招就处", "--by", "张处"}, {"signoff", "--json"},
		export(append([]string{out("表"), "--format", "csv"}, marts...)...), export(append([]string{out("表"), "--format", "xlsx"}, marts...)...),
		export(out("附表.xlsx"), "--form", "provincial_major_rate"), export(out("状态.xlsx"), "--form", "undergraduate_destination"),
		{"report", "--release", "--by", "张处"},
		{"load", clean, "--contract", "destination", "--cohort", "2024", "--supersedes", "1", "--reason", "改正"}, {"diff", "--json"}, {"build"}, {"report", "--public", "--supplement"}, {"report", "--public", "--supplement", "--release", "--by", "张处"},
		export(out("公开版.csv"), "figures", "--public"), {"verify", release(v, "2024-01", "html"), "--recompute", "--json"}, {"verify", release(v, "2024-02", "docx"), "--json"},
		{"explain", "毕业生总数"}, {"explain", "毕业生总数", "--json"}, {"explain", "毕业生总数", "--rows"}, {"explain", "毕业生总数", "--rows", "--json"},
		{"explain", "毕业生总数", "--export", named}, {"model", "copy", "marts.placement"}, {"diff", "--json"}, {"diff", "--limit", "0", "--export", out("变化.xlsx")},
		{"diff", release(v, "2024-01", "html"), release(v, "2024-02", "html"), "--json"}, {"history", "--json"}, {"history", "--access", "--json"},
	} {
		v.tells(args...)
	}
	for path, why := range map[string]string{release(v, "2024-02", "docx"): "a public release", out("公开版.csv"): "public figures"} {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: %v", why, err)
		}
	}
	if book, err := os.ReadFile(named); err != nil || !holdsName(t, book) {
		t.Errorf("the lines behind a figure name nobody: %v", err)
	}
	return named, clean
}

// cleanRegister holds nothing that stands in the way of a public release.
func cleanRegister() string {
	lines := strings.SplitAfterN(leakRegister, "\n", 3)
	text := lines[0] + lines[1]
	for i := range 40 {
		text += fmt.Sprintf("S%d,欧阳查漏,,,13912345678,,文学院,本科生毕业,汉语言文学,%s,2024-06-30,欧阳查漏\n", i, []string{"升学", "升学", "待就业"}[i%3])
	}
	return text
}

// release is a released file.
func release(v *victim, number, format string) string {
	name := map[string]string{"2024-01": "就业质量年度报告-2024届", "2024-02": "就业质量年度报告-2024届-年终补充-公开版"}[number]
	return filepath.Join(v.ws, "reports", "2024", "发布", number, name+"."+format)
}

// plantLists writes the lists and returns how each is looked at and loaded.
func plantLists(t *testing.T, v *victim) (sources map[string]bool, commands [][]string) {
	t.Helper()
	sources = map[string]bool{}
	plant := func(name, contract, text string, flags ...string) {
		path := filepath.Join(v.ws, "数据", name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		sources[path] = true
		load := append([]string{"load", path, "--contract", contract}, flags...)
		commands = append(commands, slices.Concat(load, []string{"--dry-run"}), slices.Concat(load, []string{"--dry-run", "--json"}),
			[]string{"map", path, "--contract", contract}, load, load, slices.Concat(load, []string{"--json"}))
	}
	plant("登记-20241231.csv", "destination", leakRegister, "--cohort", "2024")
	for _, contract := range sorted(leakLists) {
		plant(contract+".csv", contract, leakLists[contract])
	}
	return sources, commands
}

func findPlanted(t *testing.T, where string, data []byte) {
	t.Helper()
	for _, secret := range secrets {
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s holds %s", where, secret)
		}
	}
}

// searchFiles looks into every file of the workspace, and into workbooks.
func searchFiles(t *testing.T, dir string, sources map[string]bool) {
	t.Helper()
	searched := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || sources[path] || filepath.Base(path) == "store"+".duckdb" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		searched++
		findPlanted(t, path, data)
		switch {
		case filepath.Ext(path) == ".xlsx" || filepath.Ext(path) == ".docx":
			searchParts(t, path, data)
		case strings.HasSuffix(path, record.Suffix): // compressed
			searchRecord(t, path, data)
		}
		return nil
	})
	if err != nil || searched < 10 {
		t.Errorf("searched %d files: %v", searched, err)
	}
}

func searchRecord(t *testing.T, path string, data []byte) {
	t.Helper()
	r, err := record.Decode(data)
	if err != nil {
		t.Fatal(path, err)
	}
	text, err := json.Marshal([]any{r, r.Figures})
	if err != nil {
		t.Fatal(path, err)
	}
	findPlanted(t, path, text)
}

func searchParts(t *testing.T, path string, data []byte) {
	t.Helper()
	eachPart(t, path, data, func(name string, text []byte) { findPlanted(t, path+" "+name, text) })
}

// holdsName tells whether a workbook names the one who is planted.
func holdsName(t *testing.T, data []byte) (found bool) {
	t.Helper()
	eachPart(t, "a workbook", data, func(_ string, text []byte) { found = found || bytes.Contains(text, []byte(secrets[0])) })
	return found
}

// eachPart visits the parts of a workbook or a text, unpacked.
func eachPart(t *testing.T, path string, data []byte, visit func(name string, text []byte)) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(path, err)
	}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(path, err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(path, err)
		}
		visit(part.Name, text)
	}
}
