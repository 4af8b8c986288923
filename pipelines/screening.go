package pipelines

import (
	"context"
	"fmt"
	"slices"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/posting"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// Screened is how many postings there are, and how many of them somebody is to
// look at; Lines is a line for each category and column of these.
type Screened struct {
	Postings, Hit int64
	Lines         int
}

const screenedSQL = `select coalesce(sum(postings), 0)::bigint, coalesce(sum(hit), 0)::bigint from marts.posting_count where cohort = ?`

const postingHitsSQL = `
select p.institution_code, coalesce(p.posting_no, ''), coalesce(p.employer_name, ''), coalesce(p.position, ''),
    coalesce(f.name, ''), coalesce(p.sheet, ''), p.row_no, p.category, p.kind, p.field, p.words, p.clause, p.document, p.mark
from marts.posting_finding as p
left join provenance.file as f on f.file_id = p.file_id
where p.cohort = ?
order by p.institution_code, p.file_id, p.sheet, p.row_no, p.category, p.field`

// ExportPostings writes what the last build found in the postings of the
// report's cohort to path.
func (e *Engine) ExportPostings(ctx context.Context, build *store.Reader, path string) (Screened, error) {
	book := ledger.PostingBook{Owner: e.owner(), At: time.Now(), Cohort: e.Workspace.Config.Report.Year, Province: e.province()}
	if err := e.screened(ctx, build, &book); err != nil {
		return Screened{}, err
	}
	for _, c := range e.Postings {
		book.Categories = append(book.Categories, category(c, book.Hits))
	}
	return Screened{book.Postings, book.Hit, len(book.Hits)}, ledger.WritePostings(path, book)
}

// screened reads the counts and the findings.
func (e *Engine) screened(ctx context.Context, build *store.Reader, book *ledger.PostingBook) error {
	err := query.Each(ctx, build.DB(), "marts.posting_count", screenedSQL, func(scan func(...any) error) error {
		return scan(&book.Postings, &book.Hit)
	}, book.Cohort)
	if err != nil {
		return err
	}
	if book.Postings == 0 {
		return &fault.Error{Kind: fault.Contract, Op: "写招聘信息复核清单", Why: fmt.Sprintf("当前构建里没有 %d 届的校园招聘信息", book.Cohort),
			Hint: "填写空白模板「校园招聘信息」（quxiang init 已写出），载入并重新构建（quxiang build）后再导出"}
	}
	return query.Each(ctx, build.DB(), "marts.posting_finding", postingHitsSQL, func(scan func(...any) error) error {
		var h ledger.PostingHit
		err := scan(&h.Institution, &h.PostingNo, &h.Employer, &h.Position, &h.File, &h.Sheet, &h.Row, &h.Category, &h.Kind,
			&h.Field, &h.Words, &h.Clause, &h.Document, &h.Mark)
		if i := slices.IndexFunc(e.Postings, func(c posting.Category) bool { return c.Name == h.Category }); i >= 0 {
			h.Remedy = e.Postings[i].Remedy
		}
		book.Hits = append(book.Hits, h)
		return err
	}, book.Cohort)
}

// category counts the postings that have hits of it.
func category(c posting.Category, hits []ledger.PostingHit) ledger.PostingCategory {
	postings := map[ledger.PostingHit]bool{}
	for _, h := range hits {
		if h.Category == c.Name {
			postings[ledger.PostingHit{Institution: h.Institution, File: h.File, Sheet: h.Sheet, Row: h.Row}] = true
		}
	}
	return ledger.PostingCategory{Name: c.Name, Title: c.Title, Clause: c.Clause, Quote: c.Quote, Document: c.Document,
		Note: c.Note, Remedy: c.Remedy, Postings: int64(len(postings))}
}
