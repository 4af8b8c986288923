package quota

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// settledAs has cohorts of 100, the newest first.
func settledAs(placed ...int64) Facts {
	var f Facts
	for i, k := range placed {
		f.Settled = append(f.Settled, Cohort{2024 - i, Ratio{k, 100}})
	}
	return f
}

func major(key string, base, index int64, facts Facts) Line {
	return Line{Key: "本科:" + key, Code: key, Name: "专业" + key, Level: "本科", College: "理学院", Base: base, Index: index, Facts: facts}
}

func tianjin(t *testing.T) *Table {
	t.Helper()
	table, err := Choose(shipped(t), "天津2009")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

var usual = Caps{UpPercent: 20, DownPercent: 30, LeastClass: 25}

func people(n int64) *int64 { return &n }

// One line with the rest of the total left to a second one that can take it
// all: what the line may have, what it gets, and what is said.
func TestOneLine(t *testing.T) {
	cases := []struct {
		name      string
		line      Line
		low, high int64
		proposed  int64
		action    Action
		binds     string
		said      []string // parts of the reasons
	}{
		{"the caps alone", major("01", 100, 500, settledAs(60)), 70, 120, 100, Stay, "", []string{"毕业去向落实率 60.00%（60/100）", "第 1 行“60% 及以上”：不作限制（招生与就业联动机制指导意见（2009），原文）", "增减幅度 +20%、-30%：70—120", "按今年计划 × 指数分配（同层次内比），指数 500，不受限时应得 100"}},
		{"not above the placed", major("01", 100, 500, settledAs(55)), 55, 55, 55, Shrink, "规则“低于 60%”", []string{"不超过上年实际就业人数", "规则的上限 55 比增减幅度的下限低，从规则"}},
		{"the placed are more than the caps allow", major("01", 40, 500, settledAs(55)), 28, 48, 40, Stay, "", nil},
		{"stopped by the rule", major("01", 100, 500, settledAs(29)), 0, 0, 0, Stop, "规则“低于 30%”", []string{"规则给了数量，增减幅度不适用"}},
		{"not above nobody knows how many", with(major("01", 100, 500, Facts{New: true}), func(l *Line) {}), 70, 120, 100, Decide, "", []string{"人工决定（缺"}},
		{"left to the committee", major("01", 100, 500, settledAs(39)), 70, 120, 100, Decide, "", []string{"来源没有给数量，人工决定"}},
		{"no data", major("01", 100, 500, Facts{}), 70, 120, 100, Decide, "", []string{"无法判断，人工决定（缺：毕业去向落实率、落实率连续低于 40% 的届数）"}},
		{"rooms for fewer", with(major("01", 100, 500, settledAs(60)), func(l *Line) { l.Capacity = people(80) }), 70, 80, 80, Shrink, "教学容量", []string{"教学容量：不超过 80"}},
		{"no rooms at all", with(major("01", 100, 500, settledAs(60)), func(l *Line) { l.Capacity = people(0) }), 0, 0, 0, Shrink, "教学容量", []string{"教学容量：不超过 0"}},
		{"rooms for fewer than the caps allow", with(major("01", 100, 500, settledAs(60)), func(l *Line) { l.Capacity = people(50) }), 50, 50, 50, Shrink, "教学容量", nil},
		{"controlled", with(major("01", 100, 500, settledAs(60)), func(l *Line) { l.Controlled = true }), 70, 100, 100, Stay, "国控专业不增加", []string{"国控专业：不增加"}},
		{"suspended, whatever the rule", with(major("01", 100, 500, settledAs(60)), func(l *Line) { l.Suspended = true }), 0, 0, 0, Stop, "已停招", []string{"已停招（见载入的专业办学条件），不看规则和增减幅度"}},
		{"pinned, whatever the rule", with(major("01", 100, 500, settledAs(29)), func(l *Line) { l.Pinned = people(150) }), 150, 150, 150, Grow, "委员会已定", []string{"委员会已定 150 人"}},
		{"pinned where the rule leaves it open", with(major("01", 100, 500, settledAs(39)), func(l *Line) { l.Pinned = people(90) }), 90, 90, 90, Shrink, "委员会已定", nil},
		{"another level of study", with(major("01", 100, 500, Facts{}), func(l *Line) { l.Level, l.Key = "专科", "专科:01" }), 70, 120, 100, Stay, "", []string{"不适用于专科"}},
		{"least class", major("01", 30, 0, settledAs(60)), 25, 36, 25, Shrink, "最小班额 25", []string{"最小班额：不少于 25"}},
	}
	table := *tianjin(t)
	table.Levels = []string{"本科"}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rest := with(major("99", 1000, 500, settledAs(90)), func(l *Line) { l.College = "文学院" })
			caps := usual
			caps.Total = 1000 + c.proposed
			p := Propose([]Line{c.line, rest}, &table, caps)
			if len(p.Conflicts) > 0 {
				t.Fatalf("conflicts %+v", p.Conflicts)
			}
			l := p.Lines[0]
			if l.Low != c.low || l.High != c.high || l.Proposed != c.proposed || l.Change != c.proposed-c.line.Base || l.Action != c.action || l.Binds != c.binds {
				t.Errorf("got %d—%d, %d (%+d) %s, bound by %q", l.Low, l.High, l.Proposed, l.Change, l.Action, l.Binds)
			}
			for _, part := range c.said {
				if !strings.Contains(strings.Join(l.Reasons, "\n"), part) {
					t.Errorf("nothing says %q:\n%s", part, strings.Join(l.Reasons, "\n"))
				}
			}
		})
	}
}

