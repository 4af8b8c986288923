package pipelines

import (
	"context"
	"database/sql"
	"strconv"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/proposal"
	"quxiang/pipelines/quota"
	"quxiang/pipelines/store"
	"quxiang/pipelines/workspace"
)

// proposalOptions are what the configuration says of index and proposal.
func proposalOptions(c workspace.Config, tables []quota.Table) (proposal.Options, error) {
	o := proposal.Options{Preset: c.Index.Preset, Weights: c.Index.Weights, Up: c.Quota.Up, Down: c.Quota.Down, Least: c.Quota.LeastClass, Decided: c.Quota.Decided}
	for _, g := range c.Quota.Group {
		o.Groups = append(o.Groups, quota.GroupBound(g))
	}
	var err error
	o.Table, err = tableFor(tables, c.Quota.Rule, c.Report.Year)
	return o, err
}

// tableFor is the rule table of a name if it is in force for a cohort; nil for
// no name.
func tableFor(tables []quota.Table, name string, year int) (*quota.Table, error) {
	if name == "" {
		return nil, nil
	}
	t, err := quota.Choose(tables, name)
	if err == nil && !t.Valid(year) {
		err = &fault.Error{Kind: fault.Usage, Op: "招生计划建议", Value: name, Why: "这张规则表对" + strconv.Itoa(year) + "届不适用",
			Hint: "换一张，或不写规则表；quxiang quota --list 列出可用的"}
	}
	return t, err
}

// QuotaChange is what a command asks for instead of the configuration.
type QuotaChange struct {
	Total    int64  // 0: as this year
	Up, Down *int64 // nil: as configured
	Least    *int64
	Rule     *string          // "": no table
	Decided  map[string]int64 // besides those of the configuration
}

// Propose makes index and proposal of a build with what the command changes,
// without building anything. It returns the connection that sees them, in
// WhatIf; the caller closes it.
func (e *Engine) Propose(ctx context.Context, build *store.Reader, change QuotaChange) (*sql.Conn, error) {
	if e.province() {
		return nil, &fault.Error{Kind: fault.Usage, Op: "招生计划建议", Why: "招生计划建议只给一所学校做；省级工作区没有专业的招生计划分配",
			Hint: "在学校的工作区里运行；全省的专业比较用 quxiang rank majors"}
	}
	o, err := proposalOptions(e.Workspace.Config, e.Tables)
	if err != nil {
		return nil, err
	}
	if o, err = change.on(o, e); err != nil {
		return nil, err
	}
	e.options.Progress("计算综合指数与招生计划建议")
	return e.beside(ctx, build, proposal.Models(o)...)
}

// on puts what a command asks for in place of what is configured.
func (c QuotaChange) on(o proposal.Options, e *Engine) (proposal.Options, error) {
	o.Total, o.Tried = c.Total, c.Decided
	for _, set := range []struct{ from, to *int64 }{{c.Up, &o.Up}, {c.Down, &o.Down}, {c.Least, &o.Least}} {
		if set.from != nil {
			*set.to = *set.from
		}
	}
	var err error
	if c.Rule != nil {
		o.Table, err = tableFor(e.Tables, *c.Rule, e.Workspace.Config.Report.Year)
	}
	return o, err
}
