package planted

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"quxiang/pipelines/synth"
)

// employer is an invented one with a valid code and a telephone of its own.
type employer struct {
	name, credit, nature, industry, size, phone string
	place                                       *place
	founded                                     time.Time
}

// barracks employs those who enlist: it has neither code nor telephone.
var barracks = &employer{name: "某部队", nature: "40", industry: "80"}

// market makes employers. Names, codes and telephones are never given twice, so
// that what two employers share was planted.
type market struct {
	script script
	used   map[string]bool
	pools  map[string][]*employer // by industry, place and size
	hired  map[string]int         // by cohort and name
}

func newMarket(s script) *market {
	return &market{script: s, used: map[string]bool{}, pools: map[string][]*employer{}, hired: map[string]int{}}
}

// size is a class of employers: how many of a thousand jobs it has, how many
// employers it has in a pool, how many graduates one takes in a year at most.
type size struct {
	name        string
	jobs, count int
	most        int
}

var sizes = []size{{"大型", 280, 2, 40}, {"中型", 370, 6, 8}, {"小型", 250, 40, 2}, {"微型", 100, 40, 1}}

// hire finds an ordinary employer of an industry at a place. A pool that is
// full grows.
func (m *market) hire(r *rand.Rand, cohort int, trade string, at *place) *employer {
	drawn := drawSize(r)
	class := sizes[slices.IndexFunc(sizes, func(s size) bool { return s.name == drawn })]
	key := trade + "/" + at.Code + "/" + class.name
	for len(m.pools[key]) < class.count {
		m.pools[key] = append(m.pools[key], m.ordinary(r, trade, class.name, at))
	}
	for range 20 {
		e := pick(r, m.pools[key])
		if counter := fmt.Sprint(cohort, "/", e.name); m.hired[counter] < class.most {
			m.hired[counter]++
			return e
		}
	}
	e := m.ordinary(r, trade, class.name, at)
	m.pools[key] = append(m.pools[key], e)
	m.hired[fmt.Sprint(cohort, "/", e.name)] = 1
	return e
}

func drawSize(r *rand.Rand) string {
	var shares []share
	for _, s := range sizes {
		shares = append(shares, share{s.name, s.jobs})
	}
	return draw(r, shares)
}

// ordinary employers were founded between 1995 and 2020.
func (m *market) ordinary(r *rand.Rand, trade, size string, at *place) *employer {
	return m.found(r, founding{industry: trade, size: size, place: at, day: date(1995, 1, 1).AddDate(0, 0, r.IntN(9400))})
}

// founding says what an employer is to be; empty words are drawn.
type founding struct {
	group, word, industry, nature, size string
	place                               *place
	day                                 time.Time
}

func (m *market) found(r *rand.Rand, f founding) *employer {
	e := &employer{nature: f.nature, industry: f.industry, size: f.size, place: f.place, founded: f.day}
	word := f.word
	if word == "" {
		word = pick(r, m.words(f.industry))
	}
	if e.nature == "" {
		e.nature = ordinaryNature(r, f.industry, word)
	}
	e.name = m.unused(func() string { return name(r, e, f.group, word) })
	e.credit = m.unused(func() string {
		return synth.CreditCode(registrar(e.nature), region(f.place), fmt.Sprintf("%08d", r.IntN(100_000_000)))
	})
	e.phone = m.unused(func() string { return landline(r) })
	return e
}

// unused draws until something comes that was never given.
func (m *market) unused(draw func() string) string {
	for {
		if s := draw(); !m.used[s] {
			m.used[s] = true
			return s
		}
	}
}

func (m *market) words(code string) []string {
	for _, i := range m.script.Industries {
		if i.Code == code {
			return i.Words
		}
	}
	return []string{"实业"}
}

// name puts place, brand and word together; a group's members are told apart
// by the brand.
func name(r *rand.Rand, e *employer, group, word string) string {
	brand := synth.Brand(r)
	switch {
	case group != "":
		return e.place.Name + group + brand + "店有限公司"
	case e.nature == "22" || e.nature == "23" || e.nature == "29":
		return e.place.Name + brand + word
	}
	return e.place.Name + brand + word + "有限公司"
}

// ordinaryNature follows the industry: schools and hospitals are mostly public.
func ordinaryNature(r *rand.Rand, industry, word string) string {
	switch {
	case industry == "42" && word != "幼儿园" && r.Float64() < 0.6:
		return "22"
	case industry == "43" && word == "医院" && r.Float64() < 0.6:
		return "23"
	case industry == "45":
		return "29"
	}
	return pick(r, []string{"39", "39", "39", "31", "32"})
}

// registrar is the first two characters of a code: who registered what.
func registrar(nature string) string {
	if nature == "22" || nature == "23" || nature == "29" {
		return "12"
	}
	return "91"
}

// region is the six digits of a district at a place.
func region(p *place) string { return (p.Code + "0000")[:4] + "02" }

// landline and mobile begin as no number of a carrier does.
func landline(r *rand.Rand) string {
	return fmt.Sprintf("0%03d-%08d", 300+r.IntN(600), 10_000_000+r.IntN(80_000_000))
}

func mobile(r *rand.Rand) string { return fmt.Sprintf("12%09d", r.IntN(1_000_000_000)) }
