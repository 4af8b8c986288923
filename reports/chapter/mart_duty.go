package chapter

import (
	"context"
	"errors"
	"slices"
)

// DutyRuleRow is a duty of the policy: its words, how it is judged and whom it
// concerns.
type DutyRuleRow struct {
	Sort         int64  `col:"sort" json:"sort"`
	Section      string `col:"section" json:"section"` // 一, 二, …
	SectionTitle string `col:"section_title" json:"section_title"`
	Duty         string `col:"duty" json:"duty"`
	Clause       string `col:"clause" json:"clause"` // 二.1
	Quote        string `col:"quote" json:"quote"`
	Title        string `col:"title" json:"title"`
	Force        string `col:"force" json:"force"` // 必须, 原则上, 部署, 建议, 鼓励, 参照
	Scope        string `col:"scope" json:"scope"` // school, college, both
	Measure      string `col:"measure" json:"measure"`
	Template     string `col:"template" json:"template"` // title of the register that it is counted from
	Threshold    string `col:"threshold" json:"threshold"`
	Scale        int64  `col:"scale" json:"scale"` // counts are printed divided by it: 1, 10, 100
	Unit         string `col:"unit" json:"unit"`
	Document     string `col:"document" json:"document"`
	Mark         string `col:"mark" json:"mark"` // 原文, 转述, 惯例
	Note         string `col:"note" json:"note"`
	Applies      string `col:"applies" json:"applies"`
}

// DutyVerdictRow is what became of a duty at a school, or at one of its
// colleges. Counts are in the measure's units; there are none where nothing was
// judged or several things one by one.
type DutyVerdictRow struct {
	Institution  string `col:"institution_code" json:"institution_code"`
	Duty         string `col:"duty" json:"duty"`
	CollegeKey   string `col:"college_key" json:"college_key"` // empty: the school
	College      string `col:"college" json:"college"`
	Status       string `col:"status" json:"status"` // 达到, 未达到, 已做, 未做, 无数据, 不适用
	Num          *int64 `col:"num" json:"num"`
	Den          *int64 `col:"den" json:"den"`
	Need         *int64 `col:"need" json:"need"`
	Shortfall    *int64 `col:"shortfall" json:"shortfall"`
	UnitsReached *int64 `col:"units_reached" json:"units_reached"`
	Units        *int64 `col:"units" json:"units"`
	Words        string `col:"words" json:"words"`
}

// DutyShortfallRow is a college or an item that a shortfall consists of.
type DutyShortfallRow struct {
	Institution string `col:"institution_code" json:"institution_code"`
	Duty        string `col:"duty" json:"duty"`
	CollegeKey  string `col:"college_key" json:"college_key"`
	College     string `col:"college" json:"college"`
	Item        string `col:"item" json:"item"`
	Num         int64  `col:"num" json:"num"`
	Den         *int64 `col:"den" json:"den"`
	Need        int64  `col:"need" json:"need"`
	Shortfall   int64  `col:"shortfall" json:"shortfall"`
}

// UnmeasuredRow is a sentence of the policy without a rule, and why.
type UnmeasuredRow struct {
	Sort     int64  `col:"sort" json:"sort"`
	Section  string `col:"section" json:"section"`
	Clause   string `col:"clause" json:"clause"`
	Quote    string `col:"quote" json:"quote"`
	Reason   string `col:"reason" json:"reason"`
	Document string `col:"document" json:"document"`
}

// SuspicionRow counts the graduates whose registration shows a signal.
type SuspicionRow struct {
	Institution string `col:"institution_code" json:"institution_code"`
	Cutoff      string `col:"cutoff" json:"cutoff"`
	Sort        int64  `col:"sort" json:"sort"`
	Signal      string `col:"signal" json:"signal"`
	Title       string `col:"title" json:"title"`
	CollegeKey  string `col:"college_key" json:"college_key"` // empty: the school
	Testable    bool   `col:"testable" json:"testable"`
	Missing     string `col:"missing" json:"missing"` // what is lacking where it can't be tested
	HeadCount   int64  `col:"head_count" json:"head_count"`
	Graduates   int64  `col:"graduates" json:"graduates"`
}

// PostingCountRow counts a school's postings on campus.
type PostingCountRow struct {
	Institution string `col:"institution_code" json:"institution_code"`
	Postings    int64  `col:"postings" json:"postings"`
	Reviewed    int64  `col:"reviewed" json:"reviewed"`
	Hit         int64  `col:"hit" json:"hit"`
}

