package chapter

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// duties makes the chapter 政策落实 of the rows in DutyData.
type duties struct {
	*DutyData
	cohort   int
	province bool   // the school of a verdict is told
	college  string // key of the one whose rows these are; empty: all
}

// dutyStatuses are what may become of a duty, in the order of the columns.
var dutyStatuses = []string{"达到", "未达到", "已做", "未做", "无数据", "不适用"}

// dutyGravity puts what somebody has to do before what is done and what nobody
// can tell.
var dutyGravity = map[string]int{"未达到": 0, "未做": 1, "达到": 2, "已做": 3, "无数据": 4, "不适用": 5}

// Missed says that somebody has something left to do.
func (v DutyVerdictRow) Missed() bool { return v.Status == "未达到" || v.Status == "未做" }

// duties are the report's own rows.
func (r *report) duties() duties {
	return duties{DutyData: &r.Duties, cohort: r.opts.Cohort, province: r.opts.Province}
}

// dutyChapter is the report's own.
func (r *report) dutyChapter() Chapter {
	return r.heldBack(r.duties().chapter())
}

// chapter is the whole of it; only the internal edition has it.
func (d duties) chapter() Chapter {
	ch := Chapter{ID: "duties", Title: "政策落实", Audience: figure.Internal}
	d.sort()
	if len(d.Verdicts) == 0 {
		ch.Sections = []Section{section("duty-table", "对照表", "没有可以对照的要求：这次构建没有判定本届的政策落实情况。"+
			"在空白模板“就业创业工作人员”（staff）、“经费与基本数据”（budget）等就业工作登记册里填好本届的数据，载入后重新构建。")}
		return ch
	}
	units := d.colleges
	if d.province {
		units = d.schools
	}
	ch.Sections = append(append([]Section{d.overall()}, d.systems()...), units(), d.suspicions(), d.postings(), d.unmeasured())
	return ch
}

// sort puts rows in the order of the policy's clauses.
func (d *DutyData) sort() {
	slices.SortStableFunc(d.Rules, func(a, b DutyRuleRow) int { return cmp.Compare(a.Sort, b.Sort) })
	place := map[string]int{}
	for i, r := range d.Rules {
		place[r.Duty] = i
	}
	slices.SortStableFunc(d.Verdicts, func(a, b DutyVerdictRow) int {
		return cmp.Or(cmp.Compare(place[a.Duty], place[b.Duty]), cmp.Compare(a.Institution, b.Institution), cmp.Compare(a.CollegeKey, b.CollegeKey))
	})
	slices.SortStableFunc(d.Shortfalls, func(a, b DutyShortfallRow) int {
		return cmp.Or(cmp.Compare(place[a.Duty], place[b.Duty]), cmp.Compare(a.Institution, b.Institution),
			cmp.Compare(a.CollegeKey, b.CollegeKey), cmp.Compare(a.Item, b.Item))
	})
	slices.SortStableFunc(d.Unmeasured, func(a, b UnmeasuredRow) int { return cmp.Compare(a.Sort, b.Sort) })
	slices.SortStableFunc(d.Suspicions, func(a, b SuspicionRow) int {
		return cmp.Or(cmp.Compare(a.Sort, b.Sort), cmp.Compare(a.Signal, b.Signal), cmp.Compare(a.Institution, b.Institution), cmp.Compare(a.CollegeKey, b.CollegeKey))
	})
}

// Rule finds the duty that a verdict is on.
func (d *DutyData) Rule(duty string) DutyRuleRow {
	i := slices.IndexFunc(d.Rules, func(r DutyRuleRow) bool { return r.Duty == duty })
	if i < 0 {
		return DutyRuleRow{Duty: duty, Title: duty}
	}
	return d.Rules[i]
}

// System is one of the sections of the policy with its duties.
type System struct {
	Section, Title string
	Rules          []DutyRuleRow
}

// Systems are the sections of the policy in order.
func (d *DutyData) Systems() []System {
	var all []System
	for _, r := range d.Rules {
		i := slices.IndexFunc(all, func(s System) bool { return s.Section == r.Section })
		if i < 0 {
			i, all = len(all), append(all, System{Section: r.Section, Title: r.SectionTitle})
		}
		all[i].Rules = append(all[i].Rules, r)
	}
	return all
}

// Name is a system as the policy numbers it: 二、高校毕业生就业工作“四到位”.
func (s System) Name() string { return s.Section + "、" + s.Title }

// Of are the verdicts on a system's duties at a school (college is empty) or at
// one of its colleges, by name.
func (d *DutyData) Of(s System, college string) []DutyVerdictRow {
	return without(d.Verdicts, func(v DutyVerdictRow) bool { return v.College != college || d.Rule(v.Duty).Section != s.Section })
}

