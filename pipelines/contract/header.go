package contract

import (
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/source"
)

// headRow is one of the first rows of a sheet, as a row of headings.
type headRow struct {
	number int
	cells  map[int]string
}

// peek reads the first filled rows of a sheet.
func peek(book source.Book, sheet source.Sheet) ([]headRow, error) {
	rows, err := book.Rows(sheet.Index)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var head []headRow
	for len(head) < peekRows && rows.Next() {
		row := headRow{number: rows.Row().Number, cells: map[int]string{}}
		for _, cell := range rows.Row().Cells {
			if cell.Kind != source.ErrorCell && cell.Kind != source.Uncached {
				row.cells[cell.Col] = cell.Text
			}
		}
		head = append(head, row)
	}
	return head, rows.Err()
}

// claims is what the mapping says about headings: normalised heading or
// column → canonical name; "" means that the column is not to be read.
type claims struct {
	headings map[string]string
	letters  map[int]string
}

func (m *Mapping) claims() claims {
	c := claims{headings: map[string]string{}, letters: map[int]string{}}
	if m == nil {
		return c
	}
	add := func(heading, name string) {
		if col := letter(heading); col > 0 {
			c.letters[col] = name
		} else {
			c.headings[Normalise(heading)] = name
		}
	}
	for _, heading := range m.File.IgnoreColumns {
		add(heading, "")
	}
	for name, heading := range m.Columns {
		add(heading, name)
	}
	return c
}

// name returns the canonical name that a heading at col stands for.
func (c *Contract) name(heading string, col int, by claims) (name string, ok bool) {
	if name, ok := by.letters[col]; ok {
		return name, true
	}
	if name, ok := by.headings[Normalise(heading)]; ok {
		return name, true
	}
	if i := c.ByHeading(heading); i >= 0 {
		return c.Columns[i].Name, true
	}
	return "", false
}

// score counts the headings of a row that the contract knows.
func (c *Contract) score(row headRow, by claims) int {
	n := 0
	for col, heading := range row.cells {
		if _, ok := c.name(heading, col, by); ok {
			n++
		}
	}
	return n
}

func (c *Contract) matchSheet(book source.Book, sheet source.Sheet, m *Mapping) (*SheetLayout, error) {
	head, err := peek(book, sheet)
	if err != nil {
		return nil, err
	}
	found := &SheetLayout{Sheet: sheet, Columns: map[int]string{}, Headings: map[int]string{}}
	if len(head) == 0 {
		return found, nil
	}
	by := m.claims()
	first, rows := c.headerRows(head, m, by)
	if first < 0 {
		return nil, mappingFault(m.path, "file.header_row", "这一行是空的，不能当表头", "改成表头所在的行号", nil)
	}
	head = head[first : first+rows]
	found.HeaderRow, found.LastRow = head[0].number, head[len(head)-1].number
	for _, row := range head {
		for col, heading := range row.cells {
			found.Headings[col] = heading
			if plain(heading) && c.ByHeading(heading) >= 0 {
				found.fieldNames++
			}
		}
	}
	return found, c.assign(found, head, m, by)
}

// headerRows returns the index of the first row of headings and their number.
// A second row counts when it names columns too, and nearly as many: pinyin
// field names above the Chinese ones.
func (c *Contract) headerRows(head []headRow, m *Mapping, by claims) (first, rows int) {
	if m != nil && m.File.HeaderRow > 0 {
		first = slices.IndexFunc(head, func(r headRow) bool { return r.number == m.File.HeaderRow })
	} else {
		for i := range head {
			if c.score(head[i], by) > c.score(head[first], by) {
				first = i
			}
		}
	}
	if first < 0 {
		return first, 0
	}
	rows = 1
	if m != nil && m.File.HeaderRows > 0 {
		return first, min(m.File.HeaderRows, len(head)-first)
	}
	best := c.score(head[first], by)
	near := func(i int) bool {
		return i >= 0 && i < len(head) && best >= 3 && c.score(head[i], by)*2 >= best
	}
	switch {
	case near(first+1) && head[first+1].number == head[first].number+1:
		rows = 2
	case (m == nil || m.File.HeaderRow == 0) && near(first-1) && head[first].number == head[first-1].number+1:
		first, rows = first-1, 2
	}
	return first, rows
}

// assign gives columns their canonical names; of several faults it returns the
// first, and goes on to the end all the same.
func (c *Contract) assign(s *SheetLayout, head []headRow, m *Mapping, by claims) error {
	fault := s.unpivotColumns(m)
	taken := map[string]int{}
	for _, col := range s.columns() {
		if slices.Contains(s.Unpivot, col) {
			continue
		}
		if err := c.assignColumn(s, head, m, by, col, taken); fault == nil {
			fault = err
		}
	}
	if fault == nil {
		fault = s.mappedFound(m)
	}
	return fault
}

