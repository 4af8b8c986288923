package ledger

import (
	"errors"
	"path/filepath"
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/source"
)

// returned is one filled-in line of a list of problems.
type returned struct {
	sheet               string
	line                int // in the list
	id                  string
	row                 int64 // in the file that is to be put right
	column              string
	value, evidence, by string
}

// readList reads the lines of a list of problems that somebody filled in. The
// columns are found by their headings, wherever they stand.
func readList(path string) (all []returned, err error) {
	book, err := source.Open(path, source.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	found := false
	for _, sheet := range book.Sheets() {
		lines, isList, err := readListSheet(book, sheet)
		if err != nil {
			return nil, err
		}
		found, all = found || isList, append(all, lines...)
	}
	if !found {
		return nil, &fault.Error{Kind: fault.Contract, Op: "载入更正", File: filepath.Base(path), Why: "不是问题清单：没有「" + headID + "」和「" + headNew + "」两列",
			Hint: "用 quxiang check --export 导出问题清单，填好后原样交回"}
	}
	return all, nil
}

// IsProblemList tells a list of problems from a file of data.
func IsProblemList(book source.Book) bool {
	for _, sheet := range book.Sheets() {
		if _, isList, err := readListSheet(book, sheet); err == nil && isList {
			return true
		}
	}
	return false
}

func readListSheet(book source.Book, sheet source.Sheet) (lines []returned, isList bool, err error) {
	rows, err := book.Rows(sheet.Index)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	var at map[string]int
	for rows.Next() {
		row := rows.Row()
		if at == nil {
			at = headingsIn(row)
			continue
		}
		text := func(head string) string { return strings.TrimSpace(row.Cell(at[head]).Text) }
		line := returned{sheet: sheet.Name, line: row.Number, id: text(headID), column: text(headColumn), value: text(headNew),
			evidence: text(headEvidence), by: text(headBy)}
		line.row, _ = strconv.ParseInt(text(headRow), 10, 64) // no number is no row: it will not agree
		if line.value != "" {
			lines = append(lines, line)
		}
	}
	return lines, at != nil, rows.Err()
}

// headingsIn tells where the columns of a list stand; nil for another row.
func headingsIn(row source.Row) map[string]int {
	at := map[string]int{}
	for _, c := range row.Cells {
		at[strings.TrimSpace(c.Text)] = c.Col
	}
	for _, needed := range []string{headID, headRow, headColumn, headNew, headEvidence, headBy} {
		if _, ok := at[needed]; !ok {
			return nil
		}
	}
	return at
}
