package synth

import (
	"math"
	"strconv"
	"strings"
)

// school is an institution with its pull on its graduates' chances.
type school struct {
	ProvinceInstitution
	index      int
	categories map[string]bool // what it is known for; nil for a 综合 one
	effect     float64         // log-odds
	classes    []*class
}

// firstSchool is the code of the first institution; the others follow.
const firstSchool = 19001

// schoolWords begin the names: no places, and 示范 follows in every name.
var schoolWords = strings.Fields("中原 嵩岭 颍湖 汴泽 洛原 伏川 淇泽 卫湖 涡岭 沙原 沁湖 济岭 丹泽 淮岭 豫湖 殷泽 桐湖 鹿岭 鸿泽 惠岭 索泽 汝湖")

// bachelorShare is the part of the institutions that award bachelor's degrees.
const bachelorShare = 0.45

// listSchools invents the institutions, those of the higher tier first.
func (p *province) listSchools() {
	r := stream(p.seed, "province/schools")
	types := readTable("province_types")
	kinds := newWheel(types, func(m map[string]string) float64 { return number(m["weight"]) })
	homes := newWheel(homePlaces(), func(q *place) float64 { return q.work })
	namesakes := map[string]int{}
	bachelors := int(math.Ceil(bachelorShare * float64(p.opts.Institutions)))
	for i := range p.opts.Institutions {
		kind, tier, suffix := kinds.pick(r), "本科", "bachelor"
		if i == 0 {
			kind = types[0]
		}
		if i >= bachelors {
			tier, suffix = "高职", "vocational"
		}
		name := schoolName(kind[suffix], namesakes[kind[suffix]])
		namesakes[kind[suffix]]++
		p.schools = append(p.schools, &school{index: i, categories: setOf(kind["categories"]),
			effect: 0.35 * r.NormFloat64(), ProvinceInstitution: ProvinceInstitution{
				Code: strconv.Itoa(firstSchool + i), Name: name, Tier: tier, Kind: kind["type"], Place: homes.pick(r).name}})
	}
}

// schoolName is the name of the nth institution that ends alike: 中原示范师范大学,
// 嵩岭示范师范大学, and once all words are used, 中原第二示范师范大学.
func schoolName(suffix string, n int) string {
	name := schoolWords[n%len(schoolWords)]
	if round := n / len(schoolWords); round > 0 {
		name += "第" + strconv.Itoa(round+1)
	}
	return name + "示范" + suffix
}

func homePlaces() []*place {
	var out []*place
	for _, q := range loadPlaces() {
		if q.province == homeProvince {
			out = append(out, q)
		}
	}
	return out
}

func setOf(words string) map[string]bool {
	if words == "" {
		return nil
	}
	out := map[string]bool{}
	for _, word := range strings.Fields(words) {
		out[word] = true
	}
	return out
}

// liking weighs how likely a school offers a major, beside others that may.
func (s *school) liking(m *major) float64 {
	x := 1.0
	if s.categories != nil && !s.categories[m.category] {
		x = 0.15
	}
	if s.Tier == "本科" && m.level.name == "专科" {
		x *= 0.1
	}
	return x
}
