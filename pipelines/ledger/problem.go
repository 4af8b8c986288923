package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// Problem is something that somebody must put right in a file. It names the
// person: lists of problems are for internal use, stamped and logged.
type Problem struct {
	ID       string // 12-3: the third of file 12
	Load     int64
	Contract string
	File     string
	Sheet    string
	Row      int64
	Column   string // heading
	Value    string // masked where it identifies a person
	Rule     contract.Rule
	Severity string // refused, error, warning
	Why      string
	Hint     string
	College  string // as the row has it, in a province the school; empty for a refused row
	Major    string
	Name     string
	Student  string // 学号
	At       Cutoff // zero where the row tells none

	fileID int64
	pid    pseudonym
}

// pseudonym is the most particular one that a row has.
type pseudonym struct{ kind, value string }

// entriesSQL numbers what was refused and found in each file; a load that is
// read keeps its numbers for ever.
const entriesSQL = `
with entry as (
	select file_id, sheet, row_no, column_name, value, rule, 'refused' as severity, why, hint from meta.refusal
	union all
	select file_id, sheet, row_no, column_name, value, rule, severity, why, hint from meta.finding
), numbered as (
	select *, row_number() over (partition by file_id order by sheet, row_no, column_name, rule, severity, value, why) as n
	from entry
)
select e.file_id || '-' || e.n as id, l.load_id, l.contract, e.file_id, f.path, e.sheet, e.row_no,
	coalesce(e.column_name, '') as column_name, coalesce(e.value, '') as value, e.rule, e.severity, e.why,
	coalesce(e.hint, '') as hint
from numbered as e
join meta.file as f on f.file_id = e.file_id
join meta.load as l on l.load_id = f.load_id and ` + Counting

// personSQL is the person that stands in the row of an entry; contracts differ
// in what they know of one. In a province the school stands for the college: by
// its name where the row has one, else by its code.
func personSQL(c *contract.Contract, province bool) string {
	column := func(name string) string {
		if c.Index(name) < 0 {
			return "''"
		}
		return "coalesce(any_value(" + query.Identifier(name) + "), '')"
	}
	college := column("college")
	if province {
		college = "coalesce(nullif(" + column("institution_name") + ", ''), any_value(_institution), '')"
	}
	return fmt.Sprintf(`(select _file_id as file_id, coalesce(_sheet, '') as sheet, _row as row_no,
		%s as college, %s as major, %s as person, %s as student_no,
		coalesce(any_value(_cohort), 0) as cohort, any_value(_as_of) as as_of,
		coalesce(any_value(pid_student), '') as pid_student, coalesce(any_value(pid_exam), '') as pid_exam,
		coalesce(any_value(pid_idcard), '') as pid_idcard
		from raw.%s group by all)`, college, column("major"), column("name"), column("student_no"),
		query.Identifier(c.Name))
}

func problemsSQL(c *contract.Contract, province bool) string {
	return `select e.*, coalesce(p.college, ''), coalesce(p.major, ''), coalesce(p.person, ''), coalesce(p.student_no, ''),
		coalesce(p.cohort, 0), p.as_of, coalesce(p.pid_student, ''), coalesce(p.pid_exam, ''), coalesce(p.pid_idcard, '')
	from (` + entriesSQL + `) as e left join ` + personSQL(c, province) + ` as p
		on p.file_id = e.file_id and p.sheet = e.sheet and p.row_no = e.row_no
	where e.contract = ? and e.severity <> 'info'`
}

// problems lists what is to be put right, in the order of the files, for the
// one who goes through them from top to bottom.
func problems(s *store.Script, env Env) []Problem {
	var all []Problem
	for _, c := range env.Contracts.Loaded() {
		all = append(all, store.All(s, scanProblem, problemsSQL(c, env.Province), c.Name)...)
	}
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(int(a.fileID-b.fileID), strings.Compare(a.Sheet, b.Sheet), int(a.Row-b.Row), strings.Compare(a.Column, b.Column), strings.Compare(a.ID, b.ID))
	})
	return all
}

func scanProblem(rows *sql.Rows) (Problem, error) {
	var p Problem
	var student, exam, idcard string
	var asOf sql.NullTime
	err := rows.Scan(&p.ID, &p.Load, &p.Contract, &p.fileID, &p.File, &p.Sheet, &p.Row, &p.Column, &p.Value, &p.Rule, &p.Severity,
		&p.Why, &p.Hint, &p.College, &p.Major, &p.Name, &p.Student, &p.At.Cohort, &asOf, &student, &exam, &idcard)
	p.At.AsOf = asOf.Time
	for _, one := range []pseudonym{{"student", student}, {"exam", exam}, {"idcard", idcard}} {
		if p.pid.value == "" {
			p.pid = one
		}
	}
	return p, err
}

// Problems reads the list and writes down that somebody did.
func Problems(ctx context.Context, env Env, output string, o Order) (all []Problem, err error) {
	err = transact(ctx, env, func(b Book) error {
		all = problems(b.Script, env)
		b.accessed("check --export", output, len(all), o)
		return b.Err
	})
	return all, err
}

// accessed writes down that an output names people.
func (b Book) accessed(verb, output string, rows int, o Order) {
	id := b.Next("meta.access", "access_id")
	b.Exec("insert into meta.access values (?, ?, ?, ?, ?, ?)", id, b.At, verb, output, rows, o.person())
}

// Access is one output that named people.
type Access struct {
	At     string `json:"at"` // 2024-12-31 08:00:00, UTC
	Verb   string `json:"verb"`
	Output string `json:"output"`
	Rows   int64  `json:"rows"`
	By     string `json:"by"`
}

// Accesses lists the outputs that named people, the latest last.
func Accesses(ctx context.Context, env Env) ([]Access, error) {
	return store.Query(ctx, env.Store, func(rows *sql.Rows) (a Access, err error) {
		err = rows.Scan(&a.At, &a.Verb, &a.Output, &a.Rows, &a.By)
		return a, err
	}, "select strftime(accessed_at, '%Y-%m-%d %H:%M:%S'), verb, output, rows, by_whom from meta.access order by access_id")
}
