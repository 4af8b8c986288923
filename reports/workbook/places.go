package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Place is where a figure stands in a workbook.
type Place struct{ ID, Sheet, Cell string }

// Places lists where an opened workbook's figures stand, by the hidden sheet
// that names them.
func Places(f *excelize.File) ([]Place, error) {
	rows, err := f.GetRows(idSheet)
	if err != nil {
		return nil, fmt.Errorf("workbook has no figures' ids: %w", err)
	}
	var all []Place
	for i, row := range rows {
		if i > 0 && len(row) >= 3 {
			all = append(all, Place{ID: row[2], Sheet: row[0], Cell: row[1]})
		}
	}
	return all, nil
}
