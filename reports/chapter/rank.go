package chapter

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// ranks makes the chapter 专业与学校的比较 of the rows in RankData.
type ranks struct {
	*RankData
	cohort   int
	province bool
}

func (r *report) rankChapter() Chapter {
	return r.heldBack(ranks{&r.Ranks, r.opts.Cohort, r.opts.Province}.chapter())
}

// chapter is the whole of it; only the internal edition has it.
func (k ranks) chapter() Chapter {
	ch := Chapter{ID: "ranks", Title: "专业与学校的比较", Audience: figure.Internal}
	const missing = "本届在主要截止日没有可以计算的率，不作比较。"
	if k.province {
		ch.Sections = append(ch.Sections, k.ranking("institution", "rank-institutions", "学校的位次", missing), k.benchmark("institution"))
	}
	ch.Sections = append(ch.Sections, k.ranking("major", "rank-majors", "专业的位次", missing))
	if k.province {
		ch.Sections = append(ch.Sections, k.signals(), k.benchmark("major"), k.benchmark("institution_major"))
	}
	return ch
}

// of are the rows of one kind of unit, best first within their group.
func (k ranks) of(unit string) []RankRow {
	rows := slices.DeleteFunc(slices.Clone(k.Ranks), func(r RankRow) bool { return r.Unit != unit })
	return rows // the reader's order: group, then rank
}

// ranking is the table of all units of a kind.
func (k ranks) ranking(unit, id, title, missing string) Section {
	rows := k.of(unit)
	t := k.table(unit, id, title+"（内部）", rows)
	t.Appendix = true
	bs := append([]Block{k.rankWords(rows)}, intervalCharts(t, "group", Chart{Title: "收缩后的率及其区间", Category: "name", Series: []string{"shrunken"}, Low: "low", High: "high",
		Summary: []Span{prose.T("点是收缩后的率，线段是它的区间，从好到差，数字见下表")}})...)
	return section(id, title, missing, append(bs, t, k.rankNote(rows))...)
}

// mostDots is how many lines of a dot plot still read on a page.
const mostDots = 60

// intervalCharts draw c over t once for each value of a column, so that only
// what is of one kind is compared; they stand before their table.
func intervalCharts(t *Table, by string, c Chart) []Block {
	var out []Block
	title := c.Title
	at, seen := t.ColumnIndex(by), map[string]bool{}
	for _, row := range t.Rows {
		group := row[at].Label
		if seen[group] || strings.ContainsFunc(group, unicode.IsDigit) {
			continue
		}
		seen[group] = true
		c.ID, c.Title = "chart-"+t.ID+"-"+strconv.Itoa(len(seen)), title+"："+group
		c.Kind, c.Unit, c.By, c.Only = DotPlot, "%", by, group
		part := &Table{Columns: t.Columns, Rows: without(t.Rows, func(r []Cell) bool { return r[at].Label != group })}
		if n := drawable(part, c.Series); n >= chartMinRows && n <= mostDots {
			drawn := c
			drawn.Table = t
			out = append(out, &drawn)
		}
	}
	return out
}

func (k ranks) table(unit, id, title string, rows []RankRow) *Table {
	name, offered := "专业", "布点数"
	if unit == "institution" {
		name, offered = "学校", "专业数"
	}
	t := &Table{ID: id, Title: title, Ordered: true, Basis: Basis{Cohort: strconv.Itoa(k.cohort), Source: "marts.ranking"}, Columns: []Column{
		{Key: "group", Title: "同类"}, {Key: "name", Title: name}, {Key: "offered", Title: offered, Unit: "个", Numeric: true},
		{Key: "graduates", Title: "毕业生", Unit: "人", Numeric: true}, {Key: "rate", Title: "率", Unit: "%", Numeric: true},
		{Key: "shrunken", Title: "收缩后", Unit: "%", Numeric: true}, {Key: "low", Title: "区间下限", Unit: "%", Numeric: true}, {Key: "high", Title: "区间上限", Unit: "%", Numeric: true},
		{Key: "rank", Title: "位次", Numeric: true}, {Key: "rank_low", Title: "位次区间好端", Numeric: true}, {Key: "rank_high", Title: "位次区间差端", Numeric: true},
		{Key: "bottom", Title: "居末十分之一的概率", Unit: "%", Numeric: true}}}
	if len(rows) > 0 {
		t.Basis.CutoffTitle = cutoffWord(rows[0].Cutoff)
	}
	for _, r := range rows {
		t.Rows = append(t.Rows, k.row(r))
	}
	return t
}

