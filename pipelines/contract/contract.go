// Package contract says what a file must hold and reads it accordingly.
//
// A contract (sql/sources/*.toml) lists the canonical columns of one kind of
// file: their headings, types, code tables and how close each comes to a
// person. Match finds the contract's columns in a book; a Reader turns the
// book's rows into records, one string per column of the contract, with the
// problems found on the way. Nothing here knows a database.
package contract

import (
	"slices"

	"quxiang/pipelines/identity"
)

// Contract is one kind of file, in all its versions.
type Contract struct {
	Name   string `toml:"name"`  // destination; also the name of its table in raw
	Title  string `toml:"title"` // 毕业去向登记
	Kind   Kind   `toml:"kind"`
	Grain  string `toml:"grain"`  // what one row is, in Chinese
	Person bool   `toml:"person"` // rows are people: never refused for an attribute
	// Lenient says that a row is something that was done, or somebody in a post:
	// it counts though one of its attributes can't be read.
	Lenient     bool       `toml:"lenient"`
	Folder      string     `toml:"folder"` // of the blank workbook, within that of all; empty: there
	IdentifyAny []string   `toml:"identify_any"`
	Required    []string   `toml:"required"`     // columns that the heading must have
	RequiredAny [][]string `toml:"required_any"` // of each group, the heading must have one
	Keys        [][]string `toml:"keys"`         // of each group, every row must fill one
	TotalsIn    []string   `toml:"totals_in"`    // a totals word in one of these makes a totals row
	Wide        *Wide      `toml:"wide"`         // files with one column per province
	Versions    []Version  `toml:"version"`
	Columns     []Column   `toml:"column"`

	byHeading map[string]int // normalised heading or alias → column
	byName    map[string]int
}

// Kind says how loads of a contract replace one another.
type Kind string

// The kinds of contract.
const (
	Snapshot  Kind = "snapshot"  // a state at a date, of a cohort; a later one stands beside it
	Reference Kind = "reference" // facts that only grow
	Exchange  Kind = "exchange"  // what this program wrote elsewhere; the later file counts
	Parquet   Kind = "parquet"   // files that builds read where they lie; nothing is loaded
)

// Version is one known form of a contract's files.
type Version struct {
	Name  string `toml:"name"`  // national_export@2014-2022
	Title string `toml:"title"` // 全国毕业去向登记导出
	// FieldNames says that its headings are, or stand under, field names: KSH, XM.
	FieldNames bool `toml:"field_names"`
}

// TemplateVersion is the version of the blank workbooks that `init` writes.
const TemplateVersion = "template@2026"

// Class says how close a column comes to a person (个人信息保护法); a direct
// identifier never leaves raw.
type Class string

// The classes of column.
const (
	Direct    Class = "直接标识"
	Sensitive Class = "敏感"
	General   Class = "一般"
)

// Type says how a column's cells are read.
type Type string

// The types of column. All values stay strings; typed ones are written in one
// spelling where they can be read: dates 2024-06-30 or 2024-06, numbers with a
// point and no grouping, shares as a fraction of one.
const (
	Text    Type = "text"
	Code    Type = "code"
	Date    Type = "date"
	Integer Type = "integer"
	Decimal Type = "decimal"
	Share   Type = "share"
	Amount  Type = "amount" // a number, perhaps with its unit behind it: 320万元
)

// Column is one canonical column.
type Column struct {
	Name       string        `toml:"name"`
	Heading    string        `toml:"heading"` // as our own template writes it
	Alias      []string      `toml:"alias"`   // other headings, pinyin field names among them
	Class      Class         `toml:"class"`
	Identifier identity.Kind `toml:"identifier"` // idcard, exam, student, staff, contact
	Type       Type          `toml:"type"`
	Reference  string        `toml:"reference"` // code table: sql/reference/<reference>.csv
	LabelOf    string        `toml:"label_of"`  // this text is the label of that code column
	Width      int           `toml:"width"`     // only so many leading characters are the table's code
	Agree      bool          `toml:"agree"`     // code and text that disagree are an error
	Dropdown   bool          `toml:"dropdown"`  // the template offers a list
	Values     []string      `toml:"values"`    // the list, where no code table gives it
	Closed     bool          `toml:"closed"`    // no other value means anything
	// Also are other words for a value of a closed list; they become the value.
	Also map[string][]string `toml:"also"`
	// FilledBy are columns of which a filled one makes this one 是, where it is
	// empty itself: a helper's name is not to be read, only that there is one.
	FilledBy []string `toml:"filled_by"`
	Versions []string `toml:"versions"`
	Template bool     `toml:"template"` // the blank template has it
	Note     string   `toml:"note"`     // 填写说明
}

// Fillable tells whether people fill in files of the contract, so that there is
// a blank workbook of it.
func (c *Contract) Fillable() bool { return c.Kind != Exchange && c.Kind != Parquet }

// Column returns the column of that canonical name.
func (c *Contract) Column(name string) (Column, bool) {
	i, ok := c.byName[name]
	if !ok {
		return Column{}, false
	}
	return c.Columns[i], true
}

// Index returns the position of a canonical column in Columns and in
// Record.Values, -1 when there is none.
func (c *Contract) Index(name string) int {
	if i, ok := c.byName[name]; ok {
		return i
	}
	return -1
}

// ByHeading returns the position of the column that a heading or alias names,
// -1 when there is none.
func (c *Contract) ByHeading(heading string) int {
	key := Normalise(heading)
	if i, ok := c.byHeading[key]; ok {
		return i
	}
	if i, ok := c.byHeading[unmarked(key)]; ok {
		return i
	}
	return -1
}

// In reports whether the column belongs to a version.
func (c Column) In(version string) bool { return slices.Contains(c.Versions, version) }

// RawColumn is one column of a contract's table in raw, with its SQL type.
type RawColumn struct{ Name, Type string }

// Provenance are the columns that every table of raw begins with.
var Provenance = []RawColumn{
	{"_load_id", "bigint"}, {"_file_id", "bigint"}, {"_sheet", "text"}, {"_row", "bigint"},
	{"_version", "text"}, {"_cohort", "bigint"}, {"_as_of", "date"}, {"_head_count", "bigint"},
	{"pid_idcard", "text"}, {"pid_exam", "text"}, {"pid_student", "text"}, {"_institution", "text"},
	{"pid_staff", "text"}, {"pid_contact", "text"},
}

// parquetTypes are the SQL types of the columns that Parquet files bring; what
// is not here is text.
var parquetTypes = map[Type]string{Date: "date", Integer: "bigint"}

// RawColumns are the columns of the contract's table in raw, in order.
func (c *Contract) RawColumns() []RawColumn {
	if c.Kind == Parquet {
		return c.parquetColumns()
	}
	columns := slices.Clone(Provenance)
	for _, column := range c.Columns {
		columns = append(columns, RawColumn{column.Name, "text"})
	}
	return columns
}

// parquetColumns are typed already; of where a row comes from there are the
// file's number in the list and the row's in the file.
func (c *Contract) parquetColumns() []RawColumn {
	columns := []RawColumn{{"_file_id", "bigint"}, {"_row", "bigint"}}
	for _, column := range c.Columns {
		kind, typed := parquetTypes[column.Type]
		if !typed {
			kind = "text"
		}
		columns = append(columns, RawColumn{column.Name, kind})
	}
	return columns
}
