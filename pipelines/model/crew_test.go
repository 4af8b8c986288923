package model

import (
	"context"
	"fmt"
	"strings"
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