func (c *Contract) assignColumn(s *SheetLayout, head []headRow, m *Mapping, by claims, col int, taken map[string]int) error {
	name, known, err := c.nameOf(s, head, col, by)
	switch {
	case err != nil:
		s.Columns[col] = name // it is there, only not clear: nothing is missing
		return err
	case !known || m.elsewhere(name, head, col):
		s.Unknown = append(s.Unknown, Unclaimed{Sheet: s.Sheet.Name, Col: col, Heading: tidyHeading(s.Headings[col])})
		return nil
	case name == "":
		return nil // the mapping says so
	}
	if other, twice := taken[name]; twice {
		return s.twice(c, name, other, col)
	}
	taken[name], s.Columns[col] = col, name
	return nil
}

// elsewhere reports whether the mapping fills the column otherwise than from
// col, though our own heading stands there.
func (m *Mapping) elsewhere(name string, head []headRow, col int) bool {
	if m == nil {
		return false
	}
	mapped, ok := m.Columns[name]
	if !ok {
		_, constant := m.Constants[name]
		return constant || m.Unpivot != nil && m.Unpivot.gives(name)
	}
	if at := letter(mapped); at > 0 {
		return at != col
	}
	return !slices.ContainsFunc(head, func(r headRow) bool { return Normalise(r.cells[col]) == Normalise(mapped) })
}

// nameOf asks each of the header rows; two that name different columns are a
// fault.
func (c *Contract) nameOf(s *SheetLayout, head []headRow, col int, by claims) (name string, known bool, err error) {
	for _, row := range head {
		heading, filled := row.cells[col]
		if !filled {
			continue
		}
		found, ok := c.name(heading, col, by)
		if !ok {
			continue
		}
		if known && found != name {
			return name, true, s.headerFault(row.number, named(heading, col), "两行表头指的不是同一列："+tidyHeading(head[0].cells[col])+" 与 "+tidyHeading(heading), "改正其中一个")
		}
		name, known = found, true
	}
	return name, known, nil
}

func (s *SheetLayout) twice(c *Contract, name string, one, other int) error {
	column, _ := c.Column(name)
	return s.headerFault(s.HeaderRow, named(s.Headings[one], one)+"与"+named(s.Headings[other], other),
		"两列都是「"+column.Heading+"」，分不清用哪一列",
		"改其中一列的表头；或在映射文件中写 [columns] "+name+` = "列`+Letters(one)+`"，并在 [file] ignore_columns 中写 "列`+Letters(other)+`"`)
}

func (s *SheetLayout) headerFault(row int, column, why, hint string) error {
	return &fault.Error{Kind: fault.Contract, Op: "辨认表头", Sheet: s.Sheet.Name, Row: row, Column: column, Why: why, Hint: hint}
}

// mappedFound sees that every heading that the mapping names is there.
func (s *SheetLayout) mappedFound(m *Mapping) error {
	if m == nil {
		return nil
	}
	for _, name := range m.canonical() {
		heading, ok := m.Columns[name]
		if ok && !s.has(name) {
			return s.headerFault(s.HeaderRow, heading, "映射文件写的这一列，表头里没有", "对照表头改正映射文件 [columns] 的 "+name)
		}
	}
	return nil
}

// columns lists the columns with a heading, in order.
func (s *SheetLayout) columns() []int {
	cols := make([]int, 0, len(s.Headings))
	for col, heading := range s.Headings {
		if strings.TrimSpace(heading) != "" {
			cols = append(cols, col)
		}
	}
	slices.Sort(cols)
	return cols
}

// unpivotColumns finds the columns that become rows.
func (s *SheetLayout) unpivotColumns(m *Mapping) error {
	if m == nil || m.Unpivot == nil {
		return nil
	}
	u := m.Unpivot
	for _, heading := range u.Columns {
		col, err := s.unpivoted(heading)
		if err != nil {
			return err
		}
		s.Unpivot = append(s.Unpivot, col)
	}
	if len(u.Columns) > 0 {
		return nil
	}
	from, err := s.unpivoted(u.From)
	if err != nil {
		return err
	}
	to, err := s.unpivoted(u.To)
	if err != nil {
		return err
	}
	for _, col := range s.columns() {
		if col >= from && col <= to && !totalsWord(s.Headings[col]) {
			s.Unpivot = append(s.Unpivot, col)
		}
	}
	return nil
}

// unpivoted is the column that [unpivot] means by a heading or by letters.
func (s *SheetLayout) unpivoted(heading string) (int, error) {
	if col := letter(heading); col > 0 {
		return col, nil
	}
	for _, col := range s.columns() {
		if Normalise(s.Headings[col]) == Normalise(heading) {
			return col, nil
		}
	}
	return 0, s.headerFault(s.HeaderRow, heading, "映射文件 [unpivot] 写的这一列，表头里没有", "对照表头改正")
}

// tidyHeading makes a heading fit for one line of a message.
func tidyHeading(s string) string { return strings.Join(strings.Fields(s), " ") }
