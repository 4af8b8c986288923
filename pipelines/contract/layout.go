package contract

import (
	"fmt"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/source"
)

// Layout is where a contract's columns lie in a book.
type Layout struct {
	Contract *Contract
	Version  string // the known version whose headings the file has most of
	Sheets   []SheetLayout
	Ignored  []source.Sheet // visible sheets without the contract's headings
	Hidden   []source.Sheet // hidden ones are never read
}

// SheetLayout is where the columns lie in one sheet.
type SheetLayout struct {
	Sheet     source.Sheet
	HeaderRow int            // the first row of headings
	LastRow   int            // the last row of headings
	Headings  map[int]string // column → heading as written, the lower of two rows
	Columns   map[int]string // column → canonical name
	Unpivot   []int          // columns that become rows
	Unknown   []Unclaimed

	fieldNames int   // headings that are field names: KSH, XM
	positions  []int // column → position in the contract, -1 for none; made by locate
}

// locate prepares position.
func (s *SheetLayout) locate(c *Contract) {
	for col, name := range s.Columns {
		for len(s.positions) <= col {
			s.positions = append(s.positions, -1)
		}
		s.positions[col] = c.Index(name)
	}
}

// position returns which of the contract's columns stands in col, -1 for none.
func (s *SheetLayout) position(col int) int {
	if col >= len(s.positions) {
		return -1
	}
	return s.positions[col]
}

// Unclaimed is a column that the contract does not know: of it the heading and how
// many rows fill it are kept, no values.
type Unclaimed struct {
	Sheet   string `json:"-"`
	Col     int    `json:"column"` // 1-based
	Heading string `json:"heading"`
	Filled  int64  `json:"filled"` // rows with a value
	Rows    int64  `json:"rows"`
}

// peekRows is how many filled rows are looked at for headings: titles and
// notes come before, hardly more than this.
const peekRows = 25

// Match finds the contract's columns in every visible sheet of the book. A
// mapping (nil for none) has the last word on headings. It is a fault of kind
// Contract when a required column is missing or two columns claim one name.
func (c *Contract) Match(book source.Book, m *Mapping) (*Layout, error) {
	layout, failed := c.match(book, m)
	if failed != nil {
		return nil, failed.err
	}
	return layout, nil
}

// mismatch is why a book does not fit a contract, and how near it came: the
// columns found in the sheet at fault.
type mismatch struct {
	err     error
	near    int
	certain bool // all that is required is there: the fault is this contract's
}

func (c *Contract) match(book source.Book, m *Mapping) (*Layout, *mismatch) {
	layout := &Layout{Contract: c}
	var nearest *mismatch
	for _, sheet := range book.Sheets() {
		wanted := m != nil && m.File.Sheet == sheet.Name
		switch {
		case m != nil && m.File.Sheet != "" && !wanted:
			continue
		case sheet.Hidden && sheet.Name == listSheet:
			continue // a template's own lists
		case sheet.Hidden && !wanted:
			layout.Hidden = append(layout.Hidden, sheet)
			continue
		}
		found, failed := c.trySheet(book, sheet, m)
		switch {
		case failed == nil:
			found.locate(c)
			layout.Sheets = append(layout.Sheets, *found)
		case failed.certain:
			return nil, failed
		default:
			layout.Ignored = append(layout.Ignored, sheet)
			if nearest == nil || failed.near > nearest.near {
				nearest = failed
			}
		}
	}
	if len(layout.Sheets) > 0 {
		layout.Version = c.version(layout.Sheets[0])
		return layout, nil
	}
	if nearest == nil {
		nearest = &mismatch{err: noSheet(book, m)}
	}
	return nil, nearest
}

// trySheet matches one sheet. A fault in its headings is the contract's only
// where all required columns were found: notes about columns are no table.
func (c *Contract) trySheet(book source.Book, sheet source.Sheet, m *Mapping) (*SheetLayout, *mismatch) {
	found, err := c.matchSheet(book, sheet, m)
	if found == nil {
		return nil, &mismatch{err: err, certain: true}
	}
	why := found.missing(c, m)
	switch {
	case why == nil && err == nil:
		return found, nil
	case why == nil || m != nil && err != nil:
		return nil, &mismatch{err: err, near: len(found.Columns), certain: true}
	}
	return nil, &mismatch{err: why, near: len(found.Columns)}
}

func noSheet(book source.Book, m *Mapping) error {
	f := &fault.Error{Kind: fault.Contract, Op: "辨认表头", Why: "没有可读的工作表", Hint: "取消隐藏要载入的工作表"}
	if m != nil && m.File.Sheet != "" {
		var names []string
		for _, sheet := range book.Sheets() {
			names = append(names, sheet.Name)
		}
		f.Sheet, f.Why = m.File.Sheet, "没有这个工作表"
		f.Hint = "映射文件 [file] 的 sheet 应为其中之一：" + strings.Join(names, "、")
	}
	return f
}

