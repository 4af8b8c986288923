package form

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Built-in number formats (ECMA-376 part 1, 18.8.30).
const (
	formatCount   = 3  // #,##0
	formatPlain   = 0  // General
	formatPoints  = 2  // 0.00
	formatPercent = 10 // 0.00%
	formatText    = 49 // @
)

// sheetLimit is how many characters a sheet's name may have.
const sheetLimit = 31

// looks are the styles of a template by their index.
type looks struct {
	f                              *excelize.File
	title, stamp, note, head, text int
	numbers                        map[int]int // by number format
}

func newLooks(f *excelize.File) (l looks, err error) {
	const family = "微软雅黑"
	var box []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		box = append(box, excelize.Border{Type: side, Color: "9AA5B1", Style: 1})
	}
	body := &excelize.Font{Family: family, Size: 10.5}
	left := &excelize.Alignment{Vertical: "center", WrapText: true}
	l = looks{f: f, numbers: map[int]int{}}
	number := func(format int) int {
		id, styleErr := f.NewStyle(&excelize.Style{Font: body, Border: box, NumFmt: format, Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "center"}})
		err = errors.Join(err, styleErr)
		return id
	}
	for _, want := range []struct {
		id    *int
		style excelize.Style
	}{
		{&l.title, excelize.Style{Font: &excelize.Font{Family: family, Bold: true, Size: 15, Color: "1F4E79"}, NumFmt: formatText}},
		{&l.stamp, excelize.Style{Font: &excelize.Font{Family: family, Bold: true, Size: 10.5, Color: "A6382A"}, NumFmt: formatText}},
		{&l.note, excelize.Style{Font: &excelize.Font{Family: family, Size: 9, Color: "5A6772"}, NumFmt: formatText}},
		{&l.head, excelize.Style{Font: &excelize.Font{Family: family, Bold: true, Size: 10.5, Color: "FFFFFF"}, Border: box, NumFmt: formatText,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F4E79"}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}}},
		{&l.text, excelize.Style{Font: body, Border: box, NumFmt: formatText, Alignment: left}},
	} {
		id, styleErr := f.NewStyle(&want.style)
		*want.id, err = id, errors.Join(err, styleErr)
	}
	for _, format := range []int{formatPlain, formatCount, formatPoints, formatPercent} {
		l.numbers[format] = number(format)
	}
	return l, err
}

// of is the style of an item's cell.
func (l looks) of(i Item, words bool) int {
	switch {
	case words || i.As == asText:
		return l.text
	case i.ratio() && i.As == asPoints:
		return l.numbers[formatPoints]
	case i.ratio():
		return l.numbers[formatPercent]
	case i.Missing != "":
		return l.numbers[formatPlain]
	}
	return l.numbers[formatCount]
}

// Template makes a blank workbook of a mapping: the single cells on a sheet as
// a list, each table on a sheet of its own, every cell to be filled named. The
// same mapping gives the same bytes.
func (f Form) Template() ([]byte, error) {
	x := excelize.NewFile()
	defer x.Close()
	l, err := newLooks(x)
	if err != nil {
		return nil, err
	}
	t := templateBook{form: f, looks: l}
	if len(f.Cells) > 0 {
		t.sheet("填报", f.Title)
		t.cells()
	}
	for _, table := range f.Tables {
		t.sheet(cut(table.Title), f.Title+"："+table.Title)
		t.table(table)
	}
	if t.err != nil {
		return nil, fmt.Errorf("template of %s: %w", f.Name, t.err)
	}
	var out bytes.Buffer
	err = x.Write(&out)
	return out.Bytes(), err
}

// templateBook is a template being made; it keeps the first error.
type templateBook struct {
	form   Form
	looks  looks
	name   string // of the sheet
	sheets int
	err    error
}

// sheet begins a sheet with its title and what its wording rests on.
func (t *templateBook) sheet(name, title string) {
	x := t.looks.f
	if t.name = name; t.sheets == 0 {
		t.err = errors.Join(t.err, x.SetSheetName("Sheet1", name))
	} else {
		_, err := x.NewSheet(name)
		t.err = errors.Join(t.err, err)
	}
	t.sheets++
	t.text(1, 1, title, t.looks.title)
	t.text(1, 2, "表头出处："+t.form.Source+"（"+t.form.MarkWords()+"）", t.looks.note)
	across, paper, wide, long, fit := "landscape", 9, 1, 0, true
	t.err = errors.Join(t.err,
		x.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &across, Size: &paper, FitToWidth: &wide, FitToHeight: &long}),
		x.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

func (t *templateBook) text(col, row int, s string, style int) {
	at := address(col, row)
	t.err = errors.Join(t.err, t.looks.f.SetCellStr(t.name, at, s), t.looks.f.SetCellStyle(t.name, at, at, style))
}

// blank styles a cell to be filled and, with a name, defines it.
func (t *templateBook) blank(col, row int, style int, name string) {
	at := address(col, row)
	t.err = errors.Join(t.err, t.looks.f.SetCellStyle(t.name, at, at, style))
	if name == "" {
		return
	}
	column, number, _ := strings.Cut(at, fmt.Sprint(row))
	refers := "'" + strings.ReplaceAll(t.name, "'", "''") + "'!$" + column + "$" + fmt.Sprint(row) + number
	t.err = errors.Join(t.err, t.looks.f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refers}))
}

