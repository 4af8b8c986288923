package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const (
	tablesBegin = "<!-- bench tables: 由 make bench 写出，请勿手改 -->"
	tablesEnd   = "<!-- /bench tables -->"
)

// writeTables puts the results kept in dir between the marks of page.
func writeTables(dir, page string) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(text), tablesBegin)
	_, after, ended := strings.Cut(rest, tablesEnd)
	if !found || !ended {
		return fmt.Errorf("%s has no marks for the tables", page)
	}
	tables, err := allTables(dir)
	if err != nil {
		return err
	}
	return os.WriteFile(page, []byte(before+tablesBegin+"\n"+tables+tablesEnd+after), 0o644)
}

var titles = map[string]string{
	"university": "一所大学：六届", "province": "一个省的一届：150 个工作簿", "decade": "一个大省的十届：CSV",
}

func allTables(dir string) (string, error) {
	var b strings.Builder
	for _, j := range jobs {
		for _, kind := range []string{"", "-build"} {
			var r Race
			if ok, err := recall(dir, j.name+kind, &r); err != nil {
				return "", err
			} else if ok {
				r.table(&b, titles[j.name])
			}
		}
	}
	for _, name := range []string{"growth", "limit"} {
		var g Growth
		if ok, err := recall(dir, name, &g); err != nil {
			return "", err
		} else if ok {
			g.table(&b)
		}
	}
	return b.String(), nil
}

// recall reads a result; what was never measured has no table.
func recall(dir, name string, v any) (bool, error) {
	text, err := os.ReadFile(filepath.Join(dir, name+".json"))
	if os.IsNotExist(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, json.Unmarshal(text, v)
}

// table is one job's: a ratio says how many times our time the other took.
func (r Race) table(b *strings.Builder, title string) {
	if strings.HasSuffix(r.Job, buildJob) {
		fmt.Fprintf(b, "\n### %s，只算构建\n\n%s 行；%d 张表逐行核对相同；%s。%s。\n\n", title, thousands(r.Rows), r.Lines, middle(r.Runs), r.Machine)
	} else {
		fmt.Fprintf(b, "\n### %s\n\n%d 个文件，%s 行 × %d 列；%s 行汇总数逐行核对相同；%s。%s。\n\n",
			title, r.Files, thousands(r.Rows), r.Columns, thousands(r.Lines), middle(r.Runs), r.Machine)
	}
	b.WriteString("| 谁 | 墙上时间（秒） | CPU（秒） | 内存峰值（MiB） | 与本程序之比 | 版本 |\n| --- | ---: | ---: | ---: | ---: | --- |\n")
	for _, one := range r.Runners {
		b.WriteString(one.line(r.Runners[0].Wall))
	}
}

func (r Runner) line(ours float64) string {
	if r.Why != "" {
		return fmt.Sprintf("| %s | — | — | — | — | 没有完成：%s |\n", r.Name, strings.ReplaceAll(strings.ReplaceAll(r.Why, "\n", " "), "|", "/"))
	}
	if r.Peak == 0 { // a part of a run
		return fmt.Sprintf("| %s | %.2f | — | — | %.2f | |\n", r.Name, r.Wall, r.Wall/ours)
	}
	return fmt.Sprintf("| %s | %.2f | %.2f | %s | %.2f | %s |\n", r.Name, r.Wall, r.CPU, thousands(int(r.Peak)), r.Wall/ours, r.Versions)
}

func (g Growth) table(b *strings.Builder) {
	title := "随行数增长"
	if g.Memory != "" {
		title = "内存上限 " + g.Memory
	}
	fmt.Fprintf(b, "\n### %s\n\n每种行数一次，从 CSV 到报告。%s。\n\n", title, g.Machine)
	b.WriteString("| 行数 | 墙上时间（秒） | CPU（秒） | 内存峰值（MiB） |\n| ---: | ---: | ---: | ---: |\n")
	for _, p := range g.Points {
		fmt.Fprintf(b, "| %s | %.1f | %.1f | %s |\n", thousands(p.Rows), p.Wall, p.CPU, thousands(int(p.Peak)))
	}
	if len(g.Points) > 2 {
		fmt.Fprintf(b, "\n时间 ≈ %.1f + %.1f × 百万行（R² %.4f，较大的一半里是行数的 %.2f 次方）；内存峰值 ≈ %.0f + %.0f × 百万行（R² %.4f，%.2f 次方）。\n",
			g.Time.Base, g.Time.Slope, g.Time.R2, g.Time.Power, g.Peak.Base, g.Peak.Slope, g.Peak.R2, g.Peak.Power)
	}
}

// middle says of how many runs a figure is the middle one.
func middle(runs int) string {
	if runs == 1 {
		return "只跑一次"
	}
	return fmt.Sprintf("%d 次取中位", runs)
}

func thousands(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
