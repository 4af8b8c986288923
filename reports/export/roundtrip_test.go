package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"quxiang/reports/figure"
)

var errPlanted = errors.New("planted")

type rowsFunc func(context.Context, func([]any) error) error

// failing fails after the last row.
func failing(each rowsFunc) rowsFunc {
	return func(ctx context.Context, visit func([]any) error) error {
		return errors.Join(each(ctx, visit), errPlanted)
	}
}

// rowsTable is a table of rows in memory.
func rowsTable(columns []Column, rows [][]any) Table {
	return Table{Name: "x", Description: "一行一个", Columns: columns, each: func(_ context.Context, visit func([]any) error) error {
		for _, row := range rows {
			if err := visit(row); err != nil {
				return err
			}
		}
		return nil
	}}
}

var allKinds = []Column{{"t", "text", "", "文字"}, {"i", "bigint", "人", "整数"}, {"y", "integer", "届", "届次"}, {"f", "double", "", "数"}, {"b", "boolean", "", "真假"}, {"d", "date", "", "日期"}}

// drawRows draws rows of all kinds, a third of the cells empty.
func drawRows(t *rapid.T) [][]any {
	words := rapid.OneOf(rapid.StringMatching(`[a01,"'=+@ \n\r甲乙]{0,6}`), rapid.Just("010101"))
	value := func(g *rapid.Generator[any]) any { return rapid.OneOf(g, g, rapid.Just[any](nil)).Draw(t, "cell") }
	var rows [][]any
	for range rapid.IntRange(0, 5).Draw(t, "rows") {
		rows = append(rows, []any{
			value(rapid.Map(words, func(s string) any { return s })),
			value(rapid.Map(rapid.Int64Range(-1<<53, 1<<53), func(n int64) any { return n })),
			value(rapid.Map(rapid.Int64Range(1990, 2100), func(n int64) any { return n })),
			value(rapid.Map(rapid.Float64Range(-1e9, 1e9), func(f float64) any { return f })),
			value(rapid.Map(rapid.Bool(), func(b bool) any { return b })),
			value(rapid.Map(rapid.IntRange(1, 28), func(d int) any { return fmt.Sprintf("2024-02-%02d", d) }))})
	}
	return rows
}

// written is a table in a format.
func written(t *rapid.T, format string, table Table) []byte {
	var out bytes.Buffer
	o := Options{Names: true, Facts: Facts{BuildID: "b", Audience: figure.Internal}}
	if err := formats[format](context.Background(), &out, table, o); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := formats[format](context.Background(), &again, table, o); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Fatalf("%s differs from run to run (%v)", format, err)
	}
	return out.Bytes()
}

// texts are rows as every reader of text sees them.
func texts(rows [][]any) [][]string {
	out := [][]string{}
	for _, row := range rows {
		line := make([]string, len(row))
		for i, v := range row {
			line[i], _ = cellText(v)
		}
		out = append(out, line)
	}
	return out
}

func TestCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawRows(t)
		data := written(t, "csv", rowsTable(allKinds, rows))
		text, marked := bytes.CutPrefix(data, []byte("\ufeff"))
		if !marked || !bytes.HasSuffix(text, []byte("\r\n")) {
			t.Fatalf("no mark or no line end: %q", data)
		}
		got, err := parseCSV(string(text))
		if err != nil {
			t.Fatal(err)
		}
		if want := texts(rows); !reflect.DeepEqual(got[1:], want) {
			t.Fatalf("got %q\nwant %q", got[1:], want)
		}
	})
}

// parseCSV reads CSV by the rules of RFC 4180; the standard library turns CR LF
// inside a field into LF, so both sides of the comparison would have to be.
func parseCSV(s string) ([][]string, error) {
	var lines [][]string
	line := []string{}
	for s != "" {
		var field string
		if strings.HasPrefix(s, `"`) {
			s = s[1:]
			for {
				i := strings.Index(s, `"`)
				if i < 0 {
					return nil, errors.New("a quote is not closed")
				}
				field += s[:i]
				if s = s[i+1:]; !strings.HasPrefix(s, `"`) {
					break
				}
				field, s = field+`"`, s[1:]
			}
		} else {
			i := strings.IndexAny(s, ",\r")
			if i < 0 {
				return nil, errors.New("a line is not closed")
			}
			field, s = s[:i], s[i:]
		}
		line = append(line, field)
		switch {
		case strings.HasPrefix(s, ","):
			s = s[1:]
		case strings.HasPrefix(s, "\r\n"):
			s, lines, line = s[2:], append(lines, line), []string{}
		default:
			return nil, fmt.Errorf("after a field stands %q", s)
		}
	}
	return lines, nil
}

// The standard library reads the file too; only CR LF within a cell it changes.
func TestCSVForOtherReaders(t *testing.T) {
	var out bytes.Buffer
	rows := [][]any{{"a,\"b\"", int64(-3), nil, 0.1, true, "2024-02-01"}, {"", nil, int64(2024), nil, nil, nil}}
	if err := writeCSV(t.Context(), &out, rowsTable(allKinds, rows), Options{}); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff文字,整数,届次,数,真假,日期\r\n\"a,\"\"b\"\"\",-3,,0.1,是,2024-02-01\r\n\"\",,2024,,,\r\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
	got, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
	if err != nil || !slices.Equal(got[1], []string{"a,\"b\"", "-3", "", "0.1", "是", "2024-02-01"}) {
		t.Errorf("%q, %v", got, err)
	}
}

