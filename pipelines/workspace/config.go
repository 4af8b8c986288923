package workspace

import (
	_ "embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"quxiang/pipelines/strict"
)

// Config is quxiang.toml. docs/operations.md describes every key; a test keeps
// the two together.
type Config struct {
	Level       string      `toml:"level"` // school or province
	Institution Institution `toml:"institution"`
	Report      Report      `toml:"report"`
	Signoff     Signoff     `toml:"signoff"`
	Key         Key         `toml:"key"`
	Cards       Cards       `toml:"cards"`
	Index       Index       `toml:"index"`
	Quota       Quota       `toml:"quota"`
	Duties      Duties      `toml:"duties"`
	Data        Data        `toml:"data"`
	Load        []Load      `toml:"load"`
}

// Institution is whose graduates these are.
type Institution struct {
	Code string `toml:"code"` // 10611
	Name string `toml:"name"`
}

// Report says which report `run` and `report` make, and how.
type Report struct {
	Year           int    `toml:"year"`            // year of graduation reported on
	Cohorts        int    `toml:"cohorts"`         // first cohort of the trend
	Edition        string `toml:"edition"`         // auto, 2021, 2024
	MainCutoff     string `toml:"main_cutoff"`     // MM-DD
	PublishCutoff  string `toml:"publish_cutoff"`  // MM-DD
	SmallN         int    `toml:"small_n"`         // fewer people than this: marked as a small base
	AssumeComplete bool   `toml:"assume_complete"` // the register lists everyone, placed or not

	Chapters []string          `toml:"chapters"` // ids of chapters in their order; none: all, in ours
	Text     string            `toml:"text"`     // folder of the school's own text, relative to the workspace
	Title    map[string]string `toml:"title"`    // of chapters and sections, by id, in place of ours
	Audience map[string]string `toml:"audience"` // of chapters, by id: public or internal, in place of ours
}

// Signoff says whose approval a public edition needs.
type Signoff struct {
	Required []string `toml:"required"` // names of steps, such as 学院确认
}

// Cards says which rules of red and yellow cards the workspace follows.
type Cards struct {
	Rules []string `toml:"rules"` // names of rules in sql/rules, in the order of their chapters; none by default
}

// Index says what the composite index of majors is made of.
type Index struct {
	Preset  string           `toml:"preset"`  // equal, custom
	Weights map[string]int64 `toml:"weights"` // by component of sql/reference/index_component.csv; for custom
}

// Quota says how next year's admission plan is proposed.
type Quota struct {
	Rule       string       `toml:"rule"`        // name of a table in sql/rules/quota*.toml; none by default
	Up         int64        `toml:"up"`          // whole percent by which a major's plan may grow
	Down       int64        `toml:"down"`        // and shrink
	LeastClass int64        `toml:"least_class"` // people in the smallest class worth teaching
	Group      []QuotaGroup `toml:"group"`

	Decided map[string]int64 `toml:"decided"` // people that the committee has fixed, by major: "本科:080901"
}

// QuotaGroup bounds the plan of a level of study, or of a college within it.
type QuotaGroup struct {
	Level   string `toml:"level"`
	College string `toml:"college"` // empty: the whole level
	Low     int64  `toml:"low"`
	High    int64  `toml:"high"` // 0: no upper bound
}

// Duties says what decides which duties of the policy apply.
type Duties struct {
	Province   string `toml:"province"`    // short name, such as 河南; empty: not said
	SchoolType string `toml:"school_type"` // 普通本科, 新建本科, 高职; empty: not said, or as the list of schools has it
	LocalRate  string `toml:"local_rate"`  // percent placed in the province, 初次, the year before: 91.20; empty: not said
}

// Key names the pseudonym key; the key itself never lies in the workspace.
type Key struct {
	ID string `toml:"id"`
}

// Data moves the warehouse out of the workspace, to a local disk.
type Data struct {
	Dir   string   `toml:"dir"`   // absolute, or relative to the workspace
	Facts []string `toml:"facts"` // globs of Parquet files that builds read where they lie
	Spill string   `toml:"spill"` // most that a build spills to disk: 40GB; empty: what there is
}

// Load is one entry of what `run` loads, in order.
type Load struct {
	Files    []string `toml:"files"` // globs, relative to the workspace
	Contract string   `toml:"contract"`
	Cohort   int      `toml:"cohort"`  // 0: read from the rows
	AsOf     string   `toml:"as_of"`   // YYYY-MM-DD; empty: read from the file name
	Mapping  string   `toml:"mapping"` // name of a file in mappings/
	Scope    string   `toml:"scope"`   // school, or colleges: 甲学院|乙学院
	Kind     string   `toml:"kind"`    // snapshot; empty: as the contract says
	// Institution is the code of the school the files are of, in a province's
	// workspace; empty: by a column, or by the name of a folder.
	Institution string `toml:"institution"`
	Encoding    string `toml:"encoding"` // of text files: UTF-8, GB18030, UTF-16LE; empty: found out
}

// Defaults returns the configuration of a new workspace.
func Defaults(code, name string, year int) Config {
	return Config{
		Level:       "school",
		Institution: Institution{Code: code, Name: name},
		Report: Report{Year: year, Cohorts: year - 4, Edition: "auto",
			MainCutoff: "12-31", PublishCutoff: "11-30", SmallN: 10,
			Chapters: []string{}, Text: "文字"},
		Signoff: Signoff{Required: []string{"学院确认", "招就处", "教务处", "分管校领导", "校党委会", "省厅核准"}},
		Data:    Data{Facts: []string{}},
		Index:   Index{Preset: "equal"},
		Quota:   Quota{Up: 20, Down: 20, LeastClass: 25},
	}
}

// Decode reads and validates the text of a quxiang.toml; keys left out take
// their defaults.
func Decode(file string, text []byte) (Config, error) {
	c := Defaults("", "", 0)
	c.Report.Cohorts = 0
	if err := strict.Whole("读取配置", file, text).Decode("docs/operations.md", &c); err != nil {
		return Config{}, err
	}
	if c.Report.Cohorts == 0 {
		c.Report.Cohorts = c.Report.Year - 4
	}
	return c, c.validate(file, text)
}

//go:embed quxiang.toml.tmpl
var configText string

var configTemplate = template.Must(template.New("quxiang.toml").
	Funcs(template.FuncMap{"quote": strict.Quote, "list": quoteAll, "entries": entries, "texts": texts}).Parse(configText))

// Render writes c as a quxiang.toml with its comments; Decode reads it back.
func Render(c Config) []byte {
	var b strings.Builder
	if err := configTemplate.Execute(&b, c); err != nil {
		panic(err) // the template and the struct are both ours
	}
	return []byte(b.String())
}

// entries are the lines of a table of numbers, in the order of their names.
func entries(table map[string]int64) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(table)) {
		lines = append(lines, strict.Quote(name)+" = "+strconv.FormatInt(table[name], 10))
	}
	return lines
}

// texts are the lines of a table of texts, in the order of their names.
func texts(table map[string]string) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(table)) {
		lines = append(lines, strict.Quote(name)+" = "+strict.Quote(table[name]))
	}
	return lines
}

func quoteAll(items []string) string {
	quoted := make([]string, len(items))
	for i, s := range items {
		quoted[i] = strict.Quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
