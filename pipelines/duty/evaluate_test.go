package duty

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// one evaluates a single duty and returns the verdict on the school.
func one(d Duty, f Facts, s Setting) Verdict {
	return Evaluate(Rules{Duties: []Duty{d}}, f, s)[0]
}

// of is a number divided by den, or a plain one for den 0.
func of(num, den int64) Number {
	n := Number{Measure: "m", Num: num}
	if den > 0 {
		n.Den = &den
	}
	return n
}

func drawDuty(t *rapid.T) Duty {
	d := Duty{ID: "甲", Force: rapid.SampledFrom(forces).Draw(t, "force"), Scope: School, Aggregation: Sum,
		Line:    Fraction{rapid.Int64Range(0, 200).Draw(t, "top"), rapid.Int64Range(1, 2000).Draw(t, "bottom")},
		Measure: Measure{Name: "m", Scale: rapid.SampledFrom([]int64{1, 10, 100}).Draw(t, "scale"), PerScale: 1, Unit: "名", Of: "人员", Empty: Inapplicable}}
	if rapid.Bool().Draw(t, "ratio") {
		d.Measure.Per = "名毕业生"
	}
	return d
}

func drawNumber(t *rapid.T, d Duty) Number {
	n := of(rapid.Int64Range(0, 1e12).Draw(t, "num"), 0)
	if d.Measure.Per != "" {
		n = of(n.Num, rapid.Int64Range(1, 1e12).Draw(t, "den"))
	}
	return n
}

// What is missing is exactly what is missing: with it the line is reached, with
// one less it is not.
func TestShortfallIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDuty(t)
		n := drawNumber(t, d)
		v := one(d, Facts{Numbers: []Number{n}}, Setting{})
		if *v.Shortfall == 0 {
			if v.Status != d.Force.outcome(true) || len(v.Short) > 0 {
				t.Fatalf("nothing is missing, but %+v", v)
			}
			return
		}
		n.Num += *v.Shortfall
		if got := one(d, Facts{Numbers: []Number{n}}, Setting{}); got.Status != d.Force.outcome(true) {
			t.Fatalf("with all that is missing: %+v", got)
		}
		n.Num--
		if got := one(d, Facts{Numbers: []Number{n}}, Setting{}); got.Status != d.Force.outcome(false) || *got.Shortfall != 1 {
			t.Fatalf("with one less: %+v", got)
		}
	})
}

// The line is held exactly: num/den ≥ top/bottom where num·bottom ≥ top·den.
func TestTheLineIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDuty(t)
		d.Measure.Per = "名毕业生"
		num, den := rapid.Int64Range(0, 3000).Draw(t, "num"), rapid.Int64Range(1, 3000).Draw(t, "den")
		d.AtMost = rapid.Bool().Draw(t, "most")
		reached := num*d.Line.Den >= d.Line.Num*den
		if d.AtMost {
			reached = num*d.Line.Den <= d.Line.Num*den
		}
		if v := one(d, Facts{Numbers: []Number{of(num, den)}}, Setting{}); v.Status != d.Force.outcome(reached) {
			t.Fatalf("%d of %d against %v: %+v", num, den, d.Line, v)
		}
	})
}

// More of what is asked never makes things worse, nor does less of what must
// not be.
func TestMoreIsNeverWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDuty(t)
		d.AtMost = rapid.Bool().Draw(t, "most")
		n := drawNumber(t, d)
		better := n
		if d.AtMost {
			better.Num = rapid.Int64Range(0, n.Num).Draw(t, "less")
		} else {
			better.Num += rapid.Int64Range(0, 1e12).Draw(t, "more")
		}
		before, after := one(d, Facts{Numbers: []Number{n}}, Setting{}), one(d, Facts{Numbers: []Number{better}}, Setting{})
		if before.Status == d.Force.outcome(true) && after.Status != before.Status || *after.Shortfall > *before.Shortfall {
			t.Fatalf("%+v, then %+v", before, after)
		}
	})
}

func drawFacts(t *rapid.T, r Rules) Facts {
	f := Facts{Institution: "10000", Cohort: rapid.IntRange(2001, 2027).Draw(t, "cohort"), Tier: rapid.SampledFrom([]string{"", "本科", "高职"}).Draw(t, "tier")}
	ratio := func(what string) Ratio {
		n := rapid.Int64Range(0, 200).Draw(t, what)
		return Ratio{rapid.Int64Range(0, n).Draw(t, what+" placed"), n}
	}
	f.Prev = ratio("school")
	keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"甲", "乙", "丙"}), 0, 3, rapid.ID).Draw(t, "colleges")
	for _, key := range keys {
		f.Colleges = append(f.Colleges, CollegeFacts{Key: key, Name: key + "学院", Prev: ratio(key)})
	}
	for _, m := range r.Measures {
		for _, college := range append([]string{""}, keys...) {
			if rapid.IntRange(0, 2).Draw(t, "there") == 0 {
				continue
			}
			for _, item := range rapid.SampledFrom([][]string{{""}, {"985/211", "性别", "户籍", "学历"}, {"就业核查"}, {"竞赛", "院系专场招聘"}}).Draw(t, "items") {
				n := Number{Measure: m.Name, College: college, Item: item, Num: rapid.Int64Range(0, 200).Draw(t, "num")}
				if m.Per != "" && rapid.IntRange(0, 9).Draw(t, "whole") > 0 {
					den := rapid.Int64Range(0, 200).Draw(t, "den")
					n.Den = &den
				}
				f.Numbers = append(f.Numbers, n)
			}
		}
	}
	return f
}