// A workbook keeps texts as text and numbers as numbers. It has no CR: XML makes
// it an LF.
func TestXLSXReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawRows(t)
		f, err := excelize.OpenReader(bytes.NewReader(written(t, "xlsx", rowsTable(allKinds, rows))))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for i, row := range rows {
			for j, v := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+2)
				got, err := f.GetCellValue(dataSheet, at, excelize.Options{RawCellValue: true})
				want, _ := cellText(v)
				if err != nil || !sameCell(v, got, want) {
					t.Fatalf("%s holds %q, want %q (%v)", at, got, want, err)
				}
				kind, _ := f.GetCellType(dataSheet, at)
				if _, isText := v.(string); isText && kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
					t.Fatalf("%s: the text %q is stored as %d", at, want, kind)
				}
			}
		}
	})
}

// sameCell compares a cell that was read with the one written: excelize reads
// numbers with 15 digits, as Excel shows them.
func sameCell(v any, got, want string) bool {
	f, isFloat := v.(float64)
	if !isFloat {
		return lineEnds(got) == lineEnds(want)
	}
	read, err := strconv.ParseFloat(got, 64)
	return err == nil && math.Abs(read-f) <= 1e-14*math.Abs(f)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace

func TestArrowReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawRows(t)
		r, err := ipc.NewFileReader(bytes.NewReader(written(t, "arrow", rowsTable(allKinds, rows))))
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		var got [][]any
		for i := range r.NumRecords() {
			record, err := r.RecordBatch(i)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, cellsOf(record.Columns(), int(record.NumRows()))...)
		}
		if !reflect.DeepEqual(got, rows) {
			t.Fatalf("got %v\nwant %v", got, rows)
		}
		if stamp, _ := r.Schema().Metadata().GetValue("quxiang.stamp"); stamp == "" {
			t.Fatal("the file does not say which edition it is")
		}
	})
}

func TestParquetReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawRows(t)
		data := written(t, "parquet", rowsTable(allKinds, rows))
		r, err := file.NewParquetReader(bytes.NewReader(data), file.WithReadProps(parquet.NewReaderProperties(memory.DefaultAllocator)))
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		reader, err := pqarrow.NewFileReader(r, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
		if err != nil {
			t.Fatal(err)
		}
		table, err := reader.ReadTable(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var got [][]any
		batches := array.NewTableReader(table, 0)
		for batches.Next() {
			got = append(got, cellsOf(batches.RecordBatch().Columns(), int(batches.RecordBatch().NumRows()))...)
		}
		if !reflect.DeepEqual(got, rows) {
			t.Fatalf("got %v\nwant %v", got, rows)
		}
		if stamp := r.MetaData().KeyValueMetadata().FindValue("quxiang.stamp"); stamp == nil || *stamp == "" {
			t.Fatal("the file does not say which edition it is")
		}
	})
}

// cellsOf are the rows of columns as a Table has them.
func cellsOf(columns []arrow.Array, n int) [][]any {
	rows := make([][]any, n)
	for i := range rows {
		rows[i] = make([]any, len(columns))
		for j, c := range columns {
			if c.IsNull(i) {
				continue
			}
			switch c := c.(type) {
			case *array.String:
				rows[i][j] = c.Value(i)
			case *array.Int64:
				rows[i][j] = c.Value(i)
			case *array.Float64:
				rows[i][j] = c.Value(i)
			case *array.Boolean:
				rows[i][j] = c.Value(i)
			case *array.Date32:
				rows[i][j] = c.Value(i).FormattedString()
			}
		}
	}
	return rows
}

// Many rows come in several batches, in order and each once.
func TestManyRows(t *testing.T) {
	var rows [][]any
	for i := range 2*rowGroup + 3 {
		rows = append(rows, []any{int64(i)})
	}
	var out bytes.Buffer
	if err := writeArrow(t.Context(), &out, rowsTable([]Column{{"i", "bigint", "", ""}}, rows), Options{}); err != nil {
		t.Fatal(err)
	}
	r, err := ipc.NewFileReader(bytes.NewReader(out.Bytes()))
	if err != nil || r.NumRecords() != 3 {
		t.Fatalf("%d batches, %v", r.NumRecords(), err)
	}
	next := int64(0)
	for i := range r.NumRecords() {
		record, err := r.RecordBatch(i)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range record.Column(0).(*array.Int64).Int64Values() {
			if v != next {
				t.Fatalf("row %d holds %d", next, v)
			}
			next++
		}
	}
	if next != int64(len(rows)) {
		t.Errorf("%d rows, want %d", next, len(rows))
	}
}

// Figures are in the order of releases and ids, and nothing but what is printed
// is there.
func TestFiguresAsTable(t *testing.T) {
	table := FromRecords([]Record{
		{Release: "2024-02", ID: "a", Indicator: "x", Printed: "*", State: "suppressed"},
		{Release: "2024-01", ID: "b", Indicator: "x", Printed: "*", State: "suppressed"},
		{Release: "2024-01", ID: "a", Indicator: "settled_rate", Title: "落实率", Edition: "2024", Cohort: 2024, Cutoff: "08-31", Grain: "school", Printed: "84.21%", State: "shown"}})
	var out bytes.Buffer
	if err := writeCSV(t.Context(), &out, table, Options{Names: true}); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffrelease,id,indicator,title,edition,cohort,cutoff,grain,keys,printed,state\r\n" +
		"2024-01,a,settled_rate,落实率,2024,2024,08-31,school,,84.21%,shown\r\n2024-01,b,x,,,,,,,*,suppressed\r\n2024-02,a,x,,,,,,,*,suppressed\r\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}
