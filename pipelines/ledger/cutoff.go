package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
)

// Cutoff is a cohort at a day.
type Cutoff struct {
	Cohort int
	AsOf   time.Time
}

// String prints 2024 届截至 2024-12-31.
func (c Cutoff) String() string {
	return fmt.Sprintf("%d 届截至 %s", c.Cohort, c.day())
}

func (c Cutoff) day() string { return c.AsOf.Format(time.DateOnly) }

// Standing is where a cut-off stands.
type Standing struct {
	Cohort  int    `json:"cohort"`
	AsOf    string `json:"as_of"` // YYYY-MM-DD
	State   State  `json:"state"` // the least certain of its loads
	Frozen  bool   `json:"frozen"`
	Loads   int64  `json:"loads"`
	Version int64  `json:"version"` // 1 and one more for every 核减
}

// standingSQL: a load of several cohorts counts for each.
const standingSQL = `
with held as (
	select distinct _load_id as load_id, _cohort as cohort, _as_of as as_of from raw.destination
	where _cohort is not null and _as_of is not null
)
select h.cohort, strftime(h.as_of, '%Y-%m-%d'),
	min(case l.state when '核定' then 3 when '省核' then 2 else 1 end),
	count(*), bool_or(z.cohort is not null),
	1 + (select count(distinct d.batch_id) from meta.decision as d
		join held as o on o.load_id = d.load_id
		where d.verb = 'reduce' and o.cohort = h.cohort and o.as_of = h.as_of)
from held as h
join meta.load as l on l.load_id = h.load_id and ` + Counting + `
left join meta.freeze as z on z.cohort = h.cohort and z.as_of = h.as_of
group by h.cohort, h.as_of
order by h.cohort, h.as_of`

var byRank = []State{None, Reported, Reviewed, Settled}

// Standings lists the cut-offs that destinations are loaded for.
func Standings(ctx context.Context, env Env) ([]Standing, error) {
	return store.Query(ctx, env.Store, func(rows *sql.Rows) (one Standing, err error) {
		var rank int
		err = rows.Scan(&one.Cohort, &one.AsOf, &rank, &one.Loads, &one.Frozen, &one.Version)
		one.State = byRank[rank]
		return one, err
	}, standingSQL)
}

// member is a load of a cut-off.
type member struct {
	id      int64
	state   State
	cohorts int64 // of its rows
}

// members lists the loads of destinations that count for a cut-off.
func (b Book) members(c Cutoff) []member {
	return store.All(b.Script, func(rows *sql.Rows) (m member, err error) {
		err = rows.Scan(&m.id, &m.state, &m.cohorts)
		return m, err
	}, `select l.load_id, l.state, (select count(distinct a._cohort) from raw.destination as a where a._load_id = l.load_id)
		from meta.load as l
		where `+Counting+` and l.contract = 'destination' and exists (select 1 from raw.destination as r
			where r._load_id = l.load_id and r._cohort = ? and r._as_of = cast(? as date))
		order by l.load_id`, c.Cohort, c.day())
}

func (b Book) frozen(c Cutoff) bool {
	return b.One("select count(*) from meta.freeze where cohort = ? and as_of = cast(? as date)",
		c.Cohort, c.day()) > 0
}

// state is that of the least certain of the loads.
func state(members []member) State {
	least := None
	for _, m := range members {
		least = Least(least, m.state)
	}
	return least
}

// Least is the less certain of two states; None does not count.
func Least(a, b State) State {
	if a == None || b != None && rank(b) < rank(a) {
		return b
	}
	return a
}

// rank is how far a load that counts has come.
func rank(s State) int { return slices.Index(byRank, s) }

// SetState notes that a cut-off was reviewed or settled.
func SetState(ctx context.Context, env Env, c Cutoff, to State, o Order) error {
	verb := map[State]Verb{Reviewed: Review, Settled: Settle}[to]
	if verb == "" {
		return &fault.Error{Kind: fault.Usage, Op: "记录审核状态", Value: string(to), Why: "没有这种状态", Hint: "可用的是 省核、核定"}
	}
	return transact(ctx, env, func(b Book) error {
		members := b.members(c)
		if _, refused := Decide(verb, state(members), b.frozen(c)); refused != nil {
			return located(refused, c)
		}
		for _, m := range members {
			if m.cohorts > 1 {
				return &fault.Error{Kind: fault.Usage, Op: string(verb), File: c.String(),
					Why:  fmt.Sprintf("第 %d 次载入的文件含 %d 届，不能只审核其中一届", m.id, m.cohorts),
					Hint: "一届一个文件，用 --supersedes 重新载入后再记"}
			}
			b.record(change{verb: "state", load: m.id, from: m.state, to: to}, o)
		}
		return b.Err
	})
}

// CloseCutoff freezes a cut-off.
func CloseCutoff(ctx context.Context, env Env, c Cutoff, o Order) error {
	return transact(ctx, env, func(b Book) error {
		if _, refused := Decide(Freeze, state(b.members(c)), b.frozen(c)); refused != nil {
			return located(refused, c)
		}
		b.Exec("insert into meta.freeze values (?, cast(? as date), ?, nullif(?, ''), ?)",
			c.Cohort, c.day(), b.At, o.Reason, o.person())
		return b.Err
	})
}

func located(f *fault.Error, c Cutoff) error {
	f.File = c.String()
	return f
}
