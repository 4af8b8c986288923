package pipelines

import (
	"context"

	"quxiang/pipelines/ledger"
	"quxiang/pipelines/store"
)

// Approvals lists where each step of a cohort's sign-off stands.
func (e *Engine) Approvals(ctx context.Context, cohort int) ([]ledger.Approval, error) {
	return ledger.Approvals(ctx, e.ledger("signoff"), cohort, e.Workspace.Config.Signoff.Required)
}

// SignOff records an approval of the data as they are now.
func (e *Engine) SignOff(ctx context.Context, s ledger.Signoff, o ledger.Order) error {
	return ledger.SignOff(ctx, e.ledger("signoff"), s, e.Workspace.Config.Signoff.Required, o)
}

// WithdrawSignoff takes an approval back.
func (e *Engine) WithdrawSignoff(ctx context.Context, cohort int, step string, o ledger.Order) error {
	return ledger.WithdrawSignoff(ctx, e.ledger("signoff"), cohort, step, o)
}

// Release publishes what make makes of a build, and keeps the build; see
// ledger.Release. What r leaves empty is filled in.
func (e *Engine) Release(ctx context.Context, build *store.Reader, r ledger.ReleaseRequest, o ledger.Order,
	make func(ledger.Draft) (ledger.Made, error)) (ledger.Released, error) {
	r.Build, r.Fingerprint, r.Root = build.ID, build.Fingerprint, e.Workspace.Dir
	r.Required = e.Workspace.Config.Signoff.Required
	return ledger.Release(ctx, e.ledger("report"), r, o, make)
}

// Releases lists what was released.
func (e *Engine) Releases(ctx context.Context) ([]ledger.Released, error) {
	return ledger.Releases(ctx, e.ledger("history"))
}

// OpenBuild opens a published build that is still there: one of the last, or
// one that a release is made of. Without an id it is the current one.
func (e *Engine) OpenBuild(ctx context.Context, id string) (*store.Reader, error) {
	if id == "" {
		return e.Current(ctx)
	}
	return store.OpenBuild(ctx, e.store("verify"), id)
}

// resume finishes what a release that died left behind.
func (e *Engine) resume(ctx context.Context, verb string) error {
	return ledger.Resume(ctx, e.ledger(verb), e.Workspace.Dir)
}
