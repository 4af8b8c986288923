// Package source turns bytes into sheets of typed cells.
//
// Every format stands behind one small interface, Book. What is above it
// (contract, load) never learns which format a file had, so a faster reader or
// another format is one more file in this package and nothing else.
package source

// Kind says what a cell holds, as the file says it; nothing is guessed.
type Kind uint8

// The kinds of cell.
const (
	Empty     Kind = iota // no value at all
	Text                  // a string, inline or shared
	Number                // a number, percentages and dates included
	Bool                  // TRUE or FALSE
	ErrorCell             // #N/A, #REF! and their like
	Uncached              // a formula whose result was never computed: unknown, not ""
)

// Cell is one cell. Row and Col are 1-based, as a spreadsheet shows them.
type Cell struct {
	Col  int
	Kind Kind
	Raw  string // as stored: 0.956, 45078
	Text string // as shown: 95.60%, 2023-06-01; equals Raw where no format applies
}

// Row is one row of a sheet. Cells are in ascending order of column and leave
// out what is empty; the slice is valid until the next call of Rows.Next.
type Row struct {
	Number int // 1-based row number in the sheet, or line of the file for CSV
	Hidden bool
	Cells  []Cell
}

// Cell returns the cell in the 1-based column col, Empty when there is none.
func (r Row) Cell(col int) Cell {
	for _, c := range r.Cells {
		if c.Col == col {
			return c
		}
	}
	return Cell{Col: col}
}

// Range is a merged range, corners included, 1-based.
type Range struct{ FirstRow, FirstCol, LastRow, LastCol int }

// Sheet describes one sheet of a book.
type Sheet struct {
	Index  int // position in the book, 0-based
	Name   string
	Hidden bool
}

// Rows streams the rows of one sheet in ascending order. Blank rows may be
// left out; Number tells.
type Rows interface {
	Next() bool
	Row() Row
	Err() error
	Close() error
}

// Encoding is how a file's text is written, and how sure that is.
type Encoding struct {
	Name  string // "UTF-8", "GB18030", …
	Basis string // in Chinese: what says so
}

// Book is one opened file.
type Book interface {
	Format() string     // "xlsx", "csv"
	Encoding() Encoding // zero where the format fixes it
	Sheets() []Sheet
	Rows(sheet int) (Rows, error)
	// Merged lists a sheet's merged ranges. It stands apart from Sheets because
	// a workbook keeps them behind its rows, so that asking has a price.
	Merged(sheet int) ([]Range, error)
	Close() error
}
