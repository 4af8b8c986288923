package synth

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// line is one row to be written.
type line struct {
	cells  []any // string, int, excelNumber, excelize.Cell; "" and nil are left out
	hidden bool
}

// grid is what a file holds: any title and heading rows come first in lines.
type grid struct {
	sheet  string
	lines  iter.Seq[line]
	merged [][4]int // first row, first column, last row, last column, 1-based
	hidden string   // name of a hidden sheet, "" for none
	leaves []line   // what the hidden sheet holds
}

// writeXLSX streams a grid into a workbook. Only one sheet is streamed: the
// library writes streamed sheets in an order that changes from run to run.
func writeXLSX(path, tmp string, g grid) error {
	f := excelize.NewFile(excelize.Options{TmpDir: tmp})
	defer f.Close()
	if err := f.SetSheetName("Sheet1", g.sheet); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(g.sheet)
	if err != nil {
		return err
	}
	if err := streamLines(sw, g.lines); err != nil {
		return err
	}
	for _, m := range g.merged {
		if err := mergeCells(sw, m); err != nil {
			return err
		}
	}
	if err := sw.Flush(); err != nil {
		return err
	}
	if err := hiddenSheet(f, g.hidden, g.leaves); err != nil {
		return err
	}
	return save(path, f)
}

func streamLines(sw *excelize.StreamWriter, lines iter.Seq[line]) error {
	row := 0
	for l := range lines {
		row++
		cells := make([]any, len(l.cells))
		for i, c := range l.cells {
			cells[i] = xlsxCell(c)
		}
		err := sw.SetRow("A"+strconv.Itoa(row), cells, excelize.RowOpts{Hidden: l.hidden})
		if err != nil {
			return err
		}
	}
	return nil
}

func xlsxCell(c any) any {
	switch v := c.(type) {
	case string:
		if v == "" {
			return nil
		}
	case excelNumber:
		n, err := strconv.ParseInt(string(v), 10, 64)
		if err != nil {
			return string(v)
		}
		return n
	}
	return c
}

func mergeCells(sw *excelize.StreamWriter, m [4]int) error {
	first, err := excelize.CoordinatesToCellName(m[1], m[0])
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(m[3], m[2])
	if err != nil {
		return err
	}
	return sw.MergeCell(first, last)
}

func hiddenSheet(f *excelize.File, name string, lines []line) error {
	if name == "" {
		return nil
	}
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	for i, l := range lines {
		if err := f.SetSheetRow(name, "A"+strconv.Itoa(i+1), &l.cells); err != nil {
			return err
		}
	}
	return f.SetSheetVisible(name, false)
}

// save writes the workbook; its time stamps are constants of the library.
func save(path string, f *excelize.File) error {
	out, err := create(path)
	if err != nil {
		return err
	}
	if err := f.Write(out); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

func create(path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	return os.Create(path)
}

// writeCSV writes a grid as text, GB18030 or UTF-8 with a byte order mark.
func writeCSV(path, encoding string, g grid) error {
	out, err := create(path)
	if err != nil {
		return err
	}
	if err := encodeCSV(out, encoding, g.lines); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

func encodeCSV(out io.Writer, encoding string, lines iter.Seq[line]) error {
	w := out
	if encoding == "GB18030" {
		w = simplifiedchinese.GB18030.NewEncoder().Writer(out)
	} else if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	for l := range lines {
		record := make([]string, len(l.cells))
		for i, cell := range l.cells {
			record[i] = csvCell(cell)
		}
		if err := c.Write(record); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func csvCell(c any) string {
	if c == nil {
		return ""
	}
	return fmt.Sprint(c)
}
