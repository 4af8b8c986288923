package quota

import (
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/strict"
)

// row reads the i-th [[table.row]].
func (d draft) row(i int, inputs []input) (Row, error) {
	text, at := d.Rows[i], d.at.Sub("table.row", i)
	r := Row{Name: text.Name, Number: i + 1, spans: map[string]span{}}
	err := at.Verify([]strict.Check{
		{"name", text.Name, text.Name != "" && !slices.ContainsFunc(d.Rows[:i], func(other rowText) bool { return other.Name == text.Name }),
			"行没有名字，或与别的同名", "给每一行一个不同的 name"},
	})
	if err != nil {
		return r, err
	}
	if err := r.conditions(text, at, inputs); err != nil {
		return r, err
	}
	r.act, err = text.action(at)
	r.Action = r.act.words()
	return r, err
}

// conditions reads the intervals, in the order of the inputs.
func (r *Row) conditions(text rowText, at strict.Place, inputs []input) error {
	written := text.conditions()
	var words []string
	for i := range inputs {
		in := &inputs[i]
		interval := written[in.name]
		delete(written, in.name)
		if interval == "" {
			continue
		}
		s, why := parseSpan(interval, in)
		if why != "" {
			return at.Fault(in.name, interval, why, `如 "[70,90)"：含 70，不含 90；一头不限就空着`)
		}
		r.spans[in.name] = s
		words = append(words, in.title+" "+interval)
	}
	for _, name := range InputNames() {
		if written[name] != "" {
			return at.Fault(name, written[name], "规则表没有列出这个指标", "加一段 [[table.input]]")
		}
	}
	r.When = strings.Join(words, "，")
	return nil
}

// action reads the one action of a row.
func (r *rowText) action(at strict.Place) (action, error) {
	all := r.actions()
	if len(all) != 1 {
		return action{}, at.Fault("", "", "一行应写一种做法，写了 "+strconv.Itoa(len(all))+" 种",
			"在 change、keep、at_most、at_most_of、suspend、manual、open 中写一种")
	}
	a := all[0]
	switch a.kind {
	case change:
		low, high, why := parseChange(r.Change)
		if why != "" {
			return a, at.Fault("change", list(r.Change), why, `如 change = ["+50", "+100"]`)
		}
		a.low, a.high = low, high
	case atMost:
		if a.high = *r.AtMost; a.high < 0 || a.high > MaxBase {
			return a, at.Fault("at_most", number(a.high), "人数应在 0 到 "+number(MaxBase)+" 之间", "写 at_most = 50")
		}
	case atPlaced:
		if r.AtMostOf != "placed" {
			return a, at.Fault("at_most_of", r.AtMostOf, "不认识的写法", `写 at_most_of = "placed"`)
		}
	}
	return a, nil
}

func (r *rowText) actions() []action {
	var all []action
	for _, w := range []struct {
		written bool
		kind    kind
	}{{r.Change != nil, change}, {r.Keep, keep}, {r.AtMost != nil, atMost}, {r.AtMostOf != "", atPlaced},
		{r.Suspend, suspend}, {r.Manual, manual}, {r.Open, open}} {
		if w.written {
			all = append(all, action{kind: w.kind})
		}
	}
	return all
}
