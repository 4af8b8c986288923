package ledger

import (
	"slices"
	"time"

	"quxiang/pipelines/contract"
)

// The headings of a list of problems that come back with it.
const (
	headID       = "编号"
	headRow      = "行"
	headColumn   = "列"
	headNew      = "更正后的值"
	headEvidence = "依据"
	headBy       = "更正人"
)

var problemHeads = []head{
	{headID, 9, false}, {"文件", 24, false}, {"工作表", 12, false}, {headRow, 7, false}, {"姓名", 10, false}, {"学号", 14, false},
	{"专业", 18, false}, {headColumn, 14, false}, {"现在的值", 18, false}, {"程度", 7, false}, {"问题", 36, false}, {"怎样改", 30, false},
	{headNew, 18, true}, {headEvidence, 22, true}, {headBy, 10, true},
}

var severityWords = map[string]string{"refused": "拒收", "error": "错误", "warning": "警告"}

// group is the problems of one college.
type group struct {
	name     string
	problems []Problem
}

// Owner is whose lists they are, and what they are parted by: 学院, or 学校.
type Owner struct{ Name, Unit string }

// WriteProblems writes 问题清单.xlsx: a summary, and a sheet per college with
// only its rows.
func WriteProblems(path string, owner Owner, at time.Time, all []Problem) error {
	groups := byCollege(all, "未分"+owner.Unit)
	taken := map[string]bool{"汇总": true}
	lists := []list{summary(owner, at, groups)}
	for _, g := range groups {
		l := list{name: sheetName(g.name, taken), title: owner.Name + " " + g.name + " 问题清单（" + at.Format(time.DateOnly) + "）", heads: problemHeads}
		for _, p := range g.problems {
			l.rows = append(l.rows, []any{p.ID, p.File, p.Sheet, p.Row, p.Name, p.Student, p.Major, p.Column, p.Value,
				severityWords[p.Severity], p.Why, p.Hint, "", "", ""})
		}
		lists = append(lists, l)
	}
	return writeBook(path, lists)
}

// byCollege parts the problems, colleges in the order in which the files name
// them; rows that name none come last, called rest.
func byCollege(all []Problem, rest string) []group {
	var groups []group
	at := map[string]int{}
	var nobody []Problem
	for _, p := range all {
		key := contract.Normalise(p.College)
		if key == "" {
			nobody = append(nobody, p)
			continue
		}
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key], groups = i, append(groups, group{name: p.College})
		}
		groups[i].problems = append(groups[i].problems, p)
	}
	if len(nobody) > 0 {
		groups = append(groups, group{rest, nobody})
	}
	return groups
}

// summary counts the problems by college and by kind.
func summary(owner Owner, at time.Time, groups []group) list {
	l := list{name: "汇总", title: owner.Name + " 问题清单汇总（" + at.Format(time.DateOnly) + "）",
		heads: []head{{owner.Unit, 24, false}, {"问题", 36, false}, {"程度", 8, false}, {"处数", 9, false}}}
	for _, g := range groups {
		type kind struct {
			rule     contract.Rule
			severity string
		}
		counts := map[kind]int64{}
		var kinds []kind
		for _, p := range g.problems {
			k := kind{p.Rule, p.Severity}
			if counts[k] == 0 {
				kinds = append(kinds, k)
			}
			counts[k]++
		}
		slices.SortStableFunc(kinds, func(a, b kind) int { return int(counts[b] - counts[a]) })
		for _, k := range kinds {
			l.rows = append(l.rows, []any{g.name, k.rule.Title(), severityWords[k.severity], counts[k]})
		}
		l.rows = append(l.rows, []any{g.name, "合计", "", int64(len(g.problems))})
	}
	if len(groups) == 0 {
		l.rows = append(l.rows, []any{"—", "没有问题", "", int64(0)})
	}
	return l
}
