package rule

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// ladder is a rule of two levels at 50 %.
func ladder() Rule {
	return Rule{Name: "甲", Indicator: "settled_rate", Edition: EditionAuto, Cutoff: "12-31", Grain: GrainMajor,
		Missing: MissingBreak, Inherit: InheritRenamed, SmallN: SmallNMark, Cards: []Level{
			{Card: Yellow, Comparator: Below, Amount: 5000, Years: 1, Consequence: "提示", Review: 1},
			{Card: Red, Comparator: Below, Amount: 5000, Years: 2, Consequence: "停招", Review: 3},
		}}
}

// cohortOf is a row of n graduates, k of them placed, at year's end.
func cohortOf(year int, k, n int64) Year {
	return Year{Cohort: year, Cutoff: "12-31", Edition: "2021", InForce: true, Major: "本科:01",
		Counts: Counts{Graduates: n, Settled: k}}
}

func majorOf(years ...Year) History {
	return History{Institution: "10611", Level: "本科", Major: "本科:01", Years: years}
}

func one(t *testing.T, h []History, r Rule, year int) Verdict {
	t.Helper()
	verdicts := Evaluate(h, []Rule{r}, year)
	if len(verdicts) == 0 {
		t.Fatal("no verdict")
	}
	return verdicts[0]
}

// A card carries everything it was made of: 2023 stood at 19 of 40, 2.50
// points under the line, 2024 at 1 of 3 in either 办学类型, 16.67 under.
func TestACardCarriesItsYears(t *testing.T) {
	old := cohortOf(2023, 19, 40)
	old.Major = "本科:00"
	joint := cohortOf(2024, 1, 3)
	joint.Kind, joint.Breaks = "中外合作", "2024 届起统计口径改变"
	h := majorOf(cohortOf(2024, 1, 3), old, joint)
	h.Changes = []Change{{Kind: Renamed, From: "本科:00", To: "本科:01", ToCohort: 2023}}
	want := Verdict{Rule: "甲", Key: Key{"10611", "本科", "本科:01", ""}, Year: 2024, Conclusion: Red, Level: 1,
		Reason: "2023 届 47.50%（19/40）低于 50.00%，2024 届 33.33%（2/6）低于 50.00%",
		Used: []UsedYear{
			{Cohort: 2023, Counts: Counts{Graduates: 40, Settled: 19}, Num: 19, Den: 40, LineNum: 5000, LineDen: 1,
				DistanceHundredths: 250, Fires: true, Majors: []string{"本科:00"}},
			{Cohort: 2024, Counts: Counts{Graduates: 6, Settled: 2}, Num: 2, Den: 6, LineNum: 5000, LineDen: 1,
				DistanceHundredths: 1667, Fires: true, Majors: []string{"本科:01"}, Breaks: "2024 届起统计口径改变"},
		},
		SpansBreak: true, Consequence: "停招", ReviewCohort: 2027, ReviewDate: "2027-12-31", SmallN: SmallNMark}
	if got := one(t, []History{h}, ladder(), 2024); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestABreakAtTheFirstCohortPartsNothing(t *testing.T) {
	first := cohortOf(2023, 1, 10)
	first.Breaks = "口径改变"
	if v := one(t, []History{majorOf(first, cohortOf(2024, 1, 10))}, ladder(), 2024); v.Conclusion != Red || v.SpansBreak {
		t.Errorf("%s, spans a break: %v", v.Conclusion, v.SpansBreak)
	}
}

func TestReasonsSayWhatIsMissing(t *testing.T) {
	refused := cohortOf(2023, 1, 10)
	refused.Refused = "有 3 行未能载入"
	other := cohortOf(2024, 1, 10)
	other.Cutoff = "08-31"
	cases := []struct {
		name  string
		years []Year
		want  Conclusion
		why   string
	}{
		{"no row this year", []Year{cohortOf(2023, 1, 10)}, Lacking, "没有本届数据：2024 届没有数据"},
		{"only another cut-off", []Year{other}, Lacking, "没有本届数据：2024 届没有数据"},
		{"nobody graduated", []Year{cohortOf(2024, 0, 0)}, Lacking, "没有本届数据：2024 届没有毕业生"},
		{"this year refused", []Year{{Cohort: 2024, Cutoff: "12-31", InForce: true, Major: "本科:01", Refused: "缺名单",
			Counts: Counts{Graduates: 9}}}, Lacking, "没有本届数据：2024 届不能计算（缺名单）"},
		{"last year refused", []Year{cohortOf(2022, 9, 10), refused, cohortOf(2024, 9, 10)}, Silent,
			"2023 届不能计算（有 3 行未能载入），连续中断；2024 届 90.00%（9/10）不低于 50.00%"},
		{"one cohort", []Year{cohortOf(2024, 5, 10)}, Silent,
			"只有 1 届可用数据，需要 2 届；2024 届 50.00%（5/10）不低于 50.00%"},
		{"just above, printed alike", []Year{cohortOf(2024, 50001, 100000)}, Silent,
			"只有 1 届可用数据，需要 2 届；2024 届 50.00%（50001/100000）不低于 50.00%"},
		{"just below, printed alike", []Year{cohortOf(2024, 49999, 100000)}, Yellow, "2024 届 50.00%（49999/100000）低于 50.00%"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v := one(t, []History{majorOf(c.years...)}, ladder(), 2024)
			if v.Conclusion != c.want || v.Reason != c.why {
				t.Errorf("%s: %s, want %s: %s", v.Conclusion, v.Reason, c.want, c.why)
			}
			if card := v.Conclusion == Yellow; (v.Consequence != "") != card || (v.ReviewDate != "") != card {
				t.Errorf("consequence %q, review %q", v.Consequence, v.ReviewDate)
			}
		})
	}
}

