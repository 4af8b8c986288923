package rule

import (
	"strconv"

	"quxiang/pipelines/strict"
)

var cards = []string{string(Red), string(Yellow)}

// longest is the longest run a rule may ask for.
const longest = 10

// card reads the i-th [[rule.level]].
func (d draft) card(i int, r Rule) (Level, error) {
	text, at := d.Cards[i], d.at.Sub("rule.level", i)
	l := Level{Card: Conclusion(text.Card), Years: given(text.Years, 1), Consequence: text.Consequence,
		Review: given(text.Review, 1)}
	err := at.Verify([]strict.Check{
		oneOf("card", text.Card, cards),
		{"years", strconv.Itoa(l.Years), l.Years >= 1 && l.Years <= longest, "连续届数应在 1 到 10 之间", "写 1 到 10 的整数"},
		{"years", strconv.Itoa(l.Years), r.Needs == 0 || l.Years == 1, "按条件判断的规则只看本届", "删去 years"},
		{"review", strconv.Itoa(l.Review), l.Review >= 1, "复核应在一年或更久之后", "写正整数，单位是年"},
	})
	if err != nil {
		return l, err
	}
	l.Comparator, l.Amount, err = text.read(at, r)
	return l, err
}

// written is a comparator as it stands in the file.
type written struct {
	comparator Comparator
	value      string
}

func (t comparatorText) written() []written {
	var all []written
	for _, w := range []struct {
		c Comparator
		s *string
	}{{Below, t.Below}, {Above, t.Above}, {BelowMean, t.BelowMean}, {BottomPercent, t.BottomPercent}} {
		if w.s != nil {
			all = append(all, written{w.c, *w.s})
		}
	}
	if t.BottomN != nil {
		all = append(all, written{BottomN, strconv.FormatInt(*t.BottomN, 10)})
	}
	return all
}

// read returns the one comparator of a level, none in a rule of conditions.
func (t comparatorText) read(at strict.Place, r Rule) (Comparator, int64, error) {
	all := t.written()
	if r.Needs > 0 {
		if len(all) > 0 {
			return "", 0, at.Fault(string(all[0].comparator), all[0].value, "按条件判断的规则，线写在条件里", "删去这一行")
		}
		return "", 0, nil
	}
	if len(all) != 1 {
		return "", 0, at.Fault("", "", "一级牌应写一种比较，写了 "+strconv.Itoa(len(all))+" 种",
			"在 below、above、below_mean、bottom_percent、bottom_n 中写一种")
	}
	amount, err := all[0].amount(at, indicators[r.Indicator])
	return all[0].comparator, amount, err
}

// amount reads the line: hundredths, for bottom_n a number of places.
func (w written) amount(at strict.Place, of indicator) (int64, error) {
	key := string(w.comparator)
	if !of.allows(w.comparator) {
		return 0, at.Fault(key, w.value, of.title+choose(of.lowIsBad, "越高越好，不能用 above", "越低越好，不能用 "+key),
			"换一种比较，或换一个指标")
	}
	if w.comparator == BottomN {
		n, err := strconv.ParseInt(w.value, 10, 64)
		if err != nil || n < 1 {
			return 0, at.Fault(key, w.value, "名次应是正整数", "写 bottom_n = 5")
		}
		return n, nil
	}
	h, ok := strict.Hundredths(w.value)
	if !ok {
		return 0, at.Fault(key, w.value, "不是最多两位小数的数", `写成 "60.00"，不带百分号`)
	}
	if h > percent && !of.ratio {
		return 0, at.Fault(key, w.value, "应在 0 到 100 之间", `写成 "60.00"，单位是百分比`)
	}
	return h, nil
}

// condition reads the i-th [[rule.condition]].
func (d draft) condition(i int) (Condition, error) {
	text, at := d.Conditions[i], d.at.Sub("rule.condition", i)
	of, known := indicators[text.Indicator]
	c := Condition{Title: text.Title, Indicator: text.Indicator}
	err := at.Verify([]strict.Check{
		{"title", "", text.Title != "", "条件没有标题", "写 title"},
		{"indicator", text.Indicator, known, "不认识的指标", "可用：" + list(Indicators())},
		{"", "", (text.Below == nil) != (text.Above == nil), "条件应写 below 或 above 中的一种", `来源没有给线的，写 below = ""`},
	})
	if err != nil {
		return c, err
	}
	w := comparatorText{Below: text.Below, Above: text.Above}.written()[0]
	c.Comparator, c.Set = w.comparator, w.value != ""
	if !c.Set {
		w.value = "0" // the side is checked all the same
	}
	c.Amount, err = w.amount(at, of)
	return c, err
}
