package synth

import "math/rand/v2"

// Inventor makes persons and organisations for worlds that are built beside
// this one, so that there is one invented population and one arithmetic of
// check digits. It remembers the identity numbers it gave out.
type Inventor struct{ people *people }

// Citizen is an invented person: the gender is a code (1 男, 2 女), the birth
// YYYYMMDD, the number valid by its check digit.
type Citizen struct{ Name, Gender, Card, Birth, County, Mobile string }

// NewInventor returns one that has given out no number yet.
func NewInventor() *Inventor {
	return &Inventor{&people{vocabulary: newVocabulary(loadPlaces()), used: map[string]bool{}}}
}

// Citizen invents a person of a gender who is about age years old in a year.
func (i *Inventor) Citizen(r *rand.Rand, gender string, year, age int) Citizen {
	p := i.people.make(r, gender, year, age)
	return Citizen{Name: p.name, Gender: p.gender, Card: p.card, Birth: p.birth, County: p.county, Mobile: p.mobile}
}

// CreditCode returns a valid 统一社会信用代码 from its first two characters, the
// six digits of the region and the eight of the organisation.
func CreditCode(kind, region, organisation string) string {
	return creditCode(kind, region, organisation)
}

// BrokenDigit returns a number whose last character contradicts the rest.
func BrokenDigit(s string) string { return brokenDigit(s) }

// Brand returns the first part of an employer's name, which belongs to nobody.
func Brand(r *rand.Rand) string { return pickOf(r, brandFirst) + pickOf(r, brandSecond) }

// Stream returns the random numbers of one topic of a seed: every topic has its
// own, so that adding one leaves all others as they were.
func Stream(seed uint64, topic string) *rand.Rand { return stream(seed, topic) }
