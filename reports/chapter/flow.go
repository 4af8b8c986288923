package chapter

import (
	"sort"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// The populations that the chapter on where graduates went prefers, in order.
// What a table stands on is printed under it with its n.
var (
	withUnit  = []string{"employed_units", "placed_local", "placed"}
	withPlace = []string{"placed_local", "workplace_known_kind", "employed_units", "placed"}
)

// flowTopics are the distributions of 流向 in order.
var flowTopics = []topic{
	{dimension: "employer_nature", id: "employer-nature", title: "就业单位性质", heading: "单位性质", noun: "单位性质", kind: BarH, native: true, byLevel: true, prefer: withUnit},
	{dimension: "industry", id: "industry", title: "就业行业", heading: "单位行业", noun: "行业", kind: BarH, native: true, byLevel: true, prefer: withUnit},
	{dimension: "occupation", id: "occupation", title: "职位类别", heading: "职位类别", noun: "职位类别", kind: BarH, native: true, byLevel: true, prefer: withUnit},
	{dimension: "work_province", id: "work-province", title: "就业省份", heading: "就业省份", noun: "省份", kind: TileGrid, prefer: withPlace},
	{dimension: "work_city", id: "work-city", title: "就业城市", heading: "就业城市", noun: "城市", kind: BarH, top: 20, native: true, prefer: withPlace},
	{dimension: "work_region", id: "work-region", title: "就业区域", heading: "就业区域", noun: "区域", kind: Bar, native: true, byLevel: true, prefer: withPlace},
}

// sankeyTop is how many flows the chart draws; the table lists all.
const sankeyTop = 30

// flow is the chapter 流向.
func (r *report) flow() Chapter {
	c := Chapter{ID: "flow", Title: "流向"}
	c.Sections = append(c.Sections, r.topicSections(flowTopics)...)
	flows, population := r.flows()
	c.Sections = append(c.Sections, r.originToWork(flows, population), r.stayed(flows, population), r.keyRegions(),
		r.grassroots(), r.furtherStudy(), r.startups())
	return c
}

// flows are the rows between known provinces of the preferred population, the
// largest first.
func (r *report) flows() ([]FlowRow, string) {
	population := r.flowPopulation()
	var out []FlowRow
	for _, f := range r.Flow {
		if f.Cohort == r.main.Cohort && f.Cutoff == r.main.Cutoff && f.Population == population &&
			f.HeadCount > 0 && !unknown(f.Origin) && !unknown(f.Work) {
			out = append(out, f)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.HeadCount != b.HeadCount {
			return a.HeadCount > b.HeadCount
		}
		return a.OriginCode+a.WorkCode < b.OriginCode+b.WorkCode
	})
	return out, population
}

// flowPopulation is the first preferred population that has flows.
func (r *report) flowPopulation() string {
	found := map[string]bool{}
	first := ""
	for _, f := range r.Flow {
		if f.Cohort == r.main.Cohort && f.Cutoff == r.main.Cutoff && f.HeadCount > 0 {
			found[f.Population] = true
			if first == "" || f.Population < first {
				first = f.Population
			}
		}
	}
	for _, p := range withPlace {
		if found[p] {
			return p
		}
	}
	return first
}

// place is where a flow's figures stand.
func (f FlowRow) place() figure.Place {
	return figure.Place{Cohort: f.Cohort, Cutoff: f.Cutoff, Grain: "flow", Source: "marts.flow",
		Keys: []figure.Key{{Name: "population", Value: f.Population},
			{Name: "origin", Value: f.OriginCode}, {Name: "work", Value: f.WorkCode}}}
}

// originToWork is the flow chart from province of origin to province of work.
func (r *report) originToWork(flows []FlowRow, population string) Section {
	const id, title = "origin-work", "生源地与就业地"
	missing := "没有同时知道生源地和就业地的毕业生，不能列出流向。"
	if len(flows) == 0 {
		return section(id, title, missing)
	}
	var total int64
	for _, f := range flows {
		total += f.HeadCount
	}
	t := &Table{ID: id, Title: "生源省份到就业省份的流向", Appendix: true, Ordered: true, Basis: r.flowBasis(flows[0], population, total),
		Columns: []Column{{Key: "origin", Title: "生源省份"}, {Key: "work", Title: "就业省份"},
			{Key: "head_count", Title: "人数", Unit: "人", Numeric: true},
			{Key: "share", Title: "占比", Unit: "%", Numeric: true}}}
	for _, f := range flows {
		t.Rows = append(t.Rows, []Cell{labelCell(f.Origin), labelCell(f.Work),
			figureCell(f.place().Count("head_count", f.HeadCount, "人")),
			figureCell(f.place().Share("share", f.HeadCount, total))})
	}
	chart := draw(t, Chart{ID: "chart-" + id, Title: t.Title, Kind: Sankey, Category: "origin", To: "work",
		Series: []string{"head_count"}, Unit: "人", Top: sankeyTop,
		Summary: []Span{{Text: "左侧生源省份，右侧就业省份，带的宽度是人数；图中只画人数最多的流向，数字见下表"}}})
	return section(id, title, missing, r.flowWords(flows), chart, t)
}

// flowBasis is the line under a table of flows.
func (r *report) flowBasis(f FlowRow, population string, total int64) Basis {
	all := f
	all.OriginCode, all.WorkCode = "*", "*"
	b := r.distributionBasis(population, all.place().Count("head_count", total, "人"))
	b.Source = "marts.flow"
	return b
}

// flowWords names the largest flow that crosses a border.
func (r *report) flowWords(flows []FlowRow) Block {
	var slices []prose.Slice
	var total int64
	for _, f := range flows {
		total += f.HeadCount
	}
	for _, f := range flows {
		if f.OriginCode != f.WorkCode {
			slices = append(slices, prose.Slice{Name: f.Origin + "生源到" + f.Work,
				Count: f.place().Count("head_count", f.HeadCount, "人"),
				Share: f.place().Share("share", f.HeadCount, total)})
		}
	}
	words := prose.Largest("跨省流向", slices)
	if words == nil {
		return finding([]Span{prose.T("没有跨省就业的毕业生")})
	}
	return finding([]Span{prose.T("跨省就业的流向中，")}, words)
}

// stayed is how many of each province of origin work there.
func (r *report) stayed(flows []FlowRow, population string) Section {
	const id, title = "stayed", "在生源省份就业"
	if len(flows) == 0 {
		return section(id, title, "没有同时知道生源地和就业地的毕业生。")
	}
	t := &Table{ID: id, Title: "各生源省份毕业生在本省就业的比例", Ordered: true, Basis: r.flowBasis(flows[0], population, totalOf(flows)),
		Columns: []Column{{Key: "origin", Title: "生源省份"},
			{Key: "head_count", Title: "就业人数", Unit: "人", Numeric: true},
			{Key: "stayed", Title: "在生源省份就业", Unit: "人", Numeric: true},
			{Key: "stayed_share", Title: "占比", Unit: "%", Numeric: true}}}
	for _, group := range byOrigin(flows) {
		p := group[0]
		p.WorkCode = "*"
		var home int64
		for _, f := range group {
			if f.OriginCode == f.WorkCode {
				home += f.HeadCount
			}
		}
		t.Rows = append(t.Rows, []Cell{labelCell(p.Origin), figureCell(p.place().Count("head_count", totalOf(group), "人")),
			figureCell(p.place().Count("stayed", home, "人")), figureCell(p.place().Share("stayed_share", home, totalOf(group)))})
	}
	return section(id, title, "", draw(t, Chart{ID: "chart-" + id, Title: t.Title, Kind: BarH, Series: []string{"stayed_share"},
		Unit: "%", Top: 20, Summary: []Span{{Text: "各生源省份毕业生留在本省就业的比例，按就业人数从多到少"}}}), t)
}

// totalOf adds the people of flows.
func totalOf(flows []FlowRow) int64 {
	var n int64
	for _, f := range flows {
		n += f.HeadCount
	}
	return n
}

// byOrigin groups flows by province of origin, the largest group first.
func byOrigin(flows []FlowRow) [][]FlowRow {
	at := map[string]int{}
	var out [][]FlowRow
	for _, f := range flows {
		i, ok := at[f.OriginCode]
		if !ok {
			i = len(out)
			at[f.OriginCode] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], f)
	}
	sort.SliceStable(out, func(i, j int) bool { return totalOf(out[i]) > totalOf(out[j]) })
	return out
}
