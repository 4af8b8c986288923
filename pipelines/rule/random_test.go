package rule

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// dice makes random histories and rules: few keys, few years and small counts,
// so that gaps, ties, mergers and exact hits of a line are common.
type dice struct{ *rand.Rand }

func pick[T any](d dice, all ...T) T { return all[d.IntN(len(all))] }

func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

func (d dice) histories(n int) []History {
	var histories []History
	for i := range n {
		h := History{Institution: pick(d, "10611", "10612"), Level: pick(d, "本科", "本科", "专科"),
			Class: pick(d, "工学", "文学"), InstitutionType: pick(d, "理工", "综合")}
		h.Major = fmt.Sprintf("%s:%02d", h.Level, i)
		if d.chance(20) {
			h.PlanStopped = 2022 + d.IntN(6)
		}
		keys := d.changes(&h)
		d.years(&h, keys)
		for c := 2022; c <= 2024; c++ {
			if d.chance(40) {
				h.Values = append(h.Values, Value{c, pick(d, "生师比", "一志愿录取率"), int64(d.IntN(5)) * 500})
			}
		}
		histories = append(histories, h)
	}
	return histories
}

// changes makes a family of keys around the present one.
func (d dice) changes(h *History) []string {
	now := h.Major
	old, older, part := now+"旧", now+"更旧", now+"部"
	keys := []string{now}
	join := func(kind, from, to string) {
		h.Changes = append(h.Changes, Change{Kind: kind, From: from, To: to, ToCohort: 2022})
		keys = append(keys, from)
	}
	if d.chance(50) {
		join(pick(d, Renamed, Renamed, Merged), old, now)
		if d.chance(40) {
			join(pick(d, Renamed, Merged), older, old)
		}
	}
	if d.chance(15) {
		join(pick(d, Renamed, Merged), part, now)
	}
	if d.chance(10) {
		h.Changes = append(h.Changes, Change{Kind: Renamed, From: old, To: now + "别处"})
	}
	if d.chance(20) {
		key := pick(d, keys...)
		h.Changes = append(h.Changes, Change{Kind: Founded, From: key, To: key, FromCohort: 2020 + d.IntN(5)})
	}
	if d.chance(10) {
		h.Changes = append(h.Changes, Change{Kind: Suspended, From: pick(d, keys...), ToCohort: pick(d, 0, 2024, 2027, 2028)})
	}
	return keys
}

func (d dice) years(h *History, keys []string) {
	for c := 2019; c <= 2025; c++ {
		for _, cutoff := range []string{"08-31", "12-31"} {
			for _, key := range keys {
				if d.chance(85) {
					d.year(h, Year{Cohort: c, Cutoff: cutoff, Major: key})
				}
				if d.chance(30) {
					d.year(h, Year{Cohort: c, Cutoff: cutoff, Major: key, Kind: "中外合作"})
				}
			}
		}
	}
}

func (d dice) year(h *History, y Year) {
	y.Graduates = int64(pick(d, 0, 1, 2, 5, 10, 10, 10, 20, 20, 100))
	y.Settled = d.Int64N(y.Graduates + 1)
	y.Seeking = d.Int64N(y.Graduates - y.Settled + 1)
	if d.chance(4) {
		y.Refused = "有被拒的行"
	}
	if d.chance(10) {
		y.Breaks = "口径改变"
	}
	for _, edition := range []string{"2021", "2024"} {
		y.Edition = edition
		y.InForce = (edition == "2024") == (y.Cohort >= 2024)
		y.Employed = d.Int64N(y.Settled + 1)
		h.Years = append(h.Years, y)
	}
}

func (d dice) rule() Rule {
	r := Rule{Name: "随机", Indicator: pick(d, "settled_rate", "settled_rate", "employed_rate", "seeking_rate"),
		Edition: pick(d, "auto", "auto", "2021", "2024"), Cutoff: pick(d, "08-31", "12-31"),
		Grain: pick(d, GrainMajor, GrainProgramme), Missing: pick(d, MissingBreak, MissingSkip),
		Inherit: pick(d, InheritNone, InheritRenamed, InheritAll), MinGraduates: int64(pick(d, 0, 0, 2, 10)),
		Peers: pick(d, PeersLevel, PeersClass, PeersType, PeersMajor), SmallN: SmallNMark}
	if d.chance(20) {
		r.ValidFrom, r.ValidTo = pick(d, 0, 2024, 2025), pick(d, 0, 2023, 2025)
	}
	if d.chance(20) {
		r.Levels = []string{"专科"}
	}
	r.Exclude = Exclude{New: d.chance(40), Suspended: d.chance(30)}
	if d.chance(10) {
		r.Exclude.Majors, r.Exclude.Institutions = []string{"本科:01"}, []string{"10612"}
	}
	if d.chance(15) {
		return d.conditions(r)
	}
	for range 1 + d.IntN(3) {
		r.Cards = append(r.Cards, d.level(r.Indicator))
	}
	return r
}