func (t *templateBook) width(col int, width float64) {
	column, err := excelize.ColumnNumberToName(col)
	t.err = errors.Join(t.err, err, t.looks.f.SetColWidth(t.name, column, column, width))
}

// freeze keeps the rows above row in sight.
func (t *templateBook) freeze(row int) {
	t.err = errors.Join(t.err, t.looks.f.SetPanes(t.name, &excelize.Panes{Freeze: true, YSplit: row, TopLeftCell: address(1, row+1), ActivePane: "bottomLeft"}))
}

// firstRow is where a sheet's headings stand.
const firstRow = 4

// cells lists the single cells: item, unit, number, definition.
func (t *templateBook) cells() {
	for i, h := range []string{"项目", "单位", "数", "口径"} {
		t.text(i+1, firstRow, h, t.looks.head)
		t.width(i+1, []float64{40, 10, 18, 70}[i])
	}
	for i, c := range t.form.Cells {
		row := firstRow + 1 + i
		t.text(1, row, c.Title, t.looks.text)
		t.text(2, row, c.Unit, t.looks.text)
		t.blank(3, row, t.looks.of(c.Item, c.Fact != ""), c.Name)
		t.text(4, row, strings.Trim(c.Note+"；"+c.Missing, "；"), t.looks.text)
	}
	t.text(1, firstRow+2+len(t.form.Cells), t.form.Note, t.looks.note)
	t.freeze(firstRow)
}

// table makes the headings of a table, its first row, its totals and notes.
func (t *templateBook) table(table Table) {
	notes := []string{table.Note}
	for i, c := range table.Columns {
		head := c.Title
		if c.Unit != "" {
			head += "（" + c.Unit + "）"
		}
		t.text(i+1, firstRow, head, t.looks.head)
		t.width(i+1, float64(max(12, min(30, utf8.RuneCountInString(head)*2+4))))
		words := !table.counted(c) && c.Missing == "" && !c.Serial
		first, total := "", ""
		if i == 0 {
			first, total = table.Name, table.Totals
		}
		t.blank(i+1, firstRow+1, t.looks.of(c.Item, words), first)
		if table.Totals != "" {
			t.blank(i+1, firstRow+2, t.looks.of(c.Item, words), total)
		}
		if note := strings.Trim(c.Note+"；"+c.Missing, "；"); note != "" {
			notes = append(notes, c.Title+"："+note)
		}
	}
	if table.Totals != "" {
		t.text(table.totalsLabel(), firstRow+2, "合计", t.looks.text)
	}
	for i, note := range append(notes, t.form.Note) {
		t.text(1, firstRow+4+i, note, t.looks.note)
	}
	t.freeze(firstRow)
}

// totalsLabel is the first column of words, counted from 1.
func (t Table) totalsLabel() int {
	for i, c := range t.Columns {
		if !t.counted(c) && c.Missing == "" && !c.Serial {
			return i + 1
		}
	}
	return 1
}

// cut makes a title a sheet's name.
func cut(s string) string {
	runes := []rune(strings.NewReplacer(":", "-", "/", "-", "\\", "-", "?", "-", "*", "-", "[", "（", "]", "）").Replace(s))
	return string(runes[:min(len(runes), sheetLimit)])
}
