package rule

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/strict"
)

// example is a worked case that stands beside its rule.
type example struct {
	name      string
	want      Conclusion
	year      int
	key       Key
	rule      Rule // with the keys that the example changes
	histories []History
}

// NotJudged is what an example expects of a major that is long gone.
const NotJudged Conclusion = "未评判"

var expectations = []string{string(Red), string(Yellow), string(Silent), string(Lacking), string(Inapplicable), string(NotJudged)}

// Examples runs the examples of the rules, in order.
func Examples(rules []Rule) []strict.Case {
	var cases []strict.Case
	for _, r := range rules {
		for _, x := range r.examples {
			cases = append(cases, strict.Case{Of: r.Name, Name: x.name, File: "sql/rules", Want: string(x.want), Got: string(x.run())})
		}
	}
	return cases
}

func (x example) run() Conclusion {
	for _, v := range Evaluate(x.histories, []Rule{x.rule}, x.year) {
		if v.Key == x.key {
			return v.Conclusion
		}
	}
	return NotJudged
}

// presentMajor is the major that an example is about.
const presentMajor = "现专业"

func (d draft) withExamples(r Rule) (Rule, error) {
	names := map[string]bool{}
	for i, text := range d.Examples {
		at := d.at.Sub("rule.example", i)
		err := at.Verify([]strict.Check{
			{"name", text.Name, text.Name != "" && !names[text.Name], "例子没有名字，或与别的同名", "给每个例子一个不同的 name"},
			oneOf("expect", text.Expect, expectations),
			{"year", strconv.Itoa(text.Year), text.Year > 0, "例子没有写判断的届次", "写 year = 2024"},
			{"level", text.Level, text.Level == "" || !unknownLevel(text.Level), "不认识的学历层次", "可用：" + list(studyLevels)},
		})
		if err != nil {
			return r, err
		}
		names[text.Name] = true
		x, err := d.example(text, r, at)
		if err != nil {
			return r, err
		}
		r.examples = append(r.examples, x)
	}
	return r, nil
}

func (d draft) example(text exampleText, r Rule, at strict.Place) (example, error) {
	x := example{name: text.Name, want: Conclusion(text.Expect), year: text.Year, rule: r}
	x.rule.examples = nil
	if text.With != nil {
		changed := draft{*text.With, at}
		changed.Name, changed.Base = d.Name, ""
		changed.fill(d.ruleText)
		changed.Examples = nil
		if unknown := changed.draw(); unknown != "" {
			return x, at.Fault("with", unknown, "规则没有这个条件", "lines 里写条件的 title")
		}
		var err error
		if x.rule, err = changed.build(); err != nil {
			return x, err
		}
	}
	level := or(text.Level, append(slices.Clone(r.Levels), "本科")[0])
	x.key = Key{Level: level, Major: level + ":" + presentMajor, Kind: text.Kind}
	var err error
	x.histories, err = text.read(at, level, x.rule)
	return x, err
}

// read makes the histories: that of the judged major first, its peers after.
func (t exampleText) read(at strict.Place, level string, r Rule) ([]History, error) {
	e := exampleReader{level: level, rule: r}
	e.history(presentMajor).PlanStopped = t.PlanStopped
	for _, part := range []struct {
		key, text string
		known     []string
		take      func(record) string
	}{
		{"history", t.History, yearColumns(), e.year},
		{"changes", t.Changes, []string{"kind", "from", "to", "from_cohort", "to_cohort"}, e.change},
		{"values", t.Values, []string{"cohort", "indicator", "value"}, e.value},
	} {
		if err := eachRecord(at, part.key, part.text, part.known, part.take); err != nil {
			return nil, err
		}
	}
	return e.histories, nil
}

// eachRecord reads CSV with a heading; take returns what is wrong with a line.
func eachRecord(at strict.Place, key, text string, known []string, take func(record) string) error {
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return at.Fault(key, "", "不是合法的 CSV："+err.Error(), "第一行写列名，各行的列数相同")
	}
	for i, line := range lines {
		r := record{}
		for j, column := range lines[0] {
			if !contains(known, column) {
				return at.Fault(key, column, "不认识的列", "可用："+list(known))
			}
			r[column] = line[j]
		}
		if i == 0 {
			continue
		}
		if why := take(r); why != "" {
			return at.Fault(key, strings.Join(line, ","), why, "修改这一行")
		}
	}
	return nil
}
