package chapter

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Querier is what the SQL reader needs of a database.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// window bounds the cohorts read: the report's and the trend's before it.
const window = "where cohort between ? and ?"

// Read reads the marts and the provenance that a report of cohort to, with its
// trend from cohort from, is made of. It reads nothing else, and every query
// is in a total order.
func Read(ctx context.Context, q Querier, from, to int) (*Data, error) {
	d := &Data{}
	r := reader{ctx: ctx, q: q}
	years := []any{from, to}
	fill(&r, &d.Cutoffs, "marts.cutoff", window, years...)
	fill(&r, &d.Placement, "marts.placement", window, years...)
	fill(&r, &d.TrendBreak, "marts.trend_break", window, years...)
	fill(&r, &d.Distribution, "marts.distribution", "where cohort = ?", to)
	fill(&r, &d.Flow, "marts.flow", "where cohort = ?", to)
	fill(&r, &d.Excluded, "marts.excluded", "where cohort = ?", to)
	fill(&r, &d.Moves, "marts.cutoff_move", "where cohort = ?", to)
	fill(&r, &d.TieOut, "marts.tie_out", "where cohort = ?", to)
	fill(&r, &d.RosterDifference, "marts.roster_difference", "where cohort = ?", to)
	fill(&r, &d.Starts, "marts.start_quality", "where cohort = ?", to)
	fill(&r, &d.KeyGroups, "marts.key_group_placement", "where cohort = ?", to)
	fill(&r, &d.KeyRegions, "marts.key_region_count", "where cohort = ?", to)
	fill(&r, &d.MajorChanges, "marts.major_change", "")
	fill(&r, &d.Labels, "marts.code_label", "")
	fill(&r, &d.Editions, "marts.edition", "")
	fill(&r, &d.Parts, "marts.edition_part", "")
	fill(&r, &d.Indicators, "marts.indicator", "")
	fill(&r, &d.Rules, "marts.denominator_rule", "")
	fill(&r, &d.Populations, "marts.population", "")
	fill(&r, &d.Builds, "provenance.build", "")
	fill(&r, &d.Checks, "provenance.check_result", "")
	fill(&r, &d.Loads, "provenance.load", "")
	fill(&r, &d.Files, "provenance.file", "")
	fill(&r, &d.Findings, "provenance.finding_count", "")
	fill(&r, &d.Overrides, "provenance.override", "")
	readCards(&r, &d.Cards, "marts", to)
	readRanks(&r, &d.Ranks, "marts", to)
	readSurveys(&r, &d.Surveys, to)
	readLinkage(&r, &d.Linkage, to)
	readQuota(&r, &d.Quotas, "marts")
	readDuties(&r, &d.Duties, to)
	r.err = errors.Join(r.err, chinaTime(d.Builds))
	return d, r.err
}

// China is the time that China's offices keep; it has no summer time, so it
// needs no table of zones, which a Windows machine may not have.
var China = time.FixedZone("CST", 8*60*60)

// chinaTime turns the times of builds, which are kept in UTC, into RFC 3339 at
// China's offset: a build of the early morning is not dated the day before.
func chinaTime(builds []BuildRow) error {
	for i := range builds {
		at, err := time.Parse("2006-01-02 15:04:05.999999999", builds[i].BuiltAt)
		if err != nil {
			return fmt.Errorf("read provenance.build: %w", err)
		}
		builds[i].BuiltAt = at.In(China).Format(time.RFC3339)
	}
	return nil
}

// reader keeps the first error of a run of queries.
type reader struct {
	ctx context.Context
	q   Querier
	err error
}

// fill reads one table into rows of T by their tags.
func fill[T any](r *reader, into *[]T, table, where string, args ...any) {
	if r.err != nil {
		return
	}
	rows, err := r.q.QueryContext(r.ctx, selectOf[T](table, where), args...)
	if err == nil {
		err = scanAll(rows, into)
	}
	if err != nil {
		r.err = fmt.Errorf("read %s: %w", table, err)
	}
}

// selectOf is the query that reads T from table. Every column is cast to the
// type of its field, and the order by names them all, so it is total.
func selectOf[T any](table, where string) string {
	t := reflect.TypeFor[T]()
	var columns, order []string
	for i := range t.NumField() {
		f := t.Field(i)
		columns = append(columns, "cast("+f.Tag.Get("col")+" as "+sqlType(f.Type.Kind())+")")
		order = append(order, strconv.Itoa(i+1))
	}
	return "select " + strings.Join(columns, ", ") + " from " + table + " " + where +
		" order by " + strings.Join(order, ", ")
}

// sqlType is the SQL type that a field of kind k is read as.
func sqlType(k reflect.Kind) string {
	switch k {
	case reflect.Bool:
		return "boolean"
	case reflect.String:
		return "varchar"
	}
	return "bigint"
}

// scanAll appends every row to into and closes rows.
func scanAll[T any](rows *sql.Rows, into *[]T) error {
	defer rows.Close()
	n := reflect.TypeFor[T]().NumField()
	for rows.Next() {
		var row T
		targets := make([]any, n)
		for i := range targets {
			targets[i] = &nullable{reflect.ValueOf(&row).Elem().Field(i)}
		}
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		*into = append(*into, row)
	}
	return rows.Err()
}

// nullable scans into a field and leaves its zero value for null.
type nullable struct{ field reflect.Value }

// Scan implements sql.Scanner for the kinds of field that rows have; a pointer
// tells null from nought.
func (n *nullable) Scan(src any) error {
	if n.field.Kind() == reflect.Pointer && src != nil {
		n.field.Set(reflect.New(n.field.Type().Elem()))
		return (&nullable{n.field.Elem()}).Scan(src)
	}
	switch v := src.(type) {
	case nil:
		return nil
	case bool:
		n.field.SetBool(v)
	case int64:
		n.field.SetInt(v)
	case string:
		n.field.SetString(v)
	case []byte:
		n.field.SetString(string(v))
	default:
		return fmt.Errorf("column is read as %T", src)
	}
	return nil
}
