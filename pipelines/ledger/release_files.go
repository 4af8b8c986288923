package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
)

// releasesDir is the folder of the warehouse that keeps each release's record:
// a purge leaves it, because it holds what was published and nothing else.
const releasesDir = "releases"

// recordSuffix is the ending of a record's name.
const recordSuffix = ".figures.parquet"

// press makes one release on the opened store.
type press struct {
	env     Env
	store   *store.Store
	request ReleaseRequest
	order   Order
	id      int64
}

// stepped is told of every step that a release has taken; tests end the
// process there.
var stepped = func(string) {}

func (p *press) transact(ctx context.Context, fn func(Book) error) error {
	return p.store.Transact(ctx, func(conn *sql.Conn) error {
		b := Book{&store.Script{Ctx: ctx, Conn: conn}, p.env.Store.Clock(), p.env.Contracts.Loaded(), p.env.Store.Dir}
		return errors.Join(fn(b), b.Err)
	})
}

// publish writes down what is going to happen, lets it happen under temporary
// names, commits, and renames. From the commit on nothing turns back.
func (p *press) publish(ctx context.Context, d Draft, made Made) error {
	files := p.files(d.Number, made)
	if err := p.begin(ctx, d, files); err != nil {
		return err
	}
	stepped("begun")
	figures, err := p.write(made, files)
	if err == nil {
		stepped("written")
		err = p.commit(ctx, files, figures)
	}
	if err != nil {
		return errors.Join(err, p.resume(context.WithoutCancel(ctx)))
	}
	stepped("committed")
	return p.resume(context.WithoutCancel(ctx))
}

// files are those of the release: the record of the warehouse first, since
// later releases rely on it, and the report's own record last.
func (p *press) files(number string, made Made) []Written {
	paths := []string{filepath.Join(p.env.Store.Dir, releasesDir, number+recordSuffix)}
	for _, o := range made.Outputs {
		paths = append(paths, o.Path)
	}
	var all []Written
	for _, path := range append(paths, made.RecordPath) {
		all = append(all, Written{Path: path, Temporary: filepath.Join(filepath.Dir(path), ".release-"+number+"-"+filepath.Base(path))})
	}
	return all
}

// begin notes the release and its files, and keeps its build.
func (p *press) begin(ctx context.Context, d Draft, files []Written) error {
	r := p.request
	err := p.transact(ctx, func(b Book) error {
		p.id = b.Next("meta.release", "release_id")
		b.Exec("insert into meta.release values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, null)", p.id, d.Number, r.Cohort, r.Kind,
			r.Audience, r.Build, making, strings.Join(d.Missing, "|"), p.order.person(), b.At)
		for i, f := range files {
			b.Exec("insert into meta.release_file values (?, ?, ?, ?, '', 0)", p.id, i, p.noted(i, f.Path), p.noted(i, f.Temporary))
		}
		return b.Err
	})
	if err != nil {
		return err
	}
	if err := p.store.Pin(r.Build); err != nil {
		return errors.Join(err, p.resume(context.WithoutCancel(ctx)))
	}
	return nil
}

// noted is how the register writes a path: relative to the warehouse for its
// own record, to the workspace for what lies in it.
func (p *press) noted(position int, path string) string {
	base := p.request.Root
	if position == 0 {
		base = p.env.Store.Dir
	}
	if rel, err := filepath.Rel(base, path); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return path
}

// write writes every file under its temporary name and brings it to the disk.
func (p *press) write(made Made, files []Written) (figures int64, err error) {
	outputs := files[1 : len(files)-1]
	for i, o := range made.Outputs {
		if err := p.one(&outputs[i], o.Write); err != nil {
			return 0, err
		}
	}
	record := func(path string) (err error) {
		figures, err = made.Record(path, outputs)
		return err
	}
	return figures, errors.Join(p.one(&files[0], record), p.one(&files[len(files)-1], record))
}

func (p *press) one(f *Written, write func(string) error) error {
	if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
		return unplaced(f.Path, err)
	}
	if err := write(f.Temporary); err != nil {
		return fault.Writing("发布", f.Path, remedy, err)
	}
	var err error
	if f.SHA256, f.Size, err = settle(f.Temporary); err != nil {
		return unplaced(f.Path, err)
	}
	stepped("wrote " + filepath.Base(f.Path))
	return nil
}

// settle brings a file to the disk and reads it back for its sum.
func settle(path string) (sum string, size int64, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Sync(); err != nil {
		return "", 0, err
	}
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// commit makes the files the release's.
func (p *press) commit(ctx context.Context, files []Written, figures int64) error {
	return p.transact(ctx, func(b Book) error {
		b.Exec("update meta.release set state = ?, figures = ? where release_id = ?", placing, figures, p.id)
		for i, f := range files {
			b.Exec("update meta.release_file set sha256 = ?, size = ? where release_id = ? and position = ?", f.SHA256, f.Size, p.id, i)
		}
		return b.Err
	})
}

// remedy is what to do about a place that can't be written to.
const remedy = "关闭打开着的旧报告（Excel、浏览器），检查磁盘空间和权限，再运行同一条命令"

func unplaced(path string, cause error) error { return fault.Unwritable("发布", path, remedy, cause) }
