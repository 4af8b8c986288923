// Package form fills the forms that a department sends: a mapping says which
// cell of a workbook takes which number of a mart, and a template says where the
// cells are and how they look.
//
// A mapping holds no query. Each item names a mart, filters, and a column or the
// two columns of a ratio; every coordinate of the mart's grain has to be filtered,
// listed or expressly summed over, so that nobody is counted twice. What a form
// asks and the marts don't have stays blank and is listed with its reason.
package form

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// op is what a fault says was being done.
const op = "填表"

// Filter keeps the rows whose columns have these values: several are parted by
// |, and @cohort, @cutoff and @edition stand for the report's.
type Filter map[string]string

// Form is a mapping: NAME.toml, and NAME.xlsx beside it where the form has a
// template of its own.
type Form struct {
	Name    string  // of the file
	Title   string  `toml:"title"`
	Purpose string  `toml:"purpose"` // who asks for it
	Source  string  `toml:"source"`  // where the headings come from
	Mark    string  `toml:"mark"`    // how sure: S, 2, M
	Note    string  `toml:"note"`
	Cells   []Cell  `toml:"cell"`
	Tables  []Table `toml:"table"`
}

// Item is what one cell, or each cell of a column, takes.
type Item struct {
	Title       string   `toml:"title"`
	Unit        string   `toml:"unit"`
	Note        string   `toml:"note"` // the definition it uses
	Where       Filter   `toml:"where"`
	Column      string   `toml:"column"`    // a counter, summed; in a table also one of by
	Numerator   string   `toml:"numerator"` // of a ratio, counters both
	Denominator string   `toml:"denominator"`
	As          string   `toml:"as"`      // of a ratio: percent 0.8421 as 84.21%, points 84.21, text "84.21%"
	Missing     string   `toml:"missing"` // why the marts do not have it
	Zero        []string `toml:"zero"`    // filters that nobody need meet: then 0, where there are data without them
}

// Cell is one cell of a form, known by its defined name.
type Cell struct {
	Name string   `toml:"name"`
	Mart string   `toml:"mart"`
	Over []string `toml:"over"` // of the grain: summed over
	Fact string   `toml:"fact"` // a fact about the workspace instead of a number
	Item
}

// Table is a table of a form: the named cell begins its first row, and each row
// of the mart is one below.
type Table struct {
	Name      string   `toml:"name"`
	Title     string   `toml:"title"`
	Note      string   `toml:"note"`
	Mart      string   `toml:"mart"`
	Where     Filter   `toml:"where"`
	By        []string `toml:"by"` // what a row is; rows are in this order
	Over      []string `toml:"over"`
	Overwrite bool     `toml:"overwrite"` // write over the rows below instead of moving them down
	Totals    string   `toml:"totals"`    // the name of the cell that begins the row of totals
	Columns   []Column `toml:"column"`
}

// Column is a column of a table, from left to right.
type Column struct {
	Code   string            `toml:"code"`   // of by: the code in a key like 本科:080901
	Serial bool              `toml:"serial"` // the row's number
	Say    map[string]string `toml:"say"`    // of a column of by: what stands for a value
	Item
}

// ratio tells that the item is a share.
func (i Item) ratio() bool { return i.Numerator != "" || i.Denominator != "" }

// The ways to write a share.
const (
	asPercent = "percent"
	asPoints  = "points"
	asText    = "text"
)

// Load reads every form of a folder in the order of their names.
func Load(files fs.FS, known []Mart) ([]Form, error) {
	entries, err := fs.ReadDir(files, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var forms []Form
	var problems error
	for _, e := range entries {
		if path.Ext(e.Name()) != ".toml" || e.IsDir() {
			continue
		}
		f, err := read(files, e.Name(), known)
		problems = errors.Join(problems, err)
		forms = append(forms, f)
	}
	return forms, problems
}

func read(files fs.FS, file string, known []Mart) (Form, error) {
	f := Form{Name: strings.TrimSuffix(file, ".toml")}
	text, err := fs.ReadFile(files, file)
	if err != nil {
		return f, err
	}
	shown := path.Join("forms", file)
	whole := strict.Whole(op, shown, text)
	if err := whole.Decode("docs/export.md", &f); err != nil {
		return f, err
	}
	return f, f.verify(whole, known)
}

// Choose finds a form by its name or its title.
func Choose(forms []Form, name string) (Form, error) {
	i := slices.IndexFunc(forms, func(f Form) bool { return f.Name == name || f.Title == name })
	if i >= 0 {
		return forms[i], nil
	}
	names := make([]string, len(forms))
	for i, f := range forms {
		names[i] = f.Name
	}
	return Form{}, &fault.Error{Kind: fault.Usage, Op: op, Value: name, Why: "没有这张表",
		Hint: "可用的表：" + strings.Join(names, "、") + "；自己的表放在工作区的 forms/ 里"}
}

// MarkWords tell how sure the wording of a form is.
func (f Form) MarkWords() string { return markWords[f.Mark] }

var markWords = map[string]string{"S": "见原文", "2": "转述，不是官方表样", "M": "惯例，不是官方表样"}
