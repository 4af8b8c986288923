// Command attack writes what the attacker of the public edition needs.
//
//	attack school DIR SEED…        schools invented by seed
//	attack workspace DIR WORKSPACE the public edition of a workspace's build
//
// For each, DIR/NAME has public.jsonl, what a reader sees; truth.jsonl, what he
// must not find out; and, where there was a release before, earlier.jsonl.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"quxiang/pipelines"
	"quxiang/pipelines/workspace"
	"quxiang/reports/attack"
	"quxiang/reports/chapter"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) >= 3 && args[0] == "school":
		for _, text := range args[2:] {
			seed, err := strconv.ParseUint(text, 10, 64)
			if err != nil {
				return err
			}
			if err := school(filepath.Join(args[1], fmt.Sprintf("school-%04d", seed)), seed); err != nil {
				return fmt.Errorf("seed %d: %w", seed, err)
			}
		}
		return nil
	case len(args) == 3 && args[0] == "workspace":
		return build(args[1], args[2])
	}
	return errors.New("usage: attack school DIR SEED… | attack workspace DIR WORKSPACE")
}

// school writes an invented school.
func school(dir string, seed uint64) error {
	start := time.Now()
	e, err := attack.Invent(seed)
	if err != nil {
		return err
	}
	return write(dir, e, time.Since(start))
}

// build writes the public edition of a workspace's current build.
func build(dir, root string) (err error) {
	w, err := workspace.Open(root)
	if err != nil {
		return err
	}
	engine, err := pipelines.NewEngine(w, pipelines.Options{})
	if err != nil {
		return err
	}
	reader, err := engine.Current(context.Background())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	c := w.Config
	opts := chapter.Options{Institution: c.Institution.Name, Cohort: c.Report.Year, FirstCohort: c.Report.Cohorts, Edition: c.Report.Edition,
		MainCutoff: c.Report.MainCutoff, SmallN: c.Report.SmallN, CardRules: append([]string{}, c.Cards.Rules...), Public: true}
	first := opts.FirstCohort
	if first == 0 {
		first = opts.Cohort - 4
	}
	data, err := chapter.Read(context.Background(), reader.DB(), first, opts.Cohort)
	if err != nil {
		return err
	}
	start := time.Now()
	e, err := attack.Of(data, opts, nil)
	if err != nil {
		return err
	}
	return write(dir, e, time.Since(start))
}

// write puts an edition's files into dir.
func write(dir string, e *attack.Edition, took time.Duration) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	facts, err := json.Marshal(map[string]any{"seed": e.Seed, "graduates": e.Graduates, "hidden": e.Result.Hidden,
		"figures": e.Result.Figures, "exposed": e.Result.Exposed, "seconds": took.Seconds()})
	if err != nil {
		return err
	}
	for name, text := range map[string][]byte{"public.jsonl": e.Public, "truth.jsonl": e.Truth, "earlier.jsonl": e.Earlier, "facts.json": facts} {
		if text == nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
