package card

import (
	"fmt"
	"math"
	"os"
	"testing"

	"quxiang/pipelines/rule"
	"quxiang/pipelines/stats"
	"quxiang/pipelines/synth"
)

// presets are the rules that come with the program.
func presets(t *testing.T, names ...string) []rule.Rule {
	t.Helper()
	all, err := rule.Load(os.DirFS("../../sql"))
	if err != nil {
		t.Fatal(err)
	}
	chosen, err := rule.Choose(all, names)
	if err != nil {
		t.Fatal(err)
	}
	return chosen
}

// history is a major of one school with the given counts from 2022 on.
func history(major string, counts ...stats.Count) rule.History {
	h := rule.History{Institution: "10459", Level: "本科", Major: "本科:" + major, Name: major, Class: "工学"}
	for i, c := range counts {
		h.Years = append(h.Years, rule.Year{Cohort: 2022 + i, Cutoff: "12-31", Edition: "2024", InForce: true, Major: h.Major,
			Counts: rule.Counts{Graduates: c.N, Settled: c.K}})
	}
	return h
}

func dataOf(histories ...rule.History) *Data {
	return &Data{Institutions: map[string]Institution{"10459": {Code: "10459", Name: "甲大学"}}, Histories: histories,
		Cohorts: []int{2022, 2023, 2024}, priors: map[yearKey]Prior{}}
}

// TestTwoColumns: nine graduates and nine hundred of the same rate get the same
// card from the rule and different evidence. Without peers the prior is
// Jeffreys' and φ, of so few majors, their own: the probabilities are those of
// scipy.stats.beta.cdf(0.6, k/φ + ½, (n−k)/φ + ½), φ = 1.
func TestTwoColumns(t *testing.T) {
	few, many := stats.Count{K: 4, N: 9}, stats.Count{K: 400, N: 900}
	cards := Judge(dataOf(history("01", few, few, few), history("02", many, many, many)), presets(t, "安徽2022"), 2024)
	if len(cards) != 2 {
		t.Fatalf("%d cards", len(cards))
	}
	for i, want := range []struct {
		probability float64
		evidence    rule.Evidence
		shown, mark string
	}{
		{math.Pow(0.829916387371672, 3), rule.Weak, "红", "关注"},
		{1, rule.Sufficient, "红", ""},
	} {
		c := cards[i]
		if math.Abs(c.Probability-want.probability) > 1e-9 || c.Evidence != want.evidence || c.Shown != want.shown || c.Mark != want.mark {
			t.Errorf("%s: %v %s %s %s, want %+v", c.Name, c.Probability, c.Evidence, c.Shown, c.Mark, want)
		}
		if c.Conclusion != rule.Red || c.Pooled.N != 3*c.Years[0].Den || c.Years[0].Prior.Group != noPeers {
			t.Errorf("%s: %+v", c.Name, c)
		}
	}
}

// TestOutlierAmongPeers: three years at 40 % of fifty among majors at 90 % are
// no accident, however alike the peers are; the peers' prior alone would say
// so. A major at 58 % of twelve stays doubtful.
func TestOutlierAmongPeers(t *testing.T) {
	histories := []rule.History{history("low", stats.Count{K: 20, N: 50}, stats.Count{K: 20, N: 50}, stats.Count{K: 20, N: 50}),
		history("small", stats.Count{K: 7, N: 12}, stats.Count{K: 7, N: 12}, stats.Count{K: 7, N: 12})}
	for i := range 40 {
		k := int64(88 + i%7)
		histories = append(histories, history(fmt.Sprint("p", i), stats.Count{K: k, N: 100}, stats.Count{K: k, N: 100}, stats.Count{K: k, N: 100}))
	}
	data, found := dataOf(histories...), 0
	for _, c := range Judge(data, presets(t, "安徽2022"), 2024) {
		switch c.Name {
		case "low":
			found++
			alone := stats.Below(0.6, stats.Count{K: 20, N: 50}, c.Years[0].Prior.Phi, c.Years[0].Prior.Beta)
			if c.Evidence != rule.Sufficient || alone > 0.5 || c.Years[0].Prior.Peers != 41 {
				t.Errorf("low: %s, %v; with the peers' prior alone %v a year; %d peers", c.Evidence, c.Probability, alone, c.Years[0].Prior.Peers)
			}
		case "small":
			found++
			if c.Conclusion != rule.Red || c.Evidence != rule.Weak || c.Mark != rule.Attention {
				t.Errorf("small: %s %s %v", c.Conclusion, c.Evidence, c.Probability)
			}
		}
	}
	if found != 2 {
		t.Errorf("%d of the two were judged", found)
	}
}