func drawSetting(t *rapid.T) Setting {
	return Setting{Province: rapid.SampledFrom([]string{"", "河南", "安徽"}).Draw(t, "province"),
		SchoolType: rapid.SampledFrom(append([]string{""}, SchoolTypes...)).Draw(t, "type"), LocalRate: rapid.Int64Range(0, 10000).Draw(t, "local")}
}

// Whatever the facts, every duty has one verdict for the school and, where it
// is one of colleges, one for each; what they say hangs together.
func TestVerdictsHangTogether(t *testing.T) {
	r := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		f, s := drawFacts(t, r), drawSetting(t)
		verdicts := Evaluate(r, f, s)
		for i := range r.Duties {
			d := &r.Duties[i]
			own := 1
			if d.Scope != School {
				own += len(f.Colleges)
			}
			for j, v := range verdicts[:own] {
				if v.Duty != d || (v.College == "") != (j == 0) {
					t.Fatalf("%s has no verdict at %d: %+v", d.ID, j, v)
				}
				whole(t, d, v)
			}
			ofSchool(t, d, verdicts[0], verdicts[1:own])
			verdicts = verdicts[own:]
		}
		if len(verdicts) > 0 {
			t.Fatalf("%d verdicts too many", len(verdicts))
		}
	})
}

// whole checks a verdict by itself.
func whole(t *rapid.T, d *Duty, v Verdict) {
	judged := v.Status == d.Force.outcome(true) || v.Status == d.Force.outcome(false)
	short := v.Status == d.Force.outcome(false)
	switch {
	case !judged && v.Status != Lacking && v.Status != Inapplicable:
		t.Fatalf("%s is %s, but %s", d.ID, d.Force, v.Status)
	case v.Words == "" || strings.Contains(v.Words, "%!"):
		t.Fatalf("%s says %q", d.ID, v.Words)
	case judged && d.Scope != Both && (v.Num == nil || v.Need == nil || (*v.Shortfall > 0) != short):
		t.Fatalf("%s: %+v", d.ID, v)
	case judged && d.Scope == School && short != (len(v.Short) > 0):
		t.Fatalf("%s has no list: %+v", d.ID, v)
	case d.Measure.Ledger && v.Status == Unmet:
		t.Fatalf("%s is told by a ledger, but %s", d.ID, v.Status)
	}
}

// ofSchool holds the school's verdict on a duty of colleges against theirs.
func ofSchool(t *rapid.T, d *Duty, school Verdict, colleges []Verdict) {
	if d.Scope != College || len(colleges) == 0 {
		return
	}
	has := func(s Status) bool {
		return slices.ContainsFunc(colleges, func(v Verdict) bool { return v.Status == s })
	}
	var missing int64
	for _, v := range colleges {
		if v.Shortfall != nil {
			missing += *v.Shortfall
		}
	}
	want := Inapplicable
	switch {
	case has(d.Force.outcome(false)):
		want = d.Force.outcome(false)
	case has(Lacking):
		want = Lacking
	case has(d.Force.outcome(true)):
		want = d.Force.outcome(true)
	}
	if school.Status != want || school.Shortfall != nil && *school.Shortfall != missing {
		t.Fatalf("%s: the school is %s with %v missing, its colleges make %s with %d", d.ID, school.Status, school.Shortfall, want, missing)
	}
}

// The order of the numbers plays no part.
func TestTheOrderOfNumbersPlaysNoPart(t *testing.T) {
	r := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		f, s := drawFacts(t, r), drawSetting(t)
		before := Evaluate(r, f, s)
		f.Numbers = rapid.Permutation(f.Numbers).Draw(t, "order")
		for i, v := range Evaluate(r, f, s) {
			if b := before[i]; v.Status != b.Status || (v.Shortfall == nil) != (b.Shortfall == nil) || v.Shortfall != nil && *v.Shortfall != *b.Shortfall {
				t.Fatalf("%+v, then %+v", b, v)
			}
		}
	})
}

