package ledger

import (
	"context"
	"database/sql"
	"errors"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// Purge tells what a purge removes, or would.
type Purge struct {
	Cohort int          `json:"cohort"`
	Rows   int64        `json:"rows"`
	Files  []PurgedFile `json:"files"`
	Shared []PurgedFile `json:"shared,omitempty"` // files that hold other cohorts too: only the rows go
	Done   bool         `json:"done"`
	Extra  []string     `json:"not_removed,omitempty"` // originals that are left, with the reason
}

// PurgedFile is a file of the register whose rows are of the cohort.
type PurgedFile struct {
	Load   int64  `json:"load"`
	Path   string `json:"path"` // as loaded, relative to the workspace
	SHA256 string `json:"-"`

	state State
}

// PurgeCohort removes every row of a cohort from the store, with what was found
// in files that hold nothing else, their corrections, and every build and
// copy. The entries of the loads stay, without content (个人信息保护法 47). With
// do false it only tells. One that was cut off after the rows were deleted is
// brought to its end by the next.
func PurgeCohort(ctx context.Context, env Env, cohort int, do bool, o Order) (p Purge, err error) {
	p = Purge{Cohort: cohort}
	pending := store.PurgePending(env.Store)
	err = transact(ctx, env, func(b Book) error {
		for _, c := range b.contracts {
			b.touched(&p, query.Identifier(c.Name))
		}
		none := len(p.Files)+len(p.Shared) == 0
		if none && pending {
			b.deleted(&p)
		}
		if b.Err == nil && none && !pending {
			return &fault.Error{Kind: fault.Usage, Op: "清除", Why: "没有这一届的数据", Hint: "用 quxiang history 查看载入过哪些届"}
		}
		if do && p.Rows > 0 {
			b.Err = errors.Join(b.Err, store.MarkPurge(env.Store))
			b.purge(&p, o)
		}
		return b.Err
	})
	if err != nil && !pending && store.PurgePending(env.Store) {
		err = errors.Join(err, store.WithdrawPurge(env.Store))
	}
	if err != nil || !do {
		return p, err
	}
	p.Done = true
	return p, store.Compact(ctx, env.Store)
}

// touched lists the loads with rows of the cohort in one table of raw.
func (b Book) touched(p *Purge, table string) {
	b.Each(func(rows *sql.Rows) error {
		var f PurgedFile
		var own, all int64
		if err := rows.Scan(&f.Load, &f.Path, &f.SHA256, &f.state, &own, &all); err != nil {
			return err
		}
		p.Rows += own
		if own == all {
			p.Files = append(p.Files, f)
		} else {
			p.Shared = append(p.Shared, f)
		}
		return nil
	}, `select l.load_id, f.path, f.sha256, l.state, count(*) filter (where r._cohort = ?), count(*)
		from raw.`+table+` as r join meta.load as l on l.load_id = r._load_id join meta.file as f on f.file_id = r._file_id
		group by all having count(*) filter (where r._cohort = ?) > 0 order by l.load_id`, p.Cohort, p.Cohort)
}

// deleted lists the loads whose rows a purge that was cut off has deleted.
func (b Book) deleted(p *Purge) {
	b.Each(func(rows *sql.Rows) error {
		f := PurgedFile{state: Purged}
		err := rows.Scan(&f.Load, &f.Path, &f.SHA256)
		p.Files = append(p.Files, f)
		return err
	}, `select l.load_id, f.path, f.sha256 from meta.load as l join meta.file as f on f.load_id = l.load_id
		where l.state = ? and coalesce(l.cohort, ?) = ? order by l.load_id`, string(Purged), p.Cohort, p.Cohort)
}

func (b Book) purge(p *Purge, o Order) {
	for _, c := range b.contracts {
		b.Exec("delete from raw."+query.Identifier(c.Name)+" where _cohort = ?", p.Cohort)
	}
	for _, f := range p.Files {
		for _, table := range []string{"refusal", "finding", "unknown_column"} {
			b.Exec("delete from meta."+table+" where file_id in (select file_id from meta.file where load_id = ?)", f.Load)
		}
		b.Exec("delete from meta.correction where load_id = ?", f.Load)
		b.record(change{verb: "purge", load: f.Load, from: f.state, to: Purged}, o)
	}
	for _, f := range p.Shared {
		b.Exec("delete from meta.correction where load_id = ?", f.Load)
	}
}
