package explain

import (
	"context"
	"fmt"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
)

// Line is one line of the sources that a figure counts.
type Line struct {
	Numerator   bool
	Denominator bool
	Persons     int64 // people that it stands for
	Person      string
	At          []At // one for each of the family's places; without a file: not in it
}

// At is where a line stands: the row of a sheet of a file.
type At struct {
	Place string // 去向登记
	File  int64
	Sheet string
	Row   int64 // 1-based, as in the file
}

// Lines lists the lines behind a figure in the order of the files.
func (s *Set) Lines(ctx context.Context, f Figure) ([]Line, error) {
	f, _ = f.end()
	r, ok := match(s.families, f)
	if !ok || r.family.Rows == "" || !r.counted() {
		return nil, &fault.Error{Kind: fault.Usage, Op: "列出来源行", Value: f.Indicator, Why: "这个数没有可列的行",
			Hint: "不加 --rows 看它的公式和来历"}
	}
	f, err := s.inForce(r, f)
	if err != nil {
		return nil, err
	}
	text, args := r.located(f)
	var all []Line
	err = query.Each(ctx, s.q, "lines of "+r.family.Mart, text, func(scan func(...any) error) error {
		l, err := r.line(scan)
		all = append(all, l)
		return err
	}, args...)
	return all, err
}

// located is the query for lines with their places.
func (r reading) located(f Figure) (string, []any) {
	lines, args := r.lines(f)
	columns := []string{"num", "den", "persons", "coalesce(person_key, '')"}
	var order []string
	for _, p := range r.family.Places {
		columns = append(columns, fmt.Sprintf("coalesce(%[1]sfile_id, 0), coalesce(%[1]ssheet, ''), coalesce(%[1]srow_no, 0)", p.Prefix))
		order = append(order, fmt.Sprintf("%[1]sfile_id nulls last, %[1]ssheet nulls last, %[1]srow_no nulls last", p.Prefix))
	}
	return "select " + strings.Join(columns, ", ") + " from (" + lines + ") as l" + r.bounded() + " order by " +
		strings.Join(append(order, "person_key"), ", "), args
}

// line reads one row of located.
func (r reading) line(scan func(...any) error) (Line, error) {
	var num, den int64
	l := Line{At: make([]At, len(r.family.Places))}
	targets := []any{&num, &den, &l.Persons, &l.Person}
	for i := range l.At {
		l.At[i].Place = r.family.Places[i].Title
		targets = append(targets, &l.At[i].File, &l.At[i].Sheet, &l.At[i].Row)
	}
	err := scan(targets...)
	l.Numerator, l.Denominator = num != 0, den != 0
	return l, err
}
