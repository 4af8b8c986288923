package ledger

import (
	"fmt"
	"time"

	"quxiang/pipelines/contract"
)

// Suspect is one line of 核查清单: a graduate's record, what is doubted about it,
// and what would settle it. It names the graduate.
type Suspect struct {
	Cohort      int64
	Institution string // code; written in a province alone
	Unit        string // college, in a province the school
	Line
	Doubts, Reasons, Evidence string
	Risk                      int64 // 1 to 100
}

// SuspectUnit is how many doubts a college has, and how many are on the list.
type SuspectUnit struct {
	Name                       string
	Graduates, Doubted, Listed int64
}

// SuspectSignal is how many the school has of one signal.
type SuspectSignal struct {
	Title, Missing, Evidence, Citation string
	Testable                           bool
	HeadCount                          int64
}

// SuspectBook is what 核查清单.xlsx says.
type SuspectBook struct {
	Owner    Owner
	At       time.Time
	About    string // which cohort and cut-off, how it was drawn
	Province bool
	Units    []SuspectUnit // the whole school first, unless it is one college's book
	Signals  []SuspectSignal
	Lines    []Suspect
	Choices  map[string][]string // by heading: what the contract of the checks takes
}

// Add puts a line on the list and counts it where it belongs.
func (b *SuspectBook) Add(s Suspect) {
	b.Lines = append(b.Lines, s)
	known := false
	for i := range b.Units {
		if b.Units[i].Name == WholeSchool || b.Units[i].Name == s.Unit {
			b.Units[i].Listed++
			known = known || b.Units[i].Name == s.Unit
		}
	}
	if !known {
		b.Units = append(b.Units, SuspectUnit{Name: s.Unit, Listed: 1})
	}
}

// CheckContract is the contract as which the filled-in list comes back.
const CheckContract = "verification"

// Choices are the values that a contract's columns offer, by heading.
func Choices(c *contract.Contract) map[string][]string {
	all := map[string][]string{}
	for _, column := range c.Columns {
		if column.Dropdown {
			all[column.Heading] = column.Values
		}
	}
	return all
}

// suspectHeads are the columns; the yellow ones and those with the contract's
// headings are read back.
func suspectHeads(province bool) []head {
	heads := []head{{"毕业年度", 9, false}}
	if province {
		heads = append(heads, head{"院校代码", 9, false})
	}
	return append(heads, head{"学院", 12, false}, head{"学号", 13, false}, head{"姓名", 8, false}, head{"专业", 12, false},
		head{"毕业去向", 11, false}, head{"单位名称", 16, false}, head{"疑点", 14, false}, head{"理由", 24, false},
		head{"需要的证据", 22, false}, head{"疑点轻重", 9, false},
		head{"核查日期", 10, true}, head{"核查层级", 9, true}, head{"核查方式", 9, true}, head{"证明材料", 9, true},
		head{"核查结论", 9, true}, head{"违规情形", 10, true}, head{"备注", 12, true})
}

// WriteSuspects writes 核查清单.xlsx: a summary, the signals, and a sheet per
// college with only its rows.
func WriteSuspects(path string, b SuspectBook) error {
	taken := map[string]bool{"汇总": true, "疑点说明": true}
	lists := []list{b.summary(), b.signals()}
	heads := suspectHeads(b.Province)
	for _, name := range b.unitNames() {
		l := list{name: sheetName(name, taken), heads: heads, choices: b.Choices,
			title: fmt.Sprintf("%s %s 核查清单（%s）：是疑点，不是结论", b.Owner.Name, name, b.At.Format(time.DateOnly))}
		for _, s := range b.Lines {
			if s.Unit == name {
				l.rows = append(l.rows, s.row(b.Province))
			}
		}
		lists = append(lists, l)
	}
	return writeBook(path, lists)
}

// unitNames are the colleges that the lines name, in the order of the summary.
func (b SuspectBook) unitNames() []string {
	var names []string
	for _, u := range b.Units {
		if u.Listed > 0 && u.Name != WholeSchool {
			names = append(names, u.Name)
		}
	}
	return names
}

// WholeSchool is the name of the summary's line for all colleges.
const WholeSchool = "全部"

func (s Suspect) row(province bool) []any {
	row := []any{s.Cohort}
	if province {
		row = append(row, s.Institution)
	}
	row = append(row, s.Unit, s.Student, s.Name, s.Major, s.Destination, s.Employer, s.Doubts, s.Reasons, s.Evidence, s.Risk)
	for len(row) < len(suspectHeads(province)) {
		row = append(row, "")
	}
	return row
}

// summary counts by college; a count per 1,000 graduates has one decimal, half
// up.
func (b SuspectBook) summary() list {
	l := list{name: "汇总", title: b.Owner.Name + " 核查清单汇总：" + b.About, stamp: internal,
		heads: []head{{b.Owner.Unit + "（汇总）", 26, false}, {"毕业生数", 10, false}, {"有疑点的人数", 12, false},
			{"每千名毕业生", 14, false}, {"列入本清单", 12, false}}}
	for _, u := range b.Units {
		l.rows = append(l.rows, []any{u.Name, u.Graduates, u.Doubted, PerThousand(u.Doubted, u.Graduates) + " 条", u.Listed})
	}
	return l
}

func (b SuspectBook) signals() list {
	l := list{name: "疑点说明", title: b.Owner.Name + " 疑点说明：" + b.About, stamp: internal,
		heads: []head{{"疑点（说明）", 28, false}, {"人数", 8, false}, {"每千名毕业生", 14, false}, {"能否检验", 26, false},
			{"要求的证据", 44, false}, {"依据", 44, false}}}
	graduates := int64(0)
	if len(b.Units) > 0 {
		graduates = b.Units[0].Graduates
	}
	for _, s := range b.Signals {
		count, rate, tested := any(s.HeadCount), PerThousand(s.HeadCount, graduates)+" 条", "已检验"
		if !s.Testable {
			count, rate, tested = "—", "—", "无法检验（缺："+s.Missing+"）"
		}
		l.rows = append(l.rows, []any{s.Title, count, rate, tested, s.Evidence, s.Citation})
	}
	return l
}

// PerThousand is k of n per 1,000, half up to one decimal.
func PerThousand(k, n int64) string {
	if n == 0 {
		return "—"
	}
	tenths := (20000*k + n) / (2 * n)
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}
