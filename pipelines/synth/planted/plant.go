package planted

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"quxiang/pipelines/synth"
)

// note is a line of 用人单位说明, internship one of 实习单位.
type note struct {
	employer     *employer
	kind, reason string
	cohort       int
}

type internship struct {
	employer *employer
	college  string
	cohort   int
	students int
}

// plant overwrites the outcomes of those whom the shapes take, shape after
// shape; nobody is taken twice.
func (w *world) plant() error {
	for _, s := range w.script.Shapes {
		r := synth.Stream(w.script.Seed, "shape/"+s.Name)
		people := w.take(r, s)
		if len(people) < s.People {
			return refuse(s.Name, "前面的情形已经用掉了这些专业的人", nil)
		}
		w.shape(r, s, people)
	}
	return nil
}

// take draws people of a shape's majors, one major after the other as long as
// there are any.
func (w *world) take(r *rand.Rand, s shape) []*graduate {
	free := map[string][]*graduate{}
	for _, g := range w.graduates {
		if g.cohort == s.Cohort && g.shape == "" {
			free[g.major.Name] = append(free[g.major.Name], g)
		}
	}
	var out []*graduate
	for i, misses := 0, 0; len(out) < s.People && misses < len(s.Majors); i++ {
		name := s.Majors[i%len(s.Majors)]
		if len(free[name]) == 0 {
			misses++
			continue
		}
		misses = 0
		j := r.IntN(len(free[name]))
		out = append(out, free[name][j])
		free[name] = slices.Delete(free[name], j, j+1)
	}
	return out
}

// shape gives people their story and a label.
func (w *world) shape(r *rand.Rand, s shape, people []*graduate) {
	days := w.days(r, s, len(people))
	employers := w.employers(r, s, days[0])
	for i, g := range people {
		g.shape = s.Name
		g.incubator = s.Incubator
		g.outcome = outcome{code: s.Codes[i%len(s.Codes)], registered: days[i], place: w.where(r, s),
			pay: s.Pay[0] + r.IntN(s.Pay[1]-s.Pay[0]+1)}
		if g.outcome.code != "76" {
			g.outcome.employer = w.disguise(r, s, employers[i%len(employers)], i)
			g.outcome.place = g.outcome.employer.place
		}
		g.checks = s.checks()
		w.label(s, g)
	}
	w.explain(s, employers, people)
}

// days are those of the registrations, ascending; the first is on From.
func (w *world) days(r *rand.Rand, s shape, n int) []time.Time {
	from, to := monthDay(s.Cohort, s.From), monthDay(s.Cohort, s.To)
	span := int(to.Sub(from).Hours()/24) + 1
	out := []time.Time{from}
	for range n - 1 {
		out = append(out, from.AddDate(0, 0, r.IntN(span)))
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

func monthDay(year int, s string) time.Time {
	t, err := time.Parse("01-02", s)
	if err != nil {
		return date(year, 3, 1)
	}
	return date(year, int(t.Month()), t.Day())
}

func (w *world) where(r *rand.Rand, s shape) *place {
	for _, p := range w.cities {
		if p.Code == s.Place {
			return p
		}
	}
	return w.city(r)
}

// employers are those of a shape; what they share is planted here.
func (w *world) employers(r *rand.Rand, s shape, first time.Time) []*employer {
	var out []*employer
	shared := mobile(r)
	if s.Phone == "shared" {
		shared = landline(r)
	}
	for range max(s.Employers, 1) {
		e := w.market.found(r, w.founding(r, s, first))
		if s.Phone != "" {
			e.phone = shared
		}
		out = append(out, e)
	}
	return out
}

func (w *world) founding(r *rand.Rand, s shape, first time.Time) founding {
	f := founding{group: s.Group, word: s.Word, industry: s.Industry, nature: s.Nature, size: s.Size, place: w.where(r, s),
		day: date(1996, 1, 1).AddDate(0, 0, r.IntN(9000))}
	if f.industry == "" {
		f.industry = pick(r, w.script.Industries).Code
	}
	if s.FoundedDays > 0 {
		f.day = first.AddDate(0, 0, -s.FoundedDays)
	}
	return f
}

// disguise is the employer as the i-th person's row tells it.
func (w *world) disguise(r *rand.Rand, s shape, e *employer, i int) *employer {
	d := *e
	switch {
	case s.Credit == "other":
		d.credit = w.lender(r).credit
	case s.Credit == "broken":
		d.credit = synth.BrokenDigit(e.credit)
	case s.Credit == "varied" && i > 0:
		d.credit = w.market.unused(func() string {
			return synth.CreditCode("91", region(e.place), digits(r, 8))
		})
	case s.Spelling:
		d.name = spell(e, i)
	}
	return &d
}

func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + r.IntN(10)))
	}
	return b.String()
}

// lender is an ordinary employer in the register whose code is borrowed.
func (w *world) lender(r *rand.Rand) *employer {
	for {
		g := pick(r, w.graduates)
		if e := g.outcome.employer; g.shape == "" && e != nil && e.credit != "" && g.outcome.code == "11" {
			return e
		}
	}
}

// spell writes one name as people do: 郑州市云岚机械有限公司, 云岚机械（郑州）有限公司,
// with a space, with 有限责任公司.
func spell(e *employer, i int) string {
	city := strings.TrimSuffix(e.place.Name, "市")
	core := strings.TrimSuffix(strings.TrimPrefix(e.name, e.place.Name), "有限公司")
	forms := []string{e.name, core + "（" + city + "）有限公司", core + "(" + city + ")有限公司",
		e.place.Name + core + " 有限公司", city + core + "有限责任公司"}
	return forms[i%len(forms)]
}

func (s shape) checks() []check {
	if s.Way == "" {
		return nil
	}
	breach := s.Breach
	if breach == "" {
		breach = "无"
	}
	return []check{{s.Way, s.Evidence, s.Result, breach}}
}

// explain fills the registers beside the destinations.
func (w *world) explain(s shape, employers []*employer, people []*graduate) {
	for _, e := range employers {
		if s.Note != "" {
			w.notes = append(w.notes, note{e, s.Note, s.Reason, s.Cohort})
		}
		if s.Interns > 0 {
			w.interns = append(w.interns, internship{e, people[0].major.College, s.Cohort, s.Interns})
		}
	}
}

func (w *world) label(s shape, g *graduate) {
	rec := Record{Cohort: g.cohort, Student: g.student, College: g.major.College, Major: g.major.Name,
		Shape: s.Name, Kinds: s.Kinds, Honest: s.Honest, Strength: s.Strength}
	for _, c := range Cutoffs {
		if g.registeredBy(c) {
			rec.Cutoffs = append(rec.Cutoffs, c)
		}
	}
	w.labels.Records = append(w.labels.Records, rec)
	w.labels.Shapes[s.Name]++
}

// registeredBy tells whether the register of a cut-off, MM-DD, holds the
// destination.
func (g *graduate) registeredBy(cutoff string) bool {
	return !g.outcome.registered.After(monthDay(g.cohort, cutoff))
}
