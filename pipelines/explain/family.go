package explain

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// Family is figures of one mart that the same kind of line stands behind.
type Family struct {
	Name   string `toml:"name"`
	Title  string `toml:"title"`
	Mart   string `toml:"mart"`
	Prefix string `toml:"prefix"` // of its figures' indicators: entry_

	// Columns of the mart and of Rows that a figure's cohort, cut-off, edition
	// and grain are found in; empty where they play no part.
	Cohort    string `toml:"cohort"`
	Cutoff    string `toml:"cutoff"`
	Edition   string `toml:"edition"`
	Grain     string `toml:"grain"`
	RowsGrain bool   `toml:"rows_grain"` // Rows have the grain's column too

	Grains map[string]string `toml:"grains"` // a figure's grain → the column's value
	Only   map[string]string `toml:"only"`   // keys that its figures have, with their value
	Where  string            `toml:"where"`  // rows of the mart that its figures are made of
	Keys   []Key             `toml:"key"`

	Counters   []string            `toml:"counters"` // columns of the mart; Rows have them as 1 or 0
	Indicators []Indicator         `toml:"indicator"`
	Rates      string              `toml:"rates"`      // a table of more indicators: reference.indicator
	ByEdition  []string            `toml:"by_edition"` // counters that an edition decides; their rates too
	Synonyms   map[string][]string `toml:"synonyms"`   // indicator → other words for it
	Words      bool                `toml:"words"`      // its figures can be asked for in words

	// Measure is the column of the mart whose value an indicator's name holds;
	// Suffixes may follow it (survey_related_low); titles are in MeasureTitles.
	Measure       string   `toml:"measure"`
	MeasureTitles string   `toml:"measure_titles"`
	Suffixes      []string `toml:"suffixes"`

	Rows   string  `toml:"rows"`  // a query; empty: no lines, and Note says why
	Places []Place `toml:"place"` // where a line stands
	Note   string  `toml:"note"`
}

// Key is a coordinate of a family's figures.
type Key struct {
	Name      string   `toml:"name"`       // in a figure's identifier
	Title     string   `toml:"title"`      // 学院
	Column    string   `toml:"column"`     // of mart and Rows
	Label     string   `toml:"label"`      // column of the mart with the value's name
	Names     string   `toml:"names"`      // or another table's: marts.population.title
	All       string   `toml:"all"`        // the value that stands for every line
	ImpliedBy string   `toml:"implied_by"` // the key whose value decides this one
	MartOnly  bool     `toml:"mart_only"`  // Rows don't have it
	Suffixes  []string `toml:"suffixes"`   // what may follow its value in words: 专业
}

// Indicator is a number made of a mart's counters. Numerator and Denominator
// are sums and differences of them; without a denominator it is a count.
type Indicator struct {
	Name        string   `toml:"name"` // without the family's prefix
	Title       string   `toml:"title"`
	Numerator   string   `toml:"numerator"`
	Denominator string   `toml:"denominator"`
	Whole       []string `toml:"whole"` // keys that the denominator leaves aside
	Same        []string `toml:"same"`  // two keys that are equal in the numerator
	Formula     string   `toml:"formula"`
	Synonyms    []string `toml:"synonyms"`

	edition  string // of a rate: 2021, 2024, * for both
	mark     string // S, 2, M: how sure the citation is
	citation string
}

// Place is one of the files that a line stands in; its columns in Rows are
// Prefix + file_id, sheet and row_no.
type Place struct {
	Title  string `toml:"title"`
	Prefix string `toml:"prefix"`
}

// Load reads explain/*.toml.
func Load(files fs.FS) ([]Family, error) {
	names, err := fs.Glob(files, "explain/*.toml")
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(names, func(a, b string) int { // what has no lines is looked at last
		return boolOrder(strings.HasSuffix(a, "/others.toml")) - boolOrder(strings.HasSuffix(b, "/others.toml"))
	})
	return strict.Files(files, names, Decode)
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Decode reads one file. Every fault is of kind Usage and names file and line:
// an unknown key, an expression over something that is no counter, a family
// without lines that does not say why.
func Decode(file string, text []byte) ([]Family, error) {
	var read struct {
		Family []Family `toml:"family"`
	}
	if err := strict.Whole("读取数字的来历", file, text).Decode("docs/explain.md", &read); err != nil {
		return nil, err
	}
	for i := range read.Family {
		if err := read.Family[i].validate(); err != "" {
			return nil, &fault.Error{Kind: fault.Usage, Op: "读取数字的来历", File: file, Column: read.Family[i].Name,
				Why: err, Hint: "见 docs/explain.md"}
		}
	}
	return read.Family, nil
}

var (
	columnForm     = regexp.MustCompile(`^[a-z_][a-z0-9_]*$`)
	expressionForm = regexp.MustCompile(`^[a-z_][a-z0-9_]*( [+-] [a-z_][a-z0-9_]*)*$`)
	columnName     = regexp.MustCompile(`[a-z_][a-z0-9_]*`)
)

// validate says what is wrong with a family; nothing is "".
func (f *Family) validate() string {
	switch {
	case f.Name == "" || f.Title == "" || f.Mart == "" || len(f.Grains) == 0:
		return "缺 name、title、mart 或 grains"
	case f.Rows == "" && f.Note == "":
		return "没有 rows，又没有用 note 说明为什么"
	case f.Rows != "" && len(f.Places) == 0:
		return "有 rows，没有 place"
	}
	for _, c := range f.columns() {
		if !columnForm.MatchString(c) {
			return "「" + c + "」不是列名"
		}
	}
	for _, i := range f.Indicators {
		if why := f.check(i); why != "" {
			return i.Name + "：" + why
		}
	}
	return ""
}

// columns are all columns that a family names by themselves.
func (f *Family) columns() []string {
	all := slices.Clone(f.Counters)
	for _, k := range f.Keys {
		all = append(all, k.Column)
	}
	for _, c := range []string{f.Cohort, f.Cutoff, f.Edition, f.Grain, f.Measure} {
		if c != "" {
			all = append(all, c)
		}
	}
	return all
}

func (f *Family) check(i Indicator) string {
	for _, e := range []string{i.Numerator, i.Denominator} {
		if e != "" && !expressionForm.MatchString(e) {
			return "算式「" + e + "」只能是列名的加减"
		}
		for _, c := range columnName.FindAllString(e, -1) {
			if f.Rows != "" && !slices.Contains(f.Counters, c) {
				return "算式里的 " + c + " 不在 counters 里"
			}
		}
	}
	for _, name := range slices.Concat(i.Whole, i.Same) {
		if f.key(name) == nil {
			return "没有叫 " + name + " 的 key"
		}
	}
	return ""
}

func (f *Family) key(name string) *Key {
	for i := range f.Keys {
		if f.Keys[i].Name == name {
			return &f.Keys[i]
		}
	}
	return nil
}
