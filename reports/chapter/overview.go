package chapter

import (
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// overview is the chapter 学校与就业工作概况: what the rows say of the school, and
// places for what only the school itself can tell.
func (r *report) overview() Chapter {
	return Chapter{ID: "overview", Title: "学校与就业工作概况", Sections: []Section{
		r.overviewSchool(), r.overviewWork(),
	}}
}

// forText is a section that the school's own text fills; without one it says
// what is missing and which file to write.
func forText(id, title, file, missing string) Section {
	return Section{ID: id, Title: title, forText: true, Blocks: blocks(note([]Span{prose.T(missing +
		"。在工作区的“文字”文件夹里写一个 Markdown 文件 "), prose.C(file), prose.T("，它的内容会放在这里")}))}
}

// overviewSchool says how many colleges, majors and levels the cohort has.
func (r *report) overviewSchool() Section {
	school := r.school(r.main)
	words := []Span{prose.L(orUnknown(r.opts.Institution)), prose.D(strconv.Itoa(r.main.Cohort)), prose.T("届")}
	words = append(words, prose.T(graduatesWord(r.main)), prose.F(r.place(school).Count("graduates", school.Graduates, "人")), prose.T("人"))
	return Section{ID: "school", Title: "学校概况", Blocks: blocks(finding(words, r.levelNames()),
		r.collegesAndMajors(), r.levelsTable())}
}

// graduatesWord names who is counted at a cut-off, in sentences.
func graduatesWord(c CutoffRow) string {
	if c.RateRefused {
		return "在文件中登记的毕业生"
	}
	return "毕业生"
}

// levelNames lists the levels of study of the cohort.
func (r *report) levelNames() []Span {
	var names [][]Span
	for _, p := range r.placement(r.main, "level") {
		if !unknown(p.Level) && p.Graduates > 0 {
			names = append(names, []Span{prose.L(p.Level)})
		}
	}
	switch len(names) {
	case 0:
		return nil
	case 1:
		return prose.Cat([]Span{prose.T("，均为")}, names[0])
	}
	return prose.Cat([]Span{prose.T("，有")}, prose.List(names), []Span{prose.T(prose.Numeral(len(names)) + "个学历层次")})
}

// levelsTable is majors and graduates by level.
func (r *report) levelsTable() *Table {
	t := &Table{ID: "overview-levels", Title: "各学历层次的专业数与毕业生人数", Basis: r.basis(r.main),
		Columns: []Column{levelHead().Column, numbers("majors", "专业数", "个"),
			numbers("graduates", graduatesMeasure(r.main).Title, "人"), numbers("share", "占比", "%")}}
	t.Basis.Edition = ""
	all := r.school(r.main).Graduates
	for _, p := range r.placement(r.main, "level") {
		at := r.place(p)
		t.Rows = append(t.Rows, []Cell{labelCell(p.Level), figureCell(r.majorsAt(p)),
			figureCell(at.Count("graduates", p.Graduates, "人")), figureCell(at.Share("level_share", p.Graduates, all))})
	}
	return t
}

// majorsAt counts the majors of a level; where no file names a major there is
// nothing to count.
func (r *report) majorsAt(level PlacementRow) *figure.Figure {
	n := int64(0)
	for _, p := range r.placement(r.main, "major") {
		if p.Level == level.Level && !unknown(p.Major) {
			n++
		}
	}
	f := r.place(level).Count("majors", n, "个")
	if n == 0 {
		return f.Withheld(figure.NotApplicable, "文件里没有专业")
	}
	return f
}
