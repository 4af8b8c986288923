package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// place is where a figure stands in the workbook.
type place struct{ sheet, cell, id string }

// ids writes the hidden sheet that names every figure's cell.
func (b *book) ids() error {
	if _, err := b.f.NewSheet(idSheet); err != nil {
		return err
	}
	w := writer{book: b, sheet: idSheet}
	for i, title := range []string{"工作表", "单元格", "标识"} {
		w.text(i+1, 1, title, b.look.head)
	}
	for i, p := range b.places {
		w.text(1, i+2, p.sheet, b.look.text)
		w.text(2, i+2, p.cell, b.look.text)
		w.text(3, i+2, p.id, b.look.text)
	}
	w.do(func() error { return b.f.SetSheetVisible(idSheet, false) })
	return w.err
}

// Figures reads a workbook back: every figure's id with what its cell shows.
// A workbook without the hidden sheet, with an id whose cell is empty, or in
// which one figure shows two values, is an error.
func Figures(path string) (map[string]string, error) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	defer f.Close()
	rows, err := f.GetRows(idSheet)
	if err != nil {
		return nil, fmt.Errorf("workbook has no figures' ids: %w", err)
	}
	out := map[string]string{}
	for i, row := range rows {
		if i == 0 || len(row) < 3 {
			continue
		}
		shown, err := f.GetCellValue(row[0], row[1])
		if err != nil {
			return nil, fmt.Errorf("workbook: %w", err)
		}
		if before, ok := out[row[2]]; shown == "" || ok && before != shown {
			return nil, fmt.Errorf("workbook: figure %s shows %q in %s %s, %q before", row[2], shown, row[0], row[1], before)
		}
		out[row[2]] = shown
	}
	return out, nil
}
