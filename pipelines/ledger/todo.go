package ledger

import (
	"context"
	"database/sql"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// Todo is a correction and whether the registration system's own data, as it
// was loaded last, already says so.
type Todo struct {
	College, Name, Student     string
	File, Sheet                string
	Row                        int64
	Column, Old, New           string
	Evidence, By, At, Standing string
}

// What may have become of a correction.
const (
	Pending  = "待更正"         // the data still say something else
	Done     = "新导出中已更正"     // they say what the correction says
	Dangling = "悬空：数据中没有这个人" // its load was undone or replaced, and nobody took the row's place
)

// todosSQL lists the latest word on each field of each person, with the row
// that counts now: the person's own in the latest data by pseudonym, else the
// very row.
func todosSQL(c *contract.Contract, field string) string {
	column := func(name string) string {
		if c.Index(name) < 0 {
			return "''"
		}
		return "coalesce(r." + query.Identifier(name) + ", '')"
	}
	return `with latest as (
	select * from meta.correction where field = ? qualify row_number() over (
		partition by pid_kind, pid, file_id, sheet, row_no order by correction_id desc) = 1
), live as (
	select r.* from raw.` + query.Identifier(c.Name) + ` as r
	join meta.load as l on l.load_id = r._load_id and ` + Counting + `
)
select k.correction_id, f.path, coalesce(k.sheet, ''), k.row_no, k.column_name, coalesce(k.old_value, ''), k.new_value,
	coalesce(k.evidence, ''), k.by_whom, strftime(k.decided_at, '%Y-%m-%d'), r._row is not null,
	` + column("college") + `, ` + column("name") + `, ` + column("student_no") + `, ` + column(field) + `
from latest as k
join meta.file as f on f.file_id = k.file_id
join meta.load as o on o.load_id = k.load_id and o.contract = ?
left join live as r on case when k.pid <> ''
	then k.pid = case k.pid_kind when 'student' then r.pid_student when 'exam' then r.pid_exam else r.pid_idcard end
		and (o.cohort is null or r._cohort is not distinct from o.cohort)
		and (o.as_of is null or r._as_of >= o.as_of)
	else r._file_id = k.file_id and r._row = k.row_no and coalesce(r._sheet, '') = coalesce(k.sheet, '') end
qualify row_number() over (partition by k.correction_id order by r._as_of desc, r._load_id desc, r._row) = 1
order by k.correction_id`
}

// Todos lists every correction with its standing, and writes down that
// somebody read the list.
func Todos(ctx context.Context, env Env, output string, o Order) (all []Todo, err error) {
	err = transact(ctx, env, func(b Book) error {
		fields := store.All(b.Script, func(rows *sql.Rows) (one struct{ contract, field string }, err error) {
			err = rows.Scan(&one.contract, &one.field)
			return one, err
		}, `select distinct l.contract, k.field from meta.correction as k join meta.load as l on l.load_id = k.load_id order by all`)
		for _, f := range fields {
			if c, ok := env.Contracts.Get(f.contract); ok {
				all = append(all, b.todos(c, f.field)...)
			}
		}
		b.accessed("check --corrections", output, len(all), o)
		return b.Err
	})
	return all, err
}

func (b Book) todos(c *contract.Contract, field string) []Todo {
	return store.All(b.Script, func(rows *sql.Rows) (t Todo, err error) {
		var id int64
		var there bool
		var now string
		err = rows.Scan(&id, &t.File, &t.Sheet, &t.Row, &t.Column, &t.Old, &t.New, &t.Evidence, &t.By, &t.At, &there,
			&t.College, &t.Name, &t.Student, &now)
		t.Standing = standing(there, now, t.New)
		return t, err
	}, todosSQL(c, field), field, c.Name)
}

func standing(there bool, now, wanted string) string {
	switch {
	case !there:
		return Dangling
	case contract.Normalise(now) == contract.Normalise(wanted):
		return Done
	}
	return Pending
}

// WriteTodos writes 待在登记系统更正清单.xlsx.
func WriteTodos(path string, owner Owner, at time.Time, all []Todo) error {
	l := list{name: "待在登记系统更正", title: owner.Name + " 待在登记系统更正清单（" + at.Format(time.DateOnly) + "）",
		heads: []head{{owner.Unit, 20, false}, {"姓名", 10, false}, {"学号", 14, false}, {"列", 14, false}, {"原来的值", 18, false},
			{"更正后的值", 18, false}, {"依据", 24, false}, {"更正人", 10, false}, {"记录日期", 11, false}, {"现状", 16, false},
			{"文件", 24, false}, {"工作表", 12, false}, {"行", 7, false}}}
	for _, t := range all {
		l.rows = append(l.rows, []any{t.College, t.Name, t.Student, t.Column, t.Old, t.New, t.Evidence, t.By, t.At, t.Standing,
			t.File, t.Sheet, t.Row})
	}
	return writeBook(path, []list{l})
}
