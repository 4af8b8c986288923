package duty

import "slices"

// Force is how strongly a clause binds, as its words say.
type Force string

// The forces.
const (
	Must      Force = "必须"  // 必须, 应, 不得, 严禁, 不低于 with a standard
	Principle Force = "原则上" // 原则上
	Arrange   Force = "部署"  // an imperative without a standard: 加强, 建立健全
	Advise    Force = "建议"
	Encourage Force = "鼓励" // 鼓励, 提倡, 支持
	Refer     Force = "参照" // 可参照, or a standard set for somebody else
)

var forces = []Force{Must, Principle, Arrange, Advise, Encourage, Refer}

// Binding tells whether falling short of the clause is 未达到.
func (f Force) Binding() bool { return f == Must || f == Principle }

// Status is what came out for a duty.
type Status string

// The statuses.
const (
	Met          Status = "达到"
	Unmet        Status = "未达到"
	Done         Status = "已做"
	Undone       Status = "未做"
	Lacking      Status = "无数据"
	Inapplicable Status = "不适用"
)

var statuses = []Status{Met, Unmet, Done, Undone, Lacking, Inapplicable}

// outcome is the status of a duty whose line is reached or not.
func (f Force) outcome(reached bool) Status {
	switch {
	case f.Binding() && reached:
		return Met
	case f.Binding():
		return Unmet
	case reached:
		return Done
	}
	return Undone
}

// Whom a duty is about, and how its measure is taken together.
const (
	School  = "school"
	College = "college"
	Both    = "both"

	Sum  = "sum"
	Mean = "mean"
	Each = "each"

	// BelowFirstRate are the colleges whose 初次 rate of the year before was
	// below that of the school.
	BelowFirstRate = "below_first_rate"
)

// SchoolTypes are the types of schools that duties tell apart.
var SchoolTypes = []string{"普通本科", "新建本科", "高职"}

// Provinces are those that a document may be for, by their short names.
var Provinces = []string{"北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
	"湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆"}

// Rules are all that the files say.
type Rules struct {
	Sections   []Section
	Documents  []Document
	Measures   []Measure
	Duties     []Duty
	Unmeasured []Unmeasured
}

// Section is one of the systems that the texts are sorted by.
type Section struct{ Number, Title string } // 二, 高校毕业生就业工作“四到位”

// Document is the paper that a paragraph was taken from.
type Document struct{ Clause, Title string } // 二.1

// Measure is a number that marts.duty_measure holds, and its words.
type Measure struct {
	Name     string // staff_school_employment
	Title    string
	Template string // the register it is counted from
	Levels   string // School, College or Both
	Scale    int64  // printed divided by this
	Unit     string // 名
	Of       string // 校级就业工作人员
	Per      string // 名毕业生; "" where it is a plain number
	PerScale int64  // of what it is divided by
	Empty    Status // where there is nobody to divide by: Inapplicable or Lacking
	Ledger   bool   // what is not recorded may have been done
	Caution  string // said beside what falls short; "" nothing
}

// Duty is one clause, or the part of one that a measure tells of.
type Duty struct {
	ID             string // 就业人员配比
	Clause         string // 二.1
	Section        string // 二
	Quote          string // literally
	Title          string
	Force          Force
	Province       string   // short name; "" everywhere
	Types          []string // of SchoolTypes; none: all
	BelowLocalRate bool     // only schools below the local mean of the year before
	Scope          string   // School, College or Both
	Aggregation    string   // Sum, Mean or Each
	Colleges       string   // "" or BelowFirstRate
	Measure        Measure  // with the words that the duty changes
	Items          []string // of the measure; none: all
	Line           Fraction
	AtMost         bool // Line is the most, not the least
	ValidFrom      int  // cohorts, 0 = open
	ValidTo        int
	Document       string
	Mark           string // 原文, 转述, 惯例 or 校级
	Note           string
	File           string // where it stands
	Row            int

	examples []example
}

// Unmeasured is a part of the texts without a duty.
type Unmeasured struct {
	Clause, Section, Quote, Reason, Document string
}

// valid tells whether the duty speaks of a cohort.
func (d *Duty) valid(cohort int) bool {
	return d.ValidFrom <= cohort && (d.ValidTo == 0 || cohort <= d.ValidTo)
}

// SectionTitle is the title of a section by its number.
func (r *Rules) SectionTitle(number string) string {
	i := slices.IndexFunc(r.Sections, func(s Section) bool { return s.Number == number })
	if i < 0 {
		return ""
	}
	return r.Sections[i].Title
}
