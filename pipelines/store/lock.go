//go:build duckdb_arrow

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/private"
)

// Holder is a process that holds a lock.
type Holder struct {
	PID   int
	Verb  string
	Since time.Time
}

// lock is a held lock file. Beside it, in <name>.d, every holder keeps an
// empty file that it has locked too; the file's name says who it is. A holder
// that died has lost that lock, which is how the others tell.
type lock struct {
	main, holder *flock.Flock
}

const poll = 100 * time.Millisecond

// acquire takes the lock called name, shared or exclusive, waiting up to
// cfg.Wait. The fault of kind Locked names the holders.
func acquire(ctx context.Context, cfg Config, name string, exclusive bool) (*lock, error) {
	if err := private.Folder(cfg.path(name + ".d")); err != nil {
		return nil, unusable(cfg, err)
	}
	main := flock.New(cfg.path(name))
	ok, err := wait(ctx, cfg.Wait, main, exclusive)
	if err != nil {
		return nil, errors.Join(err, main.Close())
	}
	if !ok {
		return nil, errors.Join(locked(cfg, name), main.Close())
	}
	return &lock{main: main, holder: register(cfg, name)}, nil
}

func wait(ctx context.Context, limit time.Duration, f *flock.Flock, exclusive bool) (bool, error) {
	try := f.TryRLock
	if exclusive {
		try = f.TryLock
	}
	for deadline := time.Now().Add(limit); ; {
		ok, err := try()
		if ok || err != nil || !time.Now().Before(deadline) {
			return ok, err
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(poll):
		}
	}
}

// holderSerial tells the locks of one process apart.
var holderSerial atomic.Int64

// register leaves the holder's mark. It only serves messages, so a mark that
// cannot be made (a full disk, a sweeping neighbour) holds nobody up.
func register(cfg Config, name string) *flock.Flock {
	entry := fmt.Sprintf("%d_%d_%d_%s", os.Getpid(), holderSerial.Add(1), time.Now().Unix(), cfg.Verb)
	f := flock.New(filepath.Join(cfg.path(name+".d"), entry))
	_, _ = f.TryLock()
	return f
}

func (l *lock) release() error {
	if l == nil {
		return nil
	}
	_ = l.holder.Close()
	_ = os.Remove(l.holder.Path())
	return l.main.Close()
}

// holders lists the living processes that hold the lock, oldest first.
func holders(cfg Config, name string) []Holder {
	entries, err := os.ReadDir(cfg.path(name + ".d"))
	if err != nil {
		return nil
	}
	var alive []Holder
	for _, e := range entries {
		path := filepath.Join(cfg.path(name+".d"), e.Name())
		if dead(path) {
			_ = os.Remove(path) // somebody else may have been quicker
			continue
		}
		if h, ok := parseHolder(e.Name()); ok {
			alive = append(alive, h)
		}
	}
	return alive
}

func dead(path string) bool {
	f := flock.New(path, flock.SetFlag(os.O_RDONLY)) // never create it anew
	ok, err := f.TryLock()
	_ = f.Close()
	return ok && err == nil
}

func parseHolder(entry string) (Holder, bool) {
	parts := strings.SplitN(entry, "_", 4)
	if len(parts) != 4 {
		return Holder{}, false
	}
	pid, err1 := strconv.Atoi(parts[0])
	since, err2 := strconv.ParseInt(parts[2], 10, 64)
	return Holder{PID: pid, Verb: parts[3], Since: time.Unix(since, 0)}, err1 == nil && err2 == nil
}

// introduced lists the holders, and gives one that has only just taken the lock
// the moment that it needs to leave its mark.
func introduced(cfg Config, name string) []Holder {
	for range 5 {
		if alive := holders(cfg, name); len(alive) > 0 {
			return alive
		}
		time.Sleep(poll / 5)
	}
	return nil
}

func locked(cfg Config, name string) error {
	var who []string
	for _, h := range introduced(cfg, name) {
		who = append(who, fmt.Sprintf("进程 %d（quxiang %s，自 %s）", h.PID, h.Verb, h.Since.Format("15:04:05")))
	}
	by := "另一个进程"
	if len(who) > 0 {
		by = strings.Join(who, "、")
	}
	return &fault.Error{Kind: fault.Locked, Op: "打开数据仓库", File: cfg.Dir,
		Why: by + " 正在使用", Hint: "等它结束后再试，或加 --wait 5m 等候"}
}

func unusable(cfg Config, err error) error {
	return &fault.Error{Op: "打开数据仓库", File: cfg.Dir, Why: "文件夹不能写入", Err: err,
		Hint: "检查磁盘空间和权限，运行 quxiang doctor 查看"}
}
