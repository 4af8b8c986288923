package contract

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Codes is the code tables of sql/reference, as far as reading files needs
// them: which codes exist, what they are called, and which labels mean them.
type Codes struct {
	tables map[string]*codeTable
}

type codeTable struct {
	codes  map[string]string   // code → name
	order  []string            // codes in the table's order
	labels map[string][]string // normalised label → codes that it may mean, best first
	widths []int               // lengths of codes, ascending
}

// LoadCodes reads reference/*.csv of the SQL tree: every table that has the
// columns code and name, and label.csv (dimension, label, code) where there is
// one. Of the catalogue, digits count as codes beside the code with its suffix.
func LoadCodes(tree fs.FS) (*Codes, error) {
	files, err := fs.Glob(tree, "reference/*.csv")
	if err != nil {
		return nil, err
	}
	codes := &Codes{tables: map[string]*codeTable{}}
	for _, file := range files {
		if err := codes.read(tree, file); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	for _, table := range codes.tables {
		table.finish()
	}
	return codes, nil
}

func (c *Codes) read(tree fs.FS, file string) error {
	f, err := tree.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	if len(records) == 0 {
		return errors.New("empty")
	}
	name := strings.TrimSuffix(strings.TrimPrefix(file, "reference/"), ".csv")
	if name == "label" {
		return c.addLabels(records)
	}
	c.addTable(name, records)
	return nil
}

func (c *Codes) table(name string) *codeTable {
	t, ok := c.tables[name]
	if !ok {
		t = &codeTable{codes: map[string]string{}, labels: map[string][]string{}}
		c.tables[name] = t
	}
	return t
}

func (c *Codes) addTable(name string, records [][]string) {
	code, title := slices.Index(records[0], "code"), slices.Index(records[0], "name")
	if code < 0 || title < 0 {
		return // a table of rules, not of codes
	}
	digits, alias := slices.Index(records[0], "digits"), slices.Index(records[0], "alias")
	table := c.table(name)
	for _, r := range records[1:] {
		table.add(r[code], r[title])
		if digits >= 0 && r[digits] != r[code] {
			table.codes[r[digits]] = r[title]
		}
		if alias >= 0 && r[alias] != "" {
			table.label(r[alias], r[code])
		}
	}
}

func (c *Codes) addLabels(records [][]string) error {
	dimension, label, code := slices.Index(records[0], "dimension"), slices.Index(records[0], "label"), slices.Index(records[0], "code")
	if dimension < 0 || label < 0 || code < 0 {
		return errors.New("label.csv needs dimension, label and code")
	}
	for _, r := range records[1:] {
		c.table(r[dimension]).label(r[label], r[code])
	}
	return nil
}

func (t *codeTable) add(code, name string) {
	if _, again := t.codes[code]; !again { // a code whose meaning changed stands twice, the present one first
		t.order = append(t.order, code)
		t.codes[code] = name
	}
	t.label(name, code)
}

func (t *codeTable) label(label, code string) {
	key := Normalise(label)
	if !slices.Contains(t.labels[key], code) {
		t.labels[key] = append(t.labels[key], code)
	}
}

func (t *codeTable) finish() {
	for code := range t.codes {
		if !slices.Contains(t.widths, len(code)) {
			t.widths = append(t.widths, len(code))
		}
	}
	slices.Sort(t.widths)
}

// Known reports whether the table has the code.
func (c *Codes) Known(table, code string) bool {
	t, ok := c.tables[table]
	if !ok {
		return false
	}
	_, known := t.codes[code]
	return known
}

// Lookup returns the codes that a label may mean, best first.
func (c *Codes) Lookup(table, label string) []string {
	t, ok := c.tables[table]
	if !ok {
		return nil
	}
	return t.labels[Normalise(label)]
}

// Name is the code's name, empty when the table has no such code.
func (c *Codes) Name(table, code string) string {
	if t, ok := c.tables[table]; ok {
		return t.codes[code]
	}
	return ""
}

// Names lists a table's names in its order, without repeats and without our
// own codes for what a file left open.
func (c *Codes) Names(table string) []string {
	t, ok := c.tables[table]
	if !ok {
		return nil
	}
	var names []string
	for _, code := range t.order {
		name := t.codes[code]
		if !slices.Contains(openEnded, name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Pairs lists a table's codes with their names, in its order, without our own
// codes for what a file left open.
func (c *Codes) Pairs(table string) []string {
	t, ok := c.tables[table]
	if !ok {
		return nil
	}
	var pairs []string
	for _, code := range t.order {
		if name := t.codes[code]; !slices.Contains(openEnded, name) {
			pairs = append(pairs, code+" "+name)
		}
	}
	return pairs
}

// openEnded are names that stand for what is missing; nobody should pick them.
var openEnded = []string{"未登记", "未识别", "未注明", "就业（未细分）"}

// restored returns the code that s becomes with the leading zeros that a
// spreadsheet dropped, if exactly that makes it a code of the table.
func (t *codeTable) restored(s string) (string, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return "", false
	}
	for _, width := range t.widths {
		if width <= len(s) {
			continue
		}
		padded := strings.Repeat("0", width-len(s)) + s
		if _, known := t.codes[padded]; known {
			return padded, true
		}
	}
	return "", false
}
