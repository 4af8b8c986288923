package main

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/store"
	"quxiang/reports/export"
	"quxiang/reports/form"
)

func none(context.Context, *session, []string) ([]pipelines.Choice, error) { return nil, nil }

// ofEngine offers what needs no warehouse.
func ofEngine(list func(*pipelines.Engine) ([]pipelines.Choice, error)) offer {
	return func(_ context.Context, s *session, _ []string) ([]pipelines.Choice, error) {
		e, err := s.engine()
		if err != nil {
			return nil, err
		}
		return list(e)
	}
}

// ofBuild offers what the current build holds.
func ofBuild(list func(context.Context, *store.Reader) ([]pipelines.Choice, error)) offer {
	return func(ctx context.Context, s *session, _ []string) (all []pipelines.Choice, err error) {
		err = s.withBuild(ctx, func(_ *pipelines.Engine, build *store.Reader) error {
			all, err = list(ctx, build)
			return err
		})
		return all, err
	}
}

// ofLoads offers what can be read off the register of loads, each word once.
func ofLoads(tell func(*pipelines.Engine, pipelines.Loaded) pipelines.Choice) offer {
	return func(ctx context.Context, s *session, _ []string) ([]pipelines.Choice, error) {
		e, err := s.engine()
		if err != nil {
			return nil, err
		}
		history, err := e.History(ctx)
		var all []pipelines.Choice
		for _, l := range history {
			c := tell(e, l)
			known := slices.ContainsFunc(all, func(k pipelines.Choice) bool { return k.Word == c.Word })
			if c.Word != "" && ledger.State(l.State).Counts() && !known {
				all = append(all, c)
			}
		}
		return all, err
	}
}

var (
	colleges = ofBuild(pipelines.Colleges)
	majors   = ofBuild(pipelines.Majors)

	loads = ofLoads(func(e *pipelines.Engine, l pipelines.Loaded) pipelines.Choice {
		return pipelines.Choice{Word: number(l.Load), About: e.Contracts.Title(l.Contract) + "，" + l.File}
	})
	batches = ofLoads(func(_ *pipelines.Engine, l pipelines.Loaded) pipelines.Choice {
		return pipelines.Choice{Word: number(l.Batch), About: inChina(l.LoadedAt) + " " + l.File + " 等"}
	})
	cohorts = ofLoads(func(_ *pipelines.Engine, l pipelines.Loaded) pipelines.Choice {
		return pipelines.Choice{Word: blankZero(l.Cohort), About: "届"}
	})
)

// days are those that a cohort's files describe, where args name a cohort.
func days(ctx context.Context, s *session, args []string) ([]pipelines.Choice, error) {
	named := slices.IndexFunc(args, func(arg string) bool { _, err := strconv.Atoi(arg); return err == nil })
	return ofLoads(func(_ *pipelines.Engine, l pipelines.Loaded) (c pipelines.Choice) {
		if named < 0 || args[named] == number(l.Cohort) {
			c.Word = l.AsOf
		}
		return c
	})(ctx, s, args)
}

var contracts = ofEngine(func(e *pipelines.Engine) (all []pipelines.Choice, _ error) {
	for _, c := range e.Contracts.Loaded() {
		all = append(all, pipelines.Choice{Word: c.Name, About: c.Title})
	}
	return all, nil
})

var mappings = ofEngine(func(e *pipelines.Engine) (all []pipelines.Choice, err error) {
	found, err := e.Workspace.Glob("mappings/*.toml")
	for _, file := range found {
		all = append(all, pipelines.Choice{Word: strings.TrimSuffix(filepath.Base(file), ".toml")})
	}
	return all, err
})

var cardRules = ofEngine(func(e *pipelines.Engine) (all []pipelines.Choice, _ error) {
	for _, r := range e.Rules {
		all = append(all, pipelines.Choice{Word: r.Name, About: r.Title})
	}
	return all, nil
})

var quotaRules = ofEngine(func(e *pipelines.Engine) (all []pipelines.Choice, _ error) {
	for _, t := range e.Tables {
		all = append(all, pipelines.Choice{Word: t.Name, About: t.Title})
	}
	return append(all, pipelines.Choice{Word: noTable, About: "不用规则表"}), nil
})

// decisions are majors that a number is to follow.
func decisions(ctx context.Context, s *session, args []string) ([]pipelines.Choice, error) {
	all, err := majors(ctx, s, args)
	for i := range all {
		all[i].Word += "="
	}
	return all, err
}

var steps = ofEngine(func(e *pipelines.Engine) ([]pipelines.Choice, error) {
	return choicesOf(e.Workspace.Config.Signoff.Required), nil
})

var builds = ofEngine(func(e *pipelines.Engine) ([]pipelines.Choice, error) {
	return append([]pipelines.Choice{{Word: pipelines.CurrentBuild, About: "当前"}, {Word: pipelines.PreviousBuild, About: "上一次"},
		{Word: pipelines.NextBuild, About: "候选"}}, choicesOf(e.Builds())...), nil
})

var modelNames = ofEngine(func(e *pipelines.Engine) ([]pipelines.Choice, error) {
	all := choicesOf(e.Project.Names())
	for _, name := range e.Project.Tables() {
		all = append(all, pipelines.Choice{Word: name, About: "代码表或规则"})
	}
	return all, nil
})

var testNames = ofEngine(func(e *pipelines.Engine) ([]pipelines.Choice, error) {
	return choicesOf(e.Project.Names()), nil
})

var martNames = ofEngine(func(e *pipelines.Engine) (all []pipelines.Choice, _ error) {
	for _, n := range e.Marts() {
		all = append(all, pipelines.Choice{Word: strings.TrimPrefix(n.Name, "marts.")})
	}
	return append(all, pipelines.Choice{Word: export.Figures, About: "已发布的公开版印出的数"}), nil
})

var formNames = ofEngine(func(e *pipelines.Engine) (all []pipelines.Choice, err error) {
	tree, err := e.Forms()
	if err != nil {
		return nil, err
	}
	forms, err := form.Load(tree, martsOf(e))
	for _, f := range forms {
		all = append(all, pipelines.Choice{Word: f.Name, About: f.Title})
	}
	return all, err
})

// askedWords are the words that figures can be asked for by.
func askedWords(ctx context.Context, s *session, _ []string) (all []pipelines.Choice, err error) {
	err = s.withBuild(ctx, func(e *pipelines.Engine, build *store.Reader) error {
		x, err := e.Explainer(ctx, build)
		if err != nil {
			return err
		}
		words, err := x.Words(ctx)
		all = choicesOf(words)
		return err
	})
	return all, err
}
