package export

import (
	"bufio"
	"context"
	"io"
	"strconv"
	"strings"
)

// writeCSV writes UTF-8 with a mark at its front and lines that end in CR LF,
// as Excel wants it. What is missing stands bare, an empty text in quotes.
func writeCSV(ctx context.Context, to io.Writer, t Table, o Options) error {
	w := bufio.NewWriter(to)
	if _, err := w.WriteString("\ufeff"); err != nil {
		return err
	}
	cells := make([]string, len(t.Columns))
	line := func(row []any) error {
		for i, v := range row {
			cells[i] = csvCell(v)
		}
		_, err := w.WriteString(strings.Join(cells, ",") + "\r\n")
		return err
	}
	if err := line(t.heads(o.Names)); err != nil {
		return err
	}
	if err := t.each(ctx, line); err != nil {
		return err
	}
	return w.Flush()
}

// heads are the headings: the columns' names, or what they mean; the meaning
// takes the name along where two columns mean the same.
func (t Table) heads(names bool) []any {
	seen := map[string]int{}
	for _, c := range t.Columns {
		seen[c.Description]++
	}
	heads := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		switch {
		case names || c.Description == "":
			heads[i] = c.Name
		case seen[c.Description] > 1:
			heads[i] = c.Description + "（" + c.Name + "）"
		default:
			heads[i] = c.Description
		}
	}
	return heads
}

// csvCell quotes what would be read otherwise.
func csvCell(v any) string {
	s, present := cellText(v)
	if present && (s == "" || strings.ContainsAny(s, "\",\r\n") || strings.TrimSpace(s) != s) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// cellText is a value in words; present is false where there is none.
func cellText(v any) (s string, present bool) {
	switch v := v.(type) {
	case nil:
		return "", false
	case string:
		return v, true
	case int64:
		return strconv.FormatInt(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), true
	case bool:
		return yes[v], true
	}
	panic("export: a cell of an unknown type")
}

// yes is how a truth is written where people read it.
var yes = map[bool]string{true: "是", false: "否"}
