package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
)

// The kinds of release.
const (
	AnnualReport      = "年度报告"
	YearEndSupplement = "年终补充"
)

// The states of a release. Its files are being written (making), are complete
// under temporary names and belong to it (placing), or stand where they should
// (released). One whose files were lost on the way is withdrawn.
const (
	making    = "making"
	placing   = "placing"
	Published = "released"
	Withdrawn = "withdrawn"
)

// ReleaseRequest is what is to be released.
type ReleaseRequest struct {
	Cohort      int
	Kind        string   // AnnualReport, YearEndSupplement
	Audience    string   // public, internal
	Build       string   // id of the build that it is made of
	Fingerprint string   // of the store that the build was made of
	Required    []string // approvals, by the configuration
	Root        string   // the workspace: paths inside it are noted relative to it
}

// Draft is what a release is before its files: everything they have to say
// about it. The store is held while it lasts, so nothing in it changes.
type Draft struct {
	Number   string     // 2024-01
	Missing  []string   // required approvals that are not given
	Previous []Released // all before it, withdrawn ones too: their figures are known
}

// Made are the files of a release, not yet written.
type Made struct {
	Outputs []Output
	// Record writes the record of figures, when the outputs lie under their
	// temporary names, and counts the figures. It is called twice with the same
	// to write: for the folder of the report and for the warehouse.
	Record     func(path string, written []Written) (figures int64, err error)
	RecordPath string // where the report's readers find the record
}

// Output is a file, and what writes it to a path with the same ending.
type Output struct {
	Path  string
	Write func(path string) error
}

// Written is a file of a release that is complete under its temporary name.
type Written struct {
	Path, Temporary, SHA256 string
	Size                    int64 // bytes
}

// Released is a release as the store knows it.
type Released struct {
	Number   string         `json:"release"`
	Cohort   int            `json:"cohort"`
	Kind     string         `json:"kind"`
	Audience string         `json:"audience"` // public, internal
	Build    string         `json:"build"`
	State    string         `json:"state"` // released, withdrawn
	Missing  []string       `json:"missing,omitempty"`
	Figures  int64          `json:"figures"`
	By       string         `json:"by"`
	At       string         `json:"released_at"` // 2024-12-31 08:00:00, UTC
	Why      string         `json:"why,omitempty"`
	Files    []ReleasedFile `json:"files"`
	Record   ReleasedFile   `json:"-"` // as the warehouse keeps it; Path is a full one
}

// ReleasedFile is a file of a release.
type ReleasedFile struct {
	Path   string `json:"path"` // relative to the workspace where it lies in it
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"` // bytes

	temporary string
}

// Release publishes what make makes. The store is held from the first look at
// earlier releases until the files are in place, so that two releases never
// overlook each other. make checks its document against the draft's previous
// releases; where it fails, nothing is written. A process that dies on the way
// leaves a release that the next writing verb completes or takes away.
func Release(ctx context.Context, env Env, r ReleaseRequest, o Order, make func(Draft) (Made, error)) (out Released, err error) {
	s, err := store.OpenWrite(ctx, env.Store)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	p := &press{env: env, store: s, request: r, order: o}
	if err := p.resume(ctx); err != nil {
		return out, err
	}
	draft, err := p.draft(ctx)
	if err != nil {
		return out, err
	}
	made, err := make(draft)
	if err != nil {
		return out, err
	}
	if err := p.publish(ctx, draft, made); err != nil {
		return out, err
	}
	out, err = p.find(ctx, draft.Number)
	if err == nil && out.State != Published {
		err = &fault.Error{Op: "发布", Value: draft.Number, Why: out.Why, Hint: "再运行同一条命令；写报告时不要动报告文件夹"}
	}
	return out, err
}

// draft looks at what the release stands on.
func (p *press) draft(ctx context.Context) (d Draft, err error) {
	now, err := store.Fingerprint(ctx, p.store.Conn())
	if err != nil {
		return d, err
	}
	if now != p.request.Fingerprint {
		return d, &fault.Error{Kind: fault.Usage, Op: "发布", Value: p.request.Build, Why: "这个构建之后数据或状态又有变动",
			Hint: "运行 quxiang build 重新构建，看过报告再发布"}
	}
	err = p.transact(ctx, func(b Book) error {
		d.Missing = Missing(b.approvals(p.request.Cohort, p.request.Required))
		d.Previous = b.releases()
		d.Number = fmt.Sprintf("%d-%02d", p.request.Cohort, 1+b.One("select count(*) from meta.release where cohort = ?", p.request.Cohort))
		return b.Err
	})
	return d, err
}

// find is one release by its number.
func (p *press) find(ctx context.Context, number string) (out Released, err error) {
	err = p.transact(ctx, func(b Book) error {
		for _, r := range b.releases() {
			if r.Number == number {
				out = r
			}
		}
		return b.Err
	})
	return out, err
}

// Releases lists what was released, in that order.
func Releases(ctx context.Context, env Env) (all []Released, err error) {
	s, err := store.OpenRead(ctx, env.Store)
	if err != nil {
		return nil, err
	}
	b := Book{Script: &store.Script{Ctx: ctx, Conn: s.Conn()}, warehouse: env.Store.Dir}
	all = b.releases()
	return all, errors.Join(b.Err, s.Close())
}

const releasesSQL = `select number, cohort, kind, audience, build_id, state, missing, figures, by_whom,
	strftime(released_at, '%Y-%m-%d %H:%M:%S'), coalesce(closed_why, '')
from meta.release order by release_id`

const releaseFilesSQL = `select r.number, f.position, f.path, f.temporary, f.sha256, f.size
from meta.release_file as f join meta.release as r on r.release_id = f.release_id order by f.release_id, f.position`

func (b Book) releases() []Released {
	at := map[string]int{}
	all := store.All(b.Script, func(rows *sql.Rows) (r Released, err error) {
		var missing string
		err = rows.Scan(&r.Number, &r.Cohort, &r.Kind, &r.Audience, &r.Build, &r.State, &missing, &r.Figures, &r.By, &r.At, &r.Why)
		r.Missing = strings.FieldsFunc(missing, func(c rune) bool { return c == '|' })
		at[r.Number] = len(at)
		return r, err
	}, releasesSQL)
	b.Each(func(rows *sql.Rows) error {
		var number string
		var position int64
		var f ReleasedFile
		if err := rows.Scan(&number, &position, &f.Path, &f.temporary, &f.SHA256, &f.Size); err != nil {
			return err
		}
		if r := &all[at[number]]; position == 0 {
			f.Path = filepath.Join(b.warehouse, filepath.FromSlash(f.Path))
			r.Record = f
		} else {
			r.Files = append(r.Files, f)
		}
		return nil
	}, releaseFilesSQL)
	return all
}
