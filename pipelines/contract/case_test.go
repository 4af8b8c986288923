package contract_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/source"
)

// A case is a book written as text, a contract (? to recognise it), perhaps a
// mapping, and what must come out: one line a record with its filled columns,
// its problems indented below, then what was skipped and unknown; or the fault.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string]string{}
			for _, f := range archive.Files {
				part[f.Name] = strings.TrimSpace(string(f.Data))
			}
			if got := playCase(t, part); got != part["want"] {
				t.Errorf("got:\n%s\nwant:\n%s", got, part["want"])
			}
		})
	}
}

func playCase(t *testing.T, part map[string]string) string {
	t.Helper()
	set, book := shipped(t).Loaded(), parseBook(t, part["book"])
	var mapping *contract.Mapping
	if text, ok := part["mapping"]; ok {
		var err error
		if mapping, err = contract.ParseMapping("映射.toml", []byte(text), set); err != nil {
			return printFault(err)
		}
	}
	layout, err := match(set, part["contract"], book, mapping)
	if err != nil {
		return printFault(err)
	}
	reader, err := contract.NewReader(book, layout, mapping, contract.Options{Codes: codes(t)})
	if err != nil {
		return printFault(err)
	}
	lines := []string{layout.Contract.Name + " " + layout.Version}
	for reader.Next() {
		lines = append(lines, printRecord(layout.Contract, reader.Record())...)
	}
	if reader.Err() != nil {
		return printFault(reader.Err())
	}
	lines = append(lines, fmt.Sprint("skipped ", reader.Skipped()))
	for _, p := range reader.SheetProblems() {
		lines = append(lines, "sheet "+p.Sheet+" "+string(p.Rule))
	}
	for _, u := range reader.Unknown() {
		lines = append(lines, fmt.Sprintf("unknown %s %d/%d", u.Heading, u.Filled, u.Rows))
	}
	return strings.Join(lines, "\n")
}

func match(set contract.Set, name string, book source.Book, m *contract.Mapping) (*contract.Layout, error) {
	if name == "?" {
		return set.Recognise(book)
	}
	c, _ := set.Get(name)
	return c.Match(book, m)
}

func printRecord(c *contract.Contract, r contract.Record) []string {
	line := fmt.Sprintf("%s:%d", r.Sheet, r.Row)
	for i, value := range r.Values {
		if value != "" {
			line += " " + c.Columns[i].Name + "=" + value
		}
	}
	lines := []string{line}
	for _, p := range r.Problems {
		lines = append(lines, fmt.Sprintf("  %s %s %s %s", p.Severity, p.Rule, p.Column, p.Value))
	}
	return lines
}

func printFault(err error) string {
	f, ok := err.(*fault.Error)
	if !ok {
		return "bug: " + err.Error()
	}
	return strings.ReplaceAll(fmt.Sprintf("fault %d\n%s", f.Kind, f.Error()), "\n  ", "\n")
}

// textBook is a book written as text: "# name" begins a sheet, "# name hidden"
// a hidden one, "merged A2:A4" merges, "12!" numbers a hidden row. Cells are
// separated by |, an n: before a cell makes it a number, f: a formula without
// a result, e: an error, and \n a line break.
type textBook struct {
	sheets []source.Sheet
	rows   [][]source.Row
	merged [][]source.Range
}

func parseBook(t *testing.T, text string) *textBook {
	t.Helper()
	b := &textBook{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		at := len(b.sheets) - 1
		switch {
		case line == "":
		case strings.HasPrefix(line, "# "):
			name, hidden := strings.CutSuffix(line[2:], " hidden")
			b.sheets = append(b.sheets, source.Sheet{Index: at + 1, Name: name, Hidden: hidden})
			b.rows, b.merged = append(b.rows, nil), append(b.merged, nil)
		case strings.HasPrefix(line, "merged "):
			b.merged[at] = append(b.merged[at], area(t, line[len("merged "):]))
		default:
			b.rows[at] = append(b.rows[at], parseRow(t, line))
		}
	}
	return b
}

func area(t *testing.T, s string) (a source.Range) {
	t.Helper()
	var c1, c2 byte
	if _, err := fmt.Sscanf(s, "%c%d:%c%d", &c1, &a.FirstRow, &c2, &a.LastRow); err != nil {
		t.Fatal(s, err)
	}
	a.FirstCol, a.LastCol = int(c1-'A')+1, int(c2-'A')+1
	return a
}

func parseRow(t *testing.T, line string) source.Row {
	t.Helper()
	head, rest, _ := strings.Cut(line, "|")
	number, hidden := strings.CutSuffix(strings.TrimSpace(head), "!")
	n, err := strconv.Atoi(number)
	if err != nil {
		t.Fatal(line, err)
	}
	row := source.Row{Number: n, Hidden: hidden}
	for i, text := range strings.Split(rest, "|") {
		if cell := parseCell(strings.ReplaceAll(text, `\n`, "\n")); cell.Kind != source.Empty {
			cell.Col = i + 1
			row.Cells = append(row.Cells, cell)
		}
	}
	return row
}

func parseCell(text string) source.Cell {
	kind := source.Text
	for prefix, k := range map[string]source.Kind{"n:": source.Number, "f:": source.Uncached, "e:": source.ErrorCell} {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			text, kind = rest, k
		}
	}
	if text == "" && kind == source.Text {
		return source.Cell{}
	}
	raw, shown, formatted := strings.Cut(text, "=>")
	if !formatted {
		shown = raw
	}
	return source.Cell{Kind: kind, Raw: raw, Text: shown}
}

func (b *textBook) Format() string                           { return "text" }
func (b *textBook) Encoding() source.Encoding                { return source.Encoding{} }
func (b *textBook) Sheets() []source.Sheet                   { return b.sheets }
func (b *textBook) Merged(sheet int) ([]source.Range, error) { return b.merged[sheet], nil }
func (b *textBook) Close() error                             { return nil }
func (b *textBook) Rows(sheet int) (source.Rows, error) {
	return &textRows{rows: b.rows[sheet], at: -1}, nil
}

type textRows struct {
	rows []source.Row
	at   int
}

func (r *textRows) Next() bool { r.at++; return r.at < len(r.rows) }
func (r *textRows) Row() source.Row {
	row := r.rows[r.at]
	row.Cells = slices.Clone(row.Cells)
	return row
}
func (r *textRows) Err() error   { return nil }
func (r *textRows) Close() error { return nil }
