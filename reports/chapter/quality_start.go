package chapter

import (
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// start is the school's own row; ok is false where nobody works in the country.
func (r *report) start() (StartRow, bool) {
	for _, s := range r.starts("school") {
		return s, s.People > 0
	}
	return StartRow{}, false
}

// related says how many work in their major, by level and college.
func (r *report) related() Section {
	const id, title = "related", "专业相关"
	school, ok := r.start()
	if !ok || school.Answered == 0 {
		return section(id, title, "没有专业相关的数据：去向登记里没有“是否对口”一列，或没有人填写。空白模板里有这一列，填好后重新载入去向登记并构建。")
	}
	levels := r.startTable("related-level", "各学历层次的专业相关度", []head{levelHead()}, relatedColumns, r.starts("level"), r.relatedCells)
	colleges := r.startTable("related-college", "各学院的专业相关度", []head{collegeHead()}, relatedColumns, r.knownStarts("college"), r.relatedCells)
	return section(id, title, "", r.relatedWords(school), r.relatedCounts(school), r.relatedExtremes(), r.unansweredNote(school),
		r.startChart(levels, "related_rate", "%", Bar), levels, r.startChart(colleges, "related_rate", "%", DotPlot), colleges)
}

// knownStarts are the rows of a grain, none where no row carries a name.
func (r *report) knownStarts(grain string) []StartRow {
	rows := r.starts(grain)
	for _, s := range rows {
		if name := s.row(); !unknown(byCollege(name)) || !unknown(byMajor(name)) {
			return rows
		}
	}
	return nil
}

// startChart draws one column of a table of starts; a plot of dots has the
// school as its line.
func (r *report) startChart(t *Table, series, unit string, kind ChartKind) Block {
	c := Chart{ID: "chart-" + t.ID, Title: t.Title, Kind: kind, Series: []string{series}, Unit: unit,
		Summary: []Span{{Text: t.Title + "，数字见下表"}}}
	school, _ := r.start()
	if kind == DotPlot {
		c.RefTitle, c.Reference = "全校", r.relatedShare(school)
		if unit == "元" {
			c.Reference = r.startPay(school, "start_pay_median", school.Median)
			c.Low, c.High = "pay_lower", "pay_upper"
			c.Summary = []Span{{Text: t.Title + "：点是中位数，线段从下四分位数到上四分位数，数字见下表"}}
		}
		if c.Reference.State != figure.Shown {
			c.Kind, c.RefTitle, c.Reference, c.Low, c.High = BarH, "", nil, "", ""
		}
	}
	return draw(t, c)
}

// relatedWords say the share; what it is made of is a sentence of its own, since
// the public edition has only the share.
func (r *report) relatedWords(s StartRow) Block {
	if s.Related == 0 {
		return finding([]Span{prose.T("在境内工作并填写了是否对口的毕业生，没有人的工作与专业相关")})
	}
	return finding([]Span{prose.T("在境内工作并填写了是否对口的毕业生，专业相关度为"), prose.F(r.relatedShare(s))})
}

func (r *report) relatedCounts(s StartRow) Block {
	p := r.startPlace(s)
	words := []Span{prose.T("填写了是否对口的"), prose.F(p.Count("start_answered", s.Answered, "人")), prose.T("人")}
	if s.Related == 0 {
		return finding(words)
	}
	return finding(words, []Span{prose.T("，其中工作与专业相关的"), prose.F(p.Count("start_related", s.Related, "人")), prose.T("人")})
}

// relatedExtremes says which colleges are highest and lowest.
func (r *report) relatedExtremes() Block {
	var entries []prose.Entry
	for _, s := range r.knownStarts("college") {
		if !unknown(s.College) {
			entries = append(entries, prose.Entry{Name: s.College, Figure: r.relatedShare(s)})
		}
	}
	if len(entries) == 0 {
		return nil
	}
	return finding(prose.Extremes("学院", "专业相关度", entries))
}

// unansweredNote says how many stated nothing: they may be others than those
// who did.
func (r *report) unansweredNote(s StartRow) Block {
	if s.Answered == s.People {
		return nil
	}
	return note([]Span{prose.T("在境内工作的毕业生"), prose.F(r.startPlace(s).Count("start_people", s.People, "人")),
		prose.T("人，没有填写的不在分母里；填写的人不一定能代表没有填写的人")})
}

// pay says what the register's pay is, by level and college.
func (r *report) pay() Section {
	const id, title = "start-pay", "起薪"
	school, ok := r.start()
	if !ok || school.Paid == 0 {
		return section(id, title, "没有起薪的数据：去向登记里没有“月薪”一列，或没有人填写。空白模板里有这一列，填好后重新载入去向登记并构建。")
	}
	levels := r.startTable("pay-level", "各学历层次的起薪", []head{levelHead()}, payColumns, r.starts("level"), r.payCells)
	colleges := r.startTable("pay-college", "各学院的起薪", []head{collegeHead()}, payColumns, r.knownStarts("college"), r.payCells)
	return section(id, title, "", r.payWords(school), r.payCounts(school),
		note([]Span{prose.T("起薪是去向登记时填写的月薪，未经核实；中位数是一半人高于、一半人低于的数，比平均数少受个别高薪的影响")}),
		r.startChart(levels, "pay_median", "元", Bar), levels, r.startChart(colleges, "pay_median", "元", DotPlot), colleges)
}

// payWords say the pay; how many stated one is a sentence of its own, since the
// public edition has only the pay.
func (r *report) payWords(s StartRow) Block {
	if s.Paid < payMin {
		return finding([]Span{prose.T("在境内工作并填写了月薪的毕业生人数太少，不列中位数")})
	}
	return finding([]Span{prose.T("在境内工作并填写了月薪的毕业生，月薪的中位数为"), prose.F(r.startPay(s, "start_pay_median", s.Median)), prose.T("元，处于中间的一半人在"),
		prose.F(r.startPay(s, "start_pay_lower", s.Lower)), prose.T("元到"), prose.F(r.startPay(s, "start_pay_upper", s.Upper)), prose.T("元之间")})
}

func (r *report) payCounts(s StartRow) Block {
	return finding([]Span{prose.T("填写了月薪的"), prose.F(r.startPlace(s).Count("start_paid", s.Paid, "人")), prose.T("人")})
}

// qualityMajors is every major's line; only the internal edition has it, since
// pay of a small major is nearly a person's.
func (r *report) qualityMajors() Section {
	school, _ := r.start()
	if school.Answered == 0 && school.Paid == 0 {
		return Section{ID: "major-quality", Title: "各专业的专业相关度与起薪", Audience: figure.Internal,
			Blocks: blocks(note([]Span{prose.T("没有专业相关和起薪的数据，不列各专业")}))}
	}
	columns := append(append([]Column{}, relatedColumns...), payColumns...)
	t := r.startTable("major-quality", "各专业的专业相关度与起薪", []head{levelHead(), majorHead()}, columns, r.knownStarts("major"),
		func(s StartRow) []Cell { return append(r.relatedCells(s), r.payCells(s)...) })
	t.Appendix = true
	s := section("major-quality", "各专业的专业相关度与起薪", "没有专业数据：载入的文件里专业为空或不存在。", t)
	s.Audience = figure.Internal
	return s
}
