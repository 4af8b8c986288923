package posting

import (
	"cmp"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"quxiang/pipelines/strict"
)

// fileText is a file of rules as it is spelt.
type fileText struct {
	Words      map[string][]string `toml:"words"` // {name} in a pattern is any of them
	Categories []categoryText      `toml:"category"`
}

// sourceText is what a rule rests on; a pattern's own replaces its category's.
type sourceText struct {
	Clause   string `toml:"clause"`
	Quote    string `toml:"quote"`
	Document string `toml:"document"`
	Mark     string `toml:"mark"`
}

type categoryText struct {
	Name  string `toml:"name"`
	Title string `toml:"title"`
	sourceText
	Note     string        `toml:"note"`
	Remedy   string        `toml:"remedy"`
	Except   []string      `toml:"except"` // of every pattern
	Patterns []patternText `toml:"pattern"`
	Examples []exampleText `toml:"example"`
}

type patternText struct {
	Title string `toml:"title"`
	sourceText
	Fields []string          `toml:"fields"`
	Match  []string          `toml:"match"`
	Except []string          `toml:"except"`
	When   map[string]string `toml:"when"`
	Unless []string          `toml:"unless"`
}

// draft is a category as written, with the place it is written at.
type draft struct {
	categoryText
	words map[string][]string
	at    strict.Place
}

// Load reads rules/postings.toml.
func Load(files fs.FS) (Rules, error) {
	return strict.Files(files, []string{"rules/postings.toml"}, Decode)
}

// Decode reads a file of rules. Every fault is of kind Usage and names file and
// line: a key or field that does not exist, a category without clause, quote or
// mark, an expression that is none.
func Decode(file string, text []byte) ([]Category, error) {
	var content fileText
	whole := strict.Whole("读取招聘信息审核规则", file, text)
	if err := whole.Decode("docs/postings.md", &content); err != nil {
		return nil, err
	}
	var rules []Category
	for i, written := range content.Categories {
		d := draft{written, content.Words, whole.Sub("category", i)}
		if slices.ContainsFunc(rules, func(c Category) bool { return c.Name == d.Name }) {
			return nil, d.at.Fault("name", d.Name, "与前面的类别同名", "另起一个 name，或把两类并成一类")
		}
		c, err := d.build()
		if err != nil {
			return nil, err
		}
		rules = append(rules, c)
	}
	return rules, nil
}

var (
	marks      = []string{"原文", "转述", "惯例"}
	clauseForm = regexp.MustCompile(`^[一二三四五六七八九十]+\.\d+$`)
)

func (d draft) build() (Category, error) {
	c := Category{Name: d.Name, Title: d.Title, Source: Source(d.sourceText), Note: d.Note, Remedy: d.Remedy,
		File: d.at.File, Row: d.at.First}
	if err := d.at.Verify(append(d.checks(), d.sourceText.checks()...)); err != nil {
		return c, err
	}
	general, err := d.expressions(d.at, "except", d.Except)
	if err != nil {
		return c, err
	}
	for i, written := range d.Patterns {
		p, err := d.pattern(written, d.at.Sub("category.pattern", i))
		if err != nil {
			return c, err
		}
		p.except = append(p.except, general...)
		c.patterns = append(c.patterns, p)
	}
	c.examples, err = d.readExamples()
	return c, err
}

func (d draft) checks() []strict.Check {
	return []strict.Check{
		{Key: "name", OK: d.Name != "", Why: "类别没有名字", Hint: `写 name = "性别"`},
		{Key: "title", OK: d.Title != "", Why: "类别没有标题", Hint: "写 title"},
		{Key: "remedy", OK: d.Remedy != "", Why: "没有写怎样处理", Hint: "写 remedy"},
		{Key: "pattern", OK: len(d.Patterns) > 0, Why: "类别没有一条写法", Hint: "至少写一段 [[category.pattern]]"},
	}
}

