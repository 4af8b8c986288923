// Package pipelines is the way of the data, from a folder of spreadsheets to a
// published build of the warehouse.
//
//	file → source → raw.* → staging.* → warehouse.* → marts.* → figures → report
//
// What each package does stands in docs/architecture.md.
//
// Two kinds of database file: the store (raw, meta) is durable and changes only
// in transactions; a build holds everything derived and never changes once it
// is published. Nothing here imports reports: what draws the report is handed
// to Run by whoever calls it.
package pipelines
