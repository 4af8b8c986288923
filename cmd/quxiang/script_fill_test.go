package main

import (
	"encoding/csv"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// fill TEMPLATE BOOK CSV types the rows of a CSV file into a copy of a blank
// template, below its headings, as somebody would by hand: every heading of the
// CSV file must be one of the template's.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: fill TEMPLATE BOOK CSV")
	}
	book, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet)
	ts.Check(err)
	lines, err := csv.NewReader(strings.NewReader(ts.ReadFile(args[2]))).ReadAll()
	ts.Check(err)
	for i, heading := range lines[0] {
		column := slices.Index(rows[0], heading) + 1
		if column == 0 {
			ts.Fatalf("%s has no column %s", args[0], heading)
		}
		for j, line := range lines[1:] {
			cell, err := excelize.CoordinatesToCellName(column, j+2)
			ts.Check(err)
			ts.Check(book.SetCellValue(sheet, cell, line[i]))
		}
	}
	ts.Check(book.SaveAs(ts.MkAbs(args[1])))
	ts.Check(book.Close())
}
