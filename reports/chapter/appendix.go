package chapter

import (
	"slices"
	"sort"

	"quxiang/reports/prose"
)

// appendix is every line in full: majors, colleges, formulas, code tables.
func (r *report) appendix() Chapter {
	return Chapter{ID: "appendix", Title: "附录", Sections: []Section{
		r.everyMajor(), r.everyCollege(), r.collegeMajors(), r.formulas(), r.populations(), r.codeTables(),
	}}
}

// everyMajor is every major's full line.
func (r *report) everyMajor() Section {
	rows := known(r.placement(r.main, "major"), byMajor)
	heads := []head{levelHead(), majorHead(), r.smallHead()}
	t := r.placementTable(r.main, "every-major", "各专业毕业去向全表", rows, heads, r.full(r.main))
	t.Appendix = true
	return section("every-major", "各专业", "没有专业数据。", t)
}

// smallHead marks rows on a small base.
func (r *report) smallHead() head {
	return head{Column{Key: "small", Title: "标记"}, func(p PlacementRow) Cell {
		if p.Graduates < int64(r.opts.SmallN) {
			return Cell{Label: "小基数"}
		}
		return Cell{}
	}}
}

// everyCollege is every college's full line.
func (r *report) everyCollege() Section {
	t := r.placementTable(r.main, "every-college", "各学院毕业去向全表", r.placement(r.main, "college"),
		[]head{collegeHead()}, r.full(r.main))
	t.Appendix = true
	return section("every-college", "各学院", "没有学院数据。", t)
}

// collegeMajors is every major within its college.
func (r *report) collegeMajors() Section {
	rows := slices.Clone(known(r.placement(r.main, "college_major"), byMajor))
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].CollegeKey < rows[j].CollegeKey })
	t := r.placementTable(r.main, "college-majors", "各学院各专业毕业去向", rows,
		[]head{collegeHead(), levelHead(), majorHead(), r.smallHead()}, r.brief(r.main))
	t.Appendix = true
	return section("college-majors", "各学院的专业", "没有分学院的专业数据。", t)
}

// formulas lists every indicator with its formula and source.
func (r *report) formulas() Section {
	t := &Table{ID: "formulas", Title: "指标公式", Appendix: true, Basis: Basis{Source: "marts.indicator"}, Columns: []Column{
		{Key: "title", Title: "指标"}, {Key: "formula", Title: "公式"}, {Key: "citation", Title: "依据"}, {Key: "mark", Title: "来源性质"}}}
	for _, i := range r.Indicators {
		if i.Edition != "*" && i.Edition != r.edition.Edition {
			continue
		}
		t.Rows = append(t.Rows, []Cell{labelCell(i.Title), citeCell(i.Formula), citeCell(i.Citation), labelCell(markName(i.Mark))})
	}
	if len(t.Rows) == 0 {
		return section("formulas", "指标公式", "没有指标说明。")
	}
	return section("formulas", "指标公式", "", t, note([]Span{prose.T("“原文”取自所引文件或系统本身；“转述”经他人引用得知，未核对原文；“惯例”是没有文件依据的通行做法或推断")}))
}

// populations lists who the structural tables are about.
func (r *report) populations() Section {
	t := &Table{ID: "populations", Title: "统计范围", Appendix: true, Basis: Basis{Source: "marts.population"}, Columns: []Column{
		{Key: "title", Title: "范围"}, {Key: "codes", Title: "去向代码"}, {Key: "note", Title: "说明"}}}
	for _, p := range r.sortedPopulations() {
		t.Rows = append(t.Rows, []Cell{labelCell(p.Title), citeCell(p.Codes), citeCell(p.Note)})
	}
	return section("populations", "统计范围", "没有统计范围说明。", t)
}

// sortedPopulations are the populations in their table's order.
func (r *report) sortedPopulations() []PopulationRow {
	out := append([]PopulationRow(nil), r.Populations...)
	sort.SliceStable(out, func(i, j int) bool { return out[i].Sort < out[j].Sort })
	return out
}

// codeTables lists the codes that this cohort's distributions use; what goes by
// its name alone (未就业类型) has no code to explain.
func (r *report) codeTables() Section {
	type code struct{ dimension, code string }
	used := map[code]bool{}
	for _, d := range r.Distribution {
		if d.HeadCount > 0 {
			used[code{d.Dimension, d.Code}] = true
		}
	}
	t := &Table{ID: "codes", Title: "本报告用到的代码", Appendix: true, Basis: Basis{Source: "marts.code_label"}, Columns: []Column{
		{Key: "dimension", Title: "代码表"}, {Key: "code", Title: "代码"}, {Key: "label", Title: "名称"}}}
	for _, l := range r.Labels {
		if used[code{l.Dimension, l.Code}] && l.Code != l.Label {
			t.Rows = append(t.Rows, []Cell{labelCell(dimensionTitle(l.Dimension)), labelCell(l.Code), labelCell(l.Label)})
		}
	}
	return section("codes", "代码表", "没有用到代码表。", t)
}

// dimensionTitle names a dimension as its topic's label column does.
func dimensionTitle(dimension string) string {
	switch dimension {
	case "destination":
		return "毕业去向"
	case "employer_nature_or_study":
		return "单位性质与升学"
	}
	for _, topics := range [][]topic{structureTopics, flowTopics} {
		for _, t := range topics {
			if t.dimension == dimension {
				return t.heading
			}
		}
	}
	return dimension
}
