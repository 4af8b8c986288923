//go:build duckdb_arrow

package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

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
		return nil, unusable(cfg, errors.Join(err, os.RemoveAll(dir)))
	}
	return &scratch{dir: dir, alive: alive}, nil
}

// sweep removes the scratch folders whose owner is gone. A folder without its
// lock file is being made or being removed this moment: leave it.
func sweep(temp string) {
	entries, err := os.ReadDir(temp)
	if err != nil {
		return
	}
	for _, e := range entries {
		mark := filepath.Join(temp, e.Name(), scratchAlive)
		if _, err := os.Stat(mark); err != nil || !strings.HasPrefix(e.Name(), scratchPrefix) {
			continue
		}
		if dead(mark) {
			_ = os.RemoveAll(filepath.Join(temp, e.Name()))
		}
	}
}

func (s *scratch) spill() string { return filepath.Join(s.dir, "spill") }

func (s *scratch) remove() error {
	return errors.Join(s.alive.Close(), os.RemoveAll(s.dir))
}
