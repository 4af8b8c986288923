package quota

import (
	"fmt"
	"strings"
)

// reasons says why a line gets what it gets: facts, rule, bounds, which of
// them binds, index.
func (p *Problem) reasons(j *judged, s Share, ideal int64) []string {
	why := append(j.factReasons(), j.ruleReasons()...)
	why = append(why, p.boundReasons(j)...)
	why = append(why, fmt.Sprintf("区间 %d—%d，今年计划 %d", s.Low, s.High, j.Base))
	if s.Binds != "" {
		why = append(why, "受限于："+p.bindingWords(j, s.Binds))
	}
	if s.Low < s.High {
		why = append(why, fmt.Sprintf("按今年计划 × 指数分配（同层次内比），%s，不受限时应得 %d", j.indexWords(), ideal))
	}
	if s.High > 0 && s.High < p.Least {
		why = append(why, fmt.Sprintf("%s：最多 %d 人，最小班额 %d 人", TooSmall, s.High, p.Least))
	}
	return why
}

func (j *judged) indexWords() string {
	words := "指数 " + number(j.Index)
	switch {
	case j.IndexNote != "":
		words += "（" + j.IndexNote + "，按中间值）"
	case j.IndexWhy != "":
		words += "（" + j.IndexWhy + "）"
	}
	return words
}

// factReasons are the values that the table looks at, and every other rate that
// is known: the committee sees them whether or not a rule does.
func (j *judged) factReasons() []string {
	var words []string
	looked := map[string]bool{}
	if j.table != nil && !j.beyond {
		words = append(words, j.table.facts(&j.Facts))
		for _, in := range j.table.inputs {
			looked[in.name] = true
		}
	}
	for i := range inputs {
		in := &inputs[i]
		if _, known := in.of(in, &j.Facts); known && in.unit == "%" && !looked[in.name] {
			words = append(words, in.words(in, &j.Facts))
		}
	}
	if len(words) == 0 {
		return []string{"指标：无数据"}
	}
	return []string{"指标：" + strings.Join(words, "，")}
}

// ruleReasons says what the table makes of a line.
func (j *judged) ruleReasons() []string {
	if j.table == nil || j.Suspended {
		return nil
	}
	name := "规则“" + j.table.Name + "”"
	if j.beyond {
		return []string{name + "不适用于" + j.Level}
	}
	switch {
	case j.row != nil:
		return []string{fmt.Sprintf("%s第 %d 行“%s”：%s（%s，%s）", name, j.row.Number, j.row.Name, j.row.Action, j.table.Document, j.table.Mark)}
	case len(j.missing) > 0:
		return []string{name + "无法判断，人工决定（缺：" + list(j.missing) + "）"}
	}
	return []string{name + "没有说到这种情形，人工决定"}
}

// boundReasons lists the bounds that are looked at, whether or not they bind.
func (p *Problem) boundReasons(j *judged) []string {
	var why []string
	switch {
	case j.Suspended:
		why = append(why, "已停招（见载入的专业办学条件），不看规则和增减幅度")
	case j.Pinned != nil:
		why = append(why, fmt.Sprintf("委员会已定 %d 人，不看规则和增减幅度", *j.Pinned))
	case j.ruling.free:
		e := Entry{Base: j.Base, High: MaxTotal, Free: true}
		low, high := (&Problem{Up: p.Up, Down: p.Down}).interval(&e)
		why = append(why, fmt.Sprintf("增减幅度 +%d%%、-%d%%：%d—%d", p.Up, p.Down, low.at, high.at))
		if j.ruling.high < low.at {
			why = append(why, fmt.Sprintf("规则的上限 %d 比增减幅度的下限低，从规则", j.ruling.high))
		}
	default:
		why = append(why, "规则给了数量，增减幅度不适用")
	}
	if j.Capacity != nil {
		why = append(why, fmt.Sprintf("教学容量：不超过 %d", *j.Capacity))
	}
	if j.Controlled {
		why = append(why, "国控专业：不增加")
	}
	if least := min(p.Least, j.Base); least > 0 && !j.decided() {
		why = append(why, fmt.Sprintf("最小班额：不少于 %d", least))
	}
	return why
}

// bindingWords prints where a bound comes from.
func (p *Problem) bindingWords(j *judged, by string) string {
	if group, ok := strings.CutPrefix(by, ByGroup); ok {
		return group + "的合计"
	}
	switch by {
	case ByRule:
		return "规则“" + j.row.Name + "”"
	case ByPinned:
		return "委员会已定"
	case BySuspended:
		return "已停招"
	case ByCapacity:
		return "教学容量"
	case ByControlled:
		return "国控专业不增加"
	case ByUp:
		return fmt.Sprintf("上调幅度 %d%%", p.Up)
	case ByDown:
		return fmt.Sprintf("下调幅度 %d%%", p.Down)
	case ByLeast:
		return fmt.Sprintf("最小班额 %d", p.Least)
	}
	return ""
}