// cutoffWord names a kind of cut-off where its row is not at hand.
func cutoffWord(cutoff string) string {
	switch cutoff {
	case yearEnd:
		return "年终"
	case firstCutoff:
		return "初次"
	}
	return cutoff
}

func (k ranks) row(r RankRow) []Cell {
	p := r.place()
	row := []Cell{labelCell(r.Group), labelCell(r.Name)}
	bottom := p.Scaled("rank_bottom_tenth", r.BottomTenth, 2, "%")
	if r.Units < LeastRanked {
		bottom = bottom.Withheld(figure.NotApplicable, "同类不足十个")
	}
	for _, f := range []*figure.Figure{p.Count("rank_offered", r.Offered, "个"), p.Count("rank_graduates", r.Den, "人"), p.Share("rank_rate", r.Num, r.Den),
		p.Scaled("rank_shrunken", r.Shrunken, 2, "%"), p.Scaled("rank_shrunken_low", r.ShrunkenLow, 2, "%"), p.Scaled("rank_shrunken_high", r.ShrunkenHigh, 2, "%"),
		p.Count("rank", r.Rank, "位"), p.Count("rank_low", r.RankLow, "位"), p.Count("rank_high", r.RankHigh, "位"),
		bottom} {
		row = append(row, figureCell(f))
	}
	return row
}

// place is where the figures of a ranked unit stand.
func (r RankRow) place() figure.Place {
	keys := []figure.Key{{Name: "indicator", Value: r.Indicator}, {Name: "group", Value: r.Group}, {Name: "unit", Value: r.Key}}
	if r.WithinMajor != "" {
		keys = append(keys, figure.Key{Name: "within", Value: r.WithinMajor})
	}
	return figure.Place{Cohort: r.Cohort, Cutoff: r.Cutoff, Grain: "rank_" + r.Unit, Keys: keys, Source: "marts.ranking"}
}

// rankWords tells how few places chance lets one be sure of.
func (k ranks) rankWords(rows []RankRow) Block {
	if len(rows) == 0 {
		return nil
	}
	groups, sure := map[string]int64{}, int64(0)
	for _, r := range rows {
		groups[r.Group] = r.Units
		if r.BottomTenth >= 9500 && r.Units >= LeastRanked {
			sure++
		}
	}
	p := figure.Place{Cohort: k.cohort, Cutoff: rows[0].Cutoff, Grain: "rank_" + rows[0].Unit, Source: "marts.ranking"}
	return finding([]Span{prose.T("共"), prose.F(p.Count("ranked", int64(len(rows)), "个")), prose.T("个参加比较，分"),
		prose.F(p.Count("rank_groups", int64(len(groups)), "组")), prose.T("组；其中有把握（概率百分之九十五以上）居同类末十分之一的"),
		prose.F(p.Count("rank_sure_bottom", sure, "个")), prose.T("个")})
}

func (k ranks) rankNote(rows []RankRow) Block {
	if len(rows) == 0 {
		return nil
	}
	return note([]Span{prose.T("位次按收缩后的率排：人数少的，率向同类靠拢，不因几个人大起大落；收缩后的率相同的并列。区间为百分之九十：" +
		"区间重叠的两个不能说谁高谁低。只用于内部研判，不得据此给班级、辅导员或帮扶人排名，也不得作为指标下达")})
}

// signals lists the majors of a province that deserve a look.
func (k ranks) signals() Section {
	var bs []Block
	for _, s := range []struct{ signal, id, title string }{{"过剩", "surplus", "供给偏多的专业"}, {"紧缺", "shortage", "供给偏少的专业"}} {
		rows := slices.DeleteFunc(k.of("major"), func(r RankRow) bool { return r.Signal != s.signal })
		bs = append(bs, k.table("major", "rank-"+s.id, s.title, rows))
	}
	bs = append(bs, note([]Span{prose.T("供给偏多：布点数居同类前四分之一，且居末十分之一的概率在百分之七十五以上；供给偏少：布点数不多于同类的中位数，且居首十分之一的概率在百分之七十五以上。" +
		"界线是惯例，没有文件；只看毕业去向，没有岗位数据，供研判而不作结论")}))
	return section("rank-signals", "供给偏多与偏少的专业", "", bs...)
}
