package form

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The sheets added to a filled form.
const (
	sourcesSheet = "取数说明"
	blankSheet   = "未填项"
)

// blanks lists what stayed blank, a column of a table once.
func blanks(f Form, values filled) []Blank {
	all := []Blank{}
	for i, c := range f.Cells {
		if why := values.cells[i].blank; why != "" {
			all = append(all, Blank{c.Name, c.Title, why})
		}
	}
	for i, t := range f.Tables {
		all = append(all, t.blanks(values.tables[i])...)
	}
	return all
}

// blanks of a table: no line at all, or for each column how many of the lines.
func (t Table) blanks(r rows) []Blank {
	if len(r.lines) == 0 {
		return []Blank{{t.Name, t.Title, "当前构建没有这样的数据，一行也没有"}}
	}
	var all []Blank
	for i, c := range t.Columns {
		n, why := 0, ""
		for _, line := range r.lines {
			if line[i].blank != "" {
				n, why = n+1, line[i].blank
			}
		}
		switch {
		case n == len(r.lines):
			all = append(all, Blank{t.Name, t.Title + "：" + c.Title, why})
		case n > 0:
			all = append(all, Blank{t.Name, t.Title + "：" + c.Title, fmt.Sprintf("%d 行中有 %d 行：%s", len(r.lines), n, why)})
		}
	}
	return all
}

// blanks writes the list of what stayed blank.
func (b *book) blanks(all []Blank) error {
	lines := [][]string{{"未填项"}, {"下列各项本系统没有数据，留空，请另行填写。"}, {"名称", "项目", "为什么"}}
	for _, one := range all {
		lines = append(lines, []string{one.Name, one.Title, one.Why})
	}
	if len(all) == 0 {
		lines[1] = []string{"没有未填项。"}
	}
	return b.sheet(blankSheet, lines, 3, 24, 44, 70)
}

// sources writes where each number comes from and which definition it uses.
func (b *book) sources(f Form, r *reader) error {
	facts := r.set.Facts
	stale := ""
	if facts.Stale {
		stale = "；数据已变动，按上一次构建"
	}
	lines := [][]string{
		{f.Title}, {facts.Stamp()},
		{"学校", r.set.Institution + "（" + r.set.InstitutionCode + "）"},
		{"届次与截止日", fmt.Sprintf("%d届，%s，%s版", r.set.Cohort, r.set.Cutoff, r.edition)},
		{"表头出处", f.Source + "（" + f.MarkWords() + "）"}, {"说明", f.Note},
		{"数据构建", facts.BuildID + "，时间 " + facts.BuiltAt + "，程序 quxiang " + facts.Version + stale},
		{}, {"名称", "项目", "来源", "口径"},
	}
	head := len(lines)
	for _, c := range f.Cells {
		lines = append(lines, []string{c.Name, c.Title, c.source(r), c.Note})
	}
	for _, t := range f.Tables {
		for i, c := range t.Columns {
			lines = append(lines, []string{t.Name, t.Title + "：" + strings.TrimSpace(fmt.Sprintf("第%d列 %s", i+1, c.Title)), t.source(r, c), c.Note})
		}
	}
	return b.sheet(sourcesSheet, lines, head, 24, 44, 70, 60)
}

// source words where a cell's number comes from.
func (c Cell) source(r *reader) string {
	if c.Fact != "" {
		return "工作区与构建"
	}
	if c.Missing != "" {
		return "—"
	}
	return c.Item.source(c.Mart, r.given(c.Where))
}

// source words where a column's values come from.
func (t Table) source(r *reader, c Column) string {
	switch {
	case c.Serial:
		return "序号"
	case c.Missing != "":
		return "—"
	case c.Code != "":
		return "marts." + t.Mart + "." + c.Code + " 中的代码"
	case !t.counted(c):
		return "marts." + t.Mart + "." + c.Column
	}
	return c.Item.source(t.Mart, r.given(joined(t.Where, c.Where)))
}

// source is the columns and the filter: placement.settled / graduates（cohort=2024，…）.
func (i Item) source(mart string, where Filter) string {
	var filter []string
	for _, column := range slices.Sorted(maps.Keys(where)) {
		filter = append(filter, column+"="+where[column])
	}
	words := "marts." + mart + "." + strings.Join(i.counters(), " ÷ ")
	if filter == nil {
		return words
	}
	return words + "（" + strings.Join(filter, "，") + "）"
}

// sheet adds a sheet of texts: a title, lines, and a heading in the row head.
func (b *book) sheet(name string, lines [][]string, head int, widths ...float64) error {
	if _, err := b.f.NewSheet(name); err != nil {
		return err
	}
	l, err := newLooks(b.f)
	if err != nil {
		return err
	}
	for i, line := range lines {
		style := l.text
		switch {
		case i == 0:
			style = l.title
		case i == 1:
			style = l.stamp
		case i+1 == head:
			style = l.head
		}
		for col, s := range line {
			at := address(col+1, i+1)
			err = errors.Join(err, b.f.SetCellStr(name, at, s), b.f.SetCellStyle(name, at, at, style))
		}
	}
	for i, w := range widths {
		column, nameErr := excelize.ColumnNumberToName(i + 1)
		err = errors.Join(err, nameErr, b.f.SetColWidth(name, column, column, w))
	}
	return err
}
