package load

import (
	"fmt"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/store"
)

// sameBytes finds the load that already took this very file; 0 when none did.
// One that was replaced since does not count: its file may come back.
func (w *writer) sameBytes(p *parsed) int64 {
	return w.one(`select coalesce(max(l.load_id), 0) from meta.file as f join meta.load as l on l.load_id = f.load_id
		where f.sha256 = ? and l.contract = ? and l.state <> 'superseded'`, p.sha256, p.contract.Name)
}

// checkKey sees that all of a store's pseudonyms come from one key: those of
// two keys never meet, and every join would silently find nobody.
func (w *writer) checkKey(key *identity.Key, p *parsed, now time.Time) error {
	if key == nil || len(p.rows.judge.identifiers) == 0 {
		return nil
	}
	others := w.one("select count(*) from meta.key where key_id <> ?", key.ID)
	if w.err != nil {
		return w.err
	}
	if others > 0 {
		return &fault.Error{Kind: fault.Usage, Op: "载入" + p.contract.Title,
			Why:  "仓库里的假名是用另一把密钥做的，与现在的 " + key.ID + " 对不上",
			Hint: "用 quxiang key import 导入原来的密钥"}
	}
	w.exec("insert into meta.key select ?, ? where not exists (select 1 from meta.key)", key.ID, now)
	return w.err
}

// earlier is a load of the same snapshot by an earlier command.
type earlier struct {
	id    int64
	scope string
	file  string
}

// replace settles what happens to earlier loads of the same snapshot: named by
// --supersedes, they give way; unnamed, the new file is refused. It returns the
// load that is replaced, 0 for none.
func (w *writer) replace(j job, p *parsed, batchID int64) (int64, error) {
	old := j.request.Supersedes
	if p.kind(j) != string(contract.Snapshot) {
		if old != 0 {
			return 0, w.cannotReplace(j, p, "它不是快照，新文件只会加在后面")
		}
		return 0, nil
	}
	previous, err := w.earlier(p, batchID)
	if err != nil {
		return 0, err
	}
	var hit []earlier
	for _, e := range previous {
		if overlap(e.scope, j.request.Scope) {
			hit = append(hit, e)
		}
	}
	if old == 0 {
		return 0, taken(j, p, hit)
	}
	return old, w.supersede(j, p, hit, batchID)
}

// earlier lists the loads of this contract and day that hold a cohort of the
// new file.
func (w *writer) earlier(p *parsed, batchID int64) ([]earlier, error) {
	rows, err := w.conn.QueryContext(w.ctx, `select l.load_id, l.scope, f.name
		from meta.load as l join meta.file as f on f.load_id = l.load_id
		where l.contract = ? and l.state <> 'superseded' and l.batch_id <> ?
			and l.as_of is not distinct from cast(? as date)
			and l.load_id in (select r._load_id
				from (select distinct _load_id, _cohort from raw.`+store.Identifier(p.contract.Name)+`) as r
				join (select distinct _year from parsed.main.rows) as n
					on r._cohort is null or n._year is null or r._cohort = n._year)
		order by l.load_id`,
		p.contract.Name, batchID, day(p.result.AsOf))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []earlier
	for rows.Next() {
		var e earlier
		if err := rows.Scan(&e.id, &e.scope, &e.file); err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, rows.Err()
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
// them retired already, by this very batch.
func (w *writer) supersede(j job, p *parsed, hit []earlier, batchID int64) error {
	old := j.request.Supersedes
	named := false
	for _, e := range hit {
		named = named || e.id == old
	}
	if !named {
		before := w.one(`select count(*) from meta.load where load_id = ? and state = 'superseded' and exists
			(select 1 from meta.load as n where n.batch_id = ? and n.supersedes = ?)`, old, batchID, old)
		if before == 0 {
			return w.cannotReplace(j, p, "没有这次载入，或它不是同一届、同一截止日、范围重叠的同一种文件，或已被取代")
		}
	}
	for _, e := range hit {
		w.exec("update meta.load set state = 'superseded' where load_id = ?", e.id)
	}
	return w.err
}

func (w *writer) cannotReplace(j job, p *parsed, why string) error {
	if w.err != nil {
		return w.err
	}
	return &fault.Error{Kind: fault.Usage, Op: "载入" + p.contract.Title, File: j.name,
		Why: fmt.Sprintf("不能取代第 %d 次载入：%s", j.request.Supersedes, why), Hint: "用 quxiang history 查看各次载入的编号"}
}
