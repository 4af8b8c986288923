package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/load"
	"quxiang/pipelines/store"
	sqlfiles "quxiang/sql"
)

// TestMain keeps the keys that the tests make out of the user's own folder:
// a second key there would stop the user's next workspace.
func TestMain(m *testing.M) {
	if role := os.Getenv(dyingAt); role != "" {
		die(role, os.Getenv(dyingIn))
	}
	dir, err := os.MkdirTemp("", "quxiang-ledger")
	if err == nil {
		err = os.Setenv("QUXIANG_CONFIG_DIR", dir)
	}
	if err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(dir) // the test is over: what is left is the system's to sweep
	os.Exit(code)
}

// model is what the manual's table says of one cut-off. A load that replaced
// another remembers it, so that undoing brings it back.
type model struct {
	manual map[ledger.Verb]map[string]string
	now    *loaded
	frozen bool
	loads  int64
}

type loaded struct {
	id       int64
	state    ledger.State
	replaced *loaded
}

// try applies a verb and reports whether the manual allows it.
func (m *model) try(verb ledger.Verb) bool {
	column := ledger.None.Word()
	if m.now != nil {
		column = m.now.state.Word()
	}
	cell := m.manual[verb][column]
	if m.frozen {
		cell = m.manual[verb]["已冻结"]
	}
	if cell == "不行" {
		return false
	}
	switch verb {
	case ledger.Load, ledger.Supersede, ledger.Reduce:
		m.loads++
		state := ledger.Reported
		if m.now != nil {
			state = m.now.state
		}
		m.now = &loaded{m.loads, state, m.now}
	case ledger.Undo:
		m.now = m.now.replaced
	case ledger.Review, ledger.Settle:
		m.now.state = ledger.State(cell)
	case ledger.Freeze:
		m.frozen = true
	}
	return true
}

// world is a real store on which the same happens.
type world struct {
	t     testing.TB
	dir   string
	load  load.Env
	env   ledger.Env
	files int
}

var lastDay = ledger.Cutoff{Cohort: 2024, AsOf: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)}

func newWorld(t testing.TB) *world {
	t.Helper()
	return worldIn(t, t.TempDir())
}

// worldIn is the world of a folder.
func worldIn(t testing.TB, dir string) *world {
	t.Helper()
	set, err := contract.LoadAll(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	codes, err := contract.LoadCodes(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	key, err := identity.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	cfg := store.Config{Dir: filepath.Join(dir, "warehouse"), Verb: "test", Memory: 512 << 20, Raw: load.RawTables(set)}
	return &world{t: t, dir: dir, env: ledger.Env{Store: cfg, Contracts: set},
		load: load.Env{Store: cfg, Contracts: set, Codes: codes, Root: dir, Institution: "10611", Key: key}}
}

// try does to the store what a user would, on the load that counts.
func (w *world) try(verb ledger.Verb, now int64) error {
	ctx, o := context.Background(), ledger.Order{By: "测试"}
	switch verb {
	case ledger.Load:
		return w.file(load.Request{})
	case ledger.Supersede:
		return w.file(load.Request{Supersedes: now})
	case ledger.Reduce:
		return w.file(load.Request{Supersedes: now, Document: "某教函〔2025〕1号"})
	case ledger.Undo:
		_, err := ledger.UndoLoads(ctx, w.env, []int64{now}, o)
		return err
	case ledger.Review:
		return ledger.SetState(ctx, w.env, lastDay, ledger.Reviewed, o)
	case ledger.Settle:
		return ledger.SetState(ctx, w.env, lastDay, ledger.Settled, o)
	}
	return ledger.CloseCutoff(ctx, w.env, lastDay, o)
}

// file loads a register that no other equals: its one student is named after
// its number.
func (w *world) file(r load.Request) error {
	w.files++
	path := filepath.Join(w.dir, fmt.Sprintf("登记%d-20241231.csv", w.files))
	text := fmt.Sprintf("学号,学历,专业,毕业去向,毕业日期\nS%d,本科生毕业,汉语言文学,升学,2024-06-30\n", w.files)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	r.Contract, r.Paths = "destination", []string{path}
	_, err := load.Run(context.Background(), w.load, []load.Request{r})
	return err
}

// seen describes what the store holds: the load that counts and its state.
func (w *world) seen() string {
	all, err := ledger.Standings(context.Background(), w.env)
	if err != nil {
		if fault.KindOf(err) == fault.Usage { // no store yet
			return ""
		}
		w.t.Fatal(err)
	}
	if len(all) == 0 {
		return ""
	}
	s, err := store.OpenRead(context.Background(), w.env.Store)
	if err != nil {
		w.t.Fatal(err)
	}
	var loads string
	err = s.Conn().QueryRowContext(context.Background(), `select string_agg(r._load_id::text, ',' order by r._load_id)
		from raw.destination as r join meta.load as l on l.load_id = r._load_id and `+ledger.Counting).Scan(&loads)
	if err := errors.Join(err, s.Close()); err != nil {
		w.t.Fatal(err)
	}
	return fmt.Sprintf("load %s %s frozen=%v", loads, all[0].State, all[0].Frozen)
}

func (m *model) seen() string {
	if m.now == nil {
		return ""
	}
	return fmt.Sprintf("load %d %s frozen=%v", m.now.id, m.now.state, m.frozen)
}

// TestHistories: whatever is tried in whatever order, the store does what the
// manual's table says, and stands where it says.
func TestHistories(t *testing.T) {
	verbs := []ledger.Verb{ledger.Load, ledger.Supersede, ledger.Supersede, ledger.Reduce, ledger.Undo, ledger.Undo,
		ledger.Review, ledger.Settle, ledger.Freeze}
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 0))
			m, w := &model{manual: ledger.Documented(t)}, newWorld(t)
			var told []string
			for range 24 {
				verb := verbs[random.IntN(len(verbs))]
				if verb == ledger.Freeze && random.IntN(3) > 0 {
					continue
				}
				id := int64(99)
				if m.now != nil {
					id = m.now.id
				}
				allowed, err := m.try(verb), w.try(verb, id)
				told = append(told, string(verb))
				if allowed != (err == nil) || err != nil && fault.KindOf(err) != fault.Usage {
					t.Fatalf("%s: allowed %v, got %v", strings.Join(told, ", "), allowed, err)
				}
				if m.seen() != w.seen() {
					t.Fatalf("%s: the store holds %q, want %q", strings.Join(told, ", "), w.seen(), m.seen())
				}
			}
		})
	}
}
