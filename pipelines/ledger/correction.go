package ledger

import (
	"context"
	"database/sql"
	"path/filepath"

	"quxiang/pipelines/query"
)

// Corrections tells what became of a list that came back. A correction never
// changes what was loaded: new figures come only from a new export.
type Corrections struct {
	File     string              `json:"file"`
	Recorded int64               `json:"recorded"`
	Repeated int64               `json:"repeated"` // recorded before
	Refused  []CorrectionRefusal `json:"refused,omitempty"`
}

// CorrectionRefusal is a line that was not recorded, and why.
type CorrectionRefusal struct {
	Sheet string `json:"sheet"`
	Line  int    `json:"line"`
	Why   string `json:"why"`
	Hint  string `json:"hint"`
}

// RecordCorrections takes in lists of problems that came back filled in.
func RecordCorrections(ctx context.Context, env Env, paths []string, o Order) (all []Corrections, err error) {
	lists := make([][]returned, len(paths))
	for i, path := range paths {
		if lists[i], err = readList(path); err != nil {
			return nil, err
		}
	}
	err = transact(ctx, env, func(b Book) error {
		known := map[string]Problem{}
		for _, p := range problems(b.Script, env) {
			known[p.ID] = p
		}
		for i, path := range paths {
			all = append(all, b.correct(filepath.Base(path), lists[i], known))
		}
		return b.Err
	})
	return all, err
}

func (b Book) correct(file string, lines []returned, known map[string]Problem) Corrections {
	result := Corrections{File: file}
	for _, line := range lines {
		p, ok := known[line.id]
		why, hint := b.objection(line, p, ok)
		switch {
		case why != "":
			result.Refused = append(result.Refused, CorrectionRefusal{line.sheet, line.line, why, hint})
		case b.enter(line, p):
			result.Recorded++
		default:
			result.Repeated++
		}
	}
	return result
}

// objection says why a line cannot be recorded; "" when it can.
func (b Book) objection(line returned, p Problem, known bool) (why, hint string) {
	switch {
	case !known:
		return "没有编号为「" + line.id + "」的问题，或它的载入已被取代、撤销", "重新导出问题清单再填"
	case line.row != p.Row || line.column != p.Column:
		return "行号或列名与编号对不上，这一行可能被移动或改过", "不要改动编号、行、列；重新导出再填"
	case line.by == "" || line.evidence == "":
		return "没有写明更正人或依据", "两项都要填：谁、凭什么这样改"
	}
	if p.At.Cohort > 0 {
		frozen := !p.At.AsOf.IsZero() && b.frozen(p.At)
		if _, refused := Decide(Correct, Reported, frozen); refused != nil {
			return p.At.String() + refused.Why, refused.Hint
		}
	}
	return "", ""
}

// enter records a correction; false when the same was recorded before.
func (b Book) enter(line returned, p Problem) bool {
	field, old := b.field(p)
	if b.One(`select count(*) from meta.correction where file_id = ? and coalesce(sheet, '') = ? and row_no = ? and field = ?
		and new_value = ? and by_whom = ?`, p.fileID, p.Sheet, p.Row, field, line.value, line.by) > 0 {
		return false
	}
	id := b.Next("meta.correction", "correction_id")
	b.Exec("insert into meta.correction values (?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?)", id, p.Load,
		p.pid.kind, p.pid.value, field, old, line.value, line.by, b.At, line.evidence, p.fileID, p.Sheet, p.Row, p.Column)
	return true
}

// field is the canonical column of a problem, and what the row says there; of
// a heading that only a mapping knows it is the heading.
func (b Book) field(p Problem) (name, old string) {
	c, ok := b.contracts.Get(p.Contract)
	if !ok || c.ByHeading(p.Column) < 0 {
		return p.Column, p.Value
	}
	name = c.Columns[c.ByHeading(p.Column)].Name
	b.Each(func(rows *sql.Rows) error { return rows.Scan(&old) }, `select coalesce(`+query.Identifier(name)+`, '')
		from raw.`+query.Identifier(p.Contract)+` where _file_id = ? and coalesce(_sheet, '') = ? and _row = ?`, p.fileID, p.Sheet, p.Row)
	return name, old
}