func TestExclusions(t *testing.T) {
	cases := []struct {
		name string
		set  func(*Rule, *History)
		want string // part of the reason; "" = a card all the same
	}{
		{"none", func(*Rule, *History) {}, ""},
		{"new, two cohorts", func(r *Rule, h *History) {
			r.Exclude.New = true
			h.Changes = []Change{{Kind: Founded, From: "本科:01", To: "本科:01", FromCohort: 2023}}
		}, "新设专业"},
		{"new, named on one side", func(r *Rule, h *History) {
			r.Exclude.New = true
			h.Changes = []Change{{Kind: Founded, From: "本科:01", FromCohort: 2023}}
		}, "新设专业"},
		{"no longer new", func(r *Rule, h *History) {
			r.Exclude.New = true
			h.Changes = []Change{{Kind: Founded, From: "本科:01", To: "本科:01", FromCohort: 2022}}
		}, ""},
		{"stopped, last cohort in three years", func(r *Rule, h *History) {
			r.Exclude.Suspended = true
			h.Changes = []Change{{Kind: Suspended, From: "本科:01", To: "本科:01", ToCohort: 2027}}
		}, "停招"},
		{"stops later", func(r *Rule, h *History) {
			r.Exclude.Suspended = true
			h.Changes = []Change{{Kind: Suspended, From: "本科:01", To: "本科:01", ToCohort: 2028}}
		}, ""},
		{"no intake next year", func(r *Rule, h *History) { r.Exclude.Suspended, h.PlanStopped = true, 2025 }, "停招"},
		{"no intake later", func(r *Rule, h *History) { r.Exclude.Suspended, h.PlanStopped = true, 2026 }, ""},
		{"stopped, but not excluded", func(_ *Rule, h *History) { h.PlanStopped = 2020 }, ""},
		{"by code", func(r *Rule, _ *History) { r.Exclude.Majors = []string{"01"} }, "排除了这个专业"},
		{"by key", func(r *Rule, _ *History) { r.Exclude.Majors = []string{"本科:01"} }, "排除了这个专业"},
		{"by school", func(r *Rule, _ *History) { r.Exclude.Institutions = []string{"10611"} }, "排除了这所学校"},
		{"other level", func(r *Rule, _ *History) { r.Levels = []string{"专科", "硕士"} }, "规则只适用于专科、硕士"},
		{"too early", func(r *Rule, _ *History) { r.ValidFrom = 2025 }, "2024 届早于规则的有效期（2025 届起）"},
		{"too late", func(r *Rule, _ *History) { r.ValidFrom, r.ValidTo = 2020, 2023 }, "2024 届晚于规则的有效期（2020—2023 届）"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, h := ladder(), majorOf(cohortOf(2022, 1, 10), cohortOf(2023, 1, 10), cohortOf(2024, 1, 10))
			c.set(&r, &h)
			v := one(t, []History{h}, r, 2024)
			if c.want == "" && v.Conclusion != Red || c.want != "" && v.Conclusion != Inapplicable {
				t.Errorf("%s: %s", v.Conclusion, v.Reason)
			}
			if !strings.Contains(v.Reason, c.want) {
				t.Errorf("reason %q, want %q", v.Reason, c.want)
			}
		})
	}
}

