package chapter

import (
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// furtherStudy is further study at home and abroad, by level.
func (r *report) furtherStudy() Section {
	const id, title = "further-study", "升学与出国（境）"
	school := r.school(r.main)
	if school.StudyHome+school.StudyAbroad == 0 {
		return section(id, title, "没有升学或出国（境）的毕业生。")
	}
	home := func(p PlacementRow) int64 { return p.StudyHome }
	abroad := func(p PlacementRow) int64 { return p.StudyAbroad }
	ms := []measure{graduatesMeasure(r.main),
		count("study_domestic", "境内升学", home), share("study_domestic_rate", "境内升学率", home),
		count("study_abroad", "出国（境）", abroad), share("study_abroad_rate", "出国（境）率", abroad)}
	rows := append(r.placement(r.main, "level"), school)
	heads := []head{{levelHead().Column, func(p PlacementRow) Cell { return labelCell(levelName(p)) }}}
	t := r.placementTable(r.main, id, "各学历层次的升学与出国（境）", rows, heads, ms)
	t.TotalRow = true
	return section(id, title, "",
		finding(someone("境内升学", ms[1].of(r, school)), []Span{prose.T("，")}, someone("出国（境）", ms[3].of(r, school))),
		draw(t, Chart{ID: "chart-" + id, Title: t.Title, Kind: Stacked, Series: []string{"study_domestic", "study_abroad"},
			Unit: "人", Summary: []Span{{Text: "各学历层次境内升学与出国（境）人数，数字见下表"}}}), t)
}

// levelName names the total of a table by level.
func levelName(p PlacementRow) string {
	if p.Grain == "school" {
		return "合计"
	}
	return p.Level
}

// someone words a count of people who did something; of none it says so.
func someone(did string, n *figure.Figure) []Span {
	if n.Value.Num == 0 {
		return []Span{prose.T("没有人" + did)}
	}
	return []Span{prose.T(did), prose.F(n), prose.T("人")}
}
