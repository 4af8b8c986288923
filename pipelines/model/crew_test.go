package model

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"quxiang/pipelines/store"
)

// A Go model that reads more than it says would find a table made or not by
// chance, as models are made side by side.
func TestGoModelsSayWhatTheyRead(t *testing.T) {
	p := shipped(t)
	for _, n := range p.Nodes {
		if n.Go == nil || len(n.Inputs) == 0 {
			continue
		}
		results, err := p.Test(context.Background(), testConfig(t, p), n.Name) // makes nothing else than what n rests on
		if err != nil || len(results) == 0 || results[0].Err != nil {
			t.Errorf("%s: %v, %+v", n.Name, err, results)
		}
	}
}

// Of many models side by side one fails: it is named, the others end.
func TestOneOfManyFails(t *testing.T) {
	files := fstest.MapFS{}
	add := func(name, text string) {
		files["warehouse/"+name+".sql"] = &fstest.MapFile{Data: []byte(text)}
		files["warehouse/"+name+".toml"] = &fstest.MapFile{Data: []byte(
			"description = \"x\"\n[[column]]\nname = \"n\"\ntype = \"integer\"\ndescription = \"n\"\n")}
	}
	for i := range 30 {
		add(fmt.Sprintf("a%02d", i), "select 1 as n")
		add(fmt.Sprintf("b%02d", i), fmt.Sprintf("select n from warehouse.a%02d", i))
	}
	add("long", "select cast(count(*) as integer) as n from range(10000000000)")
	add("wrong", "select cast('不是数' as integer) as n from warehouse.a29")
	p, err := Load(files, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := store.NewBuild(context.Background(), testConfig(t, p))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Discard()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if _, err = p.Build(ctx, b, DefaultParams()); err == nil || !strings.Contains(err.Error(), "运行模型 warehouse.wrong") {
		t.Errorf("%v, want the fault of warehouse.wrong", err)
	}
}

// hungry is work that fails until its third attempt.
type hungry struct {
	why  string   // what it fails of
	took []string // threads of each attempt, many or 1
	busy atomic.Int32
	seen int // others that worked during a second or third attempt
}

func (h *hungry) eat(ctx context.Context, conn *sql.Conn) error {
	var threads int
	if err := conn.QueryRowContext(ctx, "select current_setting('threads')").Scan(&threads); err != nil {
		return err
	}
	h.took = append(h.took, map[bool]string{true: "1", false: "many"}[threads == 1])
	if len(h.took) > 1 {
		h.seen += int(h.busy.Load())
	}
	if len(h.took) < 3 {
		return errors.New(h.why)
	}
	return nil
}

func (h *hungry) other(context.Context, *sql.Conn) error {
	h.busy.Add(1)
	defer h.busy.Add(-1)
	time.Sleep(5 * time.Millisecond)
	return nil
}

// Work that finds the memory taken is done again alone, then in one thread;
// what has run out of its spill is not.
func TestOutOfMemoryIsTriedAlone(t *testing.T) {
	b, err := store.NewBuild(context.Background(), testConfig(t, shipped(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Discard()
	if len(b.Conns()) < 2 {
		t.Skip("one core: nothing runs side by side")
	}
	c := newCrew(b.Conns())
	for why, want := range map[string][]string{
		"Out of Memory Error: x":                       {"many", "many", "1"},
		"Out of Memory Error: max_temp_directory_size": {"many"},
		"Binder Error: x":                              {"many"},
	} {
		h := &hungry{why: why}
		err := c.all(context.Background(), []task{h.eat, h.other, h.other, h.other, h.other})
		if (err == nil) != (len(want) == 3) || !slices.Equal(h.took, want) || h.seen > 0 {
			t.Errorf("%s: attempts in %v threads, beside %d others, %v", why, h.took, h.seen, err)
		}
	}
	var threads int
	if err := b.Conn().QueryRowContext(context.Background(), "select current_setting('threads')").Scan(&threads); err != nil || threads < 2 {
		t.Errorf("%d threads afterwards, %v", threads, err)
	}
}
