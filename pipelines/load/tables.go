package load

import (
	"quxiang/pipelines/contract"
	"quxiang/pipelines/store"
)

// RawTables is the shape of schema raw: one table for each contract.
func RawTables(contracts contract.Set) []store.Table {
	var tables []store.Table
	for _, c := range contracts {
		t := store.Table{Name: c.Name}
		for _, column := range c.RawColumns() {
			t.Columns = append(t.Columns, store.Column(column))
		}
		tables = append(tables, t)
	}
	return tables
}
