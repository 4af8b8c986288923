package load

import (
	"fmt"
	"slices"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/query"
)

// sameBytes finds the load that already took this very file; 0 when none did.
func (w *writer) sameBytes(p *parsed) int64 { return w.taker(p, ledger.Counting) }

// retired finds the load that took this very file and gave way to another: a
// file left in a folder beside its correction must not count again. It may come
// back where --supersedes says for which.
func (w *writer) retired(j job, p *parsed) int64 {
	if j.request.Supersedes != 0 {
		return 0
	}
	return w.taker(p, "l.state = '"+string(ledger.Superseded)+"'")
}

// passesOver tells a file that was taken before, and by which load.
func (w *writer) passesOver(j job, p *parsed, r *FileResult) bool {
	if r.SameAs = w.sameBytes(p); r.SameAs != 0 {
		r.Outcome = Already
	} else if r.SameAs = w.retired(j, p); r.SameAs != 0 {
		r.Outcome = Retired
	}
	return r.SameAs != 0
}

// taker is the last load of this very file that meets a condition; 0: none.
func (w *writer) taker(p *parsed, condition string) int64 {
	return w.One(`select coalesce(max(l.load_id), 0) from meta.file as f join meta.load as l on l.load_id = f.load_id
		where f.sha256 = ? and l.contract = ? and `+condition, p.sha256, p.contract.Name)
}

// checkKey sees that all of a store's pseudonyms come from one key: those of
// two keys never meet, and every join would silently find nobody.
func (w *writer) checkKey(key *identity.Key, p *parsed, now time.Time) error {
	if key == nil || len(p.rows.judge.identifiers) == 0 {
		return nil
	}
	others := w.One("select count(*) from meta.key where key_id <> ?", key.ID)
	if w.Err != nil {
		return w.Err
	}
	if others > 0 {
		return &fault.Error{Kind: fault.Usage, Op: "载入" + p.contract.Title,
			Why:  "仓库里的假名是用另一把密钥做的，与现在的 " + key.ID + " 对不上",
			Hint: "用 quxiang key import 导入原来的密钥"}
	}
	w.Exec("insert into meta.key select ?, ? where not exists (select 1 from meta.key)", key.ID, now)
	return w.Err
}

// earlier is a load of the same snapshot by an earlier command.
type earlier struct {
	id    int64
	scope string
	file  string
	state ledger.State
	// sha256 is of the file, to know it again.
	sha256 string
}

// replace settles what happens to earlier loads of the same snapshot: named by
// --supersedes, they give way; unnamed, the new file is refused. Of what only
// grows, a load gives way where it is named. It returns the state that the new
// load begins in.
func (w *writer) replace(j job, p *parsed, batchID int64) (ledger.State, error) {
	old := j.request.Supersedes
	if p.kind(j) != string(contract.Snapshot) {
		if old == 0 {
			return ledger.Reported, nil
		}
		hit, err := w.earlier(p, batchID, "l.load_id = ?", old)
		if err != nil {
			return "", err
		}
		return w.supersede(j, p, hit, batchID)
	}
	hit, err := w.earlier(p, batchID, "l.as_of is not distinct from cast(? as date)", day(p.result.AsOf))
	if err != nil {
		return "", err
	}
	hit = slices.DeleteFunc(hit, func(e earlier) bool { return !overlap(e.scope, j.request.Scope) })
	if err := w.closed(j, p); err != nil {
		return "", err
	}
	if old == 0 {
		return ledger.Reported, taken(j, p, w.strangers(hit))
	}
	return w.supersede(j, p, hit, batchID)
}

// beside finds the load of an earlier state of this very file, where neither
// gives way: somebody has mended a table and forgotten to say so. 0 when there
// is none.
func (w *writer) beside(j job, p *parsed, batchID int64) (int64, error) {
	if p.kind(j) == string(contract.Snapshot) || j.request.Supersedes != 0 {
		return 0, nil
	}
	hit, err := w.earlier(p, batchID, "f.path = ?", j.name)
	if err != nil || len(hit) == 0 {
		return 0, err
	}
	return hit[len(hit)-1].id, nil
}

