package synth

import (
	"strconv"
	"time"
)

// entry is one row of a roster or a register before it is written.
type entry struct {
	g      *graduate
	o      *outcome       // nil in a roster
	counts string         // destination code that a warehouse must arrive at
	edits  map[string]any // by field: what stands in the cell instead
	hidden bool
	twin   bool // an exact repetition of the row above
	absent bool // the person is not in the roster
	dates  string
}

// cell is the value of a field as the file has it.
func (e *entry) cell(field string) any {
	if v, ok := e.edits[field]; ok {
		return v
	}
	if f, ok := fieldValues[field]; ok {
		return f(e)
	}
	return ""
}

func (e *entry) edit(field string, value any) {
	if e.edits == nil {
		e.edits = map[string]any{}
	}
	e.edits[field] = value
}

// fieldValues says what a field holds; what is not here stays empty.
var fieldValues = map[string]func(*entry) string{
	"exam_no": func(e *entry) string { return e.g.exam }, "id_card": func(e *entry) string { return e.g.card },
	"name":        func(e *entry) string { return e.g.name },
	"student_no":  func(e *entry) string { return e.g.student },
	"gender_code": func(e *entry) string { return e.g.gender }, "gender": named("gender", func(e *entry) string { return e.g.gender }),
	"ethnicity_code": func(e *entry) string { return e.g.ethnicity }, "ethnicity": named("ethnicity", func(e *entry) string { return e.g.ethnicity }),
	"political_code": func(e *entry) string { return e.g.political }, "political": named("political", func(e *entry) string { return e.g.political }),
	"institution_code": func(*entry) string { return institutionCode }, "institution_name": func(*entry) string { return institutionName },
	"level_code": func(e *entry) string { return e.g.levelCode() }, "level": named("level", func(e *entry) string { return e.g.levelCode() }),
	"major_code": func(e *entry) string { return e.g.programme.digits }, "major": func(e *entry) string { return e.g.programme.title() },
	"programme_kind":     func(e *entry) string { return e.g.programme.kind },
	"training_mode_code": func(e *entry) string { return e.g.training }, "training_mode": named("training_mode", func(e *entry) string { return e.g.training }),
	"commissioned_by": func(e *entry) string { return onlyIf(e.g.training == "2", e.g.origin.full()+"教育和体育局") },
	"origin_code":     func(e *entry) string { return e.g.county }, "origin": func(e *entry) string { return e.g.origin.full() },
	"urban_rural": named("urban_rural", func(e *entry) string { return e.g.urban }),
	"duration":    func(e *entry) string { return strconv.Itoa(e.g.programme.years()) },
	"entry_date":  func(e *entry) string { return month(e.dates, e.g.entry, time.September) },
	"graduation_date": func(e *entry) string {
		return month(e.dates, e.g.cohort, time.June)
	},
	"normal_code": func(e *entry) string { return e.g.programme.normal }, "normal": named("normal", func(e *entry) string { return e.g.programme.normal }),
	"difficulty_code": func(e *entry) string { return e.g.difficulty }, "difficulty": named("difficulty", func(e *entry) string { return e.g.difficulty }),
	"college": func(e *entry) string { return e.g.college() }, "class_name": func(e *entry) string { return e.g.class },
	"birth_date":  func(e *entry) string { return e.g.birth },
	"hukou_moved": func(e *entry) string { return "否" }, "archive_moved": func(e *entry) string { return "是" },
	"mobile": func(e *entry) string { return e.g.mobile }, "email": func(e *entry) string { return e.g.student + "@example.edu.cn" },
	"home_address":  func(e *entry) string { return e.g.origin.full() + "示例街道" },
	"home_postcode": func(e *entry) string { return e.g.origin.code + "00" },
	"study_form":    func(e *entry) string { return e.g.studyForm }, "completion": func(e *entry) string { return e.g.completion },
	"admission_type": func(e *entry) string { return e.g.programme.admissionType() },

	"destination_code": func(e *entry) string { return e.o.code }, "destination": named("destination", func(e *entry) string { return e.o.code }),
	"employer_name":        employerName74,
	"employer_code":        hired(func(m *employer) string { return m.credit }),
	"employer_nature_code": hired(func(m *employer) string { return m.nature }), "employer_nature": hired(func(m *employer) string { return label("employer_nature", m.nature) }),
	"industry_code": hired(func(m *employer) string { return m.industry }), "industry": hired(func(m *employer) string { return label("industry", m.industry) }),
	"contact_name": hired(func(m *employer) string { return m.contact }), "contact_phone": hired(func(m *employer) string { return m.phone }),
	"employer_address": hired(func(m *employer) string { return m.address }), "employer_postcode": hired(func(m *employer) string { return m.post }),
	"work_place_code": func(e *entry) string {
		if e.o.at == nil {
			return ""
		}
		return e.o.at.code + "00"
	},
	"work_place": func(e *entry) string {
		if e.o.at == nil {
			return ""
		}
		return e.o.at.full()
	},
	"occupation_code": func(e *entry) string { return e.o.occupation }, "occupation": named("occupation", func(e *entry) string { return e.o.occupation }),
	"employer_size": hired((*employer).size), "employer_founded": hired((*employer).founded),
	"archive_to_name": hired(func(m *employer) string { return m.place.full() + "人才交流示例中心" }),
	"registered_at":   func(e *entry) string { return e.o.registered.Format("2006-01-02") },
	"monthly_pay":     func(e *entry) string { return onlyIf(e.o.pay > 0, strconv.Itoa(e.o.pay)) },
	"related":         func(e *entry) string { return e.o.related }, "unplaced_type": func(e *entry) string { return e.o.unplaced },
}

func onlyIf(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

func named(dimension string, code func(*entry) string) func(*entry) string {
	return func(e *entry) string { return label(dimension, code(e)) }
}

// hired is a value of the employer, empty without one.
func hired(value func(*employer) string) func(*entry) string {
	return func(e *entry) string {
		if e.o.employer == nil {
			return ""
		}
		return value(e.o.employer)
	}
}

// employerName74 is also where a school stands that somebody studies on at.
func employerName74(e *entry) string {
	if e.o.employer != nil {
		return e.o.employer.name
	}
	return e.o.school
}

// month writes a month in the way of one file: 202406, 2024-06-30, 2024年6月.
func month(form string, year int, m time.Month) string {
	t := time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC)
	if m == time.September {
		t = time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.Format(form)
}
