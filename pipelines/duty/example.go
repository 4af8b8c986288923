package duty

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/strict"
)

// example is a worked case that stands beside its duty.
type example struct {
	name    string
	want    string
	college string
	facts   Facts
	setting Setting
	words   bool // compare them too
	short   bool
}

// Examples runs the examples of the duties, in order.
func Examples(duties []Duty) []strict.Case {
	var cases []strict.Case
	for i := range duties {
		d := &duties[i]
		for _, x := range d.examples {
			cases = append(cases, strict.Case{Of: d.ID, Name: x.name, File: d.File, Want: x.want, Got: x.run(d)})
		}
	}
	return cases
}

// run is what the engine says, as far as the example tells it.
func (x example) run(d *Duty) string {
	for _, v := range Evaluate(Rules{Duties: []Duty{*d}}, x.facts, x.setting) {
		if v.College == x.college {
			return x.told(string(v.Status), v.Shortfall, v.Words)
		}
	}
	return "没有这个学院"
}

// told joins status, shortfall and words, those that the example compares.
func (x example) told(status string, shortfall *int64, words string) string {
	if x.short && shortfall != nil {
		status += " " + strconv.FormatInt(*shortfall, 10)
	}
	if x.words {
		status += " " + words
	}
	return status
}

func (d *Duty) withExamples(from draft[dutyText]) error {
	names := map[string]bool{}
	for i, text := range from.text.Examples {
		at := from.at.Sub("duty.example", i)
		err := at.Verify([]strict.Check{
			{"name", text.Name, text.Name != "" && !names[text.Name], "例子没有名字，或与别的同名", "给每个例子一个不同的 name"},
			oneOf("expect", text.Expect, words(statuses)),
			{"school_type", text.SchoolType, text.SchoolType == "" || slices.Contains(SchoolTypes, text.SchoolType), "不认识的学校类型", "可用：" + strings.Join(SchoolTypes, "、")},
		})
		if err != nil {
			return err
		}
		names[text.Name] = true
		x, err := d.example(text, at)
		if err != nil {
			return err
		}
		d.examples = append(d.examples, x)
	}
	return nil
}

// exampleYear is the cohort of an example that names none.
const exampleYear = 2024

func (d *Duty) example(text exampleText, at strict.Place) (example, error) {
	x := example{name: text.Name, college: text.College, words: text.Words != "", short: text.Shortfall != nil}
	x.want = x.told(text.Expect, text.Shortfall, text.Words)
	x.setting = Setting{Province: text.Province, SchoolType: text.SchoolType}
	x.facts = Facts{Institution: "10000", Cohort: text.Year}
	if text.Year == 0 {
		x.facts.Cohort = exampleYear
	}
	var ok bool
	if x.setting.LocalRate, ok = strict.Hundredths(text.LocalRate); !ok && text.LocalRate != "" {
		return x, at.Fault("local_rate", text.LocalRate, "不是百分数", `写 local_rate = "91.20"`)
	}
	if x.facts.Prev, ok = parseRatio(text.Prev); !ok {
		return x, at.Fault("prev", text.Prev, "不是人数之比", `写 prev = "700/1000"`)
	}
	if err := eachRecord(at, "colleges", text.Colleges, []string{"college", "settled", "graduates"}, x.facts.college); err != nil {
		return x, err
	}
	return x, eachRecord(at, "numbers", text.Numbers, []string{"college", "item", "num", "den"}, func(r record) string {
		return x.facts.number(d, r)
	})
}

// parseRatio reads k/n; an empty text is no data.
func parseRatio(text string) (Ratio, bool) {
	if text == "" {
		return Ratio{}, true
	}
	k, n, _ := strings.Cut(text, "/")
	r := Ratio{}
	var err, errToo error
	r.K, err = strconv.ParseInt(k, 10, 31)
	r.N, errToo = strconv.ParseInt(n, 10, 31)
	return r, err == nil && errToo == nil && r.K >= 0 && r.N > 0
}

// record is a line of CSV by its columns.
type record map[string]string

// college takes up a college; its rate of the year before may be unknown.
func (f *Facts) college(r record) string {
	c := CollegeFacts{Key: r["college"], Name: r["college"]}
	if r["graduates"] != "" {
		var ok bool
		if c.Prev, ok = parseRatio(r["settled"] + "/" + r["graduates"]); !ok {
			return "settled、graduates 不是人数"
		}
	}
	f.Colleges = append(f.Colleges, c)
	return ""
}

// number takes up a number of the measure that the duty looks at.
func (f *Facts) number(d *Duty, r record) string {
	n := Number{Measure: d.Measure.Name, College: r["college"], Item: r["item"]}
	var err error
	if n.Num, err = strconv.ParseInt(r["num"], 10, 54); err != nil {
		return "num 不是整数"
	}
	if r["den"] != "" {
		den, err := strconv.ParseInt(r["den"], 10, 54)
		if err != nil {
			return "den 不是整数"
		}
		n.Den = &den
	}
	f.Numbers = append(f.Numbers, n)
	return ""
}

// eachRecord reads CSV with a heading, its lines parted by semicolons, so that
// an example stands on a line of its file; take returns what is wrong with one.
func eachRecord(at strict.Place, key, text string, known []string, take func(record) string) error {
	reader := csv.NewReader(strings.NewReader(strings.ReplaceAll(text, ";", "\n")))
	reader.TrimLeadingSpace = true
	lines, err := reader.ReadAll()
	if err != nil {
		return at.Fault(key, "", "不是合法的 CSV："+err.Error(), `写成 "num,den; 12,6000"：先写列名，各行的列数相同`)
	}
	for i, line := range lines {
		r := record{}
		for j, column := range lines[0] {
			if !slices.Contains(known, column) {
				return at.Fault(key, column, "不认识的列", "可用："+strings.Join(known, "、"))
			}
			r[column] = line[j]
		}
		if i == 0 {
			continue
		}
		if why := take(r); why != "" {
			return at.Fault(key, strings.Join(line, ","), why, "修改这一行")
		}
	}
	return nil
}