// PostingFindingRow is a passage of a posting that a clause forbids.
type PostingFindingRow struct {
	Institution string `col:"institution_code" json:"institution_code"`
	PostingNo   string `col:"posting_no" json:"posting_no"`
	Employer    string `col:"employer_name" json:"employer_name"`
	Position    string `col:"position" json:"position"`
	FileID      int64  `col:"file_id" json:"file_id"`
	Sheet       string `col:"sheet" json:"sheet"`
	Row         int64  `col:"row_no" json:"row_no"`
	Category    string `col:"category" json:"category"`
	Field       string `col:"field" json:"field"`
	Words       string `col:"words" json:"words"`
	Clause      string `col:"clause" json:"clause"`
}

// DutyCollegeRow is a college with graduates in the cohort.
type DutyCollegeRow struct {
	Institution   string `col:"institution_code"`
	CollegeKey    string `col:"college_key"`
	College       string `col:"college"`
	Graduates     int64  `col:"graduates"`
	PrevSettled   int64  `col:"prev_settled"`
	PrevGraduates int64  `col:"prev_graduates"`
	AllSettled    int64  `col:"school_prev_settled"`
	AllGraduates  int64  `col:"school_prev_graduates"`
}

// SchoolNameRow names a school.
type SchoolNameRow struct {
	Code string `col:"institution_code"`
	Name string `col:"name"`
}

// DutyData are the rows of the chapter on duties, of one cohort.
type DutyData struct {
	Rules      []DutyRuleRow
	Verdicts   []DutyVerdictRow
	Shortfalls []DutyShortfallRow
	Unmeasured []UnmeasuredRow
	Suspicions []SuspicionRow
	Postings   []PostingCountRow
	Findings   []PostingFindingRow
	Colleges   []DutyCollegeRow
	Schools    []SchoolNameRow
	Work       WorkData
	Builds     []BuildRow // only where the verdicts are read alone
}

// readDuties reads the verdicts on a cohort and what they rest on.
func readDuties(r *reader, d *DutyData, cohort int) {
	fill(r, &d.Rules, "marts.duty_rule", "")
	fill(r, &d.Verdicts, "marts.duty_verdict", "where cohort = ?", cohort)
	fill(r, &d.Shortfalls, "marts.duty_shortfall", "where cohort = ?", cohort)
	fill(r, &d.Unmeasured, "marts.duty_unmeasured", "")
	fill(r, &d.Suspicions, "(select c.*, coalesce(s.sort, 999) as sort from marts.suspicion_count as c left join reference.suspect_signal as s on c.signal = s.signal) as s",
		"where cohort = ?", cohort)
	fill(r, &d.Postings, "marts.posting_count", "where cohort = ?", cohort)
	fill(r, &d.Findings, "marts.posting_finding", "where cohort = ?", cohort)
	fill(r, &d.Colleges, "marts.duty_college", "where cohort = ?", cohort)
	fill(r, &d.Schools, "marts.institution", "")
	readWork(r, &d.Work, cohort)
}

// ReadDuties reads the verdicts on a cohort of a build, in the order in which
// they are read.
func ReadDuties(ctx context.Context, q Querier, cohort int) (DutyData, error) {
	var d DutyData
	r := reader{ctx: ctx, q: q}
	readDuties(&r, &d, cohort)
	fill(&r, &d.Builds, "provenance.build", "")
	d.sort()
	return d, errors.Join(r.err, chinaTime(d.Builds))
}

// OfCollege is what concerns one college: its own rows and nobody else's.
func (d DutyData) OfCollege(key string) DutyData {
	others := func(k string) bool { return k != key }
	d.Verdicts = without(d.Verdicts, func(v DutyVerdictRow) bool { return others(v.CollegeKey) })
	d.Shortfalls = without(d.Shortfalls, func(s DutyShortfallRow) bool { return others(s.CollegeKey) })
	d.Suspicions = without(d.Suspicions, func(s SuspicionRow) bool { return others(s.CollegeKey) })
	d.Colleges = without(d.Colleges, func(c DutyCollegeRow) bool { return others(c.CollegeKey) })
	d.Postings, d.Findings = nil, nil
	d.Work = d.Work.ofCollege(key)
	return d
}

// OfSections is what concerns some sections of the policy; without any, all.
func (d DutyData) OfSections(sections []string) DutyData {
	if len(sections) == 0 {
		return d
	}
	d.Rules = without(d.Rules, func(r DutyRuleRow) bool { return !slices.Contains(sections, r.Section) })
	known := func(duty string) bool {
		return slices.ContainsFunc(d.Rules, func(r DutyRuleRow) bool { return r.Duty == duty })
	}
	d.Verdicts = without(d.Verdicts, func(v DutyVerdictRow) bool { return !known(v.Duty) })
	d.Shortfalls = without(d.Shortfalls, func(s DutyShortfallRow) bool { return !known(s.Duty) })
	d.Unmeasured = without(d.Unmeasured, func(u UnmeasuredRow) bool { return !slices.Contains(sections, u.Section) })
	return d
}