// Gravest is the verdict that a reader should see first: what is missing before
// what is there, in the order of the clauses.
func Gravest(verdicts []DutyVerdictRow) (DutyVerdictRow, bool) {
	if len(verdicts) == 0 {
		return DutyVerdictRow{}, false
	}
	return slices.MinFunc(verdicts, func(a, b DutyVerdictRow) int { return cmp.Compare(dutyGravity[a.Status], dutyGravity[b.Status]) }), true
}

// CountStatus counts the verdicts of one status.
func CountStatus(verdicts []DutyVerdictRow, status string) int64 {
	return int64(len(without(verdicts, func(v DutyVerdictRow) bool { return v.Status != status })))
}

// document is a citation short enough for a cell: the number of the document in
// brackets at its end, else all of it.
func (r DutyRuleRow) document() string {
	open := strings.LastIndexAny(r.Document, "（(")
	if open < 0 {
		return r.Document
	}
	return strings.Trim(r.Document[open:], "（()） ")
}

// Citation is where a duty stands: 二.1，教就业〔2023〕4 号.
func (r DutyRuleRow) Citation() string {
	if r.Document == "" {
		return r.Clause
	}
	return r.Clause + "，" + r.document()
}

// place is where the figures of a verdict stand.
func (d duties) place(grain string, v DutyVerdictRow) figure.Place {
	return d.at(grain, v.Institution, figure.Key{Name: "duty", Value: v.Duty}, figure.Key{Name: "college", Value: v.CollegeKey})
}

// at is a place with those of its keys that have a value.
func (d duties) at(grain, institution string, keys ...figure.Key) figure.Place {
	p := figure.Place{Cohort: d.cohort, Grain: grain, Source: "marts.duty_verdict"}
	if d.province {
		keys = slices.Insert(keys, 0, figure.Key{Name: "institution", Value: institution})
	}
	p.Keys = without(keys, func(k figure.Key) bool { return k.Value == "" })
	return p
}

// decimals is how many of a count's digits are behind the point.
func (r DutyRuleRow) decimals() int {
	return int(math.Round(math.Log10(float64(max(r.Scale, 1)))))
}

// amount is a count of a duty in its unit; where there is none it is not
// applicable, and why says why.
func (r DutyRuleRow) amount(p figure.Place, indicator string, n *int64, why string) *figure.Figure {
	return told(p, indicator, n, r.decimals(), r.Unit, why)
}

// told is a number of so many decimals; without one it is not applicable.
func told(p figure.Place, indicator string, n *int64, decimals int, unit, why string) *figure.Figure {
	if n == nil {
		return p.Count(indicator, 0, unit).Withheld(figure.NotApplicable, why)
	}
	if decimals > 0 {
		return p.Scaled(indicator, *n, decimals, unit)
	}
	return p.Count(indicator, *n, unit)
}

// whyNone says why a verdict has no number.
func (v DutyVerdictRow) whyNone() string {
	switch v.Status {
	case "无数据":
		return "没有数据"
	case "不适用":
		return "不是对本校、这一届的要求"
	}
	return "不按一个数判定"
}

// SchoolName names a school.
func (d *DutyData) SchoolName(code string) string {
	for _, s := range d.Schools {
		if s.Code == code {
			return s.Name
		}
	}
	return code
}

// collegeName names a college.
func (d *DutyData) collegeName(key string) string {
	for _, c := range d.Colleges {
		if c.CollegeKey == key {
			return c.College
		}
	}
	return key
}

// basis is the line under a table of duties.
func (d duties) basis(source string) Basis {
	return Basis{Cohort: strconv.Itoa(d.cohort), Source: source}
}

// statusWords counts verdicts by what became of them, in words.
func (d duties) statusWords(p figure.Place, verdicts []DutyVerdictRow) []Span {
	words := []Span{prose.F(p.Count("duty_count", int64(len(verdicts)), "项")), prose.T("项")}
	for _, status := range dutyStatuses {
		if n := CountStatus(verdicts, status); n > 0 {
			words = append(words, prose.T("，"+status), prose.F(statusCount(p, status, n)), prose.T("项"))
		}
	}
	return words
}

// statusCount is how many verdicts have a status.
func statusCount(p figure.Place, status string, n int64) *figure.Figure {
	p.Keys = append(slices.Clone(p.Keys), figure.Key{Name: "status", Value: status})
	return p.Count("duty_count", n, "项")
}

// ownTitle says whether a title holds digits, so that it is printed as a label.
func ownTitle(title string) bool { return strings.ContainsFunc(title, unicode.IsDigit) }
