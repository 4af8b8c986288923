package pipelines

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"quxiang/pipelines/ledger"
	"quxiang/pipelines/load"
	"quxiang/pipelines/store"
)

func (e *Engine) ledger(verb string) ledger.Env {
	return ledger.Env{Store: e.store(verb), Contracts: e.Contracts, Province: e.province()}
}

// owner is whose lists the workspace writes.
func (e *Engine) owner() ledger.Owner {
	unit := "学院"
	if e.province() {
		unit = "学校"
	}
	return ledger.Owner{Name: e.Workspace.Config.Institution.Name, Unit: unit}
}

// Migrate brings the store to this program's version; see store.Upgrade.
func (e *Engine) Migrate(ctx context.Context) (backup string, err error) {
	return store.Upgrade(ctx, e.store("doctor"))
}

// Standings lists where each cut-off stands.
func (e *Engine) Standings(ctx context.Context) ([]ledger.Standing, error) {
	return ledger.Standings(ctx, e.ledger("state"))
}

// SetState notes that the province or the ministry has looked at a cut-off.
func (e *Engine) SetState(ctx context.Context, c ledger.Cutoff, to ledger.State, o ledger.Order) error {
	return ledger.SetState(ctx, e.ledger("state"), c, to, o)
}

// Freeze closes a cut-off.
func (e *Engine) Freeze(ctx context.Context, c ledger.Cutoff, o ledger.Order) error {
	return ledger.CloseCutoff(ctx, e.ledger("freeze"), c, o)
}

// TodoBook is the list of what is to be corrected in the registration system.
const TodoBook = "待在登记系统更正清单.xlsx"

// ExportProblems writes the list of problems per college to path and returns
// how many there are.
func (e *Engine) ExportProblems(ctx context.Context, path string) (int, error) {
	all, err := ledger.Problems(ctx, e.ledger("check"), filepath.Base(path), ledger.Order{})
	if err != nil {
		return 0, err
	}
	return len(all), ledger.WriteProblems(path, e.owner(), time.Now(), all)
}

// ExportTodos writes the list of what is to be put right in the registration
// system to path and returns how many lines it has.
func (e *Engine) ExportTodos(ctx context.Context, path string) (int, error) {
	all, err := ledger.Todos(ctx, e.ledger("check"), filepath.Base(path), ledger.Order{})
	if err != nil {
		return 0, err
	}
	return len(all), ledger.WriteTodos(path, e.owner(), time.Now(), all)
}

// Correct takes in lists of problems that came back and writes what is to be
// put right beside the reports; it returns where.
func (e *Engine) Correct(ctx context.Context, paths []string) ([]ledger.Corrections, string, error) {
	results, err := ledger.RecordCorrections(ctx, e.ledger("load"), paths, ledger.Order{})
	if err != nil {
		return results, "", err
	}
	path := e.Workspace.Path(filepath.Join("reports", TodoBook))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return results, "", err
	}
	_, err = e.ExportTodos(ctx, path)
	return results, path, err
}

// Purge removes a cohort for good, with the originals in the workspace that
// hold nothing else; with do false it only tells.
func (e *Engine) Purge(ctx context.Context, cohort int, do bool, o ledger.Order) (ledger.Purge, error) {
	p, err := ledger.PurgeCohort(ctx, e.ledger("purge"), cohort, do, o)
	if err != nil || !do {
		return p, err
	}
	for _, f := range p.Files {
		if why := removeOriginal(e.Workspace.Path(filepath.FromSlash(f.Path)), f.SHA256); why != "" {
			p.Extra = append(p.Extra, f.Path+"："+why)
		}
	}
	for _, f := range p.Shared {
		p.Extra = append(p.Extra, f.Path+"：含其他届，只从仓库中清除了这一届的行")
	}
	return p, nil
}

// removeOriginal removes a file that is still the one that was loaded; it says
// why it does not.
func removeOriginal(path, sum string) string {
	now, err := load.Fingerprint(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "不在工作区里，请自行处理"
	case err != nil:
		return "读不了，请自行处理"
	case now != sum:
		return "内容已不是载入的那一份，没有动它"
	}
	if err := os.Remove(path); err != nil {
		return "删不掉，请自行处理"
	}
	return ""
}

// Accesses lists the outputs that named people.
func (e *Engine) Accesses(ctx context.Context) ([]ledger.Access, error) {
	return ledger.Accesses(ctx, e.ledger("history"))
}

// Undo takes loads out again; those of a batch where it is not 0.
func (e *Engine) Undo(ctx context.Context, loads []int64, batch int64, o ledger.Order) ([]ledger.UndoneLoad, error) {
	if batch != 0 {
		return ledger.UndoBatch(ctx, e.ledger("undo"), batch, o)
	}
	return ledger.UndoLoads(ctx, e.ledger("undo"), loads, o)
}
