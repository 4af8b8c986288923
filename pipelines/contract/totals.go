package contract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"quxiang/pipelines/identity"
	"quxiang/pipelines/source"
)

// sumWords end the name of a sum: 总 计, 全校合计, 文学院小计.
var sumWords = []string{"合计", "总计", "小计", "共计"}

// wholeWords are sums when they are all that a cell says.
var wholeWords = []string{"总数", "总人数", "全校", "全院", "全省", "TOTAL"}

// totalsWord tells whether a whole cell says that its row is a sum.
func totalsWord(s string) bool {
	if len(s) > 96 {
		return false
	}
	s = strings.Trim(Normalise(s), ":()")
	if slices.Contains(wholeWords, s) {
		return true
	}
	return utf8.RuneCountInString(s) <= 12 && slices.ContainsFunc(sumWords, func(word string) bool { return strings.HasSuffix(s, word) })
}

// leading is how many of a row's first cells are looked at for a totals word.
const leading = 6

// isTotals decides by the empty keys, not by the word alone: a person's row
// has an identifier, and an employer may be called 合计. A word in one of the
// contract's dimensions (学院, 专业) needs no further sign: none is called so.
func (r *Reader) isTotals(row source.Row, values []string) bool {
	word := slices.ContainsFunc(row.Cells[:min(leading, len(row.Cells))], func(c source.Cell) bool { return totalsWord(c.Text) })
	if !word && len(row.Cells) <= leading {
		return false
	}
	if word && counts(row) {
		return true
	}
	if r.names(values) {
		return false
	}
	c := r.layout.Contract
	if slices.ContainsFunc(c.TotalsIn, func(name string) bool { return totalsWord(values[c.Index(name)]) }) {
		return true
	}
	return word && (c.Person && r.headCount(values) == "" || r.lacksKey(values))
}

// counts reports whether a row has nothing but totals words and small numbers:
// 合计 and, in the next column, how many, be that the column of student numbers.
func counts(row source.Row) bool {
	for _, cell := range row.Cells {
		text := halfWidth(cell.Text)
		if text != "" && !totalsWord(text) && (len(text) > 6 || !numeric.MatchString(text)) {
			return false
		}
	}
	return true
}

// names reports whether a row has an identifier, sound or not.
func (r *Reader) names(values []string) bool {
	return slices.ContainsFunc(r.checks, func(k check) bool {
		return k.names && values[k.at] != "" && !totalsWord(values[k.at])
	})
}

func (r *Reader) headCount(values []string) string {
	if i := r.layout.Contract.Index("head_count"); i >= 0 {
		return values[i]
	}
	return ""
}

// lacksKey reports whether a group of keys that the file has is empty, or
// holds the totals word itself.
func (r *Reader) lacksKey(values []string) bool {
	c := r.layout.Contract
	return slices.ContainsFunc(c.Keys, func(group []string) bool {
		has := slices.ContainsFunc(group, func(name string) bool { return r.sheet().has(name) })
		return has && !slices.ContainsFunc(group, func(name string) bool {
			value := values[c.Index(name)]
			return value != "" && !totalsWord(value)
		})
	})
}

// isNote finds lines under a list of people that are not people: 制表人, 注.
// They have one cell, and no identifier in it.
func (r *Reader) isNote(row source.Row, values []string) bool {
	if !r.layout.Contract.Person || len(row.Cells) != 1 || len(r.sheet().Columns) < 3 {
		return false
	}
	i := r.sheet().position(row.Cells[0].Col)
	if i < 0 || !r.checks[i].names {
		return true
	}
	_, problem := identity.Normalise(r.checks[i].column.Identifier, values[i])
	return problem == identity.BadFormat
}
