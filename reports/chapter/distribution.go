package chapter

import (
	"slices"
	"sort"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// allLevels is the level of a distribution over everybody.
const allLevels = "全部"

// topic is one distribution of the report: what it is about and how it shows.
type topic struct {
	dimension string
	id, title string // of table and chart: 单位性质分布
	heading   string // of the label column: 单位性质
	noun      string // what the labels are, in sentences: 单位性质, 省份
	kind      ChartKind
	top       int      // rows drawn, 0 = all
	ordered   bool     // keep the code table's order instead of the largest first
	native    bool     // the workbook draws it too
	byLevel   bool     // a second table by level of education
	prefer    []string // populations, the first that has data is taken
}

// distribution is the rows of one topic with people in them, over everybody.
type distribution struct {
	topic
	population string
	rows       []DistributionRow
	total      int64
}

// distribution reads a topic at the main cut-off; without rows it is empty.
func (r *report) distribution(t topic) distribution {
	d := distribution{topic: t, population: r.populationOf(t)}
	for _, row := range r.Distribution {
		if r.onTopic(row, t.dimension, d.population) && row.Level == allLevels {
			d.total = row.Total
			if row.HeadCount > 0 {
				d.rows = append(d.rows, row)
			}
		}
	}
	if !d.known() {
		d.rows = nil
	}
	sort.SliceStable(d.rows, func(i, j int) bool { return d.before(d.rows[i], d.rows[j]) })
	return d
}

// known says whether anybody's value is known: a column that no file filled
// says nothing about anybody, and is missing data, not a distribution.
func (d distribution) known() bool {
	for _, row := range d.rows {
		if !unknown(row.Label) {
			return true
		}
	}
	return false
}

// onTopic says whether a row belongs to a dimension of the main cut-off.
func (r *report) onTopic(row DistributionRow, dimension, population string) bool {
	return row.Cohort == r.main.Cohort && row.Cutoff == r.main.Cutoff &&
		row.Dimension == dimension && row.Population == population
}

// populationOf is the first preferred population that has people; without
// one, the first by name that the marts carry for the dimension.
func (r *report) populationOf(t topic) string {
	found := map[string]bool{}
	var names []string
	for _, row := range r.Distribution {
		if r.onTopic(row, t.dimension, row.Population) && row.HeadCount > 0 && !found[row.Population] {
			found[row.Population] = true
			names = append(names, row.Population)
		}
	}
	for _, p := range t.prefer {
		if found[p] {
			return p
		}
	}
	sort.Strings(names)
	if len(names) > 0 {
		return names[0]
	}
	return ""
}

// before orders rows: 未识别 last, then the code table's order or the largest
// first, then the code.
func (d distribution) before(a, b DistributionRow) bool {
	if x, y := unknown(a.Label), unknown(b.Label); x != y {
		return y
	}
	if d.ordered && a.Sort != b.Sort {
		return a.Sort < b.Sort
	}
	if !d.ordered && a.HeadCount != b.HeadCount {
		return a.HeadCount > b.HeadCount
	}
	return a.Code < b.Code
}

// unknown says whether a label stands for a missing value.
func unknown(label string) bool { return label == "" || label == "未识别" }

// place is where a row's figures stand.
func (row DistributionRow) place() figure.Place {
	return figure.Place{
		Cohort: row.Cohort, Cutoff: row.Cutoff, Grain: row.Dimension, Source: "marts.distribution",
		Keys: []figure.Key{{Name: "population", Value: row.Population},
			{Name: "level", Value: row.Level}, {Name: "code", Value: row.Code}},
	}
}

// count and share of a row.
func (row DistributionRow) count() *figure.Figure {
	return row.place().Count("head_count", row.HeadCount, "人")
}
func (row DistributionRow) share() *figure.Figure {
	return row.place().Share("share", row.HeadCount, row.Total)
}

// slices are the rows as parts of a whole, for sentences. What is not known is
// no answer, so it takes no part.
func (d distribution) slices() []prose.Slice {
	var out []prose.Slice
	for _, row := range d.rows {
		if !unknown(row.Label) {
			out = append(out, prose.Slice{Name: row.Label, Count: row.count(), Share: row.share()})
		}
	}
	return out
}

// totalRow is the whole of a distribution as a row.
func (d distribution) totalRow() DistributionRow {
	row := d.rows[0]
	row.Code, row.Label, row.HeadCount = "*", "合计", d.total
	return row
}

// distributionTable is the table of a distribution; nil without people.
func (r *report) distributionTable(d distribution) *Table {
	if len(d.rows) == 0 {
		return nil
	}
	t := &Table{
		ID: d.id, Title: d.title, Ordered: !d.ordered, Basis: r.distributionBasis(d.population, d.totalRow().count()),
		Columns: []Column{{Key: "label", Title: d.heading},
			{Key: "head_count", Title: "人数", Unit: "人", Numeric: true},
			{Key: "share", Title: "占比", Unit: "%", Numeric: true}},
	}
	for _, row := range d.rows {
		t.Rows = append(t.Rows, []Cell{labelCell(row.Label), figureCell(row.count()), figureCell(row.share())})
	}
	if len(d.rows) > 1 {
		all := d.totalRow()
		t.Rows = append(t.Rows, []Cell{labelCell("合计"), figureCell(all.count()), figureCell(all.share())})
		t.TotalRow = true
	}
	return t
}

// distributionBasis is the line under a distribution: its population and n.
func (r *report) distributionBasis(population string, n *figure.Figure) Basis {
	return Basis{
		Cohort: strconv.Itoa(r.main.Cohort), Cutoff: r.main.AsOf, CutoffTitle: r.main.Title,
		CutoffState: r.main.State, Population: r.populationTitle(population),
		Source: "marts.distribution", N: n,
	}
}

// populationTitle is a population's Chinese name.
func (r *report) populationTitle(population string) string {
	if population == "graduates" && r.main.RateRefused {
		return r.populationName(r.main)
	}
	for _, p := range r.Populations {
		if p.Population == population {
			return p.Title
		}
	}
	return population
}

// distributionChart draws a distribution without its total.
func (r *report) distributionChart(t *Table, d distribution) Block {
	if t == nil {
		return nil
	}
	summary := append([]Span{{Text: d.title + "："}}, prose.Largest(d.noun, d.slices())...)
	return draw(t, Chart{ID: "chart-" + d.id, Title: d.title, Kind: d.kind, Series: []string{"head_count"},
		Unit: "人", Top: d.top, Native: d.native, Summary: summary})
}

// topicSections are the sections of topics that have data, and a last one that
// names those that have none.
func (r *report) topicSections(topics []topic) []Section {
	var out []Section
	var missing [][]Span
	for _, t := range topics {
		d := r.distribution(t)
		if len(d.rows) == 0 {
			missing = append(missing, []Span{{Text: t.heading}})
			continue
		}
		out = append(out, r.topicSection(d))
	}
	if len(missing) > 0 {
		out = append(out, Section{ID: topics[0].id + "-missing", Title: "没有数据的项目", Blocks: blocks(
			note([]Span{{Text: "载入的文件没有提供"}}, prose.List(missing), []Span{{Text: "，相应的分布不列出"}}))})
	}
	return out
}

// topicSection is a section about one distribution: sentence, chart, table.
func (r *report) topicSection(d distribution) Section {
	table := r.distributionTable(d)
	return Section{ID: d.id, Title: d.title, Blocks: blocks(
		r.populationWords(d), d.words(),
		r.distributionChart(table, d), table, r.crosstab(d))}
}

// populationWords say who a distribution is of and how many they are, where it
// is not everybody.
func (r *report) populationWords(d distribution) Block {
	if len(d.rows) < 2 || slices.Contains(everyone, d.population) {
		return nil
	}
	return finding([]Span{prose.L(r.populationTitle(d.population)), prose.T("共"), prose.F(d.totalRow().count()), prose.T("人")})
}

// fewParts is how many parts a sentence names one by one; of more it names the
// largest.
const fewParts = 3

// words says how a distribution falls out.
func (d distribution) words() Block {
	slices := d.slices()
	parts := prose.Largest(d.noun, slices)
	if len(slices) <= fewParts {
		parts = prose.Parts(slices)
	}
	return finding([]Span{{Text: "按" + d.heading + "看，"}}, parts)
}
