package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"quxiang/reports/chart"
	"quxiang/reports/figure"
)

// writer writes cells of one sheet and keeps the first error.
type writer struct {
	*book
	sheet  string
	widths []float64 // of a table's columns, in digits
	err    error
}

// do runs a step unless one before it failed.
func (w *writer) do(step func() error) {
	if w.err == nil {
		w.err = step()
	}
}

// address is the name of a cell; columns and rows count from 1.
func (w *writer) address(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	w.do(func() error { return err })
	return name
}

// text writes a string, which no program takes for a formula: the cell's type
// is text, and so is its format.
func (w *writer) text(col, row int, s string, style int) {
	at := w.address(col, row)
	w.do(func() error { return w.f.SetCellStr(w.sheet, at, s) })
	w.do(func() error { return w.f.SetCellStyle(w.sheet, at, at, style) })
}

// figure writes a figure as a number, or as its mark where it is not shown,
// and notes its place.
func (w *writer) figure(col, row int, f figure.Figure, total bool, align string) {
	style, err := w.look.of(f, total, align)
	w.do(func() error { return err })
	v, isNumber := value(f)
	if isNumber {
		at := w.address(col, row)
		w.do(func() error { return w.f.SetCellFloat(w.sheet, at, v, -1, 64) })
		w.do(func() error { return w.f.SetCellStyle(w.sheet, at, at, style) })
	} else {
		w.text(col, row, figure.Print(f), style)
	}
	w.places = append(w.places, place{sheet: w.sheet, cell: w.address(col, row), id: figure.ID(f)})
}

// value is what a figure's cell holds: a count as it is, a ratio as a fraction
// rounded half-up to four decimals (the printed hundredths of a percent), a
// scaled number in its unit; what is in percent is a fraction too.
func value(f figure.Figure) (v float64, ok bool) {
	n, ok := chart.Number(f)
	if !ok {
		return 0, false
	}
	if f.Value.Kind == figure.Ratio {
		h, ok := figure.Hundredths(f.Value.Num, f.Value.Den)
		return float64(h) / 10000, ok
	}
	text := n.String()
	if f.Value.Unit == "%" {
		text += "e-2" // read as it is written, so that 83.02 becomes 0.8302 and nothing near it
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil
}

// link makes a cell jump to a sheet.
func (w *writer) link(col, row int, sheet string) {
	at := w.address(col, row)
	w.do(func() error { return w.f.SetCellHyperLink(w.sheet, at, quoted(sheet)+"!A1", "Location") })
}

func (w *writer) width(col int, width float64) {
	name, err := excelize.ColumnNumberToName(col)
	w.do(func() error { return err })
	w.do(func() error { return w.f.SetColWidth(w.sheet, name, name, width) })
}

// merge joins a row's first cells into one.
func (w *writer) merge(row, columns int) {
	from, to := w.address(1, row), w.address(columns, row)
	w.do(func() error { return w.f.MergeCell(w.sheet, from, to) })
}

// rowsHigh gives rows some air.
func (w *writer) rowsHigh() {
	height, custom := rowHeight, true
	w.do(func() error {
		return w.f.SetSheetProps(w.sheet, &excelize.SheetPropsOptions{DefaultRowHeight: &height, CustomHeight: &custom})
	})
}

// freeze keeps the first cols columns and rows rows in sight.
func (w *writer) freeze(cols, rows int) {
	pane := "bottomLeft"
	if cols > 0 {
		pane = "bottomRight"
	}
	top := w.address(cols+1, rows+1)
	w.do(func() error {
		return w.f.SetPanes(w.sheet, &excelize.Panes{Freeze: true, XSplit: cols, YSplit: rows, TopLeftCell: top, ActivePane: pane})
	})
}

// page sets the sheet up for A4, as wide as the page, with the heading row
// repeated, and with stamp and page number on each.
func (w *writer) page(headRow int, orientation string) {
	size, wide, high, fit := 9, 1, 0, true
	w.do(func() error { return w.f.SetSheetProps(w.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}) })
	w.do(func() error {
		return w.f.SetPageLayout(w.sheet, &excelize.PageLayoutOptions{
			Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high})
	})
	w.do(func() error {
		return w.f.SetHeaderFooter(w.sheet, &excelize.HeaderFooterOptions{
			OddHeader: "&L" + headerText(w.doc.Title) + "&R&KA6382A" + headerText(w.doc.Stamp),
			OddFooter: "&C第 &P 页，共 &N 页",
		})
	})
	rows := "$" + strconv.Itoa(headRow) + ":$" + strconv.Itoa(headRow)
	w.do(func() error {
		return w.f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", RefersTo: quoted(w.sheet) + "!" + rows, Scope: w.sheet})
	})
}

// quoted is a sheet's name in a reference.
func quoted(sheet string) string {
	out := "'"
	for _, r := range sheet {
		if r == '\'' {
			out += "'"
		}
		out += string(r)
	}
	return out + "'"
}
