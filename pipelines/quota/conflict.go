package quota

import (
	"fmt"
	"slices"
)

// Conflict is a contradiction in what was asked for, in words for the
// committee.
type Conflict struct {
	Code  string // Clash…, or empty: the input itself is wrong
	Line  string // key of the line, where it is about one
	Group string // key of the group, where it is about one
	What  string // 专业 本科:080901 计算机科学与技术
	Why   string
	Hint  string
}

// conflict words a clash.
func (p *Problem) conflict(c Clash, judgements []judged) Conflict {
	switch c.Code {
	case ClashLine:
		i := slices.IndexFunc(judgements, func(j judged) bool { return j.Key == c.Key })
		return p.lineConflict(i, &judgements[i])
	case ClashBounds, ClashGroupLow, ClashGroupHigh:
		i := slices.IndexFunc(p.Groups, func(b Bound) bool { return b.Key == c.Key })
		return groupConflict(c, p.Groups[i])
	case ClashTotalLow:
		return Conflict{Code: c.Code, What: "总量", Why: fmt.Sprintf("总量 %d 太大，各专业取到上限合计只有 %d", p.Total, c.At),
			Hint: "减少总量，或放宽上调幅度、容量和合计的上限"}
	case ClashTotalHigh:
		return Conflict{Code: c.Code, What: "总量", Why: fmt.Sprintf("总量 %d 太小，各专业取到下限合计就有 %d", p.Total, c.At),
			Hint: "增加总量，或放宽下调幅度、最小班额和合计的下限"}
	}
	return Conflict{Code: c.Code, What: rangeNames[c.Key], Why: "不在允许的范围内", Hint: rangeHint}
}

var rangeNames = map[string]string{"total": "总量", "up": "上调幅度", "down": "下调幅度", "least": "最小班额"}

const rangeHint = "总量 0—200000，上调幅度 0—1000（%），下调幅度 0—100（%），最小班额 0—20000"

func (p *Problem) lineConflict(i int, j *judged) Conflict {
	low, high := p.interval(&p.Lines[i])
	return Conflict{Code: ClashLine, Line: j.Key, What: j.title(),
		Why:  fmt.Sprintf("不少于 %d（%s），又不超过 %d（%s）", low.at, p.bindingWords(j, low.by), high.at, p.bindingWords(j, high.by)),
		Hint: "核对容量、国控和停招的登记，或由委员会另定人数"}
}

func (l *Line) title() string { return "专业 " + l.Key + " " + l.Name }

func groupConflict(c Clash, b Bound) Conflict {
	out := Conflict{Code: c.Code, Group: b.Key, What: b.Key + " 合计"}
	switch c.Code {
	case ClashGroupLow:
		out.Why = fmt.Sprintf("下限 %d，各专业取到上限合计只有 %d", b.Low, c.At)
		out.Hint = "降低这个下限，或放宽其中各专业的上限"
	case ClashGroupHigh:
		out.Why = fmt.Sprintf("上限 %d，各专业取到下限合计就有 %d", b.High, c.At)
		out.Hint = "提高这个上限，或放宽其中各专业的下限"
	default:
		out.Why = fmt.Sprintf("下限 %d 高于上限 %d", b.Low, b.High)
		out.Hint = "改其中一个"
	}
	return out
}

// invalid finds what is wrong with the input itself.
func invalid(lines []Line, caps Caps) []Conflict {
	var found []Conflict
	if len(lines) > MaxLines {
		found = append(found, Conflict{What: "专业", Why: fmt.Sprintf("有 %d 个，最多 %d 个", len(lines), MaxLines), Hint: "分层次分别编制"})
	}
	keys := map[string]bool{}
	groups := map[string]bool{}
	for i := range lines {
		l := &lines[i]
		if keys[l.Key] {
			found = append(found, Conflict{Line: l.Key, What: l.title(), Why: "出现了两次", Hint: "合并成一行"})
		}
		keys[l.Key] = true
		groups[groupKey(l.Level, "")], groups[groupKey(l.Level, l.College)] = true, true
		found = append(found, l.invalid()...)
	}
	return append(found, invalidGroups(caps.Groups, groups)...)
}

// invalid finds numbers of a line outside the ranges of a Problem.
func (l *Line) invalid() []Conflict {
	var found []Conflict
	for _, n := range []struct {
		what      string
		value, to int64
	}{{"今年计划", l.Base, MaxBase}, {"指数", l.Index, MaxIndex}, {"教学容量", orNone(l.Capacity), MaxBase}, {"委员会已定的人数", orNone(l.Pinned), MaxBase}} {
		if n.value < 0 || n.value > n.to {
			found = append(found, Conflict{Line: l.Key, What: l.title(), Why: fmt.Sprintf("%s %d 不在 0 到 %d 之间", n.what, n.value, n.to), Hint: "核对这个数"})
		}
	}
	return found
}

// orNone is a number that may not be there.
func orNone(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// invalidGroups finds bounds of groups that are not there, or there twice.
func invalidGroups(bounds []GroupBound, known map[string]bool) []Conflict {
	var found []Conflict
	seen := map[string]bool{}
	for _, b := range bounds {
		key := b.key()
		add := func(why, hint string) {
			found = append(found, Conflict{Group: key, What: key + " 合计", Why: why, Hint: hint})
		}
		switch {
		case b.Level == "":
			add("没有写学历层次", "学院的合计按学历层次分别写")
		case !known[key]:
			add("没有这个层次或学院的专业", "核对层次和学院的名称")
		case seen[key]:
			add("写了两次", "留下一个")
		case b.Low < 0 || b.High < 0:
			add("下限或上限是负数", "写 0 或正整数")
		}
		seen[key] = true
	}
	return found
}
