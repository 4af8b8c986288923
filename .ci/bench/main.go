// Command bench measures this program against others: the same files, what they
// find compared first, medians of five; workbooks are read by one thread each.
//
//	bench write DIR              writes the workbooks
//	bench province DIR           writes 150 registers, as workbooks and as CSV
//	bench facts DIR ROWS         writes ten national cohorts as Parquet
//	bench read ours|excelize F   reads one and prints cells, checksum, seconds
//	bench compare DIR [PYTHON]   reads all in turns and prints the table
//	bench job NAME …             files to report against others (see runJob)
//	bench table DIR PAGE         puts the jobs' results into the page
package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/source"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "write":
		for _, kind := range kinds {
			if err := writeSheet(filepath.Join(args[1], kind+".xlsx"), kind); err != nil {
				return err
			}
		}
		return nil
	case len(args) == 2 && args[0] == "province":
		return writeProvince(args[1])
	case len(args) == 3 && args[0] == "facts":
		return writeFacts(args[1], args[2])
	case len(args) >= 2 && args[0] == "compare":
		return compare(args[1], strings.Join(args[2:], ""))
	case len(args) == 3 && args[0] == "read":
		return read(args[1], args[2])
	case len(args) >= 2 && args[0] == "job":
		return runJob(args[1:])
	case len(args) == 3 && args[0] == "table":
		return writeTables(args[1], args[2])
	}
	return errors.New("usage: bench write|province DIR | facts DIR ROWS | read ours|excelize FILE | compare DIR [PYTHON] | job NAME … | table DIR PAGE")
}

// sum is what the values of a sheet come to: texts and numbers apart, since
// readers print numbers differently.
type sum struct {
	cells  int
	text   uint64
	number float64
}

func (s *sum) add(text string, number bool) {
	s.cells++
	if v, err := strconv.ParseFloat(text, 64); number && err == nil {
		s.number += v
		return
	}
	h := fnv.New64a()
	h.Write([]byte(text))
	s.text += h.Sum64()
}

// read times a pass over every cell, and sums the values in a second one.
func read(reader, path string) error {
	pass := map[string]func(string, func(string, bool)) error{"ours": ours, "excelize": others}[reader]
	if pass == nil {
		return errors.New("no such reader: " + reader)
	}
	n := 0
	start := time.Now()
	if err := pass(path, func(s string, _ bool) { n += len(s) }); err != nil {
		return err
	}
	took := time.Since(start)
	var s sum
	if err := pass(path, s.add); err != nil {
		return err
	}
	fmt.Printf("%d %d %.2f %.3f\n", s.cells, s.text, s.number, took.Seconds())
	return nil
}

func ours(path string, cell func(string, bool)) error {
	book, err := source.Open(path, source.Options{})
	if err != nil {
		return err
	}
	defer book.Close()
	rows, err := book.Rows(0)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		for _, c := range rows.Row().Cells {
			cell(c.Raw, c.Kind == source.Number)
		}
	}
	return rows.Err()
}

// others reads by excelize's streaming rows, which do not tell a number from
// the text of one: a number of the sheets has at most nine characters, and no
// text of theirs is one that short.
func others(path string, cell func(string, bool)) error {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := f.Rows("Sheet1")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		columns, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		for _, c := range columns {
			cell(c, len(c) < 10)
		}
	}
	return rows.Error()
}
