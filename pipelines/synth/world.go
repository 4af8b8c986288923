package synth

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// The institution is invented: no such code was ever given out.
const (
	institutionCode = "19901"
	institutionName = "中原示范大学"
	homeProvince    = "41"
)

// hostileMajor is a label that wants to be run as a script.
const hostileMajor = "</script><script>alert(1)</script>"

// world is everything that is true before any file is written.
type world struct {
	seed       uint64
	size       int
	cohorts    []int
	programmes []*programme
	upgrades   []*programme              // 专升本, beside the programmes of the same majors
	classes    []*programme              // 大类
	classOf    map[*programme]*programme // the 大类 of its members
	colleges   []string
	home       *place
	people     *people
	market     *labourMarket
	trades     map[string]trade
	industries map[string]wheel[string] // by category of the major
	mixes      map[string][]pair        // destinations of the placed, by level
	tilts      map[string]float64       // by category/code
	inProvince map[string]wheel[*place]
	anywhere   wheel[*place]
	serials    map[int]int // last student number by year of entry
	rosters    map[int][]*graduate
	entrants   map[int][]*entrant // by year of entry: registered, and in no roster
	changes    []change           // by date

	planProvinces []string           // in the order of their codes
	originShare   map[string]float64 // of a year's students, by province
}

func newWorld(seed uint64, o Options) *world {
	places := loadPlaces()
	v := newVocabulary(places)
	w := &world{seed: seed, size: o.Graduates, cohorts: o.Cohorts, programmes: loadProgrammes(),
		home: places[0], people: &people{vocabulary: v, used: map[string]bool{}},
		trades: loadTrades(), industries: groupedWheels("trades", "category", "industry", "weight"),
		mixes: map[string][]pair{}, tilts: map[string]float64{},
		inProvince: map[string]wheel[*place]{}, serials: map[int]int{}, rosters: map[int][]*graduate{},
		entrants: map[int][]*entrant{}}
	w.upgrades = loadUpgrades(w.programmes)
	w.classes, w.classOf = loadClasses(w.programmes)
	w.market = &labourMarket{seed: seed, trades: w.trades, words: v, pools: map[string][]*employer{}}
	w.shares()
	byWork := func(p *place) float64 { return p.work }
	w.anywhere = newWheel(places, byWork)
	for province, list := range v.provinces {
		w.inProvince[province] = newWheel(list, byWork)
	}
	if o.HostileMajor {
		w.programmes = append(w.programmes, hostile())
	}
	w.listColleges()
	w.shareOrigins(places)
	return w
}

// populate makes the students, one kind after the other: the later ones lean on
// the earlier and disturb none of their random numbers.
func (w *world) populate() {
	w.graduates()
	w.graduateUpgrades()
	w.transfer()
	w.enter()
	w.listChanges()
}

// shareOrigins says how many of a year's students come from each province.
func (w *world) shareOrigins(places []*place) {
	w.originShare = map[string]float64{}
	total := 0.0
	for _, p := range places {
		total += p.origin
	}
	for _, p := range places {
		w.originShare[p.province] += p.origin / total
	}
	w.planProvinces = slices.Sorted(maps.Keys(w.originShare))
}

func (w *world) shares() {
	for _, m := range readTable("outcomes") {
		w.mixes[m["level"]] = append(w.mixes[m["level"]], pair{m["code"], number(m["weight"])})
	}
	for _, m := range readTable("tilts") {
		w.tilts[m["category"]+"/"+m["code"]] = number(m["factor"])
	}
}

// hostile stands last, so that the programmes before it keep their sizes'
// random numbers. It has no code: a code would give it the catalogue's name.
func hostile() *programme {
	return &programme{level: "本科", name: hostileMajor,
		college: "计算机与软件学院", category: "工学", size: 40, female: 40, normal: "2"}
}

func (w *world) listColleges() {
	seen := map[string]bool{}
	for _, p := range w.programmes {
		if !seen[p.college] {
			seen[p.college] = true
			w.colleges = append(w.colleges, p.college)
		}
	}
}

// outsiders are in a cohort's register, not in its roster: those who stay
// longer, and a few nobody has an explanation for.
func (w *world) outsiders(cohort int) []*graduate {
	r := stream(w.seed, topic("outsiders", cohort))
	var out []*graduate
	for i := range quantity(1.5, len(w.rosters[cohort])) {
		g := w.outsider(r, cohort, i)
		if g != nil {
			out = append(out, g)
		}
	}
	return out
}

func (w *world) outsider(r *rand.Rand, cohort, i int) *graduate {
	p := pickOf(r, w.programmes)
	if !p.offered(cohort) || p.level != "本科" {
		p = w.programmes[0]
	}
	g := &graduate{cohort: cohort, programme: p, completion: "毕业", studyForm: "全日制", training: "1",
		entry: cohort - p.years(), exclusion: excludedNotInRoster}
	g.person = w.people.make(r, "1", g.entry, entryAge(p.level))
	g.class = p.title() + "延期班"
	g.student = padded(g.entry, 4) + "99" + padded(cohort%100*1000+i, 6)
	g.exam = padded(g.entry%100, 2) + g.county + "9" + padded(cohort%100*100+i, 5)
	code := "65"
	if chance(r, 0.4) {
		code = "11"
	}
	o := w.describe(r, g, code)
	g.outcomes = map[string]*outcome{"08-31": o, published: o, "12-31": o}
	return g
}
