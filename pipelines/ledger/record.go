package ledger

import (
	"context"
	"database/sql"
	"errors"
	"os/user"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/store"
)

// Env is what the ledger needs of its workspace.
type Env struct {
	Store     store.Config
	Contracts contract.Set
	Province  bool // lists are parted by school, not by college
}

// Guarded reports whether a freeze holds for a kind of file: those that say
// who graduated and where they went. Control totals, plans and surveys are
// only compared with them.
func Guarded(c *contract.Contract) bool { return c.Person && c.Kind == contract.Snapshot }

// Order is why and by whom something is decided.
type Order struct {
	Reason   string
	Document string // number of the paper that orders it
	By       string // empty: whoever is logged in
}

// person is who decides.
func (o Order) person() string {
	if o.By != "" {
		return o.By
	}
	u, err := user.Current()
	if err != nil {
		return "不明"
	}
	return u.Username
}

// Counting is the condition that a load of meta.load, called l, is read.
const Counting = "l.state in ('自报', '省核', '核定')"

// change is one line of the record.
type change struct {
	verb     string
	load     int64
	batch    int64 // of the load that replaced it; 0: none
	named    int64 // and what its --supersedes names
	from, to State
}

// Book writes the ledger within one transaction.
type Book struct {
	*store.Script
	At        time.Time
	contracts contract.Set
	warehouse string // folder
}

// record moves a load to another state and writes down why.
func (b Book) record(c change, o Order) {
	b.Exec("update meta.load set state = ? where load_id = ?", string(c.to), c.load)
	id := b.Next("meta.decision", "decision_id")
	b.Exec("insert into meta.decision values (?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?, ?, nullif(?, ''), nullif(?, ''), ?)",
		id, b.At, c.verb, c.load, c.batch, c.named, string(c.from), string(c.to), o.Reason, o.Document, o.person())
}

// Supersede retires a load for one of a later batch whose --supersedes names
// the load called named.
func (b Book) Supersede(load int64, from State, batch, named int64, o Order) {
	verb := "supersede"
	if o.Document != "" {
		verb = "reduce"
	}
	b.record(change{verb, load, batch, named, from, Superseded}, o)
}

// Replaced is the state that a load had until a file of the batch replaced it
// by name; false where none did.
func (b Book) Replaced(load, batch int64) (State, bool) {
	found := None
	b.Each(func(rows *sql.Rows) error { return rows.Scan(&found) }, `select from_state from meta.decision
		where verb in ('supersede', 'reduce') and load_id = ? and batch_id = ? and named = load_id`, load, batch)
	return found, found != None
}

// transact runs fn on the opened store in one transaction.
func transact(ctx context.Context, env Env, fn func(Book) error) error {
	s, err := store.OpenWrite(ctx, env.Store)
	if err != nil {
		return err
	}
	err = s.Transact(ctx, func(conn *sql.Conn) error {
		b := Book{&store.Script{Ctx: ctx, Conn: conn}, env.Store.Clock(), env.Contracts.Loaded(), env.Store.Dir}
		if err := fn(b); err != nil {
			return err
		}
		return b.Err
	})
	return errors.Join(err, s.Close())
}
