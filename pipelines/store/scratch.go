//go:build duckdb_arrow

package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

const (
	scratchPrefix = "scratch-"
	scratchAlive  = "alive"
)

// scratch is a folder below Config.TempDir for one instance: two instances
// must not share a spill folder, their files have the same names.
type scratch struct {
	dir   string
	alive *flock.Flock
}

// newScratch makes a folder and removes those that killed processes left.
func newScratch(cfg Config) (*scratch, error) {
	if err := os.MkdirAll(cfg.temp(), 0o700); err != nil {
		return nil, unusable(cfg, err)
	}
	sweep(cfg.temp())
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
