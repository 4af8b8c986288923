package planted

import (
	"fmt"
	"io"
	"slices"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// Kinds are the signals that can be planted, in the words of domain.md 2.
var Kinds = []string{"小企业扎堆", "培训或人力机构", "新成立单位", "截止前集中登记", "同一电话多家单位",
	"名称与代码不符", "低于最低工资", "实习单位", "自由职业占比偏高", "自主创业占比偏高",
	"其他录用形式占比偏高", "灵活就业占比偏高", "证明材料不全", "本人不确认"}

var strengths = []string{"明显", "中等", "隐蔽"}

// script is the file of shapes.
type script struct {
	Seed    uint64 `toml:"seed"`
	Cohorts []int  `toml:"cohorts"` // ascending
	School  struct {
		Code string `toml:"code"`
		Name string `toml:"name"`
	} `toml:"school"`
	Majors     []major    `toml:"major"`
	Industries []industry `toml:"industry"`
	Places     []place    `toml:"place"`
	Shapes     []shape    `toml:"shape"`
}

type major struct {
	Code       string   `toml:"code"`
	Name       string   `toml:"name"`
	College    string   `toml:"college"`
	Graduates  int      `toml:"graduates"` // a cohort
	Industries []string `toml:"industries"`
}

type industry struct {
	Code  string   `toml:"code"`
	Name  string   `toml:"name"`
	Words []string `toml:"words"`
}

// place is a province (no pull) or a city. Wages are [date, yuan a month] from
// the date on; a city without any has those of its province.
type place struct {
	Code  string      `toml:"code"`
	Name  string      `toml:"name"`
	Pull  int         `toml:"pull"` // how many go there, against the others
	Pay   float64     `toml:"pay"`  // against the pay of the school's city
	Wages [][2]string `toml:"wages"`
}

// shape is a group of graduates with one story. Empty fields are ordinary.
type shape struct {
	Name        string   `toml:"name"`
	Kinds       []string `toml:"kinds"`  // planted; none for an honest look-alike
	Honest      string   `toml:"honest"` // what looks alike, and is not planted
	Strength    string   `toml:"strength"`
	Cohort      int      `toml:"cohort"`
	People      int      `toml:"people"`
	Majors      []string `toml:"majors"`    // taken in turn
	Codes       []string `toml:"codes"`     // destinations, in turn
	Employers   int      `toml:"employers"` // 0 is one; a 76 has none
	Group       string   `toml:"group"`     // the first words of all their names
	Industry    string   `toml:"industry"`  // empty: any
	Word        string   `toml:"word"`      // what their names say they do
	Nature      string   `toml:"nature"`
	Size        string   `toml:"size"`
	Place       string   `toml:"place"`        // empty: anywhere
	FoundedDays int      `toml:"founded_days"` // before the first registration; 0: long ago
	Phone       string   `toml:"phone"`        // shared, mobile (shared too); empty: each its own
	Credit      string   `toml:"credit"`       // other, broken, varied; empty or same: right
	Spelling    bool     `toml:"spelling"`     // one employer in several spellings
	From        string   `toml:"from"`         // MM-DD of the first registrations, and of the last
	To          string   `toml:"to"`
	Pay         [2]int   `toml:"pay"`       // yuan a month, both inclusive
	Interns     int      `toml:"interns"`   // of each employer, in the list of 实习单位
	Note        string   `toml:"note"`      // 说明类别 of the employers
	Reason      string   `toml:"reason"`    // beside it
	Incubator   string   `toml:"incubator"` // of each project
	Way         string   `toml:"way"`       // of verification; empty: no row
	Evidence    string   `toml:"evidence"`
	Result      string   `toml:"result"`
	Breach      string   `toml:"breach"`
}

// readScript reads and checks the shapes.
func readScript(in io.Reader) (script, error) {
	text, err := io.ReadAll(in)
	if err != nil {
		return script{}, refuse("", "读不出来", err)
	}
	var s script
	if err := strict.Whole("读取疑点的样子", "shapes.toml", text).Decode("docs/suspects.md", &s); err != nil {
		return script{}, err
	}
	return s, s.check()
}

func refuse(value, why string, err error) error {
	return &fault.Error{Kind: fault.Usage, Op: "读取疑点的样子", File: "shapes.toml", Value: value, Why: why,
		Hint: "对照 testdata/suspects/shapes.toml 的写法改", Err: err}
}

func (s script) check() error {
	if len(s.Cohorts) == 0 || !slices.IsSorted(s.Cohorts) || len(s.Majors) == 0 {
		return refuse("", "没有届次或专业，或者届次没有从小到大", nil)
	}
	for _, h := range s.Shapes {
		if why := s.fault(h); why != "" {
			return refuse(h.Name, why, nil)
		}
	}
	return nil
}

// fault says what is wrong with a shape, "" when nothing is.
func (s script) fault(h shape) string {
	switch {
	case (len(h.Kinds) == 0) == (h.Honest == ""):
		return "要么埋疑点，要么是诚实的相似情形"
	case h.Honest == "" && !slices.Contains(strengths, h.Strength):
		return "没有写强弱"
	case slices.ContainsFunc(h.Kinds, func(k string) bool { return !slices.Contains(Kinds, k) }):
		return "没有这种疑点"
	case !slices.Contains(s.Cohorts, h.Cohort) || h.People < 1 || len(h.Codes) == 0:
		return "没有届次、人数或去向"
	case h.From > h.To || h.Pay[0] > h.Pay[1]:
		return "日期或月薪的先后不对"
	case s.room(h) < h.People:
		return fmt.Sprintf("这些专业一届只有 %d 人", s.room(h))
	}
	return ""
}

// room is how many graduates a shape's majors have in a cohort.
func (s script) room(h shape) int {
	n := 0
	for _, m := range s.Majors {
		if slices.Contains(h.Majors, m.Name) {
			n += m.Graduates
		}
	}
	return n
}
