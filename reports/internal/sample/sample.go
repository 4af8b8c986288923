// Package sample makes a small made-up document for the renderers' tests: every
// block, every shape of chart, hidden and missing figures, and names that try
// to be script or formula. No number in it means anything.
package sample

import (
	"quxiang/reports/chapter"
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// Names from files that no renderer may run.
const (
	Script  = "</script><script>alert(1)</script>"
	Image   = "<img src=x onerror=alert(2)>"
	Formula = "=cmd|' /C calc'!A0"
	Tabbed  = "\t=1+1"
	Plus    = "+86单位"
	At      = "@SUM(1)"
	Minus   = "-2+3"
)

var (
	t = prose.T
	f = prose.F
	l = prose.L
	d = prose.D
	c = prose.C
)

// Document is the sample; each call makes a new one, equal to the last.
func Document() *chapter.Document {
	doc := &chapter.Document{
		Title:       "示例大学2024届毕业生就业质量年度报告",
		Heading:     []chapter.Span{t("示例大学"), d("2024"), t("届毕业生就业质量年度报告")},
		Institution: "示例大学",
		Cohort:      2024,
		Audience:    figure.Internal,
		Stamp:       "内部版，含小基数明细，不得公开",
		BuildID:     "0193f2a7c1",
		BuiltAt:     "2025-01-06T09:30:00+08:00",
		Version:     "0.1.0",
		Notices: []chapter.Paragraph{{Kind: chapter.Warning, Spans: []chapter.Span{
			t("数据已变动：本报告所用的数据在生成之后又有载入。")}}},
	}
	doc.Summary = []chapter.Span{t("初次去向截至"), d("2024-08-31"), t("（省核），年终去向截至"),
		d("2024-12-31"), t("（自报）；口径："), c("2024"), t("版")}
	doc.Cards = cards()
	doc.Chapters = []chapter.Chapter{scale(), placement(), flows(), trends(), appendix()}
	return doc
}

// at is a place of the sample's figures.
func at(grain string, keys ...figure.Key) figure.Place {
	return figure.Place{Edition: "2024", Cohort: 2024, Cutoff: "12-31", Grain: grain, Keys: keys, Source: "marts.placement"}
}

func key(name, value string) figure.Key { return figure.Key{Name: name, Value: value} }

func basis(population string) chapter.Basis {
	return chapter.Basis{
		Cohort: "2024", Cutoff: "2024-12-31", CutoffTitle: "年终", CutoffState: "自报", Edition: "2024",
		Population: population, Source: "marts.placement",
		N: at("school").Count("graduates", 6012, "人"),
	}
}

func cards() []chapter.Card {
	return []chapter.Card{
		{Title: "毕业生总数", Figure: at("school").Count("graduates", 6012, "人"),
			Note: []chapter.Span{t("本科、专科与研究生，单位为人")}},
		{Title: "毕业去向落实率", Figure: at("school").Rate("settled_rate", 5312, 6012),
			Note: []chapter.Span{t("年终，截至"), d("2024-12-31")}},
		{Title: "单位就业率", Figure: at("school").Rate("employed_rate", 3810, 6012),
			Note: []chapter.Span{t("口径："), c("2024"), t("版")}},
		{Title: "升学率", Figure: at("school").Rate("further_study_rate", 1322, 6012),
			Note: []chapter.Span{t("境内与境外合计")}},
		{Title: "待就业率", Figure: at("school").Rate("seeking_rate", 512, 6012),
			Note: []chapter.Span{t("登记为待就业的毕业生")}},
	}
}

// label and num make cells.
func label(s string) chapter.Cell              { return chapter.Cell{Label: s} }
func num(v *figure.Figure) chapter.Cell        { return chapter.Cell{Figure: v} }
func year(s string) chapter.Cell               { return chapter.Cell{Time: s} }
func row(cells ...chapter.Cell) []chapter.Cell { return cells }

func text(key, title string) chapter.Column { return chapter.Column{Key: key, Title: title} }

func people(key, title string) chapter.Column {
	return chapter.Column{Key: key, Title: title, Unit: "人", Numeric: true}
}

func share(key, title string) chapter.Column {
	return chapter.Column{Key: key, Title: title, Unit: "%", Numeric: true}
}

// counted is a table of a label, a count and its share of the total.
func counted(id, title, dimension string, names []string, n []int64) *chapter.Table {
	tab := &chapter.Table{ID: id, Title: title, TotalRow: true, Basis: basis("全体毕业生"),
		Columns: []chapter.Column{text("name", "类别"), people("n", "人数"), share("share", "比例")}}
	var total int64
	for _, v := range n {
		total += v
	}
	for i, name := range names {
		p := at("school", key(dimension, name))
		tab.Rows = append(tab.Rows, row(label(name),
			num(p.Count("head_count", n[i], "人")), num(p.Share("share", n[i], total))))
	}
	p := at("school", key(dimension, "合计"))
	tab.Rows = append(tab.Rows, row(label("合计"),
		num(p.Count("head_count", total, "人")), num(p.Share("share", total, total))))
	return tab
}
