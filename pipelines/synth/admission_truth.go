package synth

import (
	"cmp"
	"slices"
)

// AdmissionTruth is what became of those admitted in a year, for a programme at
// the end of all changes. Whoever left a 大类 before it divided stands with the
// 大类, which has a name and no code. People are counted once, with their first
// appearance in a roster. In every row
//
//	Registered + TransferredIn − TransferredOut + MovedIn − MovedOut
//	= Graduated + Concluded + LeftEarly + Withdrawn + OtherLeave + Studying + Unaccounted
type AdmissionTruth struct {
	Year      int    `json:"year"`
	Level     string `json:"level"`
	Type      string `json:"type"`       // 统招, 专升本
	MajorCode string `json:"major_code"` // digits only
	Major     string `json:"major"`      // the programme's name

	Admitted       int `json:"admitted"` // of a 大类: those who never got a major
	Registered     int `json:"registered"`
	TransferredIn  int `json:"transferred_in"`
	TransferredOut int `json:"transferred_out"`
	MovedIn        int `json:"moved_in"`  // admitted a year earlier, put back or returned into this year
	MovedOut       int `json:"moved_out"` // into the year after

	Graduated   int `json:"graduated"`  // 毕业
	Concluded   int `json:"concluded"`  // 结业, whatever they got later
	LeftEarly   int `json:"left_early"` // 肄业
	Withdrawn   int `json:"withdrawn"`  // 退学
	OtherLeave  int `json:"other_leave"`
	Studying    int `json:"studying"`
	Unaccounted int `json:"unaccounted"` // no file says
}

// student is a graduate or an entrant as the count sees one.
type student struct {
	first, last  *programme
	entry, grade int
	state        string
}

// students are everybody who was ever registered, each record once.
func (w *world) students() []student {
	var out []student
	for _, cohort := range w.cohorts {
		for _, g := range w.rosters[cohort] {
			if g.exclusion != excludedRepeated && g.programme.admissionType() != "" {
				out = append(out, student{g.began(), g.programme, g.entry, g.grade, g.completion})
			}
		}
	}
	for _, list := range w.entrants {
		for _, s := range list {
			now := s.now(w)
			out = append(out, student{now, now, s.entry, s.grade, s.state})
		}
	}
	return out
}

// admissionBook holds the rows of a year by programme.
type admissionBook struct {
	year int
	rows map[*programme]*AdmissionTruth
}

func (b admissionBook) of(p *programme) *AdmissionTruth {
	if b.rows[p] == nil {
		b.rows[p] = &AdmissionTruth{Year: b.year, Level: p.level, Type: p.admissionType(), MajorCode: p.digits, Major: p.title()}
	}
	return b.rows[p]
}

// count enters a student who was admitted in the year or ended in it.
func (b admissionBook) count(s student) {
	switch {
	case s.entry == b.year:
		b.of(s.first).Admitted++
		b.of(s.first).Registered++
		if s.last != s.first {
			b.of(s.first).TransferredOut++
			b.of(s.last).TransferredIn++
		}
		if s.grade != b.year {
			b.of(s.last).MovedOut++
			return
		}
	case s.grade == b.year:
		b.of(s.last).MovedIn++
	default:
		return
	}
	b.of(s.last).end(s.state)
}

func (a *AdmissionTruth) end(state string) {
	switch state {
	case stateGraduated:
		a.Graduated++
	case stateConcluded:
		a.Concluded++
	case stateLeftEarly:
		a.LeftEarly++
	case stateWithdrawn:
		a.Withdrawn++
	case stateOtherLeave:
		a.OtherLeave++
	case stateStudying:
		a.Studying++
	default:
		a.Unaccounted++
	}
}

// admissionTruth counts a year. The list gives those who never came.
func (w *world) admissionTruth(year int, list []applicant) []AdmissionTruth {
	book := admissionBook{year, map[*programme]*AdmissionTruth{}}
	for _, s := range w.students() {
		book.count(s)
	}
	for _, a := range list {
		if !a.registered {
			book.of(a.p).Admitted++
		}
	}
	var out []AdmissionTruth
	for _, a := range book.rows {
		out = append(out, *a)
	}
	slices.SortFunc(out, func(a, b AdmissionTruth) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Type, b.Type),
			cmp.Compare(a.MajorCode, b.MajorCode), cmp.Compare(a.Major, b.Major))
	})
	return out
}
