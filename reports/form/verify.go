package form

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"quxiang/pipelines/strict"
	"quxiang/reports/export"
)

// Mart is what a form may read.
type Mart = export.Mart

// nameForm is a name that Excel takes for a cell and never for an address.
var nameForm = regexp.MustCompile(`^[a-z_]{4,}[a-z0-9_]*$`)

// facts are what a cell may say of the workspace.
var facts = []string{"institution", "institution_code", "cohort", "cutoff", "edition", "build", "built_at"}

// parameters are what a filter may leave to the command.
var parameters = []string{"@cohort", "@cutoff", "@edition"}

// verify checks all that can be checked without data.
func (f Form) verify(at strict.Place, known []Mart) error {
	err := at.Verify([]strict.Check{
		{Key: "title", OK: f.Title != "", Why: "没有写", Hint: "写这张表的名称"},
		{Key: "mark", Value: f.Mark, OK: markWords[f.Mark] != "", Why: "依据的确切程度应为 S、2、M", Hint: "S 见原文，2 转述，M 惯例"},
		{Key: "source", OK: f.Source != "", Why: "没有写", Hint: "写表头的出处"},
		{OK: len(f.Cells)+len(f.Tables) > 0, Why: "没有 [[cell]] 也没有 [[table]]", Hint: "至少写一项"},
	})
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for i, c := range f.Cells {
		if err := c.verify(at.Sub("cell", i), known, names); err != nil {
			return err
		}
	}
	for i, t := range f.Tables {
		if err := t.verify(at.Sub("table", i), known, names); err != nil {
			return err
		}
	}
	return nil
}

// unique checks a defined name.
func unique(at strict.Place, key, name string, names map[string]bool) error {
	taken := names[name]
	names[name] = true
	return at.Verify([]strict.Check{
		{Key: key, Value: name, OK: nameForm.MatchString(name), Why: "不能作单元格的名称", Hint: "用小写字母、数字和下划线，以至少四个字母开头，如 graduates_all"},
		{Key: key, Value: name, OK: !taken, Why: "与别的项同名", Hint: "每个名称只用一次"},
	})
}

func (c Cell) verify(at strict.Place, known []Mart, names map[string]bool) error {
	if err := unique(at, "name", c.Name, names); err != nil {
		return err
	}
	if err := at.Verify([]strict.Check{
		{Key: "title", OK: c.Title != "", Why: "没有写", Hint: "写这一项的名称"},
		{OK: c.sources() == 1, Why: "一项要写且只写一种来源", Hint: "column，或 numerator 和 denominator，或 fact，或 missing"},
		{Key: "fact", Value: c.Fact, OK: c.Fact == "" || slices.Contains(facts, c.Fact), Why: "不认识", Hint: "可用：" + strings.Join(facts, "、")},
	}); err != nil || c.Fact != "" || c.Missing != "" {
		return err
	}
	m, err := martOf(at, c.Mart, known)
	if err != nil {
		return err
	}
	if err := c.Item.verify(at, m); err != nil {
		return err
	}
	return pinned(at, m, c.Where, nil, c.Over)
}

// sources counts the kinds of source that are written.
func (c Cell) sources() int {
	n := c.Item.sources()
	if c.Fact != "" {
		n++
	}
	return n
}

func (i Item) sources() int {
	n := 0
	for _, is := range []bool{i.Column != "", i.ratio(), i.Missing != ""} {
		if is {
			n++
		}
	}
	return n
}

// martOf finds the mart; every mart may be read, and nothing else.
func martOf(at strict.Place, name string, known []Mart) (Mart, error) {
	i := slices.IndexFunc(known, func(m Mart) bool { return m.Name == name })
	if i >= 0 {
		return known[i], nil
	}
	return Mart{}, at.Fault("mart", name, "没有这张表", "写 marts 里的表，不带 marts.；quxiang export --list 列出全部")
}

// counter checks that a column can be summed.
func counter(at strict.Place, m Mart, key, name string) error {
	c, found := m.Column(name)
	return at.Verify([]strict.Check{
		{Key: key, Value: name, OK: found, Why: "marts." + m.Name + " 没有这一列", Hint: "看 docs/indicators.md"},
		{Key: key, Value: name, OK: c.Type == "bigint" && !slices.Contains(m.Grain, name), Why: "不是人数一类的整数，不能相加", Hint: "换一列"},
	})
}

func (i Item) verify(at strict.Place, m Mart) error {
	if err := filters(at, m, i.Where); err != nil {
		return err
	}
	for _, name := range i.Zero {
		if i.Where[name] == "" {
			return at.Fault("zero", name, "不在这一项的 where 里", "zero 只写 where 里的列")
		}
	}
	if !i.ratio() {
		if err := at.Verify([]strict.Check{{Key: "as", Value: i.As, OK: i.As == "", Why: "只有比例才能写", Hint: "删去"}}); err != nil {
			return err
		}
		return counter(at, m, "column", i.Column)
	}
	if err := at.Verify([]strict.Check{{Key: "as", Value: i.As, OK: slices.Contains([]string{"", asPercent, asPoints, asText}, i.As), Why: "不认识", Hint: "可用：percent、points、text"}}); err != nil {
		return err
	}
	if err := counter(at, m, "numerator", i.Numerator); err != nil {
		return err
	}
	return counter(at, m, "denominator", i.Denominator)
}

