package contract

import (
	"slices"
	"strings"
)

// Claim says what a column of a file is taken for, and why.
type Claim struct {
	Col     int    `json:"column"` // 1-based
	Heading string `json:"heading"`
	Name    string `json:"canonical,omitempty"` // canonical name; "" for a column that nobody claims
	Title   string `json:"title,omitempty"`     // heading of that column in our own template
	Why     string `json:"why,omitempty"`       // in Chinese
}

// Claims lists the columns of a sheet that have a meaning, from left to right.
func (s *SheetLayout) Claims(c *Contract, m *Mapping) []Claim {
	var all []Claim
	for _, col := range s.columns() {
		name, ok := s.Columns[col]
		if !ok || name == "" {
			continue
		}
		column, _ := c.Column(name)
		all = append(all, Claim{Col: col, Heading: tidyHeading(s.Headings[col]), Name: name, Title: column.Heading,
			Why: s.why(column, col, m)})
	}
	for _, col := range s.Unpivot {
		all = append(all, Claim{Col: col, Heading: tidyHeading(s.Headings[col]), Name: m.Unpivot.Value, Why: "映射文件：这一列转成行"})
	}
	slices.SortFunc(all, func(a, b Claim) int { return a.Col - b.Col })
	return all
}

// why says by what a column was recognised.
func (s *SheetLayout) why(column Column, col int, m *Mapping) string {
	heading := s.Headings[col]
	if m != nil {
		if mapped, ok := m.Columns[column.Name]; ok {
			return "映射文件写明「" + mapped + "」"
		}
	}
	same := func(other string) bool { return Normalise(other) == Normalise(heading) }
	switch {
	case strings.TrimSpace(heading) == column.Heading:
		return "表头同名"
	case same(column.Heading):
		return "表头同名，不计空格和全角半角"
	case slices.ContainsFunc(column.Alias, same):
		return "也认得的名称"
	}
	return "另一行表头"
}
