package synth

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// fullProvince is as large as the default, without its files.
func fullProvince() *province { return newProvince(1, ProvinceOptions{}.withDefaults()) }

func TestProvinceSizes(t *testing.T) {
	cases := []struct {
		name      string
		o         ProvinceOptions
		tolerance float64 // few classes vary more
	}{
		{"small", smallProvince, 0.2},
		{"medium", ProvinceOptions{Institutions: 40, Majors: 120, Graduates: 120_000, Cohorts: []int{2022, 2023, 2024}}, 0.04},
		{"full", ProvinceOptions{}.withDefaults(), 0.03},
	}
	for _, c := range cases {
		name, o := c.name, c.o
		p := newProvince(2, o)
		cohorts := map[int]int{}
		taught := map[string]bool{}
		for _, c := range p.cells {
			cohorts[c.Cohort] += c.Graduates
			taught[c.Institution] = true
			if c.Graduates < smallestClass || c.Graduates > largestClass {
				t.Errorf("%s: a class of %d", name, c.Graduates)
			}
		}
		for _, cohort := range o.Cohorts {
			if got := float64(cohorts[cohort]) / float64(o.Graduates); math.Abs(got-1) > c.tolerance {
				t.Errorf("%s: %d graduates in %d", name, cohorts[cohort], cohort)
			}
		}
		if len(taught) != o.Institutions || len(p.majors) != o.Majors {
			t.Errorf("%s: %d institutions teach %d majors", name, len(taught), len(p.majors))
		}
	}
}

func TestProvinceOfOne(t *testing.T) {
	p := newProvince(1, ProvinceOptions{Institutions: 1, Majors: 1, Graduates: 50, Cohorts: []int{2024}})
	if len(p.cells) != 1 || p.cells[0].Graduates < 40 || p.cells[0].Graduates > 60 {
		t.Errorf("cells: %+v, want one of about 50", p.cells)
	}
}

// Classes are skewed, and majors are taught at one institution or at many.
func TestProvinceIsUneven(t *testing.T) {
	p := fullProvince()
	points := map[*major]int{}
	var sizes []int
	for _, c := range p.classes {
		points[c.major]++
		sizes = append(sizes, int(c.size))
	}
	slices.Sort(sizes)
	if low, middle, high := sizes[len(sizes)/20], sizes[len(sizes)/2], sizes[len(sizes)*19/20]; high-middle < 2*(middle-low) {
		t.Errorf("sizes %d, %d, %d at 5, 50 and 95 per cent: not skewed", low, middle, high)
	}
	var counts []int
	for _, n := range points {
		counts = append(counts, n)
	}
	if low, high := slices.Min(counts), slices.Max(counts); low != 1 || high < 80 || high > 110 {
		t.Errorf("majors at %d to %d institutions, want 1 to about 100", low, high)
	}
}

// The overdispersion that the file of cells shows is that of the groups.
func TestProvinceIsOverdispersed(t *testing.T) {
	_, m := writtenProvince(t, 4, ProvinceOptions{Institutions: 20, Majors: 40, Graduates: 20_000, Cohorts: []int{2023, 2024}})
	sum := 0.0
	for _, c := range m.Cells {
		n := float64(c.Graduates)
		d := float64(c.Settled) - n*c.TrueRate
		sum += d * d / (n * c.TrueRate * (1 - c.TrueRate))
	}
	if phi := sum / float64(len(m.Cells)); phi < 1.5 || phi > 3.2 {
		t.Errorf("overdispersion %.2f in %d cells, want about 2.6", phi, len(m.Cells))
	}
}

// By hand: E[m] = (9+2·3)/11, E[m²] = (9+2·15)/11, their ratio 39/15 = 2.6.
func TestGroups(t *testing.T) {
	r := stream(1, "test")
	sum, squares := 0.0, 0.0
	const draws = 200_000
	for range draws {
		m := float64(group(r, largestClass))
		sum += m
		squares += m * m
	}
	if mean, ratio := sum/draws, squares/sum; math.Abs(mean-15.0/11) > 0.01 || math.Abs(ratio-2.6) > 0.05 {
		t.Errorf("groups of %.3f on average, ratio %.3f; want 1.364 and 2.6", mean, ratio)
	}
	for range 1000 {
		if m := group(r, 2); m < 1 || m > 2 {
			t.Fatalf("a group of %d out of 2", m)
		}
	}
}

