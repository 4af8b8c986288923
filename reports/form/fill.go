package form

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
)

// Filling tells how a form came out.
type Filling struct {
	Form   string  `json:"form"`
	File   string  `json:"file"`
	Filled int     `json:"filled"` // cells with a value
	Blank  []Blank `json:"blank"`
}

// Blank is an item that stayed blank.
type Blank struct {
	Name  string `json:"name"`  // of the cell or of the table
	Title string `json:"title"` // 授予学位数
	Why   string `json:"why"`
}

// Template is the form's own workbook: NAME.xlsx beside the mapping, or one
// made of the mapping where there is none.
func Template(files fs.FS, f Form) ([]byte, error) {
	data, err := fs.ReadFile(files, f.Name+".xlsx")
	if errors.Is(err, fs.ErrNotExist) {
		return f.Template()
	}
	return data, err
}

// Fill reads a form's numbers, puts them into the template and writes the
// workbook to w. The template keeps its looks; two sheets are added, one that
// says where each number comes from and one that lists what stayed blank.
func Fill(ctx context.Context, q Querier, f Form, template []byte, set Setting, tempDir string, to io.Writer) (Filling, error) {
	r, err := newReader(ctx, q, set)
	if err != nil {
		return Filling{}, err
	}
	values, err := r.all(f)
	if err != nil {
		return Filling{}, err
	}
	b, err := openBook(f, template, tempDir)
	if err != nil {
		return Filling{}, err
	}
	defer b.f.Close()
	if err := b.fill(f, values); err != nil {
		return Filling{}, fmt.Errorf("form %s: %w", f.Name, err)
	}
	b.done.Form, b.done.Blank = f.Title, blanks(f, values)
	if err := errors.Join(b.sources(f, r), b.blanks(b.done.Blank)); err != nil {
		return Filling{}, fmt.Errorf("form %s: %w", f.Name, err)
	}
	return b.done, b.f.Write(to)
}

// all reads every value of a form.
func (r *reader) all(f Form) (filled, error) {
	var out filled
	for _, c := range f.Cells {
		v, err := r.cell(c)
		if err != nil {
			return out, err
		}
		out.cells = append(out.cells, v)
	}
	for _, t := range f.Tables {
		lines, err := r.table(t)
		if err != nil {
			return out, err
		}
		out.tables = append(out.tables, lines)
	}
	return out, nil
}

// book is a template being filled.
type book struct {
	f    *excelize.File
	at   map[string]anchor // by defined name
	done Filling
}

// anchor is a named cell; columns and rows count from 1.
type anchor struct {
	sheet    string
	col, row int
}

func openBook(f Form, template []byte, tempDir string) (*book, error) {
	file, err := excelize.OpenReader(bytes.NewReader(template), excelize.Options{TmpDir: tempDir})
	if err != nil {
		return nil, &fault.Error{Kind: fault.Usage, Op: op, File: f.Name + ".xlsx", Why: "模板打不开", Err: err, Hint: "模板应为没有加密的 .xlsx 工作簿"}
	}
	b := &book{f: file, at: map[string]anchor{}}
	for _, d := range file.GetDefinedName() {
		if a, ok := parseAnchor(d.RefersTo); ok {
			b.at[strings.ToLower(d.Name)] = a
		}
	}
	if err := b.complete(f); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return b, nil
}

// parseAnchor reads what a defined name refers to: '表'!$B$4, or the first cell
// of a range.
func parseAnchor(refers string) (anchor, bool) {
	i := strings.LastIndex(refers, "!")
	if i < 0 {
		return anchor{}, false
	}
	sheet := strings.TrimPrefix(refers[:i], "=")
	if inner, quoted := strings.CutPrefix(sheet, "'"); quoted {
		sheet = strings.ReplaceAll(strings.TrimSuffix(inner, "'"), "''", "'")
	}
	first, _, _ := strings.Cut(refers[i+1:], ":")
	col, row, err := excelize.CellNameToCoordinates(strings.ReplaceAll(first, "$", ""))
	return anchor{sheet, col, row}, err == nil
}

