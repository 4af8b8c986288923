package contract

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/fault"
)

const (
	notesSheet = "填写说明"
	// listSheet holds the lists that are too long for a cell's own rule. It is
	// hidden, and Match knows that it is ours.
	listSheet = "选项"
	// templateRows is how far down formats and lists of a template reach.
	templateRows = 20000
	// listLimit is what Excel stores of a list inside the rule (characters).
	listLimit = 255
)

// WriteTemplate writes the contract's blank workbook: a sheet with headings,
// text format and drop-down lists, and a sheet that explains each column.
// The same contract gives the same bytes.
func (c *Contract) WriteTemplate(path string, codes *Codes) error {
	f := excelize.NewFile()
	defer f.Close()
	t := &templateBook{file: f, contract: c, codes: codes}
	for _, column := range c.Columns {
		if column.Template {
			t.columns = append(t.columns, column)
		}
	}
	if err := errors.Join(t.dataSheet(), t.notes(), t.lists()); err != nil {
		return err
	}
	if err := SaveBook(f, path); err != nil {
		return &fault.Error{Kind: fault.Failed, Op: "写空白模板", File: path, Why: "写不了文件", Hint: "文件若正在 Excel 中打开，请先关闭；再检查权限和磁盘空间", Err: err}
	}
	return nil
}

// SaveBook writes a workbook to path, however long: excelize's own way stops at
// 207 letters, which a few Chinese folders in each other reach.
func SaveBook(f *excelize.File, path string) error {
	content, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	return os.WriteFile(path, content.Bytes(), 0o644)
}

type templateBook struct {
	file     *excelize.File
	contract *Contract
	codes    *Codes
	columns  []Column
	long     [][]string // lists that go to the hidden sheet, one a column
}

// choices are the values that a column's list offers.
func (t *templateBook) choices(column Column) []string {
	if len(column.Values) > 0 || t.codes == nil {
		return column.Values
	}
	return t.codes.Names(column.Reference)
}

func (t *templateBook) dataSheet() error {
	sheet := t.contract.Title
	if err := t.file.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	plain, err1 := t.file.NewStyle(&excelize.Style{NumFmt: 49}) // text: Excel must not touch a code
	head, err2 := t.file.NewStyle(headStyle)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	for i, column := range t.columns {
		if err := t.dataColumn(sheet, i+1, column, plain, head); err != nil {
			return err
		}
	}
	return t.file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

var headStyle = &excelize.Style{
	NumFmt:    49,
	Font:      &excelize.Font{Bold: true},
	Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDEBF7"}},
	Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
}

func (t *templateBook) dataColumn(sheet string, col int, column Column, plain, head int) error {
	letters := Letters(col)
	width := float64(max(10, 2*utf8.RuneCountInString(column.Heading)+4))
	if column.Identifier != "" {
		width = 22
	}
	err := errors.Join(
		t.file.SetColWidth(sheet, letters, letters, width),
		t.format(sheet, letters, column, plain),
		t.file.SetCellStr(sheet, letters+"1", column.Heading),
		t.file.SetCellStyle(sheet, letters+"1", letters+"1", head),
	)
	if choices := t.choices(column); err == nil && column.Dropdown && len(choices) > 0 {
		err = t.dropDown(sheet, letters, choices)
	}
	return err
}

// format keeps all but numbers as text.
func (t *templateBook) format(sheet, letters string, column Column, plain int) error {
	switch column.Type {
	case Integer, Decimal, Share, Amount:
		return nil
	}
	return t.file.SetColStyle(sheet, letters, plain)
}

func (t *templateBook) dropDown(sheet, letters string, choices []string) error {
	rule := excelize.NewDataValidation(true)
	rule.Sqref = letters + "2:" + letters + strconv.Itoa(templateRows)
	// a warning only: other spellings and local labels are understood too
	rule.SetError(excelize.DataValidationErrorStyleWarning, "不在列表中", "建议从列表中选择；确需保留请选“是”")
	if list := strings.Join(choices, ","); utf8.RuneCountInString(list) <= listLimit && !strings.Contains(strings.Join(choices, ""), ",") {
		if err := rule.SetDropList(choices); err != nil {
			return err
		}
		return t.file.AddDataValidation(sheet, rule)
	}
	t.long = append(t.long, choices)
	from := Letters(len(t.long))
	rule.SetSqrefDropList("'" + listSheet + "'!$" + from + "$1:$" + from + "$" + strconv.Itoa(len(choices)))
	return t.file.AddDataValidation(sheet, rule)
}

// lists writes the hidden sheet, if any list needs it.
func (t *templateBook) lists() error {
	if len(t.long) == 0 {
		return nil
	}
	if _, err := t.file.NewSheet(listSheet); err != nil {
		return err
	}
	for i, list := range t.long {
		if err := t.file.SetSheetCol(listSheet, Letters(i+1)+"1", &list); err != nil {
			return err
		}
	}
	return t.file.SetSheetVisible(listSheet, false, true)
}

// notes writes one line a column: what goes in, and what it says of a person.
func (t *templateBook) notes() error {
	if _, err := t.file.NewSheet(notesSheet); err != nil {
		return err
	}
	lines := [][]string{{t.contract.Title + "：" + t.contract.Grain}, {"列名", "要求", "个人信息分类", "类型", "说明", "可选值"}}
	for _, column := range t.columns {
		lines = append(lines, []string{column.Heading, t.demand(column), string(column.Class), typeTitle[column.Type], column.Note, t.allowed(column)})
	}
	for i, line := range lines {
		if err := t.file.SetSheetRow(notesSheet, "A"+strconv.Itoa(i+1), &line); err != nil {
			return err
		}
	}
	head, err := t.file.NewStyle(headStyle)
	if err != nil {
		return err
	}
	return errors.Join(
		t.file.SetCellStyle(notesSheet, "A2", "F2", head),
		t.file.SetColWidth(notesSheet, "A", "D", 18),
		t.file.SetColWidth(notesSheet, "E", "F", 60),
		t.file.SetPanes(notesSheet, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}),
	)
}

// allowedAtMost is how many values a cell of the notes lists: whoever needs one of
// three thousand majors doesn't read them through.
const allowedAtMost = 60

// allowed says which values a column takes: of codes with what they mean.
func (t *templateBook) allowed(column Column) string {
	choices := t.choices(column)
	if column.Type == Code && len(column.Values) == 0 && t.codes != nil {
		choices = t.codes.Pairs(column.Reference)
	}
	if len(choices) > allowedAtMost {
		return fmt.Sprintf("共 %d 个，如 %s……", len(choices), strings.Join(choices[:3], "；"))
	}
	return strings.Join(choices, "；")
}

var typeTitle = map[Type]string{Text: "文字", Code: "代码（文本格式）", Date: "日期", Integer: "整数", Decimal: "数", Share: "比例", Amount: "数，可带单位"}

// demand says whether the column must be there.
func (t *templateBook) demand(column Column) string {
	c := t.contract
	for _, name := range c.Required {
		if name == column.Name {
			return "必填"
		}
	}
	groups := append([][]string{c.IdentifyAny}, c.RequiredAny...)
	for _, group := range append(groups, c.Keys...) {
		for _, name := range group {
			if name == column.Name && len(group) == 1 {
				return "必填"
			}
			if name == column.Name {
				return "与" + c.headings(others(group, name)) + "至少填一列"
			}
		}
	}
	return ""
}

func others(group []string, name string) []string {
	var rest []string
	for _, other := range group {
		if other != name {
			rest = append(rest, other)
		}
	}
	return rest
}
