package chapter

import (
	"strconv"

	"quxiang/reports/prose"
)

// comparability is the chapter 与上年相比口径变化: what a reader must know before
// he sets this cohort beside the one before.
func (r *report) comparability() Chapter {
	c := Chapter{ID: "comparability", Title: "与上年相比口径变化"}
	before, ok := r.previous()
	if !ok {
		c.Sections = []Section{section("rules", "统计口径",
			"没有上一届的数据，不能对照。载入上一届的毕业生名单和毕业去向登记后，这一章会自动生成。")}
		return c
	}
	c.Sections = []Section{r.rulesCompared(), r.collegesCompared(before), r.majorsCompared(before), r.documentedChanges()}
	return c
}

// previous is the cut-off of the cohort before that this one's colleges and
// majors are set against: of the same kind, else its last.
func (r *report) previous() (CutoffRow, bool) {
	if c, ok := r.cutoffOf(r.main.Cohort-1, r.main.Cutoff); ok {
		return c, true
	}
	var last CutoffRow
	for _, c := range r.Cutoffs {
		if c.Cohort == r.main.Cohort-1 && c.AsOf >= last.AsOf {
			last = c
		}
	}
	return last, last.Cohort != 0
}

// rulesCompared sets the rules of both cohorts side by side, cut-off by cut-off.
func (r *report) rulesCompared() Section {
	t := &Table{ID: "rules-compared", Title: "本届与上届的统计口径", Basis: Basis{Source: "marts.cutoff"}, Columns: []Column{
		{Key: "cutoff", Title: "统计时点"}, {Key: "cohort", Title: "届别"}, {Key: "as_of", Title: "截至"}, {Key: "state", Title: "状态"},
		{Key: "denominator", Title: "分母依据"}, {Key: "edition", Title: "当年口径"}, numbers("graduates", "毕业生人数", "人")}}
	var bs []Block
	for _, c := range r.bothYears() {
		if c.Cohort == r.opts.Cohort {
			bs = append(bs, r.comparableWords(c))
		}
		school := r.school(c)
		t.Rows = append(t.Rows, []Cell{labelCell(c.Title), timeCell(strconv.Itoa(c.Cohort)), timeCell(c.AsOf), labelCell(c.State),
			labelCell(denominatorOf(c)), citeCell(c.EditionInForce + "版"), figureCell(r.place(school).Count("graduates", school.Graduates, "人"))})
	}
	return section("rules", "统计口径", "", append(bs, t,
		note([]Span{prose.T("分母规则见报告说明，对各届同样适用；学院和专业一律按现行名称归并，更名、合并的往届数据并入现在的学院和专业")}))...)
}

// bothYears are the cut-offs of both cohorts: kind by kind, the one before
// first.
func (r *report) bothYears() []CutoffRow {
	var out []CutoffRow
	for _, c := range r.cutoffs {
		if before, ok := r.cutoffOf(c.Cohort-1, c.Cutoff); ok {
			out = append(out, before)
		}
		out = append(out, c)
	}
	for _, c := range r.Cutoffs {
		if _, here := r.cutoffOf(c.Cohort+1, c.Cutoff); c.Cohort == r.opts.Cohort-1 && !here {
			out = append(out, c)
		}
	}
	return out
}

// comparableWords says whether a cut-off may be set beside the year before.
func (r *report) comparableWords(c CutoffRow) Block {
	words := []Span{prose.L(c.Title), prose.T("：")}
	before, ok := r.cutoffOf(c.Cohort-1, c.Cutoff)
	if !ok {
		return finding(words, []Span{prose.T("上一届没有同一统计时点的数据，不作比较")})
	}
	b, broken := r.breakAt(c.Cohort, c.Cutoff)
	if !broken {
		return finding(words, []Span{prose.T("与上一届的统计口径相同，可以比较")}, r.editionChange(before, c))
	}
	words = append(words, prose.T("与上一届不可比，"), prose.L(orUnknown(b.Why)))
	if b.Document != "" {
		words = append(words, prose.T("（"), prose.C(b.Document), prose.T("）"))
	}
	return finding(words, r.editionChange(before, c))
}