// closed is the fault for rows of a frozen cut-off, unless a paper orders them.
func (w *writer) closed(j job, p *parsed) error {
	if !ledger.Guarded(p.contract) {
		return w.Err
	}
	cutoff, frozen := w.book().Frozen(p.result.AsOf)
	if !frozen || j.request.Supersedes != 0 && j.request.Document != "" {
		return w.Err
	}
	_, refused := ledger.Decide(ledger.Supersede, ledger.Reported, true)
	refused.Op, refused.File, refused.Why = "载入"+p.contract.Title, j.name, cutoff.String()+refused.Why
	return refused
}

// earlier lists the loads of this contract that hold a cohort of the new file
// and meet a condition with one argument.
func (w *writer) earlier(p *parsed, batchID int64, condition string, argument any) ([]earlier, error) {
	rows, err := w.Conn.QueryContext(w.Ctx, `select l.load_id, l.scope, f.name, l.state, f.sha256
		from meta.load as l join meta.file as f on f.load_id = l.load_id
		where l.contract = ? and `+ledger.Counting+` and l.batch_id <> ?
			and `+condition+`
			and l.load_id in (select r._load_id
				from (select distinct _load_id, _cohort from raw.`+query.Identifier(p.contract.Name)+`) as r
				join (select distinct _year from parsed.main.rows) as n
					on r._cohort is null or n._year is null or r._cohort = n._year)
		order by l.load_id`,
		p.contract.Name, batchID, argument)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []earlier
	for rows.Next() {
		var e earlier
		if err := rows.Scan(&e.id, &e.scope, &e.file, (*string)(&e.state), &e.sha256); err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

// strangers leaves out the loads of files that this command names too: they
// are parts of the same snapshot, and a command that was cut short goes on
// where it stopped.
func (w *writer) strangers(hit []earlier) []earlier {
	if len(hit) == 0 {
		return nil
	}
	named := w.hashes()
	return slices.DeleteFunc(hit, func(e earlier) bool { return named[e.sha256] })
}

// taken is the fault for a snapshot that is already there.
func taken(j job, p *parsed, hit []earlier) error {
	if len(hit) == 0 {
		return nil
	}
	e := hit[0]
	what := p.contract.Title
	if p.result.Cohort > 0 {
		what = fmt.Sprintf("%d 届的%s", p.result.Cohort, what)
	}
	if !p.result.AsOf.IsZero() {
		what += "（截至 " + p.result.AsOf.Format(time.DateOnly) + "）"
	}
	return &fault.Error{Kind: fault.Usage, Op: "载入" + p.contract.Title, File: j.name,
		Why:  fmt.Sprintf("%s已在第 %d 次载入（「%s」）里，范围有重叠", what, e.id, e.file),
		Hint: fmt.Sprintf("要用新文件取代它，加 --supersedes %d；只是其中几个学院，用 --scope 写明学院", e.id)}
}

// supersede retires the loads that the named one stands for: those of its
// snapshot that overlap the new file. A later file of the same command finds
// them retired already, by this very batch. The new load begins where the
// least certain of the old ones stood.
func (w *writer) supersede(j job, p *parsed, hit []earlier, batchID int64) (ledger.State, error) {
	old := j.request.Supersedes
	begins, named := w.book().Replaced(old, batchID)
	for _, e := range hit {
		named = named || e.id == old
		to, refused := ledger.Decide(verb(j), e.state, false) // frozen cut-offs were seen to
		if refused != nil {
			refused.Op, refused.File, refused.Why = "载入"+p.contract.Title, j.name, fmt.Sprintf("第 %d 次载入%s", e.id, refused.Why)
			return "", refused
		}
		begins = ledger.Least(begins, to)
	}
	if !named {
		return "", w.cannotReplace(j, p, notThis)
	}
	for _, e := range hit {
		w.book().Supersede(e.id, e.state, batchID, old, j.request.order())
	}
	return begins, w.Err
}

const notThis = "没有这次载入，或它不是同一届、范围重叠的同一种文件（快照还要同一截止日），或已被取代"

func verb(j job) ledger.Verb {
	if j.request.Document != "" {
		return ledger.Reduce
	}
	return ledger.Supersede
}

func (w *writer) cannotReplace(j job, p *parsed, why string) error {
	if w.Err != nil {
		return w.Err
	}
	return &fault.Error{Kind: fault.Usage, Op: "载入" + p.contract.Title, File: j.name,
		Why: fmt.Sprintf("不能取代第 %d 次载入：%s", j.request.Supersedes, why), Hint: "用 quxiang history 查看各次载入的编号"}
}
