package load

import (
	"context"
	"fmt"
	"slices"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/store"
)

// duplicatesSQL finds the second and later rows of one record in a file: the
// same person at the same level, by the identifier that is most particular to
// a record (学号, then 考生号, then 身份证号).
const duplicatesSQL = `
with keyed as (
	select coalesce(_sheet, '') as sheet, _row, rowid as position,
		coalesce('s' || pid_student, 'e' || pid_exam, 'i' || pid_idcard) as pid,
		coalesce(level_code, '') || '|' || coalesce(level, '') as level
	from parsed.main.rows
), numbered as (
	select sheet, _row, position, row_number() over w as n, first_value(_row) over w as first_row
	from keyed where pid is not null
	window w as (partition by pid, level order by position)
)
select sheet, _row, first_row from numbered where n > 1 order by position`

// findDuplicates reports repeated records; all stay, and the warehouse counts
// one of them.
func (p *parsed) findDuplicates(ctx context.Context) error {
	if p.contract.Kind != contract.Snapshot || !p.contract.Person {
		return nil
	}
	rows, err := p.temp.Conn().QueryContext(ctx, duplicatesSQL)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		f := finding{Problem: contract.Problem{Rule: contract.DuplicateRow, Severity: contract.Warning,
			Hint: "删去多余的一行；统计时只计一次"}}
		var first int
		if err := rows.Scan(&f.sheet, &f.row, &first); err != nil {
			return err
		}
		f.Why = fmt.Sprintf("与第 %d 行是同一人的同一学籍", first)
		p.rows.findings = append(p.rows.findings, f)
	}
	return rows.Err()
}

// finishFindings puts refusals and findings beside the rows and ends the
// writing, so that one transaction can take all of it.
func (p *parsed) finishFindings(ctx context.Context) error {
	for _, f := range p.rows.findings {
		if f.Severity != contract.Info {
			p.result.Findings++
		}
		if f.Severity == contract.Error {
			p.result.Errors++
		}
	}
	var refusals []finding
	for _, r := range p.rows.refusals {
		refusals = append(refusals, finding{r.Sheet, r.Row, contract.Problem{Rule: r.Rule, Severity: contract.Error,
			Column: r.Column, Value: r.Value, Why: r.Why, Hint: r.Hint}})
	}
	p.result.Refusals = p.rows.refusals[:min(len(p.rows.refusals), 20)]
	slices.SortStableFunc(p.rows.findings, func(a, b finding) int { return a.row - b.row })
	for table, list := range map[string][]finding{"findings": p.rows.findings, "refusals": refusals} {
		if err := p.writeFindings(ctx, table, list); err != nil {
			return err
		}
	}
	p.rows.findings, p.rows.refusals = nil, nil
	return p.temp.Seal(ctx)
}

var findingSchema = arrow.NewSchema([]arrow.Field{
	text("sheet"), number("row_no"), text("column_name"), text("value"), text("rule"),
	text("severity"), text("why"), text("hint"),
}, nil)

func (p *parsed) writeFindings(ctx context.Context, table string, list []finding) error {
	_, err := p.temp.Conn().ExecContext(ctx, "create table parsed.main."+table+
		" (sheet text, row_no bigint, column_name text, value text, rule text, severity text, why text, hint text)")
	if err != nil {
		return err
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, findingSchema)
	defer b.Release()
	for _, f := range list {
		for i, s := range []string{f.sheet, "", f.Column, f.Value, string(f.Rule), string(f.Severity), f.Why, f.Hint} {
			switch field := b.Field(i).(type) {
			case *array.Int64Builder:
				field.Append(int64(f.row))
			case *array.StringBuilder:
				appendText(field, i, s)
			}
		}
	}
	batch := b.NewRecordBatch()
	defer batch.Release()
	reader, err := array.NewRecordReader(findingSchema, []arrow.RecordBatch{batch})
	if err != nil {
		return err
	}
	defer reader.Release()
	_, err = store.Append(ctx, p.temp.Conn(), "parsed.main."+table, reader)
	return err
}

// appendText writes "" as null, but for the sheet, which CSV files lack and
// the register wants.
func appendText(b *array.StringBuilder, column int, s string) {
	if s == "" && column > 0 {
		b.AppendNull()
		return
	}
	b.Append(s)
}
