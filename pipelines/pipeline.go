package pipelines

import (
	"context"
	"errors"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/load"
	"quxiang/pipelines/model"
	"quxiang/pipelines/store"
)

// Outcome is what each step of a run did, as far as it got.
type Outcome struct {
	Load      load.Report
	Build     model.Result
	Published bool
}

// Run goes the whole way: load what quxiang.toml lists, build, check, publish,
// report. Refused rows and failed warnings do not stop it and are returned as a
// fault of kind Partial at the end; a file that could not be loaded does,
// because a report without it would be wrong. Report draws the published build.
func (e *Engine) Run(ctx context.Context, report func(context.Context, *store.Reader) error) (o Outcome, err error) {
	requests, err := e.Configured()
	if err != nil {
		return o, err
	}
	var partial error
	if o.Load, err = e.Load(ctx, requests); stops(err) {
		return o, err
	}
	partial = err
	if o.Build, err = e.Build(ctx); err != nil {
		return o, errors.Join(partial, err)
	}
	o.Published = true
	build, err := e.Current(ctx)
	if err != nil {
		return o, errors.Join(partial, err)
	}
	err = report(ctx, build)
	return o, errors.Join(partial, err, build.Close())
}

// stops tells an error that ends a run from one that is only told at its end.
func stops(err error) bool {
	kinds := fault.Kinds(err)
	delete(kinds, fault.Partial)
	return len(kinds) > 0
}
