package contract

import (
	"slices"
	"strconv"

	"quxiang/pipelines/identity"
	"quxiang/pipelines/source"
)

// spoken are the words and signs with which people answer yes or no, or say
// that something is there.
var spoken = map[string][]string{
	"是": {"有", "已", "Y", "YES", "√", "✓", "✔", "1", "TRUE"},
	"否": {"无", "未", "没有", "N", "NO", "×", "✗", "0", "FALSE"},
	"有": {"是", "已", "Y", "YES", "√", "✓", "✔", "1", "TRUE"},
	"无": {"否", "未", "没有", "N", "NO", "×", "✗", "0", "FALSE"},
}

// answers are the pairs of values that spoken has words for.
var answers = [][]string{{"是", "否"}, {"有", "无"}}

// closedTable is the code table of a closed list: its values and the other
// words for them.
func closedTable(column Column) *codeTable {
	t := &codeTable{codes: map[string]string{}, labels: map[string][]string{}}
	for _, value := range column.Values {
		t.add(value, value)
	}
	yesNo := slices.ContainsFunc(answers, func(pair []string) bool { return slices.Equal(pair, column.Values) })
	for _, value := range column.Values {
		for _, word := range column.Also[value] {
			t.label(word, value)
		}
		if yesNo {
			for _, word := range spoken[value] {
				t.label(word, value)
			}
		}
	}
	t.finish()
	return t
}

// checkClosed sees that each word of a closed list means one of its values; it
// returns what is wrong.
func (c Column) checkClosed() string {
	at := "列 " + c.Name + " 的 "
	switch {
	case c.Closed && (len(c.Values) == 0 || c.Reference != "" || c.Type != Text):
		return at + "closed 需要 values，不能有 reference，type 应为 text"
	case len(c.Also) > 0 && !c.Closed:
		return at + "also 需要 closed"
	}
	for value := range c.Also {
		if !slices.Contains(c.Values, value) {
			return at + "also 的值不在 values 里：" + value
		}
	}
	for word, values := range closedTable(c).labels {
		if len(values) > 1 {
			return at + "also 的一个说法有两个意思：" + word
		}
	}
	return ""
}

// chosen is the value of a closed list that a text means, else the text.
func (k *check) chosen(text string) string {
	if !k.column.Closed {
		return text
	}
	if values := k.codesOf(text); len(values) > 0 {
		return values[0]
	}
	return text
}

// names reports whether a column tells whom a row is about. The telephone of an
// employer and the number of a helper stand on somebody else's row.
func (c *Contract) names(column Column) bool {
	if c.Person {
		return slices.Contains(c.IdentifyAny, column.Name)
	}
	return column.Identifier != "" && column.Identifier != identity.Contact
}

// office reads the numbers of staff and of contacts. Stored as a number they
// have lost no more than leading zeros, which do not count; and anything at all
// may stand in a column of telephones, so that is no finding.
func (k *check) office(cell source.Cell, text string) (string, *Problem) {
	if v, err := strconv.ParseFloat(cell.Raw, 64); cell.Kind == source.Number && err == nil && v == float64(int64(v)) {
		text = strconv.FormatInt(int64(v), 10)
	}
	switch {
	case slices.Contains(nothing, Normalise(text)):
		return "", nil
	case k.column.Identifier == identity.Contact:
		return text, nil
	}
	return text, k.identifier(source.Cell{Kind: source.Text}, text)
}

// nothing are the words that say a cell is empty.
var nothing = []string{"无", "没有", "未定", "暂无", "待定", "否", "未", "/", "-", "--", "—", "——"}

// fillFilled says 是 in the columns that only tell whether others are filled.
func (r *Reader) fillFilled(record *Record) {
	for i := range r.checks {
		k := &r.checks[i]
		if len(k.column.FilledBy) > 0 && record.Values[i] == "" && slices.ContainsFunc(k.column.FilledBy, func(name string) bool {
			value := Normalise(record.Values[r.layout.Contract.Index(name)])
			return value != "" && !slices.Contains(nothing, value)
		}) {
			record.Values[i] = "是"
		}
	}
}
