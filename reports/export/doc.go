// Package export writes tables for other programs: a mart of the build, or the
// figures of an edition, as CSV, XLSX, Parquet or Arrow.
//
// Rows come in a total order, so equal builds give equal bytes but for the
// build's own name in them, and they stream, so that a mart may be larger than
// the memory. An edition decides what may leave: the internal one is stamped in
// the file's name and, where the format has a place for it, inside; a public one
// takes only marts without people and figures as the public report prints them.
package export

import (
	"context"

	"quxiang/reports/disclose"
	"quxiang/reports/figure"
)

// Column is a column of a table and what it means. Type is DuckDB's name of the
// type, in small letters.
type Column struct {
	Name, Type, Unit, Description string
}

// Mart is a table of the build with what its description says of it.
type Mart struct {
	Name        string // placement
	Description string // the grain first
	Grain       []string
	Nullable    []string // of the grain's columns
	Columns     []Column
}

// Column finds a column by its name.
func (m Mart) Column(name string) (Column, bool) {
	for _, c := range m.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return Column{}, false
}

// Table is what an export writes: columns, and the rows one after the other. A
// cell is nil, a string, an int64, a float64, a bool or, of a date, a string
// YYYY-MM-DD.
type Table struct {
	Name        string
	Description string
	Filter      string // which rows, in words; empty: all
	Origin      string // where the rows come from if not from the build of Facts
	Columns     []Column
	each        func(ctx context.Context, visit func(row []any) error) error
}

// Facts are what every file says of where it comes from.
type Facts struct {
	Institution string
	BuildID     string
	BuiltAt     string // as the report prints it
	Version     string // of the program
	Stale       bool   // data has changed since the build
	Audience    figure.Audience
}

// Stamp is what stands on the export: what the edition's readers must know.
func (f Facts) Stamp() string {
	if f.Audience == figure.Internal {
		return disclose.StampInternal
	}
	return "公开版"
}

// suffix is what the name of a file of the edition ends in.
func (f Facts) suffix() string {
	if f.Audience == figure.Internal {
		return "内部版"
	}
	return "公开版"
}

// origin is the one line that tells where a file comes from.
func (f Facts) origin() string {
	line := "数据构建 " + f.BuildID + "，时间 " + f.BuiltAt + "，程序 quxiang " + f.Version
	if f.Stale {
		line += "；数据已变动，按上一次构建"
	}
	return line
}

// origin is the table's own, else the build's.
func (t Table) origin(f Facts) string {
	if t.Origin != "" {
		return t.Origin
	}
	return f.origin()
}

// kind is how a column's values are written.
type kind uint8

const (
	text kind = iota
	integer
	float
	boolean
	date
)

var kinds = map[string]kind{
	"integer": integer, "int": integer, "bigint": integer, "smallint": integer, "tinyint": integer,
	"double": float, "float8": float, "boolean": boolean, "bool": boolean, "date": date,
}

// kind is text for every type that is none of the others.
func (c Column) kind() kind { return kinds[c.Type] }