func (s sourceText) checks() []strict.Check {
	return []strict.Check{
		{Key: "clause", Value: s.Clause, OK: clauseForm.MatchString(s.Clause), Why: "不是条文的编号", Hint: `写 节.段，如 clause = "七.5"`},
		{Key: "quote", OK: s.Quote != "", Why: "没有引条文", Hint: "写 quote：条文的原话"},
		{Key: "document", OK: s.Document != "", Why: "没有写文件", Hint: "写 document：文件名和文号"},
		{Key: "mark", Value: s.Mark, OK: slices.Contains(marks, s.Mark), Why: "不认识的写法", Hint: "可用：" + strings.Join(marks, "、")},
	}
}

// over fills what a pattern leaves out. Another clause needs its own words and
// its own paper.
func (s sourceText) over(general sourceText) sourceText {
	s.Mark = cmp.Or(s.Mark, general.Mark)
	if s.Clause == "" && s.Quote == "" && s.Document == "" {
		s.Clause, s.Quote, s.Document = general.Clause, general.Quote, general.Document
	}
	return s
}

func (d draft) pattern(written patternText, at strict.Place) (p pattern, err error) {
	source := written.sourceText.over(d.sourceText)
	p = pattern{title: written.Title, Source: Source(source), when: map[Field]expression{}}
	err = at.Verify(append([]strict.Check{
		{Key: "title", OK: written.Title != "", Why: "没有写查的是什么", Hint: "写 title"},
		{Key: "match", OK: len(written.Match) > 0, Why: "没有写查哪些文字", Hint: "写 match：至少一个正则表达式"},
	}, source.checks()...))
	if err != nil {
		return p, err
	}
	if p.fields, err = fieldsOf(written.Fields, at); err != nil {
		return p, err
	}
	for _, part := range []struct {
		key  string
		text []string
		into *[]expression
	}{{"match", written.Match, &p.match}, {"except", written.Except, &p.except}, {"unless", written.Unless, &p.unless}} {
		if *part.into, err = d.expressions(at, part.key, part.text); err != nil {
			return p, err
		}
	}
	return p, d.conditions(written.When, at, p.when)
}

func fieldsOf(names []string, at strict.Place) ([]Field, error) {
	if len(names) == 0 {
		return freeText, nil
	}
	var fields []Field
	for _, name := range names {
		if !known(Field(name)) {
			return nil, at.Fault("fields", name, "招聘信息没有这一列", "可用："+fieldList())
		}
		fields = append(fields, Field(name))
	}
	return fields, nil
}

func (d draft) conditions(written map[string]string, at strict.Place, into map[Field]expression) error {
	for name, text := range written {
		if !known(Field(name)) {
			return at.Fault("when", name, "招聘信息没有这一列", "可用："+fieldList())
		}
		compiled, err := d.expressions(at, "when", []string{text})
		if err != nil {
			return err
		}
		into[Field(name)] = compiled[0]
	}
	return nil
}

// expressions compiles patterns, {name} replaced by the words of that name.
func (d draft) expressions(at strict.Place, key string, texts []string) ([]expression, error) {
	var all []expression
	for _, text := range texts {
		full, missing := d.expand(text)
		if missing != "" {
			return nil, at.Fault(key, text, "[words] 里没有 "+missing, "补上这一组词，或改正名字")
		}
		compiled, err := compile(full)
		if err != nil {
			return nil, at.Fault(key, text, "不是合法的正则表达式", "按 RE2 的写法改正，不能用前后断言；TOML 里用单引号括起来")
		}
		all = append(all, compiled)
	}
	return all, nil
}

var wordsName = regexp.MustCompile(`\{[a-z_]+\}`)

func (d draft) expand(text string) (full, missing string) {
	full = wordsName.ReplaceAllStringFunc(text, func(name string) string {
		words, ok := d.words[name[1:len(name)-1]]
		if !ok {
			missing = name[1 : len(name)-1]
		}
		return "(?:" + strings.Join(words, "|") + ")"
	})
	return full, missing
}

func fieldList() string {
	var names []string
	for _, f := range Fields() {
		names = append(names, string(f))
	}
	return strings.Join(names, "、")
}