func with(l Line, change func(*Line)) Line {
	change(&l)
	return l
}

// A rule that names amounts outranks the caps; a plan below the least class
// and an index that is lacking are flagged.
func TestRuleOutranksTheCaps(t *testing.T) {
	table, err := Choose(shipped(t), "江西信息应用2015")
	if err != nil {
		t.Fatal(err)
	}
	vocational := func(l Line) Line { l.Level, l.Key = "专科", "专科:"+l.Code; return l }
	full := vocational(major("01", 100, 900, settledAs(95)))
	full.Fill = Ratio{101, 100}
	fresh := vocational(major("02", 0, 500, Facts{New: true}))
	fresh.IndexNote = LacksIndex
	small := vocational(with(major("03", 20, 100, settledAs(95)), func(l *Line) { l.Fill = Ratio{20, 20} }))
	caps := usual
	caps.Total = 100 + 70 + 100
	p := Propose([]Line{small, fresh, full}, table, caps)
	got := fmt.Sprint(p.Conflicts)
	for _, l := range p.Lines {
		got += fmt.Sprintf(" %s %d—%d %d %v;", l.Code, l.Low, l.High, l.Proposed, l.Flags)
	}
	// 100 to give above 20 + 0 + 150. Their g are 2,000, 500 and 90,000: the two
	// that have a base are full first, and the fresh one gets the other 48.
	want := "[] 03 20—22 22 [规模不足最小班额]; 02 0—50 48 [指标不足]; 01 150—200 200 [];"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if reasons := strings.Join(p.Lines[1].Reasons, "\n"); !strings.Contains(reasons, "指数 500（指标不足，按中间值）") {
		t.Error(reasons)
	}
}

// Lines come back in the order given, sums by level and college with their
// bounds.
func TestSums(t *testing.T) {
	lines := []Line{major("03", 100, 500, settledAs(90)), major("01", 100, 500, settledAs(90)), with(major("02", 100, 500, settledAs(90)), func(l *Line) { l.College = "文学院" }),
		with(major("04", 50, 500, settledAs(90)), func(l *Line) { l.Level, l.Key, l.College = "专科", "专科:04", "" })}
	caps := usual
	caps.Total = 360
	caps.Groups = []GroupBound{{Level: "本科", College: "文学院", Low: 115}, {Level: "专科", High: 45}}
	p := Propose(lines, tianjin(t), caps)
	want := []Sum{{"本科", "", 3, 300, 315, 0, 0}, {"专科", "", 1, 50, 45, 0, 45}, {"本科", "理学院", 2, 200, 200, 0, 0}, {"本科", "文学院", 1, 100, 115, 115, 0}}
	if len(p.Conflicts) > 0 || !slices.Equal(p.Groups, want) || p.Total != (Sum{Lines: 4, Base: 350, Proposed: 360}) {
		t.Errorf("conflicts %v\n got %v %v\nwant %v", p.Conflicts, p.Groups, p.Total, want)
	}
	var keys []string
	for i := range p.Lines {
		keys = append(keys, p.Lines[i].Code)
	}
	if !slices.Equal(keys, []string{"03", "01", "02", "04"}) || p.Lines[3].Binds != "专科的合计" {
		t.Errorf("%v; 04 is bound by %q", keys, p.Lines[3].Binds)
	}
}

