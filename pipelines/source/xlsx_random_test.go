package source

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// cellForms are cells as writers write them, and as few do.
var cellForms = []func(ref, text string) string{
	func(ref, _ string) string { return `<c r="` + ref + `" s="1"/>` },
	func(ref, text string) string {
		return `<c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	},
	func(ref, text string) string {
		return `<c r="` + ref + `" t="inlineStr"><is><t xml:space="preserve"> ` + text + ` </t></is></c>`
	},
	func(ref, text string) string {
		return `<c r="` + ref + `" t="inlineStr"><is><r><t>` + text + `</t></r><r><t>b</t></r></is></c>`
	},
	func(ref, text string) string { return `<c r="` + ref + `" t="str"><f>A1</f><v>` + text + `</v></c>` },
	func(ref, text string) string { return `<c t="str" r="` + ref + `"><v>` + text + `</v></c>` },
	func(ref, _ string) string { return `<c r="` + ref + `"><v>0.5</v></c>` },
	func(ref, _ string) string { return `<c r="` + ref + `" s="0" t="n"><v>-12</v></c>` },
	func(ref, _ string) string { return `<c r="` + ref + `" t="b"><v>1</v></c>` },
	func(ref, _ string) string { return `<c r="` + ref + `" t="e"><v>#N/A</v></c>` },
	func(ref, _ string) string { return `<c r="` + ref + `" t="s"><v>1</v></c>` },
	func(ref, _ string) string { return `<c r="` + ref + `"><f>A1</f></c>` },
	func(_, text string) string { return `<c t="inlineStr"><is><t>` + text + `</t></is></c>` },
}

// Cells read in one pass over the window are what the reader of all forms
// makes of them: a space before each tag takes every cell there.
func TestPlainCellsReadAsOthers(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var rows strings.Builder
		for n := range rapid.IntRange(1, 6).Draw(r, "rows") {
			fmt.Fprintf(&rows, `<row r="%d">`, n+1)
			col := 0
			for range rapid.IntRange(0, 12).Draw(r, "cells") {
				col += rapid.IntRange(1, 30).Draw(r, "step")
				text := rapid.SampledFrom([]string{"甲", "a&amp;b", "_x0041_", "甲_乙", "0101", strings.Repeat("长", 3000)}).Draw(r, "text")
				rows.WriteString(rapid.SampledFrom(cellForms).Draw(r, "form")(fmt.Sprintf("%s%d", letters(col), n+1), text))
			}
			rows.WriteString("</row>")
		}
		parts := sheetOf(rows.String())
		parts["xl/sharedStrings.xml"] = `<sst><si><t>零</t></si><si><t>一</t></si></sst>`
		quick := dump(t, mustOpen(t, workbook(t, parts)), 0)
		spaced := sheetOf(strings.NewReplacer("<c ", "\n<c ", "</c>", "\n</c>").Replace(rows.String()))
		spaced["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"]
		if slow := dump(t, mustOpen(t, workbook(t, spaced)), 0); quick != slow {
			r.Fatalf("reads\n%s\nwant\n%s", quick, slow)
		}
	})
}

func letters(col int) string {
	name, err := excelize.ColumnNumberToName(col)
	if err != nil {
		panic(err)
	}
	return name
}

// randomBook writes a workbook by excelize: texts, numbers, truth values,
// hidden rows, merged ranges, by its stream or cell by cell.
func randomBook(r *rapid.T, path string) {
	f := excelize.NewFile()
	defer f.Close()
	value := rapid.OneOf(
		rapid.Map(rapid.StringMatching(`[甲乙丙 a-z0-9&<>"'_%=+\-.（）]{0,12}`), func(s string) any { return s }),
		rapid.Map(rapid.IntRange(-1e9, 1e9), func(n int) any { return n }),
		rapid.Map(rapid.IntRange(-1e6, 1e6), func(n int) any { return float64(n) / 1000 }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }), rapid.Just[any](nil))
	grid := rapid.SliceOfN(rapid.SliceOfN(value, 0, 8), 1, 10).Draw(r, "grid")
	must := func(err error) {
		if err != nil {
			r.Fatal(err)
		}
	}
	if rapid.Bool().Draw(r, "stream") {
		w, err := f.NewStreamWriter("Sheet1")
		must(err)
		for i, row := range grid {
			must(w.SetRow(fmt.Sprintf("A%d", i+1), row))
		}
		must(w.Flush())
	} else {
		for i, row := range grid {
			must(f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
		}
		if rapid.Bool().Draw(r, "hide") {
			must(f.SetRowVisible("Sheet1", 1, false))
		}
		if rapid.Bool().Draw(r, "merge") {
			must(f.MergeCell("Sheet1", "B2", "C4"))
		}
	}
	must(f.SaveAs(path))
}

