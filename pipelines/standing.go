package pipelines

import (
	"context"

	"quxiang/pipelines/ledger"
)

func (e *Engine) ledger(verb string) ledger.Env {
	return ledger.Env{Store: e.store(verb), Contracts: e.Contracts}
}

// Standings lists where each cut-off stands.
func (e *Engine) Standings(ctx context.Context) ([]ledger.Standing, error) {
	return ledger.Standings(ctx, e.ledger("state"))
}

// SetState notes that the province or the ministry has looked at a cut-off.
func (e *Engine) SetState(ctx context.Context, c ledger.Cutoff, to ledger.State, o ledger.Order) error {
	return ledger.SetState(ctx, e.ledger("state"), c, to, o)
}

// Freeze closes a cut-off.
func (e *Engine) Freeze(ctx context.Context, c ledger.Cutoff, o ledger.Order) error {
	return ledger.CloseCutoff(ctx, e.ledger("freeze"), c, o)
}

// Undo takes loads out again; those of a batch where it is not 0.
func (e *Engine) Undo(ctx context.Context, loads []int64, batch int64, o ledger.Order) ([]ledger.UndoneLoad, error) {
	if batch != 0 {
		return ledger.UndoBatch(ctx, e.ledger("undo"), batch, o)
	}
	return ledger.UndoLoads(ctx, e.ledger("undo"), loads, o)
}
