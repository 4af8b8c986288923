package contract

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/strict"
)

// Set is every contract, in order of name.
type Set []*Contract

// Get returns the contract of that name, or of that title.
func (s Set) Get(name string) (*Contract, bool) {
	for _, c := range s {
		if c.Name == name || c.Title == name {
			return c, true
		}
	}
	return nil, false
}

// Loaded are the contracts whose files are loaded: all but those of files that
// builds read where they lie, whose tables in raw stay empty.
func (s Set) Loaded() Set {
	return slices.DeleteFunc(slices.Clone(s), func(c *Contract) bool { return c.Kind == Parquet })
}

// Names lists the contracts' names.
func (s Set) Names() []string {
	names := make([]string, len(s))
	for i, c := range s {
		names[i] = c.Name
	}
	return names
}

// Title is what people call the contract of that name.
func (s Set) Title(name string) string {
	if c, ok := s.Get(name); ok {
		return c.Title
	}
	return name
}

// Titles lists what people call the contracts whose files they fill in.
func (s Set) Titles() []string {
	var titles []string
	for _, c := range s {
		if c.Fillable() {
			titles = append(titles, c.Title)
		}
	}
	return titles
}

// LoadAll reads sources/*.toml of the SQL tree, strictly: an unknown key, a
// class or type that does not exist, a heading claimed twice are faults.
func LoadAll(tree fs.FS) (Set, error) {
	files, err := fs.Glob(tree, "sources/*.toml")
	if err != nil {
		return nil, err
	}
	var set Set
	for _, file := range files {
		c, err := loadOne(tree, file)
		if err != nil {
			return nil, err
		}
		set = append(set, c)
	}
	if len(set) == 0 {
		return nil, contractFault("sources", "一个数据约定也没有", "程序不完整，请重新编译")
	}
	return set, nil
}

func loadOne(tree fs.FS, file string) (*Contract, error) {
	data, err := fs.ReadFile(tree, file)
	if err != nil {
		return nil, err
	}
	c := &Contract{}
	if err := strict.Whole("读取数据约定", file, data).Decode("docs/file-formats.md", c); err != nil {
		return nil, err
	}
	if want := strings.TrimSuffix(path.Base(file), ".toml"); c.Name != want {
		return nil, contractFault(file, "name 与文件名不一致："+c.Name, "改成 "+want)
	}
	if why := c.prepare(); why != "" {
		return nil, contractFault(file, why, "修改这个数据约定")
	}
	return c, nil
}

func contractFault(file, why, hint string) error {
	return &fault.Error{Kind: fault.Usage, Op: "读取数据约定", File: file, Why: why, Hint: hint}
}

// prepare checks the contract and builds its indexes; it returns what is wrong.
func (c *Contract) prepare() string {
	if !slices.Contains([]Kind{Snapshot, Reference, Exchange, Parquet}, c.Kind) {
		return "kind 只能是 snapshot、reference、exchange 或 parquet"
	}
	if strings.ContainsAny(c.Folder, `/\.`) {
		return "folder 是空白模板的子文件夹名，不能含 / \\ ."
	}
	c.byName, c.byHeading = map[string]int{}, map[string]int{}
	for i, column := range c.Columns {
		if why := c.index(i, column); why != "" {
			return why
		}
	}
	return c.checkNames()
}

func (c *Contract) index(i int, column Column) string {
	if _, twice := c.byName[column.Name]; twice || column.Name == "" {
		return fmt.Sprintf("列名重复或为空：%q", column.Name)
	}
	c.byName[column.Name] = i
	for _, heading := range append([]string{column.Heading}, column.Alias...) {
		key := Normalise(heading)
		if other, claimed := c.byHeading[key]; claimed && other != i || key == "" {
			return fmt.Sprintf("列 %s 的表头「%s」为空，或已属于列 %s", column.Name, heading, c.Columns[c.byHeading[key]].Name)
		}
		c.byHeading[key] = i
	}
	return c.checkColumn(column)
}

func (c *Contract) checkColumn(column Column) string {
	at := "列 " + column.Name + " 的 "
	switch {
	case !slices.Contains([]Class{Direct, Sensitive, General}, column.Class):
		return at + "class 只能是 直接标识、敏感、一般"
	case !slices.Contains([]Type{Text, Code, Date, Integer, Decimal, Share, Amount}, column.Type):
		return at + "type 不认识：" + string(column.Type)
	case column.Identifier != "" && !slices.Contains(identity.Kinds, column.Identifier):
		return at + "identifier 只能是 idcard、exam、student、staff、contact"
	case column.Identifier != "" && column.Class != Direct:
		return at + "class 应为直接标识，因为它是标识列"
	case column.Agree && (column.LabelOf == "" || column.Reference == ""):
		return at + "agree 需要 label_of 和 reference"
	}
	for _, version := range column.Versions {
		if !slices.ContainsFunc(c.Versions, func(v Version) bool { return v.Name == version }) {
			return at + "versions 没有定义：" + version
		}
	}
	return column.checkClosed()
}

// checkNames sees that every column named elsewhere in the contract exists.
func (c *Contract) checkNames() string {
	named := slices.Concat(c.IdentifyAny, c.Required, c.TotalsIn)
	for _, group := range slices.Concat(c.RequiredAny, c.Keys) {
		named = append(named, group...)
	}
	for _, column := range c.Columns {
		if column.LabelOf != "" {
			named = append(named, column.LabelOf)
		}
		named = append(named, column.FilledBy...)
	}
	for _, name := range named {
		if c.Index(name) < 0 {
			return "提到的列不存在：" + name
		}
	}
	if c.Person && len(c.IdentifyAny) == 0 {
		return "person = true 时要写 identify_any"
	}
	return c.checkWide()
}
