package contract

import (
	"strings"

	"quxiang/pipelines/identity"
	"quxiang/pipelines/source"
)

// check is what is known about the values of one column.
type check struct {
	column  Column
	at      int        // position in the contract
	heading string     // in the sheet being read
	table   *codeTable // nil: none
	codeAt  int        // of a label: position of its code column, else -1
	mapped  bool       // a mapping says what the words of this column mean
	names   bool       // a value tells whom the row is about
	from    int        // the workbook's first day, as Excel's serial number
}

// openTables do not list everything there is, new majors for one: an unknown
// entry is no fault.
var openTables = map[string]bool{"major": true}

// date1904 is what books have whose days may be counted from 1904.
type date1904 interface{ Date1904() bool }

func checksOf(c *Contract, codes *Codes, book source.Book) []check {
	from := 0
	if b, ok := book.(date1904); ok && b.Date1904() {
		from = 1462
	}
	checks := make([]check, len(c.Columns))
	for i, column := range c.Columns {
		checks[i] = check{column: column, at: i, codeAt: -1, from: from, names: c.names(column)}
		if column.Reference != "" && codes != nil {
			checks[i].table = codes.tables[column.Reference]
		}
		if column.Type == Text && openTables[column.Reference] {
			checks[i].table = nil
		}
		if column.Closed {
			checks[i].table = closedTable(column)
		}
		if column.LabelOf != "" {
			checks[i].codeAt = c.Index(column.LabelOf)
		}
	}
	return checks
}

// read takes a cell: the value to keep, and what is wrong with it.
func (k *check) read(cell source.Cell) (string, *Problem) {
	switch cell.Kind {
	case source.Empty:
		return "", nil
	case source.Uncached:
		return "", &Problem{Rule: UncachedFormula, Severity: Warning, Why: "公式没有保存结果，值不可知", Hint: "在 Excel 中打开并保存一次，或粘贴为数值"}
	case source.ErrorCell:
		return "", &Problem{Rule: ErrorInCell, Severity: Warning, Why: "这一格是错误值", Hint: "在来源文件中改正公式"}
	}
	text := strings.TrimSpace(cell.Text)
	if text == "" {
		return "", nil
	}
	switch k.column.Identifier {
	case "":
	case identity.Staff, identity.Contact:
		return k.office(cell, text)
	default:
		return text, k.identifier(cell, text)
	}
	switch k.column.Type {
	case Code:
		return k.code(text)
	case Date:
		return k.date(cell, text)
	case Integer, Decimal, Share:
		return k.number(cell, text)
	case Amount:
		return k.amount(cell, text)
	}
	return k.chosen(text), nil
}

// shown masks what identifies a person.
func (k *check) shown(value string) string {
	if k.column.Class == Direct {
		return identity.Mask(value)
	}
	return value
}

func (k *check) identifier(cell source.Cell, text string) *Problem {
	if totalsWord(text) {
		return nil
	}
	if cell.Kind == source.Number {
		return &Problem{Rule: IdentifierNumeric, Severity: Error, Why: "号码以数字格式存放，可能已丢失末几位或前导 0，不用于匹配", Hint: "从来源系统以文本格式重新导出"}
	}
	switch _, problem := identity.Normalise(k.column.Identifier, text); problem {
	case identity.CheckDigit:
		return &Problem{Rule: IdentifierCheckDigit, Severity: Error, Why: "校验码不符（GB 11643），不用于匹配", Hint: "核对证件后改正"}
	case identity.BadFormat:
		return &Problem{Rule: IdentifierFormat, Severity: Error, Why: "位数或字符不对，不用于匹配", Hint: "核对后改正"}
	}
	return nil
}

// normal is a code as its table writes it: half-width, without space, of the
// column's width.
func (k *check) normal(text string) string {
	code := Normalise(text)
	if k.column.Width > 0 && len(code) > k.column.Width {
		code = code[:k.column.Width]
	}
	return code
}

func (k *check) has(code string) bool {
	if k.table == nil {
		return false
	}
	_, known := k.table.codes[code]
	return known
}

// known is the table's code that a received code means; "" for none.
func (k *check) known(text string) string {
	code := k.normal(text)
	switch {
	case k.has(code):
		return code
	case k.column.Reference == "destination" && len(code) == 3 && k.has(code[:2]):
		return code[:2]
	}
	return ""
}

func (k *check) code(text string) (string, *Problem) {
	code := k.normal(text)
	if k.table == nil || k.has(code) {
		return text, nil
	}
	if prefix := k.known(text); prefix != "" {
		return text, &Problem{Rule: PrefixCode, Severity: Warning, Why: "三位代码按前两位 " + prefix + " 计", Hint: "确认后可忽略"}
	}
	if restored, ok := k.table.restored(code); ok && k.column.Width == 0 {
		return restored, &Problem{Rule: LeadingZero, Severity: Info, Why: "代码丢了前导 0，已补成 " + restored, Hint: "来源文件中把这一列设为文本格式"}
	}
	if openTables[k.column.Reference] {
		return text, nil
	}
	return text, k.unknown()
}

// unknown is the finding for a value that the column's table doesn't have. A
// graduate's row stays all the same.
func (k *check) unknown() *Problem {
	p := &Problem{Rule: UnknownCode, Severity: k.severity(), Why: "代码表中没有这个值，按「未识别」计",
		Hint: "改正，或在映射文件的 values 中写明它对应的代码"}
	switch {
	case k.column.Reference == "destination":
		p.Why = "代码表中没有这个去向，按「未识别」计，不算落实"
	case k.column.Closed:
		p.Why = "不是可选的值，统计时认不出"
		p.Hint = "改成其中之一：" + strings.Join(k.column.Values, "、") + "；或在映射文件的 values 中写明它对应哪一个"
	}
	return p
}

// severity: what decides about the rate is an error.
func (k *check) severity() Severity {
	if k.column.Reference == "destination" {
		return Error
	}
	return Warning
}

// codesOf returns the codes that a text may mean.
func (k *check) codesOf(label string) []string {
	key := Normalise(label)
	if codes := k.table.labels[key]; len(codes) > 0 {
		return codes
	}
	if k.has(key) { // a code where the text should be
		return []string{key}
	}
	return nil
}