// complete checks that the template names every cell of the form and keeps the
// added sheets' names free.
func (b *book) complete(f Form) error {
	var missing []string
	for _, name := range f.names() {
		if _, found := b.at[name]; !found {
			missing = append(missing, name)
		}
	}
	if missing != nil {
		return &fault.Error{Kind: fault.Usage, Op: op, File: f.Name + ".xlsx", Why: "模板里没有这些名称：" + strings.Join(missing, "、"),
			Hint: "在 Excel 里选中该填的单元格，用“公式—定义名称”给它这个名称；用不着的项从映射里删去"}
	}
	for _, sheet := range []string{sourcesSheet, blankSheet} {
		if slices.Contains(b.f.GetSheetList(), sheet) {
			return &fault.Error{Kind: fault.Usage, Op: op, File: f.Name + ".xlsx", Sheet: sheet, Why: "模板里已有这个名字的工作表，程序要用它",
				Hint: "给模板里的这张表改名；填好的表不能再当模板"}
		}
	}
	return nil
}

// names are the defined names that the form needs.
func (f Form) names() []string {
	var all []string
	for _, c := range f.Cells {
		all = append(all, c.Name)
	}
	for _, t := range f.Tables {
		all = append(all, t.Name)
		if t.Totals != "" {
			all = append(all, t.Totals)
		}
	}
	return all
}

// fill writes cells first and then tables from the bottom up, because a table
// moves what is below it.
func (b *book) fill(f Form, values filled) error {
	for i, c := range f.Cells {
		if err := b.set(b.at[c.Name], c.Item, values.cells[i]); err != nil {
			return err
		}
	}
	order := make([]int, len(f.Tables))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return b.at[f.Tables[j].Name].row - b.at[f.Tables[i].Name].row })
	for _, i := range order {
		if err := b.table(f.Tables[i], values.tables[i]); err != nil {
			return err
		}
	}
	return nil
}

// table writes the totals and then the lines; the first line's looks are those
// of all.
func (b *book) table(t Table, r rows) error {
	if t.Totals != "" {
		if err := b.line(b.at[t.Totals], t, r.totals); err != nil {
			return err
		}
	}
	first := b.at[t.Name]
	if n := len(r.lines); n > 1 && !t.Overwrite {
		if err := b.f.InsertRows(first.sheet, first.row+1, n-1); err != nil {
			return err
		}
	}
	for i, line := range r.lines {
		at := anchor{first.sheet, first.col, first.row + i}
		if err := errors.Join(b.dress(first, at, len(line)), b.line(at, t, line)); err != nil {
			return err
		}
	}
	return nil
}

// line writes the cells of one row, none where there are no values.
func (b *book) line(at anchor, t Table, line []value) error {
	for i, v := range line {
		if err := b.set(anchor{at.sheet, at.col + i, at.row}, t.Columns[i].Item, v); err != nil {
			return err
		}
	}
	return nil
}

// dress gives a row the looks of the first.
func (b *book) dress(first, at anchor, columns int) error {
	if first.row == at.row {
		return nil
	}
	height, err := b.f.GetRowHeight(first.sheet, first.row)
	err = errors.Join(err, b.f.SetRowHeight(at.sheet, at.row, height))
	for i := range columns {
		from, to := address(first.col+i, first.row), address(at.col+i, at.row)
		style, styleErr := b.f.GetCellStyle(first.sheet, from)
		err = errors.Join(err, styleErr, b.f.SetCellStyle(at.sheet, to, to, style))
	}
	return err
}

// set writes a value; what is blank leaves the template's cell empty.
func (b *book) set(at anchor, i Item, v value) error {
	cell := address(at.col, at.row)
	switch {
	case v.figure != nil:
		b.done.Filled++
		return b.setFigure(at.sheet, cell, i, *v.figure)
	case v.text != "":
		b.done.Filled++
		return b.f.SetCellStr(at.sheet, cell, v.text)
	}
	return nil
}

// setFigure writes a count as a number and a share as the item asks, rounded as
// every percentage of a report is.
func (b *book) setFigure(sheet, cell string, i Item, f figure.Figure) error {
	h, isRatio := int64(0), false
	if f.State == figure.Shown && f.Value.Kind == figure.Ratio {
		h, isRatio = figure.Hundredths(f.Value.Num, f.Value.Den)
	}
	switch {
	case isRatio && i.As == asPoints:
		return b.f.SetCellFloat(sheet, cell, float64(h)/100, -1, 64)
	case isRatio && i.As != asText:
		return b.f.SetCellFloat(sheet, cell, float64(h)/10000, -1, 64)
	case f.State == figure.Shown && f.Value.Kind == figure.Count:
		return b.f.SetCellInt(sheet, cell, f.Value.Num)
	}
	return b.f.SetCellStr(sheet, cell, figure.Print(f))
}

func address(col, row int) string {
	name, err := excelize.ColumnNumberToName(col)
	if err != nil {
		panic(err) // columns come from names of cells
	}
	return name + strconv.Itoa(row)
}
