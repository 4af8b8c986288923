package synth

import (
	"math/rand/v2"
	"strconv"
	"time"
)

// person is an invented one. Numbers are valid by their check digits; the
// sequence of an identity number begins with 9, which registrars hardly use,
// and mobile numbers with 12, which no carrier has.
type person struct {
	name, gender, card, birth string // birth YYYYMMDD
	ethnicity, political      string
	origin                    *place
	county                    string // six digits, in origin
	urban, difficulty         string
	mobile                    string
	merit                     float64 // standard normal: what makes study and work go well
}

// vocabulary is what persons are made of.
type vocabulary struct {
	surnames    wheel[string]
	given       map[string][]string // by gender code
	origins     wheel[*place]
	provinces   map[string][]*place
	ethnicities wheel[string]
}

func newVocabulary(places []*place) *vocabulary {
	v := &vocabulary{given: map[string][]string{}, provinces: map[string][]*place{},
		origins: newWheel(places, func(p *place) float64 { return p.origin })}
	var surnames []pair
	for _, m := range readTable("surnames") {
		surnames = append(surnames, pair{m["name"], number(m["weight"])})
	}
	v.surnames = wheelOf(surnames...)
	for _, m := range readTable("given") {
		for _, gender := range []string{"1", "2"} {
			if m["gender"] == gender || m["gender"] == "0" {
				v.given[gender] = append(v.given[gender], m["character"])
			}
		}
	}
	for _, p := range places {
		v.provinces[p.province] = append(v.provinces[p.province], p)
	}
	v.ethnicities = wheelOf(pair{"01", 962}, pair{"03", 16}, pair{"02", 4}, pair{"11", 5},
		pair{"08", 3}, pair{"15", 3}, pair{"06", 2}, pair{"07", 2}, pair{"05", 1}, pair{"04", 1}, pair{"12", 1})
	return v
}

// people makes persons and sees that no identity number comes twice.
type people struct {
	*vocabulary
	used map[string]bool
}

// make invents a person of a gender who is about age years old in a year.
func (p *people) make(r *rand.Rand, gender string, year, age int) *person {
	origin := p.origins.pick(r)
	q := &person{gender: gender, origin: origin, merit: r.NormFloat64(),
		name:      p.name(r, gender),
		county:    origin.code + pickOf(r, []string{"02", "03", "04", "05", "22", "23", "24", "81"}),
		ethnicity: p.ethnicityAt(r, origin), difficulty: difficulty(r), urban: "1"}
	if chance(r, 0.56) {
		q.urban = "2"
	}
	born := time.Date(year-age, 9, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(420)-60)
	q.birth = born.Format("20060102")
	q.card = p.card(r, q)
	q.political = political(r, q.merit)
	q.mobile = "12" + padded(r.IntN(1_000_000_000), 9)
	return q
}

func (p *vocabulary) name(r *rand.Rand, gender string) string {
	name := p.surnames.pick(r) + pickOf(r, p.given[gender])
	if chance(r, 0.82) {
		name += pickOf(r, p.given[gender])
	}
	return name
}

// ethnicityAt makes some places look like themselves.
func (p *vocabulary) ethnicityAt(r *rand.Rand, origin *place) string {
	local := map[string]string{"54": "04", "65": "05", "15": "02", "64": "03", "45": "08", "52": "06"}
	if code, ok := local[origin.province]; ok && chance(r, 0.4) {
		return code
	}
	return p.ethnicities.pick(r)
}

func (p *people) card(r *rand.Rand, q *person) string {
	for {
		seq := 900 + r.IntN(48)*2
		if q.gender == "1" {
			seq++
		}
		s := q.county + q.birth + strconv.Itoa(seq)
		s += string(cardDigit(s))
		if !p.used[s] {
			p.used[s] = true
			return s
		}
	}
}

// difficulty draws the bit mask: work 1, family 2, disability 4.
func difficulty(r *rand.Rand) string {
	mask := 0
	for _, d := range []struct {
		bit   int
		share float64
	}{{1, 0.04}, {2, 0.17}, {4, 0.004}} {
		if chance(r, d.share) {
			mask |= d.bit
		}
	}
	return strconv.Itoa(mask)
}

func political(r *rand.Rand, merit float64) string {
	u := r.Float64()
	party := 0.05 + 0.05*logistic(merit)*2
	switch {
	case u < party:
		return "01"
	case u < party*1.8:
		return "02"
	case u < 0.94:
		return "03"
	}
	return "13"
}
