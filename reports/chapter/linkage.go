package chapter

import (
	"cmp"
	"slices"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// linkage makes the chapter 招生、培养与就业联动 of the rows in LinkageData, with
// the surveys of those whose studies it follows.
type linkage struct {
	*LinkageData
	surveys  surveys
	cohort   int
	province bool
	public   bool // leaves out who is missing, and what became of single majors
}

// linkageChapter says what is missing where no admission list is on file.
func (r *report) linkageChapter() Chapter {
	ch := Chapter{ID: "linkage", Title: "招生、培养与就业联动"}
	k := linkage{&r.Linkage, surveys{&r.Surveys, r.opts.Province, r.opts.Public, ofAlumni}, r.opts.Cohort, r.opts.Province, r.opts.Public}
	if r.held { // followed to the cohort before
		k.cohort--
	}
	if len(k.Cohorts) == 0 {
		ch.Sections = []Section{section("entry-cohorts", "各年级", "没有载入录取名册。载入招生计划（admission_plan）、录取名册（admission）和学籍异动（status_change）后重新构建，这一章会自动生成。")}
		return ch
	}
	ch.Sections = []Section{k.cohorts(), k.funnel(), k.later(), k.careers(), k.admissions(), k.outcomes(), k.splits(), k.vacancies()}
	return ch
}

// heads are the columns that name an entry cohort.
func (k linkage) heads() []Column {
	return append(k.school(), Column{Key: "entry", Title: "入学年级"}, Column{Key: "level", Title: "学历层次"}, Column{Key: "type", Title: "招生类型"})
}

// school is the column that a province's tables name schools in.
func (k linkage) school() []Column {
	if k.province {
		return []Column{{Key: "institution", Title: "院校代码"}}
	}
	return nil
}

func (k linkage) whose(institution string, entry int, level, kind string) []Cell {
	var row []Cell
	if k.province {
		row = append(row, labelCell(institution))
	}
	return append(row, timeCell(strconv.Itoa(entry)), labelCell(level), labelCell(kind))
}

// place is where the figures of an entry cohort stand; the entry year is their
// cut-off.
func (k linkage) place(source, institution string, entry int, level, kind, major string) figure.Place {
	keys := []figure.Key{{Name: "level", Value: level}, {Name: "type", Value: kind}}
	if k.province {
		keys = append(keys, figure.Key{Name: "institution", Value: institution})
	}
	grain := "entry_cohort"
	if major != "" {
		grain, keys = "entry_major", append(keys, figure.Key{Name: "major", Value: major})
	}
	return figure.Place{Cohort: k.cohort, Cutoff: strconv.Itoa(entry), Grain: grain, Keys: keys, Source: source}
}

func (k linkage) cohortPlace(c EntryCohortRow) figure.Place {
	return k.place("marts.entry_cohort", c.Institution, c.EntryYear, c.Level, c.Type, "")
}

// latest are the rows, the latest entry year first.
func (k linkage) latest() []EntryCohortRow {
	rows := slices.Clone(k.Cohorts)
	slices.SortStableFunc(rows, func(a, b EntryCohortRow) int {
		return cmp.Or(cmp.Compare(b.EntryYear, a.EntryYear), cmp.Compare(levelRank(a.Level), levelRank(b.Level)), cmp.Compare(len(suffix(a.Type)), len(suffix(b.Type))))
	})
	return rows
}

// cohorts account for everybody who entered.
func (k linkage) cohorts() Section {
	t := &Table{ID: "entry-cohorts", Title: "各年级的去留", Basis: Basis{Source: "marts.entry_cohort", Population: "录取名册、学籍异动与毕业生名单"}, Columns: append(k.heads(), accountColumns()...)}
	for _, c := range k.latest() {
		t.Rows = append(t.Rows, append(k.whose(c.Institution, c.EntryYear, c.Level, c.Type), k.accountCells(c)...))
	}
	if k.public {
		t.keepColumns("plan", "admitted", "registered", "graduated")
		return section("entry-cohorts", "各年级的去留", "", k.graduatedWords(), t, note([]Span{prose.T("毕业含转入和复学的人；专升本等单列，按自己的学制计")}))
	}
	return section("entry-cohorts", "各年级的去留", "", k.accountWords(), t, note([]Span{prose.T("报到 + 转入 + 复学、降级转入 − 转出 − 转到其他年级 − 退学 − 其他离校 − 仍在读 − 结业 − 肄业 = 毕业 + 无法匹配。" +
		"转专业在同一年级内一进一出；复学、降级到别的年级的，从原年级转出、在新年级转入。按人对账是用号码逐人对；按人数的，名册没有号码或对上的人太少，只能对总数。" +
		"专升本等单列，按自己的学制计，不与四年的混在一起")}), k.missingTable(), missingNote)
}

var missingNote = note([]Span{prose.T("无法匹配 = 查无下落 + 只知人数 − 名册外。查无下落：报到了，毕业生名单和学籍异动里都找不到；只知人数：名册上报到而没有号码，说不出是谁；名册外：毕业或离校了，录取名册上却没有。名册不全的年级，名册外的人多，差可以是负数")})

// missingTable tells what the people that do not add up are made of, so that two
// faults cannot hide each other.
func (k linkage) missingTable() *Table {
	t := &Table{ID: "entry-missing", Title: "无法匹配的来历", Basis: Basis{Source: "marts.entry_cohort", Population: "应届毕业的届次已经载入的年级"}, Columns: append(k.heads(), numbers("registered", "报到", "人"), numbers("lost", "查无下落", "人"),
		numbers("by_count", "只知人数", "人"), numbers("no_entry", "名册外", "人"), numbers("unmatched", "无法匹配", "人"), numbers("share", "查无下落占报到", "%"))}
	for _, c := range k.latest() {
		if !c.DueOnFile {
			continue
		}
		p := k.cohortPlace(c)
		t.Rows = append(t.Rows, append(k.whose(c.Institution, c.EntryYear, c.Level, c.Type), figureCell(p.Count("entry_registered", c.Registered, "人")), figureCell(p.Count("entry_lost", c.UnmatchedPeople, "人")),
			figureCell(p.Count("entry_by_count", c.ByCount, "人")), figureCell(p.Count("entry_no_entry", c.NoEntry, "人")), figureCell(p.Count("entry_unmatched", c.Unmatched, "人")), figureCell(some(p, "entry_lost_share", c.UnmatchedPeople, c.Registered, "没有人报到"))))
	}
	return t
}

// levelOrder is the order in which an admission office lists levels of study.
var levelOrder = []string{"本科", "专科", "第二学士学位", "硕士", "博士"}

// levelRank is a level's place in it; what is no level comes last.
func levelRank(level string) int {
	if i := slices.Index(levelOrder, level); i >= 0 {
		return i
	}
	return len(levelOrder)
}

func accountColumns() []Column {
	var columns []Column
	for _, c := range [][2]string{{"plan", "计划"}, {"admitted", "录取"}, {"registered", "报到"}, {"transferred_in", "转入"}, {"resumed_in", "复学、降级转入"}, {"transferred_out", "转出"}, {"moved_out", "转到其他年级"},
		{"withdrawn", "退学"}, {"other_leave", "其他离校"}, {"studying", "仍在读"}, {"concluded", "结业"}, {"left_early", "肄业"}, {"graduated", "毕业"}, {"unmatched", "无法匹配"}} {
		columns = append(columns, numbers(c[0], c[1], "人"))
	}
	return append(columns, Column{Key: "matched", Title: "对账"})
}

func (k linkage) accountCells(c EntryCohortRow) []Cell {
	p := k.cohortPlace(c)
	row := []Cell{figureCell(planned(p.Count("entry_plan", c.Plan, "人")))}
	for _, n := range []struct {
		name string
		n    int64
	}{{"admitted", c.Admitted}, {"registered", c.Registered}, {"transferred_in", c.TransferredIn}, {"resumed_in", c.ResumedIn}, {"transferred_out", c.TransferredOut}, {"moved_out", c.MovedOut},
		{"withdrawn", c.Withdrawn}, {"other_leave", c.OtherLeave}, {"studying", c.Studying}, {"concluded", c.Concluded}, {"left_early", c.LeftEarly}, {"graduated", c.Graduated}, {"unmatched", c.Unmatched}} {
		row = append(row, figureCell(p.Count("entry_"+n.name, n.n, "人")))
	}
	return append(row, labelCell(c.matching()))
}

// planned is a plan, or says that there is none on file.
func planned(f *figure.Figure) *figure.Figure {
	if f.Value.Num > 0 {
		return f
	}
	return f.Withheld(figure.NotApplicable, noPlan)
}

const noPlan = "没有这一年的计划"

// matching says how people were found again, and what speaks against the
// account: the graduates not loaded, a list with gaps, too many missing.
func (c EntryCohortRow) matching() string {
	switch by := matchedBy(c.MatchedBy); {
	case !c.DueOnFile:
		return by + "，应届毕业的届次没有载入"
	case c.MatchedBy == "数":
		return by
	case !c.Covered:
		return by + "，名册不全"
	case mostMissing*c.Unmatched > c.Registered:
		return by + "，无法匹配超过百分之二"
	default:
		return by
	}
}

// mostMissing is how many that came there must be for one who is missing, as
// the check linkage_unmatched has it.
const mostMissing = 50

// matchedBy words whether people were found again, or counted only.
func matchedBy(how string) string {
	if how == "数" {
		return "按人数"
	}
	return "按人"
}

// accountWords tell of the latest cohort of each level who is missing.
func (k linkage) accountWords() Block {
	if k.province {
		return nil
	}
	var spans []Span
	seen := map[string]bool{}
	for _, c := range k.latest() {
		if seen[c.Level+c.Type] || c.Registered == 0 || !c.DueOnFile {
			continue
		}
		seen[c.Level+c.Type] = true
		if len(spans) > 0 {
			spans = append(spans, prose.T("；"))
		}
		p := k.cohortPlace(c)
		spans = append(spans, prose.D(strconv.Itoa(c.EntryYear)), prose.T("级"), prose.L(c.Level+suffix(c.Type)), prose.T("报到"), prose.F(p.Count("entry_registered", c.Registered, "人")),
			prose.T("人，毕业"), prose.F(p.Count("entry_graduated", c.Graduated, "人")))
		spans = append(append(spans, c.stillWords(p)...), c.missingWords(p)...)
	}
	return finding(spans)
}

// graduatedWords tell of the latest cohort of each level how many came and how
// many graduated, the largest first.
func (k linkage) graduatedWords() Block {
	var all [][]Span
	rows := k.due()
	slices.SortStableFunc(rows, func(a, b EntryCohortRow) int { return cmp.Compare(b.Registered, a.Registered) })
	for _, c := range rows {
		if p := k.cohortPlace(c); c.Registered > 0 && !k.province {
			all = append(all, []Span{prose.D(strconv.Itoa(c.EntryYear)), prose.T("级"), prose.L(c.Level + suffix(c.Type)), prose.T("报到"), prose.F(p.Count("entry_registered", c.Registered, "人")),
				prose.T("人，毕业"), prose.F(p.Count("entry_graduated", c.Graduated, "人")), prose.T("人")})
		}
	}
	return finding(separated(all, "；"))
}

// stillWords tell of those who still study; none: nothing.
func (c EntryCohortRow) stillWords(p figure.Place) []Span {
	if c.Studying == 0 {
		return nil
	}
	return []Span{prose.T("人，仍在读"), prose.F(p.Count("entry_studying", c.Studying, "人"))}
}

// missingWords tell how many are missing; a list with gaps lacks more than are
// missing.
func (c EntryCohortRow) missingWords(p figure.Place) []Span {
	if c.Unmatched < 0 {
		return []Span{prose.T("人，名册不全，毕业和离校的比报到的多"), prose.F(p.Count("entry_surplus", -c.Unmatched, "人")), prose.T("人")}
	}
	return []Span{prose.T("人，无法匹配"), prose.F(p.Count("entry_unmatched", c.Unmatched, "人")), prose.T("人")}
}

// usual is the kind of admission that a level's way is told of.
func usual(kind string) bool { return kind == "普通" || kind == "研究生" }

// suffix names a kind of admission other than the usual.
func suffix(kind string) string {
	if usual(kind) {
		return ""
	}
	return "（" + kind + "）"
}

// due are the cohorts whose time is up, the latest of each level and kind.
func (k linkage) due() []EntryCohortRow {
	var out []EntryCohortRow
	seen := map[string]bool{}
	for _, c := range k.latest() {
		id := c.Institution + c.Level + c.Type
		if c.DueOnFile && !seen[id] {
			seen[id] = true
			out = append(out, c)
		}
	}
	return out
}

// steps of the way from the plan to the job.
var steps = []struct {
	key, title, base string // base: of whom it is a share
	of, per          func(EntryCohortRow) int64
}{
	{"plan", "计划", "—", func(c EntryCohortRow) int64 { return c.Plan }, func(EntryCohortRow) int64 { return 0 }},
	{"admitted", "录取", "计划", func(c EntryCohortRow) int64 { return c.Admitted }, func(c EntryCohortRow) int64 { return c.Plan }},
	{"registered", "报到", "录取", func(c EntryCohortRow) int64 { return c.Registered }, func(c EntryCohortRow) int64 { return c.Admitted }},
	{"graduated", "毕业", "报到", func(c EntryCohortRow) int64 { return c.Graduated }, func(c EntryCohortRow) int64 { return c.Registered }},
	{"on_time", "按期毕业", "毕业", func(c EntryCohortRow) int64 { return c.OnTime }, func(c EntryCohortRow) int64 { return c.Graduated }},
	{"settled", "落实去向", "毕业", func(c EntryCohortRow) int64 { return c.Settled }, func(c EntryCohortRow) int64 { return c.Graduated }},
	{"related", "工作与专业相关", "答了的就业者", func(c EntryCohortRow) int64 { return c.Related }, func(c EntryCohortRow) int64 { return c.RelatedBase }},
}

// funnel follows the latest cohort due of each level from plan to job.
func (k linkage) funnel() Section {
	var bs []Block
	for _, c := range k.due() {
		if !usual(c.Type) || k.province {
			continue
		}
		t := k.funnelTable(c)
		bs = append(bs, draw(t, Chart{ID: t.ID + "-chart", Title: t.Title, Kind: BarH, Category: "step", Series: []string{"people"}, Unit: "人",
			Summary: []Span{prose.T("从计划到工作与专业相关，各步的人数见下表")}}), t)
	}
	missing := "没有到期的年级。"
	if k.province {
		missing = "各校从计划到就业的各步见各校自己的报告。"
	}
	return section("entry-funnel", "从计划到就业", missing, bs...)
}

var levelIDs = map[string]string{"本科": "bachelor", "专科": "associate", "硕士": "master", "博士": "doctor", "第二学士学位": "second"}

func (k linkage) funnelTable(c EntryCohortRow) *Table {
	p := k.cohortPlace(c)
	t := &Table{ID: "funnel-" + cmp.Or(levelIDs[c.Level], "other"), Title: c.Level + "：从计划到就业", Basis: Basis{Cohort: strconv.Itoa(c.Due), Source: "marts.entry_cohort", Population: strconv.Itoa(c.EntryYear) + "级" + c.Level},
		Columns: []Column{{Key: "step", Title: "环节"}, numbers("people", "人数", "人"), {Key: "base", Title: "占"}, numbers("share", "占比", "%")},
		Notes:   [][]Span{c.funnelNote(p)}}
	for _, s := range steps {
		if s.key == "plan" && c.Plan == 0 {
			continue // none on file
		}
		t.Rows = append(t.Rows, []Cell{labelCell(s.title), figureCell(p.Count("entry_"+s.key, s.of(c), "人")), labelCell(s.base), figureCell(some(p, "entry_"+s.key+"_share", s.of(c), s.per(c), "没有分母"))})
	}
	return t
}

// funnelNote says who is and is not in the steps.
func (c EntryCohortRow) funnelNote(p figure.Place) []Span {
	spans := []Span{prose.T("录取中报到与否不明的，不计入报到。工作与专业相关以答了“是否对口”的就业者为分母，升学和没有答的不在内。毕业、落实含转入和复学的人，可以超过报到。这里的按期毕业以毕业生为分母，各专业的按期毕业率以最终属于本专业的人为分母。")}
	if c.Studying > 0 {
		spans = append(spans, prose.T("学制更长、休学、延期等仍在读的"), prose.F(p.Count("entry_studying", c.Studying, "人")), prose.T("人还没有毕业。"))
	}
	return spans
}

// laterIndicators are what surveys say of those whose entry is known.
var laterIndicators = []string{"related", "satisfaction", "pay"}

// later sets the surveys of a cohort beside how it came.
func (k linkage) later() Section {
	t := &Table{ID: "entry-later", Title: "从报到到毕业后三至五年", Basis: Basis{Source: "marts.entry_cohort、marts.survey_indicator", Population: "毕业届次作过校友调查的年级"}, Columns: append(k.heads(),
		numbers("registered", "报到", "人"), numbers("graduated", "毕业", "人"), numbers("settled", "毕业生落实率", "%"),
		numbers("related", "毕业时专业相关", "%"), Column{Key: "years", Title: "调查于毕业后"}, numbers("later_related", "专业相关度", "%"),
		numbers("later_satisfaction", "就业满意度", "%"), numbers("later_pay", "月收入中位数", "元"))}
	for _, c := range k.latest() {
		if row := k.laterRow(c); row != nil {
			t.Rows = append(t.Rows, row)
		}
	}
	t.dropEmpty("related")
	return section("entry-later", "从报到到毕业后", "没有哪个年级既有录取名册、又有毕业后的调查。", t, k.laterNote(t))
}

// laterRow is nil where no survey asked the cohort.
func (k linkage) laterRow(c EntryCohortRow) []Cell {
	asked, ok := k.asked(c)
	if !usual(c.Type) || !c.DueOnFile || !ok {
		return nil
	}
	p := k.cohortPlace(c)
	row := append(k.whose(c.Institution, c.EntryYear, c.Level, c.Type), figureCell(p.Count("entry_registered", c.Registered, "人")), figureCell(p.Count("entry_graduated", c.Graduated, "人")),
		figureCell(some(p, "entry_settled_rate", c.Settled, c.Graduated, "没有毕业生")), figureCell(some(p, "entry_related_rate", c.Related, c.RelatedBase, "没有人答是否对口")), labelCell(yearsOut(asked.Year, asked.Cohort)))
	for _, name := range laterIndicators {
		row = append(row, figureCell(k.laterFigure(asked, name)))
	}
	return row
}

// asked is the survey of the cohort that an entry cohort graduated in.
func (k linkage) asked(c EntryCohortRow) (SurveyResponseRow, bool) {
	for _, r := range k.surveys.responses("层次") {
		if r.Cohort == c.Due && r.Level == c.Level && r.Institution == c.Institution {
			return r, true
		}
	}
	return SurveyResponseRow{}, false
}

// laterFigure is what a level of a survey says by an indicator; of pay it is
// the median.
func (k linkage) laterFigure(r SurveyResponseRow, name string) *figure.Figure {
	e := r.unanswered(name)
	for _, found := range k.surveys.of(r.Unit, name) {
		if found.Cohort == r.Cohort && found.Level == r.Level && found.Institution == r.Institution {
			e = found
		}
	}
	if name == "pay" {
		return k.surveys.value(e, k.surveys.measure(name), "_median", e.Median)
	}
	return k.surveys.value(e, k.surveys.measure(name), "", e.Weighted)
}

func (k linkage) laterNote(t *Table) Block {
	if len(t.Rows) == 0 {
		return nil
	}
	return note([]Span{prose.T("毕业后三项是最近一次校友调查对按期毕业的那一届、同一学历层次的加权估计，含同届的专升本等毕业生；前几项是点清的人数，后三项是抽样的估计，不能相乘，并排只为对照。有毕业时登记的专业相关时，它与毕业后问的题目和基数都不同，不能相减")})
}
