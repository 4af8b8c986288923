package pipelines

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"quxiang/pipelines/card"
	"quxiang/pipelines/duty"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/model"
	"quxiang/pipelines/posting"
	"quxiang/pipelines/proposal"
	"quxiang/pipelines/ranking"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/store"
	"quxiang/pipelines/strict"
	"quxiang/pipelines/survey"
	"quxiang/pipelines/workspace"
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
	return e.beside(ctx, build, card.WhatIf(rules, cohort, cohort)...)
}

// Rank answers a question about a build without building anything, and, in a
// province, sets schools and majors beside what their composition lets expect.
// It returns the connection that sees the answers; the caller closes it.
func (e *Engine) Rank(ctx context.Context, build *store.Reader, q ranking.Question) (*sql.Conn, error) {
	e.options.Progress("排名")
	return e.beside(ctx, build, ranking.Model{Questions: []ranking.Question{q}},
		ranking.BenchmarkModel{Cohort: q.Cohort, Cutoff: q.Cutoff})
}

// beside runs models over a build, their tables in WhatIf.
func (e *Engine) beside(ctx context.Context, build *store.Reader, models ...model.GoModel) (*sql.Conn, error) {
	conn, err := build.DB().Conn(ctx)
	if err != nil {
		return nil, err
	}
	// a build by an older program lacks what the models read: say so, rather
	// than that a model is wrong
	for _, m := range models {
		for _, input := range m.Inputs() {
			if _, err := conn.ExecContext(ctx, "select 1 from build."+input+" where false"); err != nil {
				return nil, errors.Join(fmt.Errorf("read %s: %w", input, err), conn.Close())
			}
		}
	}
	if err := e.Project.Try(ctx, conn, WhatIf, models...); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// goModels are the models written in Go: cards are judged by the chosen rules
// for the cohorts of the report's trend, as are the duties; the last one is
// ranked.
func goModels(c workspace.Config, chosen []rule.Rule, proposed proposal.Options, duties duty.Rules, postings posting.Rules) []model.GoModel {
	r := c.Report
	q := ranking.Question{Unit: ranking.Majors, Indicator: "settled_rate", Cohort: r.Year, Cutoff: r.MainCutoff, Peers: ranking.PeersLevel}
	questions := []ranking.Question{q}
	if c.Level == "province" {
		q.Unit = ranking.Institutions
		questions = append(questions, q)
	}
	models := append(card.Models(chosen, r.Cohorts, r.Year),
		ranking.Model{Questions: questions}, ranking.BenchmarkModel{Cohort: r.Year, Cutoff: r.MainCutoff})
	models = append(models, survey.Models()...)
	models = append(models, duty.Models(duties, dutySetting(c), r.Cohorts, r.Year)...)
	models = append(models, posting.Model{Rules: postings})
	return append(models, proposal.Models(proposed)...)
}

// dutySetting is what the configuration says of the school.
func dutySetting(c workspace.Config) duty.Setting {
	rate, _ := strict.Hundredths(c.Duties.LocalRate) // 0 where it is not said; the configuration has been checked
	return duty.Setting{Province: c.Duties.Province, SchoolType: c.Duties.SchoolType, LocalRate: rate}
}
