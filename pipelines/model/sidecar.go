package model

import (
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// Sidecar is the .toml beside a model or a reference table.
type Sidecar struct {
	Description string     `toml:"description"` // the grain first
	Grain       []string   `toml:"grain"`       // unique, and not null unless listed in nullable
	Nullable    []string   `toml:"nullable"`
	Materialise bool       `toml:"materialise"` // staging: a table instead of a view
	Columns     []Column   `toml:"column"`
	Tests       []UnitTest `toml:"test"`
}

// Column describes a column and says what must hold of it.
type Column struct {
	Name        string   `toml:"name"`
	Type        string   `toml:"type"` // DuckDB's name; text for varchar
	Unit        string   `toml:"unit"` // 人, %, 元
	Description string   `toml:"description"`
	Tests       []string `toml:"tests"`    // not_null, unique, non_negative
	Accepted    string   `toml:"accepted"` // reference.table.column that holds every value
	Values      []string `toml:"values"`   // every value is one of these
}

// UnitTest is one case of a model: given rows, expected rows, both CSV with a
// header; an empty field is null.
type UnitTest struct {
	Name      string            `toml:"name"`
	Given     map[string]string `toml:"given"` // table → rows; a column left out is null
	Expect    string            `toml:"expect"`
	Order     bool              `toml:"order"`     // rows must come in this order
	Tolerance float64           `toml:"tolerance"` // for floats, absolute
}

var columnTests = []string{"not_null", "unique", "non_negative"}

func readSidecar(file string, data []byte) (Sidecar, error) {
	var s Sidecar
	if err := strict.Whole("读取模型", file, data).Decode("sql/README.md", &s); err != nil {
		return s, err
	}
	return s, s.validate(file)
}

func (s Sidecar) validate(file string) error {
	if s.Description == "" {
		return invalid(file, "缺 description", "先写粒度：一行是什么")
	}
	if len(s.Columns) == 0 {
		return invalid(file, "没有写任何列", "每一列写一段 [[column]]：name、type、description")
	}
	names := map[string]bool{}
	for _, c := range s.Columns {
		if names[c.Name] {
			return invalid(file, "列 "+c.Name+" 写了两次", "删去一段")
		}
		names[c.Name] = true
		if err := c.validate(file); err != nil {
			return err
		}
	}
	for _, name := range slices.Concat(s.Grain, s.Nullable) {
		if !names[name] {
			return invalid(file, "grain 或 nullable 里的 "+name+" 不是它的列", "检查拼写")
		}
	}
	return s.validateTests(file)
}

func (c Column) validate(file string) error {
	if c.Name == "" || c.Type == "" || c.Description == "" {
		return invalid(file, "列 "+c.Name+" 缺 name、type 或 description", "三项都要写")
	}
	for _, t := range c.Tests {
		if !slices.Contains(columnTests, t) {
			return invalid(file, "列 "+c.Name+" 的测试 "+t+" 不认识", "可用："+strings.Join(columnTests, "、"))
		}
	}
	if c.Accepted != "" && strings.Count(c.Accepted, ".") != 2 {
		return invalid(file, "列 "+c.Name+" 的 accepted 是「"+c.Accepted+"」", "写成 reference.表.列")
	}
	return nil
}

func (s Sidecar) validateTests(file string) error {
	names := map[string]bool{}
	for _, t := range s.Tests {
		if t.Name == "" || names[t.Name] {
			return invalid(file, "有一个单元测试没有名字，或与别的同名："+t.Name, "给每个 [[test]] 一个不同的 name")
		}
		names[t.Name] = true
		if strings.TrimSpace(t.Expect) == "" {
			return invalid(file, "单元测试「"+t.Name+"」没有 expect", "至少写出要比较的列名")
		}
	}
	return nil
}

// names are the columns' names in order.
func (s Sidecar) names() []string {
	names := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		names[i] = c.Name
	}
	return names
}

// sqlType is the type as DuckDB prints it.
func (c Column) sqlType() string {
	t := strings.ToUpper(strings.ReplaceAll(c.Type, " ", ""))
	switch t {
	case "TEXT", "STRING":
		return "VARCHAR"
	case "INT":
		return "INTEGER"
	case "BOOL":
		return "BOOLEAN"
	case "FLOAT8":
		return "DOUBLE"
	}
	return t
}

func invalid(file, why, hint string) error {
	return &fault.Error{Kind: fault.Usage, Op: "读取模型", File: file, Why: why, Hint: hint}
}
