package contract

import (
	"slices"
	"strings"

	"quxiang/pipelines/source"
)

// Candidate is a contract that a book comes near to, and what it lacks of it.
type Candidate struct {
	Contract *Contract
	Sheet    SheetLayout
	Missing  []string      // in Chinese, one for each thing that is required: 毕业去向代码 或 毕业去向
	Wide     []WideHeading // columns that want to become rows
}

// Nearest returns the contract whose headings a sheet of the book has most of,
// whole or not; of the named one only, where a name is given. Columns that
// want to become rows count. Nil: no sheet has a heading that anybody knows.
func (s Set) Nearest(book source.Book, name string, m *Mapping, codes *Codes) (*Candidate, error) {
	var best *Candidate
	for _, c := range s {
		if name != "" && c.Name != name {
			continue
		}
		for _, sheet := range book.Sheets() {
			if sheet.Hidden || m != nil && m.File.Sheet != "" && m.File.Sheet != sheet.Name {
				continue
			}
			found, err := c.matchSheet(book, sheet, m)
			if found == nil {
				return nil, err
			}
			if near := c.candidate(found, m, codes); near.score() > best.score() {
				best = near
			}
		}
	}
	return best, nil
}

func (c *Contract) candidate(s *SheetLayout, m *Mapping, codes *Codes) *Candidate {
	near := &Candidate{Contract: c, Sheet: *s, Wide: c.wideHeadings(s, codes)}
	if f := s.missing(c, m); f != nil {
		near.Missing = strings.Split(f.Column, "；")
	}
	if value, _ := c.Column(c.widened()); len(near.Wide) > 0 {
		near.Missing = slices.DeleteFunc(near.Missing, func(s string) bool { return s == value.Heading })
	}
	return near
}

// widened is the column whose values stand in wide columns, "" for none.
func (c *Contract) widened() string {
	if c.Wide == nil {
		return ""
	}
	return c.Wide.Value
}

func (c *Candidate) score() int {
	if c == nil {
		return 0
	}
	return len(c.Sheet.Columns) + len(c.Wide)
}

// Constant is a key column that no heading gives: the same on every row,
// perhaps, and for a person to fill in.
type Constant struct {
	Name  string `json:"canonical"`
	Title string `json:"title"`
}

// Constants lists the keys that the sheet has no column for.
func (c *Candidate) Constants() []Constant {
	var all []Constant
	for _, group := range c.Contract.Keys {
		if !slices.ContainsFunc(group, c.Sheet.has) && !(len(c.Wide) > 0 && slices.Contains(group, c.Contract.widened())) {
			column, _ := c.Contract.Column(group[0])
			all = append(all, Constant{group[0], column.Heading})
		}
	}
	return all
}

// Guess is what an unclaimed column may be. A guess is offered to a person and
// never followed by itself.
type Guess struct {
	Col     int    `json:"column"` // 1-based
	Heading string `json:"heading"`
	Name    string `json:"canonical"`
	Title   string `json:"title"` // its heading in our own template
	Why     string `json:"why"`   // in Chinese
}

// Guesses looks at the headings and at the first rows of the columns that
// nobody claims, for columns of the contract that the sheet still lacks.
func (c *Candidate) Guesses(book source.Book, codes *Codes) ([]Guess, error) {
	if len(c.Sheet.Unknown) == 0 {
		return nil, nil
	}
	samples, err := c.samples(book)
	if err != nil {
		return nil, err
	}
	var all []Guess
	taken := map[string]bool{}
	for _, u := range c.Sheet.Unknown {
		if InWide(c.Wide, u.Col) {
			continue
		}
		free := slices.DeleteFunc(slices.Clone(c.Contract.Columns), func(k Column) bool { return c.Sheet.has(k.Name) || taken[k.Name] })
		if g, ok := guess(u, samples[u.Col], free, codes); ok {
			taken[g.Name] = true
			all = append(all, g)
		}
	}
	return all, nil
}

// sampleRows is how many rows are looked at for a guess.
const sampleRows = 2000

// samples collects the values of the unclaimed columns with how often each
// occurs. They stay in memory: they may be anything.
func (c *Candidate) samples(book source.Book) (map[int]map[string]int, error) {
	rows, err := book.Rows(c.Sheet.Sheet.Index)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	samples := map[int]map[string]int{}
	for _, u := range c.Sheet.Unknown {
		samples[u.Col] = map[string]int{}
	}
	for n := 0; n < sampleRows && rows.Next(); n++ {
		if rows.Row().Number <= c.Sheet.LastRow {
			continue
		}
		for _, cell := range rows.Row().Cells {
			if sample := samples[cell.Col]; sample != nil && cell.Text != "" {
				sample[strings.TrimSpace(cell.Text)]++
			}
		}
	}
	return samples, rows.Err()
}
