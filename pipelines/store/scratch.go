//go:build duckdb_arrow

package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"quxiang/pipelines/fresh"
	"quxiang/pipelines/private"
)

const (
	scratchPrefix = "scratch-"
	scratchAlive  = "alive"
	scratchMaking = "making.lock"
)

// scratch is a folder below Config.TempDir for one instance: two instances
// must not share a spill folder, their files have the same names.
type scratch struct {
	dir   string
	alive *flock.Flock
}

// newScratch makes a folder and removes those that killed processes left. One
// at a time: between making the file that tells a living owner and locking it,
// a neighbour's sweep would take the owner for dead.
func newScratch(cfg Config) (_ *scratch, err error) {
	if err := private.Folder(cfg.temp()); err != nil {
		return nil, unusable(cfg, err)
	}
	making := flock.New(filepath.Join(cfg.temp(), scratchMaking))
	if err := making.Lock(); err != nil {
		return nil, unusable(cfg, errors.Join(err, making.Close()))
	}
	defer func() { err = errors.Join(err, making.Close()) }()
	sweep(cfg.temp())
	return makeScratch(cfg)
}

func makeScratch(cfg Config) (*scratch, error) {
	dir, err := os.MkdirTemp(cfg.temp(), scratchPrefix)
	if err != nil {
		return nil, unusable(cfg, err)
	}
	alive := flock.New(filepath.Join(dir, scratchAlive))
	if _, err := alive.TryLock(); err != nil {
		return nil, unusable(cfg, errors.Join(err, fresh.RemoveAll(dir)))
	}
	return &scratch{dir: dir, alive: alive}, nil
}

// abandoned is the age at which a folder that isn't a database's is nobody's any
// more: those for prints and exports live for minutes.
const abandoned = 24 * time.Hour

// sweep removes the scratch folders whose owner is gone, and the folders of
// other work that was killed, or that a browser's helpers kept when it ended.
func sweep(temp string) {
	entries, err := os.ReadDir(temp)
	if err != nil {
		return
	}
	for _, e := range entries {
		dir, left := filepath.Join(temp, e.Name()), aged(e)
		if strings.HasPrefix(e.Name(), scratchPrefix) {
			left = ownerless(dir)
		}
		if left {
			_ = os.RemoveAll(dir)
		}
	}
}

// ownerless: a folder without its lock file is being made or being removed this
// moment, and is left alone.
func ownerless(dir string) bool {
	mark := filepath.Join(dir, scratchAlive)
	_, err := os.Stat(mark)
	return err == nil && dead(mark)
}

func aged(e os.DirEntry) bool {
	info, err := e.Info()
	return err == nil && e.IsDir() && time.Since(info.ModTime()) > abandoned
}

func (s *scratch) spill() string { return filepath.Join(s.dir, "spill") }

func (s *scratch) remove() error {
	return errors.Join(s.alive.Close(), fresh.RemoveAll(s.dir))
}
