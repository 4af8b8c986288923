package chapter

import (
	"strconv"

	"quxiang/reports/prose"
)

// everyone is the population of the chapter on scale and structure.
var everyone = []string{"graduates"}

// structureTopics are the distributions of 规模与结构 in order.
var structureTopics = []topic{
	{dimension: "level", id: "by-level", title: "学历层次分布", heading: "学历层次", noun: "学历层次", kind: Pie, ordered: true, native: true, prefer: everyone},
	{dimension: "college", id: "by-college", title: "各学院人数", heading: "学院", noun: "学院", kind: BarH, native: true, prefer: everyone},
	{dimension: "category", id: "by-category", title: "学科门类分布", heading: "学科门类", noun: "学科门类", kind: BarH, native: true, prefer: everyone},
	{dimension: "gender", id: "by-gender", title: "性别分布", heading: "性别", noun: "性别", kind: Pie, ordered: true, byLevel: true, prefer: everyone},
	{dimension: "ethnicity", id: "by-ethnicity", title: "民族分布", heading: "民族", noun: "民族", kind: BarH, top: 10, prefer: everyone},
	{dimension: "political", id: "by-political", title: "政治面貌分布", heading: "政治面貌", noun: "政治面貌", kind: BarH, ordered: true, prefer: everyone},
	{dimension: "origin_province", id: "by-origin", title: "生源地分布", heading: "生源省份", noun: "省份", kind: TileGrid, prefer: everyone},
	{dimension: "origin_region", id: "by-origin-region", title: "生源区域分布", heading: "生源区域", noun: "区域", kind: Bar, prefer: everyone},
	{dimension: "urban_rural", id: "by-urban-rural", title: "城乡生源分布", heading: "城乡", noun: "城乡类别", kind: Pie, ordered: true, prefer: everyone},
	{dimension: "difficulty", id: "by-difficulty", title: "困难生类别分布", heading: "困难类别", noun: "困难类别", kind: BarH, ordered: true, prefer: everyone},
	{dimension: "normal", id: "by-normal", title: "师范生分布", heading: "师范生类别", noun: "师范生类别", kind: BarH, ordered: true, prefer: everyone},
	{dimension: "training_mode", id: "by-training", title: "培养方式分布", heading: "培养方式", noun: "培养方式", kind: BarH, ordered: true, prefer: everyone},
}

// structure is the chapter 规模与结构.
func (r *report) structure() Chapter {
	c := Chapter{ID: "structure", Title: "规模与结构", Sections: []Section{r.scale()}}
	c.Sections = append(c.Sections, r.topicSections(structureTopics)...)
	return c
}

// scale says how many there are and how they are made up.
func (r *report) scale() Section {
	school := r.school(r.main)
	head := []Span{prose.D(strconv.Itoa(r.main.Cohort)), prose.T("届毕业生共"),
		prose.F(r.place(school).Count("graduates", school.Graduates, "人")), prose.T("人")}
	if r.main.RateRefused {
		head[1] = prose.T("届在文件中登记的毕业生共")
	}
	levels := r.distribution(structureTopics[0])
	if parts := prose.Composition(levels.slices()); parts != nil {
		head = prose.Cat(head, []Span{prose.T("，")}, parts)
	}
	return Section{ID: "scale", Title: "总体规模", Blocks: blocks(
		finding(head), r.collegesAndMajors())}
}

// collegesAndMajors says over how many colleges and majors they spread; those
// that the files do not name are not counted.
func (r *report) collegesAndMajors() Block {
	p := r.place(r.school(r.main))
	p.Edition = ""
	var parts [][]Span
	if n := named(r.placement(r.main, "college"), byCollege); n > 0 {
		parts = append(parts, []Span{prose.F(p.Count("colleges", n, "个")), prose.T("个学院")})
	}
	if n := named(r.placement(r.main, "major"), byMajor); n > 0 {
		word := "个专业（同一专业的不同学历层次分别计算）"
		if n == 1 {
			word = "个专业"
		}
		parts = append(parts, []Span{prose.F(p.Count("majors", n, "个")), prose.T(word)})
	}
	if len(parts) == 0 {
		return nil
	}
	return finding([]Span{prose.T("分布在")}, prose.List(parts))
}

// named counts the rows that have a name.
func named(rows []PlacementRow, name func(PlacementRow) string) (n int64) {
	for _, p := range rows {
		if !unknown(name(p)) {
			n++
		}
	}
	return n
}
