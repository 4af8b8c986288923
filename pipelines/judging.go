package pipelines

import (
	"context"
	"database/sql"
	"errors"

	"quxiang/pipelines/card"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/model"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/store"
)

// WhatIf is the schema in which Judge leaves its verdicts: in the memory of the
// build's reader, beside the build and shaped like its marts.
const WhatIf = "memory.whatif"

// Judge applies the rules called names, those that the workspace has chosen
// when there are none, to one cohort of a build, without building anything. It
// returns the connection that sees the verdicts; the caller closes it.
func (e *Engine) Judge(ctx context.Context, build *store.Reader, names []string, cohort int) (*sql.Conn, error) {
	if len(names) == 0 {
		names = e.Workspace.Config.Cards.Rules
	}
	rules, err := rule.Choose(e.Rules, names)
	if err == nil && len(rules) == 0 {
		err = &fault.Error{Kind: fault.Usage, Op: "判定红黄牌", Why: "没有选用规则",
			Hint: "在 quxiang.toml 的 [cards] 里写 rules，或用 --rule 指明；quxiang cards --list 列出可用的规则"}
	}
	if err != nil {
		return nil, err
	}
	e.options.Progress("判定红黄牌")
	conn, err := build.DB().Conn(ctx)
	if err != nil {
		return nil, err
	}
	if err := e.Project.Try(ctx, conn, WhatIf, asGoModels(card.WhatIf(rules, cohort, cohort))...); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// asGoModels are models as package model takes them.
func asGoModels(models []card.Model) []model.GoModel {
	all := make([]model.GoModel, len(models))
	for i, m := range models {
		all[i] = m
	}
	return all
}
