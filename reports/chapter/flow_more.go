package chapter

import (
	"slices"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// keyRegions says who works in the regions of national strategy.
func (r *report) keyRegions() Section {
	const id, title = "key-region", "重点区域就业"
	rows := r.regionRows()
	if len(rows) == 0 {
		return section(id, title, "没有知道就业地的毕业生，不能统计重点区域；就业地取自去向登记的“单位所在地”。")
	}
	t := &Table{ID: id, Title: "在各重点区域就业的毕业生", Basis: r.regionBasis(rows[0]), Ordered: true, Columns: []Column{
		{Key: "region", Title: "区域"}, numbers("head_count", "人数", "人"), numbers("share", "占比", "%"), {Key: "document", Title: "范围的依据"}},
		Notes: [][]Span{{prose.T("占就业地已知的毕业生；各区域互有重叠，占比之和不是百分之百")}}}
	var slices []prose.Slice
	for _, k := range rows {
		n, share := k.place().Count("head_count", k.HeadCount, "人"), k.place().Share("share", k.HeadCount, k.Total)
		t.Rows = append(t.Rows, []Cell{labelCell(k.Title), figureCell(n), figureCell(share), citeCell(k.Document + "（" + markName(k.Mark) + "）")})
		slices = append(slices, prose.Slice{Name: k.Title, Count: n, Share: share})
	}
	return section(id, title, "", regionWords(slices), draw(t, Chart{ID: "chart-" + id, Title: t.Title, Kind: BarH,
		Series: []string{"share"}, Unit: "%", Summary: []Span{{Text: "在各重点区域就业的比例，数字见下表"}}}), t)
}

// regionRows are the regions at the main cut-off, the largest first.
func (r *report) regionRows() []KeyRegionRow {
	population := r.flowPopulation()
	rows := slices.DeleteFunc(slices.Clone(r.KeyRegions), func(k KeyRegionRow) bool {
		return k.Cohort != r.main.Cohort || k.Cutoff != r.main.Cutoff || k.Population != population
	})
	slices.SortStableFunc(rows, func(a, b KeyRegionRow) int {
		if a.HeadCount != b.HeadCount {
			return int(b.HeadCount - a.HeadCount)
		}
		return int(a.Sort - b.Sort)
	})
	return rows
}

// regionWords names the largest; regions overlap, so nothing is 全部.
func regionWords(slices []prose.Slice) Block {
	var inside []prose.Slice
	for _, s := range slices {
		if s.Count.Value.Num > 0 {
			inside = append(inside, s)
		}
	}
	switch len(inside) {
	case 0:
		return finding([]Span{prose.T("没有毕业生在这些区域就业")})
	case 1:
		return finding([]Span{prose.T("只有"), prose.L(inside[0].Name), prose.T("有毕业生就业，共"), prose.F(inside[0].Count),
			prose.T("人，占"), prose.F(inside[0].Share)})
	}
	return finding([]Span{prose.T("重点区域中，")}, prose.Largest("区域", inside))
}

// place is where the figures of a region stand.
func (k KeyRegionRow) place() figure.Place {
	return figure.Place{Cohort: k.Cohort, Cutoff: k.Cutoff, Grain: "key_region", Source: "marts.key_region_count",
		Keys: []figure.Key{{Name: "population", Value: k.Population}, {Name: "region", Value: k.Region}}}
}

// regionBasis is the line under the regions: n is everybody whose place of work
// is known.
func (r *report) regionBasis(k KeyRegionRow) Basis {
	k.Region = "*"
	b := r.distributionBasis(k.Population, k.place().Count("head_count", k.Total, "人"))
	b.Source = "marts.key_region_count"
	return b
}

// grassroots is who went to projects at the grass roots or into the army.
func (r *report) grassroots() Section {
	const id, title = "grassroots", "基层项目与应征入伍"
	ms := []measure{graduatesMeasure(r.main),
		count("grassroots_national", "国家基层项目", func(p PlacementRow) int64 { return p.GrassNation }),
		count("grassroots_local", "地方基层项目", func(p PlacementRow) int64 { return p.GrassLocal }),
		count("enlisted", "应征义务兵", func(p PlacementRow) int64 { return p.Enlisted }),
		share("grassroots_rate", "合计占毕业生", grassrootsAll)}
	if grassrootsAll(r.school(r.main)) == 0 {
		return section(id, title, "没有到基层项目就业或应征入伍的毕业生。")
	}
	school := r.school(r.main)
	words := clauses([][]Span{someone("参加国家基层项目", ms[1].of(r, school)), someone("参加地方基层项目", ms[2].of(r, school)),
		someone("应征入伍", ms[3].of(r, school))})
	return r.levelSection(id, title, "各学历层次的基层项目与应征入伍", ms, ms[1:4], finding(words))
}

func grassrootsAll(p PlacementRow) int64 { return p.GrassNation + p.GrassLocal + p.Enlisted }

// startups is who founded a business.
func (r *report) startups() Section {
	const id, title = "startup", "自主创业"
	var ms []measure
	for _, p := range r.parts {
		if p.Part == "startup" {
			people, rate := p.measures()
			ms = []measure{graduatesMeasure(r.main), people, rate}
		}
	}
	if ms == nil || r.school(r.main).Startup == 0 {
		return section(id, title, "没有自主创业的毕业生。创业项目、创新创业教育等去向登记里没有的内容，可在工作区的“文字”文件夹写 flow-startup.md。")
	}
	school := r.school(r.main)
	words := finding([]Span{prose.T("自主创业"), prose.F(ms[1].of(r, school)), prose.T("人，占毕业生的"), prose.F(ms[2].of(r, school))})
	if r.main.RateRefused {
		words = finding(someone("自主创业", ms[1].of(r, school)))
	}
	return r.levelSection(id, title, "各学历层次的自主创业", ms, ms[1:2], words)
}

// levelSection is measures by level of study with their total, drawn are the
// counts.
func (r *report) levelSection(id, title, table string, ms, drawn []measure, words Block) Section {
	heads := []head{{levelHead().Column, func(p PlacementRow) Cell { return labelCell(levelName(p)) }}}
	t := r.placementTable(r.main, id, table, append(r.placement(r.main, "level"), r.school(r.main)), heads, ms)
	t.TotalRow = true
	var keys []string
	for _, m := range drawn {
		keys = append(keys, m.Key)
	}
	return section(id, title, "", words, draw(t, Chart{ID: "chart-" + id, Title: t.Title, Kind: Stacked, Series: keys,
		Unit: "人", Summary: []Span{{Text: table + "，人数见下表"}}}), t)
}

// clauses puts clauses one after another.
func clauses(all [][]Span) []Span { return separated(all, "，") }

// separated puts a mark between runs of spans.
func separated(all [][]Span, mark string) []Span {
	var out []Span
	for i, c := range all {
		if i > 0 {
			out = append(out, prose.T(mark))
		}
		out = append(out, c...)
	}
	return out
}
