package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// UndoneLoad tells what taking out a load did.
type UndoneLoad struct {
	Load     int64   `json:"load"`
	File     string  `json:"file"`
	Rows     int64   `json:"rows"`               // taken out
	Restored []int64 `json:"restored,omitempty"` // loads that count again
	Dangling int64   `json:"dangling,omitempty"` // corrections whose load is gone
}

// target is a load to take out.
type target struct {
	id, batch, named int64
	contract, file   string
	state            State
}

// UndoLoads takes loads out again, the latest first, all or none: their rows
// go, their entries in the register stay, and what they replaced counts again.
func UndoLoads(ctx context.Context, env Env, loads []int64, o Order) ([]UndoneLoad, error) {
	return undoAll(ctx, env, o, func(b Book) ([]target, error) {
		targets, err := b.targets("l.load_id in (select unnest(?::bigint[]))", loads)
		return targets, errors.Join(err, missing(loads, targets))
	})
}

// UndoBatch takes out what is left of the loads of one command.
func UndoBatch(ctx context.Context, env Env, batch int64, o Order) ([]UndoneLoad, error) {
	return undoAll(ctx, env, o, func(b Book) ([]target, error) {
		targets, err := b.targets("l.batch_id = ? and "+Counting, batch)
		if err == nil && len(targets) == 0 {
			err = &fault.Error{Kind: fault.Usage, Op: "撤销", Why: fmt.Sprintf("第 %d 批没有还在计入的载入", batch), Hint: "用 quxiang history 查看各批的编号"}
		}
		return targets, err
	})
}

func undoAll(ctx context.Context, env Env, o Order, which func(Book) ([]target, error)) (all []UndoneLoad, err error) {
	err = transact(ctx, env, func(b Book) error {
		targets, err := which(b)
		if err != nil {
			return err
		}
		for _, t := range targets {
			one, err := b.undo(t, o)
			if err != nil {
				return err
			}
			all = append(all, one)
		}
		return nil
	})
	if err != nil {
		return nil, err // nothing was taken out
	}
	return all, nil
}

func (b Book) targets(where string, arg any) ([]target, error) {
	all := store.All(b.Script, func(rows *sql.Rows) (t target, err error) {
		err = rows.Scan(&t.id, &t.batch, &t.named, &t.contract, &t.file, &t.state)
		return t, err
	}, `select l.load_id, l.batch_id, coalesce(l.supersedes, 0), l.contract, f.name, l.state
		from meta.load as l join meta.file as f on f.load_id = l.load_id
		where `+where+` order by l.load_id desc`, arg)
	return all, b.Err
}

func missing(wanted []int64, found []target) error {
	known := map[int64]bool{}
	for _, t := range found {
		known[t.id] = true
	}
	for _, id := range wanted {
		if !known[id] {
			return &fault.Error{Kind: fault.Usage, Op: "撤销", Why: fmt.Sprintf("没有第 %d 次载入", id), Hint: "用 quxiang history 查看各次载入的编号"}
		}
	}
	return nil
}

func (b Book) undo(t target, o Order) (UndoneLoad, error) {
	if err := b.undoable(t); err != nil {
		return UndoneLoad{}, err
	}
	one := UndoneLoad{Load: t.id, File: t.file}
	one.Rows = b.Exec("delete from raw."+query.Identifier(t.contract)+" where _load_id = ?", t.id)
	b.record(change{verb: "undo", load: t.id, from: t.state, to: Undone}, o)
	one.Dangling = b.One("select count(*) from meta.correction where load_id = ?", t.id)
	one.Restored = b.restore(t, o)
	return one, b.Err
}

// undoable asks the table, for each cut-off that the load holds.
func (b Book) undoable(t target) error {
	if !t.state.Counts() {
		return &fault.Error{Kind: fault.Usage, Op: "撤销", File: t.file,
			Why: fmt.Sprintf("第 %d 次载入%s", t.id, t.state.Word()), Hint: "被取代的，先撤销取代它的那一次"}
	}
	cutoffs := b.frozenOf(t)
	_, refused := Decide(Undo, t.state, len(cutoffs) > 0)
	if refused == nil {
		return b.Err
	}
	refused.Op, refused.File = "撤销", t.file
	if len(cutoffs) > 0 {
		refused.Why = cutoffs[0].String() + refused.Why
	}
	return refused
}

// frozenOf lists the frozen cut-offs that a load has rows of; a load without a
// day of its own, a roster, stands behind every one of its cohort.
func (b Book) frozenOf(t target) []Cutoff {
	if c, ok := b.contracts.Get(t.contract); !ok || !Guarded(c) {
		return nil
	}
	return b.cutoffs(`select distinct z.cohort, z.as_of from raw.`+query.Identifier(t.contract)+` as r
		join meta.freeze as z on z.cohort = r._cohort and z.as_of = coalesce(r._as_of, z.as_of)
		where r._load_id = ? order by 1, 2`, t.id)
}

func (b Book) cutoffs(query string, arg any) []Cutoff {
	return store.All(b.Script, func(rows *sql.Rows) (c Cutoff, err error) {
		err = rows.Scan(&c.Cohort, &c.AsOf)
		return c, err
	}, query, arg)
}

// restore lets the loads count again that the undone one had replaced, once
// no file of its command stands in their place any more.
func (b Book) restore(t target, o Order) []int64 {
	if t.named == 0 || b.One(`select count(*) from meta.load as l
		where l.batch_id = ? and l.supersedes = ? and `+Counting, t.batch, t.named) > 0 {
		return nil
	}
	retired := store.All(b.Script, func(rows *sql.Rows) (m member, err error) {
		err = rows.Scan(&m.id, &m.state)
		return m, err
	}, `select d.load_id, d.from_state from meta.decision as d
		join meta.load as l on l.load_id = d.load_id and l.state = 'superseded'
		where d.verb in ('supersede', 'reduce') and d.batch_id = ? and d.named = ? order by d.load_id`, t.batch, t.named)
	var ids []int64
	for _, r := range retired {
		b.record(change{verb: "restore", load: r.id, batch: t.batch, named: t.named, from: Superseded, to: r.state}, o)
		ids = append(ids, r.id)
	}
	return ids
}

// Frozen names the first frozen cut-off that rows being loaded belong to; the
// rows lie in parsed.main.rows, and asOf is theirs, zero for a roster.
func (b Book) Frozen(asOf time.Time) (Cutoff, bool) {
	var day any
	if !asOf.IsZero() {
		day = asOf.Format(time.DateOnly)
	}
	found := b.cutoffs(`select distinct z.cohort, z.as_of from parsed.main.rows as n
		join meta.freeze as z on z.cohort = n._year and z.as_of = coalesce(cast(? as date), z.as_of) order by 1, 2`, day)
	if len(found) == 0 {
		return Cutoff{}, false
	}
	return found[0], true
}
