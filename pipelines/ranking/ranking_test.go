package ranking

import (
	"fmt"
	"math"
	"testing"

	"quxiang/pipelines/card"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/stats"
)

// class is one major at one school in 2024.
type class struct {
	school, major, discipline string
	k, n                      int64
}

func dataOf(classes ...class) *card.Data {
	d := &card.Data{Institutions: map[string]card.Institution{}}
	for _, c := range classes {
		d.Institutions[c.school] = card.Institution{Code: c.school, Name: "学校" + c.school, Tier: "本科", Type: map[bool]string{true: "理工", false: "师范"}[c.school < "3"]}
		d.Histories = append(d.Histories, rule.History{Institution: c.school, Level: "本科", Major: "本科:" + c.major, Name: c.major, Class: c.discipline,
			Years: []rule.Year{
				{Cohort: 2024, Cutoff: "12-31", InForce: true, Counts: rule.Counts{Graduates: c.n, Settled: c.k, Seeking: c.n - c.k}},
				{Cohort: 2024, Cutoff: "12-31", Edition: "2021", Counts: rule.Counts{Graduates: c.n, Settled: c.n}},   // not in force
				{Cohort: 2024, Cutoff: "08-31", InForce: true, Counts: rule.Counts{Graduates: c.n, Settled: 0}},       // another cut-off
				{Cohort: 2023, Cutoff: "12-31", InForce: true, Refused: "无名单", Counts: rule.Counts{Graduates: c.n}}}}) // no rate
	}
	return d
}

func question(unit string) Question {
	return Question{Unit: unit, Indicator: "settled_rate", Cohort: 2024, Cutoff: "12-31", Peers: PeersLevel}
}

