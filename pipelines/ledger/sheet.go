package ledger

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
)

// list is one sheet of a workbook that names people.
type list struct {
	name  string
	title string // in the first row
	heads []head
	rows  [][]any // texts and whole numbers
	stamp string  // empty: it names people
	// choices are what the cells of a column, by its heading, offer
	choices map[string][]string
}

// head is a column: its heading and its width in characters.
type head struct {
	name  string
	width float64
	fill  bool // to be filled in by whoever gets the list
}

// listHeader is the row of the headings; the stamp and a note stand above.
const listHeader = 3

// stamp stands on every sheet that names people (domain: 具名输出).
const stamp = "具名清单，仅限内部使用；不得外传，用后按规定销毁"

// writeBook writes the lists, every cell text or number: what a cell says is
// never a formula.
func writeBook(path string, lists []list) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	for i, l := range lists {
		if i == 0 {
			err = f.SetSheetName("Sheet1", l.name)
		} else {
			_, err = f.NewSheet(l.name)
		}
		if err = errors.Join(err, styles.write(f, l)); err != nil {
			return err
		}
	}
	if err := contract.SaveBook(f, path); err != nil {
		return &fault.Error{Kind: fault.Failed, Op: "写清单", File: path, Why: "写不了文件", Err: err,
			Hint: "文件若正在 Excel 中打开，请先关闭；再检查权限和磁盘空间"}
	}
	return nil
}

// listStyles are the looks of cells.
type listStyles struct{ title, head, fillHead, text, fill int }

func newStyles(f *excelize.File) (s listStyles, err error) {
	thin := []excelize.Border{{Type: "left", Color: "BFBFBF", Style: 1}, {Type: "right", Color: "BFBFBF", Style: 1},
		{Type: "top", Color: "BFBFBF", Style: 1}, {Type: "bottom", Color: "BFBFBF", Style: 1}}
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	solid := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	for _, want := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 12, Color: "C00000"}}},
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: solid("DDEBF7"), Border: thin, Alignment: wrap}},
		{&s.fillHead, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: solid("FFE699"), Border: thin, Alignment: wrap}},
		{&s.text, excelize.Style{NumFmt: 49, Border: thin, Alignment: wrap}},
		{&s.fill, excelize.Style{NumFmt: 49, Fill: solid("FFF9E5"), Border: thin, Alignment: wrap}},
	} {
		id, styleErr := f.NewStyle(&want.style)
		*want.id, err = id, errors.Join(err, styleErr)
	}
	return s, err
}

// write streams one list.
func (s listStyles) write(f *excelize.File, l list) error {
	if err := errors.Join(printable(f, l.name), l.offer(f)); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(l.name)
	if err != nil {
		return err
	}
	for i, h := range l.heads {
		err = errors.Join(err, w.SetColWidth(i+1, i+1, h.width))
	}
	err = errors.Join(err, w.SetPanes(&excelize.Panes{Freeze: true, YSplit: listHeader, TopLeftCell: "A4", ActivePane: "bottomLeft"}),
		w.SetRow("A1", []any{excelize.Cell{StyleID: s.title, Value: l.title}}),
		w.SetRow("A2", []any{cmp.Or(l.stamp, stamp)}), w.SetRow("A3", s.headings(l)))
	for n, row := range l.rows {
		cell, cellErr := excelize.CoordinatesToCellName(1, n+listHeader+1)
		err = errors.Join(err, cellErr, w.SetRow(cell, s.row(l, row), excelize.RowOpts{Height: l.height(row)}))
	}
	return errors.Join(err, w.Flush())
}

// printable makes a sheet as wide as a page of A4 on its side, and as long as
// it takes.
func printable(f *excelize.File, sheet string) error {
	orientation, paper, wide, long, fit := "landscape", 9, 1, 0, true
	return errors.Join(
		f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &paper, FitToWidth: &wide, FitToHeight: &long}),
		f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// offer gives columns their drop-down lists. A warning only: other words are
// understood too, and who reads the list back says which.
func (l list) offer(f *excelize.File) error {
	var all error
	for i, h := range l.heads {
		choices := l.choices[h.name]
		if len(choices) == 0 || len(l.rows) == 0 {
			continue
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		rule := excelize.NewDataValidation(true)
		rule.Sqref = fmt.Sprintf("%s%d:%s%d", column, listHeader+1, column, listHeader+len(l.rows))
		rule.SetError(excelize.DataValidationErrorStyleWarning, "不在列表中", "建议从列表中选择；确需保留请选“是”")
		all = errors.Join(all, err, rule.SetDropList(choices), f.AddDataValidation(l.name, rule))
	}
	return all
}

func (s listStyles) headings(l list) []any {
	cells := make([]any, len(l.heads))
	for i, h := range l.heads {
		cells[i] = excelize.Cell{StyleID: s.head, Value: h.name}
		if h.fill {
			cells[i] = excelize.Cell{StyleID: s.fillHead, Value: h.name}
		}
	}
	return cells
}

func (s listStyles) row(l list, row []any) []any {
	cells := make([]any, len(row))
	for i, v := range row {
		cells[i] = excelize.Cell{StyleID: s.text, Value: v}
		if l.heads[i].fill {
			cells[i] = excelize.Cell{StyleID: s.fill, Value: v}
		}
	}
	return cells
}

// height makes room for the longest wrapped cell, in points.
func (l list) height(row []any) float64 {
	lines := 1
	for i, v := range row {
		if text, ok := v.(string); ok {
			lines = max(lines, (places(text)+int(l.heads[i].width)-1)/int(l.heads[i].width))
		}
	}
	return 16 * float64(lines)
}

// places is the width of a text in a cell: a Chinese character takes two.
func places(text string) int { return (len(text) + utf8.RuneCountInString(text)) / 2 }

// sheetName makes a name that Excel allows, and none twice.
func sheetName(name string, taken map[string]bool) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < 0x20 {
			return '_'
		}
		return r
	}, strings.TrimSpace(name))
	if name == "" {
		name = "未分学院"
	}
	short := cut(name, 31)
	for n := 2; taken[strings.ToUpper(short)]; n++ {
		suffix := "（" + strings.Repeat("续", n-1) + "）"
		short = cut(name, 31-utf8.RuneCountInString(suffix)) + suffix
	}
	taken[strings.ToUpper(short)] = true
	return short
}

func cut(s string, n int) string {
	runes := []rune(s)
	return string(runes[:min(n, len(runes))])
}
