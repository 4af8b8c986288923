package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/fault"
)

// The sheets: the rows, and what they mean.
const (
	dataSheet  = "数据"
	notesSheet = "说明"
)

// What a sheet can hold.
const (
	sheetRows = 1<<20 - 1 // below the heading
	cellRunes = 32767
)

// Built-in number formats (ECMA-376 part 1, 18.8.30).
const (
	formatPlain = 1  // 0: years and codes of numbers have no separators
	formatCount = 3  // #,##0
	formatText  = 49 // @: a code stays as it is
)

// looks are the styles of a workbook by their index.
type looks struct{ title, stamp, head, line, text, plain, count, float int }

func newLooks(f *excelize.File) (l looks, err error) {
	const family = "微软雅黑"
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	body := &excelize.Font{Family: family, Size: 10.5}
	for _, want := range []struct {
		id    *int
		style excelize.Style
	}{
		{&l.title, excelize.Style{Font: &excelize.Font{Family: family, Bold: true, Size: 15, Color: "1F4E79"}, NumFmt: formatText}},
		{&l.stamp, excelize.Style{Font: &excelize.Font{Family: family, Bold: true, Size: 10.5, Color: "A6382A"}, NumFmt: formatText}},
		{&l.head, excelize.Style{Font: &excelize.Font{Family: family, Bold: true, Size: 10.5, Color: "FFFFFF"}, NumFmt: formatText,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F4E79"}},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}}},
		{&l.line, excelize.Style{Font: body, NumFmt: formatText, Alignment: wrap}},
		{&l.text, excelize.Style{Font: body, NumFmt: formatText}},
		{&l.plain, excelize.Style{Font: body, NumFmt: formatPlain}},
		{&l.count, excelize.Style{Font: body, NumFmt: formatCount}},
		{&l.float, excelize.Style{Font: body}},
	} {
		id, styleErr := f.NewStyle(&want.style)
		*want.id, err = id, errors.Join(err, styleErr)
	}
	return l, err
}

// of is the style of a column's cells.
func (l looks) of(c Column) int {
	switch c.kind() {
	case integer:
		if c.Unit == "人" {
			return l.count
		}
		return l.plain
	case float:
		return l.float
	}
	return l.text
}

// writeXLSX writes the rows on one sheet and what they mean on another. What
// spills goes into o.TempDir.
func writeXLSX(ctx context.Context, to io.Writer, t Table, o Options) (err error) {
	f := excelize.NewFile(excelize.Options{TmpDir: o.TempDir})
	defer func() { err = errors.Join(err, f.Close()) }()
	l, err := newLooks(f)
	if err != nil {
		return err
	}
	if err := f.SetSheetName("Sheet1", dataSheet); err != nil {
		return err
	}
	n, err := t.sheet(ctx, f, l, o)
	if err != nil {
		return err
	}
	if err := errors.Join(t.notes(f, l, o, n), properties(f, t, o)); err != nil {
		return err
	}
	return f.Write(to)
}

// properties are fixed by the table, never by the clock.
func properties(f *excelize.File, t Table, o Options) error {
	return errors.Join(
		f.SetAppProps(&excelize.AppProperties{Application: "quxiang", AppVersion: "16.0300"}),
		f.SetDocProps(&excelize.DocProperties{Title: t.Name, Creator: o.Facts.Institution, LastModifiedBy: "quxiang",
			Language: "zh-CN", Identifier: o.Facts.BuildID, Description: o.Facts.Stamp()}))
}

// sheet streams the rows and returns their number.
func (t Table) sheet(ctx context.Context, f *excelize.File, l looks, o Options) (n int, err error) {
	w, err := f.NewStreamWriter(dataSheet)
	if err != nil {
		return 0, err
	}
	heads := t.heads(o.Names)
	first := make([]any, len(heads))
	for i, h := range heads {
		err = errors.Join(err, w.SetColWidth(i+1, i+1, width(t.Columns[i], h.(string))))
		first[i] = excelize.Cell{StyleID: l.head, Value: h}
	}
	err = errors.Join(err, w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		w.SetRow("A1", first))
	if err != nil {
		return 0, err
	}
	styles := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		styles[i] = l.of(c)
	}
	err = t.each(ctx, func(row []any) error {
		n++
		return t.line(w, n, row, styles)
	})
	return n, errors.Join(err, w.Flush())
}

// line writes the n-th row.
func (t Table) line(w *excelize.StreamWriter, n int, row []any, styles []int) error {
	if n > sheetRows {
		return tooBig(t.Name, fmt.Sprintf("行数超过 Excel 一张表的 %d 行", sheetRows))
	}
	cells := make([]any, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case nil:
			continue
		case string:
			if utf8.RuneCountInString(v) > cellRunes {
				return tooBig(t.Name, fmt.Sprintf("第 %d 行的 %s 有 %d 个字，超过 Excel 一格的 %d", n, t.Columns[i].Name, utf8.RuneCountInString(v), cellRunes))
			}
			cells[i] = excelize.Cell{StyleID: styles[i], Value: v}
		case bool:
			cells[i] = excelize.Cell{StyleID: styles[i], Value: yes[v]}
		default:
			cells[i] = excelize.Cell{StyleID: styles[i], Value: v}
		}
	}
	return w.SetRow(fmt.Sprintf("A%d", n+1), cells)
}

func tooBig(table, why string) error {
	return &fault.Error{Kind: fault.Usage, Op: op, File: "marts." + table, Why: why, Hint: "用 --where 取一部分，或改用 --format csv、parquet"}
}

// width makes room for a heading of some length, in characters.
func width(c Column, head string) float64 {
	least, most := 10, 36
	if c.kind() == text {
		least = 16
	}
	return float64(min(max(least, 2*utf8.RuneCountInString(head)+2), most))
}

// notes explains the table: its grain, where it comes from, each column.
func (t Table) notes(f *excelize.File, l looks, o Options, rows int) error {
	if _, err := f.NewSheet(notesSheet); err != nil {
		return err
	}
	facts := o.Facts
	lines := [][]string{
		{"表", t.Name}, {"一行是什么", t.Description}, {"行数", fmt.Sprint(rows)}, {"筛选", t.filterWords()},
		{"单位", facts.Institution}, {"来源", t.origin(facts)}, {}, {"列", "类型", "单位", "含义"},
	}
	head := len(lines) + 2
	for _, c := range t.Columns {
		lines = append(lines, []string{c.Name, kindWords[c.kind()], c.Unit, c.Description})
	}
	err := errors.Join(cell(f, "A1", t.Name+" 的说明", l.title), cell(f, "A2", facts.Stamp(), l.stamp))
	for i, line := range lines {
		style := l.line
		if i+3 == head {
			style = l.head
		}
		for col, s := range line {
			at, atErr := excelize.CoordinatesToCellName(col+1, i+3)
			err = errors.Join(err, atErr, cell(f, at, s, style))
		}
	}
	return errors.Join(err, f.SetColWidth(notesSheet, "A", "A", 24), f.SetColWidth(notesSheet, "B", "B", 40), f.SetColWidth(notesSheet, "C", "C", 10),
		f.SetColWidth(notesSheet, "D", "D", 70))
}

func (t Table) filterWords() string {
	if t.Filter == "" {
		return "全部行"
	}
	return t.Filter
}

var kindWords = map[kind]string{text: "文字", integer: "整数", float: "数", boolean: "是／否", date: "日期"}

func cell(f *excelize.File, at, s string, style int) error {
	return errors.Join(f.SetCellStr(notesSheet, at, s), f.SetCellStyle(notesSheet, at, at, style))
}