func TestReach(t *testing.T) {
	henan, school := Duty{Province: "河南", ValidFrom: 2020, ValidTo: 2025}, Duty{Types: []string{"普通本科", "新建本科"}}
	young, below := Duty{Types: []string{"新建本科", "高职"}}, Duty{BelowLocalRate: true}
	cases := []struct {
		name string
		d    Duty
		f    Facts
		s    Setting
		want Status
	}{
		{"the province", henan, Facts{Cohort: 2020}, Setting{Province: "河南"}, ""},
		{"the last cohort", henan, Facts{Cohort: 2025}, Setting{Province: "河南"}, ""},
		{"after the last cohort", henan, Facts{Cohort: 2026}, Setting{Province: "河南"}, Inapplicable},
		{"before the first cohort", henan, Facts{Cohort: 2019}, Setting{Province: "河南"}, Inapplicable},
		{"another province", henan, Facts{Cohort: 2024}, Setting{Province: "河北"}, Inapplicable},
		{"nobody says which province", henan, Facts{Cohort: 2024}, Setting{}, Lacking},
		{"outside its time, whatever the province", henan, Facts{Cohort: 2026}, Setting{}, Inapplicable},
		{"the type", school, Facts{}, Setting{SchoolType: "新建本科"}, ""},
		{"another type", school, Facts{}, Setting{SchoolType: "高职"}, Inapplicable},
		{"both types of the tier", school, Facts{Tier: "本科"}, Setting{}, ""},
		{"neither", school, Facts{Tier: "高职"}, Setting{}, Inapplicable},
		{"one of the two types of the tier", young, Facts{Tier: "本科"}, Setting{}, Lacking},
		{"the configuration before the list of schools", young, Facts{Tier: "本科"}, Setting{SchoolType: "普通本科"}, Inapplicable},
		{"nobody says which type", school, Facts{}, Setting{}, Lacking},
		{"below the local mean", below, Facts{Prev: Ratio{9119, 10000}}, Setting{LocalRate: 9120}, ""},
		{"at the local mean", below, Facts{Prev: Ratio{9120, 10000}}, Setting{LocalRate: 9120}, Inapplicable},
		{"by less than a hundredth below", below, Facts{Prev: Ratio{9119999, 10000000}}, Setting{LocalRate: 9120}, ""},
		{"nobody says the local mean", below, Facts{Prev: Ratio{1, 2}}, Setting{}, Lacking},
		{"no rate of the year before", below, Facts{}, Setting{LocalRate: 9120}, Lacking},
	}
	for _, c := range cases {
		if got, why := c.d.reach(&c.f, c.s); got != c.want || (why == "") != (got == "") {
			t.Errorf("%s: %q (%s), want %q", c.name, got, why, c.want)
		}
	}
}

// A register that is there but does not name an item had none of it; where the
// item is a share of something, nothing is known.
func TestItemsThatDoNotOccur(t *testing.T) {
	plain := Duty{Force: Arrange, Scope: Both, Aggregation: Each, Line: Fraction{1, 1}, Items: []string{"甲", "乙"},
		Measure: Measure{Name: "m", Scale: 1, PerScale: 1, Unit: "条", Of: "记录", Template: "台账"}}
	f := Facts{Colleges: []CollegeFacts{{Key: "c1", Name: "一院"}, {Key: "c2", Name: "二院"}}, Numbers: []Number{
		{Measure: "m", Item: "甲", Num: 3}, {Measure: "m", Item: "丙", Num: 1}, {Measure: "m", College: "c1", Item: "甲", Num: 1}, {Measure: "m", College: "c1", Item: "乙", Num: 1}}}
	var got []string
	for _, v := range Evaluate(Rules{Duties: []Duty{plain}}, f, Setting{}) {
		got = append(got, v.CollegeName+" "+string(v.Status)+" "+v.Words)
	}
	want := []string{" 未做 2 项中 1 项已做；乙 0 条记录，要求各不少于 1 条；2 个学院中 1 个已做，1 个未做",
		"一院 已做 2 项中 2 项已做", "二院 未做 2 项中 0 项已做；甲 0 条、乙 0 条记录，要求各不少于 1 条"}
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	share := plain
	share.Measure.Per = "条招聘信息"
	if v := one(share, Facts{Numbers: []Number{{Measure: "m", Item: "丙", Num: 1}}}, Setting{}); v.Status != Lacking || v.Words != "没有数据：填“台账”并载入" {
		t.Errorf("%+v", v)
	}
}

func TestScaled(t *testing.T) {
	for _, c := range []struct {
		n, scale int64
		want     string
	}{{0, 1, "0"}, {999, 1, "999"}, {1000, 1, "1,000"}, {1234567, 1, "1,234,567"}, {320, 10, "32"}, {319, 10, "31.9"}, {200, 100, "2"}, {205, 100, "2.05"}, {250, 100, "2.5"}, {1, 100, "0.01"}, {123456789, 100, "1,234,567.89"}} {
		if got := scaled(c.n, c.scale); got != c.want {
			t.Errorf("%d/%d: %s, want %s", c.n, c.scale, got, c.want)
		}
	}
}

func TestParseFraction(t *testing.T) {
	good := map[string]Fraction{"1/500": {1, 500}, "38": {38, 1}, "0": {0, 1}, "5/100": {5, 100}}
	for s, want := range good {
		if got, ok := ParseFraction(s); !ok || got != want {
			t.Errorf("%q: %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "1/", "/2", "1/0", "-1", "1.5", "1:500", "1/2/3", "１", "123456", "1/123456", " 1"} {
		if got, ok := ParseFraction(s); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}
