package chapter

import (
	"strings"

	"quxiang/reports/figure"
)

// Planner lets a reader move the total and the caps of a proposal and see at
// once what it would be; only a page has it, and only where scripts run. Table
// is the proposal's own table, which stands in the same chapter, and Keys name
// the lines of Problem that its rows are.
type Planner struct {
	ID, Title string
	Table     *Table
	Columns   []string // keys of the table's columns that stand beside the result
	Base      string   // key of the column with this year's plan
	Keys      []string
	Groups    []PlannerGroup
	Problem   string // JSON of whole numbers, as pipelines/quota writes it
	Settings  []Slider
}

// PlannerGroup is a sum that the page shows.
type PlannerGroup struct {
	Key, Title string         // key of the problem; "" for all
	Base       *figure.Figure // this year's
}

// Slider is a number of the problem that the reader may move.
type Slider struct {
	Name, Title, Unit string // total, up, down, least
	Min, Max          int64
	Start             *figure.Figure // a count: where it starts
}

func (*Planner) block() {}

// eachOfPlanner visits the figures that only a planner has.
func eachOfPlanner(p *Planner, visit func(*figure.Figure)) {
	for _, g := range p.Groups {
		eachPointer(g.Base, visit)
	}
	for _, s := range p.Settings {
		eachPointer(s.Start, visit)
	}
}

// planner checks that what a planner shows beside its results is there.
func (c *checker) planner(where string, p *Planner) {
	where += "/" + p.ID
	c.id("planner", p.ID)
	c.words(where, p.Title)
	if p.Table == nil || len(p.Keys) != len(p.Table.Rows) || !strings.HasPrefix(p.Problem, "{") {
		c.fail("%s: not one line of its problem for every row", where)
		return
	}
	for _, key := range append([]string{p.Base}, p.Columns...) {
		if p.Table.ColumnIndex(key) < 0 {
			c.fail("%s: its table has no column %s", where, key)
		}
	}
	for _, s := range p.Settings {
		c.words(where, s.Title+s.Unit)
		if s.Start == nil || s.Min > s.Start.Value.Num || s.Start.Value.Num > s.Max {
			c.fail("%s: %s starts outside its range", where, s.Name)
		}
	}
}