func (d dice) level(indicator string) Level {
	l := Level{Card: pick(d, Red, Yellow), Years: 1 + d.IntN(3), Review: 1}
	l.Comparator = pick(d, Below, Below, BelowMean, BottomPercent, BottomN)
	if indicator == "seeking_rate" {
		l.Comparator = pick(d, Above, BottomPercent, BottomN)
	}
	switch l.Comparator {
	case BottomN:
		l.Amount = int64(1 + d.IntN(4))
	case BottomPercent, BelowMean:
		l.Amount = int64(pick(d, 500, 1000, 3333, 5000))
	default:
		l.Amount = int64(pick(d, 2000, 5000, 5000, 6000, 9000))
	}
	return l
}

func (d dice) conditions(r Rule) Rule {
	r.Indicator = ""
	r.Needs = 1 + d.IntN(2)
	r.Cards = []Level{{Card: Yellow, Years: 1, Review: 1}}
	r.Conditions = []Condition{
		{"就业率", "settled_rate", Below, 5000, d.chance(80)},
		{"生师比", "生师比", Above, 1000, d.chance(80)},
		{"一志愿录取率", "一志愿录取率", Below, 1000, d.chance(80)},
	}
	return r
}

// printed is a verdict in the form that the reference prints.
func printed(v Verdict, r Rule) string {
	text := fmt.Sprintf("%s %v: %s", v.Rule, v.Key, v.Conclusion)
	if v.Conclusion != Red && v.Conclusion != Yellow || r.Needs > 0 {
		return text
	}
	var counts []string
	for _, y := range v.Used {
		counts = append(counts, fmt.Sprintf("%d=%d/%d", y.Cohort, y.Num, y.Den))
	}
	return fmt.Sprintf("%s %d %s %v", text, v.Level, strings.Join(counts, " "), v.SpansBreak)
}

// The engine and the reference agree on ten thousand random histories, on the
// conclusion, the level, the cohorts used with their counts, and the breaks.
func TestEngineAgreesWithTheReference(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(20240831, 1))}
	seen := map[Conclusion]int{}
	for range 1250 {
		histories, r, year := d.histories(8), d.rule(), pick(d, 2023, 2024, 2025)
		verdicts := Evaluate(histories, []Rule{r}, year)
		var got []string
		for _, v := range verdicts {
			got = append(got, printed(v, r))
			seen[v.Conclusion]++
		}
		want := reference(histories, r, year)
		if !slices.Equal(got, want) {
			t.Fatal(difference(histories, r, year, got, want))
		}
	}
	for _, c := range []Conclusion{Lacking, Inapplicable, Red, Yellow, Silent} {
		if seen[c] < 200 {
			t.Errorf("only %d verdicts are %s: the histories do not try it", seen[c], c)
		}
	}
	t.Log(seen)
}

// difference prints the first verdict that differs, with the rule and what the
// major's rows were.
func difference(histories []History, r Rule, year int, got, want []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "year %d, rule %+v\n", year, r)
	for i := range max(len(got), len(want)) {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g == w {
			continue
		}
		fmt.Fprintf(&b, "engine:    %s\nreference: %s\n", g, w)
		for _, h := range histories {
			if strings.Contains(g+w, h.Major) {
				b.WriteString(rows(h))
			}
		}
		return b.String()
	}
	return "no difference"
}

func rows(h History) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s, plan stopped %d\n", h.Institution, h.Major, h.PlanStopped)
	for _, c := range h.Changes {
		fmt.Fprintf(&b, "  %s %s → %s %d–%d\n", c.Kind, c.From, c.To, c.FromCohort, c.ToCohort)
	}
	for _, y := range h.Years {
		fmt.Fprintf(&b, "  %d %s %s %s %s n=%d settled=%d employed=%d seeking=%d %s %s\n", y.Cohort, y.Cutoff, y.Edition,
			y.Major, y.Kind, y.Graduates, y.Settled, y.Employed, y.Seeking, y.Refused, y.Breaks)
	}
	for _, v := range h.Values {
		fmt.Fprintf(&b, "  %d %s %d\n", v.Cohort, v.Indicator, v.Hundredths)
	}
	return b.String()
}