// TestWiderGroups: a level with few majors borrows from all, so that two
// graduates of whom none is placed are no strong evidence.
func TestWiderGroups(t *testing.T) {
	histories := []rule.History{history("two", stats.Count{K: 0, N: 2})}
	histories[0].Level, histories[0].Major = "硕士", "硕士:two"
	histories[0].Years[0].Major = "硕士:two"
	for i := range 12 {
		histories = append(histories, history(fmt.Sprint("p", i), stats.Count{K: int64(84 + i), N: 100}))
	}
	found := false
	for _, c := range Judge(dataOf(histories...), presets(t, "天津2009"), 2022) {
		found = found || c.Name == "two"
		if c.Name == "two" && (c.Conclusion != rule.Red || c.Mark != rule.Attention || c.Years[0].Prior.Group != allMajors || c.Years[0].Prior.Peers != 12) {
			t.Errorf("%s %s %v from %+v", c.Conclusion, c.Mark, c.Probability, c.Years[0].Prior)
		}
	}
	if !found {
		t.Error("the major was not judged")
	}
}

// TestPriorLeavesTheMajorOut: a major's own year changes its prior in nothing.
func TestPriorLeavesTheMajorOut(t *testing.T) {
	units := func(own stats.Count) []unitYear {
		var all []unitYear
		for i := range 12 {
			c := stats.Count{K: int64(60 + 3*i), N: 100}
			if i == 0 {
				c = own
			}
			all = append(all, unitYear{yearKey{rule.Key{Institution: "1", Level: "本科", Major: fmt.Sprint(i)}, 2024, "12-31"}, "工学", c})
		}
		return all
	}
	a, b := priors(units(stats.Count{K: 1, N: 200})), priors(units(stats.Count{K: 90, N: 100}))
	if math.Abs(a[0].A-b[0].A) > 1e-6*a[0].A || math.Abs(a[0].B-b[0].B) > 1e-6*a[0].B || a[0].Peers != 11 {
		t.Errorf("%+v and %+v", a[0], b[0])
	}
	if math.Abs(a[1].A-b[1].A) < 1e-3 {
		t.Error("another major's prior does not depend on it")
	}
}

// TestNextYearIsCovered: on a synthetic province whose graduates are hired in
// clusters, the 90 % interval from the years before holds the next year's
// placed graduates in 85 to 95 % of the majors.
func TestNextYearIsCovered(t *testing.T) {
	m, err := synth.WriteProvince(t.TempDir(), 11, synth.ProvinceOptions{Institutions: 60, Majors: 60, Graduates: 60000})
	if err != nil {
		t.Fatal(err)
	}
	order, past, next := careers(m)
	units, pooled := [][]stats.Count{}, []stats.Count{}
	for _, key := range order {
		units = append(units, past[key])
		pooled = append(pooled, sum(past[key]))
	}
	size, group := stats.DispersionBySize(units), stats.NewGroup(pooled)
	covered, tried := 0, 0
	for i, key := range order {
		n := next[key]
		if n.N == 0 || len(past[key]) < 3 {
			continue
		}
		low, high := stats.Predict(past[key], n.N, size.Phi(n.N), group.Without(pooled[i]).Prior(), 0.90)
		tried++
		if low <= n.K && n.K <= high {
			covered++
		}
	}
	share := float64(covered) / float64(tried)
	t.Logf("%d of %d majors, %.1f %%", covered, tried, 100*share)
	if tried < 300 || share < 0.85 || share > 0.95 {
		t.Errorf("%d of %d majors covered, %.1f %%", covered, tried, 100*share)
	}
}

