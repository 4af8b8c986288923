package sqlfiles_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	sqlfiles "quxiang/sql"
)

var update = flag.Bool("update", false, "write docs/indicators.md anew")

const indicatorsPage = "../docs/indicators.md"

// docs/indicators.md is made of the code tables and sidecars and never written
// by hand: go test ./sql -run Indicators -update
func TestIndicatorsPageIsUpToDate(t *testing.T) {
	want := indicatorsDoc(t)
	if *update {
		if err := os.WriteFile(indicatorsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(indicatorsPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/indicators.md is not what sql/ says; run: go test ./sql -run Indicators -update")
	}
}

// page builds a Markdown page.
type page struct{ strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

func (p *page) table(head string, rows [][]string) {
	columns := strings.Split(head, "|")
	p.line("| %s |", strings.Join(columns, " | "))
	p.line("|%s", strings.Repeat(" --- |", len(columns)))
	for _, row := range rows {
		for i := range row {
			row[i] = strings.ReplaceAll(row[i], "|", "、")
		}
		p.line("| %s |", strings.Join(row, " | "))
	}
	p.line("")
}

// pick lists the named columns of rows.
func pick(rows []map[string]string, columns ...string) [][]string {
	var list [][]string
	for _, row := range rows {
		values := make([]string, len(columns))
		for i, c := range columns {
			values[i] = row[c]
		}
		list = append(list, values)
	}
	return list
}

func indicatorsDoc(t *testing.T) string {
	var p page
	p.line("# 指标、口径与数据集市\n")
	p.line("本页由 `sql/` 里的码表和说明文件生成，不要手改：`go test ./sql -run Indicators -update`。\n")
	p.line("依据一栏：S 见于原文；2 转述，原件尚未核对；M 惯例，没有文件，可以改。率都由整数四舍五入到两位小数，")
	p.line("各部分四舍五入后相加不一定等于 100.00。\n")
	p.line("## 指标\n")
	p.table("指标|标识|口径|公式|分子|分母|依据|文件",
		pick(table(t, "indicator"), "title", "indicator", "edition", "formula", "numerator", "denominator", "mark", "citation"))
	p.line("## 口径版本\n")
	p.table("版本|名称|文件|依据|从哪一届|到哪一届",
		pick(table(t, "edition"), "edition", "title", "document", "mark", "cohort_from", "cohort_to"))
	p.line("## 去向代码归入哪一部分\n")
	p.table("代码|去向|2021 版|2024 版|落实", destinations(t))
	p.line("## 口径沿革\n")
	p.table("从哪一届|到哪一届|截止日|证据|分母|文件|依据",
		pick(table(t, "regime"), "cohort_from", "cohort_to", "cutoff", "evidence", "denominator", "document", "mark"))
	p.line("## 分母规则\n")
	p.line("每个毕业生恰好适用一条；* 表示任何值。\n")
	p.table("序|层次|毕结业结论|学习形式|学生类型|计入|说明|依据",
		pick(table(t, "denominator_rule"), "rule", "level", "completion", "study_form", "student_type", "counts", "why", "mark"))
	p.line("## 统计总体\n")
	p.table("总体|标识|定义|去向代码", populations(t))
	checks(t, &p)
	marts(t, &p)
	return p.String()
}

func destinations(t *testing.T) [][]string {
	titles := map[string]string{}
	for _, row := range table(t, "partition_part") {
		titles[row["edition"]+row["part"]] = row["title"]
	}
	parts := map[string]string{}
	for _, row := range table(t, "partition") {
		parts[row["edition"]+row["code"]] = titles[row["edition"]+row["part"]]
	}
	var rows [][]string
	for _, row := range table(t, "destination") {
		if row["code"] == row["resolves_to"] {
			rows = append(rows, []string{row["code"], row["name"], parts["2021"+row["code"]], parts["2024"+row["code"]], row["settled"]})
		}
	}
	return rows
}

func populations(t *testing.T) [][]string {
	codes := map[string][]string{}
	for _, row := range table(t, "population_member") {
		codes[row["population"]] = append(codes[row["population"]], row["destination_code"])
	}
	var rows [][]string
	for _, row := range table(t, "population") {
		rows = append(rows, []string{row["title"], row["population"], row["note"], strings.Join(codes[row["population"]], "、")})
	}
	return rows
}

func sidecars(t *testing.T, folder string) []string {
	names, err := fs.Glob(sqlfiles.Files, folder+"/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatal(folder, err)
	}
	slices.Sort(names)
	return names
}

func decode(t *testing.T, name string, into any) {
	text, err := fs.ReadFile(sqlfiles.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := toml.Decode(string(text), into); err != nil {
		t.Fatal(name, err)
	}
}

var severities = map[string]string{"block": "阻断", "warning": "警告", "info": "提示"}

func checks(t *testing.T, p *page) {
	p.line("## 检查\n")
	p.line("阻断的不通过，数据仓库就不发布；警告和提示印在报告里。\n")
	var rows [][]string
	for _, name := range sidecars(t, "checks") {
		var c struct{ Severity, Title, Why, Citation, Remedy string }
		decode(t, name, &c)
		rows = append(rows, []string{strings.TrimSuffix(path.Base(name), ".toml"), severities[c.Severity], c.Title, c.Why, c.Remedy})
	}
	p.table("检查|级别|应当|为什么|怎么办", rows)
}

func marts(t *testing.T, p *page) {
	p.line("## 数据集市\n")
	p.line("报告里的每个数都出自这些表；都是整数，率由报告计算。\n")
	tables(t, p, "marts")
	p.line("## 统计\n")
	p.line("统计方法加上的表（`marts/stats/`），方法见 [statistics.md](statistics.md)。\n")
	tables(t, p, "marts/stats")
}

func tables(t *testing.T, p *page, folder string) {
	for _, name := range sidecars(t, folder) {
		var s struct {
			Description string
			Grain       []string
			Column      []struct{ Name, Type, Unit, Description string }
		}
		decode(t, name, &s)
		p.line("### marts.%s\n", strings.TrimSuffix(path.Base(name), ".toml"))
		p.line("%s\n", s.Description)
		var rows [][]string
		for _, c := range s.Column {
			rows = append(rows, []string{c.Name, c.Type, c.Unit, c.Description})
		}
		p.table("列|类型|单位|含义", rows)
	}
}
