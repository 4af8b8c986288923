package posting

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"quxiang/pipelines/query"
)

// Model is marts.posting_finding: the hits in every posting, those of one
// category in one field as one row.
type Model struct{ Rules Rules }

// Name is the model's table.
func (Model) Name() string { return "marts.posting_finding" }

// Inputs are the tables it reads.
func (Model) Inputs() []string { return []string{"staging.stg_posting"} }

// Rows checks the postings one by one.
func (m Model) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	var rows [][]string
	err := query.Each(ctx, conn, "postings", postingsSQL(), func(scan func(...any) error) error {
		r, err := scanPosting(scan)
		for _, f := range findings(Check(m.Rules, r.posting)) {
			rows = append(rows, r.row(f))
		}
		return err
	})
	return rows, err
}

// postingsSQL reads the postings of known cohorts; what staging has read as
// yes or no is written as the template has it.
func postingsSQL() string {
	var columns []string
	for _, f := range Fields() {
		name := string(f)
		if f == LegalPerson || f == Agency {
			name = "case when " + name + " then '是' when not " + name + " then '否' end"
		}
		columns = append(columns, "coalesce("+name+", '')")
	}
	return `select institution_code, cast(cohort as varchar), coalesce(posting_no, ''), cast(file_id as varchar), sheet,
			cast(row_no as varchar), ` + strings.Join(columns, ", ") + `
		from staging.stg_posting where cohort is not null order by institution_code, cohort, file_id, sheet, row_no`
}

// record is a posting and the columns that say which.
type record struct {
	key     []string // institution_code, cohort, posting_no, file_id, sheet, row_no
	posting Posting
}

func scanPosting(scan func(...any) error) (record, error) {
	const keys = 6
	cells := make([]string, keys+len(Fields()))
	into := make([]any, len(cells))
	for i := range cells {
		into[i] = &cells[i]
	}
	err := scan(into...)
	r := record{key: cells[:keys], posting: Posting{}}
	for i, f := range Fields() {
		r.posting[f] = cells[keys+i]
	}
	return r, err
}

// finding is the hits of a category in one field.
type finding struct {
	category, field                        string
	kinds, words, clauses, documents, mark []string
}

// findings gathers hits, in their order.
func findings(hits []Hit) []finding {
	var all []finding
	for _, h := range hits {
		i := slices.IndexFunc(all, func(f finding) bool { return f.category == h.Category && f.field == h.Field.Title() })
		if i < 0 {
			i = len(all)
			all = append(all, finding{category: h.Category, field: h.Field.Title()})
		}
		f := &all[i]
		f.kinds, f.words = once(f.kinds, h.Pattern), once(f.words, h.Words)
		f.clauses, f.documents, f.mark = once(f.clauses, h.Clause), once(f.documents, h.Document), once(f.mark, h.Mark)
	}
	return all
}

func once(all []string, s string) []string {
	if slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}

// row is a row of the mart. One place that the clause itself names makes the
// finding 原文.
func (r record) row(f finding) []string {
	mark := f.mark[0]
	if slices.Contains(f.mark, marks[0]) {
		mark = marks[0]
	}
	row := append(slices.Clone(r.key), f.category, f.field, strings.Join(f.words, "；"), strings.Join(f.clauses, "、"))
	return append(row, strings.Join(f.kinds, "；"), strings.Join(f.documents, "、"), mark, r.posting[Employer], r.posting[Position])
}
