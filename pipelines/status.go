package pipelines

import (
	"context"
	"errors"
	"time"

	"quxiang/pipelines/check"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/store"
)

// Status is what a workspace holds now.
type Status struct {
	Institution string   `json:"institution"`
	Year        int      `json:"year"`
	Files       []Loaded `json:"-"` // not superseded
	Build       string   `json:"build,omitempty"`
	BuiltAt     string   `json:"built_at,omitempty"` // RFC 3339
	Stale       bool     `json:"stale"`              // the store has changed since the build
}

// Status looks at store and current build; either may not be there yet.
func (e *Engine) Status(ctx context.Context) (Status, error) {
	c := e.Workspace.Config
	s := Status{Institution: c.Institution.Name, Year: c.Report.Year}
	if store.Exists(e.store("status")) {
		all, err := e.History(ctx)
		if err != nil {
			return s, err
		}
		for _, l := range all {
			if ledger.State(l.State).Counts() {
				s.Files = append(s.Files, l)
			}
		}
	}
	current, err := e.Current(ctx)
	if notBuilt(err) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	s.Build, s.BuiltAt, s.Stale = current.ID, current.BuiltAt.Format(time.RFC3339), current.Stale
	return s, current.Close()
}

// notBuilt tells that nothing has been built yet from a build that is broken.
func notBuilt(err error) bool { return err != nil && fault.KindOf(err) == fault.Usage }

const checksSQL = `
select check_name, title, severity, status, bad_rows, sample, remedy
from provenance.check_result
where status = 'failed'
order by case severity when 'block' then 0 when 'warning' then 1 else 2 end, check_name`

// FailedChecks lists the checks that the current build did not pass, the
// gravest first; built is false before the first build.
func (e *Engine) FailedChecks(ctx context.Context) (failed []check.Result, built bool, err error) {
	current, err := e.Current(ctx)
	if notBuilt(err) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer func() { err = errors.Join(err, current.Close()) }()
	rows, err := current.DB().QueryContext(ctx, checksSQL)
	if err != nil {
		return nil, true, err
	}
	defer rows.Close()
	for rows.Next() {
		var r check.Result
		if err := rows.Scan(&r.Check, &r.Title, &r.Severity, &r.Status, &r.BadRows, &r.Sample, &r.Remedy); err != nil {
			return nil, true, err
		}
		failed = append(failed, r)
	}
	return failed, true, rows.Err()
}