// careers are the placed graduates of each school's majors, in the order in
// which they are met: those of the last cohort, and those of the cohorts before.
func careers(m synth.ProvinceManifest) (order []string, past map[string][]stats.Count, next map[string]stats.Count) {
	past, next = map[string][]stats.Count{}, map[string]stats.Count{}
	last := m.Options.Cohorts[len(m.Options.Cohorts)-1]
	for _, c := range m.Cells {
		key := c.Institution + c.Level + c.MajorCode
		n := stats.Count{K: int64(c.Settled), N: int64(c.Graduates)}
		if c.Cohort == last {
			next[key] = n
			continue
		}
		if past[key] == nil {
			order = append(order, key)
		}
		past[key] = append(past[key], n)
	}
	return order, past, next
}

func sum(counts []stats.Count) stats.Count {
	var all stats.Count
	for _, c := range counts {
		all.K, all.N = all.K+c.K, all.N+c.N
	}
	return all
}

// TestHighIsBadTurnsRound: of 待就业率 the evidence is that of lying above.
func TestHighIsBadTurnsRound(t *testing.T) {
	text := `[[rule]]
name = "待就业"
title = "待就业率高于 40%"
authority = "本校"
document = "校内"
citation = "校内"
mark = "惯例"
indicator = "seeking_rate"
cutoff = "12-31"
[[rule.level]]
card = "黄"
above = "40.00"
years = 1
`
	rules, err := rule.Decode("own.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	h := history("01", stats.Count{K: 200, N: 500})
	h.Years[0].Seeking = 300
	cards := Judge(dataOf(h), rules, 2022)
	if len(cards) != 1 || cards[0].Conclusion != rule.Yellow || cards[0].Probability < 0.999 {
		t.Fatalf("%+v", cards)
	}
}

func TestShareIsNeverRoundedToCertainty(t *testing.T) {
	for p, want := range map[float64]string{1: "10000", 0: "0", 0.999999: "9999", 0.000001: "1", 0.5: "5000", math.NaN(): ""} {
		if got := share(p); got != want {
			t.Errorf("share(%v) = %s, want %s", p, got, want)
		}
	}
}

func TestAfterLastIntake(t *testing.T) {
	for _, c := range []struct {
		plan map[int]int64
		last int
		want int
	}{
		{map[int]int64{2020: 40, 2021: 40}, 2021, 0}, {map[int]int64{2020: 40, 2021: 0}, 2021, 2021},
		{map[int]int64{2020: 40}, 2023, 2021}, {map[int]int64{2020: 0}, 2023, 0}, {nil, 2023, 0},
	} {
		if got := afterLast(c.plan, c.last); got != c.want {
			t.Errorf("afterLast(%v, %d) = %d, want %d", c.plan, c.last, got, c.want)
		}
	}
}

// A major without intake has stopped, unless its school has gone over to
// planning for what no major is known by; what another school or level plans
// is no matter.
func TestStoppedPlans(t *testing.T) {
	key := func(school, level, major string) rule.Key {
		return rule.Key{Institution: school, Level: level, Major: major}
	}
	b := planBook{}
	for _, p := range []struct {
		k    rule.Key
		year int
		plan int64
	}{
		{key("1", "本科", "a"), 2022, 40}, {key("1", "本科", "b"), 2024, 40}, {key("1", "本科", "大类"), 2021, 40},
		{key("2", "本科", "a"), 2022, 40}, {key("2", "本科", "大类"), 2023, 40},
		{key("3", "专科", "a"), 2022, 40}, {key("3", "本科", "b"), 2024, 40},
	} {
		b.add(p.k, p.year, p.plan)
	}
	got := b.stopped(func(k rule.Key) bool { return k.Major != "大类" })
	if len(got) != 1 || got[key("1", "本科", "a")] != 2023 {
		t.Errorf("%v", got)
	}
}