// names prints rank, name, count and offers of each unit.
func names(units []Unit) []string {
	var out []string
	for _, u := range units {
		out = append(out, fmt.Sprintf("%d %s %d/%d %d", u.Place.Rank, u.Name, u.Count.K, u.Count.N, u.Offered))
	}
	return out
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestMajorsAreAddedUpOverSchools: of few units the prior is Jeffreys', equals
// share a place, and what is not in force or at another cut-off plays no part.
func TestMajorsAreAddedUpOverSchools(t *testing.T) {
	data := dataOf(class{"1", "甲", "工学", 40, 50}, class{"2", "甲", "工学", 50, 50}, class{"1", "乙", "文学", 9, 10}, class{"1", "丙", "文学", 9, 10}, class{"2", "丁", "工学", 1, 10})
	units := Rank(data, question(Majors), 1)
	same(t, names(units), "1 甲 90/100 2", "2 丙 9/10 1", "2 乙 9/10 1", "4 丁 1/10 1")
	if u := units[0]; u.Shrunken.Mean != 90.5/101 || u.Units != 4 || u.Phi != 1 || u.Place.Low < 1 || u.Place.High > 4 {
		t.Errorf("%+v", u)
	}
	if p := units[3].Place.BottomTenth; p < 0.99 {
		t.Errorf("one of ten placed is among the last with probability %v", p)
	}
}

func TestSchoolsWithinTheirGroup(t *testing.T) {
	data := dataOf(class{"1", "甲", "工学", 40, 50}, class{"2", "甲", "工学", 45, 50}, class{"2", "乙", "文学", 5, 50}, class{"3", "甲", "工学", 50, 50})
	same(t, names(Rank(data, question(Institutions), 1)), "1 学校3 50/50 1", "2 学校1 40/50 1", "3 学校2 50/100 2")
	q := question(Institutions)
	q.Major = "本科:甲"
	same(t, names(Rank(data, q, 1)), "1 学校3 50/50 1", "2 学校2 45/50 1", "3 学校1 40/50 1")
	q.Peers = PeersType
	units := Rank(data, q, 1)
	same(t, names(units), "1 学校3 50/50 1", "1 学校2 45/50 1", "2 学校1 40/50 1")
	if units[0].Group != "本科，师范" || units[1].Group != "本科，理工" {
		t.Errorf("groups %s and %s", units[0].Group, units[1].Group)
	}
}

// TestUnknownMajors: a graduate whose major nobody knows counts for the school
// and is no major.
func TestUnknownMajors(t *testing.T) {
	data := dataOf(class{"1", "甲", "工学", 40, 50})
	data.Unidentified = dataOf(class{"1", "未识别", "未识别", 0, 50}).Histories
	same(t, names(Rank(data, question(Majors), 1)), "1 甲 40/50 1")
	same(t, names(Rank(data, question(Institutions), 1)), "1 学校1 40/100 2")
}

// TestHighIsBad: by 待就业率 the unit with the fewest is first.
func TestHighIsBad(t *testing.T) {
	q := question(Majors)
	q.Indicator = "seeking_rate"
	same(t, names(Rank(dataOf(class{"1", "甲", "工学", 40, 50}, class{"1", "乙", "文学", 10, 50}), q, 1)), "1 甲 10/50 1", "2 乙 40/50 1")
}

func TestNothingToRank(t *testing.T) {
	q := question(Majors)
	q.Cohort = 2023 // refused
	if units := Rank(dataOf(class{"1", "甲", "工学", 40, 50}), q, 1); len(units) != 0 {
		t.Errorf("%v", names(units))
	}
	q.Indicator = "none"
	if units := Rank(dataOf(class{"1", "甲", "工学", 40, 50}), q, 1); units != nil {
		t.Errorf("%v", names(units))
	}
}

// TestSignals: a bad major that many schools offer is in surplus, a good one
// that few do is short; a bad one that few do is neither, and within one
// school nothing is.
func TestSignals(t *testing.T) {
	var classes []class
	for i := range 20 {
		for s := range 4 + i%3 {
			classes = append(classes, class{fmt.Sprint(s), fmt.Sprintf("m%02d", i), "工学", 160, 200})
		}
	}
	for s := range 9 {
		classes = append(classes, class{fmt.Sprint(s), "many-bad", "工学", 80, 200})
	}
	classes = append(classes, class{"1", "few-bad", "工学", 60, 200}, class{"1", "few-good", "工学", 199, 200}, class{"2", "few-good", "工学", 199, 200})
	got := map[string]string{}
	for _, u := range Rank(dataOf(classes...), question(Majors), 1) {
		if u.Signal != "" {
			got[u.Name] = u.Signal
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(map[string]string{"few-good": "紧缺", "many-bad": "过剩"}) {
		t.Errorf("%v", got)
	}
	for _, u := range Rank(dataOf(class{"1", "a", "工学", 1, 200}, class{"1", "b", "工学", 199, 200}), question(Majors), 1) {
		if u.Signal != "" {
			t.Errorf("within one school %s is %s", u.Name, u.Signal)
		}
	}
}

func cell(school, level, major, category, origin, gender string, k, n int64) Cell {
	return Cell{Institution: school, Level: level, Major: major, Category: category, Origin: origin, Gender: gender, Cohort: 2024, Cutoff: "12-31", Count: stats.Count{K: k, N: n}}
}

// TestStandardise, by hand: school 1 has 100 people at home and 100 from
// elsewhere; the others place 80 % of the former and 50 % of the latter, so 65 %
// are expected of it. Its observed 75 % is ten points more. School 3 is most of
// its own reference and is not compared, nor is school 2.
func TestStandardise(t *testing.T) {
	cells := []Cell{cell("1", "本科", "甲", "工学", "省内", "女", 90, 100), cell("1", "本科", "甲", "工学", "省外", "男", 60, 100),
		cell("2", "本科", "甲", "工学", "省内", "女", 160, 200), cell("2", "本科", "乙", "工学", "省外", "未识别", 100, 200),
		cell("3", "专科", "丙", "农学", "省内", "女", 90, 90), cell("4", "专科", "丙", "农学", "省内", "男", 5, 10)}
	got := Standardise(cells, OfInstitution, 1)
	if len(got) != 4 {
		t.Fatalf("%d schools", len(got))
	}
	one, three := got[0], got[2]
	if math.Abs(one.Expected.Expected-0.65) > 1e-12 || math.Abs(one.Difference-0.10) > 1e-12 || one.Observed != 0.75 || !one.Material() {
		t.Errorf("%+v", one)
	}
	if one.Women != 100 || one.Gendered != 200 || got[1].Gendered != 200 {
		t.Errorf("gender %d of %d", one.Women, one.Gendered)
	}
	if three.OK || three.Why == "" || three.Material() || three.BeyondChance() || one.Comparisons != 2 || got[1].OK {
		t.Errorf("%+v, %d comparisons", three, one.Comparisons)
	}
	if majors := Standardise(cells, OfMajor, 1); len(majors) != 3 || majors[0].Institution != "" || majors[0].Major == "" {
		t.Errorf("%+v", majors)
	}
	pairs := Standardise(cells, OfInstitutionMajor, 1)
	if len(pairs) != 5 || pairs[0].N != 100 || math.Abs(pairs[0].Expected.Expected-0.80) > 1e-12 || pairs[0].Missing != 100 {
		t.Errorf("a school's major against the same elsewhere: %+v", pairs[0])
	}
}

// TestChanceIsAdjustedForTheNumberLookedAt: among many schools alike, a
// difference that one comparison alone would call more than chance is not.
func TestChanceIsAdjustedForTheNumberLookedAt(t *testing.T) {
	var cells []Cell
	for i := range 100 {
		k := int64(160)
		if i == 0 {
			k = 147 // p = 0.02 by itself
		}
		cells = append(cells, cell(fmt.Sprintf("%03d", i), "本科", "甲", "工学", "省内", "女", k, 200))
	}
	first := Standardise(cells, OfInstitution, 1)[0]
	if first.P > 0.05 || first.BeyondChance() || !first.Material() || first.Comparisons != 100 {
		t.Errorf("p %v, adjusted %v, %d comparisons", first.P, first.Adjusted, first.Comparisons)
	}
}
