package ledger

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"quxiang/pipelines/fresh"
	"quxiang/pipelines/store"
)

// unfinished is a release that a process left on its way.
type unfinished struct {
	id                   int64
	number, build, state string
	files                []ReleasedFile // full paths
}

// Resume completes or takes away the releases that died on their way, in the
// workspace at root; verbs that write call it first. It takes the store alone
// only where there is one.
func Resume(ctx context.Context, env Env, root string) (err error) {
	if !store.Exists(env.Store) {
		return nil
	}
	all, err := Releases(ctx, env)
	if err != nil {
		return nil // the verb itself meets the store next, and tells
	}
	for _, r := range all {
		if r.State == making || r.State == placing {
			return resumeIn(ctx, env, root)
		}
	}
	return nil
}

func resumeIn(ctx context.Context, env Env, root string) (err error) {
	s, err := store.OpenWrite(ctx, env.Store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return (&press{env: env, store: s, request: ReleaseRequest{Root: root}}).resume(ctx)
}

func (p *press) resume(ctx context.Context) error {
	var all []unfinished
	err := p.transact(ctx, func(b Book) error {
		all = store.All(b.Script, func(rows *sql.Rows) (u unfinished, err error) {
			err = rows.Scan(&u.id, &u.number, &u.build, &u.state)
			return u, err
		}, "select release_id, number, build_id, state from meta.release where state in (?, ?) order by release_id", making, placing)
		for i := range all {
			all[i].files = p.filesOf(b, all[i].id)
		}
		return b.Err
	})
	for _, u := range all {
		if u.state == making {
			err = errors.Join(err, p.forget(ctx, u))
		} else {
			err = errors.Join(err, p.complete(ctx, u))
		}
	}
	return err
}

// filesOf lists a release's files with full paths.
func (p *press) filesOf(b Book, id int64) []ReleasedFile {
	return store.All(b.Script, func(rows *sql.Rows) (f ReleasedFile, err error) {
		var position int
		err = rows.Scan(&position, &f.Path, &f.temporary, &f.SHA256, &f.Size)
		f.Path, f.temporary = p.full(position, f.Path), p.full(position, f.temporary)
		return f, err
	}, "select position, path, temporary, sha256, size from meta.release_file where release_id = ? order by position", id)
}

// full undoes noted.
func (p *press) full(position int, path string) string {
	path = filepath.FromSlash(path)
	switch {
	case filepath.IsAbs(path):
		return path
	case position == 0:
		return filepath.Join(p.env.Store.Dir, path)
	}
	return filepath.Join(p.request.Root, path)
}

// forget takes away a release that was never committed: nobody has seen it.
func (p *press) forget(ctx context.Context, u unfinished) error {
	for _, f := range u.files {
		if err := removeIfThere(f.temporary); err != nil {
			return unplaced(f.temporary, err)
		}
		for _, dir := range []string{filepath.Dir(f.Path), filepath.Dir(filepath.Dir(f.Path))} {
			_ = os.Remove(dir) // made for the release; one that holds anything stays
		}
	}
	err := p.transact(ctx, func(b Book) error {
		b.Exec("delete from meta.release_file where release_id = ?", u.id)
		b.Exec("delete from meta.release where release_id = ?", u.id)
		return b.Err
	})
	return errors.Join(err, p.loosen(ctx, u.build))
}

// complete puts the files of a committed release in their places. Where one is
// lost the release is withdrawn, and what was placed of it goes too; its record
// stays, because somebody may have seen it.
func (p *press) complete(ctx context.Context, u unfinished) error {
	for _, f := range u.files {
		ok, err := arrive(f)
		if err != nil {
			return unplaced(f.Path, err)
		}
		if !ok {
			return p.withdraw(ctx, u, f)
		}
		stepped("placed " + filepath.Base(f.Path))
	}
	return p.close(ctx, u.id, Published, "")
}

// arrive moves a file to its place, unless it is there already; it says whether
// it is there now, as it was written.
func arrive(f ReleasedFile) (bool, error) {
	for _, path := range []string{f.temporary, f.Path} {
		sum, _, err := settle(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && sum != f.SHA256 {
			continue
		}
		if err == nil && path == f.temporary {
			err = fresh.Move(f.temporary, f.Path)
		}
		return err == nil, err
	}
	return false, nil
}

func (p *press) withdraw(ctx context.Context, u unfinished, lost ReleasedFile) error {
	for i, f := range u.files {
		err := removeIfThere(f.temporary)
		if sum, _, readErr := settle(f.Path); i > 0 && readErr == nil && sum == f.SHA256 {
			err = errors.Join(err, os.Remove(f.Path))
		}
		if err != nil {
			return unplaced(f.Path, err)
		}
	}
	err := p.close(ctx, u.id, Withdrawn, "发布中断，写好的文件「"+filepath.Base(lost.Path)+"」不见了或被改动")
	return errors.Join(err, p.loosen(ctx, u.build))
}

func (p *press) close(ctx context.Context, id int64, state, why string) error {
	return p.transact(ctx, func(b Book) error {
		b.Exec("update meta.release set state = ?, closed_why = nullif(?, '') where release_id = ?", state, why, id)
		return b.Err
	})
}

// loosen lets a build go that no release stands on any more.
func (p *press) loosen(ctx context.Context, build string) error {
	var left int64
	err := p.transact(ctx, func(b Book) error {
		left = b.One("select count(*) from meta.release where build_id = ? and state <> ?", build, Withdrawn)
		return b.Err
	})
	if err != nil || left > 0 {
		return err
	}
	return p.store.Unpin(build)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
