package contract_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	sqlfiles "quxiang/sql"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/source"
)

const root = "../.." // the project, seen from here

// real opens a real workbook beside the project; where it is absent the test
// is skipped with a word, unless the environment demands it.
func real(t *testing.T, name string) source.Book {
	t.Helper()
	path := filepath.Join(root, "../shared/data/real", name)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("QUXIANG_REQUIRE_SHARED") != "" {
			t.Fatalf("%s must be there", path)
		}
		t.Skipf("%s is not on this machine", path)
	}
	return openBook(t, path)
}

func openBook(t *testing.T, path string) source.Book {
	t.Helper()
	book, err := source.Open(path, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

func mappingFile(t *testing.T, name string) *contract.Mapping {
	t.Helper()
	return loadMapping(t, filepath.Join(root, "testdata/mappings", name+".toml"))
}

var loadCodes = sync.OnceValues(func() (*contract.Codes, error) { return contract.LoadCodes(sqlfiles.Files) })

func codes(t *testing.T) *contract.Codes {
	t.Helper()
	c, err := loadCodes()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// row is a record that outlives the reader.
type row struct {
	contract.Record
	c *contract.Contract
}

func (r row) get(name string) string { return r.Values[r.c.Index(name)] }

func readAll(t *testing.T, book source.Book, name string, m *contract.Mapping) ([]row, *contract.Reader) {
	t.Helper()
	c, _ := shipped(t).Get(name)
	layout, err := c.Match(book, m)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := contract.NewReader(book, layout, m, contract.Options{Codes: codes(t)})
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for reader.Next() {
		record := reader.Record()
		record.Values = append([]string(nil), record.Values...)
		rows = append(rows, row{record, c})
	}
	if err := reader.Err(); err != nil {
		t.Fatal(err)
	}
	return rows, reader
}

// The sums that the publisher's file must come to, by level, year and
// destination; SOURCES.md beside the file lists them.
const realSums = `本科,2021,2414,2300,384,85,9
本科,2022,2256,2347,456,82,28
本科,2023,1752,2411,460,77,18
硕士,2021,3438,176,54,435,2
硕士,2022,3886,184,63,430,2
硕士,2023,3402,232,43,418,1
博士,2021,465,1,4,23,0
博士,2022,467,0,17,9,0
博士,2023,338,0,2,12,0
`

func TestRealDestinations(t *testing.T) {
	book := real(t, "cqu_dest.xlsx")
	rows, reader := readAll(t, book, "destination", mappingFile(t, "重庆大学去向汇总"))
	if len(rows) != 7738 || reader.Skipped() != 1 {
		t.Errorf("%d rows and %d skipped, want 7738 and the heading", len(rows), reader.Skipped())
	}
	sums := map[string]int{}
	for _, r := range rows {
		if len(r.Problems) > 0 {
			t.Fatalf("row %d: %+v", r.Row, r.Problems)
		}
		n, err := strconv.Atoi(r.get("head_count"))
		if err != nil {
			t.Fatal(err)
		}
		sums[r.get("level")+r.get("cohort")+r.get("destination_code")] += n
	}
	want, err := csv.NewReader(strings.NewReader(realSums)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells := 0
	for _, line := range want {
		for i, code := range []string{"E0", "80", "85", "51", "50"} {
			cells++
			if got := strconv.Itoa(sums[line[0]+line[1]+code]); got != line[2+i] {
				t.Errorf("%s %s %s: %s, want %s", line[0], line[1], code, got, line[2+i])
			}
		}
	}
	if cells != 45 {
		t.Errorf("%d sums compared", cells)
	}
	if u := reader.Unknown(); len(u) != 1 || u[0].Heading != "学部" || u[0].Filled != 7738 {
		t.Errorf("unknown columns %+v, want 学部 alone", u)
	}
}

// Row 3 of the plan holds the publisher's own totals, one per province column:
// the sums of what is loaded must equal them, and they must not be loaded.
func TestRealPlan(t *testing.T) {
	book := real(t, "ksu_2026_plan.xlsx")
	rows, reader := readAll(t, book, "admission_plan", mappingFile(t, "喀什大学招生计划2026"))
	if len(rows) != 75*32 || reader.Skipped() != 3 {
		t.Errorf("%d records and %d skipped, want 75 majors by 32 columns, and title, heading and totals", len(rows), reader.Skipped())
	}
	majors, sums := map[int]bool{}, map[string]int{}
	for _, r := range rows {
		majors[r.Row] = true
		n, err := strconv.Atoi(r.get("plan"))
		if err != nil || len(r.Problems) > 0 || r.get("college") == "" || r.get("year") != "2026" {
			t.Fatalf("row %d: %v %v %+v", r.Row, r.Values, err, r.Problems)
		}
		sums[r.get("province")+r.get("subject")] += n
	}
	if len(majors) != 75 {
		t.Errorf("%d majors, want 75", len(majors))
	}
	compared := 0
	for heading, total := range totalsRow(t, book) {
		compared++
		key := map[string]string{"新疆(普通类)": "新疆普通类", "新疆（单列类）": "新疆单列类"}[heading]
		if key == "" {
			key = heading
		}
		if sums[key] != total {
			t.Errorf("%s: %d, want %d", heading, sums[key], total)
		}
	}
	if compared != 32 {
		t.Errorf("%d totals compared, want 32", compared)
	}
}

// totalsRow reads rows 2 and 3 straight from the sheet.
func totalsRow(t *testing.T, book source.Book) map[string]int {
	t.Helper()
	rows, err := book.Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	headings, totals := map[int]string{}, map[string]int{}
	for rows.Next() && rows.Row().Number <= 3 {
		for _, cell := range rows.Row().Cells {
			if rows.Row().Number == 2 {
				headings[cell.Col] = cell.Text
			}
			if n, err := strconv.Atoi(cell.Raw); err == nil && rows.Row().Number == 3 {
				totals[headings[cell.Col]] = n
			}
		}
	}
	return totals
}