// Everything that contradicts itself is named, and nothing is proposed.
func TestConflictsAreNamed(t *testing.T) {
	fine := func() []Line {
		return []Line{major("01", 100, 500, settledAs(90)), major("02", 100, 500, settledAs(90))}
	}
	cases := []struct {
		name   string
		change func([]Line, *Caps) []Line
		want   []string // where: why
	}{
		{"two lines at once", func(l []Line, _ *Caps) []Line {
			l[0].Pinned, l[0].Capacity = people(150), people(120)
			l[1].Pinned, l[1].Controlled = people(101), true
			return l
		}, []string{"专业 本科:01 专业01: 不少于 150（委员会已定），又不超过 120（教学容量）", "专业 本科:02 专业02: 不少于 101（委员会已定），又不超过 100（国控专业不增加）"}},
		{"pinned though suspended", func(l []Line, _ *Caps) []Line { l[0].Pinned, l[0].Suspended = people(1), true; return l },
			[]string{"专业 本科:01 专业01: 不少于 1（委员会已定），又不超过 0（已停招）"}},
		{"total too large", func(l []Line, c *Caps) []Line { c.Total = 241; return l }, []string{"总量: 总量 241 太大，各专业取到上限合计只有 240"}},
		{"total too small", func(l []Line, c *Caps) []Line { c.Total = 139; return l }, []string{"总量: 总量 139 太小，各专业取到下限合计就有 140"}},
		{"a college that asks for too much, another that allows too little", func(l []Line, c *Caps) []Line {
			l[1].College = "文学院"
			c.Groups = []GroupBound{{Level: "本科", College: "理学院", Low: 121}, {Level: "本科", College: "文学院", High: 69}}
			return l
		}, []string{"本科/文学院 合计: 上限 69，各专业取到下限合计就有 70", "本科/理学院 合计: 下限 121，各专业取到上限合计只有 120"}},
		{"bounds the wrong way round", func(l []Line, c *Caps) []Line {
			c.Groups = []GroupBound{{Level: "本科", Low: 210, High: 190}}
			return l
		},
			[]string{"本科 合计: 下限 210 高于上限 190"}},
		{"groups that are not there", func(l []Line, c *Caps) []Line {
			c.Groups = []GroupBound{{College: "理学院", Low: 1}, {Level: "硕士"}, {Level: "本科"}, {Level: "本科"}, {Level: "本科", College: "理学院", Low: -1}}
			return l
		}, []string{"/理学院 合计: 没有写学历层次", "硕士 合计: 没有这个层次或学院的专业", "本科 合计: 写了两次", "本科/理学院 合计: 下限或上限是负数"}},
		{"numbers out of range", func(l []Line, _ *Caps) []Line { l[0].Base, l[1].Index = 20001, -1; return l },
			[]string{"专业 本科:01 专业01: 今年计划 20001 不在 0 到 20000 之间", "专业 本科:02 专业02: 指数 -1 不在 0 到 1000 之间"}},
		{"caps out of range", func(l []Line, c *Caps) []Line { c.DownPercent, c.Total = 101, -1; return l }, []string{"总量: 不在允许的范围内", "下调幅度: 不在允许的范围内"}},
		{"a line twice", func(l []Line, _ *Caps) []Line { l[1].Key = l[0].Key; return l }, []string{"专业 本科:01 专业02: 出现了两次"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			caps := usual
			caps.Total = 200
			p := Propose(c.change(fine(), &caps), tianjin(t), caps)
			var got []string
			for _, conflict := range p.Conflicts {
				got = append(got, conflict.What+": "+conflict.Why)
				if conflict.Hint == "" {
					t.Errorf("%s: no hint", conflict.What)
				}
			}
			if !slices.Equal(got, c.want) || len(p.Lines) > 0 {
				t.Errorf("got %q, want %q; %d lines proposed", got, c.want, len(p.Lines))
			}
		})
	}
}

