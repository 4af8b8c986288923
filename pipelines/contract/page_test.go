package contract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quxiang/pipelines/contract"
)

var update = flag.Bool("update", false, "write the generated part of docs/file-formats.md anew")

// generatedFrom begins the part of the page that is made of the contracts.
const generatedFrom = "<!-- 以下由 sql/sources/*.toml 生成，不要手改：go test ./pipelines/contract -run Page -update -->\n"

func TestPageIsUpToDate(t *testing.T) {
	path := filepath.Join(root, "docs/file-formats.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	byHand, generated, found := strings.Cut(string(data), generatedFrom)
	if !found {
		t.Fatal("the page has lost its mark: ", generatedFrom)
	}
	want := generatePage(shipped(t))
	if *update {
		if err := os.WriteFile(path, []byte(byHand+generatedFrom+want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if generated != want {
		t.Error("docs/file-formats.md is not what the contracts say; run: go test ./pipelines/contract -run Page -update")
	}
}

func generatePage(set contract.Set) string {
	var b strings.Builder
	b.WriteString("\n## 问题的种类\n\n| 规则 | 意思 | 怎样处理 |\n| --- | --- | --- |\n")
	for _, rule := range contract.Rules() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", rule, rule.Title(), rule.Outcome())
	}
	b.WriteString("\n## 各种数据\n")
	for _, c := range set {
		contractSection(&b, c)
	}
	return b.String()
}

func contractSection(b *strings.Builder, c *contract.Contract) {
	fmt.Fprintf(b, "\n### %s（`%s`）\n\n%s。\n\n", c.Title, c.Name, c.Grain)
	for _, v := range c.Versions {
		fmt.Fprintf(b, "- 版本 `%s`：%s\n", v.Name, v.Title)
	}
	if groups := demands(c); len(groups) > 0 {
		fmt.Fprintf(b, "- 表头必须有：%s\n", strings.Join(groups, "；"))
	}
	if keys := headingGroups(c, c.Keys); len(keys) > 0 {
		fmt.Fprintf(b, "- 每一行必须有：%s\n", strings.Join(keys, "；"))
	}
	b.WriteString("\n| 表头 | 列名 | 也认得 | 类型 | 分类 | 代码表 | 说明 |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, column := range c.Columns {
		fmt.Fprintf(b, "| %s | `%s` | %s | %s | %s | %s | %s |\n", column.Heading, column.Name, strings.Join(column.Alias, "、"),
			typeNames[column.Type], column.Class, column.Reference, explained(column))
	}
}

// explained is a column's note, with the values of a closed list.
func explained(column contract.Column) string {
	if !column.Closed {
		return column.Note
	}
	values := "只能是：" + strings.Join(column.Values, "、")
	if column.Note == "" {
		return values
	}
	return column.Note + "。" + values
}

var typeNames = map[contract.Type]string{contract.Text: "文字", contract.Code: "代码", contract.Date: "日期",
	contract.Integer: "整数", contract.Decimal: "数", contract.Share: "比例", contract.Amount: "数，可带单位"}

func demands(c *contract.Contract) []string {
	groups := append([][]string{}, c.RequiredAny...)
	for _, name := range c.Required {
		groups = append(groups, []string{name})
	}
	if c.Person {
		any := append([]string{}, c.IdentifyAny...)
		if c.Index("head_count") >= 0 {
			any = append(any, "head_count")
		}
		groups = append(groups, any)
	}
	return headingGroups(c, groups)
}

func headingGroups(c *contract.Contract, groups [][]string) []string {
	list := make([]string, len(groups))
	for i, group := range groups {
		titles := make([]string, len(group))
		for j, name := range group {
			column, _ := c.Column(name)
			titles[j] = column.Heading
		}
		list[i] = strings.Join(titles, " 或 ")
	}
	return list
}

// Every rule has a title and an outcome: the page is made of them.
func TestRulesAreExplained(t *testing.T) {
	for _, rule := range contract.Rules() {
		if rule.Title() == string(rule) || rule.Outcome() == "" {
			t.Errorf("%s is not explained", rule)
		}
	}
}

// docs/mappings.md shows the mapping files of the two real workbooks: each must
// stand there as it is tried.
func TestMappingsInThePage(t *testing.T) {
	page := string(content(t, filepath.Join(root, "docs/mappings.md")))
	files, err := filepath.Glob(filepath.Join(root, "testdata/mappings/*.toml"))
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if !strings.Contains(page, "```toml\n"+string(content(t, file))+"```\n") {
			t.Errorf("docs/mappings.md does not show %s as it is", file)
		}
	}
}