// Ten majors of 100 stand at 50, 51, … 59; together 545 of 1000, 54.50 %.
func TestComparatorsThatNeedPeers(t *testing.T) {
	var field []History
	for i := range int64(10) {
		h := majorOf(cohortOf(2024, 50+i, 100))
		h.Major = "本科:1" + string(rune('0'+i))
		h.Years[0].Major = h.Major
		field = append(field, h)
	}
	cases := []struct {
		comparator Comparator
		amount     int64
		cards      int // the worst so many get a card
		line       string
	}{
		{BelowMean, 400, 1, "50.50"}, // 51 is above, 50 below
		{BelowMean, 450, 0, "50.00"}, // exactly on the line
		{BelowMean, 449, 1, "50.01"},
		{BottomPercent, 1000, 1, "50.00"},
		{BottomPercent, 1999, 1, "50.00"}, // rounded down
		{BottomPercent, 3000, 3, "52.00"},
		{BottomN, 2, 2, "51.00"},
	}
	for _, c := range cases {
		r := ladder()
		r.Peers = PeersLevel
		r.Cards = []Level{{Card: Red, Comparator: c.comparator, Amount: c.amount, Years: 1, Review: 1}}
		for i, v := range Evaluate(field, []Rule{r}, 2024) {
			want := choose(i < c.cards, string(Red), string(Silent))
			line := ratio{v.Used[0].LineNum, v.Used[0].LineDen}.String()
			if string(v.Conclusion) != want || line != c.line {
				t.Errorf("%s %d, major %d: %s at line %s, want %s at %s", c.comparator, c.amount, i, v.Conclusion, line, want, c.line)
			}
		}
	}
}

// Five majors, the third and fourth equal: they share the third position, so
// two places leave both out, three places take both in.
func TestEqualRatesShareAPosition(t *testing.T) {
	var field []History
	for i, k := range []int64{10, 20, 30, 30, 40} {
		h := majorOf(cohortOf(2024, k, 100))
		h.Major = "本科:1" + string(rune('0'+i))
		h.Years[0].Major = h.Major
		field = append(field, h)
	}
	for places, cards := range map[int64]int{1: 1, 2: 2, 3: 4, 4: 4, 5: 0} {
		r := ladder()
		r.Peers = PeersLevel
		r.Cards = []Level{{Card: Red, Comparator: BottomN, Amount: places, Years: 1, Review: 1}}
		got := 0
		for i, v := range Evaluate(field, []Rule{r}, 2024) {
			if v.Conclusion == Red {
				got++
			}
			if want := []int{1, 2, 3, 3, 5}[i]; v.Used[0].Position != want || v.Used[0].Peers != 5 {
				t.Errorf("major %d has position %d of %d, want %d of 5", i, v.Used[0].Position, v.Used[0].Peers, want)
			}
		}
		if got != cards {
			t.Errorf("%d places: %d cards, want %d", places, got, cards)
		}
	}
}

// Where a high rate is bad, the bottom is at the top.
func TestBottomOfAnIndicatorThatShouldBeLow(t *testing.T) {
	var field []History
	for i, seeking := range []int64{5, 50, 20} {
		h := majorOf(Year{Cohort: 2024, Cutoff: "12-31", InForce: true, Major: "x", Counts: Counts{Graduates: 100, Seeking: seeking}})
		h.Major = "本科:1" + string(rune('0'+i))
		h.Years[0].Major = h.Major
		field = append(field, h)
	}
	r := ladder()
	r.Indicator, r.Peers = "seeking_rate", PeersLevel
	r.Cards = []Level{{Card: Yellow, Comparator: BottomN, Amount: 1, Years: 1, Review: 1}}
	for i, v := range Evaluate(field, []Rule{r}, 2024) {
		if (v.Conclusion == Yellow) != (i == 1) {
			t.Errorf("major %d: %s", i, v.Conclusion)
		}
	}
}

