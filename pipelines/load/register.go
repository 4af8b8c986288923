package load

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// register takes the parsed file into raw and meta, in one transaction. A dry
// run asks the same questions and rolls back; where there is no store yet, it
// has nothing to ask.
func (b *batch) register(ctx context.Context, j job, p *parsed, r *FileResult) error {
	if j.request.DryRun && !store.Exists(b.env.Store) {
		return nil
	}
	s, err := b.open(ctx)
	if err != nil {
		return err
	}
	err = s.With(ctx, p.temp, func() error {
		return s.Transact(ctx, func(conn *sql.Conn) error {
			return b.commit(ctx, conn, j, p, r)
		})
	})
	if errors.Is(err, errDryRun) {
		return nil
	}
	if err != nil && fault.KindOf(err) == fault.Failed {
		return errors.Join(err, b.close()) // it may be of no use any more: the next file opens it anew
	}
	return err
}

// open opens the store for the first file that needs it, and keeps it for the
// others: closing it writes what was committed into its place, once for all.
func (b *batch) open(ctx context.Context) (*store.Store, error) {
	if b.store != nil {
		return b.store, nil
	}
	s, err := store.OpenWrite(ctx, b.env.Store)
	if err == nil {
		b.store = s
	}
	return s, err
}

// hashes are those of the files that the command names, reckoned when they are
// first asked for; a file that cannot be read has none.
func (b *batch) hashes() map[string]bool {
	if b.known == nil {
		b.known = map[string]bool{}
		for _, j := range b.files {
			if sum, _, err := fingerprint(j.item); err == nil {
				b.known[sum] = true
			}
		}
	}
	return b.known
}

func (b *batch) close() error {
	if b.store == nil {
		return nil
	}
	s := b.store
	b.store = nil
	return s.Close()
}

// errDryRun rolls a dry run back.
var errDryRun = errors.New("dry run")

func (b *batch) commit(ctx context.Context, conn *sql.Conn, j job, p *parsed, r *FileResult) error {
	if p.scope != "" {
		j.request.Scope = p.scope
	}
	w := &writer{store.Script{Ctx: ctx, Conn: conn}, b.env.Store.Clock(), b.hashes}
	if w.passesOver(j, p, r) || w.Err != nil {
		return w.Err
	}
	if err := w.checkKey(b.env.Key, p, b.started); err != nil {
		return err
	}
	loadID, fileID := w.Next("meta.load", "load_id"), w.Next("meta.file", "file_id")
	batchID := b.report.Batch
	if batchID == 0 {
		batchID = w.Next("meta.batch", "batch_id")
		w.Exec("insert into meta.batch values (?, 'load', ?, ?)", batchID, b.started, b.env.Version)
	}
	state, err := w.replace(j, p, batchID)
	if err != nil {
		return err
	}
	if r.Beside, err = w.beside(j, p, batchID); err != nil {
		return err
	}
	w.load(loadID, batchID, state, j, p, b)
	w.file(fileID, loadID, j, p)
	w.rows(loadID, fileID, p)
	w.details(fileID, p)
	if w.Err != nil {
		return w.Err
	}
	if j.request.DryRun {
		return errDryRun
	}
	r.LoadID, b.report.Batch = loadID, batchID
	return nil
}

// writer enters a file into raw and the register.
type writer struct {
	store.Script
	at     time.Time
	hashes func() map[string]bool // SHA-256 of the command's files
}

// book is the ledger of the same transaction.
func (w *writer) book() ledger.Book { return ledger.Book{Script: &w.Script, At: w.at} }

func (w *writer) load(id, batchID int64, state ledger.State, j job, p *parsed, b *batch) {
	var keyID string
	if b.env.Key != nil && len(p.rows.judge.identifiers) > 0 {
		keyID = b.env.Key.ID
	}
	w.Exec("insert into meta.load values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		id, batchID, p.contract.Name, p.result.Version, p.kind(j), nonZero(int64(p.result.Cohort)), day(p.result.AsOf),
		j.request.Scope, p.mapping.coverage, nonEmpty(p.mapping.name), nonEmpty(p.mapping.sha256), nonEmpty(keyID),
		string(state), nonZero(j.request.Supersedes), w.at)
}

func (w *writer) file(id, loadID int64, j job, p *parsed) {
	r := p.result
	w.Exec("insert into meta.file values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		id, loadID, j.name, filepath.Base(j.item.Name()), p.sha256, p.size, p.format, p.encoding,
		strings.Join(p.sheets, "|"), r.Read, r.Accepted, r.Refused, r.Skipped)
}

// rows copies the accepted rows; their number must be what was judged.
func (w *writer) rows(loadID, fileID int64, p *parsed) {
	n := w.Exec(fmt.Sprintf(`insert into raw.%s by name
		select %d as _load_id, %d as _file_id, %s as _version, _year as _cohort, cast(? as date) as _as_of,
			* exclude (_year, _stated)
		from parsed.main.rows`, query.Identifier(p.contract.Name), loadID, fileID, query.Literal(p.result.Version)),
		day(p.result.AsOf))
	if w.Err == nil && n != p.result.Accepted {
		w.Err = fmt.Errorf("%d rows accepted, %d inserted", p.result.Accepted, n)
	}
}

func (w *writer) details(fileID int64, p *parsed) {
	w.Exec(`insert into meta.refusal select ?, sheet, row_no, column_name, value, rule, why, hint
		from parsed.main.refusals`, fileID)
	w.Exec(`insert into meta.finding select ?, sheet, row_no, column_name, value, rule, severity, why, hint
		from parsed.main.findings`, fileID)
	for _, u := range p.unknown {
		w.Exec("insert into meta.unknown_column values (?, ?, ?, ?, ?)", fileID, u.Sheet, u.Heading, u.Filled, u.Rows)
	}
}

func day(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Format(time.DateOnly)
}

func nonZero(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

func nonEmpty(s string) any {
	if s == "" {
		return nil
	}
	return s
}
