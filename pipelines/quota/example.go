package quota

import (
	"fmt"
	"strconv"
	"strings"

	"quxiang/pipelines/strict"
)

// example is a worked case that stands beside its table.
type example struct {
	name, want string
	base       int64
	facts      Facts
}

// Examples runs the examples of the tables, in order.
func Examples(tables []Table) []strict.Case {
	var cases []strict.Case
	for i := range tables {
		t := &tables[i]
		for _, x := range t.examples {
			cases = append(cases, strict.Case{Of: t.Name, Name: x.name, File: t.File, Want: x.want, Got: t.printed(x)})
		}
	}
	return cases
}

// printed is the row that applies with the interval that the rule gives by
// itself, without the ± cap.
func (t *Table) printed(x example) string {
	row, _ := t.row(&x.facts)
	if row == nil {
		return byHand
	}
	r := row.act.on(x.base, newest(&x.facts).K)
	switch {
	case r.manual:
		return row.Name + "：" + byHand
	case r == unbound:
		return row.Name + "：不限"
	}
	return fmt.Sprintf("%s：%d—%d", row.Name, r.low, r.high)
}

func (d draft) withExamples(t Table) (Table, error) {
	names := map[string]bool{}
	for i, text := range d.Examples {
		at := d.at.Sub("table.example", i)
		err := at.Verify([]strict.Check{
			{"name", text.Name, text.Name != "" && !names[text.Name], "例子没有名字，或与别的同名", "给每个例子一个不同的 name"},
			{"expect", "", text.Expect != "", "没有写期望的结果", `写 行名：下限—上限，如 "封顶：0—50"，或 "人工"`},
			{"base", number(text.Base), text.Base >= 0 && text.Base <= MaxBase, "今年计划应在 0 到 " + number(MaxBase) + " 之间", "写 base = 100"},
		})
		if err != nil {
			return t, err
		}
		names[text.Name] = true
		facts, err := text.facts(at)
		if err != nil {
			return t, err
		}
		t.examples = append(t.examples, example{name: text.Name, want: text.Expect, base: text.Base, facts: facts})
	}
	return t, nil
}

func (x *exampleText) facts(at strict.Place) (Facts, error) {
	f := Facts{New: x.NewMajor}
	for _, r := range []struct {
		key, text string
		into      *Ratio
	}{{Fill, x.Fill, &f.Fill}, {Registered, x.Registered, &f.Registered}, {FirstChoice, x.FirstChoice, &f.FirstChoice}} {
		var ok bool
		if *r.into, ok = parseRatio(r.text); !ok {
			return f, at.Fault(r.key, r.text, "不是人数之比", `写 "69/100"`)
		}
	}
	for i, text := range x.Settled {
		r, ok := parseRatio(text)
		if !ok || r.K > r.N {
			return f, at.Fault(Settled, text, "不是人数之比", `写 ["69/100", "70/100"]，最近一届在前，缺的一届写 ""`)
		}
		f.Settled = append(f.Settled, Cohort{Year: -i, Ratio: r})
	}
	return f, nil
}

// parseRatio reads k/n; an empty text is no data.
func parseRatio(text string) (Ratio, bool) {
	if text == "" {
		return Ratio{}, true
	}
	k, n, _ := strings.Cut(text, "/")
	r := Ratio{}
	var err, errToo error
	r.K, err = strconv.ParseInt(k, 10, 21)
	r.N, errToo = strconv.ParseInt(n, 10, 21)
	return r, err == nil && errToo == nil && r.K >= 0 && r.N > 0
}
