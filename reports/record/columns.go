package record

import (
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/schema"
)

// column is a column of the file: a text or a number, required or not. Exactly
// one of text and number is set; they point into a row.
type column struct {
	name     string
	text     func(*Figure) *string
	number   func(*Figure) *int64
	optional bool
	setText  func(*Figure, string)
	setInt   func(*Figure, int64)
}

// columns are those of the file, in their order.
var columns = []column{
	text("id", func(f *Figure) *string { return &f.ID }),
	text("indicator", func(f *Figure) *string { return &f.Indicator }),
	text("edition", func(f *Figure) *string { return &f.Edition }),
	{name: "cohort", number: func(f *Figure) *int64 { return &f.Cohort }, setInt: func(f *Figure, n int64) { f.Cohort = n }},
	text("cutoff", func(f *Figure) *string { return &f.Cutoff }),
	text("grain", func(f *Figure) *string { return &f.Grain }),
	text("keys", func(f *Figure) *string { return &f.Keys }),
	text("kind", func(f *Figure) *string { return &f.Kind }),
	maybe("num", func(f *Figure) **int64 { return &f.Num }),
	maybe("den", func(f *Figure) **int64 { return &f.Den }),
	maybe("scale", func(f *Figure) **int64 { return &f.Scale }),
	text("unit", func(f *Figure) *string { return &f.Unit }),
	{name: "text", optional: true, text: func(f *Figure) *string { return f.Text }, setText: func(f *Figure, s string) { f.Text = &s }},
	maybe("n", func(f *Figure) **int64 { return &f.N }),
	text("state", func(f *Figure) *string { return &f.State }),
	text("printed", func(f *Figure) *string { return &f.Printed }),
	text("audience", func(f *Figure) *string { return &f.Audience }),
	text("source", func(f *Figure) *string { return &f.Source }),
}

// text is a column of texts that every row has.
func text(name string, at func(*Figure) *string) column {
	return column{name: name, text: at, setText: func(f *Figure, s string) { *at(f) = s }}
}

// maybe is a column of numbers that rows may lack.
func maybe(name string, at func(*Figure) **int64) column {
	return column{name: name, optional: true, number: func(f *Figure) *int64 { return *at(f) },
		setInt: func(f *Figure, n int64) { *at(f) = &n }}
}

// node is the column in the file's schema.
func (c column) node() (schema.Node, error) {
	repetition := parquet.Repetitions.Required
	if c.optional {
		repetition = parquet.Repetitions.Optional
	}
	if c.text != nil {
		return schema.NewPrimitiveNodeLogical(c.name, repetition, schema.StringLogicalType{}, parquet.Types.ByteArray, -1, -1)
	}
	return schema.NewPrimitiveNodeLogical(c.name, repetition, schema.NewIntLogicalType(64, true), parquet.Types.Int64, -1, -1)
}

// root is the file's schema.
func root() (*schema.GroupNode, error) {
	var fields schema.FieldList
	for _, c := range columns {
		n, err := c.node()
		if err != nil {
			return nil, err
		}
		fields = append(fields, n)
	}
	return schema.NewGroupNode("figures", parquet.Repetitions.Required, fields, -1)
}
