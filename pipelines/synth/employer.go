package synth

import (
	"math/rand/v2"
	"strconv"
	"time"
)

// employer is an invented one, with a valid credit code and a contact.
type employer struct {
	name, credit, nature, industry string
	place                          *place
	contact, phone, address, post  string
}

// labourMarket makes the employers of an industry at a place when they are
// first asked for; each such market has its own stream, so the order of asking
// changes nothing.
type labourMarket struct {
	seed   uint64
	trades map[string]trade
	words  *vocabulary
	pools  map[string][]*employer
}

// pick favours the first of a pool: a few employers take many graduates.
func (m *labourMarket) pick(r *rand.Rand, industry string, at *place) *employer {
	pool := m.pool(industry, at)
	u := r.Float64()
	return pool[int(float64(len(pool))*u*u)]
}

func (m *labourMarket) pool(industry string, at *place) []*employer {
	key := industry + "/" + at.code
	if pool, ok := m.pools[key]; ok {
		return pool
	}
	r := stream(m.seed, "employers/"+key)
	pool := make([]*employer, 3+int(at.work/4))
	for i := range pool {
		pool[i] = m.found(r, industry, at)
	}
	m.pools[key] = pool
	return pool
}

// brandFirst and brandSecond combine into names that belong to nobody.
var (
	brandFirst  = []string{"云", "禾", "澄", "岚", "拓", "盛", "嘉", "恒", "启", "瑞", "博", "远", "泰", "新", "华", "中"}
	brandSecond = []string{"岚", "穗", "川", "屿", "界", "桐", "禾", "麓", "橡", "汀", "舟", "原", "砚", "迈", "泓", "垣"}
)

func (m *labourMarket) found(r *rand.Rand, industry string, at *place) *employer {
	t := m.trades[industry]
	e := &employer{industry: industry, place: at, nature: t.natures.pick(r),
		contact: m.words.name(r, strconv.Itoa(1+r.IntN(2))),
		phone:   "0" + padded(300+r.IntN(600), 3) + "-" + padded(1_000_000+r.IntN(8_999_999), 8)}
	e.name = employerName(r, e, pickOf(r, t.words))
	e.credit = creditCode(registrar(e.nature), at.code+"0"+strconv.Itoa(1+r.IntN(5)),
		padded(r.IntN(100_000_000), 8))
	e.address = at.full() + pickOf(r, brandFirst) + pickOf(r, brandSecond) + "路" + strconv.Itoa(1+r.IntN(300)) + "号"
	e.post = at.code[:2] + padded(r.IntN(10_000), 4)
	return e
}

// companySizes are the classes of the official statistics.
var companySizes = wheelOf(pair{"大型", 8}, pair{"中型", 24}, pair{"小型", 44}, pair{"微型", 24})

// size is what the export says of a company's size, of two in three.
func (e *employer) size() string {
	r := e.stream("size")
	return onlyIf(e.company() && chance(r, 0.67), companySizes.pick(r))
}

// founded is the day of the licence, of two companies in three.
func (e *employer) founded() string {
	r := e.stream("founded")
	on := day(r, 1994+r.IntN(28), time.Month(1+r.IntN(12)))
	return onlyIf(e.company() && chance(r, 0.67), on.Format("2006-01-02"))
}

func (e *employer) company() bool { return e.credit != "" && registrar(e.nature) == "91" }

// stream has the same numbers wherever an employer is asked for.
func (e *employer) stream(what string) *rand.Rand { return stream(0, "employer "+what+"/"+e.credit) }

// registrar is the first two characters of a credit code: who registered what.
func registrar(nature string) string {
	switch nature {
	case "10":
		return "11"
	case "20", "21", "22", "23", "29":
		return "12"
	case "55", "56":
		return "54"
	}
	return "91"
}

// employerName follows the nature: bodies are numbered, companies are branded.
func employerName(r *rand.Rand, e *employer, word string) string {
	brand := pickOf(r, brandFirst) + pickOf(r, brandSecond)
	switch e.nature {
	case "10":
		return e.place.full() + brand + "区政务服务局"
	case "20":
		return e.place.full() + brand + "研究所"
	case "21":
		return e.place.full() + brand + "职业学院"
	case "22":
		return e.place.full() + "第" + strconv.Itoa(1+r.IntN(90)) + "示范" + pickOf(r, []string{"中学", "小学", "幼儿园"})
	case "23":
		return e.place.full() + brand + "医院"
	case "29":
		return e.place.full() + brand + "服务中心"
	case "40":
		return "某部队"
	case "55":
		return e.place.full() + brand + "村村民委员会"
	case "56":
		return e.place.full() + brand + "社区居民委员会"
	}
	form := "有限公司"
	if e.nature == "31" {
		form = "集团有限公司"
	}
	return e.place.name + brand + word + form
}

// workplace draws where somebody works: home, the school's province or where
// the jobs are.
func (w *world) workplace(r *rand.Rand, p *person, homeShare float64) *place {
	u := r.Float64()
	switch {
	case u < homeShare*0.6:
		return p.origin
	case u < homeShare:
		return w.inProvince[p.origin.province].pick(r)
	case u < homeShare+0.22:
		return w.inProvince[homeProvince].pick(r)
	}
	return w.anywhere.pick(r)
}
