package pipelines

import (
	"context"
	"database/sql"

	"quxiang/pipelines/ledger"
	"quxiang/pipelines/store"
)

// Loaded is one file of the register. Counts are rows.
type Loaded struct {
	Load       int64  `json:"load"`
	Batch      int64  `json:"batch"`
	LoadedAt   string `json:"loaded_at"` // 2024-12-31 08:00:00, UTC
	File       string `json:"file"`
	Contract   string `json:"contract"`
	Cohort     int64  `json:"cohort,omitempty"`
	AsOf       string `json:"as_of,omitempty"` // YYYY-MM-DD
	Scope      string `json:"scope"`
	State      string `json:"state"` // 自报, 省核, 核定, superseded, undone
	Supersedes int64  `json:"supersedes,omitempty"`
	Accepted   int64  `json:"accepted"`
	Refused    int64  `json:"refused"`
	Findings   int64  `json:"findings"` // errors and warnings
}

// Finding is a refused line, or one taken with something wrong in it.
type Finding struct {
	File     string `json:"file"`
	Sheet    string `json:"sheet"`
	Row      int64  `json:"row"`
	Column   string `json:"column,omitempty"`
	Value    string `json:"value,omitempty"` // masked where it identifies a person
	Rule     string `json:"rule"`
	Severity string `json:"severity"` // refused, error, warning, info
	Why      string `json:"why"`
	Hint     string `json:"hint,omitempty"`
}

const historySQL = `
select l.load_id, l.batch_id, strftime(l.loaded_at, '%Y-%m-%d %H:%M:%S'), f.path, l.contract,
    coalesce(l.cohort, 0), coalesce(strftime(l.as_of, '%Y-%m-%d'), ''), l.scope, l.state,
    coalesce(l.supersedes, 0), f.rows_accepted, f.rows_refused,
    (select count(*) from meta.finding as d where d.file_id = f.file_id and d.severity <> 'info')
from meta.load as l
join meta.file as f on f.load_id = l.load_id
order by l.load_id, f.file_id`

// History lists every file ever loaded, in the order of loading.
func (e *Engine) History(ctx context.Context) ([]Loaded, error) {
	return store.Query(ctx, e.store("history"), func(rows *sql.Rows) (l Loaded, err error) {
		err = rows.Scan(&l.Load, &l.Batch, &l.LoadedAt, &l.File, &l.Contract, &l.Cohort, &l.AsOf, &l.Scope,
			&l.State, &l.Supersedes, &l.Accepted, &l.Refused, &l.Findings)
		return l, err
	}, historySQL)
}

const findingsSQL = `
select f.path, r.sheet, r.row_no, coalesce(r.column_name, ''), coalesce(r.value, ''), r.rule,
    'refused' as severity, r.why, coalesce(r.hint, ''), f.file_id, 0 as rank
from meta.refusal as r
join meta.file as f on f.file_id = r.file_id
join meta.load as l on l.load_id = f.load_id and ` + ledger.Counting + `
union all
select f.path, d.sheet, d.row_no, coalesce(d.column_name, ''), coalesce(d.value, ''), d.rule,
    d.severity, d.why, coalesce(d.hint, ''), f.file_id,
    case d.severity when 'error' then 1 when 'warning' then 2 else 3 end as rank
from meta.finding as d
join meta.file as f on f.file_id = d.file_id
join meta.load as l on l.load_id = f.load_id and ` + ledger.Counting + `
order by 10, 11, 2, 3, 4, 6, 5`

// Findings lists what was refused and what was found in the files that count,
// by file, the gravest first.
func (e *Engine) Findings(ctx context.Context) ([]Finding, error) {
	return store.Query(ctx, e.store("check"), func(rows *sql.Rows) (f Finding, err error) {
		var file, rank int64
		err = rows.Scan(&f.File, &f.Sheet, &f.Row, &f.Column, &f.Value, &f.Rule, &f.Severity, &f.Why, &f.Hint,
			&file, &rank)
		return f, err
	}, findingsSQL)
}
