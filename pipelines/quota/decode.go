package quota

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// Decode reads one file of tables. Every fault is of kind Usage and names file
// and line: a key or indicator that does not exist, a table without citation
// or mark, an interval without numbers, values that no row or two rows apply to.
func Decode(file string, text []byte) ([]Table, error) {
	var content struct {
		Tables []tableText `toml:"table"`
	}
	whole := strict.Whole("读取招生计划规则", file, text)
	if err := whole.Decode("docs/quota.md", &content); err != nil {
		return nil, err
	}
	var tables []Table
	for i, written := range content.Tables {
		d := draft{written, whole.Sub("table", i)}
		t, err := d.build()
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(tables, func(other Table) bool { return other.Name == t.Name }) {
			return nil, d.at.Fault("name", t.Name, "与前面的表同名", "另起一个 name")
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// Load reads rules/quota*.toml.
func Load(files fs.FS) ([]Table, error) {
	names, err := fs.Glob(files, "rules/quota*.toml")
	if err != nil {
		return nil, err
	}
	tables, err := strict.Files(files, names, Decode)
	if err != nil {
		return nil, err
	}
	return tables, unique(tables)
}

func unique(tables []Table) error {
	seen := map[string]bool{}
	for _, t := range tables {
		if seen[t.Name] {
			return &fault.Error{Kind: fault.Usage, Op: "读取招生计划规则", File: t.File, Row: t.Line,
				Column: "name", Value: t.Name, Why: "与另一个文件里的表同名", Hint: "另起一个 name"}
		}
		seen[t.Name] = true
	}
	return nil
}

// Choose returns the table of that name.
func Choose(tables []Table, name string) (*Table, error) {
	var names []string
	for i := range tables {
		if tables[i].Name == name {
			return &tables[i], nil
		}
		names = append(names, tables[i].Name)
	}
	return nil, &fault.Error{Kind: fault.Usage, Op: "选用招生计划规则", Value: name,
		Why: "没有这张规则表", Hint: "可用的规则表：" + list(names)}
}

// draft is a table as written, with the place it is written at.
type draft struct {
	tableText
	at strict.Place
}

var (
	marks       = []string{"原文", "转述", "惯例", "校级"}
	studyLevels = []string{"博士", "硕士", "本科", "第二学士学位", "专科"}
)

// byHand is what else says.
const byHand = "人工"

func (d draft) build() (Table, error) {
	t := Table{Name: d.Name, Title: d.Title, Authority: d.Authority, Document: d.Document, Citation: d.Citation,
		Mark: d.Mark, Note: d.Note, ValidFrom: d.ValidFrom, ValidTo: d.ValidTo, Levels: d.Levels,
		Else: d.Else == byHand, File: d.at.File, Line: d.at.First}
	if err := d.at.Verify(d.checks()); err != nil {
		return t, err
	}
	for i := range d.Inputs {
		in, err := d.input(i)
		if err != nil {
			return t, err
		}
		t.inputs = append(t.inputs, in)
	}
	for i := range d.Rows {
		r, err := d.row(i, t.inputs)
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, r)
	}
	if err := d.partition(&t); err != nil {
		return t, err
	}
	return d.withExamples(t)
}

func (d draft) checks() []strict.Check {
	return []strict.Check{
		{"name", "", d.Name != "", "规则表没有名字", `写 name = "天津2009"`},
		{"title", "", d.Title != "", "规则表没有标题", "写 title"},
		{"document", "", d.Document != "", "没有写文件", "写 document：文件名和出处"},
		{"citation", "", d.Citation != "", "没有写出处", "写 citation：来源的原话"},
		{"mark", d.Mark, slices.Contains(marks, d.Mark), "没有写，或不认识的写法", "可用：" + list(marks)},
		{"valid_to", strconv.Itoa(d.ValidTo), d.ValidTo == 0 || d.ValidFrom <= d.ValidTo, "有效期的末年早于首年", "改 valid_from 或 valid_to"},
		{"levels", list(d.Levels), !slices.ContainsFunc(d.Levels, func(s string) bool { return !slices.Contains(studyLevels, s) }), "不认识的学历层次", "可用：" + list(studyLevels)},
		{"else", d.Else, d.Else == "" || d.Else == byHand, "不认识的写法", `写 else = "人工"，或删去`},
		{"input", "", len(d.Inputs) > 0, "规则表没有指标", "至少写一段 [[table.input]]"},
		{"row", "", len(d.Rows) > 0, "规则表没有行", "至少写一段 [[table.row]]"},
	}
}

// input reads the i-th [[table.input]].
func (d draft) input(i int) (input, error) {
	text, at := d.Inputs[i], d.at.Sub("table.input", i)
	in, known := inputOf(text.Indicator)
	line, ok := strict.Hundredths(text.Below)
	counts := text.Indicator == SettledBelowYears
	err := at.Verify([]strict.Check{
		{"indicator", text.Indicator, known, "没有写，或不认识的指标", "可用：" + list(InputNames())},
		{"indicator", text.Indicator, !slices.ContainsFunc(d.Inputs[:i], func(other inputText) bool { return other.Indicator == text.Indicator }), "指标写了两次", "删去一段"},
		{"below", text.Below, counts || text.Below == "", "只有 " + SettledBelowYears + " 有线", "删去 below"},
		{"below", text.Below, !counts || ok && line <= 100*hundred, "连续低于哪条线没有写，或不是百分数", `写 below = "70"`},
		{"indicator", text.Indicator, d.used(text.Indicator), "没有一行用到这个指标", "删去这一段，或在行里写它的区间"},
	})
	in.line = line
	if text.Title != "" {
		in.title = text.Title
	}
	return in, err
}

func (d draft) used(indicator string) bool {
	return slices.ContainsFunc(d.Rows, func(r rowText) bool { return r.conditions()[indicator] != "" })
}

func list(s []string) string { return strings.Join(s, "、") }
