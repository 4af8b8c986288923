package stats

import (
	"math"
	"testing"
)

func TestOverdispersionByHand(t *testing.T) {
	cases := []struct {
		name  string
		years []Count
		want  Dispersion
		ok    bool
	}{
		// p = ½; X² = (5² + 0 + 5²)/(20/4) = 10; over 2.
		{"swinging", []Count{{5, 20}, {10, 20}, {15, 20}}, Dispersion{5, 3}, true},
		{"steadier than coins", []Count{{10, 20}, {10, 20}, {10, 20}}, Dispersion{1, 3}, true},
		{"two cohorts", []Count{{5, 20}, {15, 20}}, Dispersion{1, 2}, false},
		{"an empty cohort is none", []Count{{5, 20}, {0, 0}, {15, 20}}, Dispersion{1, 2}, false},
		{"everybody", []Count{{9, 9}, {8, 8}, {7, 7}}, Dispersion{1, 3}, true},
		{"nobody", []Count{{0, 9}, {0, 8}, {0, 7}}, Dispersion{1, 3}, true},
		{"none at all", nil, Dispersion{1, 0}, false},
	}
	for _, c := range cases {
		got, ok := Overdispersion(c.years)
		if ok != c.ok || got.Cohorts != c.want.Cohorts || math.Abs(got.Phi-c.want.Phi) > 1e-12 {
			t.Errorf("%s: %+v %v, want %+v %v", c.name, got, ok, c.want, c.ok)
		}
	}
}

func TestEffective(t *testing.T) {
	if got := (Dispersion{Phi: 2.5}).Effective(100); got != 40 {
		t.Errorf("100 at φ 2.5 tell as much as %g", got)
	}
	if got := (Dispersion{}).Effective(100); got != 100 {
		t.Errorf("without a φ, 100 tell as much as %g", got)
	}
}

func TestClassDispersionByHand(t *testing.T) {
	swinging := []Count{{5, 20}, {10, 20}, {15, 20}} // X² 10, 2 degrees
	steady := []Count{{10, 20}, {10, 20}}            // X² 0, 1 degree
	cases := []struct {
		name  string
		units [][]Count
		want  float64
	}{
		{"pooled", [][]Count{swinging, steady}, 10.0 / 3},
		{"sure units and single classes tell nothing", [][]Count{swinging, {{9, 9}, {8, 8}}, {{3, 9}}}, 5},
		{"never below one", [][]Count{steady}, 1},
		{"nothing to tell", nil, 1},
	}
	for _, c := range cases {
		if got := ClassDispersion(c.units); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %g, want %g", c.name, got, c.want)
		}
	}
}

// Two sizes lie on the line whatever their weights: X²/1 is 2 at n = 20 and 8
// at n = 80, so that φ is n/10.
func TestDispersionBySizeByHand(t *testing.T) {
	units := [][]Count{
		{{10 + 3, 20}, {10 - 3, 20}},   // X² = 2·9/5 = 3.6
		{{10 + 1, 20}, {10 - 1, 20}},   // X² = 2·1/5 = 0.4
		{{40 + 12, 80}, {40 - 12, 80}}, // X² = 2·144/20 = 14.4
		{{40 + 4, 80}, {40 - 4, 80}},   // X² = 2·16/20 = 1.6
	}
	got := DispersionBySize(units)
	if math.Abs(got.Base) > 1e-9 || math.Abs(got.PerHead-0.1) > 1e-9 || got.Phi(50) != got.Base+50*got.PerHead {
		t.Errorf("%+v, want φ = n/10", got)
	}
	if got.Phi(2) != 1 {
		t.Errorf("φ of 2 is %g, want 1", got.Phi(2))
	}
}

func TestDispersionBySizeIsFlatWhereNothingGrows(t *testing.T) {
	for name, units := range map[string][][]Count{
		"one size": {{{5, 20}, {15, 20}}, {{8, 20}, {12, 20}}},
		"falling":  {{{5, 20}, {15, 20}}, {{40, 80}, {40, 80}}},
		"nobody":   nil,
	} {
		if got, want := DispersionBySize(units), (SizeDispersion{Base: ClassDispersion(units)}); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}
