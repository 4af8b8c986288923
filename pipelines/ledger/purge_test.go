package ledger_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/load"
	"quxiang/pipelines/store"
)

// A purge that is cut off after the rows were deleted leaves builds, copies and
// originals; the next one takes them away, and then there is nothing to purge.
func TestPurgeCutOff(t *testing.T) {
	ctx, w := context.Background(), newWorld(t)
	purge := func() (ledger.Purge, error) {
		return ledger.PurgeCohort(ctx, w.env, 2024, true, ledger.Order{By: "测试"})
	}
	if err := w.file(load.Request{}); err != nil {
		t.Fatal(err)
	}
	build := w.build()
	obstacle := filepath.Join(w.env.Store.Dir, "store-v0.bak", "x") // a copy that can't be removed
	if err := os.MkdirAll(obstacle, 0o700); err != nil {
		t.Fatal(err)
	}
	if p, err := purge(); err == nil || p.Rows != 1 || !store.PurgePending(w.env.Store) {
		t.Fatalf("beside a copy that stays: %+v, %v", p, err)
	}
	if err := os.RemoveAll(filepath.Dir(obstacle)); err != nil {
		t.Fatal(err)
	}
	p, err := purge()
	if err != nil || !p.Done || len(p.Files) != 1 || p.Files[0].SHA256 == "" || store.PurgePending(w.env.Store) {
		t.Errorf("done again: %+v, %v", p, err)
	}
	if _, err := store.OpenBuild(ctx, w.env.Store, build.ID); fault.KindOf(err) != fault.Usage {
		t.Errorf("a build is left: %v", err)
	}
	if _, err := purge(); fault.KindOf(err) != fault.Usage || store.PurgePending(w.env.Store) {
		t.Errorf("a third time: %v", err)
	}
}
