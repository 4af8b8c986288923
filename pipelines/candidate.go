package pipelines

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"quxiang/pipelines/model"
	"quxiang/pipelines/store"
	"quxiang/pipelines/workspace"
)

// signed are the parameters of a build with a word for all that is no data.
func (e *Engine) signed() (model.Params, error) {
	o, err := e.Origin()
	params := e.params()
	params.Origin = strings.Join([]string{o.Config, o.Rules, o.Models}, " ")
	return params, err
}

// compute makes a build that is neither published nor kept yet. A build that
// fails is thrown away; its result still tells of every check.
func (e *Engine) compute(ctx context.Context, verb string, params model.Params) (*store.Build, model.Result, error) {
	e.options.Progress("构建数据仓库")
	b, err := store.NewBuild(ctx, e.store(verb))
	if err != nil {
		return nil, model.Result{}, err
	}
	result, err := e.Project.Build(ctx, b, params)
	if err != nil {
		return nil, result, errors.Join(err, b.Discard())
	}
	return b, result, nil
}

// adopt publishes the build that Candidate kept, when nothing that it was made
// of has changed since: what was looked at is what is published.
func (e *Engine) adopt(ctx context.Context, params model.Params) (model.Result, bool, error) {
	var result model.Result
	id, err := store.Adopt(ctx, e.store("build"), func(ctx context.Context, conn *sql.Conn) (bool, error) {
		ok, err := params.Fits(ctx, conn)
		if err == nil && ok {
			result, err = model.ReadResult(ctx, conn, "")
		}
		return ok, err
	})
	result.BuildID, result.Warnings = id, e.Project.Warnings()
	return result, id != "", err
}

// Candidate is the build that Build would publish now, computed where none is
// kept that fits, and kept; the current build is left alone.
func (e *Engine) Candidate(ctx context.Context) (id string, result model.Result, err error) {
	params, err := e.signed()
	if err != nil {
		return "", result, err
	}
	if id, err = e.unchanged(ctx); id != "" || err != nil {
		return id, result, err
	}
	if id, err = store.Candidate(ctx, e.store("diff"), params.Fits); id != "" || err != nil {
		return id, result, err
	}
	b, result, err := e.compute(ctx, "diff", params)
	if err != nil {
		return "", result, err
	}
	return b.ID, result, b.Keep(ctx)
}

// unchanged is the current build's id where a build now would be the same.
func (e *Engine) unchanged(ctx context.Context) (string, error) {
	current, err := e.Current(ctx)
	if err != nil {
		return "", err
	}
	outdated, err := e.Outdated(ctx, current)
	if err = errors.Join(err, current.Close()); err != nil || outdated {
		return "", err
	}
	return current.ID, nil
}

// Outdated says whether building now would not come out as that build did: data,
// configuration, models, rules or the program have changed since. A build by an
// older program does not say what it was made of.
func (e *Engine) Outdated(ctx context.Context, build *store.Reader) (bool, error) {
	params, err := e.signed()
	if err != nil || build.Stale {
		return build.Stale, err
	}
	same, err := params.Made(ctx, build.DB(), build.Fingerprint)
	if err != nil {
		same, err = false, ctx.Err()
	}
	return !same, err
}

// settings are the configuration that the models written in Go heed, key by key
// as quxiang.toml has them.
func settings(c workspace.Config) map[string]string {
	all := map[string]string{"report.cohorts": fmt.Sprint(c.Report.Cohorts), "cards.rules": strings.Join(c.Cards.Rules, "、"),
		"index.preset": c.Index.Preset, "quota.rule": c.Quota.Rule, "quota.up": fmt.Sprint(c.Quota.Up), "quota.down": fmt.Sprint(c.Quota.Down),
		"quota.least_class": fmt.Sprint(c.Quota.LeastClass), "duties.province": c.Duties.Province, "duties.school_type": c.Duties.SchoolType,
		"duties.local_rate": c.Duties.LocalRate}
	for name, weight := range c.Index.Weights {
		all["index.weights."+name] = fmt.Sprint(weight)
	}
	for major, people := range c.Quota.Decided {
		all["quota.decided."+major] = fmt.Sprint(people)
	}
	for i, g := range c.Quota.Group {
		all[fmt.Sprint("quota.group.", i+1)] = fmt.Sprintf("%s %s %d—%d", g.Level, g.College, g.Low, g.High)
	}
	return all
}
