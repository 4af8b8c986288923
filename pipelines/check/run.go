package check

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
)

// The states of a result.
const (
	Passed = "passed"
	Failed = "failed"
)

// sampleRows is how many bad rows a result keeps.
const sampleRows = 20

// Result is what a check, or a column test, found.
type Result struct {
	Check    string // name of the check, or model: test
	Title    string
	Severity string
	Status   string
	BadRows  int64
	Sample   string // JSON array of up to 20 bad rows, each an object
	Remedy   string
	Duration time.Duration
}

// Run runs one check.
func Run(ctx context.Context, q query.Querier, c Check) (Result, error) {
	r, err := BadRows(ctx, q, c.SQL)
	if err != nil {
		return Result{}, &fault.Error{Op: "运行检查 " + c.Name, File: c.Path, Why: "查询出错", Err: err,
			Hint: "改正这个检查的 SQL，再运行 quxiang build"}
	}
	r.Check, r.Title, r.Severity, r.Remedy = c.Name, c.Title, c.Severity, c.Remedy
	return r, nil
}

// BadRows runs a query of bad rows: how many there are, and a sample.
func BadRows(ctx context.Context, q query.Querier, query string) (Result, error) {
	start := time.Now()
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return Result{}, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return Result{}, err
	}
	r := Result{Status: Passed}
	sample := []json.RawMessage{}
	for ; rows.Next(); r.BadRows++ {
		if r.BadRows >= sampleRows {
			continue
		}
		row, err := object(rows, names)
		if err != nil {
			return Result{}, err
		}
		sample = append(sample, row)
	}
	if r.BadRows > 0 {
		r.Status = Failed
	}
	text, err := json.Marshal(sample)
	r.Sample, r.Duration = string(text), time.Since(start)
	return r, firstOf(rows.Err(), err)
}

// None is the result of a check that found nothing.
func None() Result { return Result{Status: Passed, Sample: "[]"} }

// object writes a row as JSON with the columns in their order.
func object(rows *sql.Rows, names []string) (json.RawMessage, error) {
	values := make([]any, len(names))
	targets := make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	if err := rows.Scan(targets...); err != nil {
		return nil, err
	}
	text := []byte{'{'}
	for i, name := range names {
		if i > 0 {
			text = append(text, ',')
		}
		key, _ := json.Marshal(name)
		value, err := json.Marshal(plain(values[i]))
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", name, err)
		}
		text = append(append(append(text, key...), ':'), value...)
	}
	return append(text, '}'), nil
}

// plain turns the driver's own types (decimals, huge integers) into text.
func plain(v any) any {
	if s, ok := v.(fmt.Stringer); ok {
		return s.String()
	}
	return v
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
