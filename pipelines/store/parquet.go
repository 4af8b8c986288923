//go:build duckdb_arrow

package store

import (
	"strings"

	"quxiang/pipelines/query"
)

// view is the statement that lets models read p's files by the table's name. A
// column that no file has stops the build: what is not there is not empty.
func (p Parquet) view() string {
	files := make([]string, len(p.Files))
	for i, file := range p.Files {
		files[i] = query.Literal(file)
	}
	columns := make([]string, len(p.Table.Columns))
	for i, c := range p.Table.Columns {
		from := query.Identifier(c.Name)
		switch c.Name {
		case "_file_id":
			from = "file_index"
		case "_row":
			from = "file_row_number"
		}
		columns[i] = "cast(" + from + " as " + c.Type + ") as " + query.Identifier(c.Name)
	}
	return "create view if not exists stg.raw." + query.Identifier(p.Table.Name) + " as select " + strings.Join(columns, ", ") +
		" from read_parquet([" + strings.Join(files, ", ") + "], union_by_name = true)"
}
