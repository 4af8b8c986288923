package form

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// update writes the forms' tables anew: go test ./reports/form -run Page -update
var update = flag.Bool("update", false, "write the tables of docs/export.md anew")

// What stands between these lines of docs/export.md is made of the mappings.
const (
	pageBegin = "<!-- 以下由映射生成：go test ./reports/form -run Page -update -->"
	pageEnd   = "<!-- 生成的内容到此为止 -->"
)

// TestPage: the documentation shows of every form where each cell comes from.
func TestPage(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "export.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, begun := strings.Cut(string(text), pageBegin)
	_, tail, ended := strings.Cut(rest, pageEnd)
	if !begun || !ended {
		t.Fatal("docs/export.md has no place for the forms")
	}
	_, forms := shippedForms(t)
	want := head + pageBegin + "\n" + pageOf(forms) + pageEnd + tail
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(text) {
		t.Error("docs/export.md is not what the mappings say; run: go test ./reports/form -run Page -update")
	}
}

// pageOf writes a section a form: cell, item, source, definition.
func pageOf(forms []Form) string {
	var b strings.Builder
	for _, f := range forms {
		fmt.Fprintf(&b, "\n### %s\n\n`%s`。用途：%s。表头出处：%s（%s）。%s\n\n", f.Title, f.Name, f.Purpose, f.Source, f.MarkWords(), f.Note)
		b.WriteString("| 单元格 | 项目 | 来源 | 口径 |\n| --- | --- | --- | --- |\n")
		for _, c := range f.Cells {
			line(&b, "`"+c.Name+"`", c.Title, c.pageSource(), c.Note)
		}
		for _, t := range f.Tables {
			fmt.Fprintf(&b, "\n%s，从 `%s` 起，一行由 %s 确定：\n\n| 列 | 项目 | 来源 | 口径 |\n| --- | --- | --- | --- |\n",
				t.Title, t.Name, strings.Join(t.By, "、"))
			for i, c := range t.Columns {
				line(&b, fmt.Sprint(i+1), c.Title, t.pageSource(c), c.Note)
			}
		}
	}
	b.WriteString("\n")
	return b.String()
}

func line(b *strings.Builder, cells ...string) {
	for _, s := range cells {
		b.WriteString("| " + strings.ReplaceAll(s, "|", `\|`) + " ")
	}
	b.WriteString("|\n")
}

func (c Cell) pageSource() string {
	switch {
	case c.Fact != "":
		return "工作区与构建"
	case c.Missing != "":
		return "留空：" + c.Missing
	}
	return c.Item.source(c.Mart, c.Where)
}

func (t Table) pageSource(c Column) string {
	switch {
	case c.Serial:
		return "行号"
	case c.Missing != "":
		return "留空：" + c.Missing
	case c.Code != "":
		return "marts." + t.Mart + "." + c.Code + " 里的代码"
	case !t.counted(c):
		return "marts." + t.Mart + "." + c.Column
	}
	return c.Item.source(t.Mart, joined(t.Where, c.Where))
}