// The problem in the page is the one that was solved.
func TestProblemOfAProposal(t *testing.T) {
	caps := usual
	caps.Total = 130
	caps.Groups = []GroupBound{{Level: "本科", High: 150}}
	p := Propose([]Line{major("02", 100, 700, settledAs(90)), major("01", 40, 300, settledAs(30, 20))}, tianjin(t), caps)
	want := `{"lines":[{"key":"本科:01","base":40,"index":300,"claim":10244,"low":0,"high":0,"lowBy":"","highBy":"rule","free":false,"group":1},` +
		`{"key":"本科:02","base":100,"index":700,"claim":59756,"low":0,"high":200000,"lowBy":"","highBy":"","free":true,"group":1}],` +
		`"groups":[{"key":"本科","parent":-1,"low":0,"high":150},{"key":"本科/理学院","parent":0,"low":0,"high":200000}],"total":130,"up":20,"down":30,"least":25}`
	if got := string(p.Problem.JSON()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := string(Problem{}.JSON()); got != `{"lines":[],"groups":[],"total":0,"up":0,"down":0,"least":0}` {
		t.Errorf("nothing: %s", got)
	}
}

// Whatever is asked for: either it is contradictory, or the sums are exact and
// every line lies in its interval, with reasons, and moves as its action says.
func TestProposalsAddUp(t *testing.T) {
	table := tianjin(t)
	proposed := 0
	rapid.Check(t, func(t *rapid.T) {
		lines, caps := drawn(t)
		p := Propose(lines, table, caps)
		if len(p.Conflicts) > 0 {
			if len(p.Lines) > 0 {
				t.Fatalf("a proposal with conflicts %v", p.Conflicts)
			}
			return
		}
		proposed++
		sum := int64(0)
		for _, l := range p.Lines {
			sum += l.Proposed
			if l.Proposed < l.Low || l.Proposed > l.High || len(l.Reasons) < 3 {
				t.Fatalf("%+v", l)
			}
			if l.Action == Grow && l.Change <= 0 || l.Action == Shrink && l.Change >= 0 || l.Action == Stay && l.Change != 0 || l.Action == Stop && l.Proposed != 0 {
				t.Fatalf("%s of %+d", l.Action, l.Change)
			}
		}
		colleges := int64(0)
		for _, g := range p.Groups {
			if g.College == "" {
				colleges += g.Proposed
			}
		}
		if sum != caps.Total || p.Total.Proposed != sum || colleges != sum {
			t.Fatalf("%d and %d proposed of %d", sum, colleges, caps.Total)
		}
	})
	if proposed < 10 {
		t.Errorf("%d proposals: the lines try too little", proposed)
	}
}

// drawn are lines and caps drawn at random, with a total near the lines' own.
func drawn(t *rapid.T) ([]Line, Caps) {
	var lines []Line
	caps := Caps{UpPercent: rapid.Int64Range(0, 100).Draw(t, "up"), DownPercent: rapid.Int64Range(0, 100).Draw(t, "down"), LeastClass: 25}
	for i := range rapid.IntRange(1, 20).Draw(t, "lines") {
		l := major(fmt.Sprintf("%02d", i), rapid.Int64Range(0, 300).Draw(t, "base"), rapid.Int64Range(0, MaxIndex).Draw(t, "index"), Facts{})
		if rapid.Bool().Draw(t, "known") {
			l.Facts = settledAs(rapid.Int64Range(20, 100).Draw(t, "placed"))
		}
		l.College = rapid.SampledFrom([]string{"", "理学院", "文学院"}).Draw(t, "college")
		l.Controlled = rapid.Bool().Draw(t, "controlled")
		lines = append(lines, l)
		caps.Total += l.Base
	}
	caps.Total += rapid.Int64Range(-20, 20).Draw(t, "more")
	return lines, caps
}

// An index compares majors of one level. Between levels the plans decide: 200
// and 100 of this year's are 220 and 110 of 330, though all of the second
// level's indices are low; within the first 600 : 400 is 132 : 88.
func TestLevelsShareByTheirPlans(t *testing.T) {
	lines := []Line{major("01", 100, 600, Facts{}), major("02", 100, 400, Facts{}), major("03", 50, 300, Facts{}), major("04", 50, 300, Facts{})}
	for i := 2; i < 4; i++ {
		lines[i].Level = "专科"
	}
	p := Propose(lines, nil, Caps{Total: 330, UpPercent: 100, DownPercent: 100})
	for i, want := range []int64{132, 88, 55, 55} {
		if l := p.Lines[i]; l.Proposed != want || l.Ideal != want {
			t.Errorf("%s: %d, ideal %d, want %d", l.Key, l.Proposed, l.Ideal, want)
		}
	}
}
