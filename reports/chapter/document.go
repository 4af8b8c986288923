package chapter

import (
	"quxiang/reports/disclose"
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// Document is a whole report, before any format: renderers turn it into HTML,
// a workbook, later PDF and Word, and add no number and no word of finding.
type Document struct {
	Title       string // 示例大学2024届毕业生就业质量年度报告: for <title> and properties
	Heading     []Span // the same as spans: what a page shows
	Institution string
	Cohort      int
	Supplement  bool // of the year's end, after the report itself
	Audience    figure.Audience
	Stamp       string      // 内部版，含小基数明细，不得公开: on every page
	Notices     []Paragraph // above the first chapter: 数据已变动 and the like
	BuildID     string
	BuiltAt     string // RFC 3339, of the build: the printed date
	Version     string
	Summary     []Span // the line under the title: cut-offs, edition, state
	Cards       []Card // what a reader sees first; at most six
	Chapters    []Chapter
	Origin      Origin

	Doubts []string // why it must not be released, for whoever would release it

	space func() *disclose.Space // of the rows it was made from
}

// Origin is what a report was made from, so that whoever holds it can ask for
// the same again: every field stands in each format.
type Origin struct {
	Release string  // number of the release; empty: not released
	Inputs  []Input // files that were loaded, by their order in the report
	Config  string  // sha256 of quxiang.toml as it was used
	Rules   string  // sha256 over the rules and tables of quotas in use
	Models  string  // sha256 over all models, contracts and reference tables
}

// Input is a source file and its sha256.
type Input struct{ Name, SHA256 string }

// Card is a key figure on the cover: a name, one figure and what it stands on.
// Its figure stands in a table of the report too.
type Card struct {
	Title  string // 毕业去向落实率
	Figure *figure.Figure
	Note   []Span // 初次，协议和合同就业……
}

// Chapter is one chapter; ID is stable and is the anchor of its heading.
type Chapter struct {
	ID, Title string
	Own       bool            // the title is the school's own and may hold digits: printed as a label
	Audience  figure.Audience // Internal: the public edition leaves it out
	Sections  []Section
}

// Section is a heading with blocks under it.
type Section struct {
	ID, Title string
	Own       bool            // the title is the school's own and may hold digits: printed as a label
	Audience  figure.Audience // Internal: the public edition leaves it out
	Blocks    []Block

	forText bool // says only that the school's own text is missing
}

// Block is a Paragraph, a *Table, a *Chart or a *Planner.
type Block interface{ block() }

// Span is a piece of a sentence: words, a figure, a label, a time or a citation.
type Span = prose.Span

// Paragraph is a run of spans. What the school wrote itself is Own: its words
// are labels, and a reader sees that they are the school's.
type Paragraph struct {
	Kind  string
	Own   bool
	Spans []Span
}

// The kinds of paragraph.
const (
	Finding = "finding"
	Note    = "note"
	Warning = "warning"

	Provided = "provided" // tells that the school's own text follows
	Prose    = "prose"    // running text of the school
	Heading  = "heading"  // subheading within a section
	Item     = "item"     // of a list
)

// Column is a column of a table. Numeric columns are right-aligned.
type Column struct {
	Key, Title, Unit string
	Numeric          bool
}

// Cell is a label, a figure, a time or a citation; at most one is set, and a
// cell with none is blank. Labels come from files: every renderer escapes them
// and HTML sets them in <bdi>.
type Cell struct {
	Label  string
	Figure *figure.Figure
	Time   string
	Cite   string
}

// Table is a table with all that must stand under it.
type Table struct {
	ID, Title string
	Columns   []Column
	Rows      [][]Cell
	Basis     Basis
	Notes     [][]Span
	Appendix  bool // long: the workbook has it, the page scrolls it
	OffPaper  bool // so long that paper does without it
	TotalRow  bool // the last row is a total
	Ordered   bool // rows stand in the order of a figure, not of their labels
	Own       bool // the school's own table: title and headings are labels
	Shared    *Shared
}

// Shared puts tables of one shape, such as those of one major after another,
// on one sheet of a workbook: a page has each by itself.
type Shared struct {
	Title   string            // of the sheet; tables of one title share it
	Columns []Column          // that say which table a row is of
	Cells   []Cell            // their values in this table
	Titles  map[string]string // of columns that go by another title there, by key
}

// Basis is what every table and chart prints under itself: which cohort,
// cut-off, edition and population its figures stand on. Empty fields are left
// out. Renderers print Spans(), never the fields.
type Basis struct {
	Cohort      string // 2024
	Cutoff      string // 2024-08-31
	CutoffTitle string // 初次
	CutoffState string // 自报, 省核, 核定
	Edition     string // 2024
	Population  string // 全体毕业生
	Source      string // marts.placement
	N           *figure.Figure
}

// ChartKind names the shape of a chart.
type ChartKind string

// The shapes in use.
const (
	Bar        ChartKind = "bar"       // vertical bars, Series over Category
	BarH       ChartKind = "bar-h"     // horizontal bars, long labels
	Stacked    ChartKind = "stacked"   // parts of a whole
	Line       ChartKind = "line"      // years; Breaks are drawn
	Pie        ChartKind = "pie"       // at most six parts
	Sankey     ChartKind = "sankey"    // Category → To, weight Series[0]
	TileGrid   ChartKind = "tile-grid" // provinces as tiles, no borders
	DotPlot    ChartKind = "dot-plot"  // one value a line, with a reference line or an interval
	Histogram  ChartKind = "histogram" // how many units fall in each class
	ScatterPct ChartKind = "scatter"   // x = Series[0] (size), y = Series[1] (share)
	Multiples  ChartKind = "multiples" // small multiples: a panel for each value of By, all on one scale
)

// Chart draws columns of a table that stands under it; it holds no number of
// its own.
type Chart struct {
	ID, Title string
	Kind      ChartKind
	Table     *Table
	Category  string         // key of the label column (Sankey: of the origin column)
	To        string         // Sankey: key of the destination column
	Series    []string       // keys of the figure columns
	By        string         // key of a label column. Multiples: a panel for each of its values; DotPlot: a mark for each
	Only      string         // draws the rows alone whose By is this
	Low, High string         // DotPlot: keys of the ends of the interval about Series[0]
	Unit      string         // 人, %
	Breaks    []Break        // Line: between which categories comparability ends
	Reference *figure.Figure // DotPlot: the line to compare with, e.g. 全校
	RefTitle  string         // DotPlot: what the line is
	Top       int            // draw the first Top rows only, 0 = all; the table keeps all
	Native    bool           // the workbook draws it too
	Summary   []Span         // text alternative
}

// Break is a change of regime in a trend, drawn before the category whose cell
// prints as Category (Cell.Plain).
type Break struct{ Category, Why string }

func (Paragraph) block() {}
func (*Table) block()    {}
func (*Chart) block()    {}