// excelize reads a random workbook by another way: stored values, hidden rows
// and merged ranges must be the same. It leaves out what follows the last
// filled cell of a row and prints some truth values as words, which is taken
// into account here.
func TestRandomBooksAgainstExcelize(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	rapid.Check(t, func(r *rapid.T) {
		randomBook(r, path)
		book, err := Open(path, Options{})
		if err != nil {
			r.Fatal(err)
		}
		defer book.Close()
		got, hidden := gridOf(r, book)
		oracle, err := excelize.OpenFile(path)
		if err != nil {
			r.Fatal(err)
		}
		defer oracle.Close()
		want, err := oracle.GetRows("Sheet1", excelize.Options{RawCellValue: true})
		if err != nil {
			r.Fatal(err)
		}
		for n := range max(len(want), len(got)) {
			if fmt.Sprintf("%q", trimmed(got, n)) != fmt.Sprintf("%q", trimmed(want, n)) {
				r.Fatalf("row %d reads %q, want %q", n+1, trimmed(got, n), trimmed(want, n))
			}
		}
		for n := range hidden {
			if visible, err := oracle.GetRowVisible("Sheet1", n); err != nil || visible {
				r.Fatalf("row %d is hidden, says the reader; visible %v (%v)", n, visible, err)
			}
		}
		sameMerges(r, book, oracle)
	})
}

// gridOf reads the first sheet as rows of texts.
func gridOf(r *rapid.T, book Book) (all [][]string, hidden map[int]bool) {
	rows, err := book.Rows(0)
	if err != nil {
		r.Fatal(err)
	}
	defer rows.Close()
	hidden = map[int]bool{}
	for rows.Next() {
		row := rows.Row()
		for len(all) < row.Number {
			all = append(all, nil)
		}
		for _, c := range row.Cells {
			line := &all[row.Number-1]
			for len(*line) < c.Col {
				*line = append(*line, "")
			}
			(*line)[c.Col-1] = c.Raw
		}
		if row.Hidden {
			hidden[row.Number] = true
		}
	}
	if err := rows.Err(); err != nil {
		r.Fatal(err)
	}
	return all, hidden
}

// trimmed is row n without empty cells at its end.
func trimmed(rows [][]string, n int) []string {
	if n >= len(rows) {
		return nil
	}
	row := slices.Clone(rows[n])
	for i, text := range row {
		if truth, ok := map[string]string{"TRUE": "1", "FALSE": "0"}[text]; ok {
			row[i] = truth
		}
	}
	for len(row) > 0 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	return row
}

func sameMerges(r *rapid.T, book Book, oracle *excelize.File) {
	merged, err := book.Merged(0)
	if err != nil {
		r.Fatal(err)
	}
	want, err := oracle.GetMergeCells("Sheet1")
	if err != nil || len(merged) != len(want) {
		r.Fatalf("merged %v, want %v (%v)", merged, want, err)
	}
	for i, m := range merged {
		area := fmt.Sprintf("%s%d:%s%d", letters(m.FirstCol), m.FirstRow, letters(m.LastCol), m.LastRow)
		if whole := want[i].GetStartAxis() + ":" + want[i].GetEndAxis(); area != whole {
			r.Fatalf("merged %s, want %s", area, whole)
		}
	}
}
