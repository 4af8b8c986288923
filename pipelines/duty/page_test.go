package duty

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated part of docs/duties.md anew")

const (
	pagePath = "../../docs/duties.md"
	// generatedFrom begins the part of the page that is made of the duties.
	generatedFrom = "<!-- 以下由 sql/rules/duties.toml 生成，不要手改：go test ./pipelines/duty -run Page -update -->\n"
)

func TestPageIsUpToDate(t *testing.T) {
	data, err := os.ReadFile(pagePath)
	if err != nil {
		t.Fatal(err)
	}
	byHand, generated, found := strings.Cut(string(data), generatedFrom)
	if !found {
		t.Fatal("the page has lost its mark: ", generatedFrom)
	}
	want := generatePage(shipped(t))
	if *update {
		if err := os.WriteFile(pagePath, []byte(byHand+generatedFrom+want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if generated != want {
		t.Error("docs/duties.md is not what the duties say; run: go test ./pipelines/duty -run Page -update")
	}
	for _, word := range append(Keys(), append(words(forces), words(statuses)...)...) {
		if !strings.Contains(byHand, word) {
			t.Errorf("docs/duties.md does not mention %s", word)
		}
	}
}

var levelNames = map[string]string{School: "学校", College: "学院", Both: "两级"}

func generatePage(r Rules) string {
	var b strings.Builder
	b.WriteString("\n## 指标\n\n指标是 `marts.duty_measure` 里的数。没有填所写的模板，就没有这个数，要求显示「无数据」。\n\n| 指标 | 意思 | 模板 | 哪一级 | 单位 | 分母 |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, m := range r.Measures {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", m.Name, m.Title, m.Template, levelNames[m.Levels], m.Unit, m.Per)
	}
	b.WriteString("\n## 各条要求\n\n原文和出处用 `quxiang duties --list` 查看，没有规则的文句和理由也在那里。\n")
	for _, s := range r.Sections {
		fmt.Fprintf(&b, "\n### %s、%s\n\n| 条款 | 简称 | 内容 | 约束力 | 对谁 | 界线 | 适用 | 指标 |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n", s.Number, s.Title)
		for _, d := range r.Duties {
			if d.Section == s.Number {
				fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", d.Clause, d.ID, d.Title, d.Force, levelNames[d.Scope], d.Threshold(), d.Applies(), told(d))
			}
		}
	}
	return b.String()
}

// told is the measure of a duty, with its items.
func told(d Duty) string {
	if len(d.Items) == 0 {
		return "`" + d.Measure.Name + "`"
	}
	return "`" + d.Measure.Name + "`：" + strings.Join(d.Items, "、")
}

// The example on the page is one that the program takes.
func TestTheExampleOnThePageIsTaken(t *testing.T) {
	data, err := os.ReadFile(pagePath)
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(data), "```toml\n[[duty]]\n")
	text, _, found := strings.Cut("[[duty]]\n"+text, "```")
	if !found {
		t.Fatal("the page has no example")
	}
	own, err := parse("sql/rules/duties_本校.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile("../../sql/rules/duties.toml")
	if err != nil {
		t.Fatal(err)
	}
	base, err := parse("sql/rules/duties.toml", file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := build(append(base, own...))
	if err != nil {
		t.Fatal(err)
	}
	before := shipped(t)
	if len(r.Duties) != len(before.Duties)+1 || r.SectionTitle("十一") == "" {
		t.Errorf("%d duties, %d before", len(r.Duties), len(before.Duties))
	}
	for _, c := range Examples(r.Duties[len(before.Duties):]) {
		if !c.Passes() {
			t.Errorf("%s: %s, got %s", c.Name, c.Want, c.Got)
		}
	}
}
