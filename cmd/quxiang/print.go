package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/pflag"
	"golang.org/x/text/width"
)

// typed is a command line as one would type it: words with blanks in quotes.
func typed(words ...string) string {
	shown := make([]string, len(words))
	for i, word := range words {
		if shown[i] = word; strings.ContainsAny(word, " \t|;&()") || word == "" {
			shown[i] = `"` + word + `"`
		}
	}
	return strings.Join(shown, " ")
}

// columns prints rows of cells in columns, as wide as their widest cell; a
// Chinese character takes two places on a terminal.
func columns(w io.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i := range row {
			row[i] = oneLine(row[i])
			cell := row[i]
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], places(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-places(cell)+2))
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// oneLine keeps a cell in its row, whatever was written into it.
func oneLine(cell string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, cell)
}

// places is the number of places s takes on a terminal.
func places(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// flagUsages lists flags for help; pflag's own list counts bytes, not places,
// and speaks English of defaults.
func flagUsages(set *pflag.FlagSet) string {
	var rows [][]string
	set.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			rows = append(rows, flagUsage(f))
		}
	})
	var b strings.Builder
	columns(&b, rows)
	return strings.TrimRight(b.String(), "\n")
}

func flagUsage(f *pflag.Flag) []string {
	name, text := pflag.UnquoteUsage(f)
	short := "    "
	if f.Shorthand != "" {
		short = "-" + f.Shorthand + ", "
	}
	switch f.DefValue {
	case "", "0", "false", "[]":
	default:
		text += "（默认 " + f.DefValue + "）"
	}
	return []string{"  " + short + "--" + f.Name + " " + name, text}
}
