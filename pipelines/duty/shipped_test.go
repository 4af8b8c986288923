package duty

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// sources are the registers by their titles.
func sources(t *testing.T) map[string]source {
	t.Helper()
	names, err := fs.Glob(os.DirFS("../../sql"), "sources/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d registers, %v", len(names), err)
	}
	all := map[string]source{}
	for _, name := range names {
		var s source
		if _, err := toml.DecodeFile("../../sql/"+name, &s); err != nil {
			t.Fatal(err)
		}
		all[s.Title] = s
	}
	return all
}

type source struct {
	Title   string
	Columns []struct {
		Name   string
		Values []string
	} `toml:"column"`
}

// What is missing is to be filled into a template that there is.
func TestTemplatesOfMeasuresExist(t *testing.T) {
	registers := sources(t)
	for _, m := range shipped(t).Measures {
		for _, title := range strings.Split(m.Template, "、") {
			if _, known := registers[title]; !known {
				t.Errorf("%s: no register is called %s", m.Name, title)
			}
		}
	}
}

// The matters that the ledger offers are those that duties ask for.
func TestMattersOfTheLedger(t *testing.T) {
	var offered, asked []string
	for _, c := range sources(t)["就业工作台账"].Columns {
		if c.Name == "matter" {
			offered = slices.Clone(c.Values)
		}
	}
	for _, d := range shipped(t).Duties {
		if d.Measure.Ledger {
			asked = append(asked, d.Items...)
		}
	}
	asked = append(asked, "发布年度报告") // read by report_released
	slices.Sort(offered)
	slices.Sort(asked)
	if asked = slices.Compact(asked); !slices.Equal(asked, offered) {
		t.Errorf("asked %v\noffered %v", asked, offered)
	}
}

// Every measure is some duty's, and some model makes it.
func TestMeasuresAreMadeAndUsed(t *testing.T) {
	r := shipped(t)
	var text strings.Builder
	names, err := fs.Glob(os.DirFS("../../sql"), "warehouse/duty_*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, "marts/duty_posting.sql") {
		part, err := os.ReadFile("../../sql/" + name)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(part)
	}
	for _, m := range r.Measures {
		if !slices.ContainsFunc(r.Duties, func(d Duty) bool { return d.Measure.Name == m.Name }) {
			t.Errorf("no duty looks at %s", m.Name)
		}
		if !made(text.String(), m.Name) {
			t.Errorf("no model makes %s", m.Name)
		}
	}
}

// made tells whether a model names a measure, as a whole or as two parts that
// it puts together.
func made(models, name string) bool {
	quoted := func(s string) bool { return strings.Contains(models, "'"+s+"'") }
	for i := range name {
		if name[i] == '_' && quoted(name[:i+1]) && quoted(name[i+1:]) {
			return true
		}
	}
	return quoted(name)
}

// Every duty is tried on both sides of its line and without data; one of a
// province also elsewhere, one of some cohorts also outside them.
func TestDutiesAreTriedAllRound(t *testing.T) {
	for _, d := range shipped(t).Duties {
		seen, names := map[string]int{}, ""
		for _, x := range d.examples {
			status, _, _ := strings.Cut(x.want, " ")
			seen[status]++
			names += x.name + "\n"
		}
		for _, s := range []Status{d.Force.outcome(true), d.Force.outcome(false), Lacking} {
			if seen[string(s)] == 0 {
				t.Errorf("%s has no example that is %s", d.ID, s)
			}
		}
		if d.Province != "" && !strings.Contains(names, "外省") || d.ValidFrom > 0 && !strings.Contains(names, "有效期之前") {
			t.Errorf("%s has no example outside its reach", d.ID)
		}
	}
}

func TestAWrongExampleFails(t *testing.T) {
	r := shipped(t)
	i := slices.IndexFunc(r.Duties, func(d Duty) bool { return d.ID == "就业人员配比" })
	d := r.Duties[i]
	good := d.examples[0]
	for _, want := range []string{"未达到 0 现有", "达到 1 现有", ""} {
		x := good
		x.want = want
		d.examples = []example{x}
		if Examples([]Duty{d})[0].Passes() {
			t.Errorf("%q passes", want)
		}
	}
}

// What the design lists as easily misquoted, held by hand.
func TestClausesThatAreEasilyMisread(t *testing.T) {
	cases := []struct {
		id, clause string
		force      Force
		threshold  string
		applies    string
	}{
		{"就业人员配比", "二.1", Must, "不低于 1:500", "2024 届起"},
		{"每院一名专职", "二.4", Must, "不少于 1 名", "河南的学校；2023 届起"},
		{"校级专职创业人员", "二.5", Refer, "不低于 1:500", "河南的学校；2016 届起"},
		{"就业经费占学费百分之一", "二.5", Must, "不低于 1%", "河南的学校；2016 届起"},
		{"就业指导课三十八学时", "三.6", Advise, "不少于 38 学时", "2008 届起"},
		{"创业基础学时", "三.5", Must, "不少于 32 学时", "普通本科、新建本科；2012 届起"},
		{"创业基础学分", "三.5", Must, "不少于 2 学分", "普通本科、新建本科；2012 届起"},
		{"高级职称名额", "四.4", Encourage, "不少于 1 个", "河南的学校；2023 届起"},
		{"年度校内培训", "四.5", Must, "不少于 1 次", "河南的学校；2016 届起"},
		{"不准强迫签约", "五.5", Must, "不得有", "2019 届起"},
		{"年底前发布年度报告", "六.5", Must, "不少于 1 份", "河南的学校；2016 届起"},
		{"学院走访用人单位", "七.2", Principle, "平均每名不少于 10 家", "上一年度初次落实率低于本校平均水平的学院；2024 届起"},
		{"正职走访一百家", "七.3", Principle, "不少于 100 家", "新建本科、高职；2022 届起"},
		{"班子新开拓一百家", "七.3", Must, "不少于 100 家", "落实率低于当地平均水平的学校；2022 届起"},
		{"三至五个岗位", "九.1", Must, "全部", "2022 届起"},
		{"创业培训百分之五", "十.2", Refer, "不低于 5%", "河南的学校；2023—2025 届"},
	}
	r := shipped(t)
	for _, c := range cases {
		i := slices.IndexFunc(r.Duties, func(d Duty) bool { return d.ID == c.id })
		if i < 0 {
			t.Errorf("there is no duty %s", c.id)
			continue
		}
		d := r.Duties[i]
		if d.Clause != c.clause || d.Force != c.force || d.Threshold() != c.threshold || d.Applies() != c.applies {
			t.Errorf("%s: %s %s %s %s", c.id, d.Clause, d.Force, d.Threshold(), d.Applies())
		}
	}
}
