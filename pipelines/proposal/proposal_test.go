package proposal

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/quota"
)

// three majors of one college, a hundred places each, with indices of 600, 500
// and 400.
func three() *Result {
	r := &Result{Institution: "10000"}
	for i, name := range []string{"甲", "乙", "丙"} {
		key := "本科:" + string(rune('1'+i))
		l := line{planYear: 2024, own: 100, Line: quota.Line{Key: key, Code: key[len(key)-1:], Name: name, Level: "本科", College: "理学院", Base: 100}}
		r.Lines = append(r.Lines, l)
		r.Scored = append(r.Scored, quota.Scored{Unit: quota.Unit{Level: "本科", Key: key, Name: name}, Index: int64(600 - 100*i), OK: true})
	}
	return r
}

// asked are the bounds of a new workspace.
var asked = Options{Preset: "equal", Up: 20, Down: 20, Least: 25}

// joined prints some columns of rows.
func joined(rows [][]string, columns ...int) string {
	var lines []string
	for _, row := range rows {
		var cells []string
		for _, c := range columns {
			cells = append(cells, row[c])
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, "\n")
}

// expect compares what was found with what is wanted.
func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%s\nwant:\n%s", what, got, want)
	}
}

func TestWeights(t *testing.T) {
	equal, custom := Options{Preset: "equal", Weights: map[string]int64{"pay": 7}}, Options{Preset: "custom", Weights: map[string]int64{"pay": 7}}
	for _, c := range []struct {
		name      string
		o         Options
		component string
		equal     int64
		want      int64
	}{
		{"equal takes what the table says", equal, "settled", 1, 100},
		{"equal leaves out the rest, whatever the weights", equal, "pay", 0, 0},
		{"custom takes what is named", custom, "pay", 0, 700},
		{"custom leaves out the rest, whatever the table", custom, "settled", 1, 0},
	} {
		if got := c.o.weight(c.component, c.equal); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestUnknownWeightsAreNamed(t *testing.T) {
	known := map[string]bool{"settled": true, "pay": true}
	if err := badWeights(unknown(known, map[string]int64{"pay": 1, "settled": 2})); err != nil {
		t.Errorf("weights of components: %v", err)
	}
	err := badWeights(unknown(known, map[string]int64{"setled": 1, "pay": 1, "luck": 1}))
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Usage || f.Value != "luck、setled" || f.File != "quxiang.toml" || f.Column != "index.weights" {
		t.Errorf("%v", err)
	}
}

// The shares are as 600 : 500 : 400 within 80 to 120.
func TestTheTotalIsThisYearsUnlessOneIsGiven(t *testing.T) {
	for _, c := range []struct {
		total, used int64
		want        string
	}{
		{0, 300, "120 100 80"},
		{315, 315, "120 108 87"}, // the first is at its cap; 195 as 5 : 4 is 108.3 : 86.7
		{361, 361, ""},           // more than 3 × 120
	} {
		r, o := three(), asked
		o.Total = c.total
		r.propose(o)
		if got := strings.ReplaceAll(joined(r.lineRows(), 16), "\n", " "); r.Caps.Total != c.used || got != c.want {
			t.Errorf("%d: %q of %d, want %q of %d", c.total, got, r.Caps.Total, c.want, c.used)
		}
	}
}

// With a capacity of 110 for the first, 190 are left as 5 : 4, 105.6 : 84.4.
// The last has no index and counts as 500: 600 : 500 : 500 of 300 are 112.5,
// 93.75 and 93.75; beyond the 110 they are 95 each.
func TestLines(t *testing.T) {
	r := three()
	r.Lines[0].Capacity = people(110)
	r.propose(asked)
	expect(t, "year, base, index, has, low, high, ideal, proposed, change, action, binds, flags",
		joined(r.lineRows(), 6, 7, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20),
		"2025 100 600 true 80 110 120 110 10 增 教学容量 \n"+
			"2025 100 500 true 80 120 100 106 6 增  \n"+
			"2025 100 400 true 80 120 80 84 -16 减  ")
	r = three()
	r.Lines[0].Capacity, r.Scored = people(110), r.Scored[:2]
	r.propose(asked)
	expect(t, "index, has, ideal, proposed, flags", joined(r.lineRows(), 11, 12, 15, 16, 20),
		"600 true 113 110 \n500 true 94 95 \n500 false 94 95 指标不足")
}

// Years that are not known are null, not nought.
func TestYearsThatAreNotKnown(t *testing.T) {
	r := three()
	r.Lines[1].classYear, r.Lines[1].entryYear, r.Lines[1].class = 2020, 2021, 30
	r.propose(asked)
	expect(t, "class plan, its year, entry year", joined(r.lineRows(), 8, 9, 25), "0  \n30 2020 2021\n0  ")
}

func TestTotals(t *testing.T) {
	r, o := three(), asked
	r.Lines[1].College = "文学院"
	o.Groups = []quota.GroupBound{{Level: "本科", Low: 200}, {Level: "本科", College: "文学院", High: 105}}
	r.propose(o)
	expect(t, "totals", joined(r.totalRows(), 0, 1, 2, 3, 4, 5, 6, 7, 8),
		"10000 1 本科 全部 3 300 300 200 \n"+
			"10000 2 本科 理学院 2 200 200 0 \n"+
			"10000 3 本科 文学院 1 100 100 0 105\n"+
			"10000 4 全部 全部 3 300 300 0 ")
}

// Bounds that contradict each other leave no line and no sum, but the problem,
// since the page's sliders may move them; an input that is wrong leaves none.
func TestConflicts(t *testing.T) {
	r := three()
	r.Lines[0].Suspended = true
	r.propose(asked)
	expect(t, "conflicts", joined(r.conflictRows(), 0, 1, 2, 3), "10000 1 总量 总量 300 太大，各专业取到上限合计只有 240")
	if len(r.lineRows()) > 0 || len(r.totalRows()) > 0 || !strings.HasPrefix(r.settingRows()[0][14], "{") {
		t.Errorf("%v %v %v", r.lineRows(), r.totalRows(), r.settingRows())
	}
	r, o := three(), asked
	o.Groups = []quota.GroupBound{{Level: "硕士"}, {College: "理学院"}}
	r.propose(o)
	expect(t, "conflicts", joined(r.conflictRows(), 1, 2, 3), "1 硕士 合计 没有这个层次或学院的专业\n2 /理学院 合计 没有写学历层次")
	expect(t, "problem", r.settingRows()[0][14], "")
}

// problem is what the page's script takes, written from the doc comments of
// quota.Problem: a major without bounds of its own may have up to MaxTotal.
const problem = `{"lines":[` +
	`{"key":"本科:1","base":100,"index":600,"claim":60000,"low":0,"high":110,"lowBy":"","highBy":"capacity","free":true,"group":1},` +
	`{"key":"本科:2","base":100,"index":500,"claim":50000,"low":0,"high":100,"lowBy":"","highBy":"controlled","free":true,"group":2},` +
	`{"key":"本科:3","base":100,"index":400,"claim":40000,"low":0,"high":200000,"lowBy":"","highBy":"","free":true,"group":1}],` +
	`"groups":[{"key":"本科","parent":-1,"low":0,"high":200000},` +
	`{"key":"本科/理学院","parent":0,"low":0,"high":200000},` +
	`{"key":"本科/文学院","parent":0,"low":0,"high":105}],` +
	`"total":290,"up":20,"down":20,"least":25}`

func people(n int64) *int64 { return &n }

func TestSetting(t *testing.T) {
	r, o := three(), asked
	r.Lines[0].Capacity, r.Lines[1].Controlled, r.Lines[1].College = people(110), true, "文学院"
	o.Total, o.Groups = 290, []quota.GroupBound{{Level: "本科", College: "文学院", High: 105}}
	o.Table = &quota.Table{Name: "表", Title: "标题", Authority: "单位", Document: "文件", Citation: "原话", Mark: "校级", Note: "说明", Levels: []string{"专科"}}
	r.propose(o)
	rows := r.settingRows()
	want := []string{"10000", "2025", "300", "290", "20", "20", "25", "表", "标题", "单位", "文件", "原话", "校级", "说明", problem}
	if len(rows) != 1 || !slices.Equal(rows[0], want) {
		t.Errorf("%q\nwant %q", rows, want)
	}
}

// What the committee has fixed stays: the 205 left are as 6 : 4, 123 : 82, of
// which the first may have 120.
func TestDecisions(t *testing.T) {
	r := three()
	o := asked
	o.Decided, o.Tried = map[string]int64{"本科:2": 70}, map[string]int64{"本科:2": 95}
	if err := r.decide(o); err != nil {
		t.Fatal(err)
	}
	r.propose(o)
	expect(t, "proposed, binds", joined(r.lineRows(), 16, 19), "120 上调幅度 20%\n95 委员会已定\n85 ")
	if err := (&Result{}).decide(Options{Decided: map[string]int64{"本科:9": 1}}); err != nil {
		t.Errorf("a decision before there is a plan: %v", err)
	}
}

func TestDecisionsOnMajorsWithoutAPlan(t *testing.T) {
	wrong := map[string]int64{"本科:9": 1, "本科:2": 95, "本科:8": 1}
	var f *fault.Error
	if err := three().decide(Options{Tried: wrong}); !errors.As(err, &f) || f.Value != "本科:8、本科:9" || f.Column != "--decide" {
		t.Errorf("%v", err)
	}
	// a decision of last year must not stop this year's build
	r, o := three(), asked
	o.Decided = wrong
	if err := r.decide(o); err != nil {
		t.Fatal(err)
	}
	r.propose(o)
	expect(t, "conflicts", joined(r.conflictRows(), 1, 2, 3), "1 quxiang.toml [quota.decided] 本科:8 今年的招生计划里没有这个专业\n2 quxiang.toml [quota.decided] 本科:9 今年的招生计划里没有这个专业")
	if len(r.lineRows()) > 0 {
		t.Errorf("proposed nevertheless: %v", r.lineRows())
	}
}

// A major whose rate of 2024 is refused, and one without graduates in 2024, have
// none: 2023 is not last year.
func TestOnlyTheReportsCohortIsLastYear(t *testing.T) {
	at := func(year int, k, n int64) quota.Cohort {
		return quota.Cohort{Year: year, Ratio: quota.Ratio{K: k, N: n}}
	}
	got := of(2024, map[string][]quota.Cohort{
		"known": {at(2024, 9, 10), at(2023, 8, 10)}, "refused": {at(2023, 8, 10)}, "nobody": {at(2024, 0, 0), at(2023, 8, 10)}})
	if len(got) != 1 || !slices.Equal(got["known"], []quota.Cohort{at(2024, 9, 10), at(2023, 8, 10)}) {
		t.Errorf("%v", got)
	}
}

// Nobody graduated from the second: neither number is known.
func TestCountsOfNobodyAreNull(t *testing.T) {
	r := three()
	r.Lines[0].placed, r.Lines[0].graduates = 0, 20
	r.propose(asked)
	expect(t, "placed, graduates", joined(r.lineRows()[:2], 23, 24), "0 20\n ")
}

func TestWithoutAPlanThereIsNothing(t *testing.T) {
	r := &Result{Institution: "10000", Scored: three().Scored}
	r.propose(asked)
	if len(r.lineRows())+len(r.totalRows())+len(r.conflictRows())+len(r.settingRows()) > 0 {
		t.Errorf("%v", r)
	}
	expect(t, "indices", joined(r.indexRows(), 2, 5), "本科:1 true\n本科:2 true\n本科:3 true")
}