// editionChange tells that the parts of the rate were others the year before.
func (r *report) editionChange(before, c CutoffRow) []Span {
	if before.EditionInForce == c.EditionInForce {
		return nil
	}
	return []Span{prose.T("；当年的落实率各部分由"), prose.C(before.EditionInForce + "版"), prose.T("改为"), prose.C(c.EditionInForce + "版"),
		prose.T("，本报告两届都按"), prose.C(r.edition.Edition + "版"), prose.T("列出")}
}

// collegesCompared lists the colleges that only one of both cohorts has.
func (r *report) collegesCompared(before CutoffRow) Section {
	const id, title = "colleges-changed", "学院的变化"
	heads := []head{collegeHead()}
	t := r.changed(id, "只在一届有毕业生的学院", before, "college", heads, func(p PlacementRow) (string, string) { return p.CollegeKey, p.College })
	return section(id, title, "两届的学院相同。", t)
}

// majorsCompared lists the majors that only one of both cohorts has.
func (r *report) majorsCompared(before CutoffRow) Section {
	const id, title = "majors-changed", "专业的变化"
	heads := []head{levelHead(), majorHead()}
	t := r.changed(id, "只在一届有毕业生的专业", before, "major", heads, func(p PlacementRow) (string, string) { return p.MajorKey, p.Major })
	return section(id, title, "两届的专业相同。", t)
}

// changed lists the groups of a grain that only one cohort has graduates in.
func (r *report) changed(id, title string, before CutoffRow, grain string, heads []head, key func(PlacementRow) (key, name string)) *Table {
	t := &Table{ID: id, Title: title, Basis: Basis{Source: "marts.placement", Population: "两届的全体毕业生"}}
	for _, h := range heads {
		t.Columns = append(t.Columns, h.Column)
	}
	t.Columns = append(t.Columns, Column{Key: "change", Title: "变化"}, Column{Key: "cohort", Title: "届别"}, numbers("graduates", "毕业生人数", "人"))
	for _, side := range []struct {
		here, there CutoffRow
		word        string
	}{{r.main, before, "上届没有"}, {before, r.main, "本届没有"}} {
		there := map[string]bool{}
		for _, p := range r.placement(side.there, grain) {
			k, _ := key(p)
			there[k] = true
		}
		for _, p := range r.placement(side.here, grain) {
			if k, name := key(p); !there[k] && !unknown(name) {
				t.Rows = append(t.Rows, r.changedCells(p, heads, side.word))
			}
		}
	}
	return t
}

func (r *report) changedCells(p PlacementRow, heads []head, word string) []Cell {
	var row []Cell
	for _, h := range heads {
		row = append(row, h.of(p))
	}
	return append(row, labelCell(word), timeCell(strconv.Itoa(p.Cohort)), figureCell(r.place(p).Count("graduates", p.Graduates, "人")))
}

// documentedChanges are the lines of the history of majors that touch either
// cohort.
func (r *report) documentedChanges() Section {
	const id, title = "major-history", "专业沿革"
	t := &Table{ID: id, Title: "涉及本届或上届的专业沿革", Basis: Basis{Source: "marts.major_change"}, Columns: []Column{
		levelHead().Column, {Key: "major", Title: "原专业"}, {Key: "kind", Title: "变化"}, {Key: "current", Title: "现专业"},
		{Key: "from", Title: "自何届"}, {Key: "to", Title: "至何届"}, {Key: "document", Title: "文件"}}}
	for _, m := range r.MajorChanges {
		if m.From == r.opts.Cohort || m.To == r.opts.Cohort-1 || m.To == r.opts.Cohort {
			t.Rows = append(t.Rows, []Cell{labelCell(m.Level), labelCell(m.Major), labelCell(m.Kind), labelCell(m.CurrentMajor),
				timeCell(year(m.From)), timeCell(year(m.To)), citeCell(m.Document)})
		}
	}
	return section(id, title, "专业沿革里没有涉及这两届的变化。", t)
}

// year prints a year; none where there is none.
func year(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