func TestGravity(t *testing.T) {
	levels := []Level{
		{Card: Yellow, Comparator: Below, Amount: 6000, Years: 1},
		{Card: Yellow, Comparator: Below, Amount: 4000, Years: 1},
		{Card: Red, Comparator: Below, Amount: 4000, Years: 1},
		{Card: Red, Comparator: Below, Amount: 4000, Years: 2},
		{Card: Red, Comparator: BelowMean, Amount: 500, Years: 1},
		{Card: Red, Comparator: BelowMean, Amount: 1000, Years: 1},
		{Card: Red, Comparator: Below, Amount: 3000, Years: 1},
	}
	if got, want := gravity(levels), []int{6, 3, 2, 5, 4, 1, 0}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

// The order of histories and of their rows makes no difference, and nothing
// that is given is changed.
func TestEvaluateIsDeterministicAndLeavesItsInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		d := dice{rand.New(rand.NewPCG(seed, 2))}
		histories, rules := d.histories(6), []Rule{d.rule(), d.rule()}
		want := Evaluate(histories, rules, 2024)
		again := dice{rand.New(rand.NewPCG(seed, 2))}.histories(6)
		if !reflect.DeepEqual(again, histories) {
			t.Fatal("the histories have changed")
		}
		d.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		for _, h := range again {
			d.Shuffle(len(h.Years), func(i, j int) { h.Years[i], h.Years[j] = h.Years[j], h.Years[i] })
			d.Shuffle(len(h.Changes), func(i, j int) { h.Changes[i], h.Changes[j] = h.Changes[j], h.Changes[i] })
		}
		if got := Evaluate(again, rules, 2024); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	})
}

func TestConditionsSayWhatTheyFound(t *testing.T) {
	r := ladder()
	r.Indicator, r.Needs, r.Cards = "", 2, []Level{{Card: Yellow, Years: 1, Review: 1}}
	r.Conditions = []Condition{
		{"就业率", "settled_rate", Below, 6000, true},
		{"生师比", "生师比", Above, 2200, true},
		{"师资", "师资水平", Below, 0, false},
	}
	h := majorOf(cohortOf(2024, 59, 100))
	v := one(t, []History{h}, r, 2024)
	want := []ConditionResult{
		{Title: "就业率", Indicator: "settled_rate", State: Hit, Num: 59, Den: 100, LineHundredths: 6000},
		{Title: "生师比", Indicator: "生师比", State: Untestable, Missing: "2024 届生师比", LineHundredths: 2200},
		{Title: "师资", Indicator: "师资水平", State: Untestable, Missing: "规则的线"},
	}
	if v.Conclusion != Lacking || !slices.Equal(v.Conditions, want) {
		t.Errorf("%s %+v", v.Conclusion, v.Conditions)
	}
	if why := "就业率：触发，生师比：无法检验（缺：2024 届生师比），师资：无法检验（缺：规则的线）"; v.Reason != why {
		t.Errorf("reason %q, want %q", v.Reason, why)
	}
	h.Values = []Value{{2024, "生师比", 2201}}
	if v := one(t, []History{h}, r, 2024); v.Conclusion != Yellow || v.Level != 0 {
		t.Errorf("two hits: %s at level %d", v.Conclusion, v.Level)
	}
}

// The distance is positive beyond the line and negative before it, whichever
// side is the bad one.
func TestDistanceIsPositiveBeyondTheLine(t *testing.T) {
	h := History{Institution: "1", Level: "本科", Major: "本科:01", Years: []Year{{Cohort: 2024, Cutoff: "12-31", InForce: true, Major: "本科:01",
		Counts: Counts{Graduates: 100, Settled: 40, Seeking: 60}}}}
	for _, c := range []struct {
		indicator  string
		comparator Comparator
		amount     int64
		want       int64
	}{{"settled_rate", Below, 6000, 2000}, {"settled_rate", Below, 3000, -1000}, {"seeking_rate", Above, 5000, 1000}, {"seeking_rate", Above, 7000, -1000}} {
		r := Rule{Name: "甲", Indicator: c.indicator, Edition: EditionAuto, Cutoff: "12-31", Grain: GrainMajor, Missing: MissingBreak, Inherit: InheritNone,
			Cards: []Level{{Card: Yellow, Comparator: c.comparator, Amount: c.amount, Years: 1, Review: 1}}}
		got := Evaluate([]History{h}, []Rule{r}, 2024)
		if len(got) != 1 || got[0].Used[0].DistanceHundredths != c.want || got[0].Used[0].Fires != (c.want > 0) {
			t.Errorf("%s %s %d: %+v, want %d", c.indicator, c.comparator, c.amount, got, c.want)
		}
	}
}
