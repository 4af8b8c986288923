package pipelines

import (
	"context"
	"errors"
	"slices"
	"strings"

	"quxiang/pipelines/difference"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/model"
	"quxiang/pipelines/store"
)

// Difference is how build B differs from build A, and from what that may come.
type Difference struct {
	A, B    string
	Build   model.Result // of the candidate that was computed for this; empty otherwise
	Marts   []difference.Mart
	Changes []difference.Change
	Causes  []difference.Cause
}

// Candidate and builds by their place, where an id can stand.
const (
	NextBuild     = "candidate"
	CurrentBuild  = "current"
	PreviousBuild = "previous"
)

// Compare compares two builds, named by id or by place.
func (e *Engine) Compare(ctx context.Context, a, b string) (d Difference, err error) {
	if d.A, err = e.resolve(ctx, a, &d); err != nil {
		return d, err
	}
	if d.B, err = e.resolve(ctx, b, &d); err != nil || d.A == d.B {
		return d, err
	}
	pair, err := store.OpenPair(ctx, e.store("diff"), d.A, d.B)
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, pair.Close()) }()
	e.options.Progress("比较构建")
	if d.Marts, err = e.compared(ctx, pair); err != nil {
		return d, err
	}
	if d.Changes, err = difference.Compare(ctx, pair.DB(), d.Marts); err != nil {
		return d, err
	}
	d.Causes, err = difference.Causes(ctx, pair.DB())
	return d, err
}

// resolve is the id of a build.
func (e *Engine) resolve(ctx context.Context, name string, d *Difference) (id string, err error) {
	if name == NextBuild {
		id, d.Build, err = e.Candidate(ctx)
		return id, err
	}
	ids, current := store.Builds(e.store("diff"))
	at := slices.Index(ids, current)
	switch {
	case at < 0:
		return "", &fault.Error{Kind: fault.Usage, Op: "比较构建", Why: "还没有构建过", Hint: "先运行 quxiang build"}
	case name == CurrentBuild:
		return current, nil
	case name == PreviousBuild && at == 0:
		return "", &fault.Error{Kind: fault.Usage, Op: "比较构建", Why: "没有更早的构建", Hint: "还在的构建：" + strings.Join(ids, "、")}
	case name == PreviousBuild:
		return ids[at-1], nil
	case !slices.Contains(ids, name):
		return "", &fault.Error{Kind: fault.Usage, Op: "比较构建", Value: name, Why: "没有这次构建，也不是报告文件",
			Hint: "写 current、previous 或编号；还在的构建：" + strings.Join(ids, "、")}
	}
	return name, nil
}

// firstMarts are compared before all others, in this order: what a report says
// first.
var firstMarts = []string{"marts.placement", "marts.distribution", "marts.flow", "marts.excluded"}

// compared are the marts whose rows a grain identifies, with what their sidecars
// say of them.
func (e *Engine) compared(ctx context.Context, pair *store.Reader) ([]difference.Mart, error) {
	rates, err := difference.ReadRates(ctx, pair.DB(), "reference.indicator")
	if err != nil {
		return nil, err
	}
	var all []difference.Mart
	for _, n := range e.Project.Nodes {
		if n.Layer != "marts" || len(n.Sidecar.Grain) == 0 {
			continue
		}
		m := difference.Mart{Name: n.Name, Description: n.Sidecar.Description, Grain: n.Sidecar.Grain}
		for _, c := range n.Sidecar.Columns {
			m.Columns = append(m.Columns, difference.Column{Name: c.Name, Type: c.Type, Unit: c.Unit, Description: c.Description})
		}
		if m.Name == firstMarts[0] {
			m.Rates = rates
		}
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b difference.Mart) int {
		if d := martOrder(a.Name) - martOrder(b.Name); d != 0 {
			return d
		}
		return strings.Compare(a.Name, b.Name)
	})
	return all, nil
}

func martOrder(name string) int {
	if i := slices.Index(firstMarts, name); i >= 0 {
		return i
	}
	return len(firstMarts)
}

// Behind are the causes that a mart rests on: a model or code table above it, a
// load of a file that it reads. Configuration and program are behind all.
func (e *Engine) Behind(d Difference, mart string) []difference.Cause {
	l, err := e.Project.Lineage(mart)
	if err != nil {
		return d.Causes
	}
	var all []difference.Cause
	for _, c := range d.Causes {
		switch c.Kind {
		case "load":
			if slices.Contains(l.Upstream, "raw."+c.Name) {
				all = append(all, c)
			}
		case "model", "reference":
			if c.Name == mart || slices.Contains(l.Upstream, c.Name) {
				all = append(all, c)
			}
		case "check":
		default:
			all = append(all, c)
		}
	}
	return all
}
