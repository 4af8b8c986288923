package load

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/identity"
)

// judge decides about one record after the other: accepted or refused, whose
// it is, how many people it stands for, and to which cohort it belongs.
type judge struct {
	contract    *contract.Contract
	key         *identity.Key
	institution string         // whose rows these are, where they do not say so themselves
	school      int            // position of institution_code where the row's own school counts, else -1
	people      int            // position of head_count, -1 when there is none
	cohort      int            // position of the cohort column, -1
	graduation  int            // position of graduation_date, -1
	identifiers []int          // positions of the columns that pseudonyms are made of
	naming      []int          // those of them that name the row's person
	headings    map[int]string // position → heading in the file
}

func newJudge(env Env, c *contract.Contract, institution string, headings map[int]string) *judge {
	j := &judge{contract: c, key: env.Key, institution: institution, school: -1,
		people: c.Index("head_count"), cohort: c.Index("cohort"), graduation: c.Index("graduation_date"),
		headings: headings}
	if env.Province {
		j.school = c.Index("institution_code")
	}
	for i, column := range c.Columns {
		if column.Identifier != "" {
			j.identifiers = append(j.identifiers, i)
		}
	}
	for _, name := range c.IdentifyAny {
		j.naming = append(j.naming, c.Index(name))
	}
	return j
}

// verdict is what judge says of a record.
type verdict struct {
	refused *contract.Problem // nil: accepted
	pids    map[identity.Kind]string
	people  int64
	year    int  // of graduation; 0: the row does not tell
	stated  bool // the row has a cohort column that says so
	// institution is the code of the school that the row is of; empty in a
	// province's file that says it for no row.
	institution string
}

func (j *judge) decide(r contract.Record) verdict {
	v := verdict{people: 1}
	if refused := j.refusal(r); refused != nil {
		v.refused = refused
		return v
	}
	if n, err := strconv.ParseInt(j.value(r, j.people), 10, 64); err == nil && j.contract.Person {
		v.people = n
	}
	v.year = yearIn(j.value(r, j.cohort))
	v.stated = v.year > 0
	if !v.stated {
		v.year = yearIn(j.value(r, j.graduation))
	}
	v.institution = j.institutionOf(r)
	v.pids = j.pseudonyms(r, v.institution)
	return v
}

func (j *judge) value(r contract.Record, at int) string {
	if at < 0 {
		return ""
	}
	return r.Values[at]
}

// refusal finds the reason not to take the row. A person's row has only one:
// it names nobody and is not a group either.
func (j *judge) refusal(r contract.Record) *contract.Problem {
	if j.contract.Person {
		if j.value(r, j.people) != "" || j.named(r) {
			return nil
		}
		return &contract.Problem{Rule: contract.IdentifierMissing, Severity: contract.Error,
			Why: "这一行没有任何证件号、考生号或学号，也没有人数", Hint: "补上一个标识后重新载入"}
	}
	for i, p := range r.Problems {
		if p.Severity == contract.Error && !j.contract.Lenient {
			return &r.Problems[i]
		}
	}
	for _, group := range j.contract.Keys {
		filled := func(name string) bool { return j.value(r, j.contract.Index(name)) != "" }
		if !slices.ContainsFunc(group, filled) {
			return &contract.Problem{Rule: contract.KeyMissing, Severity: contract.Error, Column: j.heading(group),
				Why: "这一列是空的，不知道这一行说的是什么", Hint: "补上后重新载入"}
		}
	}
	return nil
}

// heading names a group of columns as the file does.
func (j *judge) heading(group []string) string {
	var names []string
	for _, name := range group {
		at := j.contract.Index(name)
		if h := j.headings[at]; h != "" {
			names = append(names, h)
		} else {
			names = append(names, j.contract.Columns[at].Heading)
		}
	}
	return strings.Join(names, "、")
}

func (j *judge) named(r contract.Record) bool {
	return slices.ContainsFunc(j.naming, func(at int) bool { return r.Values[at] != "" })
}

// pseudonyms makes one for each sound identifier. A cell that held a number,
// or fails its check digit, gives none: it would join strangers. Of two columns
// of a kind the later counts: an employer's contact has a telephone, which a
// whole house may share, and then a mobile one.
func (j *judge) pseudonyms(r contract.Record, institution string) map[identity.Kind]string {
	var pids map[identity.Kind]string
	for _, at := range j.identifiers {
		kind := j.contract.Columns[at].Identifier
		if r.Values[at] == "" || j.unsound(r, at) {
			continue
		}
		value, problem := identity.Normalise(kind, r.Values[at])
		if problem != identity.OK || value == "" {
			continue
		}
		if pids == nil {
			pids = map[identity.Kind]string{}
		}
		pids[kind] = j.key.Pseudonym(kind, scope(kind, institution), value)
	}
	return pids
}

// scope is where an identifier is unique: a student's or a staff number within
// its school.
func scope(kind identity.Kind, institution string) string {
	if kind == identity.Student || kind == identity.Staff {
		return institution
	}
	return ""
}

// institutionOf is the code of the row's school: its own in a province's file,
// else the file's.
func (j *judge) institutionOf(r contract.Record) string {
	if own := schoolCode(j.value(r, j.school)); own != "" {
		return own
	}
	return j.institution
}

var unsoundRules = []contract.Rule{contract.IdentifierNumeric, contract.IdentifierCheckDigit,
	contract.IdentifierFormat, contract.UncachedFormula, contract.ErrorInCell}

func (j *judge) unsound(r contract.Record, at int) bool {
	heading := j.headings[at]
	return slices.ContainsFunc(r.Problems, func(p contract.Problem) bool {
		return p.Column == heading && slices.Contains(unsoundRules, p.Rule)
	})
}

var fourDigits = regexp.MustCompile(`(?:19|20)\d\d`)

// yearIn reads the year in 2024届, 2024 or 2024-06-30; 0 when there is none.
func yearIn(s string) int {
	if s == "" {
		return 0
	}
	year, err := strconv.Atoi(fourDigits.FindString(s))
	if err != nil {
		return 0
	}
	return year
}