// Rules that look for classes below a line for years must find some dozens.
func TestProvinceHasBadClasses(t *testing.T) {
	p := fullProvince()
	below := func(line float64, years ...int) int {
		n := 0
		for _, c := range p.classes {
			if !slices.ContainsFunc(years, func(y int) bool { return c.rates[y] >= line }) {
				n++
			}
		}
		return n
	}
	cases := []struct {
		name      string
		got       int
		low, high int
	}{
		{"60 % three years", below(0.6, 2022, 2023, 2024), 36, 200},
		{"60 % two years", below(0.6, 2023, 2024), 36, 200},
		{"50 % two years", below(0.5, 2023, 2024), 24, 120},
		{"50 % three years", below(0.5, 2022, 2023, 2024), 24, 120},
		{"30 % ever", below(0.3, 2024), 0, 30},
	}
	for _, c := range cases {
		if c.got < c.low || c.got > c.high {
			t.Errorf("below %s: %d classes, want %d to %d", c.name, c.got, c.low, c.high)
		}
	}
}

// What a change says must be what the registers have.
func TestProvinceHistoryHolds(t *testing.T) {
	for name, p := range map[string]*province{"small": newProvince(1, smallProvince), "full": fullProvince()} {
		there := map[string]map[int]bool{}
		for _, c := range p.cells {
			if key := c.Level + c.MajorCode; there[key] == nil {
				there[key] = map[int]bool{c.Cohort: true}
			} else {
				there[key][c.Cohort] = true
			}
		}
		kinds := map[string]int{}
		for _, c := range p.changes {
			kinds[c.kind]++
			for _, cohort := range p.opts.Cohorts {
				from, to := there[c.level+c.from][cohort], there[c.level+c.to][cohort]
				if wantFrom, wantTo := c.expects(cohort); from != wantFrom || to != wantTo {
					t.Errorf("%s: %+v: in %d the registers have the old code %v, the new %v", name, c, cohort, from, to)
				}
			}
		}
		if kinds["更名"] == 0 || kinds["合并"] != 1 || kinds["新设"] == 0 || kinds["停招"] == 0 {
			t.Errorf("%s: changes %v", name, kinds)
		}
	}
}

// expects tells in which cohorts the codes of a change are met.
func (c majorChange) expects(cohort int) (from, to bool) {
	late := cohort >= c.first
	switch c.kind {
	case "更名":
		return !late, late
	case "合并":
		return !late, true
	case "新设":
		return late, late
	}
	return !late, !late
}

// An institution that had both merged majors has one class afterwards, as large
// as the two.
func TestMergedClassesAddUp(t *testing.T) {
	p := fullProvince()
	merged := 0
	for _, c := range p.classes {
		if c.absorbs == nil {
			continue
		}
		merged++
		gone, first := c.absorbs, c.absorbs.major.changed
		if n, _ := gone.in(first); n != 0 {
			t.Errorf("%s: %d still in the class that was merged", c.school.Code, n)
		}
		if n, m := c.in(first); n != min(largestClass, c.sizes[first]+gone.sizes[first]) || m != c.major {
			t.Errorf("%s: %d in the merged class, want %d and %d together", c.school.Code, n, c.sizes[first], gone.sizes[first])
		}
		if n, _ := c.in(first - 1); n != c.sizes[first-1] {
			t.Errorf("%s: %d in the class before the merger, want %d", c.school.Code, n, c.sizes[first-1])
		}
	}
	if merged == 0 {
		t.Error("no institution had both")
	}
}

// Majors are different ones of the catalogue, as many as asked for, up to the most.
func TestMajorsAreCatalogued(t *testing.T) {
	for _, n := range []int{1, 12, 300, mostMajors} {
		p := newProvince(1, ProvinceOptions{Institutions: 3, Majors: n, Graduates: 300, Cohorts: []int{2023, 2024}})
		seen := map[string]bool{}
		for _, m := range p.majors {
			if m.name == "" || m.category == "" || seen[m.level.name+m.code] {
				t.Errorf("major %s %s %s", m.level.name, m.code, m.name)
			}
			seen[m.level.name+m.code] = true
		}
		if len(seen) != n {
			t.Errorf("%d majors, want %d", len(seen), n)
		}
	}
}

func TestSchoolsHaveNamesOfTheirOwn(t *testing.T) {
	p := newProvince(1, ProvinceOptions{Institutions: 2000, Majors: 20, Graduates: 10_000, Cohorts: []int{2024}})
	names := map[string]bool{}
	for _, s := range p.schools {
		names[s.Name] = true
	}
	if len(names) != 2000 {
		t.Errorf("%d names of 2000 institutions", len(names))
	}
	if got := schoolName("大学", len(schoolWords)); got != "中原第2示范大学" {
		t.Errorf("the name after all words are used: %s", got)
	}
}

func TestEvenlyTakesDifferentItemsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := make([]int, rapid.IntRange(0, 60).Draw(t, "items"))
		for i := range items {
			items[i] = i
		}
		n := rapid.IntRange(-3, 70).Draw(t, "n")
		got := evenly(items, n)
		if len(got) != max(0, min(n, len(items))) {
			t.Fatalf("%d taken", len(got))
		}
		for i := 1; i < len(got); i++ {
			if got[i] <= got[i-1] {
				t.Fatalf("%v is not ascending", got)
			}
		}
	})
}