// missing names what the contract requires and the sheet lacks; nil when it
// lacks nothing.
func (s *SheetLayout) missing(c *Contract, m *Mapping) *fault.Error {
	if len(s.Headings) == 0 {
		return &fault.Error{Kind: fault.Contract, Op: "辨认表头", Sheet: s.Sheet.Name, Why: "工作表是空的", Hint: "检查是否选错了文件，或数据在别的工作表"}
	}
	groups := slices.Clone(c.RequiredAny)
	for _, name := range c.Required {
		groups = append(groups, []string{name})
	}
	if c.Person {
		groups = append(groups, append(slices.Clone(c.IdentifyAny), headCount(c)...))
	}
	var lacking []string
	for _, group := range groups {
		if !slices.ContainsFunc(group, func(name string) bool { return s.has(name) || m.gives(name) }) {
			lacking = append(lacking, c.headings(group))
		}
	}
	if len(lacking) == 0 {
		return nil
	}
	f := &fault.Error{Kind: fault.Contract, Op: "辨认表头", Sheet: s.Sheet.Name, Column: strings.Join(lacking, "；"),
		Why: fmt.Sprintf("按「%s」辨认，缺少必需的列", c.Title), Hint: "补上这些列；若表头用的是别的名称，写一个映射文件（见 docs/mappings.md）"}
	if len(s.Columns) > 0 {
		f.Row = s.HeaderRow
	}
	return f
}

func headCount(c *Contract) []string {
	if c.Index("head_count") >= 0 {
		return []string{"head_count"}
	}
	return nil
}

func (s *SheetLayout) has(name string) bool {
	for _, have := range s.Columns {
		if have == name {
			return true
		}
	}
	return false
}

// headings prints a group of columns: 毕业去向代码 或 毕业去向.
func (c *Contract) headings(group []string) string {
	titles := make([]string, len(group))
	for i, name := range group {
		column, _ := c.Column(name)
		titles[i] = column.Heading
	}
	return strings.Join(titles, " 或 ")
}

// version picks the version whose columns the sheet has, and of several the
// one that has least beside them. Versions of field names count only where the
// sheet has field names, and come first there.
func (c *Contract) version(s SheetLayout) string {
	best, score := c.Versions[0].Name, -1.0
	for _, version := range c.Versions {
		if version.FieldNames && s.fieldNames < 3 {
			continue
		}
		var both, either int
		for _, column := range c.Columns {
			in, has := column.In(version.Name), s.has(column.Name)
			if in && has {
				both++
			}
			if in || has {
				either++
			}
		}
		share := float64(both)/float64(max(len(s.Columns), 1)) + float64(both)/float64(max(either, 1))/1000
		if version.FieldNames {
			share++
		}
		if share > score {
			best, score = version.Name, share
		}
	}
	return best
}

// Recognise returns the layout of the contract whose headings the book has
// most of. Two that fit equally well are a fault: nobody should guess.
func (s Set) Recognise(book source.Book) (*Layout, error) {
	var best, second *Layout
	var nearest *mismatch
	for _, c := range s {
		layout, failed := c.match(book, nil)
		switch {
		case failed != nil:
			if nearest == nil || failed.near > nearest.near {
				nearest = failed
			}
		case best == nil || layout.matched() > best.matched():
			best, second = layout, nil
		case layout.matched() == best.matched():
			second = layout
		}
	}
	switch {
	case nearest != nil && nearest.certain && (best == nil || nearest.near > best.matched()):
		return nil, nearest.err // what it is was clear; it is broken
	case best == nil:
		return nil, unrecognised(s, nearest)
	case second != nil:
		return nil, &fault.Error{Kind: fault.Contract, Op: "辨认文件",
			Why:  fmt.Sprintf("既像「%s」又像「%s」", best.Contract.Title, second.Contract.Title),
			Hint: fmt.Sprintf("用 --contract %s 或 --contract %s 指明", best.Contract.Name, second.Contract.Name)}
	}
	return best, nil
}

// resemblance is how many columns a file must share with a contract before we
// say what it lacks of it.
const resemblance = 3

func unrecognised(s Set, nearest *mismatch) error {
	if nearest != nil && (nearest.certain || nearest.near >= resemblance) {
		return nearest.err
	}
	return &fault.Error{Kind: fault.Contract, Op: "辨认文件", Why: "表头不像任何一种数据",
		Hint: "用 --contract 指明是哪一种，或写一个映射文件（见 docs/mappings.md）。可载入的有：" + strings.Join(s.Titles(), "、")}
}

func (l *Layout) matched() int { return len(l.Sheets[0].Columns) }
