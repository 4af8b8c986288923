package source

import "os"

// gridBook is a book that was read whole: web pages and XML tables are small,
// since the portals that write them cap what they export.
type gridBook struct {
	file     *os.File
	format   string
	encoding Encoding
	grids    []grid
}

// grid is one sheet, its rows in order.
type grid struct {
	name   string
	hidden bool
	rows   []Row
	merged []Range
}

// maxGrid bounds the bytes of such a file.
const maxGrid = 1 << 28

var _ Book = (*gridBook)(nil)

func (b *gridBook) Format() string     { return b.format }
func (b *gridBook) Encoding() Encoding { return b.encoding }
func (b *gridBook) Close() error       { return b.file.Close() }

func (b *gridBook) Sheets() []Sheet {
	sheets := make([]Sheet, len(b.grids))
	for i, g := range b.grids {
		sheets[i] = Sheet{Index: i, Name: g.name, Hidden: g.hidden}
	}
	return sheets
}

func (b *gridBook) Rows(sheet int) (Rows, error) { return &gridRows{rows: b.grids[sheet].rows}, nil }

func (b *gridBook) Merged(sheet int) ([]Range, error) { return b.grids[sheet].merged, nil }

// add puts a cell into the row with this number, which is the last or a later
// one; what is empty is left out.
func (g *grid) add(row int, hidden bool, c Cell) {
	if c.Kind == Empty {
		return
	}
	if n := len(g.rows); n == 0 || g.rows[n-1].Number != row {
		g.rows = append(g.rows, Row{Number: row, Hidden: hidden})
	}
	last := &g.rows[len(g.rows)-1]
	last.Cells = append(last.Cells, c)
}

// merge notes a range of height × width cells, unless it is a single cell.
func (g *grid) merge(row, col, height, width int) {
	if height > 1 || width > 1 {
		g.merged = append(g.merged, Range{FirstRow: row, FirstCol: col, LastRow: row + height - 1, LastCol: col + width - 1})
	}
}

type gridRows struct {
	rows []Row
	row  Row
}

func (r *gridRows) Row() Row     { return r.row }
func (r *gridRows) Err() error   { return nil }
func (r *gridRows) Close() error { return nil }

func (r *gridRows) Next() bool {
	if len(r.rows) == 0 {
		return false
	}
	r.row, r.rows = r.rows[0], r.rows[1:]
	return true
}
