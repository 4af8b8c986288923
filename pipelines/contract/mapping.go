package contract

import (
	"fmt"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// Mapping tells how a file in its owner's own words becomes a contract's
// columns. docs/mappings.md explains the format.
type Mapping struct {
	Contract  string              `toml:"contract"`
	Coverage  string              `toml:"coverage"` // complete, placed_only; empty is complete
	File      MappedFile          `toml:"file"`
	Columns   map[string]string   `toml:"columns"`   // canonical → heading, or 列C
	Constants map[string]string   `toml:"constants"` // canonical → value of every row
	Values    map[string]ValueMap `toml:"values"`    // canonical → how its values are made
	Unpivot   *Unpivot            `toml:"unpivot"`

	path string
}

// The coverages of a mapped file.
const (
	Complete   = "complete"
	PlacedOnly = "placed_only"
)

// MappedFile says where in the book the table lies; zero values mean: found
// by itself.
type MappedFile struct {
	Sheet         string   `toml:"sheet"`
	HeaderRow     int      `toml:"header_row"`  // the first row of headings, as numbered in the sheet
	HeaderRows    int      `toml:"header_rows"` // how many rows of headings: 1 or 2
	SkipRows      []int    `toml:"skip_rows"`
	IgnoreColumns []string `toml:"ignore_columns"` // headings, or 列C
}

// ValueMap turns the values of one column into another's.
type ValueMap struct {
	From string            `toml:"from"` // the canonical column whose text is looked up; empty: the column itself
	Map  map[string]string `toml:"map"`  // as in the file → ours
}

// Unpivot turns columns into rows: a plan with a column per province.
type Unpivot struct {
	Columns []string                     `toml:"columns"` // headings; or from and to
	From    string                       `toml:"from"`
	To      string                       `toml:"to"`
	Key     string                       `toml:"key"`   // the canonical column that receives the heading
	Value   string                       `toml:"value"` // the canonical column that receives the cell
	Blank   string                       `toml:"blank"` // what an empty cell means: "0", or "drop" (no row)
	Keys    map[string]map[string]string `toml:"keys"`  // heading → canonical columns and their values
}

// ParseMapping reads and checks the text of a mapping file.
func ParseMapping(file string, data []byte, set Set) (*Mapping, error) {
	m := &Mapping{path: file}
	if err := strict.Whole("读取映射文件", file, data).Decode("docs/mappings.md", m); err != nil {
		return nil, err
	}
	c, ok := set.Get(m.Contract)
	if !ok {
		return nil, mappingFault(file, "contract", "没有这个数据约定："+m.Contract, "可用的有："+strings.Join(set.Names(), "、"), nil)
	}
	return m, m.check(c)
}

func mappingFault(file, key, why, hint string, cause error) error {
	return &fault.Error{Kind: fault.Usage, Op: "读取映射文件", File: file, Column: key, Why: why, Hint: hint, Err: cause}
}

// check sees that the mapping names only columns of its contract, and no
// column twice.
func (m *Mapping) check(c *Contract) error {
	if !slices.Contains([]string{"", Complete, PlacedOnly}, m.Coverage) {
		return mappingFault(m.path, "coverage", "只能是 complete 或 placed_only", "文件只含已落实去向的人时写 placed_only", nil)
	}
	if m.File.HeaderRow < 0 || m.File.HeaderRows < 0 || m.File.HeaderRows > 2 {
		return mappingFault(m.path, "file", "header_row、header_rows 不合理", "表头从第几行起写 header_row，占一行或两行写 header_rows", nil)
	}
	for _, name := range m.canonical() {
		if c.Index(name) < 0 {
			return mappingFault(m.path, name, "数据约定「"+c.Title+"」没有这一列", "列名见 docs/file-formats.md", nil)
		}
	}
	for name := range m.Constants {
		if _, twice := m.Columns[name]; twice {
			return mappingFault(m.path, name, "同一列既在 columns 又在 constants", "删去其中一处", nil)
		}
	}
	return m.checkUnpivot()
}

func (m *Mapping) checkUnpivot() error {
	u := m.Unpivot
	switch {
	case u == nil:
		return nil
	case u.Key == "" || u.Value == "":
		return mappingFault(m.path, "unpivot", "要写 key 和 value", `例如 key = "province"，value = "plan"`, nil)
	case len(u.Columns) == 0 && (u.From == "" || u.To == ""):
		return mappingFault(m.path, "unpivot", "要写 columns，或写 from 和 to", "指明哪些列要转成行", nil)
	case len(u.Columns) > 0 && u.From+u.To != "":
		return mappingFault(m.path, "unpivot", "columns 与 from/to 只能写一种", "删去其中一种", nil)
	case !slices.Contains([]string{"0", "drop"}, u.Blank):
		return mappingFault(m.path, "unpivot.blank", "要写明空格的意思", `空格就是 0 写 "0"；空格表示没有这一行写 "drop"`, nil)
	}
	return nil
}

// canonical lists every canonical column that the mapping names, in a fixed
// order.
func (m *Mapping) canonical() []string {
	var names []string
	for name := range m.Columns {
		names = append(names, name)
	}
	for name := range m.Constants {
		names = append(names, name)
	}
	for name, values := range m.Values {
		names = append(names, name)
		if values.From != "" {
			names = append(names, values.From)
		}
	}
	if m.Unpivot != nil {
		names = append(names, m.Unpivot.Key, m.Unpivot.Value)
		for _, constants := range m.Unpivot.Keys {
			for name := range constants {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(s string) bool { return s == "" })
}

// gives reports whether the mapping fills a column otherwise than by a heading.
func (m *Mapping) gives(name string) bool {
	if m == nil {
		return false
	}
	if _, ok := m.Constants[name]; ok {
		return true
	}
	if v, ok := m.Values[name]; ok && v.From != "" && v.From != name {
		return true
	}
	return m.Unpivot != nil && m.Unpivot.gives(name)
}

func (u *Unpivot) gives(name string) bool {
	if name == u.Key || name == u.Value {
		return true
	}
	for _, constants := range u.Keys {
		if _, ok := constants[name]; ok {
			return true
		}
	}
	return false
}

// letter reads 列AV; 0 when s is a heading.
func letter(s string) int {
	rest, ok := strings.CutPrefix(strings.TrimSpace(s), "列")
	if !ok || rest == "" || len(rest) > 3 {
		return 0
	}
	col := 0
	for _, r := range strings.ToUpper(rest) {
		if r < 'A' || r > 'Z' {
			return 0
		}
		col = col*26 + int(r-'A') + 1
	}
	return col
}

// Letters names a 1-based column as a spreadsheet does: 48 is AV.
func Letters(col int) string {
	var s []byte
	for ; col > 0; col = (col - 1) / 26 {
		s = append([]byte{byte('A' + (col-1)%26)}, s...)
	}
	return string(s)
}

// named prints a heading with its place: 「单位名称」（AV 列）.
func named(heading string, col int) string {
	return fmt.Sprintf("「%s」（%s 列）", tidyHeading(heading), Letters(col))
}
