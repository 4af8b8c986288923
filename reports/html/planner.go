package html

import (
	"encoding/json"
	"fmt"
	"html/template"

	"quxiang/reports/chapter"
)

// plannerView is a planner; its results are filled in by the page's script.
type plannerView struct {
	ID, Title string
	Problem   template.JS
	Settings  []settingView
	Columns   []chapter.Column
	Rows      []planRow
	Groups    []planGroup
}

// settingView is a number that may be typed or slid.
type settingView struct {
	Name, Title, Unit string
	Min, Max, Start   int64
	Data              *data
}

// planRow is a line; Name is what the script calls it by.
type planRow struct {
	Key, Name string
	Base      int64
	Cells     []cellView
}

// planGroup is a sum; Lead and Rest are how many columns stand before and
// between its numbers.
type planGroup struct {
	Key, Title string
	Base       int64
	Data       *data
	Lead, Rest int
}

func (b *builder) planner(p *chapter.Planner) *plannerView {
	b.plans = true
	v := &plannerView{ID: b.anchor(p.ID), Title: p.Title, Problem: b.problem(p)}
	for _, s := range p.Settings {
		v.Settings = append(v.Settings, settingView{s.Name, s.Title, s.Unit, s.Min, s.Max, s.Start.Value.Num, b.data(*s.Start)})
	}
	base := p.Table.ColumnIndex(p.Base)
	for _, key := range p.Columns {
		v.Columns = append(v.Columns, p.Table.Columns[p.Table.ColumnIndex(key)])
	}
	for i, row := range p.Table.Rows {
		v.Rows = append(v.Rows, b.planRow(p, row, p.Keys[i], row[base].Figure.Value.Num))
	}
	for _, g := range p.Groups {
		v.Groups = append(v.Groups, b.planGroup(p, g))
	}
	return v
}

func (b *builder) planRow(p *chapter.Planner, row []chapter.Cell, key string, base int64) planRow {
	v := planRow{Key: key, Base: base}
	for i, column := range p.Columns {
		at := p.Table.ColumnIndex(column)
		c := row[at]
		if c.Figure == nil {
			v.Name = c.Label + v.Name
		}
		v.Cells = append(v.Cells, cellView{Span: b.span(chapter.Span{Figure: c.Figure, Label: c.Label}), Heads: i == 0, Numeric: p.Table.Columns[at].Numeric})
	}
	return v
}

// planGroup sets a sum under the column that it is a sum of.
func (b *builder) planGroup(p *chapter.Planner, g chapter.PlannerGroup) planGroup {
	v := planGroup{Key: g.Key, Title: g.Title, Base: g.Base.Value.Num, Data: b.data(*g.Base)}
	for v.Lead < len(p.Columns)-1 && p.Columns[v.Lead] != p.Base {
		v.Lead++
	}
	v.Rest = len(p.Columns) - v.Lead - 1
	return v
}

// problem is the planner's problem, safe to stand in a data block: marshalling
// escapes <, > and &.
func (b *builder) problem(p *chapter.Planner) template.JS {
	safe, err := json.Marshal(json.RawMessage(p.Problem))
	if err != nil && b.err == nil {
		b.err = fmt.Errorf("problem of %s: %w", p.ID, err)
	}
	return template.JS(safe)
}
