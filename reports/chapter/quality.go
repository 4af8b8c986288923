package chapter

import (
	"slices"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// payMin is the fewest people for a median or quartiles of pay: of fewer they
// say what single people earn.
const payMin = 8

// quality is the chapter 就业质量, at graduation; years later is the tracking's.
func (r *report) quality() Chapter {
	return Chapter{ID: "quality", Title: "就业质量", Sections: []Section{
		r.qualityParts(), r.related(), r.pay(), r.qualityMajors(),
	}}
}

// qualityParts sets beside the rate what it is made of, college by college.
func (r *report) qualityParts() Section {
	const id, title = "ways", "落实的方式"
	if r.main.RateRefused {
		return section(id, title, "没有未落实去向的毕业生，不能计算各种方式的比例。")
	}
	ms := []measure{graduatesMeasure(r.main)}
	var series []string
	for _, p := range r.parts {
		if p.Part != "settled_other" {
			_, share := p.measures()
			ms, series = append(ms, share), append(series, share.Key)
		}
	}
	ms = append(ms, share("seeking_rate", "待就业率", seeking))
	rows := known(r.placement(r.main, "college"), byCollege)
	t := r.placementTable(r.main, id, "各学院落实的方式", rows, []head{collegeHead()}, ms)
	return section(id, title, "没有学院数据：载入的文件里学院为空或不存在。", r.partWords(),
		note([]Span{prose.T("落实率相同，方式可以很不同；各种方式的比例都以全体毕业生为分母，合起来就是落实率")}),
		draw(t, Chart{ID: "chart-" + id, Title: t.Title, Kind: Stacked, Series: series, Unit: "%",
			Summary: []Span{{Text: "各学院毕业生以各种方式落实的比例，数字见下表"}}}), t)
}

// partWords says by which ways the school's graduates settled, of all of them.
func (r *report) partWords() Block {
	school := r.school(r.main)
	var items [][]Span
	for _, p := range r.parts {
		if p.Part != "settled_other" {
			_, rate := p.measures()
			items = append(items, []Span{prose.T(p.RateTitle), prose.F(rate.of(r, school))})
		}
	}
	if school.Settled == 0 {
		return nil
	}
	return finding([]Span{prose.T("全校")}, prose.List(items))
}

// starts are the rows of a grain at the main cut-off, in the order of places.
func (r *report) starts(grain string) []StartRow {
	out := slices.DeleteFunc(slices.Clone(r.Starts), func(s StartRow) bool {
		return s.Cohort != r.main.Cohort || s.Cutoff != r.main.Cutoff || s.Grain != grain
	})
	slices.SortStableFunc(out, func(a, b StartRow) int {
		switch x, y := a.row(), b.row(); {
		case r.before(x, y):
			return -1
		case r.before(y, x):
			return 1
		}
		return 0
	})
	return out
}

// row is where a start stands, as a placement does.
func (s StartRow) row() PlacementRow {
	return PlacementRow{Cohort: s.Cohort, Cutoff: s.Cutoff, Grain: s.Grain, Level: s.Level,
		CollegeKey: s.CollegeKey, College: s.College, MajorKey: s.MajorKey, Major: s.Major}
}

// startPlace is where the figures of a start stand.
func (r *report) startPlace(s StartRow) figure.Place {
	p := r.place(s.row())
	p.Source = "marts.start_quality"
	return p
}

// relatedShare is how many of those who stated it work in their major.
func (r *report) relatedShare(s StartRow) *figure.Figure {
	return some(r.startPlace(s), "start_related_rate", s.Related, s.Answered, "没有人填写是否对口")
}

// startPay is a quartile of pay, or why there is none.
func (r *report) startPay(s StartRow, indicator string, yuan int64) *figure.Figure {
	f := r.startPlace(s).Scaled(indicator, yuan, 0, "元")
	f.N = s.Paid
	switch {
	case s.Paid == 0:
		return f.Withheld(figure.NotApplicable, "没有人填写月薪")
	case s.Paid < payMin:
		return f.Withheld(figure.NotApplicable, "填写月薪的不到"+prose.Numeral(payMin)+"人，不列中位数和四分位数")
	}
	return f
}

// startBasis is the line under a table of starts.
func (r *report) startBasis() Basis {
	b := r.distributionBasis("placed_local", nil)
	b.Source = "marts.start_quality"
	return b
}

// startTable lays starts out under heads and columns.
func (r *report) startTable(id, title string, heads []head, columns []Column, rows []StartRow, cells func(StartRow) []Cell) *Table {
	t := &Table{ID: id, Title: title, Basis: r.startBasis()}
	for _, h := range heads {
		t.Columns = append(t.Columns, h.Column)
	}
	t.Columns = append(t.Columns, columns...)
	for _, s := range rows {
		var row []Cell
		for _, h := range heads {
			row = append(row, h.of(s.row()))
		}
		t.Rows = append(t.Rows, append(row, cells(s)...))
	}
	return t
}

// The columns on 专业相关 and on pay.
var (
	relatedColumns = []Column{numbers("people", "在境内工作", "人"), numbers("answered", "填写是否对口", "人"),
		numbers("related", "专业相关", "人"), numbers("related_rate", "专业相关度", "%")}
	payColumns = []Column{numbers("paid", "填写月薪", "人"), numbers("pay_lower", "下四分位数", "元"),
		numbers("pay_median", "中位数", "元"), numbers("pay_upper", "上四分位数", "元")}
)

func (r *report) relatedCells(s StartRow) []Cell {
	p := r.startPlace(s)
	return []Cell{figureCell(p.Count("start_people", s.People, "人")), figureCell(p.Count("start_answered", s.Answered, "人")),
		figureCell(p.Count("start_related", s.Related, "人")), figureCell(r.relatedShare(s))}
}

func (r *report) payCells(s StartRow) []Cell {
	return []Cell{figureCell(r.startPlace(s).Count("start_paid", s.Paid, "人")), figureCell(r.startPay(s, "start_pay_lower", s.Lower)),
		figureCell(r.startPay(s, "start_pay_median", s.Median)), figureCell(r.startPay(s, "start_pay_upper", s.Upper))}
}