// filters checks columns and parameters of a filter.
func filters(at strict.Place, m Mart, where Filter) error {
	for _, column := range slices.Sorted(maps.Keys(where)) {
		_, found := m.Column(column)
		value := where[column]
		if err := at.Verify([]strict.Check{
			{Key: "where", Value: column, OK: found, Why: "marts." + m.Name + " 没有这一列", Hint: "看 docs/indicators.md"},
			{Key: "where", Value: value, OK: !strings.HasPrefix(value, "@") || slices.Contains(parameters, value), Why: "不认识的参数", Hint: "可用：" + strings.Join(parameters, "、")},
			{Key: "where", Value: value, OK: !alternative(m, column) || !strings.Contains(value, "|"), Why: column + " 的几个值是同一批人，不能相加", Hint: "只写一个值"},
		}); err != nil {
			return err
		}
	}
	return nil
}

// alternative tells columns whose values are the same people seen in other ways:
// adding them up would count everybody several times.
func alternative(m Mart, column string) bool {
	return slices.Contains([]string{"cutoff", "edition", "grain", "population", "dimension"}, column) || m.Name == "distribution" && column == "level"
}

// pinned checks that every coordinate of the grain is filtered, listed or summed
// over. Where a column says which coordinates a row has (grain), those that may
// be null are left to it.
func pinned(at strict.Place, m Mart, where Filter, by, over []string) error {
	_, told := where["grain"]
	for _, name := range m.Grain {
		_, filtered := where[name]
		if filtered || slices.Contains(by, name) || slices.Contains(over, name) || told && slices.Contains(m.Nullable, name) {
			continue
		}
		return at.Fault("where", name, "marts."+m.Name+" 的粒度里有这一列，没有说取哪些，会把人重复计数",
			"在 where 里写它的值，或写进 by（每个值一行）、over（各值相加）")
	}
	for _, name := range over {
		if alternative(m, name) {
			return at.Fault("over", name, name+" 的几个值是同一批人，不能相加", "在 where 里写一个值")
		}
	}
	for _, name := range slices.Concat(by, over) {
		if _, found := m.Column(name); !found {
			return at.Fault("by", name, "marts."+m.Name+" 没有这一列", "看 docs/indicators.md")
		}
	}
	return nil
}

func (t Table) verify(at strict.Place, known []Mart, names map[string]bool) error {
	if err := unique(at, "name", t.Name, names); err != nil {
		return err
	}
	if t.Totals != "" {
		if err := unique(at, "totals", t.Totals, names); err != nil {
			return err
		}
	}
	m, err := martOf(at, t.Mart, known)
	if err != nil {
		return err
	}
	if err := at.Verify([]strict.Check{
		{Key: "title", OK: t.Title != "", Why: "没有写", Hint: "写表名"},
		{Key: "by", OK: len(t.By) > 0, Why: "没有写", Hint: "写每一行由哪些列确定"},
		{OK: len(t.Columns) > 0, Why: "没有 [[table.column]]", Hint: "至少写一列"},
	}); err != nil {
		return err
	}
	if err := filters(at, m, t.Where); err != nil {
		return err
	}
	for i, c := range t.Columns {
		if err := t.column(at.Sub("table.column", i), m, c); err != nil {
			return err
		}
	}
	return nil
}

// column checks one column of the table.
func (t Table) column(at strict.Place, m Mart, c Column) error {
	n := c.sources()
	for _, is := range []bool{c.Code != "", c.Serial} {
		if is {
			n++
		}
	}
	if err := at.Verify([]strict.Check{
		{Key: "title", OK: c.Title != "", Why: "没有写", Hint: "写列名"},
		{OK: n == 1, Why: "一列要写且只写一种来源", Hint: "column，或 numerator 和 denominator，或 code，或 serial，或 missing"},
		{Key: "say", OK: c.Say == nil || slices.Contains(t.By, c.Column), Why: "只有 by 里的列才能写", Hint: "删去"},
		{Key: "code", Value: c.Code, OK: c.Code == "" || slices.Contains(t.By, c.Code), Why: "不在 by 里", Hint: "code 只能取 by 里的键"},
	}); err != nil {
		return err
	}
	if c.Serial || c.Missing != "" || c.Code != "" || slices.Contains(t.By, c.Column) {
		return pinned(at, m, t.everyFilter(), t.By, t.Over)
	}
	if err := c.Item.verify(at, m); err != nil {
		return err
	}
	return pinned(at, m, joined(t.Where, c.Where), t.By, t.Over)
}

// everyFilter is all that the table or some column of it filters: what a row is
// does not depend on a single column's filter.
func (t Table) everyFilter() Filter {
	all := maps.Clone(t.Where)
	for _, c := range t.Columns {
		all = joined(all, c.Where)
	}
	return all
}

// joined is both filters, the second over the first.
func joined(a, b Filter) Filter {
	all := Filter{}
	maps.Copy(all, a)
	maps.Copy(all, b)
	return all
}
