package posting

import (
	"strings"

	"quxiang/pipelines/strict"
)

// exampleText is a posting with the words that its category is to find in it.
type exampleText struct {
	Name    string            `toml:"name"`
	Posting map[string]string `toml:"posting"`
	Hit     []string          `toml:"hit"`
}

// example is a worked case that stands beside its category.
type example struct {
	name    string
	want    []string
	posting Posting
}

// Examples runs the examples of the categories, in order.
func Examples(rules Rules) []strict.Case {
	var cases []strict.Case
	for i, c := range rules {
		for _, x := range c.examples {
			var got []string
			for _, h := range Check(rules[i:i+1], x.posting) {
				got = append(got, h.Words)
			}
			cases = append(cases, strict.Case{Of: c.Name, Name: x.name, File: c.File, Want: wordList(x.want), Got: wordList(got)})
		}
	}
	return cases
}

// wordList prints the words of hits.
func wordList(words []string) string {
	if len(words) == 0 {
		return "没有"
	}
	return strings.Join(words, "；")
}

func (d draft) readExamples() ([]example, error) {
	names := map[string]bool{}
	var all []example
	for i, written := range d.Examples {
		at := d.at.Sub("category.example", i)
		err := at.Verify([]strict.Check{
			{Key: "name", Value: written.Name, OK: written.Name != "" && !names[written.Name], Why: "例子没有名字，或与别的同名", Hint: "给每个例子一个不同的 name"},
			{Key: "posting", OK: len(written.Posting) > 0, Why: "例子没有写招聘信息", Hint: `写 posting = { requirement = "…" }`},
			{Key: "hit", OK: written.Hit != nil, Why: "例子没有写应找出的文字", Hint: "写 hit：找出的文字；找不出的写 hit = []"},
		})
		if err != nil {
			return nil, err
		}
		names[written.Name] = true
		x := example{name: written.Name, want: written.Hit, posting: Posting{}}
		for name, cell := range written.Posting {
			if !known(Field(name)) {
				return nil, at.Fault("posting", name, "招聘信息没有这一列", "可用："+fieldList())
			}
			x.posting[Field(name)] = cell
		}
		all = append(all, x)
	}
	return all, nil
}
