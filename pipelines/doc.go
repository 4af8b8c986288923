// Package pipelines is the way of the data, from a folder of spreadsheets to a
// published build of the warehouse.
//
//	file → source → raw.* → staging.* → warehouse.* → marts.* → figures → report
//
// What each package does, in the order in which the data meets them:
//
//	fault      the one error a user is meant to read
//	strict     TOML in which every key must be known
//	workspace  quxiang.toml, the folders, whether the disk is fit
//	source     bytes → sheets → typed cells; one file per format
//	contract   headings → columns, mappings, title rows, totals, unpivot
//	identity   check digits, pseudonyms, masks
//	store      the only package that knows the database files
//	load       one file → its own temporary database → raw.*, in one transaction
//	model      SQL models, their graph, the build, their unit tests, lineage
//	check      a query that returns bad rows is a failed check
//	rule       rules of red and yellow cards, and the engine that applies them
//	stats      intervals, overdispersion, shrinkage, ranks: pure numbers
//	posting    what job postings must not say, and where they do
//	card       what the rules say of each major, and how sure that is
//	ranking    majors and schools among their peers
//	ledger     undo, states, freezes, corrections, lists that name people
//	synth      a synthetic university or province, seeded
//
// Two kinds of database file: the store (raw, meta) is durable and changes only
// in transactions; a build holds everything derived and never changes once it
// is published. Nothing here imports reports: what draws the report is handed
// to Run by whoever calls it.
package pipelines
