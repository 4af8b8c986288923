package difference

import (
	"database/sql"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPoints(t *testing.T) {
	cases := []struct {
		from, to Value
		want     int64
	}{
		{Value{Num: 8411, Den: 10000}, Value{Num: 8524, Den: 10000}, 113},
		{Value{Num: 1, Den: 2}, Value{Num: 1, Den: 2}, 0},
		{Value{Num: 0, Den: 20000}, Value{Num: 1, Den: 20000}, 1},  // half a hundredth, away from zero
		{Value{Num: 1, Den: 20000}, Value{Num: 0, Den: 20000}, -1}, // a fall is the mirror of a rise
		{Value{Num: 14, Den: 20}, Value{Num: 13, Den: 19}, -158},   // 70 % → 68.42 %
		{Value{Num: 1, Den: 0}, Value{Num: 1, Den: 2}, 0},
	}
	for _, c := range cases {
		if got := points(c.from, c.to); got != c.want {
			t.Errorf("points(%v, %v) = %d, want %d", c.from, c.to, got, c.want)
		}
	}
}

// Half away from zero, whatever the fractions: the result is within half a
// hundredth of the difference, and back and forth are each other's mirror.
func TestPointsAreNearAndMirrored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Value {
			den := rapid.Int64Range(1, 1<<40).Draw(t, name+" den")
			return Value{Num: rapid.Int64Range(0, den).Draw(t, name+" num"), Den: den}
		}
		a, b := draw("a"), draw("b")
		got := points(a, b)
		exact := new(big.Rat).Sub(big.NewRat(b.Num, b.Den), big.NewRat(a.Num, a.Den))
		exact.Mul(exact, big.NewRat(10000, 1)).Sub(exact, big.NewRat(got, 1)).Abs(exact)
		if exact.Cmp(big.NewRat(1, 2)) > 0 || points(b, a) != -got {
			t.Fatalf("points(%v, %v) = %d, off by %s, back %d", a, b, got, exact, points(b, a))
		}
	})
}

var placement = Mart{Name: "marts.placement", Description: "一行一个…", Grain: []string{"cohort", "edition", "grain", "major_key"},
	Columns: []Column{{Name: "cohort", Type: "integer"}, {Name: "edition", Type: "text"}, {Name: "grain", Type: "text"}, {Name: "major_key", Type: "text"},
		{Name: "major", Type: "text", Description: "专业"}, {Name: "graduates", Type: "bigint", Unit: "人", Description: "毕业生总数，分母"},
		{Name: "settled", Type: "bigint", Unit: "人", Description: "落实人数"}, {Name: "contract", Type: "bigint", Description: "签劳动合同：11"},
		{Name: "mean", Type: "double", Description: "均值"}, {Name: "conclusion", Type: "text", Description: "结论"}},
	Rates: []Rate{{"settled_rate", "2021", "毕业去向落实率", "settled", "graduates"}, {"settled_rate", "2024", "毕业去向落实率", "settled", "graduates"}}}

// cells are texts of which the empty one is null.
func cells(texts string) []sql.NullString {
	var all []sql.NullString
	for _, text := range strings.Split(texts, ",") {
		all = append(all, sql.NullString{String: text, Valid: text != ""})
	}
	return all
}

// A row whose rate changed tells the rate of its own edition once, not its
// numerator and denominator again; what only names a key and what is a float
// tells nothing.
func TestChangesOfARow(t *testing.T) {
	r := row{inA: true, inB: true, keys: cells("2024,2024,major,本科:080901"),
		a: cells("2024,2024,major,本科:080901,计算机,20,14,3,0.1,黄"), b: cells("2024,2024,major,本科:080901,计算机科学与技术,19,13,4,0.2,红")}
	keys := []Key{{"cohort", "2024", ""}, {"edition", "2024", ""}, {"grain", "major", ""}, {"major_key", "本科:080901", "计算机科学与技术"}}
	want := []Change{
		{Mart: "marts.placement", Measure: "settled_rate", Title: "毕业去向落实率", Kind: Changed, Ratio: true, Keys: keys, order: 1,
			Old: Value{Num: 14, Den: 20}, New: Value{Num: 13, Den: 19}, Points: -158},
		{Mart: "marts.placement", Measure: "contract", Title: "签劳动合同", Kind: Changed, Keys: keys, order: 9, Old: Value{Num: 3}, New: Value{Num: 4}},
		{Mart: "marts.placement", Measure: "conclusion", Title: "结论", Kind: Changed, Words: true, Keys: keys, order: 11, Old: Value{Text: "黄"}, New: Value{Text: "红"}},
	}
	if got := placement.changes(r); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// A row that one build alone has is one change, told by its first number.
func TestRowsOfOneBuild(t *testing.T) {
	null := cells(",,,,,,,,,")
	there := cells("2024,2024,school,,,20,14,3,,")
	cases := []struct {
		r    row
		want Change
	}{
		{row{inA: true, keys: cells("2024,2024,school,"), a: there, b: null}, Change{Kind: Gone, Old: Value{Num: 20}, New: Value{None: true}}},
		{row{inB: true, keys: cells("2024,2024,school,"), a: null, b: there}, Change{Kind: Added, Old: Value{None: true}, New: Value{Num: 20}}},
	}
	for _, c := range cases {
		got := placement.changes(c.r)
		if len(got) != 1 || got[0].Kind != c.want.Kind || got[0].Old != c.want.Old || got[0].New != c.want.New || got[0].Title != "毕业生总数" || len(got[0].Keys) != 3 {
			t.Errorf("got %+v, want %+v", got, c.want)
		}
	}
}

func TestStatement(t *testing.T) {
	m := Mart{Name: "marts.flow", Grain: []string{"work"}, Columns: []Column{{Name: "work", Type: "text"}, {Name: "n", Type: "bigint"}, {Name: "p", Type: "double"}}}
	want := `select a_side.a_row is not null, b_side.b_row is not null, cast(coalesce(b_side."work", a_side."work") as varchar), ` +
		`cast(a_side."work" as varchar), cast(b_side."work" as varchar), cast(a_side."n" as varchar), cast(b_side."n" as varchar), ` +
		`cast(a_side."p" as varchar), cast(b_side."p" as varchar) from (select *, 1 as a_row from a.marts.flow) as a_side ` +
		`full join (select *, 1 as b_row from b.marts.flow) as b_side on a_side."work" is not distinct from b_side."work" ` +
		`where a_side.a_row is null or b_side.b_row is null or a_side."n" is distinct from b_side."n"`
	if got := m.statement(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestFlat(t *testing.T) {
	got, err := flat(`{"small_n":10,"assume_complete":false,"settings":{"quota.up":"20"}}`)
	want := map[string]string{"small_n": "10", "assume_complete": "false", "quota.up": "20"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v %v, want %v", got, err, want)
	}
	if _, err := flat("no"); err == nil {
		t.Error("no JSON was read")
	}
}
